"""The department form as an Excel workbook: merged ranges, and numbers that only their cell format makes readable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from word import WRITTEN_ON, fix_dates

Content = Mapping[str, Any]
MONEY = "#,##0.00"
WIDTHS = (16, 18, 22, 44, 20)
RULE = Border(*[Side(style="thin")] * 4)


def write_workbook(content: Content, path: Path) -> None:
    """The form on one sheet at `path`."""
    book = Workbook()
    sheet = book.active
    sheet.title = "整体绩效目标"
    for r, row in enumerate(_rows(content), start=1):
        for c, value in enumerate(row, start=1):
            _put(sheet, r, c, value)
    for area in _merges(content):
        sheet.merge_cells(area)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"].font = Font(size=16, bold=True)
    for row, height in _heights(content).items():
        sheet.row_dimensions[row].height = height
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.properties.creator = "jixiao samples"
    book.properties.created = book.properties.modified = WRITTEN_ON.replace(tzinfo=None)
    book.save(path)
    fix_dates(path)


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    cell.value, cell.number_format = value if isinstance(value, tuple) else (value, "General")
    wrap = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.alignment, cell.border = wrap, RULE


def _rows(content: Content) -> Iterator[list[Any]]:
    heads, budget = list(content["headcounts"].items()), content["budget"]
    yield [content["title"], None, None, None, None]
    yield ["部门名称", content["department"], None, None, None]
    yield ["基本信息", *heads[0], *heads[1]]
    yield ["预算整体情况", "部门预算支出", "预算金额（万元）", "收入来源", "预算金额（万元）"]
    yield [None, "基本支出", (budget["basic"], MONEY), "财政拨款", (budget["fiscal"], MONEY)]
    yield [None, "项目支出", (budget["project"], MONEY), "其他资金", (budget["other"], MONEY)]
    yield [None, "按预算级次划分", "预算金额（万元）", None, None]
    yield [None, "区本级安排", (budget["local"], MONEY), "上级转移支付", (budget["transfer"], MONEY)]
    yield ["总体绩效目标", "\n".join(content["goal"]), None, None, None]
    yield ["年度重点工作任务", "任务名称", "拟投入资金（万元）", "主要实施内容", "期望达到的目标"]
    for name, text, amount, aim in content["tasks"]:
        yield [None, name, (amount, MONEY), text, aim]
    yield ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
    for level1, groups in content["indicators"].items():
        for level2, indicators in groups.items():
            for name, value, *style in indicators:
                yield [None, level1, level2, name, (value, style[0]) if style else value]


def _heights(content: Content) -> dict[int, float]:
    """Points, for the rows whose text takes more than one line."""
    return {1: 28, 9: 16.0 * len(content["goal"]), **{11 + k: 32 for k in range(len(content["tasks"]))}}


def _merges(content: Content) -> Iterator[str]:
    yield from ("A1:E1", "B2:E2", "A4:A8", "C7:E7", "B9:E9")
    tasks_end = 10 + len(content["tasks"])
    yield f"A10:A{tasks_end}"
    row = tasks_end + 2
    for groups in content["indicators"].values():
        count = sum(map(len, groups.values()))
        yield f"B{row}:B{row + count - 1}"
        for indicators in groups.values():
            yield f"C{row}:C{row + len(indicators) - 1}"
            row += len(indicators)
    yield f"A{tasks_end + 1}:A{row - 1}"
