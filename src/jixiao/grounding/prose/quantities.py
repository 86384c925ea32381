"""What a number says, apart from how it is written: bounds in a unit without multiplier, and the comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from jixiao.quantity import Number, Operator, Target
from jixiao.quantity.exact import ONE, times

Sort = Literal["share", "points", "money", "people", "visits", "events", "things", "time", "measured", "none"]

_SORTS: dict[Sort, str] = {
    "share": "%",
    "points": "百分点",
    "money": "元 角",
    "people": "人 名 位 人员 员 师",
    "visits": "人次 人份 人日 人天 人月 人年",
    "events": "次 场 期 届 轮 批次 批 场次 班次 期次 趟 次数 节 课时 学时 车次",
    "time": "年 月 日 天 周 小时 分钟 秒 工作日 自然日 日历天 季度 学年 学期 星期 旬",
    "measured": (
        "平方米 亩 公顷 平方公里 顷 立方米 公里 米 厘米 毫米 海里 吨 千克 克 斤 升 毫升 千瓦时 千瓦 兆瓦 度 ℃ 分 分贝 "
        "人民币 倍 折 字 延米 延长米"
    ),
}
_SORT_OF: dict[str, Sort] = {unit: sort for sort, units in _SORTS.items() for unit in units.split()}
# Told in the one or the other: 12.5公里 is 12500米.
_SMALLER = {
    unit: (small, Decimal(factor))
    for unit, small, factor in (
        ("公里", "米", "1000"),
        ("厘米", "米", "0.01"),
        ("毫米", "米", "0.001"),
        ("平方公里", "平方米", "1000000"),
        ("公顷", "平方米", "10000"),
        ("吨", "千克", "1000"),
        ("克", "千克", "0.001"),
        ("小时", "分钟", "60"),
    )
}
_DAYS = {"天": "日", "日历天": "日", "自然日": "日"}
_PERIODS = frozenset(("年", "月", "日", "天", "季度", "学年", "学期"))
# Counted in one word or another without a difference.
_ALIKE = [
    set(words.split())
    for words in (
        "个 家 项 处 所 座 种 类 套 台 件 间 样 款 点 条",
        "篇 份 本 部 册 项 个 件",
        "门 个 项 节",
        "幢 栋 座 处",
        "起 件 例 宗 次 家 个",
    )
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One or two values (the ends of a range) in `unit`, which has no multiplier."""

    values: tuple[Decimal, ...]
    unit: str = ""
    operator: Operator | None = None
    approx: bool = False

    @classmethod
    def of(cls, values: tuple[Decimal, ...], unit: str, operator: Operator | None, approx: bool) -> Quantity:
        """The quantity in the smallest unit in which it is told."""
        head, stroke, counted = unit.partition("/")
        small, factor = _SMALLER.get(head, (head, ONE))
        return cls(tuple(times(value, factor) for value in values), small + stroke + counted, operator, approx)

    @classmethod
    def of_target(cls, target: Target) -> Quantity | None:
        """The quantity of a 指标值; None where it has no single one."""
        if target.ratio is not None:
            return cls(target.ratio, "", "=")
        if target.number is not None:
            return cls.of((target.scaled or Decimal(0),), target.base_unit, target.operator, target.approx)
        low, high = target.bounds
        if low is None or high is None:
            return None
        return cls.of((low, high), target.base_unit, target.operator, target.approx)

    @classmethod
    def of_numbers(cls, numbers: list[Number]) -> Quantity:
        """The quantity of a number of a text, or of the two ends of a range."""
        first, last = numbers[0], numbers[-1]
        return cls.of(tuple(n.scaled for n in numbers), last.base_unit, first.operator, any(n.approx for n in numbers))

    @property
    def sort(self) -> Sort:
        """What is counted."""
        return sort_of(self.unit)

    def equals(self, other: Quantity) -> bool:
        """Whether the values are the same, whatever the units and comparisons."""
        return self.values == other.values


def sort_of(unit: str) -> Sort:
    """What the unit counts; things where it is a measure word, none where there is no unit."""
    head = unit.partition("/")[0]
    return _SORT_OF.get(head, "things") if head else "none"


@lru_cache(maxsize=4096)
def fits(said: str, meant: str) -> bool:
    """Whether a number in the first unit may be meant by one in the second."""
    a, b = sort_of(said), sort_of(meant)
    if "none" in (a, b):
        return {a, b} <= {"none", "things", "people", "visits", "events", "money", "measured"}
    if a != b:
        return {a, b} in ({"people", "visits"}, {"events", "things"}, {"visits", "events"})
    if a in ("measured", "money", "time") and _head(said) != _head(meant):
        return False
    return not _periods(said) or not _periods(meant) or _periods(said) == _periods(meant)


def same(said: str, meant: str) -> bool:
    """Whether the two units say the same, the one by which they are counted apart."""
    a, b = _head(said), _head(meant)
    if a == b or not b or a in re.split(r"[、,/()和及]", meant):
        return True
    sort = sort_of(said)
    if sort != sort_of(meant):
        return {a, b} in ({"次", "个"}, {"起", "次"})
    return sort in ("people", "events") or any(a in group and b in group for group in _ALIKE)


def counted_by(unit: str) -> frozenset[str]:
    """By what the unit is counted: 人 and 年 of 元/人/年; the 套 of 台/套 is another word for the same."""
    if sort_of(unit) == "things":
        return frozenset()
    return frozenset(_DAYS.get(part, part) for part in unit.split("/")[1:])


def _head(unit: str) -> str:
    head = unit.partition("/")[0]
    return _DAYS.get(head, head)


def _periods(unit: str) -> frozenset[str]:
    return counted_by(unit) & _PERIODS
