"""Two lists of one form, or one list of two goals: what says of which period each indicator is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from tests.fields.drawn_forms import form, wide
from tests.pdf_builder import reading

GOAL = [["项目名称", "书库修缮"], ["中长期绩效目标", "三年内修缮全部书库。"], ["年度绩效目标", "修缮书库两层。"]]
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
WHOLE = [["产出指标", "数量指标", "修缮层数", "≥6层"], ["产出指标", "质量指标", "验收合格率", "=100%"]]
YEAR = [["产出指标", "数量指标", "修缮层数", "≥2层"], ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"]]
READ = [("lifetime", "≥6层"), ("lifetime", "=100%"), ("annual", "≥2层"), ("annual", "≥90%")]


def scopes(record: Any) -> list[tuple[str, str]]:
    return [(i.scope, i.value) for i in record.indicators]


@pytest.mark.parametrize("merged", [True, False])
def test_a_column_names_the_goal_of_each_indicator(tmp_path: Path, merged: bool) -> None:
    def under(name: str, rows: list[list[str]]) -> list[list[str]]:
        return [[name if not (merged and i) else "^", *row] for i, row in enumerate(rows)]

    lists = [["目标名称", *HEAD], *under("长期绩效目标1", WHOLE), *under("年度绩效目标1", YEAR)]
    record = form(tmp_path, wide(*GOAL, *lists, columns=5))
    assert scopes(record) == READ
    assert not [row for row in record.indicators if row.extra]


def test_a_list_of_each_period_has_that_column_too(tmp_path: Path) -> None:
    rows = [["长期绩效目标表"], ["目标名称", *HEAD], ["长期绩效目标1", *WHOLE[0]], ["^", *WHOLE[1]]]
    rows += [["年度绩效目标表"], ["目标名称", *HEAD], ["年度绩效目标1", *YEAR[0]], ["^", *YEAR[1]]]
    record = form(tmp_path, wide(*GOAL, *rows, columns=5))
    assert (scopes(record), record.status) == (READ, "complete")


@pytest.mark.parametrize("marks", [("（一）", "（二）"), ("附：", "附：")])
def test_the_line_over_each_table_says_its_period(tmp_path: Path, marks: tuple[str, str]) -> None:
    document = Document()
    document.add_paragraph("专项资金绩效目标申报表").alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts: list[str | list[list[str]]] = [GOAL, marks[0] + "中期绩效指标", [HEAD, *WHOLE]]
    for part in [*parts, marks[1] + "年度绩效指标", [HEAD, *YEAR]]:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for r, row in enumerate(part):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    document.save(str(tmp_path / "form.docx"))
    (record,) = reading(tmp_path / "form.docx").records
    assert scopes(record) == READ


@pytest.mark.parametrize("word", ["实施目标", "任务期目标"])
def test_a_period_nobody_knows_is_the_one_that_is_not_the_years_and_is_doubted(tmp_path: Path, word: str) -> None:
    whole, year = [[word, *row] for row in WHOLE], [["年度目标", *row] for row in YEAR]
    sides = [
        [word + "指标", *HEAD],
        *(["^", *row] for row in WHOLE),
        ["年度目标指标", *HEAD],
        *(["^", *row] for row in YEAR),
    ]
    for rows in ([["目标名称", *HEAD], *whole, *year], sides):
        record = form(tmp_path, wide(*GOAL, *rows, columns=5))
        assert scopes(record) == READ
        assert [f"indicators[{n}].scope" in record.doubts for n in range(4)] == [True, True, False, False]


def test_it_is_so_where_the_list_of_the_year_comes_first(tmp_path: Path) -> None:
    rows = [
        ["年度目标指标", *HEAD],
        *(["^", *row] for row in YEAR),
        ["实施目标指标", *HEAD],
        *(["^", *row] for row in WHOLE),
    ]
    assert scopes(form(tmp_path, wide(*GOAL, *rows, columns=5))) == [*READ[2:], *READ[:2]]


def test_parts_of_the_years_list_are_of_no_other_period(tmp_path: Path) -> None:
    rows = [
        ["年度目标指标", *HEAD],
        *(["^", *row] for row in WHOLE),
        ["绩效目标指标", *HEAD],
        *(["^", *row] for row in YEAR[1:]),
    ]
    record = form(tmp_path, wide(*GOAL[:1], *GOAL[2:], *rows, columns=5))
    assert {scope for scope, _ in scopes(record)} == {"annual"}
