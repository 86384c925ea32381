"""Forms and rows found again in a reading that another version made: by what they are where it is the same, else by
place and content. What is not surely the same is not found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.fields.corrected.parted import Row, texts_of
from jixiao.geometry import Box
from jixiao.records.annotations.corrections import FormMark, RowMark, mark_of
from jixiao.records.kinds import AnyRecord
from jixiao.records.model import Evidence, Spot
from jixiao.text import key

# What it is worth that two forms have the same kind,
_KIND = 2
# the same page,
_PAGE = 2
# the same name,
_NAME = 3
# the same title,
_TITLE = 1
# the same number in their file.
_NUMBER = 1
# Two forms are the same if what they have in common is worth as much.
_FORM = 5
# Two rows are the same if this share of their values is equal.
_ROW = 0.6
# It is worth as much that a row stands in the same place,
_PLACED = 0.5
# a little that it has the same number,
_SAME_NUMBER = 0.05
# and more than any place that all its values are equal.
_WHOLE = 1.0
# Boxes that share this part of what they cover together are one place.
_OVERLAP = 0.5


class Forms:
    """The records of a reading, to find marked ones among."""

    def __init__(self, records: Sequence[AnyRecord]) -> None:
        self._marks = [mark_of(record, number) for number, record in enumerate(records, 1)]

    def digest(self, at: int) -> str:
        """What the content of the record at the position is known by."""
        return self._marks[at].digest

    def find(self, mark: FormMark) -> int | None:
        """The position, from 0, of the record that was marked."""
        same = [at for at, found in enumerate(self._marks) if found.digest == mark.digest]
        if same:
            return min(same, key=lambda at: abs(at + 1 - mark.number))
        scores = sorted(((_form_score(mark, found), -at) for at, found in enumerate(self._marks)), reverse=True)
        if not scores or scores[0][0] < _FORM or (len(scores) > 1 and scores[1][0] == scores[0][0]):
            return None
        return -scores[0][1]


def _form_score(mark: FormMark, found: FormMark) -> int:
    named = bool(mark.name) and key(mark.name) == key(found.name)
    return (
        _KIND * (mark.kind == found.kind)
        + _PAGE * (mark.page == found.page)
        + _NAME * named
        + _TITLE * (key(mark.title) == key(found.title))
        + _NUMBER * (mark.number == found.number)
    )


def row_like(mark: RowMark, rows: Sequence[Row]) -> Row | None:
    """The row, as it was read, that was marked; None where none is surely the same."""
    scores = sorted(((_row_score(mark, row), -at) for at, row in enumerate(rows) if row.read is not None), reverse=True)
    if not scores or scores[0][0] < _ROW or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return rows[-scores[0][1]]


def row_that_says(content: Any, rows: Sequence[Row]) -> Row | None:
    """The row, as it was read, that says all that the content does."""
    wanted = texts_of(content)
    for row in rows:
        said = texts_of(row.read) if row.read is not None else {}
        if wanted and all(key(text) == key(said.get(name, "")) for name, text in wanted.items()):
            return row
    return None


def _row_score(mark: RowMark, row: Row) -> float:
    said = texts_of(row.read)
    same = sum(key(text) == key(said.get(name, "")) for name, text in mark.texts.items())
    share = same / len(mark.texts) if mark.texts else 0.0
    placed = same_place(mark, row.mark())
    return share + _WHOLE * (share == 1.0) + _PLACED * placed + _SAME_NUMBER * (mark.key == row.key)


def same_place(one: Spot | RowMark | None, other: Spot | RowMark | Evidence | None) -> bool:
    """Whether both stand in one place of the source."""
    if one is None or other is None:
        return False
    if one.box and other.box:
        return one.page == other.page and _shared(Box(*one.box), Box(*other.box)) >= _OVERLAP
    return bool(one.place) and one.place == other.place


def _shared(a: Box, b: Box) -> float:
    """The part of what two boxes cover together that both cover."""
    width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    both = max(width, 0.0) * max(height, 0.0)
    whole = a.width * a.height + b.width * b.height - both
    return both / whole if whole > 0 else 0.0
