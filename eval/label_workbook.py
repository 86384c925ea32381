"""Corrections made in the exported workbook, put back into the records it came from.

The sheet of indicators is read by its headings: the record's number in its file and the row's number say where a row
belongs; rows that were added, deleted or moved count as such.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl

from eval.contract import rows_of
from eval.files import EvalError, read_reading

SHEET = "绩效指标"
RECORD, ROW = "记录编号", "序号"
HEADINGS = {
    "scope": ("期间", "年度/实施期", "指标期间"),
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标名称"),
    "description": ("绩效指标描述", "指标描述"),
    "value": ("指标值", "目标值"),
    "weight": ("分值", "权重"),
    "basis": ("指标值确定依据", "确定依据"),
}
SCOPES = {"annual": "annual", "年度": "annual", "lifetime": "lifetime"} | dict.fromkeys(
    ("实施期", "中期", "项目期", "总体", "长期"), "lifetime"
)
TOP_ROWS = 6
"""The heading row is looked for in the first rows of the sheet."""

Record = dict[str, Any]


def corrected(workbook: Path, base: Path) -> list[Record]:
    """The records of `base` with the indicators as the workbook has them."""
    reading = read_reading(base)
    if reading.failure:
        raise EvalError(f"{base}：{reading.failure}；应为工作簿所由来的记录 JSON")
    records = copy.deepcopy(reading.records)
    rows = _rows(workbook)
    for number in rows:
        if not 1 <= number <= len(records) or "indicators" not in records[number - 1]:
            raise EvalError(f"{workbook}：{RECORD} {number} 在 {base} 里没有带指标的表；两者应出自同一次读取")
    for number, record in enumerate(records, 1):
        if isinstance(record.get("indicators"), list) and record.get("kind") != "department_narrative":
            record["indicators"] = _filled(rows.get(number, []), rows_of(record, "indicators"))
    return records


def _rows(workbook: Path) -> dict[int, list[dict[str, Any]]]:
    """The rows by record number, in the order of their own numbers; a row added without one stays where it stands."""
    book = openpyxl.load_workbook(workbook)  # formulas as typed: `=100%` in a cell is a target
    if SHEET not in book.sheetnames:
        raise EvalError(f"{workbook}：应有工作表“{SHEET}”，却只有 {'、'.join(book.sheetnames)}；请用导出的工作簿改")
    lines = [list(line) for line in book[SHEET].iter_rows(values_only=True)]
    top = next((i for i, line in enumerate(lines[:TOP_ROWS]) if RECORD in line), None)
    if top is None:
        raise EvalError(f"{workbook}：工作表“{SHEET}”没有“{RECORD}”一栏；请保留导出时的各栏（隐藏的也不要删）")
    heads = {str(h).strip(): k for k, h in enumerate(lines[top]) if h is not None}
    columns = {f: heads[n] for f, names in HEADINGS.items() if (n := next((n for n in names if n in heads), None))}
    if "level3" not in columns or "value" not in columns:
        raise EvalError(f"{workbook}：工作表“{SHEET}”应有“三级指标”与“指标值”两栏；请保留导出时的各栏")
    out: dict[int, list[tuple[float, dict[str, Any]]]] = defaultdict(list)
    for at, line in enumerate(lines[top + 1 :], top + 2):
        if all(cell is None or str(cell).strip() == "" for cell in line):
            continue
        number = line[heads[RECORD]]
        if not isinstance(number, int | float):
            raise EvalError(f"{workbook}：第 {at} 行没有“{RECORD}”；新增的行请照上一行填写")
        group = out[int(number)]
        own = line[heads[ROW]] if ROW in heads else None
        place = float(own) if isinstance(own, int | float) else (group[-1][0] if group else 0.0)
        group.append((place, {f: _text(line[k]) for f, k in columns.items()}))
    return {n: [row for _, row in sorted(group, key=lambda pair: pair[0])] for n, group in out.items()}


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)


def _filled(rows: list[dict[str, Any]], before: list[Any]) -> list[dict[str, Any]]:
    """The rows as indicators: a column that the form does not have stays null, a blank cell of one it has is blank."""
    out = []
    for row in rows:
        filled = {}
        for name in HEADINGS:
            had = any(isinstance(b, dict) and b.get(name) is not None for b in before)
            text = row.get(name, "")
            filled[name] = text if text or had else None
        filled["scope"] = SCOPES.get(filled["scope"] or "年度", filled["scope"])
        out.append(filled)
    return out
