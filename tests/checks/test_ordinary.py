"""Ordinary ways of filling a form in, of which a check says nothing, each beside one of which it does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.checks import good
from tests.checks.cases import both, put

from jixiao.checks import check
from jixiao.checks.money.products import is_price, unit_of
from jixiao.checks.rows import rows_of
from jixiao.checks.words import words
from jixiao.records import DepartmentGoal, Indicator, ProjectGoal, Reading

_COUNT, _QUALITY = ("产出指标", "数量指标"), ("产出指标", "质量指标")
_COST, _SOCIAL = ("成本指标", "经济成本指标"), ("效益指标", "社会效益指标")
Row = tuple[str, str, str, str]


def form(rows: Sequence[Row] = (), **values: object) -> ProjectGoal:
    """A form of these rows alone."""
    indicators = [Indicator(level1=a, level2=b, level3=name, value=value) for a, b, name, value in rows]
    return good.project().model_copy(update={"indicators": indicators, "execution_weight": None, **values})


def told(record: ProjectGoal | DepartmentGoal, id: str) -> list[tuple[tuple[str, ...], str]]:
    """Paths and message of each finding of a check in a file of one form."""
    source = good.reading().source
    return [
        (tuple(f.paths), f.message) for f in check(Reading(source=source, records=[record])).findings if f.check == id
    ]


@pytest.mark.parametrize(
    ("attribute", "new"),
    [
        ("□新增　☑延续", False),
        ("☑新增　□延续", True),
        ("新增项目□ 延续项目√", False),
        ("新增项目√ 延续项目□", True),
        ("新增（ ）延续（√）", False),
        ("新增（√）延续（ ）", True),
        ("■当年新设　□以前年度延续", True),
        ("□新增　□延续", False),
        ("☑新增　☑延续", False),
        ("新增 延续√", False),
        ("非新增", False),
        ("新增/延续", False),
        ("是否新增：否", False),
        ("新增一次性", True),
        ("当年新设", True),
        ("○新增 ●延续", False),
    ],
)
def test_of_ticked_choices_the_ticked_one_counts(attribute: str, new: bool) -> None:
    reading = good.reading()
    both(
        put(1, "attribute", attribute),
        put(1, "funds.annual.carryover", "10.00"),
        put(1, "funds.annual.fiscal", "40.00"),
    )(reading)
    assert ("amount.new-carries" in {f.check for f in check(reading).findings}) is new


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("漏检次数", "≤1次", False),
        ("漏发人数", "=0人", False),
        ("设备停机次数", "≤2次", False),
        ("数据丢失次数", "=0次", False),
        ("群众上访人次", "≤3人次", False),
        ("取得职业资格证书人数", "≥180人", False),
        ("考试及格人数", "≥180人", False),
        ("检查次数", "≤2次", False),
        ("培训合格人数", "≥180人", False),
        ("培训后就业人数", "≥90人", False),
        ("培训护河员人数", "≥200人", True),
        ("巡查次数", "12次", True),
        ("护河员培训人次", "≥260人次", True),
        ("护河员轮训人次", "≥300人次", False),
    ],
)
def test_counts_under_quality_are_of_deeds(name: str, value: str, found: bool) -> None:
    goal = "清淤河道3公里，培训护河员260人次，180人考试及格、取得职业资格证书180人。"
    record = form([(*_QUALITY, name, value)], goal_annual=goal)
    assert bool(told(record, "indicator.wrong-level")) is found


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("护河员每人每月补助标准", "500元", "元/人/月"),
        ("护河员人均每月补助", "500元", "元/人/月"),
        ("护河员平均每月补助", "500元", "元/均/月"),
        ("护河员月人均补助", "500元", "元/人/月"),
        ("月补助标准", "500元/人", "元/人/月"),
        ("护河员每月补助", "500元/人", "元/人/月"),
        ("每月补助", "500元/人·月", "元/人/月"),
        ("护河员冬季人均补助", "500元", "元"),
        ("护河员人均补助", "500元", "元/人"),
        ("护河员年人均补助", "500元", "元/人/年"),
        ("节日慰问标准", "500元/人", "元/人"),
        ("2024年度人均培训费", "500元", "元/人"),
        ("每学期补助", "500元/人", "元/人/学期"),
    ],
)
def test_how_often_a_price_is_paid_may_stand_in_its_name(name: str, value: str, unit: str) -> None:
    (price,) = rows_of(form([(*_COST, name, value)]), words())
    assert (unit_of(price), is_price(price)) == (unit, unit != "元")


def test_pay_by_the_month_is_not_pay_once() -> None:
    rows = [(*_COUNT, "护河员人数", "=100人"), (*_COST, "护河员每人每月补助标准", "500元")]
    assert told(form(rows), "money.does-not-fit") == []
    assert told(form([rows[0], (*_COST, "护河员每人补助标准", "500元")]), "money.does-not-fit")


def test_the_items_of_a_purpose_are_parted_between_words() -> None:
    named = "主要用于和谐社区创建、参与式预算宣讲、普及型急救课程、涉及面广的普查、应急照明与备用电源"
    ((_, message),) = told(form([(*_COUNT, "清淤河道长度", "≥3公里")], purpose=named), "purpose.without-indicator")
    for item in ("和谐社区创建", "参与式预算宣讲", "普及型急救课程", "涉及面广的普查"):
        assert f"“{item}”" in message


@pytest.mark.parametrize(
    ("purpose", "found"),
    [
        ("用于网格员工资、队伍建设", False),
        ("用于网格员工资，维护社会稳定", False),
        ("用于网格员工资、办公设备维护", False),
        ("用于解聘人员经济补偿、工资", False),
        ("用于管网改造工程施工人员工资", False),
        ("用于道路建设工程款和网格员工资", True),
        ("用于校舍修缮、聘用教师工资", True),
    ],
)
def test_pay_is_mixed_with_works_and_with_nothing_else(purpose: str, found: bool) -> None:
    assert bool(told(form(purpose=purpose), "purpose.mixed")) is found


def test_parts_stand_behind_the_whole_that_they_are_of() -> None:
    people = (*_COUNT, "培训护河员人数", "=100人")
    men, women = (*_COUNT, "其中：男", "=30人"), (*_COUNT, "其中：女", "=70人")
    assert told(form([people, men, women]), "figures.parts-differ") == []
    assert told(form([people, (*_SOCIAL, "其中：受益居民", "=700人")]), "figures.parts-differ") == []
    ((paths, _),) = told(form([people, men, (*_COUNT, "其中：女", "=170人")]), "figures.parts-differ")
    assert paths == ("indicators[2].value", "indicators[0].value")


@pytest.mark.parametrize(
    ("start", "end", "carried", "said"),
    [
        (None, "2023", "0.00", "项目期到 2023 为止，不含 2024 年"),
        ("2021年1月", "2023年12月", "0.00", "项目期从 2021年1月 到 2023年12月，"),
        ("2025年", None, "0.00", "项目期从 2025年 开始，"),
        (None, "2023", "10.00", ""),
        ("2024年1月", "2024年12月", "0.00", ""),
    ],
)
def test_a_project_may_spend_what_is_carried_over_after_its_end(
    start: str | None, end: str | None, carried: str, said: str
) -> None:
    record = form(period_start=start, period_end=end)
    assert record.funds is not None
    record.funds.annual.carryover = carried
    found = told(record, "period.without-year")
    assert bool(found) is bool(said) and all(message.startswith(said) for _, message in found)


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("三公经费增长率", "=0%", False),
        ("三公经费增长率", "≥0%", False),
        ("刑事案件增长率", "=0%", False),
        ("信访投诉增长率", "=0%", False),
        ("能耗增长率", "≥0%", False),
        ("居民收入增长率", "≥0%", True),
    ],
)
def test_what_should_not_grow_may_grow_by_nought(name: str, value: str, found: bool) -> None:
    assert bool(told(form([(*_SOCIAL, name, value)]), "indicator.floor-low")) is found


@pytest.mark.parametrize(("path", "where"), [("purpose", "用途"), ("goal_annual", "绩效目标")])
def test_an_amount_is_told_of_the_text_it_stands_in(path: str, where: str) -> None:
    reading = good.reading()
    put(1, path, "安排资金200万元，用于河道清淤。")(reading)
    (finding,) = [f for f in check(reading).findings if f.check == "goal.amount-differs"]
    assert (finding.paths[0], finding.message.split("写的是")[0]) == (path, where)


@pytest.mark.parametrize(("goal", "found"), [("清淤河道3公里。", True), ("开展办公用房物业服务。", False)])
def test_who_is_asked_in_a_department_is_held_against_its_tasks_and_goal(goal: str, found: bool) -> None:
    record = good.department()
    record.goal_annual = goal
    record.indicators[-1].level3 = "单位内部职工满意度"
    assert bool(told(record, "indicator.satisfaction-who")) is found


@pytest.mark.parametrize(
    ("purpose", "name", "found"),
    [
        ("培训社区工匠", "培训教师满意度", True),
        ("培训乡村教师", "培训教师满意度", False),
        ("发放残疾人托养补助", "残联工作人员满意度", True),
        ("发放社区工作者补贴", "社区工作人员满意度", False),
    ],
)
def test_those_who_do_the_work_are_not_asked_unless_it_is_for_them(purpose: str, name: str, found: bool) -> None:
    record = form([("满意度指标", "服务对象满意度指标", name, "≥90%")], purpose=purpose)
    assert bool(told(record, "indicator.satisfaction-who")) is found
