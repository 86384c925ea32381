"""Tables as text: delimiters, titles, quotations, encodings, and what is odd said."""

from __future__ import annotations

import pytest

from jixiao.office.delimited import read_text
from jixiao.tables.table import Paragraph, Table


def table(data: bytes) -> list[list[str]]:
    (found,) = [block for block in read_text(data).blocks if isinstance(block, Table)]
    return [[cell.text for cell in found.row(r)] for r in range(found.n_rows)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_cells_by_their_delimiter(delimiter: str) -> None:
    text = f"项目支出绩效目标表\n指标{delimiter}值\n数量{delimiter}≥3\n\n质量{delimiter}合格\n\n"
    layout = read_text(text.encode("gb18030"))
    assert isinstance(layout.blocks[0], Paragraph) and layout.blocks[0].text == "项目支出绩效目标表"
    assert table(text.encode()) == [["指标", "值"], ["数量", "≥3"], ["", ""], ["质量", "合格"]]
    assert not layout.problems


def test_quotations_blanks_and_texts_kept_as_texts() -> None:
    text = '名称,代码,金额,,\n"修缮\n二期","=""0012""","1,200.00",,\n'
    assert table(text.encode()) == [["名称", "代码", "金额"], ["修缮二期", "0012", "1,200.00"]]


def test_a_quotation_without_end_is_said_and_no_row_is_lost() -> None:
    layout = read_text('名称,金额\n"甲,1\n乙,2\n丙,3\n'.encode())
    assert [code for _, code, _ in layout.problems] == ["source.repaired"]
    assert table('名称,金额\n"甲,1\n乙,2\n丙,3\n'.encode())[3] == ["丙", "3"]


def test_bytes_that_mean_nothing_are_said_and_doubted() -> None:
    layout = read_text("名称,金额\n甲,1".encode() + b"\xff\xff2\n")
    assert [code for _, code, _ in layout.problems] == ["source.repaired"]


def test_running_text_is_paragraphs() -> None:
    layout = read_text("一、部门职责\n负责全县，统筹协调。\n二、绩效目标\n".encode())
    assert [block.text for block in layout.blocks if isinstance(block, Paragraph)] == [
        "一、部门职责",
        "负责全县，统筹协调。",
        "二、绩效目标",
    ]


def test_a_table_without_end_is_cut_and_said() -> None:
    layout = read_text(b"a,b\n" * 150_000)
    assert [code for _, code, _ in layout.problems] == ["text.limit"]
