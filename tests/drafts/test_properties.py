"""Whatever the indicators: no number without a source, no direction turned, no period changed."""

from __future__ import annotations

from eval.drafts.goals import Goal
from eval.drafts.quality import measured
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drafts.projects import project

from jixiao.drafts import Manner, draft

_NAMES = {
    "数量指标": [
        "更换路灯数量",
        "培训教师人数",
        "接入停车场",
        "飞机防治面积",
        "享受高龄津贴老人数",
        "参保人数",
        "应急演练次数",
        "信息条数",
    ],
    "质量指标": ["验收合格率", "设备完好率", "数据准确率", "差错率", "补贴对象符合率"],
    "时效指标": ["故障修复时限", "完工及时率", "平均办理时间"],
    "经济成本指标": ["单盏更换成本", "补助标准", "人均培训费用", "项目总成本"],
    "社会效益指标": ["群众知晓率", "带动就业", "年节约用电量", "死亡人数下降率", "受益户数"],
    "服务对象满意度指标": ["群众满意度", "教师满意度", "企业满意度"],
}
_UNITS = [
    "人",
    "盏",
    "个",
    "万亩次",
    "次/年",
    "%",
    "元",
    "万元",
    "元/人·月",
    "元/亩/次",
    "小时",
    "户",
    "条",
    "‰",
    "个百分点",
    "亿元",
    "公里",
]


@st.composite
def rows(drawn: st.DrawFn) -> tuple[str, str, str, str]:
    kind = drawn(st.sampled_from(sorted(_NAMES)))
    number = drawn(st.one_of(st.integers(1, 99_999_999), st.decimals("0.01", "999", places=2)))
    sign = drawn(st.sampled_from(["≥", "≤", "=", "", "不低于", "不超过", ">", "<"]))
    return "绩效指标", kind, drawn(st.sampled_from(_NAMES[kind])), f"{sign}{number}{drawn(st.sampled_from(_UNITS))}"


@settings(max_examples=60, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=14), st.sampled_from(["short", "normal", "long"]))
def test_numbers_directions_and_periods_are_those_of_the_form(
    listed: list[tuple[str, str, str, str]], length: str
) -> None:
    made = project(*listed, funds=None)
    found = measured(Goal("made", 0, made), draft(made, Manner.model_validate({"length": length})).draft, "composed")
    assert (found.unsupported, found.turned, found.moved) == ([], [], [])
    assert found.covered == found.quantified
