"""Pieces of one table on following pages made one table again: repeated headers dropped, cut rows and cells healed.

The pieces are joined by geometry alone; what a cell means is not known here. Where a merged cell's text was cut at the
page end ("产出" / "指标"), `known` says which joins make a known term.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from jixiao.evidence import Role
from jixiao.geometry import Box, clustered
from jixiao.tables import settings
from jixiao.tables.joins.join_cells import absorb, is_heading, is_rest, of_cut_entry, of_new_entry
from jixiao.tables.joins.join_rows import Known, cell_joints, last_cells, row_joint
from jixiao.tables.joins.repeated_header import drift_of, repeated_rows
from jixiao.tables.joint import Joint, JointKind, Side, judged
from jixiao.tables.table import Cell, Paragraph, Table
from jixiao.text import key

_CONTINUED = re.compile(r"[(（]?续[表）)]?[）)]?$|^续表")


@dataclass(frozen=True, slots=True)
class Hints:
    """What those who know the forms say: `known`, whether a text is a term; `opens`, whether a row begins a form."""

    known: Known
    opens: Callable[[list[str]], bool]


def table_joint(a: Table, b: Table, between: list[Paragraph], above: list[Paragraph], hints: Hints) -> Joint | None:
    """Whether `b`, first on its page, goes on with `a`, last on the page before; None for tables without pages.

    `between` are the paragraphs from `a` to `b` that are not margin, `above` those that stood over `a`.
    """
    if a.end_box is None or b.box is None:
        return None
    again = repeated_rows(a, b, hints.known)
    said = {_CONTINUED.sub("", key(p.text)) for p in above}
    marked = any(_CONTINUED.search(key(p.text)) for p in between)
    fresh = [p for p in between if _CONTINUED.sub("", key(p.text)) not in said]
    facts = {
        "width": float(not _same_width(a, b, a.end_box, b.box)),
        "shifted": float(abs(a.end_box.x0 - b.box.x0) > settings.JOINS.shifted),
        "columns": _unlike_columns(a, b),
        "again": float(again > 0),
        "opens": float(_opens_form(a, b, again, hints)),
        "between": float(bool(fresh)),
        "titled": float(bool(between) and not fresh),
        "alone": float(bool(between) and not again and not marked),
    }
    return judged(JointKind.TABLE, facts, Side(a.end_page, a.end_box), Side(b.page, b.box))


def _opens_form(a: Table, b: Table, again: int, hints: Hints) -> bool:
    """Whether a form begins in the first row of `b`, or a little below it if `b` begins with the same text as `a`.

    A row of many columns that is printed again is a list's header, no form's beginning.
    """
    alike = key(b.row(0)[0].text) == key(a.row(0)[0].text)
    for r in range(min(b.n_rows, again + settings.JOINS.near) if alike else 1):
        row = [c for c in b.row(r) if c.row == r]
        if hints.opens([c.text for c in row]) and not (r < again and len(row) >= settings.JOINS.columns):
            return True
    return False


def _same_width(a: Table, b: Table, upper: Box, lower: Box) -> bool:
    """Whether both are as wide. Scanned pages may differ more in size where their columns stand alike."""
    drift, apart = drift_of(a, b), abs(upper.width - lower.width)
    alike = apart <= settings.JOINS.resized * upper.width and bool(drift) and _same_columns(a, b)
    return apart <= max(settings.JOINS.edge, drift * upper.width) or alike


def _unlike_columns(a: Table, b: Table) -> float:
    """The share of the inner column borders of the one with fewer that the other does not have."""
    few, many = sorted((_shares(t) for t in (a, b)), key=len)
    inner = few[1:-1]
    return sum(min(abs(x - y) for y in many) >= settings.JOINS.border for x in inner) / max(1, len(inner))


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


def stitch(a: Table, b: Table, known: Known) -> list[Joint]:
    """Put `b` at the end of `a`; both are used up. What was concluded about the row and the cells that are cut."""
    skip = repeated_rows(a, b, known)
    if skip:
        _drop_rows(b, skip)
    if b.n_rows == 0:
        return []
    _one_grid(a, b)
    row = row_joint(a, b, known)
    cut = row is not None and row.one and not is_heading(b, known)
    joints = {} if cut or _says_one(b) else cell_joints(a, b, known)
    shift = a.n_rows - (1 if cut else 0)
    last = last_cells(a)
    cut_too = of_cut_entry(b, last)
    fresh = of_new_entry(b, last, {i for i, joint in joints.items() if joint.one} | cut_too)
    keep: list[Cell] = []
    for cell in b.cells:
        partner = last.get((cell.col, cell.end_col)) if cell.row == 0 else None
        joint = joints.get(id(cell))
        on = (joint is not None and joint.one and id(cell) not in fresh) or id(cell) in cut_too
        if partner is not None and (cut or on or (cell.rest and is_rest(partner, cell))):
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
    return [*([row] if row is not None else []), *joints.values()]


def _says_one(b: Table) -> bool:
    """Whether the first row says one thing alone: a level over its indicators, which goes on in nothing."""
    said = [c for c in b.row(0) if c.text]
    return len(b.row(0)) >= settings.JOINS.columns and len(said) == 1 and said[0].rows == 1


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
        if len(moved) == len(a.columns_x) and _same_columns(a, b):
            moved = list(a.columns_x)  # of a page that lay or was bent otherwise
    union = clustered([*a.columns_x, *moved], settings.CELLS.grid)
    for table, xs in ((a, list(a.columns_x)), (b, moved)):
        index = [min(range(len(union)), key=lambda i, x=x: abs(union[i] - x)) for x in xs]  # type: ignore[misc]
        for cell in table.cells:
            start, end = index[cell.col], index[cell.end_col]
            cell.col, cell.cols = start, end - start
        table.n_cols = len(union) - 1
        table.changed()
    a.columns_x = tuple(union)
