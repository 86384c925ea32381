"""Pages that are missing inside or after a form, told by the list alone; and the periods of lists under one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pdf_builder import Paper, Rows, reading

WIDTHS = [90.0, 110.0, 150.0, 70.0, 50.0]
TOP = [
    ["项目名称", "<", "书库修缮", "<", "<"],
    ["年度绩效目标", "<", "完成书库两层地面与照明的修缮并向读者开放。", "<", "<"],
]
HEAD = [["一级指标", "二级指标", "三级指标", "指标值", "权重"]]
OUTPUT = [["产出指标", "数量指标", "修缮层数", "2层", "50"]]
EFFECT = [["效益指标", "社会效益指标", "读者增加", "明显", "40"]]
LAST = [["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "10"]]


def record(tmp_path: Path, first: Rows, second: Rows = [], top: float = 100) -> Any:  # noqa: B006
    """The only record of a form on one page, or over two."""
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表")
    bottom = paper.table(first, WIDTHS, top)
    assert bottom < 800
    if second:
        paper.page()
        paper.table(second, WIDTHS, 70)
    (only,) = reading(paper.save(tmp_path / "form.pdf")).records
    return only


def codes(record: Any) -> list[str]:
    return [reason.code for reason in record.reasons if reason.code.startswith("list.")]


def test_a_form_over_a_page_end_is_whole(tmp_path: Path) -> None:
    assert codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT], LAST, 560)) == []


def test_effects_that_come_again_after_satisfaction_are_another_forms(tmp_path: Path) -> None:
    found = record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST], [*EFFECT, *LAST], 560)
    assert "list.again" in codes(found) and found.status == "incomplete"


def test_weights_that_make_more_than_any_forms_are_told(tmp_path: Path) -> None:
    again = [["效益指标", "生态效益指标", "节能", "有效", "15"], *LAST]
    assert "list.weights" in codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT], again, 560))


def test_the_second_of_two_lists_that_stops_before_satisfaction_was_cut_short(tmp_path: Path) -> None:
    life, year = [["实施期绩效指标", *["<"] * 4]], [["年度绩效指标", *["<"] * 4]]
    lists = [*life, *HEAD, *OUTPUT, *EFFECT, *LAST, *year, *HEAD, *OUTPUT, *EFFECT]
    assert "list.cut-short" in codes(record(tmp_path, [*TOP, *lists]))
    assert codes(record(tmp_path, [*TOP, *lists, *LAST])) == []


def test_lists_under_one_another_are_of_the_periods_that_stand_over_them(tmp_path: Path) -> None:
    life, year = [["实施期绩效指标", *["<"] * 4]], [["年度绩效指标", *["<"] * 4]]
    lists = [*life, *HEAD, *OUTPUT, *EFFECT, *LAST, *year, *HEAD, *OUTPUT, *EFFECT, *LAST]
    found = record(tmp_path, [*TOP, *lists])
    assert [row.scope for row in found.indicators] == ["lifetime"] * 3 + ["annual"] * 3
