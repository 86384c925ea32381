"""What one costs, named by what the form counts: 更新公交车数量（辆） gives 更新公交车单辆成本."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.judgement import pairs
from jixiao.library import Card, Entry
from jixiao.library.names import bare, bigrams, named

# How the cost of one is called by the unit it is counted in.
_EACH = {"人": "人均", "名": "人均", "人次": "人均", "户": "户均", "亩": "亩均", "场": "场均", "场次": "场均"}
_EACH |= {unit: f"每{unit}" for unit in ("平方米", "公里", "米", "延米", "吨")}
_ONE = "只 块 枚 根 次 期 台 套 辆 座 所 处 件 批次 盏 基 株 间 栋 家 村 口 份 册 例 条 项 个 剂次 车次"
_EACH |= {unit: f"单{unit}" for unit in _ONE.split()}
_MEASURE = re.compile(
    "(总)?(数量|面积|里程|长度|人数|人次|户数|场次|场数|次数|期数|台数|套数|辆数|座数|处数|个数|件数|批次数?|规模|总量|数|量)$"
)
_LEAST = 2
_OF = "的"
_PER = re.compile("^(每平方米|每公里|每米|每吨|.均|单.)")
_PEOPLE = {"生均": "人均", "案均": "单件", "单车": "单辆"}
_NO_THING = re.compile("(购置|采购|建设|安装|改造|更换)?(单价|造价|价格?|成本|费用?|投资|标准)")
_PEOPLE_IN = ("人", "名", "位")
# A name as general as this says of nothing what it costs.
GENERAL = re.compile("^(主要任务|本项目|项目)?(单位|单项|平均)(成本|造价|投资|服务成本|成果成本|维护成本)$|^主要任务")

# What is bought by the piece.
_BOUGHT = re.compile("购置|采购|更换|更新|安装|租用|租赁|印制|制作|配备")
# Of many things only what comes first in a form is the main one.
_FIRST = 3


def fits(name: str, card: Card) -> bool:
    """Whether a cost named by what it is per (人均…, 每平方米…) is one of something that the form counts."""
    match = _PER.match(name)
    if match is None:
        return not GENERAL.search(name)
    counted = {_EACH.get(entry.unit) for entry in card.entries if entry.family == "quantity"}
    return _PEOPLE.get(match[0], match[0]) in counted


def unit_cost(card: Card) -> str:
    """The name of what one of the form's main quantity costs, "" where none is told: the quantity that has most of the
    project's name, or the only one."""
    about = set(bigrams(f"{bare(card.name)} {card.purpose}"))
    counted = [entry for entry in card.entries if entry.family == "quantity" and entry.number and entry.unit in _EACH]
    ranked = sorted(counted, key=lambda entry: -_told(entry, about))
    if not ranked or (len(ranked) > 1 and not _told(ranked[0], about)):
        return ""
    thing = _MEASURE.sub("", bare(ranked[0].name))
    return f"{thing}{_EACH[ranked[0].unit]}成本" if len(thing) >= _LEAST else ""


def unpriced(card: Card) -> Iterator[tuple[Entry, str]]:
    """What is bought by the piece among the first quantities and has no price, with the name of that price.

    Nothing of a form that has no price at all, which lacks a kind, nor where the one price may be of everything.
    """
    prices = [entry for entry in card.entries if entry.family == "cost" or named(entry.name).nature == "money"]
    counted = [entry for entry in card.entries if entry.family == "quantity" and entry.number and entry.unit in _EACH]
    if not prices or len(counted) == 1:
        return
    for entry in counted[:_FIRST]:
        thing = _MEASURE.sub("", bare(entry.name))
        own = pairs(thing)
        # 更新设备的学校 are schools, and not bought; nor are people who are taken on (配备网格员).
        is_thing = _BOUGHT.search(thing) and _OF not in thing and entry.written not in _PEOPLE_IN
        if is_thing and own and not any(own & pairs(price.name) or _is_per(price, entry) for price in prices):
            yield entry, f"{_BOUGHT.sub('', thing, count=1)}单价"


def _is_per(price: Entry, entry: Entry) -> bool:
    """Whether a price that names no thing is per the unit that the entry is counted in (每公里造价, 单车购置价)."""
    match = _PER.match(bare(price.name))
    if match is None or not _NO_THING.fullmatch(bare(price.name)[match.end() :]):
        return False
    return _PEOPLE.get(match[0], match[0]) == _EACH.get(entry.written, _EACH[entry.unit])


def _told(entry: Entry, about: set[str]) -> int:
    return len(set(bigrams(bare(entry.name))) & about)
