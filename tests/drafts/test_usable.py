"""What a reader would change in a draft: it is left to the table, or the draft is a first one."""

from __future__ import annotations

from eval.training.usable import labelled

from jixiao.drafts import draft
from jixiao.drafts.planning.plan import plan
from jixiao.drafts.writing.usable import reader
from jixiao.records import Indicator
from jixiao.records.drafts import Project


def project(*rows: tuple[str, str, str], name: str = "公厕维护") -> Project:
    return Project(
        project_name=name,
        year=2026,
        indicators=[
            Indicator(scope="annual", level2=level, level3=indicator, value=value) for level, indicator, value in rows
        ],
    )


_ENOUGH = [
    ("数量指标", "维护公厕座数", "62座"),
    ("数量指标", "更换灯具数量", "300盏"),
    ("质量指标", "设施完好率", "≥95%"),
    ("时效指标", "维修完成时间", "2026年11月底前"),
    ("满意度指标", "群众满意度", "≥90%"),
]


def test_drafts_that_a_reader_would_change_are_told_from_others() -> None:
    told = [(reader(one.project).chance(one.text), one.good) for one in labelled() if one.changed is not None]
    good = [chance for chance, fit in told if fit]
    bad = [chance for chance, fit in told if not fit]
    assert len(good) > 150 and len(bad) > 60
    pairs = [(a, b) for a in good for b in bad]
    assert sum(a > b for a, b in pairs) > 0.75 * len(pairs)


def test_a_clause_that_says_the_lead_again_is_the_first_to_be_changed() -> None:
    given = project(("数量指标", "食品监督抽检批次", "≥1500批次"), name="食品安全监督抽检")
    twice = reader(given).doubts("2026年开展食品安全监督抽检，食品监督抽检1500批次以上。")
    assert max(twice, key=lambda one: one[1])[0] == "食品监督抽检1500批次以上"


def test_a_doubtful_clause_is_left_to_the_table_where_enough_is_told() -> None:
    rows = [*_ENOUGH, ("数量指标", "保洁物业人员数量", "≤46人"), ("社会效益指标", "可满足如厕人口", "≥8000人")]
    made = draft(project(*rows)).draft
    assert made.final and "46人" not in made.text and "如厕人口" not in made.text
    assert {left.path for left in made.plan.left_out} == {"indicators[5]", "indicators[6]"}


def test_a_plan_that_somebody_chose_is_written_whole() -> None:
    given = project(*_ENOUGH, ("社会效益指标", "受益群众覆盖人数", "≥8000人"))
    chosen = plan(given, "long")
    told = {path for group in chosen.groups for item in group.items for path in item.paths}
    made = draft(given, plan=chosen).draft
    assert {path for group in made.plan.groups for item in group.items for path in item.paths} == told


def test_a_draft_that_a_reader_would_change_is_a_first_one_and_says_where() -> None:
    made = draft(project(("数量指标", "保障公厕管护对象数量", "≤46人"), name="公厕管护")).draft
    assert not made.final
    assert any(fault.code in ("draft.unready", "clause.unlike") for fault in made.faults)


def test_what_is_how_something_is_has_no_share() -> None:
    made = draft(project(*_ENOUGH, ("质量指标", "维护效果好", "≥90%"))).draft
    assert "效果好" not in made.text
    assert "连不成通顺的一句话" in next(left.reason for left in made.plan.left_out if left.path == "indicators[5]")


def test_prices_whose_words_repeat_go_in_one_clause() -> None:
    roads = ("县道", "乡道", "村道")
    rows = [("数量指标", f"{road}养护里程", f"≥{n}20公里") for n, road in enumerate(roads, 1)]
    rows += [("经济成本指标", f"{road}养护成本", f"≤{n}000元/公里·年") for n, road in enumerate(roads, 1)]
    text = draft(project(*rows, name="农村公路日常养护")).draft.text
    assert "县道、乡道、村道养护成本每公里每年分别不超过1000元、2000元、3000元" in text
    assert "（每公里" not in text


def test_how_one_thing_is_paid_is_told_once() -> None:
    rows = [("质量指标", "村干部报酬足额发放率", "100%"), ("时效指标", "村干部报酬发放时间", "按月发放")]
    text = draft(project(("数量指标", "发放村干部报酬人数", "136人"), *rows, name="村级组织运转经费")).draft.text
    assert text.count("村干部报酬") == 2 and "按月" in text
