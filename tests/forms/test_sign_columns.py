"""Signs that stand alone in a column's cells, read as letters and told by the column."""

from __future__ import annotations

import pytest

from jixiao.evidence import DoubtCode, Word
from jixiao.forms.sign_columns import read_signs
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line, Table
from jixiao.votes import Seen, Voter

# A cell as it was read, and what OCR said it may be else.
Read = tuple[str, str]


def column(cells: list[Read]) -> Table:
    out = []
    for row, (text, others) in enumerate(cells):
        word = Word(text, 1, Box(0, 20 * row, 10, 20 * row + 8), (0.0, 10.0), 10)
        word.how, word.seen = "ocr", Seen(text, (0.6,), (others,))
        out.append(Cell(row, 0, 1, 1, [Line([word])], 1))
    return Table(out, len(cells), 1, 1)


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        ([("≥", "N"), ("N", "Z≥M"), ("日", "目=三"), ("≤", "")], "≥≥=≤"),
        ([("≤", ""), ("二", "三"), ("≥", ""), ("M", "VW≤")], "≤=≥≤"),
        # no sign was read for certain: letters
        ([("N", "Z≥M"), ("M", "W≤"), ("N", "≥")], "NMN"),
        # most of the column is something else
        ([("≥", ""), ("人", ""), ("次", ""), ("N", "≥"), ("个", "")], "≥人次N个"),
        # a character that can be no sign stays
        ([("≥", ""), ("≤", ""), ("=", ""), ("1", "川非")], "≥≤=1"),
    ],
)
def test_a_column_of_signs_tells_what_its_cells_are(cells: list[Read], right: str) -> None:
    table = column(cells)
    read_signs(table)
    assert "".join(cell.text for cell in table.cells) == right


def test_what_was_read_stays_as_doubt_and_vote() -> None:
    table = column([("≥", ""), ("≤", ""), ("N", "≥Z")])
    read_signs(table)
    word = table.cells[2].flat.pieces[0].word
    assert [(d.code, d.other) for d in word.doubts] == [(DoubtCode.READINGS_DIFFER, "N")]
    assert [(v.by, v.said, v.instead) for v in word.votes] == [(Voter.COLUMN, "≥", "N")]
    assert word.seen is not None and word.seen.text == "N"
