"""Fields of work, and what a reviewer asks of a project of each: schemas/library/works/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao import resources
from jixiao.errors import ResourceError
from jixiao.library.vocabulary import FOLDER, Aspect, Usual, vocabulary
from jixiao.text import key

_FOLDER = f"{FOLDER}/works"


@dataclass(frozen=True, slots=True)
class Work:
    """A field of work: the words of a project's name that tell it, those that do where no other field's stand in it,
    and what is asked of it, first what matters most."""

    name: str
    words: tuple[str, ...]
    weak: tuple[str, ...]
    asks: tuple[Usual, ...]


@cache
def works() -> tuple[Work, ...]:
    """The fields of this installation; ResourceError where a file is wrong."""
    root, families = resources.folder(_FOLDER), frozenset(vocabulary().families)
    try:
        return tuple(
            Work(
                name,
                tuple(said["words"]),
                tuple(said.get("weak", ())),
                tuple(_ask(name, families, one) for one in said["asks"]),
            )
            for path in sorted(root.glob("*.yaml"))
            for name, said in resources.read_yaml(path).items()
        )
    except (KeyError, TypeError, ValueError) as exc:
        raise ResourceError(f"词表 {root} 的写法不对（{type(exc).__name__}：{exc}）；请对照 README.md 改正") from exc


def _ask(work: str, families: frozenset[str], said: Sequence[Any]) -> Usual:
    family, name, value, why, shown, needs = said
    if family not in families:
        raise ValueError(f"{work} 的“{name}”：没有 {family} 这一类")
    aspect = Aspect(f"{work}：{name}", family, tuple(shown), why, minor=False, also=tuple(families - {family}))
    return Usual(aspect, name, value, tuple(needs), own=True, asked=True)


@cache
def _telling() -> tuple[Mapping[str, Work], Mapping[str, Work]]:
    named = {key(word): work for work in works() for word in work.words}
    return named, {key(word): work for work in works() for word in work.weak}


def work_of(name: str) -> Work | None:
    """The field that a project's name tells, by the longest word, the last of two as long; None where none does."""
    text = key(name)
    for words in _telling():
        found = [(len(word), text.rfind(word), work) for word, work in words.items() if word in text]
        if found:
            return max(found, key=lambda each: each[:2])[2]
    return None
