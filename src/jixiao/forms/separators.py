"""Amounts of scanned tables in which OCR took a comma for a point, or lost one, told by what is left of the amount.

A cell may be so narrow that an amount is wrapped in it: then neither of its lines says so alone.
"""

from __future__ import annotations

import re

from jixiao.evidence import Piece, Word
from jixiao.geometry import union
from jixiao.tables.table import Cell
from jixiao.votes import Voter

# Groups of three digits, and what is behind the last mark: one mark parts all groups, the last the places.
_AMOUNT = re.compile(r"(?P<sign>[≥≤=<>]?-?)\d{1,3}(?:[.,:;·]\d{3})+[.,:;·]\d{1,2}(?P<unit>[%％]|万?元)?")
_MARK = re.compile(r"[.,:;·]")
# So many characters and no more are left of a cell by the side of a line that was wrapped in it.
_ROOM = 2.0


def part_thousands(cell: Cell) -> None:
    """Give an amount with groups of three digits commas between them, and the point before its places."""
    if not cell.lines or any(len(line.words) != 1 for line in cell.lines):
        return
    _mark_lines(cell)
    if not _is_one(cell):
        return
    passage = cell.flat.without(" ")
    if not _AMOUNT.fullmatch(passage.text):
        return
    marks = [match.start() for match in _MARK.finditer(passage.text)]
    wrong = [at for at in marks if passage.text[at] != ("." if at == marks[-1] else ",")]
    for at in reversed(wrong):
        piece, place = _piece_at(passage.pieces, passage.spans, at)
        piece.word.mend(place, place + 1, "." if at == marks[-1] else ",", Voter.MARKS)
    if wrong:
        cell.forget()


def _mark_lines(cell: Cell) -> None:
    """Give lines behind the first the mark that OCR read before their digits, where an amount was wrapped: alone it
    looked like a speck."""
    words = [line.words[0] for line in cell.lines]
    marks = [_mark_before(word) for word in words[1:]]
    text = words[0].text + "".join(mark + word.text for mark, word in zip(marks, words[1:], strict=True))
    if any(marks) and _AMOUNT.fullmatch(text):
        for mark, word in zip(marks, words[1:], strict=True):
            if mark:
                word.mend(0, 0, mark, Voter.MARKS)
        cell.forget()


def _mark_before(word: Word) -> str:
    """The mark before the word's digits that was taken off as a speck."""
    seen = word.seen.text if word.seen is not None else ""
    return seen[0] if _MARK.match(seen) and seen[1:] == word.text else ""


def _is_one(cell: Cell) -> bool:
    """Whether the lines of the cell, a word each, leave no room for one more digit, but for the last."""
    if cell.box is None:
        return False
    boxes = [(union(word.box for word in line.words), len(line.words[0].text)) for line in cell.lines[:-1]]
    return all(cell.box.width - box.width < _ROOM * box.width / max(1, n) for box, n in boxes)


def _piece_at(pieces: tuple[Piece, ...], spans: tuple[int, ...], at: int) -> tuple[Piece, int]:
    """The piece that holds the character at that place of a passage, and its place in the piece's word."""
    for piece, span in zip(pieces, spans, strict=True):
        if span <= at < span + piece.end - piece.start:
            return piece, piece.start + at - span
    raise IndexError(at)
