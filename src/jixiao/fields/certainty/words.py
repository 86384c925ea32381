"""What is known of a value, in words: the facts that `why` prints with what they weigh."""

from __future__ import annotations

from jixiao.evidence import DoubtCode
from jixiao.votes import Voter

_KINDS = {"amount": "金额", "target": "指标值", "level": "指标级别", "text": "短文字", "paragraph": "长文字"}
_WORDS = {
    "bias": "一般情形",
    "digits": "含有数字",
    "length": "字数",
    "stray first": "名称前有多余的符号或数字",
    "figure last": "名称后有数字，可能是下一栏的",
    "sign inside": "指标值前有别的文字",
    "strict sign": "是 >、<，而不是 ≥、≤",
    "odd date": "日期缺字",
    "unsigned": "没有 ≥、=，别的指标值有",
    "blanks": "文字中间有空白",
    "odd words": "有连不成词的字",
    "lines": "分成几行",
    "misread": "各字识别的把握",
    "weakest": "最没把握的一个字",
    "contested": "有其他候选的字",
    "sum closes": "与合计对得上",
    "sum repeats": "与另一处的数相同",
    "sum open": "与合计对不上",
    "listed": "是已知的用语",
    "again": "同一栏别处也这样写",
    "one off": "与同一栏别处只差一个字",
    "form incomplete": "这份表没有读全",
    "form misread": "这份表各字识别的把握",
    "form doubted": "这份表可疑的值多少",
    "form changed": "这份表改过的值多少",
}
_HOW = {
    "agrees": "读法一致",
    "changed": "改过字",
    "against": "另有读法",
    "odds changed": "改字的把握",
    "odds against": "另一读法的把握",
}


def fact_words(name: str) -> str:
    """The fact in words."""
    if name in _WORDS:
        return _WORDS[name]
    first, _, rest = name.partition(" ")
    if first == "kind":
        return f"这一类值：{_KINDS[rest]}"
    if first in ("code", "table"):
        return next(code.words for code in DoubtCode if code.value == rest)
    return f"{next(voter.words for voter in Voter if voter.value == first)}：{_HOW[rest]}"
