"""Budget tables as sheets: headers merged as printed, numbers that look as printed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records import made

from jixiao.export import workbook
from jixiao.export.xlsx import book as book_module
from jixiao.export.xlsx.budget import Block, header_blocks, number_format
from jixiao.records import BudgetTable, Reading


def sheet_of(folder: Path, record: BudgetTable):
    """The sheet of the table."""
    reading = Reading(source=made.source("a.pdf"), records=[record])
    return openpyxl.load_workbook(workbook(iter([reading]), folder / "a.xlsx", lambda info: folder / "a.pdf"))["表01"]


def test_the_table_stands_as_it_is_printed(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, made.budget())
    assert sheet["A1"].value == "收入预算总表"
    assert sheet["A2"].hyperlink.location == "'预算表'!A1"
    assert (sheet["A3"].value, sheet["A3"].hyperlink.location) == ("单位：万元　　原文第 7 页", "page=7")
    assert sorted(str(m) for m in sheet.merged_cells.ranges) == ["A4:B4", "A5:A6", "B5:B6", "C4:E4", "C5:C6", "D5:E5"]
    assert [sheet[c].value for c in ("A4", "C4", "A5", "B5", "C5", "D5", "D6", "E6")] == [
        "项目", "收入", "编码", "名称", "合计", "财政拨款", "本级", "上级"
    ]  # fmt: skip
    assert sheet.freeze_panes == "A7"
    assert [c.value for c in sheet[7][:5]] == ["204", "公共安全", 1234.5, 1000, 234.5]
    assert [c.value for c in sheet[9][:5]] == ["合计", None, "1,234.50", "1,000.00", "-"]
    assert sheet["A10"].value == "注：=以元为准"


def test_amounts_are_numbers_that_look_as_printed(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, made.budget())
    assert [sheet[c].number_format for c in ("C7", "D7", "E7")] == ["#,##0.00", "#,##0.00", "#,##0.0"]
    assert sheet["A7"].data_type == "s"


def test_the_list_of_tables_leads_to_their_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_module, "_TABLE_SHEETS", 2)
    reading = Reading(source=made.source("a.pdf"), records=[made.budget(), made.budget(), made.budget()])
    book = openpyxl.load_workbook(workbook(iter([reading]), tmp_path / "a.xlsx"))
    assert book.sheetnames[-2:] == ["表01", "表02"]
    links = [row[0].hyperlink.location if row[0].hyperlink else None for row in book["预算表"].iter_rows(min_row=2)]
    assert links == ["'表01'!A1", "'表02'!A1", None]
    hints = [c.value for row in book["概览"].iter_rows() for c in row if c.value]
    assert any("共 3 张，前 2 张" in str(h) for h in hints)


@pytest.mark.parametrize(
    "record",
    [
        BudgetTable(title="空"),
        BudgetTable(title=None, columns=[["甲"]], rows=[["1", "多"], []]),
        BudgetTable(columns=[[], ["乙", "丙"]], rows=[["1", "2"]]),
    ],
)
def test_odd_tables_do_not_spoil_the_workbook(tmp_path: Path, record: BudgetTable) -> None:
    sheet = sheet_of(tmp_path, record)
    assert sheet["A1"].value == (record.title or "（无表名）")
    body = [[c.value for c in row if c.value] for row in sheet.iter_rows(min_row=4)]
    assert [text for row in record.rows for text in row] == [v for row in body[-len(record.rows) :] for v in row][
        : sum(map(len, record.rows))
    ]


@pytest.mark.parametrize(
    ("paths", "blocks"),
    [
        ([], []),
        ([["甲"]], [Block(0, 1, 0, 1, "甲")]),
        ([["甲"], ["甲"]], [Block(0, 1, 0, 2, "甲")]),
        ([["甲", "一"], ["甲", "二"], ["乙"]],
         [Block(0, 1, 0, 2, "甲"), Block(0, 2, 2, 3, "乙"), Block(1, 2, 0, 1, "一"), Block(1, 2, 1, 2, "二")]),
        ([["甲", "数"], ["乙", "数"]],
         [Block(0, 1, 0, 1, "甲"), Block(0, 1, 1, 2, "乙"), Block(1, 2, 0, 1, "数"), Block(1, 2, 1, 2, "数")]),
        ([["甲"], ["甲", "一"]], [Block(0, 2, 0, 1, "甲"), Block(0, 1, 1, 2, "甲"), Block(1, 2, 1, 2, "一")]),
    ],
)  # fmt: skip
def test_header_cells_come_back_from_header_paths(paths: list[list[str]], blocks: list[Block]) -> None:
    assert header_blocks(paths) == blocks


@given(st.lists(st.lists(st.sampled_from("甲乙"), max_size=3), max_size=6))
def test_header_cells_cover_every_path_once(paths: list[list[str]]) -> None:
    covered: dict[tuple[int, int], str] = {}
    for block in header_blocks(paths):
        for r in range(block.row, block.end_row):
            for c in range(block.col, block.end_col):
                assert (r, c) not in covered
                covered[r, c] = block.text
    for c, path in enumerate(paths):
        assert [covered[r, c] for r in range(len(path))] == path


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1,234.50", "#,##0.00"), ("0.00", "#,##0.00"), ("1234.5", "0.0"), ("-12", "#,##0"),
        ("96,282,213.44", "#,##0.00"),
        ("0", "#,##0"), ("12345", "0"), ("-0.5", "#,##0.0"),
    ],
)  # fmt: skip
def test_a_number_that_a_cell_can_show_exactly_has_a_format(text: str, form: str) -> None:
    assert number_format(text) == form


@pytest.mark.parametrize(
    "text",
    [
        "06",
        "1,23",
        "",
        "-",
        "5%",
        "\uff11\uff12",
        "1.",
        ".5",
        "-0.00",
        "+5",
        "1 000",
        "1234567890123456",
        "1,234,56.0",
        "3万",
    ],
)
def test_other_texts_stay_text(text: str) -> None:
    assert number_format(text) is None
