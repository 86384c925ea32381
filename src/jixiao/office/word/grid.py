"""A Word table's cells on a grid: spans, merges, rows that begin late or end early, borders that nearly meet."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from jixiao.office.package import whole
from jixiao.office.word.xml import VAL, W, contents, number, switch
from jixiao.tables.grid import squeezed
from jixiao.tables.table import Cell

_ROW = frozenset({f"{W}tr"})
_CELL = frozenset({f"{W}tc"})
_MOST_WIDTH = 1_000_000
_MOST_COLUMNS = 500  # Word draws 63 at most
_ODD = 0.2  # the share of rows that end elsewhere where a table is drawn so
_SLIVER = 100  # twentieths of a point: borders of different rows closer than this are meant to be one


@dataclass(slots=True)
class _Slot:
    """A cell as the file has it: grid columns start..end, and whether it goes on from the cell above."""

    element: Element
    start: int
    end: int
    goes_on: bool
    merges: bool


@dataclass(slots=True)
class Grid:
    """Cells with the elements that fill them, in the file's order; `hidden` are elements of rows not printed.

    `ragged` where single rows do not end where the table does: a cell of theirs is gone, or there twice.
    """

    filled: list[tuple[Cell, Element]]
    n_rows: int
    n_cols: int
    hidden: list[Element]
    ragged: bool = False


def grid_of(table: Element) -> Grid:
    """The table's cells (lines still empty) with their elements.

    A cell that goes on from the one above (`w:vMerge`) is part of it, and what it holds is not printed; without a
    cell above it stands for itself.
    """
    hidden: list[Element] = []
    rows: list[list[_Slot]] = []
    ends: list[int] = []
    for row in contents(table, _ROW):
        properties = row.find(f"{W}trPr")
        if switch(properties, "hidden"):
            hidden.append(row)
        elif properties is None or properties.find(f"{W}del") is None:
            slots = _slots(row, properties)
            if slots:
                rows.append(slots)
                ends.append(slots[-1].end + (number(properties, "gridAfter") or 0))
    widths = [_width(e) for e in table.findall(f"{W}tblGrid/{W}gridCol")]
    if not any(widths):
        _place_by_width(rows)
    n_cols = max((slot.end for slots in rows for slot in slots), default=0)
    if len(widths) >= n_cols and all(widths):
        n_cols = _join_slivers(rows, widths, n_cols)
    filled = _merged(rows)
    n_rows, n_cols = squeezed([cell for cell, _ in filled], len(rows), n_cols)
    odd = sum(end != len(widths) for end in ends) if any(widths) else 0
    return Grid(filled, n_rows, n_cols, hidden, 0 < odd <= max(1, _ODD * len(ends)))


def _width(element: Element) -> int:
    return whole(element.get(f"{W}w"), _MOST_WIDTH) or 0


def _slots(row: Element, properties: Element | None) -> list[_Slot]:
    """The row's cells on the table's grid columns."""
    at = min(number(properties, "gridBefore") or 0, _MOST_COLUMNS)
    slots: list[_Slot] = []
    for element in contents(row, _CELL):
        its = element.find(f"{W}tcPr")
        span = min(max(1, number(its, "gridSpan") or 1), max(1, _MOST_COLUMNS - at))
        across = None if its is None else its.find(f"{W}hMerge")
        if across is not None and across.get(VAL, "continue") == "continue" and slots:
            slots[-1].end = at = at + span
            continue
        down = None if its is None else its.find(f"{W}vMerge")
        goes_on = down is not None and down.get(VAL, "continue") == "continue"
        slots.append(_Slot(element, at, at + span, goes_on, down is not None))
        at += span
    return slots


def _place_by_width(rows: list[list[_Slot]]) -> None:
    """Without a grid, rows of different lengths are laid out by the widths of their cells, where all have one."""
    if len({slots[-1].end for slots in rows}) < 2:
        return
    lines: list[list[int]] = []
    for slots in rows:
        at = [0]
        for slot in slots:
            width = slot.element.find(f"{W}tcPr/{W}tcW")
            if width is None or width.get(f"{W}type", "dxa") != "dxa" or not _width(width):
                return
            at.append(at[-1] + _width(width))
        lines.append(at)
    known: list[int] = []
    for line in sorted({x for at in lines for x in at}):
        if not known or line - known[-1] >= _SLIVER:
            known.append(line)
    for slots, at in zip(rows, lines, strict=True):
        for slot, left, right in zip(slots, at, at[1:], strict=False):
            slot.start, slot.end = _nearest(known, left), _nearest(known, right)


def _nearest(known: list[int], line: int) -> int:
    return min(range(len(known)), key=lambda i: abs(known[i] - line))


def _join_slivers(rows: list[list[_Slot]], widths: list[int], n_cols: int) -> int:
    """Take neighbouring grid lines that are all but one for one, unless a cell stands between them."""
    narrow = {(slot.start, slot.end) for slots in rows for slot in slots if slot.end - slot.start == 1}
    numbers, number_ = [0], 0
    run = 0  # how far the line is from the first of those it was joined with
    for col in range(n_cols):
        run += widths[col]
        if run < _SLIVER and (col, col + 1) not in narrow and _joinable(rows, numbers, col + 1):
            numbers.append(number_)
            continue
        run = 0
        number_ += 1
        numbers.append(number_)
    for slots in rows:
        for slot in slots:
            slot.start, slot.end = numbers[slot.start], numbers[slot.end]
    return number_


def _joinable(rows: list[list[_Slot]], numbers: list[int], line: int) -> bool:
    """Whether the line can be joined with the one before it without leaving a cell that ends there without width."""
    last = numbers[-1]
    return not any(slot.end == line and numbers[slot.start] == last for slots in rows for slot in slots)


def _merged(rows: list[list[_Slot]]) -> list[tuple[Cell, Element]]:
    """The cells with vertical merges done."""
    filled: list[tuple[Cell, Element]] = []
    open_: dict[int, Cell] = {}  # by first column: the merged cell that the row above ends with
    for row, slots in enumerate(rows):
        still: dict[int, Cell] = {}
        for slot in slots:
            above = open_.get(slot.start)
            if slot.goes_on and above is not None and above.end_col == slot.end:
                above.rows += 1
                still[slot.start] = above
                continue
            cell = Cell(row, slot.start, 1, slot.end - slot.start)
            filled.append((cell, slot.element))
            if slot.merges:
                still[slot.start] = cell
        open_ = still
    return filled


def text_of_hidden(elements: list[Element]) -> bool:
    """Whether rows that are not printed hold any text."""
    return any((e.text or "").strip() for element in elements for e in element.iter(f"{W}t"))
