"""Budget tables: header paths of several levels, column numbers, notes, units, and tables that go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.fields.drawn_forms import form, records
from tests.pdf_builder import Paper, Rows

import jixiao

TITLE = "2024年部门支出总表"


def table(tmp_path: Path, rows: Rows, title: str = TITLE) -> Any:
    record = form(tmp_path, rows, title=title)
    assert record.kind == "budget_table"
    return record


ONE = [
    ["科目名称", "合计", "基本支出", "项目支出"],
    ["文化和旅游", "35.20", "20.10", "15.10"],
    ["文物", "11.00", "9.00", "2.00"],
]
TWO = [
    ["科目编码", "科目名称", "本年支出", "<"],
    ["^", "^", "基本支出", "项目支出"],
    ["20701", "文化和旅游", "20.10", "15.10"],
    ["20702", "文物", "9.00", "2.00"],
]
THREE = [
    ["科目", "本年收入", "<", "<"],
    ["^", "合计", "财政拨款收入", "<"],
    ["^", "^", "一般公共预算", "政府性基金"],
    ["文化和旅游", "35.20", "30.20", "5.00"],
]
FOUR = [
    ["科目", "“三公”经费", "<", "<", "<"],
    ["^", "合计", "公务用车购置及运行费", "<", "<"],
    ["^", "^", "小计", "其中", "<"],
    ["^", "^", "^", "购置费", "运行费"],
    ["文化和旅游", "3.50", "3.50", "0.00", "3.50"],
]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (ONE, [["科目名称"], ["合计"], ["基本支出"], ["项目支出"]]),
        (TWO, [["科目编码"], ["科目名称"], ["本年支出", "基本支出"], ["本年支出", "项目支出"]]),
        (
            THREE,
            [
                ["科目"],
                ["本年收入", "合计"],
                ["本年收入", "财政拨款收入", "一般公共预算"],
                ["本年收入", "财政拨款收入", "政府性基金"],
            ],
        ),
        (
            FOUR,
            [
                ["科目"],
                ["“三公”经费", "合计"],
                ["“三公”经费", "公务用车购置及运行费", "小计"],
                ["“三公”经费", "公务用车购置及运行费", "其中", "购置费"],
                ["“三公”经费", "公务用车购置及运行费", "其中", "运行费"],
            ],
        ),
    ],
    ids=["one level", "two levels", "three levels", "four levels"],
)
def test_headers_of_several_levels(tmp_path: Path, rows: Rows, columns: list[list[str]]) -> None:
    record = table(tmp_path, rows)
    assert record.columns == columns
    body = [r for r in rows if r[0] not in ("^", rows[0][0])]
    assert record.rows == body
    assert (record.title, record.year, record.status) == (TITLE, 2024, "complete")


def test_a_row_that_numbers_the_columns_is_part_of_the_header(tmp_path: Path) -> None:
    record = table(tmp_path, [ONE[0], ["栏次", "1", "2", "3"], *ONE[1:]])
    assert record.rows == ONE[1:]
    assert record.columns[1] == ["合计", "1"]


def test_a_body_cell_merged_over_columns_stands_in_the_first(tmp_path: Path) -> None:
    record = table(tmp_path, [*ONE, ["本表无其他支出", "<", "<", "<"]])
    assert record.rows[-1] == ["本表无其他支出", "", "", ""]


def test_income_and_spending_side_by_side(tmp_path: Path) -> None:
    rows = [
        ["收入", "<", "支出", "<"],
        ["项目", "预算数", "项目", "预算数"],
        ["财政拨款", "35.20", "文化和旅游", "35.20"],
        ["收入总计", "35.20", "支出总计", "35.20"],
    ]
    record = table(tmp_path, rows, "2024年部门收支总表")
    assert record.columns == [["收入", "项目"], ["收入", "预算数"], ["支出", "项目"], ["支出", "预算数"]]
    assert record.rows == rows[2:]


def test_unit_and_maker_between_title_and_table(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(60, TITLE).text(60, 90, "部门：沙洲县图书馆").text(440, 90, "单位：万元")
    paper.table(ONE, [160, 100, 100, 100], 100)
    (record,) = records(paper.save(tmp_path / "unit.pdf"))
    assert record.unit == "万元"
    assert record.parsed["rows[0][1]"] == {"yuan": "352000", "unit": "万元"}


def test_unit_in_the_first_row_of_the_table(tmp_path: Path) -> None:
    record = table(tmp_path, [["金额单位：元", "<", "<", "<"], *ONE])
    assert record.unit == "元"
    assert record.columns[0] == ["科目名称"]


def test_notes_under_the_table(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(60, TITLE)
    bottom = paper.table(ONE, [160, 100, 100, 100], 100)
    paper.text(60, bottom + 20, "注：1.本表不含涉密支出。").text(60, bottom + 40, "2.本表数据为年初预算。")
    paper.text(60, bottom + 90, "以上为沙洲县图书馆部门支出情况，特此说明。")
    (record,) = records(paper.save(tmp_path / "notes.pdf"))
    assert record.notes == "注：1.本表不含涉密支出。\n2.本表数据为年初预算。"


def test_a_note_in_the_last_row_is_a_note(tmp_path: Path) -> None:
    record = table(tmp_path, [*ONE, ["备注：本表不含涉密支出。", "<", "<", "<"]])
    assert record.notes == "备注：本表不含涉密支出。"
    assert record.rows == ONE[1:]


def test_an_empty_table_is_still_one(tmp_path: Path) -> None:
    record = table(tmp_path, [ONE[0], ["", "", "", ""], ["", "", "", ""]], "2024年政府性基金预算支出表")
    assert [row for row in record.rows if any(row)] == []
    assert record.columns == [["科目名称"], ["合计"], ["基本支出"], ["项目支出"]]


def test_a_table_over_a_page_end_is_one(tmp_path: Path) -> None:
    paper = Paper()
    for i, row in enumerate(ONE[1:]):
        if i:
            paper.page()
        paper.centred(60, TITLE)
        paper.table([ONE[0], row], [160, 100, 100, 100], 100)
    (record,) = records(paper.save(tmp_path / "long.pdf"))
    assert record.rows == ONE[1:]
    assert record.pages == (1, 2)


def test_a_header_that_lost_a_cell_is_incomplete(tmp_path: Path) -> None:
    record = table(tmp_path, [["科目名称", "合计", "", "项目支出"], *ONE[1:]])
    assert record.status == "incomplete"
    assert [r.code for r in record.reasons] == ["missing.column"]


def test_numbers_of_the_next_table_of_a_sheet_and_notes_are_no_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    over = ["部门：沙洲县图书馆", None, None, "单位：元"]
    above, below = [["公开01表"], [TITLE], over], [["公开02表"], ["2024年部门收入总表"], over]
    for row in [*above, *ONE, ["注：本年不含结转。"], [], *below, *ONE]:
        sheet.append(row)
    for row in (2, 10):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    book.save(tmp_path / "tables.xlsx")
    first, second = jixiao.extract(tmp_path / "tables.xlsx").records
    assert [row[0] for row in first.rows] == [row[0] for row in second.rows] == ["文化和旅游", "文物"]
    assert (first.notes, second.notes) == ("注：本年不含结转。", "")
