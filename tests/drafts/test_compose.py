"""Composed goals: the guard has nothing against them, they are the same each time, and versions differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drafts.projects import project

import jixiao
from jixiao.drafts import Manner, Project, compose, draft, plan
from jixiao.drafts.input.check import doubtful
from jixiao.drafts.input.files import projects_of
from jixiao.drafts.language.points import points
from jixiao.errors import ConfigError

MANNERS = [
    Manner(),
    Manner(length="short", tone="plain"),
    Manner(length="long", tone="formal", region="河北"),
    Manner(region="中央", version=4),
]


FIGURES = ("420盏", "16处", "98%", "100%", "6月底前", "90%")


def checked(given: Project, manner: Manner) -> str:
    """The text of a draft that is final and accounts for every indicator with a number."""
    made = draft(given, manner).draft
    assert made.final, [fault.message for fault in made.faults]
    cited = {cite for sentence in made.sentences for cite in sentence.cites}
    left = {one.path for one in made.plan.left_out}
    assert not [p.name for p in points(given) if p.quantified and p.path not in cited | left]
    assert {sentence.by for sentence in made.sentences} == {"composed"}
    return made.text


@pytest.mark.parametrize("manner", MANNERS, ids=str)
def test_every_number_stands_in_the_goal_and_the_guard_agrees(manner: Manner) -> None:
    text = checked(project(), manner)
    figures = ("420盏", "16处", "90%") if manner.length == "short" else FIGURES
    for number in figures:
        assert number in text
    assert "检测能力" not in text


@pytest.mark.parametrize("manner", MANNERS, ids=str)
def test_what_was_given_beyond_the_form_is_said(manner: Manner) -> None:
    given = project(
        basis=["《星岸市城市照明提升行动方案》（星政办发〔2023〕18号）"],
        purpose="改善滨河步道夜间照明",
        tasks=["更换老旧路灯", "清理路灯灯罩"],
        beneficiaries="沿河六个社区居民",
    )
    text = checked(given, manner)
    assert "更换老旧路灯" not in text, "a task that a figure tells is said once"
    for said in ("星政办发〔2023〕18号", "改善滨河步道夜间照明", "清理路灯灯罩", "沿河六个社区居民"):
        assert said in text


def test_the_samples_are_composed_without_a_fault(samples: Path) -> None:
    readings = [jixiao.extract(samples / name) for name in ("xingan-projects.docx", "linhe-departments.docx")]
    given = projects_of(readings)
    assert len(given) == 5
    for each in given:
        for version in range(1, 6):
            checked(each, Manner(version=version))


def test_the_same_project_is_written_the_same_and_another_version_otherwise() -> None:
    given = project()
    first = [s.text for s in compose(given, plan(given))]
    assert first == [s.text for s in compose(project(), plan(project()))]
    others = {"".join(s.text for s in compose(given, plan(given), Manner(version=n))) for n in range(1, 4)}
    assert len(others) == 3


def test_places_with_numbered_goals_number_them() -> None:
    text = draft(project(), Manner(region="中央")).draft.text
    assert text.startswith("目标1：") and "\n目标2：" in text
    assert draft(project(), Manner(region="河北")).draft.text.startswith("1.")


def test_much_to_say_is_numbered_anywhere() -> None:
    rows = [("产出指标", "数量指标", f"第{n}类设备购置数量", f"={n}台") for n in range(2, 18)]
    assert "\n2." in draft(project(*rows), Manner(length="long")).draft.text
    assert "第17类" not in draft(project(*rows)).draft.text


def test_what_there_is_no_room_for_is_left_to_the_table() -> None:
    rows = [("产出指标", "数量指标", f"第{n}类设备购置数量", f"={n}台") for n in range(2, 18)]
    made = draft(project(*rows)).draft
    assert made.final and len(made.text) <= 200
    assert sum("见绩效指标表" in left.reason for left in made.plan.left_out) >= 5


def test_the_main_thing_comes_first() -> None:
    given = project()
    given.indicators[1].weight = "20"
    given.indicators[0].weight = "5"
    text = draft(given).draft.text
    assert text.index("配电箱") < text.index("节能路灯")


@pytest.mark.parametrize(
    "value",
    ["≥4.5分（满分5分）", "24小时内", "不超过24小时", "±10%以内", "下降≥3%"],
)
def test_values_of_every_kind_are_said_and_borne_out(value: str) -> None:
    text = checked(project(("产出指标", "质量指标", "窗口服务水平", value)), Manner())
    assert "窗口服务水平" in text


def test_a_span_of_years_is_said_as_printed() -> None:
    assert "2023-2025年" in checked(project(("产出指标", "时效指标", "规划编制时间", "2023-2025年")), Manner())


def test_a_project_whose_name_fits_no_sentence_is_written_without_it() -> None:
    rows = ("产出指标", "质量指标", "设备完好率", "≥98%")
    assert "98%" in checked(project(rows, project_name="改善条件类", funds=None), Manner())


def test_an_unknown_place_is_told() -> None:
    with pytest.raises(ConfigError, match="没有地区“火星”的写法；可用的有：通用、"):
        Manner(region="火星")


def test_a_common_beginning_is_said_once() -> None:
    rows = (
        ("产出指标", "数量指标", "失地农民养老保险参保人数", "≥750人"),
        ("产出指标", "质量指标", "失地农民养老保险补贴应发尽发率", "=100%"),
        ("产出指标", "时效指标", "失地农民养老保险补贴发放及时率", "=100%"),
        ("成本指标", "经济成本", "失地农民养老保险补贴月均成本", "≤12.5万元/月"),
    )
    text = checked(project(*rows, project_name="社会保障补助"), Manner())
    assert text.count("失地农民养老保险") == 1


def test_a_draft_without_a_year_or_money_says_neither() -> None:
    text = checked(project(year=None, funds=None), Manner(length="long"))
    assert "本年" in text and "资金" not in text.replace("资金使用", "") and "预算" not in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("困难群众救助补助资金", "为保障困难群众基本生活，2024年救助"),
        ("2024年老旧小区改造项目（含上年结转）", "为改善群众居住条件，"),
        ("信息系统运行维护（含等保测评）", "为保障信息系统稳定运行，"),
        ("检验检测设备购置", "2024年购置检验检测设备9台，"),
    ],
)
def test_a_purpose_by_the_sort_of_project_adds_no_fact(name: str, said: str) -> None:
    rows = [
        ("产出指标", "数量指标", "救助困难群众人数", "≥420人"),
        ("产出指标", "数量指标", "改造老旧小区数量", "6个"),
        ("产出指标", "数量指标", "维护信息系统数量", "4个"),
        ("产出指标", "数量指标", "购置检验检测设备数量", "9台"),
    ]
    assert draft(project(*rows, project_name=name)).draft.text.startswith(said)


@pytest.mark.parametrize(
    ("name", "said"), [("便民设施及器材购置", "完善便民设施及器材配备"), ("城乡社区治理创新", "推进城乡社区治理创新")]
)
def test_what_no_task_tells_is_named(name: str, said: str) -> None:
    assert f"2024年{said}，更换节能路灯420盏以上" in draft(project(project_name=name)).draft.text


def test_a_number_behind_a_verb_alone_does_not_say_of_what() -> None:
    rows = [
        ("产出指标", "数量指标", "收运处理量", "≥14.6万吨"),
        ("产出指标", "数量指标", "垃圾收集点保洁数量", "=386个"),
        ("产出指标", "质量指标", "无害化处理率", "=100%"),
        ("产出指标", "质量指标", "日产日清率", "=100%"),
        ("产出指标", "质量指标", "垃圾收集点保洁考核合格率", "≥95%"),
        ("成本指标", "经济成本指标", "收运处理综合单价", "≤165元/吨"),
        ("满意度指标", "服务对象满意度指标", "城区居民满意度", "≥90%"),
    ]
    text = draft(project(*rows, project_name="城区生活垃圾收运及无害化处理")).draft.text
    assert "做好城区生活垃圾收运及无害化处理工作，收运处理14.6万吨以上" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("城市公交运营补贴", "2024年安排城市公交运营补贴资金268.5万元。抽检食品"),
        ("普通话推广教学", "2024年“普通话推广教学”项目安排资金268.5万元。抽检食品"),
    ],
)
def test_a_project_that_has_nothing_to_do_with_its_tasks_is_only_named(name: str, said: str) -> None:
    rows = [
        ("产出指标", "数量指标", "食品抽检批次", "≥300批次"),
        ("产出指标", "数量指标", "特种设备检验台数", "≥90台"),
    ]
    made = draft(project(*rows, project_name=name)).draft
    assert made.text.startswith(said)
    assert [fault.code for fault in made.faults] == ["project.apart"]


def test_how_many_complaints_come_in_is_left_to_the_table() -> None:
    rows = [
        ("产出指标", "数量指标", "食品抽检批次", "≥300批次"),
        ("产出指标", "数量指标", "受理投诉举报件数", "≤3400件"),
        ("满意度指标", "服务对象满意度指标", "消费者满意度", "32-49%"),
    ]
    made = draft(project(*rows, project_name="食品安全监管")).draft
    assert "3400" not in made.text and "49" not in made.text
    assert [one.path for one in made.plan.left_out] == ["indicators[1]", "indicators[2]"]


def test_money_that_a_project_is_called_by_is_allotted() -> None:
    text = draft(project(project_name="236城乡风貌专项")).draft.text
    assert text.startswith("2024年安排城乡风貌专项资金268.5万元，更换")


def test_a_numbered_goal_that_begins_with_the_year_is_final() -> None:
    found = draft(project(project_name="城乡社区治理创新"), manner=Manner(region="中央")).draft
    assert found.text.startswith("目标1：2024年") and found.final


def test_equal_rates_are_said_together_however_they_are_printed() -> None:
    rows = [
        ("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"),
        ("产出指标", "质量指标", "路灯验收合格率", "=100%"),
        ("产出指标", "时效指标", "配电箱验收合格率", "≥100.0%"),
    ]
    assert "路灯、配电箱验收合格率均达到100%" in draft(project(*rows)).draft.text


def test_an_effect_is_not_said_with_a_quality_of_the_same_value() -> None:
    rows = [
        ("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"),
        ("产出指标", "质量指标", "路灯验收合格率", "=100%"),
        ("效益指标", "社会效益", "步道亮灯率", "=100%"),
    ]
    text = draft(project(*rows)).draft.text
    assert "路灯验收合格率100%" in text and "步道亮灯率达到100%" in text


def test_rates_of_all_are_what_is_so() -> None:
    rows = [
        ("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"),
        ("产出指标", "质量指标", "补贴应发尽发率", "=100%"),
        ("产出指标", "时效指标", "补贴发放及时率", "100%"),
        ("效益指标", "社会效益", "绿色办公覆盖率", "100%"),
    ]
    found = draft(project(*rows)).draft
    assert "补贴应发尽发、发放及时" in found.text and found.final
    assert "绿色办公" not in found.text and "绩效指标表" in found.plan.left_out[0].reason


def test_the_end_of_a_contract_is_no_goal() -> None:
    rows = [
        ("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"),
        ("产出指标", "时效指标", "合同期限", "2025年1月至12月"),
    ]
    found = draft(project(*rows)).draft
    assert "合同" not in found.text and "合同" in found.plan.left_out[0].reason


def test_no_purpose_is_borrowed_from_an_effect() -> None:
    rows = [
        ("产出指标", "数量指标", "购置设备数量", "3台"),
        ("效益指标", "社会效益指标", "提升居民幸福感", "显著"),
    ]
    assert not draft(project(*rows, project_name="改善条件类")).draft.text.startswith("为提升居民幸福感")


@pytest.mark.corpus
def test_every_goal_of_the_corpus_is_composed_without_a_fault() -> None:
    from eval.drafts.goals import goals

    found = goals()
    assert len(found) > 60
    unlike = 0
    for goal in found:
        made = draft(goal.project).draft
        assert {fault.code for fault in made.faults} <= {"clause.unlike", "draft.unready"}, [
            fault.message for fault in made.faults
        ]
        unlike += any(fault.code == "clause.unlike" for fault in made.faults)
    assert unlike <= len(found) / 10, "a clause that no official would write is said only where it is the main task"


def test_a_project_and_tasks_of_one_field_are_no_slip() -> None:
    rows = (
        ("产出指标", "数量指标", "慰问困难退役军人户数", "≥620户"),
        ("产出指标", "质量指标", "培训合格率", "≥97%"),
        ("满意度指标", "服务对象满意度指标", "优抚对象满意度", "≥92%"),
    )
    assert draft(project(*rows, project_name="军休干部服务管理")).draft.final


def test_a_use_of_money_with_another_number_is_not_said() -> None:
    rows = (
        ("产出指标", "数量指标", "举办群众赛事项数", "13项"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥92%"),
    )
    made = draft(project(*rows, project_name="环湖马拉松赛事", purpose="主要用于举办群众赛事413项等支出。")).draft
    assert "413" not in made.text and "13项" in made.text


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        (("产出指标", "质量指标", "工程验收合格率", "≤98%"), "98"),
        (("产出指标", "质量指标", "工程验收合格率", "≥120%"), "120"),
        (("产出指标", "时效指标", "全线点亮时间", "2021年6月底前"), "2021"),
    ],
)
def test_what_cannot_be_meant_is_told_and_not_written(row: tuple[str, str, str, str], figure: str) -> None:
    given = project(("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"), row)
    found = draft(given).draft
    assert figure not in found.text
    assert "请先核对" in next(left.reason for left in found.plan.left_out if left.path == "indicators[1]")
    assert any(row[2] in said and "草稿里没有写" in said for said in doubtful(given))
