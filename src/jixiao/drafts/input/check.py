"""What is doubtful in a project before anything is written: sums, weights, amounts, rates without %, numbers without a
unit, blank values, values that cannot be meant.

>>> from jixiao.records import Indicator
>>> rows = [Indicator(level2="质量指标", level3="验收合格率", value="95"), Indicator(level3="培训", value="")]
>>> for each in doubtful(Project(project_name="培训", indicators=rows)):
...     print(each)
指标“验收合格率”的值“95”没有写“%”；请补上
指标“培训”没有填写指标值；请补上，没有的请删去这一行
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import values_at_fault
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.language.words import ending, words
from jixiao.drafts.planning.background import at_odds
from jixiao.drafts.planning.spans import odd
from jixiao.quantity import Amount, parse_amount
from jixiao.records.drafts import Project

_PARTS = ("fiscal", "other", "carryover")
_WHOLE = (Decimal(100), Decimal(90), Decimal(80))
_NIL = re.compile(r"\s*(?:[-—–/]+|无|0+(?:\.0+)?)\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COUNTED = ("quantity",)


def doubtful(project: Project) -> list[str]:
    """What a person should look at before the goal is written, each in one sentence."""
    return [*_money(project), *_weights(project), *_values(project)]


def _money(project: Project) -> Iterator[str]:
    side = project.funds.annual if project.funds else None
    if side is None or project.funds is None:
        return
    unit = project.funds.unit
    total = parse_amount(side.total or "", unit)
    if side.total and total is None and not _NIL.fullmatch(side.total):
        yield f"年度资金总额“{side.total}”不是一个金额；请用数字写"
    parts: list[Amount] = []
    for name in _PARTS:
        printed = getattr(side, name)
        if not printed or _NIL.fullmatch(printed):
            continue
        amount = parse_amount(printed, unit)
        if amount is None:
            yield f"资金“{printed}”不是一个金额；请用数字写"
            return
        parts.append(amount)
    known = [part.yuan if part.yuan is not None else part.number for part in parts]
    whole = total and (total.yuan if total.yuan is not None else total.number)
    if whole is not None and known and sum(known) != whole:
        told = "、".join(part.text for part in parts)
        yield f"年度资金总额“{side.total}”与各项之和（{told}）不等；请核对"


def _weights(project: Project) -> Iterator[str]:
    said = [row.weight for row in project.indicators if row.scope == "annual"]
    found = [Decimal(weight.strip()) for weight in said if weight and _NUMBER.fullmatch(weight.strip())]
    if found and len(found) == len(said) and sum(found) not in _WHOLE:
        yield f"指标分值合计 {sum(found)}，应为 100（不含执行率的为 90）；请核对"
    if found and len(found) < len(said):
        yield f"有 {len(said) - len(found)} 项指标没有分值；请补上"


def _values(project: Project) -> Iterator[str]:
    if (other := at_odds(project)) is not None:
        yield f"资金用途“{project.purpose}”里的数与指标“{other.name}”（{other.value}）不一致；请核对"
    for point in points(project):
        if point.target.kind == "blank":
            yield f"指标“{point.name}”没有填写指标值；请补上，没有的请删去这一行"
        elif said := _unit(point):
            yield f"指标“{point.name}”的值“{point.value}”{said}；请补上"
    for fault in dict.fromkeys([*values_at_fault(project).values(), *odd(project).values()]):
        yield f"{fault}；请先核对，草稿里没有写"


def _unit(point: Point) -> str:
    """What a number lacks, "" where it has its unit."""
    target = point.target
    if target.number is None or target.base_unit or target.number == 0:
        return ""
    if ending(point.name, words().rates):
        return "没有写“%”" if target.number > 1 else ""
    return "没有写单位" if point.kind in _COUNTED else ""
