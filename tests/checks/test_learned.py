"""What was learned of indicators from labelled lines: what is said of them, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from tests.checks import good
from tests.checks.cases import PROJECT
from tests.checks.judged_cases import more
from tests.checks.test_run import ids

from jixiao.checks.indicators.learned import KINDS, chances_of, weights

_SOCIAL = ("效益指标", "社会效益指标")
_ECONOMIC = ("效益指标", "经济效益指标")
_PLEASED = ("满意度指标", "服务对象满意度指标")


@pytest.mark.parametrize(
    ("level", "name", "value", "check"),
    [
        (_ECONOMIC, "拉动全市地区生产总值增长", "≥0.4个百分点", "indicator.others-decide"),
        (_SOCIAL, "全县城镇调查失业率", "≤4.5%", "indicator.others-decide"),
        (_ECONOMIC, "全年罚没收入", "≥90万元", "indicator.perverse"),
        (_PLEASED, "中心检验人员满意度", "≥90%", "indicator.satisfaction-who"),
        (_SOCIAL, "更换阀门数量", "≥120个", "indicator.output-as-effect"),
    ],
)
def test_what_reviewers_object_to_is_told(level: tuple[str, str], name: str, value: str, check: str) -> None:
    reading = good.reading()
    more(*level, name, value)(reading)
    assert check in ids(reading)


@pytest.mark.parametrize(
    ("level", "name", "value"),
    [
        (_SOCIAL, "沿河受益户数", "≥900户"),
        (_ECONOMIC, "减少内涝损失", "≥120万元"),
        (_PLEASED, "沿河商户满意度", "≥90%"),
        (_SOCIAL, "护岸溃决事故起数", "=0起"),
    ],
)
def test_what_is_fine_is_left_alone(level: tuple[str, str], name: str, value: str) -> None:
    reading = good.reading()
    more(*level, name, value)(reading)
    told = {"indicator.others-decide", "indicator.perverse", "indicator.satisfaction-who", "indicator.output-as-effect"}
    assert not told & set(ids(reading))


def test_chances_are_of_all_kinds_and_sum_to_one() -> None:
    chances = chances_of("social", "护河宣传场次", "≥12场", "河道清淤")
    assert tuple(chances) == KINDS and sum(chances.values()) == pytest.approx(1)
    assert all(len(row) == len(KINDS) for row in weights().values())


def test_what_is_bought_is_for_those_who_work_with_it() -> None:
    reading = good.reading()
    record: Any = reading.records[PROJECT - 1]
    more(*_PLEASED, "中心检验人员满意度", "≥90%")(reading)
    record.project_name = "检测车辆装备购置"
    assert "indicator.satisfaction-who" not in ids(reading)


def test_people_of_whom_the_goal_speaks_are_served() -> None:
    reading = good.reading()
    record: Any = reading.records[PROJECT - 1]
    more(*_PLEASED, "中心检验人员满意度", "≥90%")(reading)
    record.goal_annual = f"{record.goal_annual}为检验人员改善工作条件。"
    assert "indicator.satisfaction-who" not in ids(reading)


@pytest.mark.parametrize(
    ("level", "name", "value", "check"),
    [
        (("产出指标", "数量指标"), "救助人数", "≥30件", "indicator.unit-unfit"),
        (("产出指标", "数量指标"), "护岸石料大类数", "≥34%", "indicator.unit-unfit"),
        (("产出指标", "质量指标"), "作业安全事故率", "≤5%", "indicator.harm-allowed"),
    ],
)
def test_units_of_things_and_shares_of_accidents(level: tuple[str, str], name: str, value: str, check: str) -> None:
    reading = good.reading()
    more(*level, name, value)(reading)
    assert check in ids(reading)


@pytest.mark.parametrize(("name", "value"), [("参训人次", "≥300人次"), ("百万吨事故死亡率", "≤0.1%")])
def test_people_and_small_shares_are_left_alone(name: str, value: str) -> None:
    reading = good.reading()
    more("产出指标", "数量指标", name, value)(reading)
    assert not {"indicator.unit-unfit", "indicator.harm-allowed"} & set(ids(reading))


def test_days_of_several_persons_may_be_more_than_a_year_has() -> None:
    reading = good.reading()
    more("产出指标", "数量指标", "护河员值班天数", "≥500天")(reading)
    assert "indicator.impossible" not in ids(reading)
