"""What a form leaves out: quantities that nothing counts, times that are only of payments, purposes without an
indicator, effects of a kind that they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from jixiao.checks.judgement import judgement, pairs
from jixiao.checks.rows import Goal, Row, named, names_of, paths_of
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.resources import folder, read_yaml
from jixiao.segmentation import cut
from jixiao.text import key

_SHOWN = 4
_ITEMS = re.compile("[、,;。]")
# Words between items; in 及时, 参与 and 和谐 they are none.
_AND = frozenset(("和", "及", "与", "以及"))
_LEAD = re.compile("^(主要)?(用于|包括|是|为)?(开展|支付|购买|购置)?")
# An item of a purpose has so many characters; a purpose that lists has so many items.
_ITEM, _LIST = (4, 16), 3
# Where money comes from is no thing that is done.
_MONEY = re.compile("(资金|经费)(为|来自|由|从)|自筹|赞助$")
# One item alone may be told in other words.
_ALONE = 2


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    data = read_yaml(folder("schemas/checks") / "gaps.yaml")
    return {name: re.compile(text) for name, text in data["words"].items()}


@asks("quantity.not-counted")
def check_uncounted(record: Goal, ground: Ground) -> Hits:
    """Quantities that are all shares or words: nothing says how much is done."""
    rows = [row for row in ground.rows(record) if row.name and row.family.level2 == "quantity"]
    if not rows:
        return
    ground.look("quantity.not-counted")
    shares = [row for row in rows if row.target.base_unit == "%"]
    if shares and not any(row.target.scaled is not None for row in rows if row not in shares):
        yield Hit("quantity.not-counted", paths_of(rows), {"names": names_of(rows)})


@asks("time.only-payment")
def check_payments(record: ProjectGoal, ground: Ground) -> Hits:
    """Times that are only those of payments, where the project is not to pay people."""
    rows = [row for row in ground.rows(record) if row.name and row.family.level2 == "timeliness"]
    about = f"{record.project_name or ''}{record.goal_annual or ''}{''.join(row.name for row in rows)}"
    if not rows or _words()["pays"].search(key(about)):
        return
    ground.look("time.only-payment")
    told = [judgement().has("process", named(row)) for row in rows]
    if all(_words()["payment"].search(named(row)) for row in rows) and not all(told):
        yield Hit("time.only-payment", paths_of(rows, "level3"), {"names": names_of(rows)})


@asks("purpose.without-indicator", "purpose.mixed")
def check_purpose(record: ProjectGoal, ground: Ground) -> Hits:
    """What the money is for, item by item: that no indicator speaks of, and pay beside works."""
    parts = _parts(record.purpose or "")
    if parts:
        ground.look("purpose.mixed")
    pay, works = ([part for part in parts if _words()[name].search(part)] for name in ("pay", "works"))
    paid = [part for part in pay if part not in works]
    if paid and works and not _words()["pay"].search(key(record.project_name or "")):
        yield Hit("purpose.mixed", ("purpose",), {"pay": paid[0], "works": works[0]})
    rows = [row for row in ground.rows(record) if row.name]
    items = list(_items(record.purpose or "", parts))
    if not rows or len(items) < _LIST:
        return
    ground.look("purpose.without-indicator")
    known = frozenset[str]().union(*(pairs(row.name + row.value) for row in rows))
    without = [item for item in items if not pairs(item) & known and not any(_shortens(item, row.name) for row in rows)]
    if len(without) >= _ALONE:
        values = {"names": "、".join(f"“{item}”" for item in without[:_SHOWN])}
        yield Hit("purpose.without-indicator", ("purpose",), values)


@asks("effect.kind-doubtful")
def check_effect_kinds(record: Goal, ground: Ground) -> Hits:
    """Economic effects in words without one of money or trade, ecological ones without one of nature."""
    found: dict[str, list[Row]] = {}
    for row in ground.rows(record):
        kind = row.family.level2
        if not row.name or kind not in _words() or row.indicator.level2 is None:
            continue
        ground.look("effect.kind-doubtful", at=row.path)
        said = named(row) + key(row.value)
        if row.target.kind == "qualitative" and not _words()[kind].search(said) and not _is_told(row, ground):
            found.setdefault(row.indicator.level2, []).append(row)
    for level, rows in found.items():
        yield Hit("effect.kind-doubtful", paths_of(rows, "level2"), {"names": names_of(rows), "level": level})


def _parts(purpose: str) -> list[str]:
    """What marks, and the words for "and", part a purpose into.

    >>> _parts("主要用于和谐社区建设、劳务派遣及工资及时发放")
    ['和谐社区建设', '劳务派遣', '工资及时发放']
    """
    joined = (["、" if word in _AND else word for word in _cut(part)] for part in _ITEMS.split(key(purpose)))
    parts = (_LEAD.sub("", part) for words in joined for part in "".join(words).split("、"))
    return [part for part in parts if part]


def _cut(part: str) -> Sequence[str]:
    return (part,) if _AND.isdisjoint(part) else cut(part)


def _items(purpose: str, parts: Sequence[str]) -> Iterator[str]:
    """Those parts of a purpose that is a list which name a thing."""
    if not _words()["lists"].search(key(purpose)) or max(map(len, parts), default=0) > 2 * _ITEM[1]:
        return
    things = (part for part in parts if _ITEM[0] <= len(part) <= _ITEM[1] and pairs(part))
    yield from (part for part in things if not _MONEY.search(part))


def _shortens(item: str, name: str) -> bool:
    """Whether the characters of an item stand in a name in their order: 社教活动 in 社会教育活动场次."""
    left = iter(key(name))
    return all(character in left for character in item)


def _is_told(row: Row, ground: Ground) -> bool:
    name = named(row)
    return any(row.family.level2 in rule.under and rule.named.search(name) for rule in ground.words.misfiled)
