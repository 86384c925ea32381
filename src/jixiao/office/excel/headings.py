"""Lines over a sheet's table that nobody merged: a text alone in its row runs over the empty cells beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jixiao.office.excel.sheet import Entry, Merge
from jixiao.text import key

# How the title of a form ends, whatever it is called; a year or a name in brackets may follow.
_TITLE = re.compile(r".{6,}[表书](?:\([^()]*\))?")
# What a line over a table has and the label of an empty cell has not: brackets, a figure, words behind a colon.
_LINE = re.compile(r"[(\d]|:.")
Shown = Mapping[tuple[int, int], tuple[Entry, str]]


def run_over(rows: Sequence[int], cols: Sequence[int], merges: Sequence[Merge], shown: Shown) -> Iterator[Merge]:
    """The ranges that the first lines of a table run over: the title, and lines under it, above the first row with
    several texts; none in a row that is merged. `rows` and `cols` are those of the table in the sheet, ascending."""
    for number, row in enumerate(rows):
        there = [col for col in cols if (row, col) in shown]
        if not there and number:
            continue
        text = key(shown[row, there[0]][0].text) if len(there) == 1 else ""
        if not (_LINE.search(text) if number else _TITLE.fullmatch(text)):
            return
        if not any(merge.row <= row <= merge.end_row for merge in merges):
            yield Merge(row, there[0], row, cols[-1])
