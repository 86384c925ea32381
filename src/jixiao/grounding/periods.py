"""Periods: 每月, 每季度, /年 as part of a number, and dates that come back (每月25日前).

>>> sorted(periods("每人每月补贴，按季度拨付，月均成本")), recurring("每季度末前发放，每个月25日之前报送，次月9日前付")
(['季', '月'], ['每季末前', '每月25日前', '次月9日前'])
"""

from __future__ import annotations

import re

from jixiao.grounding.facts import Fact
from jixiao.grounding.prose.quantities import counted_by

_PERIOD = re.compile(
    "每(?:个|一)?(月|季度|季|年度|年|周|星期|天|日|次|学期|学年|半年|旬|小时|期)|按(月|季度|季|年度|年|周|日|学期)(?!份)|(月|年|季|日|周)均"
)
_NAMES = {"季度": "季", "年度": "年", "星期": "周", "日": "天", "工作日": "天"}
_RECURRING = re.compile(
    r"(每(?:个|一)?|(?<![批场人年])次(?=月))(月|季度|季|年|周|半年|学期|旬)(?:的)?(末|底|初|上旬|中旬|下旬|前?\d{1,2}(?:个工作日|日|号|月(?:\d{1,2}日|底|末)?))(?:[之以]?(前|内|后))?"
)
AFTER = re.compile("(?:之|以)?后")
"""What makes a date the first and no longer the last: 10月底后."""
_YEARLY = "年"
# A name that says what is of a year: 年运维成本.
_IN_NAME = re.compile("(?<![0-9半])年(?![龄限级代底初末轻老货份])")
# A name that begins with its period: 日应急加工能力.
_FIRST, _DATED = "日周月季年", re.compile(".[常度报底初末]")
# What a value counts by, whatever its unit: 320户/月, 4次/年·台.
_COUNTED_BY = re.compile("[/／·](月|季度|季|年度|年|周|天|日|次|学期)")
_WHOLE_YEAR = re.compile("全年|年内|年度")


def periods(text: str) -> set[str]:
    """The periods that a text names."""
    return {_NAMES.get(word, word) for found in _PERIOD.findall(text) for word in found if word}


def recurring(text: str) -> list[str]:
    """The dates of a text that come back, in one form of writing each."""
    return [_one(match) for match in _RECURRING.finditer(text)]


def recurring_places(text: str) -> list[tuple[int, int, str]]:
    """The same with their places."""
    return [(match.start(), match.end(), _one(match)) for match in _RECURRING.finditer(text)]


def _one(match: re.Match[str]) -> str:
    period, when, limit = match[2], match[3].replace("号", "日"), match[4] or ""
    return f"{match[1][0]}{_NAMES.get(period, period)}{when}{limit}"


def of_fact(fact: Fact) -> set[str]:
    """The periods of an indicator: those of its name and value, and those by which its unit counts."""
    found = periods(fact.name) | periods(fact.value)
    if _IN_NAME.search(fact.name):
        found.add(_YEARLY)
    if fact.name[:1] in _FIRST and not _DATED.match(fact.name):
        found.add(_NAMES.get(fact.name[0], fact.name[0]))
    found |= {_NAMES.get(part, part) for part in _COUNTED_BY.findall(fact.value)}
    for quantity in fact.quantities:
        found |= {_NAMES.get(part, part) for part in counted_by(quantity.unit)}
    return found


def changed(near: str, fact: Fact) -> str:
    """The period that the words around a number name and the indicator has not, "" where there is none.

    What is counted in a year may be told as 每年; money may not.
    """
    first, rest = fact.name[:1], fact.name[1:3]
    if first in _FIRST and (other := next((p for p in _FIRST if p != first and p + rest in near), "")):
        return other
    own = _WHOLE_YEAR.split(_RECURRING.sub("", near))[-1]
    added = periods(own) - of_fact(fact)
    if of_fact(fact) - {_YEARLY, "次"} and added:
        return sorted(added)[0]
    money = any("元" in quantity.unit for quantity in fact.quantities)
    if not money:
        added -= {_YEARLY}
    if "次" in fact.name + fact.value:
        added -= {"次"}
    return sorted(added)[0] if added else ""
