"""How a goal is laid out: the main task first, prices and parts in brackets, dates before what is done by then, and
nothing of what one project does not decide."""

from __future__ import annotations

import pytest
from tests.drafts.projects import project

from jixiao.drafts import Draft, draft
from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.language.points import Point
from jixiao.grounding import Guard
from jixiao.records.drafts import Sentence

ROAD = (
    ("产出指标", "数量指标", "增设避让车道", "=7处"),
    ("产出指标", "数量指标", "公路加宽里程", "=8.4公里"),
    ("产出指标", "质量指标", "工程验收合格率", "=100%"),
    ("成本指标", "经济成本指标", "避让车道每处造价", "≤1.3万元"),
    ("成本指标", "经济成本指标", "公路加宽每公里造价", "≤41万元"),
    ("效益指标", "社会效益指标", "沿线受益农户", "≥900户"),
    ("效益指标", "经济效益指标", "带动乡村民宿增收", "≥300万元"),
    ("满意度指标", "服务对象满意度指标", "沿线村民满意度", "≥90%"),
)


def made(*rows: tuple[str, str, str, str], name: str, **fields: str) -> Draft:
    return draft(project(*rows, project_name=name, **fields)).draft


def test_the_main_task_stands_first_with_what_each_costs() -> None:
    got = made(*ROAD, name="通村公路窄路加宽工程")
    assert got.final, got.faults
    assert "加宽通村公路8.4公里（每公里不超过41万元），增设避让车道7处（每处不超过1.3万元）" in got.text
    assert "惠及沿线农户900户以上" in got.text
    assert "民宿" not in got.text
    assert any("看不出是这个项目带来的" in one.reason for one in got.plan.left_out if one.path == "indicators[6]")


def test_a_part_stands_in_brackets_behind_the_whole_or_not_at_all() -> None:
    rows = (
        ("产出指标", "数量指标", "食品监督抽检批次", "≥5200批次"),
        ("产出指标", "数量指标", "其中：食用农产品抽检批次", "≥2600批次"),
        ("效益指标", "社会效益指标", "全县食品抽检合格率", "≥98%"),
    )
    got = made(*rows, name="食品安全监督抽检")
    assert got.final and "5200批次以上（其中食用农产品2600批次以上）" in got.text
    assert "98%" not in got.text
    turned = [rows[0], (*rows[1][:3], "≥6000批次")]
    assert "其中" not in made(*turned, name="食品安全监督抽检").text


def test_what_the_money_is_used_for_is_not_told_beside_what_is_done() -> None:
    purpose = "赛道搭建、安保医疗、计时、物资。"
    rows = (("产出指标", "数量指标", "沿线医疗点设置数", "≥22个"),)
    got = made(*rows, name="2026年澜山半程马拉松", purpose=purpose)
    assert "举办澜山半程马拉松" in got.text and "资金主要用于" not in got.text


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("系统建成投用时间", "2025年10月底前", "10月底前系统建成投用"),
        ("奖补资金拨付到位时间", "2025年9月底前", "9月底前奖补资金拨付到位"),
        ("受理后审核拨付时限", "≤20个工作日", "受理后20个工作日内完成审核拨付"),
        ("验收及系统挂接完成时间", "2025年11月底前", "11月底前完成验收及系统挂接"),
    ],
)
def test_a_date_stands_before_what_is_done(name: str, value: str, text: str) -> None:
    assert clause([Point("indicators[0]", "time", name, value)], 2025).text == text


def test_the_guard_tells_prices_that_are_exchanged_between_brackets() -> None:
    rows = (
        ("产出指标", "数量指标", "购置水罐消防车数量", "=4辆"),
        ("产出指标", "数量指标", "购置个人防护装备数量", "=60套"),
        ("成本指标", "经济成本指标", "水罐消防车单价", "≤42万元"),
        ("成本指标", "经济成本指标", "个人防护装备单价", "≤0.5万元"),
    )
    guard = Guard(project(*rows, project_name="消防装备购置"))
    cites = [f"indicators[{n}]" for n in range(4)]

    def told(first: str, second: str) -> list[str]:
        text = f"购置水罐消防车4辆（每辆不超过{first}）、个人防护装备60套（每套不超过{second}）。"
        return [fault.code for fault in guard.check_sentence(Sentence(text=text, cites=cites, by="composed"))]

    assert told("42万元", "5000元") == []
    assert "indicator.swapped" in told("5000元", "42万元")
