"""One indicator, one clause: what offices say for a name and a value."""

from __future__ import annotations

import pytest

from jixiao.draft.clauses import bond, clause, together
from jixiao.draft.points import Kind, Point


def said(kind: Kind, *named: tuple[str, str], choice: int = 0) -> str:
    return clause([Point(f"indicators[{n}]", kind, name, value) for n, (name, value) in enumerate(named)], choice).text


@pytest.mark.parametrize(
    ("kind", "name", "value", "text"),
    [
        ("quantity", "维修机井数量", "≥240眼", "维修机井240眼以上"),
        ("quantity", "高质量论文数量", "340.00篇", "高质量论文340篇"),
        ("quantity", "新办公家具购置数量", "50套", "购置新办公家具50套"),
        ("quantity", "医疗保险参保人数", "≥92000人", "医疗保险参保人数达到9.2万人以上"),
        ("quantity", "培训护林员人数", "≥80人", "培训护林员80人以上"),
        ("quantity", "享受补贴的食堂数量", "=58家", "享受补贴的食堂达到58家"),
        ("quantity", "河道保洁面积", "≥3330000平方米", "河道保洁面积达到333万平方米以上"),
        ("quantity", "经办人员数量", "≤34人", "经办人员数量不超过34人"),
        ("quality", "抽检合格率", ">95%", "抽检合格率超过95%"),
        ("time", "平均办理周期", "≤7天", "平均办理周期不超过7天"),
        ("time", "设备安装时间", "2023年2月-8月", "设备于2023年2月至8月安装"),
        ("time", "宣传活动时间", "1月-12月", "全年开展宣传活动"),
        ("time", "项目施工", "2023年3月", "2023年3月完成项目施工"),
        ("cost", "人均补助标准", "=600元/人/月", "人均补助标准为600元/人/月"),
        ("cost", "运行成本控制率", "≤100%", "运行成本控制率不超过100%"),
        ("effect", "万元产值能耗", "下降≥3%", "万元产值能耗下降3%以上"),
        ("effect", "使用年限有效延长", "6年", "使用年限有效延长6年"),
        ("effect", "重大安全事故发生数", "0起", "不发生重大安全事故"),
        ("effect", "就业人员增长率", "≥0%", "就业人员增长率不低于0%"),
        ("effect", "师生比", "1：15", "师生比达到1：15"),
        ("satisfaction", "满意度", "≥95%", "服务对象满意度达到95%以上"),
    ],
)
def test_names_and_values_become_clauses(kind: Kind, name: str, value: str, text: str) -> None:
    assert said(kind, (name, value)) == text


def test_another_choice_says_the_same_in_other_words() -> None:
    assert said("quality", ("亮灯率", "≥98%"), choice=1) == "亮灯率不低于98%"
    assert said("cost", ("单价", "≤4元"), choice=1) == "单价控制在4元以内"


def test_the_bound_of_a_full_rate_is_not_above_it() -> None:
    assert said("quality", ("合格率", "≥100%")) == "合格率达到100%"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["修缮单位满意度", "租赁单位满意度"], "修缮单位、租赁单位满意度"),
        (["取暖补贴发放合规率", "取暖补贴发放及时率"], "取暖补贴发放合规率、及时率"),
        (["道路养护达标率", "垃圾处置达标率", "亮灯率"], "道路养护、垃圾处置达标率，亮灯率"),
        (["设备完好率", "人员到岗率"], "设备完好率、人员到岗率"),
    ],
)
def test_what_names_share_is_said_once(names: list[str], text: str) -> None:
    assert together(names) == text


def test_what_differs_is_not_said_together() -> None:
    rate = Point("indicators[0]", "quality", "合格率", "=100%")
    assert bond(rate) == bond(Point("indicators[1]", "time", "及时率", "100%"))
    assert bond(rate) != bond(Point("indicators[1]", "quality", "达标率", "≥95%"))
    assert bond(Point("indicators[1]", "quality", "甲、乙合格率", "=100%")) is None


def test_dates_of_the_same_doing_are_said_together() -> None:
    assert said("time", ("宣传片制作完成时间", "2023年11月"), ("活动策划完成时间", "2023年11月")) == (
        "2023年11月完成宣传片制作、活动策划"
    )
