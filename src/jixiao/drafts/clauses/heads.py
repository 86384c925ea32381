"""The word for what a name counts, at its end, which the unit says again: 路灯维护数量 in 基, 巡查架次 in 架次.

>>> from jixiao.drafts.language.lexicon import lexicon
>>> [without_head(name, unit, lexicon()) for name, unit in (("路灯维护数量", "基"), ("楼栋数", "栋"))]
['路灯维护', '楼栋']
>>> [without_head(name, unit, lexicon()) for name, unit in (("比对监测轮次", "轮"), ("购置疫苗种类及批次", "批"))]
['比对监测', '购置疫苗种类及批次']
"""

from __future__ import annotations

import re

from jixiao.drafts.clauses.torn import ends_whole
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.words import ending
from jixiao.segmentation import cut, listed, sorts

# Measures that are words of their own.
_COMPOUND = re.compile("(?:建筑|占地|用地|使用|换算|总)面积$")
# What joins the word to another before it: 种类及批次.
_MARKS = "、和与及"
# What goes with the head's first character: 指导入户|数.
_INTO = re.compile("[入到进][户村校企园]数$")
_LEAST_THING = 3
# What ends with its unit itself: 服务老年人|数, 覆盖食品大类|数.
_PERSONS = re.compile("(?:(?:老年|残疾|成年|盲|聋|病|传承|带头|经纪|代理)人|[大小门]类)$")
_CASES = "案件"  # 诉讼|案件|数
_CLASSIFIERS = "种类批组位点件站"


def without_head(name: str, unit: str, known: Lexicon) -> str:
    """The name without the word for what it counts, where the unit says it; never empty."""
    return _without_head(name, unit, known) or name


def _without_head(name: str, unit: str, known: Lexicon) -> str:
    if name.endswith("数") and _PERSONS.search(name[:-1]):
        return name[:-1]
    unit_word = name[-3:-1] in known.unit_words and len(cut(name[:-2])[-1]) == 1  # 民事|案件|数, 信访|积案|件数
    apart = name.endswith(f"{_CASES}数") and len(name) > len(_CASES) + 2 and len(cut(name[:-1])[-2]) > 1
    if (unit_word or apart) and name.endswith("数") and (apart or name[-2:] not in cut(name)):
        return name[:-1]
    if _INTO.search(name):
        return name[:-1]
    if (whole := _whole_word(name)) is not None:
        return whole
    if unit and name.endswith(f"{unit}数") and len(name) > len(unit) + 2:
        return name.removesuffix(f"{unit}数").removesuffix("的")
    if len(unit) > 1 and name.endswith(unit) and len(name) > len(unit) + 1 and name[-len(unit) - 1] not in _MARKS:
        return name.removesuffix(unit)
    if name.endswith("量") and unit and unit != "%" and ending("。" + name[:-1], known.plain_verbs + known.turned):
        return name[:-1]
    if len(unit) == 1 and name.endswith(f"{unit}次") and len(name) > _LEAST_THING and not name.endswith("人次"):
        return name[:-2] if name[-3] not in _MARKS else name
    if name.endswith("次数") and len(unit) > 1 and unit.endswith("次") and unit != "人次" and len(name) > _LEAST_THING:
        return name[:-2]  # 质控检查|次数 in 站次
    match = None if _COMPOUND.search(name) else known.head.search(name)
    if match and match.start() > 0 and name[match.start() - 1] not in _MARKS:
        units = known.heads[match[0]]
        if not units or unit in units:
            return name[: match.start()].removesuffix("的")
        return name
    if name.endswith("数") and not ending("。" + name, known.whole_words):
        return name[:-1]
    return name


def _whole_word(name: str) -> str | None:
    """The name without 数 where its unit is the end of a word, 品种|数; with it where it may be either, 参审案|件数.

    >>> [_whole_word(name) for name in ("价格监测品种数", "人民陪审员参审案件数", "贴息企业家数", "路灯盏数")]
    ['价格监测品种', '人民陪审员参审案件数', None, None]
    """
    word = cut(name[:-1])[-1] if name.endswith("数") else ""
    if len(word) < len("品种") or (name[-2:] not in lexicon().heads and name[-2] not in _CLASSIFIERS):
        return None
    rest = cut(name[:-2])[-1]
    if not listed(word) or sorts(word) != {"n"} or (len(rest) > 1 and word.startswith(rest)):
        return None
    if len(rest) == 1:
        return name[:-1]
    thing = sorts(rest) == {"n"} and ends_whole(name[:-2])  # 赛事|项数
    return name if word in lexicon().unit_words and not thing else None


def two_heads(name: str) -> bool:
    """Whether a name counts two things by one number: 疫苗种类及批次."""
    head = lexicon().head.search(name)
    return head is not None and head.start() > 0 and name[head.start() - 1] in _MARKS
