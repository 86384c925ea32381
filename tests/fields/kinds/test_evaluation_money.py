"""The money of a self-evaluation in the shapes it is printed in, goals and totals beside their labels, class rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fields.kinds.test_evaluation_lists import LEVELS, Row, records_of

from jixiao.records import SelfEvaluation

LIST: list[Row] = [
    [*LEVELS],
    ["产出指标", "数量指标", "举办培训期数", "≥6期", "7期", "60", "60"],
    ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "88%", "40", "39"],
]


def one(rows: list[Row], tmp_path: Path) -> SelfEvaluation:
    (record,) = records_of("项目支出绩效自评表", [["项目名称", (1, 6, "河道清淤")], *rows], tmp_path)
    return record


SHAPES: dict[str, tuple[list[Row], list[tuple[str | None, ...]]]] = {
    "sources over columns": (
        [
            ["项目", "合计", "财政拨款", (1, 4, "其他资金")],
            ["预算数", "100.00", "80.00", (1, 4, "20.00")],
            ["执行数", "90.00", "72.00", (1, 4, "18.00")],
            ["执行率", "90%", "90%", (1, 4, "90%")],
        ],
        [
            ("合计", "100.00", "90.00", "90%"),
            ("财政拨款", "80.00", "72.00", "90%"),
            ("其他资金", "20.00", "18.00", "90%"),
        ],
    ),
    "labels with amounts": (
        [["预算数（万元）", "100.00", "执行数（万元）", "90.00", "执行率", (1, 2, "90%")]],
        [(None, "100.00", "90.00", "90%")],
    ),
    "a row budgeted, a row spent": (
        [
            ["年度预算", "总额", "100.00", "其中：财政", "80.00", "其他", "20.00"],
            ["全年支出", "总额", "90.00", "其中：财政", "72.00", "其他", "18.00"],
        ],
        [("总额", "100.00", "90.00", None), ("其中：财政", "80.00", "72.00", None), ("其他", "20.00", "18.00", None)],
    ),
    "in their labels' cells": (
        [[(1, 2, "预算数：100.00"), (1, 2, "执行数：90.00"), (1, 3, "执行率：90%")]],
        [(None, "100.00", "90.00", "90%")],
    ),
    "a source a row": (
        [
            [(1, 2, "资金来源"), (1, 2, "预算安排"), (1, 3, "实际支出")],
            [(1, 2, "合计"), (1, 2, "100.00"), (1, 3, "90.00")],
            [(1, 2, "自筹资金"), (1, 2, "20.00"), (1, 3, "18.00")],
        ],
        [("合计", "100.00", "90.00", None), ("自筹资金", "20.00", "18.00", None)],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_money_is_read_in_each_shape(shape: str, tmp_path: Path) -> None:
    rows, expected = SHAPES[shape]
    record = one([*rows, *LIST], tmp_path)
    assert record.funds is not None
    assert [(r.item, r.budget, r.executed, r.rate) for r in record.funds.rows] == expected
    assert not record.extra
    assert record.status == "complete", record.reasons


def test_money_of_which_nothing_says_what_was_spent_is_a_reason(tmp_path: Path) -> None:
    record = one([["预算数", "100.00", "到账", (1, 4, "90.00")], *LIST], tmp_path)
    assert record.status == "incomplete"
    assert {"100.00", "90.00"} <= {extra.value for extra in record.extra}


def test_goal_and_outcome_beside_their_labels(tmp_path: Path) -> None:
    goal, done = (
        "完成河道清淤12公里，汛期前全部通水，保障沿线灌溉。",
        "全年清淤12.6公里，汛期前全部通水，沿线灌溉有保障。",
    )
    record = one([["年度目标", (1, 2, goal), "实际完成", (1, 3, done)], *LIST], tmp_path)
    assert (record.goal_expected, record.goal_actual) == (goal, done)
    assert len(record.indicators) == 2


def test_points_and_grade_under_other_words(tmp_path: Path) -> None:
    record = one([["评价得分", (1, 2, "96.5"), "绩效等级", (1, 3, "优")], *LIST], tmp_path)
    assert record.total is not None
    assert (record.total.score, record.grade) == ("96.5", "优")


def test_a_class_with_marks_for_none_is_no_indicator(tmp_path: Path) -> None:
    head, first, last = LIST
    rows: list[Row] = [
        head,
        ["产出指标", "/", "/", "/", "/", "60", "60"],
        ["", *first[1:]],
        ["满意度指标", "/", "/", "/", "/", "/", "/"],
        ["", *last[1:]],
    ]
    record = one(rows, tmp_path)
    assert [(i.level1, i.level2, i.level3) for i in record.indicators] == [
        ("产出指标", "数量指标", "举办培训期数"),
        ("满意度指标", "服务对象满意度指标", "学员满意度"),
    ]
    assert ("产出指标·分值", "60") in {(extra.label, extra.value) for extra in record.extra}
    assert record.status == "complete", record.reasons
