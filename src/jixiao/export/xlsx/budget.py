"""Budget tables set as they are printed, a sheet for each: merged header, amounts that can be summed, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from jixiao.export.xlsx.look import Tone
from jixiao.export.xlsx.measure import LINE_POINTS, PADDING_POINTS, column_width, lines
from jixiao.export.xlsx.paper import Paper, as_written, fit, put_text
from jixiao.records import PublishedTable
from jixiao.records.tables.columns import At, Shape
from jixiao.records.tables.identifying import record_id
from jixiao.records.tables.marks import key_of, told

_TOP = 3  # rows above the header: the title, the way back, the unit and the page
# A number that a cell can hold and show exactly as it is printed.
_EXACT = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?")
_DIGITS = 15


class Block(NamedTuple):
    """A header cell: rows and columns from 0, ends excluded."""

    row: int
    end_row: int
    col: int
    end_col: int
    text: str


def put_budget(paper: Paper, at: At, name: str, back: str, link: str | None) -> None:
    """Add the sheet of the table; `back` is the sheet it is listed on, `link` opens its page."""
    record = at.record
    assert isinstance(record, PublishedTable)
    sheet = paper.sheet(name, "#7F9DB9")
    columns = max((len(record.columns), *(len(row) for row in record.rows)), default=0)
    depth = max((len(path) for path in record.columns), default=0)
    shapes = [_shape(record, c) for c in range(columns)]
    widths = [_width(record, c, shapes[c]) for c in range(columns)]
    for c, wide in enumerate(widths):
        sheet.set_column(c, c, wide)
    _put_top(paper, sheet, record, back, link)
    top = _put_header(paper, sheet, header_blocks(record.columns), depth, widths)
    sheet.set_column(columns, columns, 8, None, {"hidden": True})
    if top > _TOP:
        sheet.freeze_panes(top, 0)
        sheet.repeat_rows(_TOP, top - 1)
    for r, texts in enumerate(record.rows):
        count = max((lines(text, widths[c]) for c, text in enumerate(texts)), default=1)
        sheet.set_row(top + r, count * LINE_POINTS + PADDING_POINTS)
        for c in range(columns):
            text = texts[c] if c < len(texts) else ""
            _put_cell(paper, sheet, (top + r, c), text, (f"rows[{r}][{c}]" in record.parsed, tone_of(record, r, c)))
        written = {str(c): as_written(text) for c, text in enumerate(texts)}
        mark = told(record_id(at.reading, at.number), "rows", key_of(at, "rows", r), written)
        put_text(sheet, top + r, columns, mark, paper.look.cell("code"))
    fit(sheet, sum(widths))
    if record.notes:
        put_text(sheet, top + len(record.rows), 0, record.notes, paper.look.line(italic=True, valign="top"))


def header_blocks(paths: Sequence[Sequence[str]]) -> list[Block]:
    """The header cells that header paths were made from: equal ones side by side are one, the last reaches down."""
    depth = max(map(len, paths), default=0)
    out = []
    for level in range(depth):
        begin = 0
        cells = [(tuple(path[: level + 1]), level == len(path) - 1) for path in paths]
        starts = [c for c, (left, right) in enumerate(pairwise(cells), 1) if left != right]
        for end in [*starts, len(paths)]:
            path = paths[begin]
            if level < len(path):
                out.append(Block(level, depth if cells[begin][1] else level + 1, begin, end, path[level]))
            begin = end
    return out


def number_format(text: str) -> str | None:
    """The format under which the printed number looks as printed, None where a cell would change or lose something."""
    match = _EXACT.fullmatch(text)
    digits = sum(c.isdigit() for c in text)
    if match is None or digits > _DIGITS or (text.startswith("-") and not re.search("[1-9]", text)):
        return None
    decimals = f".{'0' * len(match[1])}" if match[1] else ""
    whole = text.lstrip("-").partition(".")[0]
    return f"{'#,##0' if ',' in whole or len(whole) <= 3 else '0'}{decimals}"


def _put_top(paper: Paper, sheet: Any, record: PublishedTable, back: str, link: str | None) -> None:
    look = paper.look
    sheet.set_row(0, 26)
    put_text(sheet, 0, 0, record.title or "（无表名）", look.line(bold=True, font_size=14))
    blue = look.line(font_color="#0B57A4", underline=1)
    sheet.write_url(1, 0, f"internal:'{back}'!A1", blue, "返回目录")
    unit = f"单位：{record.unit}　　" if record.unit else ""
    said = unit + (f"原文第 {record.pages[0]} 页" if record.pages else "原文件")
    if link:
        sheet.write_url(2, 0, link, blue, said)
    else:
        put_text(sheet, 2, 0, said, look.line())


def _put_header(paper: Paper, sheet: Any, blocks: list[Block], depth: int, widths: list[float]) -> int:
    """Write the header row by row; the row under it."""
    form = paper.look.heading()
    tall = [1] * depth
    for block in blocks:
        room = sum(widths[block.col : block.end_col])
        need = lines(block.text, room) - (block.end_row - block.row - 1)
        tall[block.row] = max(tall[block.row], need)
    for level in range(depth):
        sheet.set_row(_TOP + level, tall[level] * LINE_POINTS + PADDING_POINTS)
        for block in blocks:
            if block.row <= level < block.end_row:
                for c in range(block.col, block.end_col):
                    text = block.text if (level, c) == (block.row, block.col) else ""
                    put_text(sheet, _TOP + level, c, text, form) if text else sheet.write_blank(
                        _TOP + level, c, None, form
                    )
    for block in blocks:
        if block.end_row - block.row > 1 or block.end_col - block.col > 1:
            # merge_range() would write upwards in rows that have left the memory; the cells are written already.
            sheet.merge.append([_TOP + block.row, block.col, _TOP + block.end_row - 1, block.end_col - 1])
    return _TOP + depth


def _put_cell(paper: Paper, sheet: Any, place: tuple[int, int], text: str, kind: tuple[bool, Tone]) -> None:
    """`kind` is whether it is an amount, and how the cell looks."""
    is_amount, tone = kind
    form = number_format(text) if is_amount else None
    if form is not None:
        sheet.write_number(*place, float(text.replace(",", "")), paper.look.cell("amount", tone, num_format=form))
    elif text:
        put_text(sheet, *place, text, paper.look.cell("money" if is_amount else "name", tone))
    else:
        sheet.write_blank(*place, None, paper.look.cell("name", tone))


def tone_of(record: PublishedTable, row: int, column: int) -> Tone:
    """How the cell looks: doubted, set by a person, or plain."""
    path = f"rows[{row}][{column}]"
    if path in record.doubts:
        return "doubted"
    evidence = record.evidence.get(path)
    return "signed" if evidence is not None and evidence.correction else "plain"


def _shape(record: PublishedTable, c: int) -> Shape:
    return "amount" if any(f"rows[{r}][{c}]" in record.parsed for r in range(len(record.rows))) else "name"


def _width(record: PublishedTable, c: int, shape: Shape) -> float:
    heading = record.columns[c][-1] if c < len(record.columns) and record.columns[c] else ""
    texts = [row[c] for row in record.rows if c < len(row)]
    if shape == "name" and max(map(len, texts), default=0) <= 6:
        shape = "term"
    return column_width(shape, heading, texts)
