"""Signs of comparison that stand alone in the cells of a scanned table's column, told by the column.

A `≥` by itself is half as high as a character, and OCR takes it for a letter; what it may be else says more.
"""

from __future__ import annotations

from jixiao.evidence import DoubtCode
from jixiao.tables.table import Cell, Table
from jixiao.votes import Voter

SIGNS = frozenset("≥≤=<>")
# What `=` is read as, however sure OCR was.
_BARS = "二"
# A column of signs has so many cells that may be signs, and this share of its cells of one character.
_LEAST, _MOST = 2, 0.6


def read_signs(table: Table) -> None:
    """Give the cells of columns of signs the likeliest sign that they may be."""
    for column in range(table.n_cols):
        cells = [cell for row in range(table.n_rows) if (cell := table.at(row, column)) and cell.row == row]
        short = [cell for cell in cells if cell.col == column and len(cell.text) == 1]
        found = [(cell, sign) for cell in short if (sign := _sign(cell))]
        if len(found) < max(_LEAST, _MOST * len(short)) or not any(cell.text in SIGNS for cell, _ in found):
            continue
        for cell, sign in found:
            if cell.text != sign:
                cell.flat.pieces[0].word.mend(0, 1, sign, Voter.COLUMN, DoubtCode.READINGS_DIFFER)
                cell.forget()


def _sign(cell: Cell) -> str:
    """The sign in the cell, or the likeliest that its character may be; empty where it can be none."""
    word = cell.flat.pieces[0].word
    if cell.text in SIGNS or word.seen is None or len(word.text) != 1 or len(word.seen.others) != 1:
        return cell.text if cell.text in SIGNS else ""
    return next((other for other in word.seen.others[0] if other in SIGNS), "=" if cell.text == _BARS else "")
