"""A weak character is put right where another of the OCR's choices makes sense and the one taken does not."""

from __future__ import annotations

import pytest

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box
from jixiao.pages.scan.correct.candidates import choose
from jixiao.pages.scan.model import TextLine


def read(text: str, weak: str, others: str) -> tuple[Word, TextLine]:
    """A word whose character `weak` may be any of `others`; all the others are sure."""
    box = Box(0, 0, 10.0 * len(text), 10)
    edges = tuple(10.0 * i for i in range(len(text) + 1))
    scores = tuple(0.6 if c == weak else 0.99 for c in text)
    line = TextLine(text, 0.9, scores, edges, box, tuple(others if c == weak else "" for c in text))
    return Word(text, 1, box, edges), line


@pytest.mark.parametrize(
    ("text", "weak", "others", "right"),
    [
        ("事业中位人员", "中", "单重", "事业单位人员"),
        ("绿化建设贞献", "贞", "员负贡", "绿化建设贡献"),
        ("4000平方来", "来", "米案", "4000平方米"),
        ("维修项H数量", "H", "日目", "维修项目数量"),
        ("足", "足", "是兄", "是"),
        ("常", "常", "系率", "率"),
        ("参保大员满意", "大", "人太", "参保人员满意"),
        ("职员履行", "员", "责贵", "职责履行"),
        ("完成验收100%：资金到位", "：", ":；", "完成验收100%；资金到位"),
        ("设备验收合格常", "常", "率", "设备验收合格率"),
        ("实践基地：社区建设", "：", ":·、", "实践基地、社区建设"),
        ("改善条件：目标2：完成购置", "：", "；", "改善条件；目标2：完成购置"),
    ],
)
def test_the_words_around_decide(text: str, weak: str, others: str, right: str) -> None:
    word, line = read(text, weak, others)
    choose(word, line)
    assert word.text == right
    assert {(d.code, d.other) for d in word.doubts} == {(DoubtCode.VOCABULARY, weak)}


@pytest.mark.parametrize(
    ("text", "weak", "others"),
    [
        ("事业单位人员", "单", "中重"),
        ("730万公斤", "万", "方"),
        ("张贞同志", "贞", "员贡"),
        ("标", "标", "林小"),
        ("人员", "人", "大"),
        ("高", "高", "间"),
        ("机构运转正常", "常", "率"),
        ("工作要求：一是落实", "：", "；"),
        ("开放时间9：30", "：", "；"),
        ("工作要求：", "：", "；、"),
        ("", "", ""),
    ],
)
def test_what_makes_sense_as_it_stands_is_left(text: str, weak: str, others: str) -> None:
    word, line = read(text, weak, others)
    choose(word, line)
    assert word.text == text
    assert not word.doubts


@pytest.mark.parametrize(
    ("text", "weak", "others", "right"),
    [
        (">95%", ">", "2≥", "≥95%"),
        ("<1起", "<", "≤", "≤1起"),
        ("-100%", "-", "= ", "=100%"),
        ("A", "A", "4Λ", "4"),
        ("f940.09", "f", "1£", "1940.09"),
        ("完成+次结算", "+", "丨4", "完成4次结算"),
        ("=10", "0", "°%", "=1%"),
    ],
)
def test_what_changes_a_number_stays_in_doubt(text: str, weak: str, others: str, right: str) -> None:
    word, line = read(text, weak, others)
    choose(word, line)
    assert word.text == right
    assert {(d.code, d.other) for d in word.doubts} == {(DoubtCode.READINGS_DIFFER, weak)}


@pytest.mark.parametrize(
    ("text", "weak", "others"),
    [
        ("-5.20", "-", "="),
        ("A级", "A", "4"),
        ("H7YOAI1", "I", "1"),
        ("206", "6", "8"),
        ("2106", "0", "8"),
        (">95%", ">", "2"),
    ],
)
def test_a_sign_or_letter_that_can_stand_is_left(text: str, weak: str, others: str) -> None:
    word, line = read(text, weak, others)
    choose(word, line)
    assert word.text == text


@pytest.mark.parametrize(
    ("text", "right"), [("10006", "100%"), ("≥9506", "≥95%"), ("≥900\u03c3", "≥90%"), ("≤006", "≤0%")]
)
def test_the_rings_of_a_per_cent_sign(text: str, right: str) -> None:
    word, line = read(text, text[-1], "8b")
    choose(word, line)
    assert word.text == right
    assert word.doubts[0].code == DoubtCode.READINGS_DIFFER
    word, line = read(text, "", "")
    choose(word, line)
    assert word.text == text, "the OCR was sure of it"


def test_a_word_that_was_told_otherwise_meanwhile_is_left() -> None:
    word, line = read("事业中位", "中", "单")
    word.retell("事业中")
    choose(word, line)
    assert word.text == "事业中"
