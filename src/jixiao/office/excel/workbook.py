"""A workbook into tables: one for each visible sheet, cells as they are displayed.

A sheet is one table, however many forms it carries; what stands where is for those who know the forms. It is taken
apart only where a reader could not take it for one: two or more rows without text, border or merged range, and below
them a single text merged over at least half of the sheet's width, which is how a second form begins with its heading.

Problems that a workbook's layout may carry: `excel.formula-without-value`, `excel.lost` (a sheet or text that the file
refers to and does not hold), `excel.damaged` (cells or texts of which the file contradicts itself), `excel.hidden`
(rows, columns, sheets or white text with content that nobody sees, and so left out), `excel.limit` (more cells than are
read), `excel.picture` (a sheet that is only a picture).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jixiao.errors import UnsupportedFormat
from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box
from jixiao.office.excel.headings import run_over
from jixiao.office.excel.sheet import Entry, Merge, Sheet, address, letters
from jixiao.office.excel.workbook_binary import sheets_of_xls
from jixiao.office.excel.workbook_xml import sheets_of_xlsx
from jixiao.scratch import Scratch
from jixiao.sources import Source, to_xlsx
from jixiao.sources.detection import kind_of
from jixiao.tables.grid import squeezed
from jixiao.tables.reader import Way
from jixiao.tables.table import Cell, Layout, Line, Paragraph, Table
from jixiao.text import printed

MOST_CELLS = 200_000  # cells with content in a workbook
_MOST_SLOTS = 200_000  # rows times columns of one table
_MOST_STEPS = 5_000_000  # in working out what lies under merged ranges
_ROOMY = 50_000  # from this many slots on, rows and columns without any text are dropped
_NAMED = 5  # how many cells, rows or columns a message lists by name
_NOWHERE = Box(0, 0, 0, 0)


class _Window(NamedTuple):
    """The visible rows and columns of a table, as numbers of the sheet."""

    rows: list[int]
    cols: list[int]


def from_workbook(source: Source, way: Way) -> Layout:
    """The reader of workbooks, new and old."""
    return read_excel(source.path, source.name, source.kind)


def from_converted(source: Source, way: Way) -> Layout:
    """The reader of workbooks of other programs, brought into Excel's new format first."""
    with Scratch() as folder:
        return read_excel(to_xlsx(source, Path(folder)), source.name)


def read_excel(path: Path, name: str, kind: str = "") -> Layout:
    """The workbook's visible sheets as tables, with text boxes as paragraphs; problems say what was left out.

    The `kind` of the file is told by its content where it is not given. EncryptedSource, DamagedSource or
    UnsupportedFormat where the file cannot be read as a workbook.
    """
    kind = kind or kind_of(path, name)
    if kind not in ("xlsx", "xls"):
        raise UnsupportedFormat(name, "应是 Excel 工作簿（.xlsx 或 .xls），内容却不是；请检查文件")
    layout = Layout([], None)
    for sheet in (sheets_of_xlsx if kind == "xlsx" else sheets_of_xls)(path, name, MOST_CELLS):
        if sheet.lost:
            said = f"工作表“{sheet.name}”的内容在文件里找不到，文件可能已损坏，这张表没有读取；请重新获取原文件"
            _problem(layout, "excel.lost", said)
            continue
        if sheet.hidden:
            if sheet.entries:
                _problem(layout, "excel.hidden", f"工作表“{sheet.name}”是隐藏的，未读取；如需读取请取消隐藏后另存再试")
            continue
        _take(sheet, layout)
    return layout


def _take(sheet: Sheet, layout: Layout) -> None:
    """One visible sheet's tables and text boxes into the layout, and its problems."""
    where = f"工作表{sheet.name}"
    for number, text in enumerate(sheet.texts, 1):
        word = _word(text, 0.0, f"{where} 文本框{number}")
        layout.blocks.append(Paragraph([Line([word], hard=True)], place=word.place))
    if not sheet.entries and sheet.pictures:
        _problem(
            layout, "excel.picture", f"工作表“{sheet.name}”只有图片，图片里的文字没有读取；请提供可编辑的表格或扫描件"
        )
    _say_limits(sheet, layout)
    _say_valueless(sheet, layout)
    _say_textless(sheet, layout)
    _say_damaged(sheet, layout)
    shown = _shown(sheet, layout)
    for number, window in enumerate(_pieces(sheet, shown)):
        if len(window.rows) * len(window.cols) > _MOST_SLOTS:
            keep = max(1, _MOST_SLOTS // len(window.cols))
            last = window.rows[keep - 1] + 1
            _problem(layout, "excel.limit", f"工作表“{sheet.name}”太大，只读到第 {last} 行，其余未读；请拆分后再试")
            window = _Window(window.rows[:keep], window.cols)
        place = f"{where}（第{window.rows[0] + 1}行起）" if number else where
        merges = [*sheet.merges, *run_over(*window, sheet.merges, shown)]
        layout.blocks.append(_table(where, place, window, merges, shown))


def _problem(layout: Layout, code: str, message: str) -> None:
    layout.problems.append((None, code, message))


def _say_limits(sheet: Sheet, layout: Layout) -> None:
    if sheet.full:
        message = f"工作簿的内容超过 {MOST_CELLS:,} 个单元格，工作表“{sheet.name}”没有读完；请拆分后再试"
        _problem(layout, "excel.limit", message)


def _say_valueless(sheet: Sheet, layout: Layout) -> None:
    missing = [(r, c) for r, c in sheet.valueless if r not in sheet.hidden_rows and c not in sheet.hidden_cols]
    if missing:
        cells = _listed(address(r, c) for r, c in missing)
        message = (
            f"工作表“{sheet.name}”的 {cells} 是公式，文件里没有算好的值，按空白读取；请用 Excel 或 WPS 打开并保存再试"
        )
        _problem(layout, "excel.formula-without-value", message)


def _say_textless(sheet: Sheet, layout: Layout) -> None:
    if sheet.styleless:
        said = f"工作表“{sheet.name}”的格式在文件里找不到，百分比、日期和小数位可能与原来显示的不同；请重新获取原文件"
        _problem(layout, "excel.lost", said)
    if sheet.textless:
        cells = _listed(address(r, c) for r, c in sheet.textless)
        said = f"工作表“{sheet.name}”的 {cells} 的文字在文件里找不到，文件可能已损坏，按空白读取；请重新获取原文件"
        _problem(layout, "excel.lost", said)


def _say_damaged(sheet: Sheet, layout: Layout) -> None:
    if sheet.unseen:
        cells = _listed(address(r, c) for r, c in sheet.unseen)
        said = f"工作表“{sheet.name}”的 {cells} 的文字是白底白字或极小，看不见，未读取；如需读取请改成看得见的字再试"
        _problem(layout, "excel.hidden", said)
    if sheet.contradicted:
        cells = _listed(address(r, c) for r, c in sheet.contradicted)
        said = (
            f"工作表“{sheet.name}”的 {cells} 在文件里记了两次，或格式找不到，文件可能已损坏；请核对，或重新获取原文件"
        )
        _problem(layout, "excel.damaged", said)
    said = "工作簿里文字或格式的条数与记下的不符，可能错位或缺失；请核对，或重新获取原文件"
    if sheet.miscounted and (None, "excel.damaged", said) not in layout.problems:
        _problem(layout, "excel.damaged", said)


def _listed(names: Iterable[str]) -> str:
    """The first few names, and how many there are in all when there are more."""
    found = list(names)
    text = "、".join(found[:_NAMED])
    return text if len(found) <= _NAMED else f"{text} 等 {len(found)} 处"


def _shown(sheet: Sheet, layout: Layout) -> dict[tuple[int, int], tuple[Entry, str]]:
    """What can be seen, by the slot where it is seen: (entry, address of its cell).

    The text of a merged range stands in its first visible slot; what its other cells hold is not displayed.
    """
    anchors = {(m.row, m.col): m for m in sheet.merges}
    covered = _covered(sheet, layout)
    shown: dict[tuple[int, int], tuple[Entry, str]] = {}
    hidden: list[tuple[int, int]] = []
    lost = [at for at, anchor in covered.items() if anchor not in sheet.entries]
    for at, anchor in covered.items():
        if anchor in sheet.entries and sheet.entries[at].text.strip() != sheet.entries[anchor].text.strip():
            sheet.doubt(anchor, DoubtCode.COVERING)
    if lost:
        cells = _listed(address(*at) for at in lost)
        said = f"工作表“{sheet.name}”的 {cells} 压在空白的合并单元格下面，看不见，未读取；如需读取请取消合并后另存再试"
        _problem(layout, "excel.hidden", said)
    for (row, col), entry in sheet.entries.items():
        if (row, col) in covered:
            continue
        merge = anchors.get((row, col), Merge(row, col, row, col))
        slot = sheet.hidden_rows.next_outside(row), sheet.hidden_cols.next_outside(col)
        if slot[0] > merge.end_row or slot[1] > merge.end_col:
            hidden.append((row, col))
        else:
            shown[slot] = (entry, address(row, col))
    _say_hidden(sheet, hidden, layout)
    return shown


def _covered(sheet: Sheet, layout: Layout) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells with content that lie under a merged range without being its first cell, with that cell."""
    by_row: dict[int, list[int]] = {}
    for row, col in sorted(sheet.entries):
        by_row.setdefault(row, []).append(col)
    used = list(by_row)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    steps = 0
    for merge in dict.fromkeys(sheet.merges):
        for row in used[bisect_left(used, merge.row) : bisect_right(used, merge.end_row)]:
            cols = by_row[row]
            under = cols[bisect_left(cols, merge.col) : bisect_right(cols, merge.end_col)]
            first = (merge.row, merge.col)
            found.update({(row, col): first for col in under if (row, col) != first})
            steps += 1 + len(under)
        if steps > _MOST_STEPS:  # only ranges that overlap, which no program writes, come to this
            _problem(layout, "excel.limit", f"工作表“{sheet.name}”的合并区域互相重叠，没有全部处理；请整理后另存再试")
            break
    return found


def _say_hidden(sheet: Sheet, hidden: list[tuple[int, int]], layout: Layout) -> None:
    if not hidden:
        return
    rows = sorted({r for r, _ in hidden if r in sheet.hidden_rows})
    cols = sorted({c for _, c in hidden if c in sheet.hidden_cols})
    parts = [f"第 {_listed(str(r + 1) for r in rows)} 行"] if rows else []
    parts += [f"{_listed(letters(c) for c in cols)} 列"] if cols else []
    message = f"工作表“{sheet.name}”隐藏的{'和'.join(parts)}里有内容，未读取；如需读取请取消隐藏后另存再试"
    _problem(layout, "excel.hidden", message)


def _pieces(sheet: Sheet, shown: dict[tuple[int, int], tuple[Entry, str]]) -> list[_Window]:
    """The sheet's used range, cropped to what can be seen, and taken apart where a second heading begins."""
    if not shown:
        return []
    rows = sorted({r for r, _ in shown})
    cols = [c for c in range(min(c for _, c in shown), max(c for _, c in shown) + 1) if c not in sheet.hidden_cols]
    starts = [0] + [i for i in range(1, len(rows)) if _begins_anew(sheet, shown, cols, rows[i - 1], rows[i])]
    windows = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        used = rows[start:end]
        own = {c for r, c in shown if used[0] <= r <= used[-1]}
        across = [c for c in cols if min(own) <= c <= max(own)]
        down = [r for r in range(used[0], used[-1] + 1) if r not in sheet.hidden_rows]
        if len(down) * len(across) > _ROOMY:
            down, across = used, sorted(own)
        windows.append(_Window(down, across))
    return windows


def _begins_anew(
    sheet: Sheet, shown: dict[tuple[int, int], tuple[Entry, str]], cols: list[int], above: int, row: int
) -> bool:
    """Whether a table of its own begins at `row`, the last row with text before it being `above`."""
    gap = [r for r in range(above + 1, min(row, above + 1 + _ROOMY)) if r not in sheet.hidden_rows]
    if len(gap) < 2 or sheet.ruled.meets(above + 1, row - 1):
        return False
    if any(m.row < row and m.end_row > above for m in sheet.merges):
        return False
    texts = [c for c in cols if (row, c) in shown]
    heading = next((m for m in sheet.merges if m.row == row and m.col == texts[0]), None) if len(texts) == 1 else None
    if heading is None:
        return False
    width = sum(1 for c in cols if heading.col <= c <= heading.end_col)
    return width >= 2 and 2 * width >= len(cols)


def _table(
    where: str, place: str, window: _Window, merges: list[Merge], shown: dict[tuple[int, int], tuple[Entry, str]]
) -> Table:
    """The cells of a window; merged ranges are cut to it, and of two that overlap the first holds."""
    cells: list[Cell] = []
    taken = [bytearray(len(window.cols)) for _ in window.rows]

    def add(row: int, col: int, rows: int = 1, cols: int = 1) -> None:
        cell = Cell(row, col, rows, cols)
        seen = shown.get((window.rows[row], window.cols[col]))
        if seen is not None:
            entry, at = seen
            cell.lines = [
                Line([_word(part.strip(), entry.size, f"{where} {at}", entry.doubts)], hard=True)
                for part in entry.text.split("\n")
                if part.strip()
            ]
        cells.append(cell)

    for merge in merges:
        top, bottom = bisect_left(window.rows, merge.row), bisect_right(window.rows, merge.end_row)
        left, right = bisect_left(window.cols, merge.col), bisect_right(window.cols, merge.end_col)
        if (bottom - top) * (right - left) > 1 and not any(any(line[left:right]) for line in taken[top:bottom]):
            add(top, left, bottom - top, right - left)
            for line in taken[top:bottom]:
                line[left:right] = b"\x01" * (right - left)
    for row, line in enumerate(taken):
        for col, used in enumerate(line):
            if not used:
                add(row, col)
    cells.sort(key=lambda c: (c.row, c.col))
    n_rows, n_cols = squeezed(cells, len(window.rows), len(window.cols))
    return Table(cells, n_rows, n_cols, row_pages=[0] * n_rows, place=place)


def _word(text: str, size: float, place: str, doubts: tuple[DoubtCode, ...] = ()) -> Word:
    word = Word(printed(text.replace("\t", " ")), 0, _NOWHERE, (), size)
    word.place = place
    word.doubts = tuple(Doubt(0, len(word.text), code) for code in doubts)
    return word
