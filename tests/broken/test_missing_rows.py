"""Published tables from which a missing page took rows: their codes and sums tell, and nothing else makes them so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.broken.pdfs import saved
from tests.pdf_builder import Paper, Rows, reading

HEAD = ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"]
WIDTHS = [35.0, 35.0, 35.0, 160.0, 70.0, 70.0, 70.0]
TOTAL = ["合计", "", "", "", "1,060.00", "860.00", "200.00"]
CULTURE = [
    ["207", "", "", "文化旅游体育与传媒支出", "700.00", "500.00", "200.00"],
    ["207", "01", "", "文化和旅游", "700.00", "500.00", "200.00"],
    ["207", "01", "01", "行政运行", "500.00", "500.00", ""],
    ["207", "01", "04", "图书馆", "200.00", "", "200.00"],
]
SECURITY = [
    ["208", "", "", "社会保障和就业支出", "240.00", "240.00", ""],
    ["208", "05", "", "行政事业单位养老支出", "240.00", "240.00", ""],
    ["208", "05", "05", "基本养老保险缴费支出", "160.00", "160.00", ""],
    ["208", "05", "06", "职业年金缴费支出", "80.00", "80.00", ""],
]
HOUSING = [
    ["221", "", "", "住房保障支出", "120.00", "120.00", ""],
    ["221", "02", "", "住房改革支出", "120.00", "120.00", ""],
    ["221", "02", "01", "住房公积金", "120.00", "120.00", ""],
]
WHOLE = [*CULTURE, *SECURITY, *HOUSING]


def printed(tmp_path: Path, *parts: Rows) -> Any:
    """The only record of a table of which each part stands on a page of its own, down to the foot."""
    paper = Paper()
    for number, rows in enumerate(parts):
        if number:
            paper.page()
        else:
            paper.centred(40, "2024年部门支出预算总表")
            paper.text(60, 60, "部门：沙洲县文化和旅游局")
            paper.text(450, 60, "单位：万元")
        body = [HEAD, *rows] if not number else rows
        paper.table(body, WIDTHS, 790 - 20.15 * len(body))
    (found,) = reading(saved(paper, tmp_path)).records
    return found


def told(found: Any) -> tuple[str, list[str]]:
    return found.status, [reason.code for reason in found.reasons]


@pytest.mark.parametrize("parts", [
    [[*WHOLE, TOTAL]],
    [[TOTAL, *WHOLE]],
    [[*CULTURE, *SECURITY[:3]], [SECURITY[3], *HOUSING, TOTAL]],
    [[TOTAL, *CULTURE], [*SECURITY, *HOUSING]],
])  # fmt: skip
def test_a_table_that_is_all_there_is_complete(tmp_path: Path, parts: list[Rows]) -> None:
    assert told(printed(tmp_path, *parts)) == ("complete", [])


def test_a_sum_of_any_name_ends_a_table(tmp_path: Path) -> None:
    rows = [*CULTURE[:3], ["人员经费合计", "", "", "", "500.00", "500.00", ""]]
    assert "table.cut-short" not in told(printed(tmp_path, rows))[1]


@pytest.mark.parametrize("rows", [
    [*CULTURE, *SECURITY],  # no row of totals
    [*CULTURE, *SECURITY[:3]],
    [TOTAL, *CULTURE, *SECURITY],  # the total is more than what stands there
    [["合计", "", "", "", "940.00", "740.00", "200.00"], *CULTURE, *SECURITY[:1]],  # heads nothing
])  # fmt: skip
def test_a_table_that_ends_with_the_page_before_its_end_was_cut_short(tmp_path: Path, rows: Rows) -> None:
    assert told(printed(tmp_path, rows)) == ("incomplete", ["table.cut-short"])


@pytest.mark.parametrize("parts", [
    [[*CULTURE[:3]], [*HOUSING, TOTAL]],  # a sum that is open where the page ends
    [[*CULTURE, SECURITY[0]], [SECURITY[3], *HOUSING, TOTAL]],  # a row whose parent is not there
    [[*CULTURE], [*HOUSING, TOTAL]],  # a whole function
])  # fmt: skip
def test_rows_that_are_missing_between_two_pages_are_told(tmp_path: Path, parts: list[Rows]) -> None:
    assert told(printed(tmp_path, *parts)) == ("incomplete", ["table.again"])


def test_a_mistake_of_the_office_inside_a_page_is_for_the_checks(tmp_path: Path) -> None:
    wrong = [*CULTURE[:3], ["207", "01", "04", "图书馆", "190.00", "", "190.00"]]
    assert told(printed(tmp_path, [*wrong, *SECURITY, *HOUSING, TOTAL])) == ("complete", [])
