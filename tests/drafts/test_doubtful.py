"""Indicators that hardly belong stay in the table, and what stands in the wrong row is told as what it is."""

from __future__ import annotations

import pytest
from tests.drafts.projects import LIGHTS, project

from jixiao.drafts import draft
from jixiao.drafts.language.placed import placed
from jixiao.drafts.planning.called import project_stem
from jixiao.drafts.planning.fitting import unwritable
from jixiao.records import Indicator
from jixiao.records.drafts import Draft, Plan, PlanGroup, PlanItem, Project


def made(*rows: tuple[str, str, str, str], **fields: str) -> Draft:
    return draft(project(*rows, **fields)).draft


@pytest.mark.parametrize(
    ("row", "unsaid"),
    [
        (("满意度指标", "服务对象满意度", "施工单位满意度", "≥90%"), "施工单位满意"),
        (("产出指标", "质量指标", "路灯在线率", "≥105%"), "105%"),
        (("产出指标", "质量指标", "灯具清理率", "≤95%"), "95%"),
        (("产出指标", "质量指标", "灯具完好率", "≥50%"), "50%"),
        (("产出指标", "质量指标", "病枯死松树清理率", "≤95%"), "95%"),
        (("产出指标", "质量指标", "路面技术状况优良路率", "≤80%"), "80%"),
        (("产出指标", "数量指标", "管护公厕数", "18"), "18"),
    ],
)
def test_what_is_in_doubt_is_left_to_the_table_with_a_reason(row: tuple[str, str, str, str], unsaid: str) -> None:
    got = made(*LIGHTS[:2], row)
    assert unsaid not in got.text and got.final
    assert any("核对" in one.reason or "补上" in one.reason for one in got.plan.left_out if one.path == "indicators[2]")


def test_what_fits_is_still_said() -> None:
    rows = [("满意度指标", "服务对象满意度", "居民满意度", "≥90%"), ("产出指标", "质量指标", "灯具完好率", "≥95%")]
    text = made(*LIGHTS[:2], *rows).text
    assert "居民满意度达到90%以上" in text and "灯具完好率95%以上" in text


def test_a_double_is_said_once() -> None:
    rows = [
        ("产出指标", "数量指标", "送戏下乡演出场次", "≥96场"),
        ("产出指标", "数量指标", "全年送戏下乡演出场数", "≥96场"),
    ]
    assert made(*rows, project_name="文化惠民送戏下乡").text.count("96场") == 1


def test_work_among_the_effects_stands_with_the_tasks() -> None:
    text = made(*LIGHTS[:2], ("效益指标", "社会效益", "创建示范片区数", "≥6个")).text
    assert "创建示范片区6个以上" in text.split("。")[0]


def test_a_meeting_is_no_effect() -> None:
    got = made(*LIGHTS[:2], ("效益指标", "社会效益", "召开协调会议次数", "≥6次"))
    assert "会议" not in got.text and any(one.path == "indicators[2]" for one in got.plan.left_out)


@pytest.mark.parametrize(
    ("row", "unsaid"),
    [
        (("效益指标", "社会效益", "照明路段数量", "=16处"), "16处，照明"),
        (("效益指标", "社会效益", "全市失业率", "≤3%"), "失业"),
        (("产出指标", "数量指标", "清理枯死松木", "≥3.2株"), "3.2"),
        (("产出指标", "数量指标", "司法救助人数", "≥30件"), "30件"),
        (("产出指标", "数量指标", "全年供餐天数", "≥365天"), "365"),
        (("效益指标", "生态效益", "疫情发生面积下降率", "≤10%"), "10%"),
        (("满意度指标", "服务对象满意度", "医院行政后勤人员满意度", "≥90%"), "后勤"),
    ],
)
def test_what_one_project_does_not_decide_is_left_to_the_table(row: tuple[str, str, str, str], unsaid: str) -> None:
    got = made(*LIGHTS[:2], row)
    assert unsaid not in got.text
    assert [one.reason for one in got.plan.left_out if one.path == "indicators[2]"] != []


def test_a_sum_beside_its_parts_is_told_by_the_parts_or_alone() -> None:
    rows = [
        ("产出指标", "数量指标", f"养护小型水库{kind}", value) for kind, value in (("甲类", "9座"), ("乙类", "56座"))
    ]
    total = ("产出指标", "数量指标", "养护小型水库总数", "{}座")
    right = made(*rows, (*total[:3], "65座"), project_name="水库养护").text
    wrong = made(*rows, (*total[:3], "67座"), project_name="水库养护").text
    assert "9座" in right and "65座" not in right
    assert "67座" in wrong and "9座" not in wrong


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("effect", "受益农村人口", "≥4.2万人"),
        ("effect", "带动就业人数", "≥120人"),
        ("effect", "新增绿地面积", "≥3亩"),
        ("quality", "设备验收合格率", "100%"),
        ("quality", "设备并发数", "≥500个"),
        ("time", "资金拨付及时率", "100%"),
        ("effect", "更换设备使用年限", "≥10年"),
    ],
)
def test_what_is_placed_rightly_stays(kind: str, name: str, value: str) -> None:
    assert placed(kind, name, value) == kind


def test_sums_of_the_purpose_are_no_tasks() -> None:
    got = made(
        ("产出指标", "数量指标", "购置火箭弹数量", "=300枚"),
        ("产出指标", "数量指标", "开展增雨防雹作业次数", "≥60点次"),
        project_name="人工影响天气作业",
        purpose="购置火箭弹90万元，装备年检和作业人员保险等10万元。",
    )
    assert "90万元" not in got.text and got.final
    assert "开展增雨防雹作业60点次以上" in got.text


def test_words_that_end_with_their_unit_stay_whole() -> None:
    rows = [
        ("产出指标", "数量指标", "服务老年人数", "≥2600人"),
        ("产出指标", "数量指标", "覆盖食品大类数", "=34类"),
        ("产出指标", "数量指标", "领取待遇人数", "=8.64万人"),
    ]
    text = made(*rows, project_name="综合服务").text
    assert "服务老年人2600人以上" in text and "覆盖食品大类34类" in text and "为8.64万人发放待遇" in text


def test_the_amount_of_all_years_is_not_told_as_that_of_one() -> None:
    rows = [
        Indicator(scope="annual", level1="产出指标", level2="数量指标", level3="购置消防车数量", value="=12辆"),
        Indicator(scope="annual", level1="产出指标", level2="数量指标", level3="淘汰超期服役车辆数", value="=4辆"),
        Indicator(
            scope="lifetime", level1="产出指标", level2="数量指标", level3="三年累计购置消防车数量", value="=12辆"
        ),
    ]
    got = draft(Project(project_name="消防救援车辆更新购置", year=2026, indicators=rows)).draft
    assert "12辆" not in got.text and "4辆" in got.text
    assert "像是几年的总数" in got.plan.left_out[0].reason
    fewer = rows[0].model_copy(update={"value": "=5辆"})
    got = draft(Project(project_name="消防救援车辆更新购置", year=2026, indicators=[fewer, *rows[1:]])).draft
    assert "购置消防车5辆" in got.text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("80-89岁老人发放人数", "≥1100人", "惠及80-89岁老人1100人以上"),
        ("发放补贴网格员人数", "=126名", "为126名网格员发放补贴"),
    ],
)
def test_who_gets_money_is_not_handed_out(name: str, value: str, said: str) -> None:
    assert said in made(("产出指标", "数量指标", name, value), project_name="社区网格员和老年人补贴").text


@pytest.mark.parametrize("name", ["灯具损坏率", "管网漏损率", "发病率", "资金闲置率", "设备故障率"])
def test_what_is_to_be_rare_keeps_its_limit(name: str) -> None:
    assert "3%" in made(*LIGHTS[:2], ("产出指标", "质量指标", name, "≤3%")).text


@pytest.mark.parametrize(
    ("row", "unsaid", "reason"),
    [
        (("产出指标", "成本指标", "每盏路灯补助标准", "≤500万元"), "500万元", "全年的资金"),
        (("产出指标", "数量指标", "受益居民户数", "≥300万元"), "300万元", "不相配"),
        (("效益指标", "生态效益", "电能有效利用系数", "≥1.05"), "1.05", "系数"),
        (("效益指标", "经济效益", "全市地区生产总值增速", "≥7.5%"), "生产总值", "核对"),
        (("效益指标", "社会效益", "居民满意情况大幅提升率", "≥80%"), "大幅", "百分之几"),
        (("效益指标", "社会效益", "照明数据通过上级验收并用于规划测算", "通过验收并采用"), "采用", "又说了一遍"),
    ],
)
def test_what_no_project_can_mean_is_left_to_the_table(
    row: tuple[str, str, str, str], unsaid: str, reason: str
) -> None:
    got = made(*LIGHTS[:2], row)
    assert unsaid not in got.text and got.final
    assert any(reason in one.reason for one in got.plan.left_out if one.path == "indicators[2]")


def test_an_effect_in_words_is_not_told_beside_the_same_number() -> None:
    rows = [
        ("效益指标", "经济效益", "项目区粮食亩产增加", "≥60公斤"),
        ("效益指标", "社会效益", "项目区粮食产能提升", "亩均增产60公斤以上"),
    ]
    assert made(*LIGHTS[:2], *rows).text.count("60公斤") == 1


def test_what_the_money_is_not_for_is_neither_told_as_use_nor_as_task() -> None:
    row = ("产出指标", "数量指标", "新建人才公寓套数", "≥120套")
    fields = {"project_name": "青年人才租房补贴", "purpose": "向来区就业的博士发放租房补贴，不含人才公寓建设。"}
    got = made(("产出指标", "数量指标", "发放博士补贴人数", "≥60人"), row, **fields)
    assert "公寓" not in got.text and "租房补贴" in got.text


def test_whom_something_is_given_is_a_task() -> None:
    row = ("产出指标", "数量指标", "实施学校数", "=47所")
    fields = {"project_name": "学生营养改善计划补助资金", "purpose": "为农村学生提供营养膳食补助，全部用于食材采购。"}
    text = made(row, **fields).text
    assert "为农村学生提供营养膳食补助" in text and "主要用于农村学生提供" not in text


def test_how_often_stands_before_by_when() -> None:
    row = ("产出指标", "时效指标", "补助资金每学期拨付时间", "开学后30日内")
    assert "每学期开学后30日内拨付补助资金" in made(*LIGHTS[:2], row).text


def test_a_name_that_is_a_sentence_makes_a_first_draft_that_says_so() -> None:
    found = made(("产出指标", "数量指标", "考察更换路灯情况取值", "≥1200盏"))
    assert "project.name-sentence" in {fault.code for fault in found.faults} and not found.final


def test_a_text_without_a_figure_of_a_form_with_several_is_a_first_draft() -> None:
    rows = [("产出指标", "数量指标", f"巡查{n}类站点", f"{n}2处") for n in range(3, 7)]
    told = Plan(groups=[PlanGroup(part="output", items=[PlanItem(paths=["indicators[0]"])])])
    found = unwritable(project(*rows), told, "2026年开展站点巡查。")
    assert [fault.code for fault in found] == ["project.thin"]
    assert not unwritable(project(*rows), told, "2026年巡查站点32处。")
    (none,) = unwritable(project(*rows), Plan(), "2026年开展站点巡查。")
    assert none.code == "project.no-figure"


def test_a_service_that_is_bought_is_called_by_what_it_is_for() -> None:
    assert project_stem("政府购买服务（档案管理类+城管综合执法经费）") == "城管综合执法经费"
    assert project_stem("政府购买服务（系统运维服务类）智慧宝安管控经费") == "智慧宝安管控经费"
