"""What a price comes to with everything it is multiplied by: people, days, sessions, wherever the form counts them.

Wider than `products`, so that what comes of it is only held against money that is too little: a quantity may stand
among the effects, a price may say what it is per in its name alone, and things may be told with another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from jixiao.checks.judgement import pairs
from jixiao.checks.money.products import Product, scale_of, times_told
from jixiao.checks.rows import EFFECTS, Row, named
from jixiao.text import key

_PER = re.compile("[/·.]")
# What a price is per, where only its name says so: 每场, 单桩, 户均.
_NAMED = re.compile(
    "[每单](?P<each>公里|平方米|立方米|课时|[人名户场台套次件例间座亩株吨盏个家村校站辆处床桩批期])"
    "|(?P<mean>[人户场台套次件例间座亩生])均"
)
_BARE = re.compile("单价|采购价|购置价|平均价")
_ANY = "均"
_MOST = re.compile("最高|上限|封顶|总")
_PEOPLE = frozenset("人名位生员")
_DAYS = frozenset(("天", "日", "餐", "顿"))
_MONTHS, _YEARS = frozenset(("月", "个月")), frozenset(("年", "年度"))
_TIMES = frozenset(("月", "个月", "季度", "季", "周"))
_THINGS = frozenset(("个", "处", "家", "所", "座", "项", "份"))
_SESSION = re.compile("每(期|场|班|批次?|次|届)")
_SESSIONS = frozenset("期场班批次届")
_TAKES_PART = re.compile(
    "参加|参训|参营|参赛|培训|受训|受助|资助|救助|补贴|补助|慰问|发放|享受|领取|聘用|聘请|奖励|体检|筛查|入营|学员"
)
_OTHERS = re.compile("带动|辐射|覆盖|惠及|间接|知晓|关注|播放|阅读|浏览")
_DAYS_TOLD = re.compile(r"(?:每期|每人|为期|各|每批)(\d{1,3})天")


def wider(rows: Sequence[Row], told: Sequence[Product], text: str) -> list[Product]:
    """The prices that none of `told` is of, each with all it is multiplied by; the first quantity stands for it."""
    known = {one.price.index for one in told}
    counts = [row for row in rows if _counts(row)]
    priced = [row for row in rows if row.index not in known and row.family.level2 == "cost" and row.target.scaled]
    found = ((price, _factors(price, counts, text)) for price in priced if not _MOST.search(named(price)))
    return [_product(price, factors) for price, factors in found if factors]


def _counts(row: Row) -> bool:
    """Whether a row counts what is paid for, among outputs or effects."""
    target, level = row.target, row.family.level2
    plain = bool(target.scaled) and not target.change and "/" not in target.unit and target.kind == "quantitative"
    if not plain or target.base_unit in ("", "%") or target.base_unit.startswith("元"):
        return False
    return level == "quantity" or (level in EFFECTS and not _OTHERS.search(named(row)))


Factor = tuple[Row | None, Decimal, str]
"""A quantity, by how much it multiplies, and how it is told."""


def _factors(price: Row, counts: Sequence[Row], text: str) -> list[Factor]:
    """What a price is multiplied by, [] where that is not clear."""
    parts = _parts(price)
    if not parts:
        return []
    out: list[Factor] = []
    for part in parts:
        if part in _YEARS:
            continue
        found = _often(part, counts, text) if part in _TIMES | _DAYS else _quantity(price, part, counts)
        if found is None and part in _TIMES:
            continue  # paid once at least
        if found is None:
            return []
        out.append(found)
    if not out or out[0][0] is None or len({id(row) for row, _, _ in out if row}) != sum(bool(f[0]) for f in out):
        return []
    return [*out, *_sessions(out[0][0], counts)]


def _parts(price: Row) -> list[str]:
    """What a price is per, of its unit or its name."""
    unit, name = key(price.target.unit), named(price)
    if "元/" in unit:
        return [part for part in _PER.split(unit.split("元/", 1)[1]) if part]
    if not unit.endswith("元"):
        return []
    match = _NAMED.search(name)
    return [match["each"] or match["mean"]] if match else [_ANY] if _BARE.search(name) else []


def _quantity(price: Row, part: str, counts: Sequence[Row]) -> Factor | None:
    """The one quantity that a price is per: of a like unit, and named like it or the only one that may be paid for."""
    fit = [(row, scale) for row in counts if (scale := _scale(part, row)) is not None]
    own = pairs(named(price))
    best = max((len(own & pairs(named(row))) for row, _ in fit), default=0)
    near = [each for each in fit if best and len(own & pairs(named(each[0]))) == best]
    if not near and part != _ANY and len(fit) == 1 and (part not in _PEOPLE or _TAKES_PART.search(named(fit[0][0]))):
        near = fit
    if len(near) != 1 and len({row.target.scaled for row, _ in near}) != 1:
        return None
    row, scale = near[0]
    return row, (row.target.scaled or Decimal(0)) * scale, f"{row.name}{row.value}"


def _scale(part: str, row: Row) -> Decimal | None:
    unit = row.target.base_unit
    if part == _ANY:
        return Decimal(1) if unit not in _DAYS | _TIMES else None
    if part in _PEOPLE and unit in (*_PEOPLE, "人次"):
        return Decimal(1)
    if unit in _THINGS and part in named(row):
        return Decimal(1)
    return scale_of(part, unit) if part not in _PEOPLE else None


def _often(part: str, counts: Sequence[Row], text: str) -> Factor | None:
    """How many days or months a price is paid, where a row or the text says so."""
    units = _DAYS if part in _DAYS else _MONTHS if part in _MONTHS else frozenset((part,))
    rows = [row for row in counts if row.target.base_unit in units and row.family.level2 == "quantity"]
    if len({row.target.scaled for row in rows}) == 1:
        return rows[0], rows[0].target.scaled or Decimal(1), f"{rows[0].name}{rows[0].value}"
    days = {int(each) for each in _DAYS_TOLD.findall(key(text))} if part in _DAYS else set()
    told = days.pop() if len(days) == 1 else times_told(text) if part in _MONTHS else None
    return (None, Decimal(told), f"{told}{'天' if part in _DAYS else '个月'}") if told and not rows else None


def _sessions(row: Row, counts: Sequence[Row]) -> Iterator[Factor]:
    """How many sessions there are, where a quantity is told of each."""
    if _SESSION.search(key(row.name)):
        rows = [one for one in counts if one.target.base_unit in _SESSIONS and one.family.level2 == "quantity"]
        if len(rows) == 1 and rows[0] is not row:
            yield rows[0], rows[0].target.scaled or Decimal(1), f"{rows[0].name}{rows[0].value}"


def _product(price: Row, factors: Sequence[Factor]) -> Product:
    value = price.target.scaled or Decimal(0)
    for _, times, _ in factors:
        value *= times
    count = next(row for row, _, _ in factors if row)
    said = " × ".join(chain((f"{price.name}{price.value}",), (told for _, _, told in factors)))
    return Product(price, count, value, value, said)
