"""What is doubtful in a project is told before anything is written."""

from __future__ import annotations

import pytest
from tests.drafts.projects import project

from jixiao.drafts.input.check import doubtful
from jixiao.drafts.language.points import points
from jixiao.records import Funds, FundsSide


def test_a_project_in_order_is_let_be() -> None:
    assert not doubtful(project())


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (FundsSide(total="100", fiscal="60", other="30"), "不等"),
        (FundsSide(total="壹佰万元整左右吧"), "不是一个金额"),
        (FundsSide(total="100", fiscal="60", other="四十多"), "不是一个金额"),
    ],
)
def test_money_that_does_not_fit_is_told(side: FundsSide, said: str) -> None:
    (found,) = doubtful(project(funds=Funds(unit="万元", annual=side)))
    assert said in found


def test_a_dash_is_nil() -> None:
    side = FundsSide(total="100", fiscal="100", other="-", carryover="—")
    assert not doubtful(project(funds=Funds(unit="万元", annual=side)))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("设备完好率", "≥95", "没有写“%”"), ("购置设备", "12", "没有写单位"), ("购置设备", "", "没有填写")],
)
def test_a_value_that_lacks_something_is_told(name: str, value: str, said: str) -> None:
    (found,) = doubtful(project(("产出指标", "数量指标", name, value)))
    assert said in found and f"“{name}”" in found


def test_weights_that_do_not_add_up_are_told() -> None:
    given = project()
    for row in given.indicators:
        row.weight = "9"
    assert not doubtful(given)
    given.indicators[0].weight = "8"
    assert "合计 89" in doubtful(given)[0]
    given.indicators[0].weight = None
    assert "1 项指标没有分值" in doubtful(given)[0]


def test_a_name_that_says_what_it_counts_gives_the_unit() -> None:
    (point,) = points(project(("产出指标", "数量指标", "检查次数", "≥12")))
    assert point.value == "≥12次"
