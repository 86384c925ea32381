"""Pieces of one table on following pages made one table again: repeated headers dropped, cut rows and cells healed.

The pieces are joined by geometry alone; what a cell means is not known here. Where a merged cell's text was cut at the
page end ("产出" / "指标"), `known` says which joins make a known term.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from jixiao.evidence import Role
from jixiao.geometry import Box, clustered
from jixiao.tables import settings
from jixiao.tables.joins.join_cells import absorb, counts_on, is_rest, of_new_entry, touch
from jixiao.tables.joins.join_rows import Known, goes_on, row_is_cut
from jixiao.tables.joins.repeated_header import drift_of, repeated_rows
from jixiao.tables.table import Cell, Paragraph, Table
from jixiao.text import key

_CONTINUED = re.compile(r"[(（]?续[表）)]?[）)]?$|^续表")


@dataclass(frozen=True, slots=True)
class Hints:
    """What those who know the forms say: `known`, whether a text is a term; `opens`, whether a row begins a form."""

    known: Known
    opens: Callable[[list[str]], bool]


def continues(a: Table, b: Table, between: list[Paragraph], above: list[Paragraph], hints: Hints) -> bool:
    """Whether `b`, first on its page, goes on with `a`, last on the page before.

    `between` are the paragraphs from `a` to `b` that are not margin, `above` those that stood over `a`.
    """
    if a.box is None or b.box is None or a.end_box is None or not _same_edges(a, b, a.end_box, b.box):
        return False
    again = repeated_rows(a, b, hints.known)
    if _opens_form(a, b, again, hints):
        return False
    if not between:
        return True
    if not again:
        return False
    said = {_CONTINUED.sub("", key(p.text)) for p in above}
    return all(_CONTINUED.sub("", key(p.text)) in said for p in between)


def _opens_form(a: Table, b: Table, again: int, hints: Hints) -> bool:
    """Whether a form begins in the first row of `b`, or a little below where `b` begins as `a` does.

    Many columns that are printed again are a list's header.
    """
    alike = key(b.row(0)[0].text) == key(a.row(0)[0].text)
    for r in range(min(b.n_rows, again + settings.JOINS.near) if alike else 1):
        row = [c for c in b.row(r) if c.row == r]
        if hints.opens([c.text for c in row]) and not (r < again and len(row) >= settings.JOINS.columns):
            return True
    return False


def _same_edges(a: Table, b: Table, upper: Box, lower: Box) -> bool:
    """Same width; the whole may be shifted, as on left and right pages. Scanned pages may differ more in size where
    their columns stand alike."""
    drift, apart = drift_of(a, b), abs(upper.width - lower.width)
    if abs(upper.x0 - lower.x0) > settings.JOINS.shifted:
        return False
    alike = apart <= settings.JOINS.resized * upper.width and bool(drift) and _same_columns(a, b)
    return apart <= max(settings.JOINS.edge, drift * upper.width) or alike


def _same_columns(a: Table, b: Table) -> bool:
    """Whether every column border of the one with fewer stands at the same share of the width in the other."""
    few, many = sorted((_shares(t) for t in (a, b)), key=len)
    return len(few) > settings.JOINS.inner and all(min(abs(x - y) for y in many) < settings.JOINS.border for x in few)


def same_sides(a: Table, b: Table) -> bool:
    """Whether the pieces are as wide and stand as far to the left."""
    if len(a.columns_x) < 3 or len(b.columns_x) < 3:
        return False
    return all(abs(a.columns_x[i] - b.columns_x[i]) <= settings.JOINS.edge for i in (0, -1))


def _shares(table: Table) -> list[float]:
    left, right = table.columns_x[0], table.columns_x[-1]
    return [(x - left) / (right - left) for x in table.columns_x]


def stitched(a: Table, b: Table, known: Known) -> Table:
    """`a` with `b` at its end; both are used up."""
    skip = repeated_rows(a, b, known)
    if skip:
        _drop_rows(b, skip)
    if b.n_rows == 0:
        return a
    _one_grid(a, b)
    cut = row_is_cut(a, b, known)
    shift = a.n_rows - (1 if cut else 0)
    last = {(c.col, c.end_col): c for c in a.row(a.n_rows - 1)}
    header = all(known(c.text) for c in last.values())
    keep: list[Cell] = []
    begun = _begun_above(b, last, known)
    fresh = _begun_here(b, last, known) | of_new_entry(b, last)
    for cell in b.cells:
        partner = last.get((cell.col, cell.end_col)) if cell.row == 0 else None
        # of a label over several rows the rest is blank
        rest = cell.col == 0 and not cell.text and not header
        told = id(cell) in begun or (rest and partner is not None and known(partner.text))
        on = id(cell) not in fresh and (told or (partner is not None and goes_on(partner, cell, known)))
        on = on or (cell.rest and partner is not None and is_rest(partner, cell))
        if partner is not None and (cut or on):
            a.repeated.extend(absorb(partner, cell))
            partner.rows += cell.rows - (1 if cut else 0)
            continue
        cell.row += shift
        keep.append(cell)
    a.cells.extend(keep)
    a.n_rows += b.n_rows - (1 if cut else 0)
    a.row_pages.extend(b.row_pages[1:] if cut else b.row_pages)
    a.end_page, a.end_box = b.end_page, b.end_box
    a.doubts.extend(b.doubts)
    a.repeated.extend(b.repeated)
    a.changed()
    return a


def _begun_above(b: Table, last: dict[tuple[int, int], Cell], known: Known) -> set[int]:
    """The cells in the first row of `b` that begin above the page end, blank there: a spreadsheet prints the text of a
    merged cell in its middle. What stands at their left goes on over the page end too, or numbers the rows. Beside two
    cells that go on a third of the same rows does so, whatever its text: they are of one entry. A row that says one
    thing alone, a department over its projects, goes on in nothing.
    """
    ends = (list(last.values()), b.row(0))
    if any(len(row) >= settings.JOINS.columns and sum(bool(c.text) for c in row) == 1 for row in ends):
        return set()
    out: set[int] = set()
    rests: list[tuple[int, int]] = []
    for cell in b.row(0):
        upper = last.get((cell.col, cell.end_col))
        if upper is None:
            break
        if counts_on(upper, cell):
            continue
        blank = not upper.text and bool(cell.text) and (cell.rows > 1 or known(cell.text))
        rest = not cell.text and (upper.rows > 1 or cell.rows > 1 or known(upper.text))
        rows = (upper.rows, cell.rows)
        text_too = cell.rows > 1 and upper.rows > 1 and rests[-2:] == [rows, rows] and not known(cell.text)
        cut = bool(upper.text) and bool(cell.text) and cell.rows > 1 and (cell.rest or touch(upper, cell))
        if blank or text_too:
            out.add(id(cell))
        elif not rest and not cut:
            break
        rests.append(rows)
    return out


def _begun_here(b: Table, last: dict[tuple[int, int], Cell], known: Known) -> set[int]:
    """The blank cells in the first row of `b` beside a label that begins there: they are of what it names."""
    out: set[int] = set()
    for left, cell in pairwise(b.row(0)):
        upper = last.get((left.col, left.end_col))
        if upper is None or cell.text or cell.rows > left.rows or not (known(left.text) and known(upper.text)):
            continue
        if key(left.text) != key(upper.text):
            out.add(id(cell))
    return out


def appended(a: Table, b: Table, known: Known) -> bool:
    """Put the rows of `b` under `a` where it has the same columns and prints the same header again; whether it did.

    For tables without pages, which a writer cut in two by hand.
    """
    skip = repeated_rows(a, b, known)
    if a.n_cols != b.n_cols or not skip or a.page or b.page:
        return False
    _drop_rows(b, skip)
    for cell in b.cells:
        cell.row += a.n_rows
    a.cells.extend(b.cells)
    a.repeated.extend(b.repeated)
    a.n_rows += b.n_rows
    a.row_pages.extend(b.row_pages)
    a.changed()
    return True


def _drop_rows(table: Table, n: int) -> None:
    """Take off the first n rows; their words are accounted for as a repeated header."""
    keep = []
    for cell in table.cells:
        if cell.row < n:
            for line in cell.lines:
                for word in line.words:
                    word.claim(0, len(word.text), Role.LABEL)
                table.repeated.extend(line.words)
            if cell.end_row <= n:
                continue
            cell.rows, cell.row, cell.lines = cell.end_row - n, n, []
            cell.forget()
        cell.row -= n
        keep.append(cell)
    table.cells = keep
    table.n_rows -= n
    table.row_pages = table.row_pages[n:]
    table.changed()


def _one_grid(a: Table, b: Table) -> None:
    """Give both pieces the columns of their union."""
    shift = a.columns_x[0] - b.columns_x[0]
    moved = [x + shift for x in b.columns_x]
    if drift_of(a, b):
        left, wider = a.columns_x[0], (a.columns_x[-1] - a.columns_x[0]) / (b.columns_x[-1] - b.columns_x[0])
        moved = [left + (x - left) * wider for x in moved]
    union = clustered([*a.columns_x, *moved], settings.CELLS.grid)
    for table, xs in ((a, list(a.columns_x)), (b, moved)):
        index = [min(range(len(union)), key=lambda i, x=x: abs(union[i] - x)) for x in xs]  # type: ignore[misc]
        for cell in table.cells:
            start, end = index[cell.col], index[cell.end_col]
            cell.col, cell.cols = start, end - start
        table.n_cols = len(union) - 1
        table.changed()
    a.columns_x = tuple(union)
