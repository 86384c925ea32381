"""The workbook from first sheet to last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jixiao.atomic import whole
from jixiao.export.xlsx.budget import put_budget
from jixiao.export.xlsx.links import Locate
from jixiao.export.xlsx.overview import Counts, Overview
from jixiao.export.xlsx.paper import Paper
from jixiao.export.xlsx.sheet import NounSheet
from jixiao.export.xlsx.written import RowsWritten
from jixiao.records import Reading
from jixiao.records.tables.columns import At, Noun
from jixiao.records.tables.published import BUDGET_CELLS, BUDGET_TABLES, FINAL_CELLS, FINAL_TABLES
from jixiao.records.tables.schema import (
    CHANGES,
    DEPARTMENTS,
    FINDINGS,
    INDICATORS,
    NARRATIVES,
    OF_KINDS,
    PROBLEMS,
    PROJECTS,
    SOURCES,
    SPENDING,
    STAFF,
    TASKS,
)

# The sheets in their order, with the colours of their tabs.
_SHEETS: tuple[tuple[Noun, str], ...] = (
    (FINDINGS, "#B3261E"), (PROJECTS, "#2E75B6"), (INDICATORS, "#2E75B6"), (DEPARTMENTS, "#548235"),
    (TASKS, "#548235"), (STAFF, "#548235"), (SPENDING, "#2E75B6"), (NARRATIVES, "#548235"),
    *((noun, "#7F6FA8") for noun in OF_KINDS),
    (BUDGET_TABLES, "#7F9DB9"), (BUDGET_CELLS, "#7F9DB9"), (FINAL_TABLES, "#8FA37A"), (FINAL_CELLS, "#8FA37A"),
    (PROBLEMS, "#C55A11"), (CHANGES, "#0B57A4"), (SOURCES, "#7F7F7F"),
)  # fmt: skip
_TABLE_SHEETS = 60  # so many published tables have a sheet of their own; all stand in 预算数据 or 决算数据
_PUBLISHED = {BUDGET_TABLES.name: BUDGET_CELLS, FINAL_TABLES.name: FINAL_CELLS}


def workbook(readings: Iterable[Reading], path: Path, locate: Locate | None = None) -> Path:
    """The workbook at `path`: 概览, 项目, 绩效指标, 部门, …, 问题, 文件, and sheets for the first budget tables.

    `locate` says where the file of a source is, so that pages can be opened from the workbook. The readings pass one
    at a time; the same readings in the same order give the same bytes.
    """
    with whole(path) as part, Paper(part, path, locate) as paper:
        overview, counts = Overview(paper), Counts()
        sheets = [NounSheet(paper, noun, tab, "text" if noun is PROBLEMS else "") for noun, tab in _SHEETS]
        written = RowsWritten(paper)
        tables = 0
        for reading in readings:
            counts.add(reading)
            written.add(reading)
            for sheet in sheets:
                for at in sheet.noun.places(reading):
                    jump = None
                    link = paper.link(reading.source, at.page)
                    if sheet.noun is PROBLEMS:
                        counts.levels[at.item.level] += 1
                        jump = paper.picture(reading.source, at.number, at.item.path)
                    elif sheet.noun is FINDINGS:
                        counts.findings[at.item.severity] += 1
                    elif sheet.noun.name in _PUBLISHED and tables < _TABLE_SHEETS:
                        tables += 1
                        jump = _table_sheet(paper, at, f"表{tables:02}", (sheet.noun, link))
                    sheet.add(at, link, jump)
        for sheet in sheets:
            sheet.close()
        overview.write(counts, sheets, _remarks(sheets, locate is not None))
    return path


def _table_sheet(paper: Paper, at: At, name: str, ways: tuple[Noun, str | None]) -> str:
    """The sheet of one table; `ways` are the list that it stands in and the link to its page."""
    put_budget(paper, at, name, ways[0].heading, ways[1])
    return f"internal:'{name}'!A1"


def _remarks(sheets: Iterable[NounSheet], linked: bool) -> list[str]:
    out = []
    count = sum(sheet.count for sheet in sheets if sheet.noun.name in _PUBLISHED)
    if count > _TABLE_SHEETS:
        cells = "”“".join(_PUBLISHED[s.noun.name].heading for s in sheets if s.noun.name in _PUBLISHED and s.count)
        out.append(f"公开表共 {count} 张，前 {_TABLE_SHEETS} 张各有一页，其余的数据见“{cells}”。")
    if not linked:
        out.append("这次没有给出原文件的位置，页码不能点开。")
    return out
