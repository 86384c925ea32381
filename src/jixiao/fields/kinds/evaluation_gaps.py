"""Why the list of indicators of a self-evaluation is not whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.evidence import DoubtCode
from jixiao.fields.digits.sums import number
from jixiao.fields.tree import Draft
from jixiao.forms.evaluation import HeadedColumn
from jixiao.records import Reason

# The points that are given for the money spent; rounding of printed points.
_SPENT, _CLOSE = Decimal(10), Decimal("0.11")


def say_gaps(rows: list[dict[str, Any]], columns: list[HeadedColumn], draft: Draft) -> None:
    """Say in the draft why the list is not whole: a column nobody knows, a row without name or value, points in some
    rows only."""
    for i, row in enumerate(rows):
        for name, what in (("level3", "三级指标名称"), ("value", "指标值"), ("actual", "实际完成值")):
            if row[name] is None and name == "value" and row["actual"]:
                continue
            if not row[name]:
                said = row["level3"] or row["value"] or row["actual"]
                shown = f"指标“{said.text[:20]}”" if said else f"第{i + 1}行指标"
                page = said.pieces[0].word.page or None if said else None
                message = f"{shown}没有读到{what}；请对照原文核对"
                draft.reasons.append(Reason(code=f"indicator.no-{name}", message=message, page=page))
    for name, what in (("weight", "分值"), ("score", "得分")):
        lacking = sum(not row[name] for row in rows)
        if 0 < lacking < len(rows):
            message = f"有 {lacking} 行指标没有读到{what}；请对照原文核对"
            draft.reasons.append(Reason(code=f"indicator.some-{name}", message=message))
    for column in columns:
        if not column.role and column.heads:
            message = f"指标表的“{column.name[:16]}”一栏没有认出，内容在 extra 里；请对照原文核对"
            page = column.heads[-1].page or None
            draft.reasons.append(Reason(code="list.unknown-column", message=message, page=page))


def say_points(tree: dict[str, Any], draft: Draft) -> None:
    """Say in the draft that the points of the rows do not make the printed total, with those for the money spent: a row
    may be missing, or read twice. Where the weights do, it is the scores alone that are in doubt."""
    rows, total = tree["indicators"], tree["total"]
    if not rows or total is None:
        return
    known = _adds_up(tree, "weight", {_SPENT})
    scored = _adds_up(tree, "score", {_SPENT, *_earned(tree)})
    if known is False or (known is None and scored is False):
        name, what = ("weight", "分值") if known is False else ("score", "得分")
        own, printed = _sum(rows, name), total[name]
        message = (
            f"读到 {len(rows)} 行指标，{what}合计 {own}，与印的 {printed.text} 不一致，可能少读了行；请对照原文核对"
        )
        page = printed.pieces[0].word.page or None
        draft.reasons.append(Reason(code="list.points", message=message, page=page))
    elif scored is False:
        draft.doubted.append((total, "score", DoubtCode.SUM_OPEN))


def _adds_up(tree: dict[str, Any], name: str, spent: set[Decimal]) -> bool | None:
    """Whether the rows' points make the total, None where not all are printed; `spent` are points that may be given for
    the money without being printed."""
    printed = number(tree["total"][name].text.rstrip("分")) if tree["total"][name] else None
    rows = tree["indicators"]
    if printed is None or not all(row[name] and number(row[name].text.rstrip("分")) is not None for row in rows):
        return None
    paid = [number(row[name].text.rstrip("分")) for row in (tree["funds"] or {}).get("rows", []) if row[name]]
    points = [p for p in paid if p is not None]
    more = {Decimal(0), *points, sum(points, Decimal(0)), *(spent if not points else ())}
    return any(abs(_sum(rows, name) + part - printed) <= _CLOSE for part in more)


def _sum(rows: list[dict[str, Any]], name: str) -> Decimal:
    return sum((number(row[name].text.rstrip("分")) or Decimal(0) for row in rows if row[name]), Decimal(0))


def _earned(tree: dict[str, Any]) -> set[Decimal]:
    """The points that the share of the money that was spent earns."""
    out = set()
    for row in (tree["funds"] or {}).get("rows", []):
        budget, executed = (number(row[name].text) if row[name] else None for name in ("budget", "executed"))
        if budget and executed is not None:
            out.add(_SPENT * min(executed / budget, Decimal(1)))
    return out
