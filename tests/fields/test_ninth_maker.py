"""Plain forms whose money stands as offices print it: behind its label in one cell, under a total, below the tasks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fields.test_unseen_layouts import LEVELS, projects, read

from jixiao.records import DepartmentGoal

TITLE = "2026年项目支出绩效目标表"
INDICATORS = [["一级指标", "二级指标", "三级指标", "指标值", ""], *([*row, ""] for row in LEVELS)]
# The goal over the four columns beside its label, in a form whose money takes `money` rows.
GOAL = ["绩效目标", "维护点位，保障群众安全。", "", "", ""]


def form(tmp_path: Path, *money: list[str], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Any:
    rows = [["项目名称", "点位维护", "", "预算单位", "沙洲县应急局"], *money, GOAL, *INDICATORS]
    goal = 1 + len(money)
    reading = read(tmp_path, TITLE, rows, ((0, 1, 0, 2), (goal, 1, goal, 4), *merged))
    (found,) = projects(reading)
    return found


@pytest.mark.parametrize(
    "said",
    ["其中：财政拨款 118.92", "其中：财政拨款118.92", "财政拨款\n118.92", "财政拨款（118.92）", "财政拨款资金 118.92"],
)
def test_an_amount_may_stand_behind_its_label_in_one_cell(tmp_path: Path, said: str) -> None:
    found = form(tmp_path, ["资金总额（万元）", "198.20", said, "其他资金", "79.28"])
    side = found.funds.annual
    assert (side.total, side.fiscal, side.other) == ("198.20", "118.92", "79.28")


@pytest.mark.parametrize("said", ["其中：财政拨款约 118.92左右", "财政拨款118.92其他", "其中：财政补助 118.92（预计）"])
def test_an_amount_that_nobody_tells_from_its_label_is_not_lost(tmp_path: Path, said: str) -> None:
    found = form(tmp_path, ["资金总额（万元）", "198.20", said, "其他资金", "79.28"])
    assert found.status == "incomplete"
    assert any("118.92" in reason.message for reason in found.reasons)


def test_the_total_may_stand_over_its_amount_beside_heads_nobody_knows(tmp_path: Path) -> None:
    heads = ["项目资金（元）", "合计", "上级补助", "本级财政拨款", "其他资金"]
    found = form(tmp_path, heads, ["", "8550400", "", "6840300", "1710100"], merged=((1, 0, 2, 0),))
    side = found.funds.annual
    assert (side.total, side.fiscal, side.other, found.status) == ("8550400", "6840300", "1710100", "complete")


def test_labels_with_amounts_behind_the_total_are_no_tasks(tmp_path: Path) -> None:
    rows = [
        ["部门名称", "沙洲县应急局", "", "", "", ""],
        ["年度主要任务", "任务名称", "主要内容", "总额（万元）", "财政拨款", "其他资金"],
        ["", "点位维护", "维护点位，保障群众安全", "743.92", "446.35", "297.57"],
        ["", "消防救援", "购置装备，提高救援能力", "663.31", "530.65", "132.66"],
        ["金额合计", "", "", "1407.23", "977.00", "430.23"],
        ["部门预算", "基本支出", "576.02", "项目支出", "1407.23", ""],
        ["", "财政拨款", "1553.02", "其他资金", "430.23", ""],
        ["年度总体目标", "维护点位，购置装备。", "", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "", "指标值"],
        *(["", a, b, c, "", d] for a, b, c, d in LEVELS),
    ]
    merged = ((0, 1, 0, 5), (1, 0, 3, 0), (4, 0, 4, 2), (5, 0, 6, 0), (5, 4, 5, 5), (6, 4, 6, 5), (7, 1, 7, 5))
    merged += ((8, 0, 11, 0), *((r, 3, r, 4) for r in range(8, 12)))
    (found,) = read(tmp_path, "部门整体支出绩效目标申报表（2026年度）", rows, merged).records
    assert isinstance(found, DepartmentGoal)
    assert [task.function for task in found.tasks or []] == ["点位维护", "消防救援"]
    budget = found.budget
    assert budget is not None
    assert (budget.basic, budget.project, budget.fiscal, budget.other) == ("576.02", "1407.23", "1553.02", "430.23")


def test_a_goal_form_s_title_comes_before_the_number_of_its_table(tmp_path: Path) -> None:
    rows = [
        ["预算05-2表", "", "", "", "", ""],
        ["部门项目支出绩效目标表", "", "", "", "", ""],
        ["项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值"],
        *(["点位维护" if not n else "", "10" if not n else "", *row] for n, row in enumerate(LEVELS)),
        *(["装备购置" if not n else "", "20" if not n else "", *row] for n, row in enumerate(LEVELS)),
    ]
    merged = ((0, 0, 0, 5), (1, 0, 1, 5), (3, 0, 5, 0), (3, 1, 5, 1), (6, 0, 8, 0), (6, 1, 8, 1))
    found = projects(read(tmp_path, "附件", rows, merged))
    assert [one.title for one in found][:1] == ["部门项目支出绩效目标表"]


def test_a_label_that_nobody_knows_ends_the_value_before_it_in_the_cell(tmp_path: Path) -> None:
    rows = [["项目名称：点位维护 预算年度：2024年", "", "", ""], ["绩效目标", "维护点位，保障群众安全。", "", ""]]
    rows += [["一级指标", "二级指标", "三级指标", "指标值"], *LEVELS]
    (found,) = projects(read(tmp_path, "项目支出绩效目标表", rows, ((0, 0, 0, 3), (1, 1, 1, 3))))
    assert (found.project_name, found.year) == ("点位维护", 2024)
