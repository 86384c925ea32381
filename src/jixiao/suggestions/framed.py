"""What the frame of common indicators has for a project and its form lacks, worded with the project's own object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.library import Card, Entry, vocabulary
from jixiao.library.profile import thing_of
from jixiao.library.vocabulary import Aspect, ProjectType, Usual

_DEFAULT = "服务对象"


@dataclass(frozen=True, slots=True)
class Framed:
    """An indicator of the frame for one project: its name and why the project needs it, in the project's words."""

    usual: Usual
    name: str
    why: str


def type_of(card: Card) -> ProjectType | None:
    """The type of the frame that the project is likeliest of."""
    return next((t for name in card.types for t in vocabulary().frame.types if t.name == name), None)


def aspects_of(family: str, name: str) -> list[Aspect]:
    """What an indicator of that family and name looks at, by its words; nothing where no word tells."""
    return [a for a in vocabulary().frame.aspects if a.words and a.seen_in(family, name)]


def seen(aspect: Aspect, entries: Sequence[Entry]) -> bool:
    """Whether an indicator looks at this already."""
    return any(aspect.seen_in(entry.family, entry.name) for entry in entries)


def lacking(card: Card) -> list[Framed]:
    """What the frame has for the project's type and no indicator of the form looks at, an aspect once, in its order."""
    kind, families = type_of(card), vocabulary().families
    thing = thing_of(card.name, kind) if kind is not None else ""
    found: dict[str, Framed] = {}
    for usual in kind.indicators if kind is not None else vocabulary().frame.general:
        aspect = usual.aspect
        wanting = families[aspect.family].usual and aspect.family not in card.families
        needed = wanting if aspect.minor else not seen(aspect, card.entries)
        if needed and aspect.code not in found:
            found[aspect.code] = Framed(usual, usual.worded(thing), aspect.why.replace("{}", thing or _DEFAULT))
    return list(found.values())
