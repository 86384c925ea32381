"""Grid lines that no cell needs are taken out of a table: what is left is what a reader sees as rows and columns."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.tables.table import Cell


def squeezed(cells: Iterable[Cell], n_rows: int, n_cols: int) -> tuple[int, int]:
    """The number of rows and columns that remain when lines without a cell border are dropped; moves the cells.

    A row or column that all cells cross is no row or column on paper; one that no cell touches is kept.
    """
    cells = list(cells)
    rows = _numbering(n_rows, {c.row for c in cells} | {c.end_row for c in cells})
    cols = _numbering(n_cols, {c.col for c in cells} | {c.end_col for c in cells})
    for cell in cells:
        row, col, end_row, end_col = rows[cell.row], cols[cell.col], rows[cell.end_row], cols[cell.end_col]
        cell.row, cell.col, cell.rows, cell.cols = row, col, end_row - row, end_col - col
    return rows[n_rows], cols[n_cols]


def _numbering(count: int, borders: set[int]) -> list[int]:
    """The new number of each line 0..count; lines that are no border get the number of the one before them."""
    borders |= {0, count}
    numbers: list[int] = []
    number = -1
    for line in range(count + 1):
        if line in borders:
            number += 1
        numbers.append(number)
    return numbers
