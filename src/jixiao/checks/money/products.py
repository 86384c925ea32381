"""What the form's own prices come to: each unit price with the quantity that it is the price of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.checks.judgement import pairs
from jixiao.checks.rows import Row, named
from jixiao.text import key

# 元/人/月 counts by people and by month. A month may be paid one to twelve times a year, where nothing says how often.
_TIMES = {"月": (1, 12), "季度": (1, 4), "季": (1, 4), "年": (1, 1)}
_DAILY = {"日", "天"}
_PEOPLE = {"人", "人次", "名", "人份", "生", "位"}
# A price may say in its name what it is per: 人均, 每户; or that it is a mean, of what its name says.
_EACH = re.compile(
    "(?P<mean>[人户场亩台套次件例间])均|[每单](?P<each>公里|平方米|立方米|[人户场亩台套次件株吨页枚座辆间处家例村校站棵])(?!年|月|日(?!常)|天|位)|(?<![年月日])平均"
)
_MEAN, _SURE = "均", 2
# And how often that is paid (每人每月, 月人均); another month or day in a name leaves it open.
_OFTEN = re.compile("(?:每个?|均)(月|年|日|天|季度?|周|旬|半年|学期|学年)|^(月)|(?<!\\d)(月|年|日|天|季度)人?均")
# The most that may be paid for one is no price of each.
_MOST = re.compile("最高|上限|封顶")
_SOMETIME = re.compile("日(?!常)|[月天季周]")
_NUMBERS = re.compile(r"\d+")
_MONTHS = re.compile(r"(?<![\d月])(\d{1,2})个月")
_SPAN = re.compile(r"(\d{1,2})月份?[至到~-](\d{1,2})月(?!\d)")


@dataclass(frozen=True, slots=True)
class Product:
    """A price, its quantity, what the two come to at least and at most (in 元), and how that is worked out."""

    price: Row
    count: Row
    least: Decimal
    most: Decimal
    said: str


def unit_of(row: Row) -> str:
    """The unit of a price, with what it is per where that is none of the common units (元/剂次), or where its name has
    that."""
    words, name = row.target.words, named(row)
    each, often = _EACH.search(name), _OFTEN.search(name)
    if each and row.target.unit.endswith("元") and row.family.level2 == "cost":
        if not often and _SOMETIME.search(name):
            return "元"
        told = f"元/{each['mean'] or each['each'] or _MEAN}"
    else:
        told = row.target.base_unit + (key(words[0]) if len(words) == 1 and words[0].startswith("/") else "")
        told = told.replace("·", "/").replace(".", "/")
    if often and told.startswith("元/") and not {*told.split("/")} & {*_TIMES, *_DAILY}:
        told += f"/{often[often.lastindex or 0]}"
    return told


def is_price(row: Row) -> bool:
    """Whether the indicator is a price of one."""
    return row.family.level2 == "cost" and unit_of(row).startswith("元/") and row.target.scaled is not None


def is_counted(row: Row) -> bool:
    """Whether the indicator counts what is done."""
    target = row.target
    plain = target.scaled is not None and not target.change and "/" not in target.unit
    return row.family.level2 == "quantity" and plain and target.base_unit not in ("", "%", "元")


def products(rows: Sequence[Row], text: str = "") -> list[Product]:
    """The prices of a form whose quantity is clear, each with it; `text` may say for how many months."""
    counts, priced = [row for row in rows if is_counted(row)], [row for row in rows if is_price(row)]
    found = [one for price in priced if (one := _product(price, counts, text)) is not None]
    told = {row.index for one in found for row in (one.price, one.count)}
    left = [row for row in priced if row.index not in told]
    others = [row for row in counts if row.index not in told]
    if found and len(left) == 1 and len(others) == 1 and "/" in left[0].target.unit:  # what is left belongs together
        found += [one for one in [_product(left[0], others, text, alone=True)] if one is not None]
    return found


def times_told(text: str) -> int | None:
    """For how many months a text says that something goes on, None where it says none or more than one."""
    flat = key(text)
    told = {int(match[1]) for match in _MONTHS.finditer(flat)}
    told |= {int(match[2]) - int(match[1]) + 1 for match in _SPAN.finditer(flat) if int(match[1]) < int(match[2])}
    return told.pop() if len(told) == 1 else None


def _product(price: Row, counts: Sequence[Row], text: str, alone: bool = False) -> Product | None:
    value = price.target.scaled
    parts = unit_of(price).split("/")[1:]
    things = [part for part in parts if part not in _TIMES and part not in _DAILY]
    periods = [part for part in parts if part in _TIMES]
    daily = [part for part in parts if part in _DAILY]
    per = things[0] if len(things) == 1 else daily[0] if daily and not things and not periods else ""
    if value is None or not per or len(periods) > 1 or (daily and things) or _MOST.search(named(price)):
        return None
    found = [(row, scale) for row in counts if (scale := scale_of(per, row.target.base_unit)) is not None]
    own = pairs(named(price))
    best = max((len(own & pairs(named(row))) for row, _ in found), default=0)
    if "/" not in price.target.unit and best < _SURE:  # what it is per is only in its name
        return None
    near = [each for each in found if best and len(own & pairs(named(each[0]))) == best]
    if len(near) > 1:  # 80-89岁 and 90-99岁
        numbers = _NUMBERS.findall(named(price))
        near = [each for each in near if numbers and _NUMBERS.findall(named(each[0])) == numbers] or near
    if len({row.target.scaled for row, _ in near}) == 1:
        near = near[:1]  # the same quantity told twice
    if len(near) != 1 and (len(found) != 1 or (per in (*_PEOPLE, _MEAN) and not alone)):
        return None  # which quantity is meant is not for us to guess
    count, scale = (near or found)[0]
    one = value * (count.target.scaled or Decimal(0)) * scale
    least, most = _TIMES[periods[0]] if periods else (1, 1)
    told = times_told(text) if periods[:1] == ["月"] else None
    least, most = (told, told) if told else (least, most)
    often = f" × {most}{'个' if periods[:1] == ['月'] else ''}{periods[0]}" if periods and most > 1 else ""
    return Product(
        price, count, one * least, one * most, f"{count.name}{count.value} × {price.name}{price.value}{often}"
    )


def scale_of(per: str, unit: str) -> Decimal | None:
    """The factor from the unit of a quantity to what a price is per, None where the two do not fit together."""
    same = {"日": "天"}
    per, unit = same.get(per, per), same.get(unit, unit)
    if per in (unit, _MEAN) or (per in _PEOPLE and unit in _PEOPLE):
        return Decimal(1)
    return {("公里", "米"): Decimal("0.001"), ("米", "公里"): Decimal(1000)}.get((per, unit))
