"""Whose a label is: one that two families give different meanings is refused when the vocabulary is built.

All families are read with one vocabulary, so another meaning in one province's file would change, without a word, how
the documents of every other province are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jixiao.errors import ResourceError


class Owned(NamedTuple):
    """What a label means at its place - a field, a section, a column - and the family that says so."""

    meaning: str
    family: str


# (Where the label stands: a kind of form, a list; its normal form) -> what it means there.
Owners = dict[tuple[str, str], Owned]


def claim(owners: Owners, family: str, data: Mapping[str, Any], normal: Callable[[str], str]) -> None:
    """Write down what the labels of the family's file mean; ResourceError where one means something else already."""
    for place, meaning, labels in meanings(data):
        for label in labels:
            own = owners.setdefault((place, normal(str(label))), Owned(meaning, family))
            if own.meaning != meaning:
                raise ResourceError(
                    f"词表“{family}”把 {place} 的“{label}”当作 {meaning}，词表“{own.family}”却当作 {own.meaning}；"
                    "一个叫法只能有一个意思，请改其中一个文件，或写成更完整的叫法"
                )


def meanings(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """The labels of a family's file: where they stand (a kind of form, a list), what they mean there, the labels."""
    for place, given in data.items():
        if not isinstance(given, Mapping):
            continue
        if place == "lists":
            yield from (
                (f"lists.{name}", role, labels) for name, found in given.items() for role, labels in found.items()
            )
            continue
        yield from ((place, name, labels) for name, labels in (given.get("fields") or {}).items())
        yield from ((place, f"sections.{name}", labels) for name, labels in (given.get("sections") or {}).items())
