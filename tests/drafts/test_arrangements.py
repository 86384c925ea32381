"""The clauses of a goal are arranged in several ways, and the one that readers rank first is written."""

from __future__ import annotations

from jixiao.drafts import Manner, draft, plan
from jixiao.drafts.writing.compose import arrangements
from jixiao.drafts.writing.liked import liking
from jixiao.drafts.writing.writer import Writer
from jixiao.records import Indicator
from jixiao.records.drafts import Project

ROWS = [
    ("数量指标", "购置课桌椅", "2400套"),
    ("数量指标", "购置储物柜", "300组"),
    ("质量指标", "产品验收合格率", "100%"),
    ("时效指标", "安装完成时间", "2025年8月底前"),
    ("时效指标", "资金支付时间", "2025年10月底前"),
    ("经济成本指标", "课桌椅单价", "≤300元/套"),
    ("社会效益指标", "受益学生人数", "≥4600人"),
    ("服务对象满意度指标", "师生满意度", "≥92%"),
]


def project(*rows: tuple[str, str, str], name: str = "中小学课桌椅购置") -> Project:
    made = [Indicator(scope="annual", level2=level, level3=one, value=value) for level, one, value in rows or ROWS]
    return Project(project_name=name, year=2025, indicators=made)


def test_times_and_prices_stand_with_the_tasks_they_belong_to() -> None:
    text = draft(project()).draft.text
    first = text.split("；")[0].split("。")[0]
    assert "购置中小学课桌椅2400套（每套不超过300元）" in first and "8月底前" in first and "10月底前" in first
    assert "合格率" not in first


def test_all_that_is_fit_is_told_where_there_is_room() -> None:
    made = draft(project()).draft
    assert made.final and not made.plan.left_out
    for figure in ("2400", "300", "100%", "8月底", "10月底", "4600", "92%"):
        assert figure in made.text


def test_no_lead_in_stands_before_tasks_that_tell_the_project() -> None:
    assert "配备" not in draft(project()).draft.text
    other = project(("数量指标", "设置考点数", "36个"), ("数量指标", "聘请评分教师", "864人次"), name="校园食品安全")
    assert "校园食品安全" in draft(other).draft.text, "tasks that do not tell the project leave it named"


def test_several_arrangements_are_compared_and_the_best_is_written() -> None:
    given = project()
    found = arrangements(Writer(given, plan(given), Manner()))
    assert len({one.text for one in found}) == len(found) > 3
    best = max(found, key=lambda one: one.liking)
    assert draft(given).draft.text == best.text


def test_a_price_far_from_its_thing_is_liked_less() -> None:
    near = "2025年购置课桌椅2400套，单价不超过300元，8月底前完成安装；验收合格率100%，师生满意度达到92%以上。"
    far = "2025年购置课桌椅2400套，8月底前完成安装；单价不超过300元，验收合格率100%，师生满意度达到92%以上。"
    assert liking(near, "课桌椅购置") > liking(far, "课桌椅购置")


def test_another_version_is_laid_out_otherwise() -> None:
    texts = {draft(project(), Manner(version=n)).draft.text for n in (1, 2, 3)}
    assert len(texts) == 3


def test_what_is_done_by_one_day_is_said_in_one() -> None:
    times = [("时效指标", "助学金发放时间", "2025年6月"), ("时效指标", "生活补助发放时间", "2025年6月")]
    text = draft(project(*ROWS[:3], *times)).draft.text
    assert "6月发放助学金、生活补助" in text


def test_a_thing_is_called_as_the_project_calls_it_and_a_price_stands_for_each() -> None:
    rows = [
        ("数量指标", "运维监测站数量", "8座"),
        ("数量指标", "出具水质月报份数", "12份"),
        ("经济成本指标", "监测站年运行成本", "≤12万元/个"),
    ]
    text = draft(project(*rows, name="小流域水质自动监测站运维")).draft.text
    assert "2025年运维小流域水质自动监测站8座，出具水质月报12份，每个监测站年运行成本不超过12万元" in text


def test_a_doubtful_main_task_makes_a_first_draft_however_it_is_arranged() -> None:
    made = draft(project(("数量指标", "高位视频设备", "540台"), name="智慧停车平台")).draft
    assert not made.final and "高位视频设备540台" in made.text
