"""Examples of style: the nearest goals, without their numbers, and never the project's own."""

from __future__ import annotations

from jixiao.drafts.writing.examples import examples, masked
from jixiao.records import Indicator, ProjectGoal

LONG = "为方便居民夜间出行，2023年计划更换路灯300盏，亮灯率达到97%以上，居民满意度达到90%以上，切实改善照明条件。"
FAR = "2023年开展疫苗接种1.2万人次，接种率不低于90%，单剂成本不超过40元，接种点服务规范，家长满意度达到95%以上。"


def goal(name: str, text: str, indicator: str, department: str = "城管局") -> ProjectGoal:
    indicators = [Indicator(level3=indicator, value="1")]
    return ProjectGoal(project_name=name, department=department, goal_annual=text, indicators=indicators)


def test_the_nearest_comes_first_without_its_numbers() -> None:
    own = goal("滨河路灯更新", "", "更换路灯数量")
    pool = [goal("疫苗接种", FAR, "接种人次", "卫健委"), goal("道路路灯改造", LONG, "更换路灯数量")]
    first, second = examples(own, pool)
    assert first.startswith("为方便居民") and second.startswith("××年开展疫苗")
    assert not any(char.isdigit() for char in first + second)


def test_the_project_itself_and_short_or_like_texts_are_no_examples() -> None:
    own = goal("滨河路灯更新", LONG, "更换路灯数量")
    pool = [
        goal("滨河路灯更新", FAR, "甲"),
        goal("另一条路", LONG, "乙"),
        goal("短", "更换路灯。", "丙"),
        goal("第一", FAR, "丁"),
        goal("第二", FAR.replace("家长", "儿童家长"), "戊"),
    ]
    assert len(examples(own, pool)) == 1


def test_masks_leave_no_number_and_cut_at_a_sentence() -> None:
    assert masked("目标1：办班3.5期；\n（二）培训2,000人，百分之五。") == "办班××期；培训××人，百分之五。"
    text = masked("甲。" * 150 + "乙" * 200)
    assert len(text) <= 362 and text.endswith("。")
