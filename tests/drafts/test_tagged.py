"""Names taken apart by what was learned: what is sure is said in another order, what is not stays whole."""

from __future__ import annotations

import re

import pytest

from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.clauses.tagged import LABELS, known, taken_apart
from jixiao.drafts.language.points import Point


def said(name: str, value: str, kind: str = "quantity") -> str:
    return clause([Point("indicators[0]", kind, name, value)], 2026).text


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("餐厨垃圾收运处置量", "≥6.57万吨", "收运处置餐厨垃圾6.57万吨以上"),
        ("特殊检测桥梁数", "8座", "特殊检测桥梁8座"),
        ("演出总场次", "210场", "演出210场"),
        ("开展健康教育学校数", "260所", "在260所学校开展健康教育"),
        ("心理矫治人次", "≥300人次", "心理矫治300人次以上"),
    ],
)
def test_the_words_of_a_name_keep_their_meaning(name: str, value: str, text: str) -> None:
    assert said(name, value) == text


@pytest.mark.parametrize("name", ["验收上牌并投入值班时间", "越界预警核查处置时限"])
def test_two_deeds_are_done_by_one_time(name: str) -> None:
    text = said(name, "2026年9月30日前" if "验收" in name else "≤30分钟", "time")
    assert text in ("9月30日前验收上牌并投入值班", "越界预警30分钟内核查处置")


@pytest.mark.parametrize("name", ["监测断面数", "老旧小区改造户数", "学学数", "一", "（）（）", "abc数量"])
def test_whatever_the_name_the_chance_is_one_and_no_character_is_made_up(name: str) -> None:
    made = taken_apart("quantity", name, "个")
    assert 0 < made.chance <= 1
    assert not set(made.verb + made.thing + made.done + made.after) - set(name)


def test_what_was_never_seen_to_follow_does_not_follow() -> None:
    """No second verb is moved once one stands in front."""
    assert all(a != LABELS.index("k") for table in known().ways for a, *_ in table[LABELS.index("F")])


def test_no_clause_keeps_two_words_for_the_number() -> None:
    assert not re.search("数量达到|人数人", said("困难群众救助人数", "≥420人"))
