"""The sheets of an old .xls workbook as displayed. The only module that knows xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd

from jixiao.errors import DamagedSource, EncryptedSource
from jixiao.office.excel.format_code import BUILTIN
from jixiao.office.excel.number_format import displayed, displayed_text
from jixiao.office.excel.sheet import Entry, Merge, Sheet

_WORKSHEET_VISIBLE = 0
_TEXT, _NUMBER, _DATE, _BOOL, _ERROR = 1, 2, 3, 4, 5


def sheets_of_xls(path: Path, name: str, most: int) -> Iterator[Sheet]:
    """The workbook's worksheets in order, hidden ones too, each read when asked for; at most `most` cells in all.

    EncryptedSource where a password is needed, DamagedSource where the file cannot be read.
    """
    book = _opened(path, name)
    looks = _Looks(book)
    with book:
        for index in range(book.nsheets):
            try:
                given = book.sheet_by_index(index)
            except MemoryError:  # told as such by who reads
                raise
            except Exception as exc:  # xlrd fails in many ways on damaged records
                raise DamagedSource(
                    name, f"第 {index + 1} 张工作表损坏，读不出内容；请用 Excel 或 WPS 打开，另存为 .xlsx 再试"
                ) from exc
            sheet = _sheet(given, looks, most)
            most -= len(sheet.entries)
            book.unload_sheet(index)
            yield sheet


def _opened(path: Path, name: str) -> Any:
    try:
        return xlrd.open_workbook(
            str(path), logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except MemoryError:
        raise
    except Exception as exc:  # xlrd fails in many ways on damaged records
        if "encrypted" in str(exc).lower():
            raise EncryptedSource(name, "文件加了打开密码，请用 Excel 或 WPS 打开，去掉密码后另存再试") from exc
        raise DamagedSource(name, "文件内部损坏，读不出内容；请用 Excel 或 WPS 打开，另存为 .xlsx 再试") from exc


class _Looks:
    """How the workbook's styles show a cell, worked out once for each style."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.from_1904 = book.datemode == 1
        self.own = {f.format_key for f in book.format_list}
        self.known: dict[int, tuple[str, float, bool]] = {}

    def of(self, index: int) -> tuple[str, float, bool]:
        """Number format, font size in points and whether a border is drawn, for the style at that index."""
        if index not in self.known:
            self.known[index] = self._look(index)
        return self.known[index]

    def _look(self, index: int) -> tuple[str, float, bool]:
        style = self.book.xf_list[index]
        code = self.book.format_map[style.format_key].format_str if style.format_key in self.book.format_map else None
        if style.format_key not in self.own:
            code = BUILTIN.get(style.format_key, code)  # xlrd knows the American forms only
        fonts = self.book.font_list
        size = fonts[style.font_index].height / 20 if style.font_index < len(fonts) else 0.0
        border = style.border
        ruled = any((border.top_line_style, border.bottom_line_style, border.left_line_style, border.right_line_style))
        return code or "General", size, ruled


def _sheet(given: Any, looks: _Looks, most: int) -> Sheet:
    """One sheet of xlrd's as ours."""
    sheet = Sheet(given.name, hidden=given.visibility != _WORKSHEET_VISIBLE)
    sheet.merges = [Merge(r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in given.merged_cells]
    for row in sorted(r for r, info in given.rowinfo_map.items() if info.hidden):
        sheet.hidden_rows.add(row, row)
    for col in sorted(c for c, info in given.colinfo_map.items() if info.hidden):
        sheet.hidden_cols.add(col, col)
    for row in range(given.nrows):
        for col in range(given.row_len(row)):
            code, size, ruled = looks.of(given.cell_xf_index(row, col))
            text = _displayed(given.cell_type(row, col), given.cell_value(row, col), code, looks.from_1904)
            if not text:
                if ruled:
                    sheet.ruled.add(row, row)
            elif len(sheet.entries) >= most:
                sheet.full = True
                return sheet
            else:
                sheet.entries[row, col] = Entry(text, size)
    return sheet


def _displayed(kind: int, value: Any, code: str, from_1904: bool) -> str:
    """What a cell shows, without blanks at its ends."""
    if kind == _TEXT:
        text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        return displayed_text(text, code).strip()
    if kind in (_NUMBER, _DATE):
        return displayed(float(value), code, from_1904).strip()
    if kind == _BOOL:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    return ""
