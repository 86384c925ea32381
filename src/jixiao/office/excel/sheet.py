"""A worksheet as its cells are displayed, whatever file format it came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from jixiao.evidence import DoubtCode
from jixiao.office.package import whole

ROWS, COLS = 1_048_576, 16_384  # of the largest sheet there can be


class Entry(NamedTuple):
    """What a cell displays, the size of its font in points (0 if unknown), and why that may not be what it holds."""

    text: str
    size: float
    doubts: tuple[DoubtCode, ...] = ()


class Merge(NamedTuple):
    """A merged range, 0-based, both ends included."""

    row: int
    col: int
    end_row: int
    end_col: int


class Ranges:
    """Whole numbers as stretches: a million hidden rows take no more room than one."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Take in start..end (included); stretches come in rising order but for damaged files."""
        if self._ends and self._starts[-1] <= start <= self._ends[-1] + 1:
            self._ends[-1] = max(self._ends[-1], end)
        elif self._ends and start < self._starts[-1]:
            at = bisect_right(self._starts, start)
            self._starts.insert(at, start)
            self._ends.insert(at, end)
        else:
            self._starts.append(start)
            self._ends.append(end)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._starts, number) - 1
        return at >= 0 and number <= self._ends[at]

    def next_outside(self, number: int) -> int:
        """The number itself, or the first one after it that is not in it."""
        at = bisect_right(self._starts, number) - 1
        return self._ends[at] + 1 if at >= 0 and number <= self._ends[at] else number

    def meets(self, start: int, end: int) -> bool:
        """Whether any number of start..end (included) is in it."""
        at = bisect_right(self._starts, end) - 1
        return at >= 0 and self._ends[at] >= start


@dataclass(slots=True)
class Sheet:
    """A sheet's displayed cells by (row, col), 0-based; blank ones are left out.

    `ruled` are rows with a border on a cell that displays nothing. `valueless` are addresses of formulas that were
    never calculated. `texts` are paragraphs of text boxes. `full` says that cells beyond a limit were not read,
    `lost` that the sheet's part is not in the file, `styleless` that the workbook's formats are not.
    `textless` are addresses of cells whose text is not there, `contradicted` those of which the file says two things,
    or names a format that is not there, `unseen` those whose text is white on white or tiny. `miscounted` says that the
    workbook's texts or formats are not as many as it says.
    """

    name: str
    hidden: bool = False
    entries: dict[tuple[int, int], Entry] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: Ranges = field(default_factory=Ranges)
    hidden_cols: Ranges = field(default_factory=Ranges)
    ruled: Ranges = field(default_factory=Ranges)
    valueless: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    pictures: int = 0
    full: bool = False
    lost: bool = False
    styleless: bool = False
    textless: list[tuple[int, int]] = field(default_factory=list)
    contradicted: list[tuple[int, int]] = field(default_factory=list)
    unseen: list[tuple[int, int]] = field(default_factory=list)
    miscounted: bool = False

    def doubt(self, at: tuple[int, int], code: DoubtCode) -> None:
        """Put what the cell displays in doubt, if it displays anything."""
        entry = self.entries.get(at)
        if entry is not None and code not in entry.doubts:
            self.entries[at] = entry._replace(doubts=(*entry.doubts, code))


@lru_cache(maxsize=1024)
def letters(col: int) -> str:
    """The column's letters: 0 -> A, 26 -> AA."""
    text = ""
    col += 1
    while col:
        col, low = divmod(col - 1, 26)
        text = chr(ord("A") + low) + text
    return text


def address(row: int, col: int) -> str:
    """The cell's address as people write it: (2, 1) -> B3."""
    return f"{letters(col)}{row + 1}"


@lru_cache(maxsize=16384)
def place(text: str) -> tuple[int, int]:
    """(row, col) of an address, `$` allowed; ValueError for anything else, or beyond the sheet."""
    text = text.replace("$", "")
    col, at = 0, 0
    while at < min(len(text), 4) and "A" <= (letter := text[at].upper()) <= "Z":
        col = col * 26 + ord(letter) - ord("A") + 1
        at += 1
    row = whole(text[at:], ROWS)
    if not row or not 0 < col <= COLS:
        raise ValueError(f"no cell address: {text!r}")
    return row - 1, col - 1


def merge(text: str) -> Merge:
    """The range of `A1:C2`; ValueError for anything else."""
    first, _, last = text.partition(":")
    row, col = place(first)
    end_row, end_col = place(last or first)
    return Merge(min(row, end_row), min(col, end_col), max(row, end_row), max(col, end_col))
