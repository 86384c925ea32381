"""The words of goals, from `schemas/drafts/words.yaml`: what tells parts, names and values apart."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TypeVar

from pydantic import ValidationError

from jixiao import resources
from jixiao.errors import ResourceError
from jixiao.records.model import Model

FOLDER = "schemas/drafts"
Shape = TypeVar("Shape", bound=Model)


class Words(Model):
    """The lists of the file, under the names they have there; the comments in it say what each is for."""

    kinds: dict[str, list[str]]
    leads: str
    tails: str
    labels: str
    project_lead: str
    counts: list[str]
    heads: list[str]
    persons: str
    acts: list[str]
    turned: list[str]
    unturned: list[str]
    rates: list[str]
    zero: list[str]
    zero_tail: str
    harm: list[str]
    harming: list[str]
    units: dict[str, str]
    times: str
    done: list[str]
    whole: list[str]
    undated: list[str]
    manner: list[str]
    things: list[str]
    affirmed: list[str]
    no_target: list[str]
    degrees: list[str]
    alone: list[str]
    outcome: list[str]
    outcome_nouns: list[str]
    changes: list[str]
    states: list[str]
    begins: list[str]
    purposes: list[str]
    hollow: str
    holds: list[str]
    moving: list[str]
    predicates: list[str]

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """What stands before a name and is no part of it."""
        return re.compile(self.leads)

    @cached_property
    def tail(self) -> re.Pattern[str]:
        """What stands behind a name and is no part of it."""
        return re.compile(self.tails)

    @cached_property
    def label(self) -> re.Pattern[str]:
        """What a form calls an indicator, in brackets behind its name."""
        return re.compile(self.labels)

    @cached_property
    def act(self) -> re.Pattern[str]:
        """A verb at the beginning of what is done."""
        return re.compile(_any(self.acts))

    @cached_property
    def begin(self) -> re.Pattern[str]:
        """A verb at the beginning of an effect."""
        return re.compile(_any(self.begins))

    @cached_property
    def degree(self) -> re.Pattern[str]:
        """How far something changes."""
        return re.compile(_any(self.degrees))

    @cached_property
    def change(self) -> re.Pattern[str]:
        """A change at the end of a text."""
        return re.compile(f"(?:{_any(self.changes)})$")

    @cached_property
    def state(self) -> re.Pattern[str]:
        """A state at the end of a text."""
        return re.compile(f"(?:{_any(self.states)})$")

    @cached_property
    def predicate(self) -> re.Pattern[str]:
        """How a value begins that says something of a name."""
        return re.compile(_any(self.predicates))

    @cached_property
    def time(self) -> re.Pattern[str]:
        """What tells a name to be about a time, at its end."""
        return re.compile(self.times)

    @cached_property
    def finished(self) -> re.Pattern[str]:
        """What is done, at the end of a name."""
        return re.compile(f"(?:{_any(self.done)})$")

    def verb_of(self, text: str) -> str:
        """The verb that the text begins with, "" where it begins with none."""
        match = self.begin.match(text) or self.act.match(text)
        return match[0] if match else ""


@cache
def words() -> Words:
    """The words, read once; ResourceError where the file is wrong."""
    return checked(Words, "words.yaml")


def checked(shape: type[Shape], name: str) -> Shape:
    """The file of that name in the folder, in its shape; ResourceError naming the place where it has another."""
    path = resources.folder(FOLDER) / name
    try:
        return shape.model_validate(resources.read_yaml(path))
    except ValidationError as exc:
        first = exc.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ResourceError(f"资源文件 {path} 的 {place} 不对（{first['msg']}）；请改正后再试") from exc


def ending(text: str, endings: list[str]) -> str:
    """The longest of the endings that the text has, "" where it has none or is nothing else."""
    found = [e for e in endings if text.endswith(e) and len(text) > len(e)]
    return max(found, key=len, default="")


def lead_of(names: list[str]) -> str:
    """The characters that all names begin with."""
    first, last = min(names), max(names)
    return first[: next((n for n, char in enumerate(first) if n >= len(last) or char != last[n]), len(first))]


def _any(listed: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
