"""The workbook of many drafts: a row for each goal, and a row for each indicator with where it is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jixiao.atomic import whole
from jixiao.export.drafts.entry import Entry
from jixiao.export.xlsx.measure import LINE_POINTS, PADDING_POINTS, lines
from jixiao.export.xlsx.paper import Paper, fit, put_text
from jixiao.records.tables.columns import Shape

_GOALS: tuple[tuple[str, int, Shape], ...] = (
    ("项目名称", 26, "name"),
    ("年度", 7, "year"),
    ("主管部门", 20, "name"),
    ("年度绩效目标", 90, "long"),
    ("写法", 24, "name"),
    ("核对发现的问题", 34, "long"),
)
_INDICATORS: tuple[tuple[str, int, Shape], ...] = (
    ("项目名称", 26, "name"),
    ("指标", 36, "name"),
    ("指标值", 18, "printed"),
    ("写在第几句", 12, "mark"),
    ("不写的原因", 50, "long"),
)


def draft_book(entries: Sequence[Entry], path: Path) -> Path:
    """The workbook at `path`: 绩效目标 and 指标对照."""
    with whole(path) as part, Paper(part, path, None) as paper:
        paper.titled("年度绩效目标")
        goals = [
            (
                entry.name, entry.project.year, entry.project.department or "", entry.draft.text, entry.remark,
                "\n".join(fault.message for fault in entry.draft.faults),
            )
            for entry in entries
        ]  # fmt: skip
        _sheet(paper, "绩效目标", _GOALS, goals)
        rows = [
            (entry.name, point.name, point.value, "、".join(map(str, said)), reason)
            for entry in entries
            for point, said, reason in entry.rows()
        ]
        _sheet(paper, "指标对照", _INDICATORS, rows)
    return path


def _sheet(paper: Paper, name: str, columns: Sequence[tuple[str, int, Shape]], rows: Sequence[Sequence[Any]]) -> None:
    page = paper.sheet(name, "#2E75B6")
    for col, (_, width, _) in enumerate(columns):
        page.set_column(col, col, width)
    page.set_row(0, 24)
    for col, (heading, _, _) in enumerate(columns):
        put_text(page, 0, col, heading, paper.look.heading())
    for row, values in enumerate(rows, 1):
        tall = max(lines(str(value or ""), columns[col][1]) for col, value in enumerate(values))
        page.set_row(row, tall * LINE_POINTS + PADDING_POINTS)
        for col, value in enumerate(values):
            form = paper.look.cell(columns[col][2])
            if isinstance(value, int):
                page.write_number(row, col, value, form)
            else:
                put_text(page, row, col, value or "", form)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    fit(page, sum(width for _, width, _ in columns))
