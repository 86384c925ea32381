"""An office's own goal text beside its indicators: what agrees in whatever wording, and what does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.grounding.made import money, project

from jixiao.grounding import Comparison, compare_goals
from jixiao.records import DepartmentGoal, ProjectGoal


def compared(goal: str, *rows: tuple[str, str], **fields: object) -> Comparison:
    (comparison,) = compare_goals(project(*rows, goal=goal, **fields))
    return comparison


def kinds(comparison: Comparison) -> list[str]:
    return [each.kind for each in comparison.discrepancies if each.kind != "unmentioned"]


AGREE = {
    "ten thousands": ("2025年培训护理员9.2万人。", ("参训护理员人数", "≥92000人")),
    "numeral": ("建成助餐点十五个。", ("新建助餐点数量", "15个")),
    "percent in words": ("老人满意度百分之九十五以上。", ("老人满意度", "≥95%")),
    "smaller unit": ("清淤河道12500米。", ("清淤河道长度", "≥12.5公里")),
    "area": ("铺装步道333万平方米。", ("步道铺装面积", "≥3330000平方米")),
    "money": ("全年发放补贴0.12亿元以上。", ("发放补贴金额", "≥1200万元")),
    "per head": ("人均成本不超过110元。", ("助餐人均成本", "≤110元/人/月")),
    "ceiling in words": ("差错率控制在3‰以内。", ("发放差错率", "≤3‰")),
    "range": ("维修道路1.2万至1.5万平方米。", ("道路维修面积", "1.2-1.5万平方米")),
    "more than": ("为3000余名老人提供服务。", ("服务老人人数", "≥3000人")),
    "quarter": ("于第四季度完工。", ("助餐点完工时间", "2025年12月底前")),
    "end of year": ("年底前完成验收。", ("项目验收时间", "2025年12月31日前")),
    "other measure word": ("举办讲座24场。", ("举办讲座次数", "≥24次")),
    "fall": ("老人投诉下降10%以上。", ("老人投诉下降率", "≥10%")),
    "change below zero": ("疫情面积下降5%。", ("疫情面积较上年变化率", "-5%")),
    "counted by month": ("每月调查320户。", ("劳动力调查户数", "320户/月")),
    "year of old things": ("完成1966—1978年档案扫描250万页。", ("扫描页数", "≥250万页")),
    "two": ("创建示范社区2个。", ("创建示范社区数量", "两个")),
}


@pytest.mark.parametrize("case", AGREE)
def test_a_number_agrees_however_it_is_written(case: str) -> None:
    goal, row = AGREE[case]
    comparison = compared(goal, row)
    assert comparison.discrepancies == []
    assert comparison.mentioned == {"indicators[0]"}


DISAGREE = {
    "value": ("人均成本不超过15元。", ("助餐人均成本", "≤40元/人/年"), "不超过15元"),
    "numeral": ("建成助餐点十六个。", ("新建助餐点数量", "15个"), "十六个"),
    "ten thousands": ("培训护理员9.3万人。", ("培训护理员人数", "≥92000人"), "9.3万人"),
    "share": ("设备验收合格率达到95%。", ("设备验收合格率", "=100%"), "达到95%"),
    "time": ("平均响应时间控制在45分钟以内。", ("平均响应时间", "≤30分钟"), "控制在45分钟以内"),
    "date": ("助餐点于10月底前完工。", ("助餐点完工时间", "2025年6月底前"), "10月底前"),
}


@pytest.mark.parametrize("case", DISAGREE)
def test_another_value_at_the_name_of_an_indicator_is_found(case: str) -> None:
    goal, row, excerpt = DISAGREE[case]
    (found,) = compared(goal, row).discrepancies
    assert (found.kind, found.severity, found.excerpt) == ("value", "contradiction", excerpt)
    assert goal[found.start : found.end] == excerpt
    assert found.paths == ("indicators[0]",)
    assert found.expected == row[1]
    assert row[1] in found.message and excerpt in found.message


@pytest.mark.parametrize(
    ("goal", "row"),
    [
        ("户均补贴成本不低于5万元。", ("户均补贴成本", "≤5万元/户")),
        ("老人满意度控制在95%以内。", ("老人满意度", "≥95%")),
        ("老人投诉上升10%。", ("老人投诉下降率", "≥10%")),
    ],
)
def test_a_turned_direction_is_found(goal: str, row: tuple[str, str]) -> None:
    assert kinds(compared(goal, row)) == ["direction"]


def test_one_number_serves_all_the_names_before_it() -> None:
    rows = (("补贴发放合规率", "=100%"), ("补贴发放及时率", "=100%"), ("老人满意度", "≥90%"))
    comparison = compared("补贴发放合规率、及时率均达到100%，老人满意度达90%以上。", *rows)
    assert comparison.discrepancies == []
    assert set(map(len, comparison.said.values())) == {1, 2}


def test_numbers_are_given_to_indicators_by_name_not_by_order() -> None:
    rows = (("购置轮椅数量", "50台"), ("购置护理床数量", "20台"))
    assert compared("购置护理床20台、轮椅50台。", *rows).discrepancies == []
    assert kinds(compared("购置轮椅20台、护理床50台。", *rows)) == ["value", "value"]


def test_parts_add_up_to_an_indicator() -> None:
    row = ("助餐老人数", "≥12000人")
    goal = "为3000余名困难老人和9000余名高龄老人提供助餐。"
    assert compared(goal, row).discrepancies == []
    assert kinds(compared(goal.replace("9000", "8000"), row)) != []


@pytest.mark.parametrize(
    ("goal", "row"),
    [
        ("确保不发生因养护不到位引发的交通事故。", ("因养护不到位引发的交通事故", "0起")),
        ("杜绝重大安全生产事故，老人满意度达90%以上。", ("重大安全生产事故发生数", "0次")),
        ("及时发放护理补贴，老人满意度达90%以上。", ("护理补贴发放及时率", "=100%")),
    ],
)
def test_words_that_stand_for_a_figure_tell_the_indicator(goal: str, row: tuple[str, str]) -> None:
    def untold(text: str, row: tuple[str, str]) -> bool:
        return any(found.kind == "unmentioned" for found in compared(text, row).discrepancies)

    assert not untold(goal, row)
    assert untold("做好管理工作。", row)
    assert untold(goal, (row[0], "≥85%" if row[1].endswith("%") else "≤2起"))


def test_so_many_a_month_are_those_of_the_year() -> None:
    assert compared("每月举办2场健康讲座，全年不少于24场。", ("举办健康讲座场次", "≥24场")).discrepancies == []


BACKGROUND = (
    "根据《社区养老服务办法》第三十二条提供服务。",
    "落实星民发〔2021〕50号文件要求。",
    "截至2024年底已建成助餐点42家。",
    "围绕“十四五”规划和2035年远景目标开展服务。",
    "打造“15分钟便民生活圈”，做到三个一批。",
    "实行24小时值班，开通12345热线。",
    "为65岁以上老人提供服务。",
    "租用滨水路6、7、8号楼。",
)


@pytest.mark.parametrize("goal", BACKGROUND)
def test_what_is_no_target_is_let_be(goal: str) -> None:
    assert kinds(compared(goal, ("服务老人人数", "≥3000人"))) == []


def test_a_number_without_an_indicator_is_named_with_its_clause() -> None:
    comparison = compared("服务老人3000人，新增就业岗位500个。", ("服务老人人数", "≥3000人"))
    (found,) = comparison.discrepancies
    assert (found.kind, found.excerpt) == ("unsupported", "500个")
    assert "新增就业岗位500个" in found.message


def test_an_amount_of_the_form_bears_out_a_number() -> None:
    goal = "资金支出控制在350万元以内，服务老人3000人。"
    assert compared(goal, ("服务老人人数", "≥3000人"), funds=money("350.00")).discrepancies == []
    assert kinds(compared(goal, ("服务老人人数", "≥3000人"), funds=money("305.00"))) == ["unsupported"]


def test_indicators_without_a_number_in_the_text_are_one_finding() -> None:
    rows = [(f"第{n}类设备完好率", f"≥{90 + n}%") for n in range(1, 9)]
    (found,) = compared("做好各类设备维护工作。", *rows).discrepancies
    assert found.severity == "unmentioned"
    assert len(found.paths) == 8
    assert "8 项" in found.message


@pytest.mark.parametrize(
    ("goal", "wrong"),
    [
        ("2024年计划服务老人3000人。", ["2024年"]),
        ("力争2024年服务老人3000人。", ["2024年"]),
        ("2025年计划服务老人3000人，将2022年1月1日起参保的老人纳入。", []),
        ("在2024年工作基础上，服务老人3000人。", []),
    ],
)
def test_the_year_that_is_planned_for_is_that_of_the_form(goal: str, wrong: list[str]) -> None:
    found = compared(goal, ("服务老人人数", "≥3000人")).discrepancies
    assert [each.excerpt for each in found if each.kind == "year"] == wrong


def test_a_goal_is_compared_with_the_indicators_of_its_scope() -> None:
    base = project(("服务老人人数", "≥3000人"), goal="服务老人3000人。")
    later = base.indicators[0].model_copy(update={"scope": "lifetime", "value": "≥9000人"})
    both = base.model_copy(update={"indicators": [*base.indicators, later], "goal_lifetime": "服务老人3000人。"})
    annual, lifetime = compare_goals(both)
    assert (annual.path, annual.discrepancies) == ("goal_annual", [])
    assert (lifetime.path, kinds(lifetime)) == ("goal_lifetime", ["value"])
    assert compare_goals(base.model_copy(update={"goal_annual": ""})) == []


@pytest.mark.corpus
def test_the_contradictions_of_the_corpus_are_found_and_no_others(corpus: Path) -> None:
    found = []
    for path in sorted((corpus / "gold").glob("*.json")):
        for record in json.loads(path.read_text(encoding="utf-8"))["records"]:
            kind = {"project_goal": ProjectGoal, "department_goal": DepartmentGoal}.get(record["kind"])
            if kind is None:
                continue
            for comparison in compare_goals(kind.model_validate(record | {"pages": None})):
                found += [
                    (path.stem, each.kind, each.excerpt)
                    for each in comparison.discrepancies
                    if each.severity == "contradiction" and comparison.path == "goal_annual"
                ]
    assert found == [
        ("jinan-2023-a", "value", "2次以上"),
        ("weihai-keji-2024", "year", "2023年"),
        ("weihai-keji-2024", "value", "不超过15元"),
    ]


def test_a_total_of_one_sort_is_borne_out() -> None:
    rows = ("县道养护里程", "≥312公里"), ("乡道养护里程", "≥586公里"), ("村道养护里程", "≥936公里")
    assert "unsupported" not in kinds(compared("做好全县1834公里农村公路养护。", *rows))
    assert "unsupported" in kinds(compared("做好全县1835公里农村公路养护。", *rows))
