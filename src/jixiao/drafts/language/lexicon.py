"""How names of indicators are taken apart and said, from `schemas/drafts/phrases.yaml`."""

from __future__ import annotations

import re
from functools import cache, cached_property

from pydantic import Field

from jixiao.drafts.language.words import checked
from jixiao.records.model import Model


class Pattern(Model):
    """A name with a wording of its own: `name` is matched whole, `say` has its groups and {n}, the number.

    {people} is the number of those in the group w, {v} what `v` finds in the name; `units` are
    those that it is for, all where none are told.
    """

    name: str
    say: str
    v: str = ""
    units: list[str] = Field(default_factory=list)


class FullRate(Model):
    """Rates that are said without a number where they are 100%: `name` is matched whole, `say` has {p}."""

    name: str
    say: str


class Minor(Model):
    """Names of these kinds that are left to the table, but where the project's name has `but`."""

    name: str
    kinds: list[str]
    but: str = ""


class ProjectSort(Model):
    """Projects by the end of their names, and what is said of them; `has` is the verb for things that have none."""

    ends: list[str]
    say: str
    has: str = ""


class Room(Model):
    """How much a goal says: characters at most, and so many of each kind."""

    most: int
    quantity: int
    quality: int
    time: int
    cost: int
    effect: int
    satisfaction: int


class Lexicon(Model):
    """The lists of the file, under the names they have there; the comments in it say what each is for."""

    heads: dict[str, list[str]]
    whole_words: list[str]
    verbs: list[str]
    nouny: list[str]
    nouns: list[str]
    modifying: list[str]
    turned: list[str]
    unturned: list[str]
    unit_things: dict[str, str]
    doers: list[str]
    thing_ends: list[str]
    said_of: dict[str, str]
    burdens: str
    no_subject: list[str]
    light: dict[str, list[str]]
    patterns: list[Pattern]
    persons: str
    adverbs: list[str]
    rare: list[str]
    rare_rates: list[str]
    per: dict[str, str]
    said_per: dict[str, list[str]]
    paid_from: str
    totals: str
    total: str
    within: list[str]
    within_says: str
    within_time: str
    time_tail: str
    intransitive: list[str]
    transitive: list[str]
    on_a_day: list[str]
    nominal: list[str]
    things_done: list[str]
    rate_rest: str
    rate_tails: list[str]
    full_rates: list[FullRate]
    minor: list[Minor]
    inner: str
    heads_money: str
    heads_paid: str
    allotted: str
    strip: str
    levels: str
    projects: list[ProjectSort]
    project_ends: list[str]
    project_things: list[str]
    project_do: str
    project_does: str
    unnamed: str
    vague: str
    field_words: dict[str, str]
    general: list[str]
    broad: list[str]
    turns: list[str]
    room: dict[str, Room]

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """A verb at the beginning."""
        return re.compile(any_of(self.verbs))

    @cached_property
    def fields(self) -> dict[str, re.Pattern[str]]:
        """The words of each field of work."""
        return {name: re.compile(words) for name, words in self.field_words.items()}

    @cached_property
    def rare_rate(self) -> re.Pattern[str]:
        """A rate of what is to be rare."""
        return re.compile(f"(?:{any_of([*self.rare, *self.rare_rates])})(?:发生)?(?:率|件数|起数|数量)?$")

    def paid(self, name: str) -> str:
        """The cost without what it is paid from."""
        return re.sub(self.paid_from, "", name)

    @cached_property
    def adverb(self) -> re.Pattern[str]:
        """What may stand before a verb at the beginning."""
        return re.compile(f"(?:{any_of(self.adverbs)})(?=(?:{any_of(self.verbs)})[一-龥]{{2}})")

    @cached_property
    def turn(self) -> re.Pattern[str]:
        """A verb at the end that can be put first."""
        return re.compile(f"(?:{any_of(self.turned)})$")

    @cached_property
    def turned_first(self) -> re.Pattern[str]:
        """A verb at the beginning that elsewhere stands at the end."""
        return re.compile(any_of(self.turned))

    @cached_property
    def known_verbs(self) -> frozenset[str]:
        """The verbs, to look one up."""
        return frozenset(self.verbs)

    @cached_property
    def verb_ends(self) -> tuple[str, ...]:
        """The verbs of two characters and more."""
        return tuple(verb for verb in self.verbs if len(verb) > 1)

    @cached_property
    def known_turned(self) -> frozenset[str]:
        """The verbs that can be put first, to look one up."""
        return frozenset(self.turned)

    @cached_property
    def plain_verbs(self) -> list[str]:
        """Verbs that are no nouns: what ends so is no thing."""
        return [verb for verb in self.verbs if verb not in self.nouny and len(verb) > 1]

    @cached_property
    def head(self) -> re.Pattern[str]:
        """What a name counts, at its end."""
        return re.compile(f"(?:{any_of(list(self.heads))})$")

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """What makes a noun of a verb before it."""
        return re.compile(any_of(self.nouns))

    @cached_property
    def lights(self) -> list[tuple[str, str]]:
        """Work that is done and its verb, the longest first."""
        pairs = [(end, verb) for verb, ends in self.light.items() for end in ends]
        return sorted(pairs, key=lambda one: -len(one[0]))

    @cached_property
    def sorts(self) -> list[tuple[str, ProjectSort]]:
        """Ends of project names and what is said, the longest first."""
        pairs = [(end, sort) for sort in self.projects for end in sort.ends]
        return sorted(pairs, key=lambda one: -len(one[0]))

    @cached_property
    def matched(self) -> list[tuple[re.Pattern[str], Pattern]]:
        """The patterns, ready to match."""
        return [(re.compile(one.name), one) for one in self.patterns]

    @cached_property
    def ended(self) -> re.Pattern[str]:
        """What is done, at the end of a name of a time."""
        plain = [verb for verb in self.plain_verbs if verb not in self.nominal]
        return re.compile(f"(?:{any_of([*self.intransitive, *self.transitive, *self.nominal, *plain])})$")


@cache
def lexicon() -> Lexicon:
    """The lists, read once; ResourceError where the file is wrong."""
    return checked(Lexicon, "phrases.yaml")


def any_of(listed: list[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(listed), key=len, reverse=True))
