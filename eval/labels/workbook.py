"""Corrections made in the exported workbook, put back into the records it came from.

The sheets are read by their headings; the record's number (`first digits of the file's hash#number`) and the row's
number say where a row belongs, so rows may be sorted, and rows that were added or deleted count as such.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl

from eval.files import EvalError, read_json, read_reading
from eval.scoring.contract import at, rows_of

RECORD, ROW = "记录编号", "序号"
TOP_ROWS = 6
"""The heading row is looked for in the first rows of a sheet."""
HASH_DIGITS = 12
_MONEY = {"资金总额": "total", "财政拨款": "fiscal", "其他资金": "other", "上年结转": "carryover"}

LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "绩效指标": (
        "indicators",
        {
            "期间": "scope",
            "一级指标": "level1",
            "二级指标": "level2",
            "三级指标": "level3",
            "绩效指标描述": "description",
            "指标值": "value",
            "分值": "weight",
            "指标值确定依据": "basis",
        },
    ),
    "年度任务": (
        "tasks",
        {
            "职能（任务名称）": "function",
            "政策或重点任务（主要内容）": "policy",
            "对应的拟安排项目": "project",
            "预算资金": "amount",
            "其中：财政拨款": "fiscal",
            "其中：其他资金": "other",
        },
    ),
    "人员": ("staff", {"内容": "item", "上年": "last_year", "当年": "this_year"}),
    "支出计划": ("spending_plan", {"时间": "due", "累计支出比例": "share"}),
}
"""The sheets whose rows are rows of a record's list, and the field under each heading."""

SCALARS: dict[str, tuple[str, dict[str, str]]] = {
    "项目": (
        "project_goal",
        {
            "表名": "title",
            "项目名称": "project_name",
            "项目编码": "project_code",
            "项目类别": "category",
            "项目属性": "attribute",
            "项目开始": "period_start",
            "项目结束": "period_end",
            "主管部门": "department",
            "主管部门编码": "department_code",
            "实施单位": "implementer",
            "金额单位": "funds.unit",
            **{f"年度{name}": f"funds.annual.{field}" for name, field in _MONEY.items()},
            **{f"项目期{name}": f"funds.lifetime.{field}" for name, field in _MONEY.items()},
            "资金用途": "purpose",
            "实施期进度计划": "schedule",
            "总体绩效目标": "goal_lifetime",
            "年度绩效目标": "goal_annual",
            "执行率分值": "execution_weight",
        },
    ),
    "部门": (
        "department_goal",
        {
            "表名": "title",
            "部门名称": "department",
            "联系人": "contact",
            "联系电话": "phone",
            "职能依据": "duty_basis",
            "部门职能": "duties",
            "核心职能": "core_functions",
            "部门战略目标": "strategic_goal",
            "年度绩效目标": "goal_annual",
            "直属单位": "affiliates",
            "直属单位一并纳入": "affiliates_included",
            "内设职能部门": "offices",
            "金额单位": "budget.unit",
            "基本支出": "budget.basic",
            "项目支出": "budget.project",
            "财政拨款": "budget.fiscal",
            "其他资金": "budget.other",
            "运转类支出": "budget.operating",
            "特定目标类支出": "budget.specific",
            "区（县）本级安排": "budget.local",
            "上级转移支付": "budget.transfer",
            "任务预算资金合计": "tasks_total.amount",
            "任务财政拨款合计": "tasks_total.fiscal",
            "任务其他资金合计": "tasks_total.other",
        },
    ),
}
"""The sheets with a record a row, the kind of the records, and the field under each heading."""

SCOPES = {"年度": "annual"} | dict.fromkeys(("实施期", "中期", "项目期", "总体", "长期"), "lifetime")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet that belongs to the file: record number, own number, cells by field."""

    record: int
    number: float | None
    cells: dict[str, Any]


def corrected(workbook: Path, base: Path) -> list[Record]:
    """The records of `base`, the JSON of one file, as the workbook has them. Budget tables and narratives stay."""
    reading = read_reading(base)
    data = read_json(base)
    if reading.failure or not isinstance(data, dict):
        raise EvalError(f"{base}：应为 extract 写出的 文件名.json（含 source 与 records）")
    mark = str((data.get("source") or {}).get("sha256") or "")[:HASH_DIGITS]
    records = copy.deepcopy(reading.records)
    book = _opened(workbook, workbook.stat().st_mtime_ns)
    missing = [name for name in ("项目", "绩效指标") if name not in book.sheetnames]
    if missing:
        raise EvalError(f"{workbook}：应有工作表“{'”“'.join(missing)}”；请在导出的工作簿上改，不要另建")
    count = 0
    for name, (kind, fields) in SCALARS.items():
        for line in _lines(book, name, fields, mark) if name in book.sheetnames else ():
            count += 1
            _put_scalars(_record(records, line.record, kind, workbook), line.cells)
    if not count and records:
        raise EvalError(f"{workbook}：里面没有出自 {base.name} 的行（{RECORD} 应以 {mark} 开头）；两者应出自同一次读取")
    for name, (field, fields) in LISTS.items():
        if name in book.sheetnames:
            _put_list(records, field, list(_lines(book, name, fields, mark)), workbook)
    return records


@lru_cache(maxsize=1)
def _opened(workbook: Path, _written: int) -> Any:
    """The workbook as it was written then, opened once for all records that are in it; formulas as typed: `=100%` in a
    cell is a target."""
    return openpyxl.load_workbook(workbook)


def _record(records: list[Record], number: int, kind: str, workbook: Path) -> Record:
    if not 1 <= number <= len(records) or records[number - 1].get("kind") != kind:
        raise EvalError(f"{workbook}：{RECORD} 第 {number:03} 号在记录 JSON 里不是这种表；请勿改动{RECORD}")
    return records[number - 1]


def _lines(book: Any, sheet: str, fields: dict[str, str], mark: str) -> Iterator[Line]:
    """The rows of a sheet that belong to the file. A row added without a number of its own stands behind the row
    above it."""
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    top = next((i for i, row in enumerate(rows[:TOP_ROWS]) if RECORD in row), None)
    if top is None:
        raise EvalError(f"工作表“{sheet}”没有“{RECORD}”一栏；请保留导出时的各栏")
    heads = {str(head).strip(): k for k, head in enumerate(rows[top]) if head is not None}
    before = 0.0
    for at_row, row in enumerate(rows[top + 1 :], top + 2):
        if all(cell is None or str(cell).strip() == "" for cell in row):
            continue
        said, _, number = str(row[heads[RECORD]] or "").partition("#")
        if not number.isdigit():
            raise EvalError(f"工作表“{sheet}”第 {at_row} 行没有“{RECORD}”；新增的行请照抄同一张表里别的行的编号")
        own = row[heads[ROW]] if ROW in heads else None
        before = float(own) if isinstance(own, int | float) else before + 1e-6
        if said == mark:
            cells = {field: row[heads[head]] for head, field in fields.items() if head in heads}
            yield Line(int(number), before, cells)


def _put_scalars(record: Record, cells: dict[str, Any]) -> None:
    for path, cell in cells.items():
        before = at(record, path)
        after = _text(cell, before)
        if after == before:
            continue
        *steps, last = path.split(".")
        holder = record
        for step in steps:
            if not isinstance(holder.get(step), dict):
                holder[step] = {}
            holder = holder[step]
        holder[last] = after


def _put_list(records: list[Record], field: str, lines: list[Line], workbook: Path) -> None:
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.record].append(line)
    for number in groups:
        if not 1 <= number <= len(records) or field not in records[number - 1]:
            raise EvalError(f"{workbook}：{RECORD} 第 {number:03} 号在记录 JSON 里没有这种列表；请勿改动{RECORD}")
    for number, record in enumerate(records, 1):
        if record.get("kind") not in ("project_goal", "department_goal") or field not in record:
            continue
        before = [row for row in rows_of(record, field) if isinstance(row, dict)]
        mine = sorted(groups.get(number, []), key=lambda line: line.number or 0.0)
        if before or mine:
            record[field] = [_row(line, before) for line in mine]


def _row(line: Line, before: list[dict[str, Any]]) -> dict[str, Any]:
    """A row of the list: what is blank in the sheet is null where the row, or for a new row every row, had null."""
    number = line.number or 0.0
    old = before[int(number) - 1] if number == int(number) and 1 <= number <= len(before) else None
    out = dict.fromkeys(before[0]) if before else {}
    for field, cell in line.cells.items():
        known = (
            old.get(field) if old is not None else next((b[field] for b in before if b.get(field) is not None), None)
        )
        text = _text(cell, known if old is not None else (None if known is None else ""))
        out[field] = SCOPES.get(text, text) if field == "scope" and text else text
    return out


def _text(cell: Any, before: Any) -> Any:
    """The cell as text; a blank cell leaves null what was null."""
    if cell is None or cell == "":
        return None if before is None else ""
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
