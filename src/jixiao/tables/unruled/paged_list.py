"""A list that no rule parts as a table: its heads, its rows, and what stands across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box, union
from jixiao.tables.lines import lines_of, mark_hard
from jixiao.tables.table import Cell, Table
from jixiao.tables.unruled.columns import Columns, columns_of
from jixiao.tables.unruled.rows import Row, rows_of
from jixiao.text import is_cjk


@dataclass(slots=True)
class UnruledList:
    """The table, and the words that stand under it and are not its own."""

    table: Table
    after: list[Word]


def unruled_list(head: Sequence[Word], pages: Sequence[Sequence[Word]]) -> UnruledList | None:
    """The list under these heads, None where words stand in no columns or no rows under them. `pages` are the words
    below the heads, page by page, without heads printed again. Where columns or rows are not certain the table is
    doubted (`lines-only`)."""
    lines = [list(line.words) for words in pages if words for line in lines_of(list(words))]
    columns = columns_of(head, lines)
    rows = rows_of(pages, columns) if columns is not None else None
    if columns is None or rows is None:
        return None
    last = max((i for i, row in enumerate(rows.all) if row.cells), default=-1)
    kept, left = rows.all[: last + 1], rows.all[last + 1 :]
    if not kept:
        return None
    borders = _borders(columns)
    cells, depth = _heads(columns, borders, head[0].page)
    for r, row in enumerate(kept, depth):
        cells += _cells(row, r, borders)
    words = [*head, *(w for row in kept for w in _words(row))]
    table = _table(cells, borders, words, [head[0].page] * depth + [row.page for row in kept])
    sure = columns.sure and rows.sure and all(_is_named(row, columns) for row in kept if row.cells)
    if not sure:
        table.doubts.append(DoubtCode.LINES_ONLY)
    return UnruledList(table, [w for row in left for w in _words(row)])


def _is_named(row: Row, columns: Columns) -> bool:
    """Whether words that are no figures stand in the row: a row of figures alone lost its name to another."""
    return any(is_cjk(ch) for own in row.cells.values() for piece in own for ch in piece.text)


def _words(row: Row) -> list[Word]:
    return [*row.across, *(w for own in row.cells.values() for piece in own for w in piece.line.words)]


def _borders(columns: Columns) -> list[float]:
    """The columns' sides, half way between what they cover; heads count where they reach farther."""
    spans = [
        (min([c.x0, *(w.box.x0 for w in c.heads)]), max([c.x1, *(w.box.x1 for w in c.heads)])) for c in columns.all
    ]
    return [spans[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), spans[-1][1]]


def _heads(columns: Columns, borders: list[float], page: int) -> tuple[list[Cell], int]:
    """The cells of the heads, in one row or two, and how many."""
    depth = 2 if columns.groups else 1
    cells = [_cell((0, g.start, 1, g.end - g.start), g.words, page, borders) for g in columns.groups]
    for i, column in enumerate(columns.all):
        under = any(g.start <= i < g.end for g in columns.groups)
        cells.append(_cell((1, i, 1, 1) if under else (0, i, depth, 1), column.heads, page, borders))
    return cells, depth


def _cells(row: Row, r: int, borders: list[float]) -> list[Cell]:
    """The cells of a row; one across it begins in the column of its first word and has the rest of the row."""
    n = len(borders) - 1
    if row.across:
        first = max(0, sum(x <= row.across[0].box.x0 + 0.5 for x in borders) - 1)
        blank = [Cell(r, c, 1, 1, [], row.page) for c in range(min(first, n - 1))]
        at = min(first, n - 1)
        return [*blank, _cell((r, at, 1, n - at), row.across, row.page, borders)]
    return [
        _cell((r, c, 1, 1), [w for piece in row.cells.get(c, []) for w in piece.line.words], row.page, borders)
        for c in range(n)
    ]


def _cell(slots: tuple[int, int, int, int], words: Sequence[Word], page: int, borders: list[float]) -> Cell:
    """The cell at (row, column, rows, columns) with its words."""
    row, col, rows, cols = slots
    lines = lines_of(list(words)) if words else []
    cell = Cell(row, col, rows, cols, lines, page)
    if words:
        box = union(w.box for w in words)
        cell.box = Box(borders[col], box.y0, borders[col + cols], box.y1)
        mark_hard(lines, borders[col], borders[col + cols])
    return cell


def _table(cells: list[Cell], borders: list[float], words: list[Word], pages: list[int]) -> Table:
    boxes = [union(w.box for w in words if w.page == page) for page in (pages[0], pages[-1])]
    table = Table(cells, len(pages), len(borders) - 1, pages[0], boxes[0], pages[-1], boxes[1], pages)
    table.columns_x = tuple(borders)
    return table
