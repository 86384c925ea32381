"""The known name that a scanned cell's text was meant to be: one weighted edit distance over the closed lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary, label_key
from jixiao.tables.table import Cell
from jixiao.text import is_cjk, key

# A name that is shorter has too many neighbours,
_LEAST = 4
# in one that is no longer no character may be missing or too many,
_SHORT = 5
# and one so long is meant where two characters are off and OCR was in doubt.
_VERY_LONG = 8
# One character may fall into so many.
_PARTS = 3
# A line of an upright label has at most so many characters; where it begins and ends it is sure.
_STACKED, _FIRST, _LAST = 2, 2, 1
# What a slip costs, one where OCR was in doubt, and what is no slip.
_SLIP, _DOUBTED, _NEVER = 1.0, 0.5, 9.0
# Names are looked at that are no more characters away.
_FAR = 3
# Two names that differ in one of these are two names, not a slip.
_TELLING = frozenset("一二三四五六七八九十上下年月个数质")

# Characters start..end of a text, and what a name has there.
Edit = tuple[int, int, str]


def meant(cell: Cell, names: list[str], words: Vocabulary) -> Edit | None:
    """The characters of the cell's text (without blanks) that are wrong, and what makes them a known name.

    None where no name is near enough, or several that are not labels of one field.
    """
    from rapidfuzz.distance import Levenshtein

    text = _Text(cell)
    whole = len(text.flat) == len(text.passage.text) and label_key(text.flat) == text.flat
    if len(text.flat) < _LEAST or not whole or not any(map(is_cjk, text.flat)):
        return None
    near = [
        (cost, name)
        for name in names
        if abs(len(name) - len(text.flat)) <= _FAR
        and Levenshtein.distance(text.flat, name, score_cutoff=_FAR) <= _FAR
        and (cost := text.cost(name)) <= text.limit(name, words)
    ]
    if not near:
        return None
    least, name = min(near)
    if any(cost == least and not _one_field(name, other, words) for cost, other in near if other != name):
        return None
    return _differing(text.flat, name)


class _Text:
    """A cell's text without blanks, the characters that OCR doubted, and whether it was set upright."""

    def __init__(self, cell: Cell) -> None:
        self.passage = cell.flat.without(" ")
        self.flat = key(self.passage.text)
        self.doubted = {i for d in self.passage.doubts() for i in range(d.start, max(d.end, d.start + 1))}
        self.upright = len(cell.lines) >= _LEAST and all(
            len(word.text) <= _STACKED for line in cell.lines for word in line.words
        )

    def limit(self, name: str, words: Vocabulary) -> float:
        """What its slips may cost for the name to be meant; a level's name is a value too and must be doubted."""
        if min(len(self.flat), len(name)) >= _VERY_LONG and self.doubted:
            return 2 * _SLIP
        if len(name) < _SHORT or not words.heads(name):
            return _DOUBTED
        return 3 * _DOUBTED if self.upright and len(name) > _SHORT else _SLIP

    def cost(self, name: str) -> float:
        """What it takes to make the text the name."""
        return sum(self._edit(start, end, right, len(name)) for start, end, right in _edits(self.flat, name))

    def _edit(self, start: int, end: int, right: str, size: int) -> float:
        wrong, before = self.flat[start:end], self.flat[start - 1 : start]
        slip = _DOUBTED if self.upright or self.doubted.intersection(range(start, max(end, start + 1))) else _SLIP
        if not right and wrong == before:
            return _DOUBTED  # a character read twice
        if _TELLING.intersection(wrong if right and wrong else right):
            return _NEVER
        if self.upright and (start < _FIRST or end > len(self.flat) - _LAST):
            return _NEVER
        if len(right) == 1 and 1 < len(wrong) <= _PARTS and start > 0 and end < len(self.flat):
            # a narrow 目 of an upright label comes as 11
            fell = not all(map(is_cjk, wrong)) or (len(wrong) == _STACKED and wrong[0] == before)
            return slip if fell and size > _SHORT else _NEVER
        if len(right) != len(wrong) and size <= _SHORT:
            return _NEVER
        return slip * max(len(wrong), len(right))


def _edits(flat: str, name: str) -> Iterator[Edit]:
    """What makes the text the name; what lies side by side is one edit."""
    from rapidfuzz.distance import Levenshtein

    for equal, run in groupby(Levenshtein.opcodes(flat, name), lambda op: op.tag == "equal"):
        if not equal:
            ops = list(run)
            yield ops[0].src_start, ops[-1].src_end, name[ops[0].dest_start : ops[-1].dest_end]


def _differing(flat: str, name: str) -> Edit:
    """Where the text differs from the name between what both begin and end with, and what the name has there."""
    edits = list(_edits(flat, name))
    start, end = edits[0][0], edits[-1][1]
    return start, end, name[start : len(name) - (len(flat) - end)]


def _one_field(name: str, other: str, words: Vocabulary) -> bool:
    """Whether the two label the same field in every kind of form, and some field in one."""
    terms = [(words.term(kind, name), words.term(kind, other)) for kind in GOAL_KINDS]
    return all(a == b for a, b in terms) and any(a is not None for a, _ in terms)
