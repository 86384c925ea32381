"""Why the list of indicators of a self-evaluation is not whole."""

from __future__ import annotations

from typing import Any

from jixiao.fields.tree import Draft
from jixiao.forms.evaluation import HeadedColumn
from jixiao.records import Reason


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
