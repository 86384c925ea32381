"""What the frame of common indicators has for a project and its form lacks, worded with the project's own object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.checks.judgement import pairs
from jixiao.library import Card, Entry, vocabulary
from jixiao.library.names import bare, bigrams
from jixiao.library.profile import thing_of, types_of
from jixiao.library.vocabulary import Aspect, ProjectType, Usual
from jixiao.library.works import work_of
from jixiao.suggestions.costs import fits, unit_cost, unpriced
from jixiao.text import key

_DEFAULT = "服务对象"
# A form that speaks so many times as much of another type is not of the type that its name tells.
_OVER = 5
_OWN_PRICE = "按采购计划或市场询价填写"
# A form that has so much of the project's name agrees with it, in whatever words.
_OF_THE_NAME = 0.25


@dataclass(frozen=True, slots=True)
class Framed:
    """An indicator of the frame for one project: its name and why the project needs it, in the project's words;
    `common` is the name under which a library counts it."""

    usual: Usual
    name: str
    why: str
    common: str = ""


def type_of(card: Card) -> tuple[ProjectType | None, bool]:
    """The type of the frame that the project is likeliest of, and whether that is sure: the name tells it, and what
    else the form says tells no other. Where it does, the type is what both goal and indicators tell, None where they
    tell nothing."""
    types = vocabulary().frame.types
    kind = next((t for name in card.types for t in types if t.name == name), None)
    if kind is None or not card.entries:
        return kind, True
    rows = "".join(entry.name for entry in card.entries)
    if any(word in key(card.name) for word in kind.words):
        said = key(card.purpose + rows)
        own = max(_repeated(kind, said), _shared(card.name, said) >= _OF_THE_NAME)
        if own and own * _OVER >= max(_repeated(t, said) for t in types):
            return kind, True
        other = types_of("", card.purpose, rows)
        kind = next((t for name in other for t in types if t.name == name), None)
    return kind, False


def _shared(name: str, text: str) -> float:
    """How much of a project's name (0..1) stands in a text, by pairs of characters."""
    pairs = set(bigrams(bare(name)))
    return len(pairs & set(bigrams(text))) / len(pairs) if pairs else 0.0


def _repeated(kind: ProjectType, text: str) -> int:
    """How often the text has that word of the type which it has most."""
    return max(text.count(word) for word in kind.words)


def aspects_of(family: str, name: str) -> list[Aspect]:
    """What an indicator of that family and name looks at, by its words; nothing where no word tells."""
    return [a for a in vocabulary().frame.aspects if a.words and a.seen_in(family, name)]


def seen(aspect: Aspect, entries: Sequence[Entry]) -> bool:
    """Whether an indicator looks at this already."""
    return any(aspect.seen_in(entry.family, entry.name) for entry in entries)


def text_of(card: Card) -> str:
    """What the form says: name, purpose and names of indicators."""
    return key(f"{card.name}{card.purpose}{''.join(entry.name for entry in card.entries)}")


def _applies(usual: Usual, card: Card, text: str) -> bool:
    """Whether the form speaks of what the indicator needs; of a project without a form nothing is known."""
    return not usual.needs or not card.entries or any(word in text for word in usual.needs)


def _named(usual: Usual, card: Card, thing: str) -> str:
    """The name in the project's words; a cost of nothing in particular is that of what the form counts, "" where it
    counts nothing; people whom the form does not name are those it serves."""
    name = usual.worded(thing)
    if usual.family == "satisfaction" and card.entries and not pairs(name) & pairs(text_of(card)):
        return f"{_DEFAULT}满意度"
    if usual.family != "cost" or not card.entries or (fits(name, card) and "单位" not in name):
        return name
    return unit_cost(card)


def lacking(card: Card) -> list[Framed]:
    """What the frame has for the project's type, applies and no indicator of the form looks at, an aspect once, in its
    order.

    Of a type that is not sure only a kind that the form has nothing of is taken.
    """
    (kind, sure), families, text = type_of(card), vocabulary().families, text_of(card)
    thing = thing_of(card.name, kind) if kind is not None else ""
    found: dict[str, Framed] = {}
    for usual in kind.indicators if kind is not None else vocabulary().frame.general:
        aspect = usual.aspect
        wanting = families[aspect.family].usual and aspect.family not in card.families
        needed = wanting if aspect.minor or (aspect.words and not sure) else not seen(aspect, card.entries)
        if needed and aspect.code not in found and _applies(usual, card, text):
            name = _named(usual, card, thing)
            if name:
                why = aspect.why.replace("{}", thing or _DEFAULT)
                found[aspect.code] = Framed(usual, name, why, usual.worded(thing))
    return [*_asked(card), *found.values()]


def _asked(card: Card) -> Iterator[Framed]:
    """What a reviewer asks of the project's field of work where the form speaks of what it needs and no indicator shows
    it by name or value; then the prices of what is bought."""
    work = work_of(card.name)
    rows = [key(f"{entry.name}{entry.value}") for entry in card.entries]
    asks, text = (work.asks if work is not None and rows else ()), text_of(card)
    for ask in asks:
        if _applies(ask, card, text) and not any(key(word) in row for row in rows for word in ask.aspect.words):
            yield Framed(ask, ask.name, ask.aspect.why)
    for entry, name in unpriced(card):
        why = f"{entry.name}写了 {entry.value}，单价多少没有写，资金额无从核对"
        aspect = Aspect(f"price：{name}", "cost", (), why, minor=False)
        yield Framed(Usual(aspect, name, _OWN_PRICE, own=True, asked=True), name, why)
