"""Text of a cell cut by a page end, printed outside the table: a spreadsheet centres it over both parts of the cell."""

from __future__ import annotations

from bisect import bisect_right

from jixiao.tables import settings
from jixiao.tables.joins.join_rows import Known
from jixiao.tables.table import Cell, Line, Paragraph, Table
from jixiao.text import key

# A head with a line that belongs under it has so many.
_LINES = 2


def put_back(table: Table, lines: list[Paragraph], below: bool, known: Known) -> list[Paragraph]:
    """Put short lines right under the last row (or over the first) into the blank cells they stand under or over.

    A line whose cell has the same text already is margin. Lines that belong to no cell are returned.
    """
    return [line for line in lines if not _put(table, line, below, known)]


def said_again(table: Table, lines: list[Paragraph], below: Table) -> list[Paragraph]:
    """The lines under a table, without those that stand again in the first rows of the table on the next page, in the
    same columns; those are made margin.

    A spreadsheet prints the text of a cell that a page end cuts once on each page, clipped: points and the lower halves
    of characters may be lost.
    """
    _lower(below)
    first = [(c, key(c.text)) for r in range(min(settings.SPILLS.rows, below.n_rows)) for c in below.row(r) if c.text]
    edge = table.end_box.y1 if table.end_box is not None else 0.0
    return [line for line in lines if not _again(line, edge, first)]


def said_before(table: Table, lines: list[Paragraph], above: Table) -> list[Paragraph]:
    """The lines over a table, without those across its upper edge of which each word ends, in the same place, a text at
    the foot of the table on the page before; they begin the cells under them.
    """
    return [line for line in lines if not _said(table, line, above)]


def _said(table: Table, line: Paragraph, above: Table) -> bool:
    edge, box = table.box, line.box
    if line.margin or len(line.lines) > 1 or edge is None or box is None or box.y1 <= edge.y0:
        return False
    found = []
    for word in line.words():
        x = word.box.middle[0]
        cell, over = _cell_at(table, x, 0), _cell_at(above, x, above.n_rows - 1)
        if cell is None or over is None or not (cell.lines and over.lines):
            return False
        if key(over.lines[-1].passage.text) != key(word.text):
            return False
        found.append((cell, word))
    for cell, word in found:
        cell.lines, cell.rest = [Line([word]), *cell.lines], True
        cell.forget()
    line.margin = True
    return True


def _lower(table: Table) -> None:
    """Put the last line of a head that reaches over its lower edge into the cell under it, where a text goes on."""
    for cell in [c for r in range(min(settings.SPILLS.rows, table.n_rows)) for c in table.row(r) if c.row == r]:
        under = table.at(cell.end_row, cell.col)
        if len(cell.lines) < _LINES or cell.box is None or under is None:
            continue
        last = cell.lines[-1]
        box = last.words[0].box
        over = box.y1 - cell.box.y1 > settings.SPILLS.over * box.height
        if (under.col, under.cols) == (cell.col, cell.cols) and over:
            cell.lines, under.lines, under.rest = cell.lines[:-1], [last, *under.lines], True
            cell.forget()
            under.forget()


def _again(line: Paragraph, edge: float, first: list[tuple[Cell, str]]) -> bool:
    """Whether each word of the line, right under the edge, is printed again in the cell in the same place."""
    words, side = list(line.words()), settings.SPILLS.side
    if line.margin or line.box is None or len(line.lines) > 1 or line.box.y0 - edge > settings.SPILLS.near:
        return False
    rests: list[Cell] = []
    for word in words:
        box = word.box
        boxes = [(c, c.box, text) for c, text in first if c.box is not None]
        said = [(c, text) for c, b, text in boxes if b.x0 - side <= box.x0 and box.x1 <= b.x1 + side]
        again = [c for c, text in said if _clipped(key(word.text), text)]
        if not again:
            return False
        rests += [c for c in again if _clipped(key(word.text), key(c.lines[0].passage.text))]
    for cell in rests:
        cell.rest = True
    line.margin = True
    return True


def _clipped(part: str, whole: str) -> bool:
    """Whether the part stands within the whole, when punctuation is left out of both."""
    bare = "".join(c for c in whole if c.isalnum())
    return bool(part) and "".join(c for c in part if c.isalnum()) in bare


def _put(table: Table, line: Paragraph, below: bool, known: Known) -> bool:
    edge, box = (table.end_box if below else table.box), line.box
    if edge is None or box is None or len(table.columns_x) != table.n_cols + 1 or line.margin:
        return False
    apart = box.y0 - edge.y1 if below else edge.y0 - box.y1
    cell = _cell_at(table, box.middle[0], table.n_rows - 1 if below else 0)
    figures = settings.SPILLS
    if cell is None or not -box.height <= apart <= figures.near or table.n_cols < 2 or cell.cols == table.n_cols:
        return False
    left, right = table.columns_x[cell.col], table.columns_x[cell.end_col]
    if box.x0 < left - figures.side or box.x1 > right + figures.side:
        return False
    if not (apart <= figures.touching or known(line.text)):
        return False
    if not cell.text:
        cell.lines, cell.rest = list(line.lines), not below
        cell.forget()
    elif below and known(cell.text + line.text) and not known(cell.text):
        cell.lines = [*cell.lines, *line.lines]
        cell.forget()
    elif key(line.text) != key(cell.text):
        return False
    line.margin = True
    return True


def _cell_at(table: Table, x: float, row: int) -> Cell | None:
    return table.at(row, min(max(bisect_right(table.columns_x, x) - 1, 0), table.n_cols - 1))
