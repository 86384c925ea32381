"""Words and signs around a number: comparisons, doubt, growth. Facts of the language, in tables."""

from __future__ import annotations

import re

from jixiao.quantity.model import Operator

_BEFORE: dict[Operator, str] = {
    "≥": (
        "≥ ≥= => >= >或= 不少于 不低于 不小于 不短于 不得少于 不得低于 不能少于 不能低于 不下于 不下 至少 "
        "最少 最低 起码 大于等于 大于或等于 大于或者等于 高于或等于 高于等于 多于或等于 达到或超过 "
        "等于或大于 等于或高于"
    ),
    "≤": (
        "≤ ≤= =< <= <或= 不超过 不高于 不大于 不多于 不得超过 不得高于 不能超过 不能高于 不长于 不超 不突破 "
        "最多 至多 最高 小于等于 小于或等于 小于或者等于 低于或等于 低于等于 少于或等于 等于或小于 "
        "等于或低于 不晚于 不迟于 控制在 控制到 压缩在 压降至"
    ),
    ">": "> 超过 高于 大于 多于 超出 突破 优于 逾 超",
    "<": "< 低于 小于 少于 不足 不到 不满",
    "=": "= == 等于 达到 达 为 是 均为 均达到 保持在 维持在 稳定在",
}
_AFTER: dict[Operator, str] = {
    "≥": "及以上 及其以上 或以上 以上 之上 +",
    "≤": "及以内 以内 之内 内 及以下 及其以下 或以下 以下 之下 范围内 以里",
    ">": "以外 之外",
}
BEFORE: dict[str, Operator] = {word: sign for sign, words in _BEFORE.items() for word in words.split()}
AFTER: dict[str, Operator] = {word: sign for sign, words in _AFTER.items() for word in words.split()}
_STRICT: dict[Operator, Operator] = {"≥": ">", "≤": "<", ">": ">"}


def any_of(words: list[str]) -> str:
    """A pattern that takes the longest of the words."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def after(limit: str) -> Operator:
    """The comparison that the words behind a number make; （不含） shuts the number itself out."""
    note, _, word = limit.rpartition(")")
    operator = AFTER[word]
    return _STRICT[operator] if "不" in note else operator


# Said before the number. 为 is "for" as often as "is" (为300人办理): it compares behind the name of a measure only.
_IS = r"(?:(?<=[率度数额量本费值积比标价期限])|\A)[为是]"
COMPARED = rf"(?:{any_of([word for word in BEFORE if word not in ('为', '是')])}|{_IS})"
# May stand between the comparison and the number: 至少完成2次.
BETWEEN = "(?:完成|开展|举办|组织|新增|达到|达|有)"
ABOUT_BEFORE = "约为?|大约|大概|将近|接近|近|数(?=[十百千万])|≈"
# 内 begins many nouns (内部, 内容): it limits where none of them follows.
LIMIT = rf"(?:\(不?含(?:本数)?\))?(?:{any_of([w for w in AFTER if w != '内'])}|内(?![部容涵外设存蒙在地科环河]))"
ABOUT = "左右|上下"
# A difference from what was, next to the number or its comparison; 提高到95% is a level.
CHANGE = re.compile(
    "(?:(?P<rise>增长|增加|提升|提高|上升|增幅|上浮|涨幅|上涨)"
    "|(?P<fall>下降|降低|减少|压减|压缩|缩短|下浮|降幅|减幅|核减|削减|递减))"
    "(?P<rate>率|幅度|比例|幅)?了?$"
)
