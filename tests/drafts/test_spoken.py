"""The wording that an official would most likely write, and what becomes of a clause that nobody would."""

from __future__ import annotations

import pytest
from tests.drafts.projects import project

from jixiao.drafts import draft
from jixiao.drafts.clauses.judge import chance
from jixiao.drafts.clauses.offers import offers
from jixiao.drafts.clauses.spoken import FIT, spoken
from jixiao.drafts.language.points import Point


def point(name: str, value: str, kind: str = "quantity") -> Point:
    return Point("indicators[0]", kind, name, value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("安全巡检次数", "≥48次", "完成安全巡检48次以上"),
        ("街面巡查", "≥360次", "完成街面巡查360次以上"),
        ("床位改造数量完成数", "86张", "改造床位86张"),
    ],
)
def test_the_likeliest_wording_is_chosen(name: str, value: str, said: str) -> None:
    assert spoken(point(name, value), 2025).clause.text == said


@pytest.mark.parametrize(
    ("name", "value", "kind", "good", "bad"),
    [
        ("公厕维护完成率完成情况", "≥62座", "quantity", "维护公厕62座以上", "公厕维护完成率完成情况62座以上"),
        ("优化营商环境", "持续优化", "effect", "持续优化营商环境", "优化营商环境持续优化"),
        ("更换水表数", "≥2600块", "quantity", "更换水表2600块以上", "更换水表数达到2600块以上"),
        ("校园安全事故", "0起", "effect", "不发生校园安全事故", "校园安全事故0起"),
    ],
)
def test_the_judge_tells_prose_from_a_row_of_the_table(name: str, value: str, kind: str, good: str, bad: str) -> None:
    said = point(name, value, kind)
    assert chance(bad, said) < chance(good, said)


def test_no_wording_runs_the_number_into_the_name() -> None:
    assert all("PM2.537" not in one.text for one in offers(point("PM2.5数", "≥37座"), 2025))


def test_a_clause_that_nobody_would_write_stays_in_the_table_with_its_reason() -> None:
    rows = [
        ("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"),
        ("产出指标", "数量指标", "路灯管护经费保障率完成情况", "≥62座"),
    ]
    made = draft(project(*rows)).draft
    assert made.final and "完成情况" not in made.text
    assert any("不像机关的写法" in one.reason and "改写指标名称" in one.reason for one in made.plan.left_out)


def test_a_draft_whose_main_clause_nobody_would_write_is_not_final() -> None:
    said = point("路灯管护经费保障率完成情况", "≥62座")
    assert spoken(said, 2024).chance < FIT
    made = draft(project(("产出指标", "数量指标", said.name, said.value))).draft
    assert not made.final
    assert [fault.code for fault in made.faults] == ["clause.unlike"]
    assert said.name in made.faults[0].message
