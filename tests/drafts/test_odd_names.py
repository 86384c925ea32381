"""Names that are odd and ordinary: digits and signs first, brackets, letters, one character, names of harm."""

from __future__ import annotations

import re
from itertools import product

import pytest
from tests.drafts.projects import project

from jixiao.drafts import draft
from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.language.points import Kind, Point, name_of
from jixiao.drafts.planning.plan import plan
from jixiao.records import Indicator
from jixiao.records.drafts import Draft

_LEADS = [
    *(
        "",
        "80岁以上老人",
        "0-6岁儿童",
        "2024年",
        "3A级景区",
        "110报警",
        "-20℃冷库",
        "+5℃冷藏柜",
        "≥60岁老人",
        "<3岁婴幼儿",
    ),
    *("★5G基站", "※", "- ", "·", "（二期）", "【重点】", "“一卡通”", "LED屏", "PM2.5", "A类", "#1机组", "汛前", "校外"),
    *("第3季度", "1.5米", "12345热线", "1.路灯", "2、60岁以上老人"),
]
_ENDS = {
    "数量指标": ["建设数量", "补贴人数", "检查次数", "数", "量", "人", "参与数量", "活动次数", "维修面积", ""],
    "社会效益指标": ["事故发生率", "安全生产", "投诉情况", "违规行为", "能力"],
    "时效指标": ["检查", "完成时间", "安装时间"],
}
_VALUES = {
    "数量指标": ["≥37座", "41人", "≤43次", "47"],
    "社会效益指标": ["0起", "不发生", "提升", "=0%", "0万元"],
    "时效指标": ["5月底前", "≤7天", "2024年11月"],
}
_NUMBER = re.compile(r"[-+±≥≤<>]?\s*\d+(?:\.\d+)?")
_TWICE = re.compile(r"([一-龥]{2,})\1")


def drafted(level2: str, name: str, value: str) -> Draft:
    return draft(project(("绩效指标", level2, name, value), funds=None, project_name="社区服务保障")).draft


@pytest.mark.parametrize("level2", list(_ENDS))
def test_odd_names_are_drafted_with_their_own_numbers_and_no_word_twice(level2: str) -> None:
    names = [lead + end for lead, end in product(_LEADS, _ENDS[level2]) if lead + end]
    wrong = []
    for name, value in product(names, _VALUES[level2]):
        text = drafted(level2, name, value).text
        given = {*_NUMBER.findall(name_of(Indicator(level3=name))), *re.findall(r"\d+", value), "2024"}
        if not given.issuperset(_NUMBER.findall(text)) or _TWICE.search(text):
            wrong.append((name, value, text))
    assert not wrong


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("补贴80岁以上老人人数", "≥300人", "补贴80岁以上老人300人以上"),
        ("3A级景区数量", "2个", "3A级景区2个"),
        ("-20℃冷库建设数量", "1座", "建设-20℃冷库1座"),
        ("★更换路灯数量", "≥300盏", "更换路灯300盏以上"),
        ("承接大型活动次数", "3次", "承接大型活动3次"),
    ],
)
def test_a_name_keeps_its_numbers_and_signs(name: str, value: str, text: str) -> None:
    made = drafted("数量指标", name, value)
    assert made.final
    assert made.text.removesuffix("。").endswith(text)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("重大安全事故发生情况", "不发生", "不发生重大安全事故"),
        ("拖欠农民工工资", "未发生", "不发生拖欠农民工工资"),
        ("违规用药行为", "0起", "不发生违规用药行为"),
        ("安全事故发生率", "=0%", "不发生安全事故"),
        ("安全隐患", "0处", "无安全隐患"),
        ("人员伤亡情况", "0人", "人员伤亡为零"),
    ],
)
def test_what_nobody_wishes_for_is_not_to_happen(name: str, value: str, text: str) -> None:
    assert drafted("社会效益指标", name, value).text.removesuffix("。").endswith(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("安全生产", "不发生"),
        ("安全生产", "0起"),
        ("安全事故发生率", "有效提升"),
        ("杜绝安全事故", "0起"),
        ("是否发生安全事故", "不发生"),
        ("减少安全事故", "0起"),
        ("经济效益", "0万元"),
        ("服务价格", "0元"),
        ("空气污染天", "0天"),
        ("新增就业", "0人"),
        ("人", "5人"),
        ("数", "5个"),
        ("≥60岁老人补贴人数", "≥300人"),
    ],
)
def test_what_makes_no_clause_is_left_to_the_table_with_a_reason(name: str, value: str) -> None:
    made = plan(project(("绩效指标", "社会效益指标", name, value), funds=None))
    assert [one.path for one in made.left_out if one.reason] == ["indicators[0]"]


@pytest.mark.parametrize(
    ("kind", "name", "value", "text"),
    [
        ("time", "汛前检查", "5月底前", "5月底前完成汛前检查"),
        ("quantity", "志愿者参与数量", "300人", "志愿者参与数量达到300人"),
    ],
)
def test_times_and_amounts_are_no_things(kind: Kind, name: str, value: str, text: str) -> None:
    assert clause([Point("indicators[0]", kind, name, value)], 2024).text == text


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("★路灯数量", "路灯数量"),
        ("-路灯数量◎", "路灯数量"),
        ("-20℃冷库", "-20℃冷库"),
        ("互联网+", "互联网+"),
        ("1.5米隔离带", "1.5米隔离带"),
        ("1.80岁以上老人", "80岁以上老人"),
        ("≥60岁", "≥60岁"),
    ],
)
def test_marks_of_forms_are_taken_off_and_signs_are_not(printed: str, name: str) -> None:
    assert name_of(Indicator(level3=printed)) == name
