"""A page's table on its grid: spans as browsers lay them out; and which tables only lay a page out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jixiao.office.html.looks import Look, Looks
from jixiao.office.package import whole
from jixiao.tables.table import Cell

MOST_SLOTS = 200_000
_MOST_COLS, _MOST_ROWS = 1000, 65_534  # what browsers allow a cell to span; so many columns has a table at most
_ODD, _SOME = 0.1, 4  # the share of a table's rows that may end elsewhere by mistake; with fewer rows none is usual
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"})


class Filled(NamedTuple):
    """A cell (lines still empty), the element that fills it, and the look it is in."""

    cell: Cell
    element: Any
    look: Look


@dataclass(slots=True)
class Grid:
    """Cells with what fills them; `hidden` counts rows and cells with text that are not shown, `cut` those left out.

    `ragged` where single rows do not end where the others do: a cell of theirs is gone, or there twice.
    """

    filled: list[Filled] = field(default_factory=list)
    n_rows: int = 0
    n_cols: int = 0
    hidden: int = 0
    cut: int = 0
    ragged: bool = False


def children(node: Any) -> Iterator[Any]:
    """The children of an element, text among them."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _groups(table: Any) -> list[Any]:
    """The row groups in the order in which they are shown: a head above, a foot below, wherever they were written."""
    groups = [each for each in children(table) if each.tag in ("thead", "tbody", "tfoot")]
    order = {"thead": 0, "tbody": 1, "tfoot": 2}
    return sorted(groups, key=lambda each: order[each.tag])


def grid_of(table: Any, look: Look, looks: Looks) -> Grid:
    """The table's cells; a row or cell that is hidden takes no room."""
    grid = Grid()
    taken: dict[int, set[int]] = {}
    ends: list[int] = []
    for group in _groups(table):
        in_group = looks.of(group, look)
        rows = [row for row in children(group) if row.tag == "tr"]
        shown = [(row, seen) for row in rows if not (seen := looks.of(row, in_group)).hidden]
        grid.hidden += sum(1 for row in rows if looks.of(row, in_group).hidden and _text(row))
        end = grid.n_rows + len(shown)
        for row, seen in shown:
            if (grid.n_rows + 1) * max(1, grid.n_cols) > MOST_SLOTS:
                grid.cut += end - grid.n_rows
                return _clipped(grid)
            _place(row, seen, (grid, taken, looks), end)
            if sum(1 for each in children(row) if each.tag in ("td", "th")) > 1:
                ends.append(max(taken.get(grid.n_rows, ()), default=-1) + 1)
            grid.n_rows += 1
    usual = Counter(ends).most_common(1)[0][0] if ends else 0
    grid.ragged = 0 < sum(end != usual for end in ends) <= max(1, _ODD * len(ends)) and len(ends) >= _SOME
    return grid


def _clipped(grid: Grid) -> Grid:
    """The grid without what reaches below its last row."""
    for filled in grid.filled:
        filled.cell.rows = min(filled.cell.rows, grid.n_rows - filled.cell.row)
    return grid


def _place(row: Any, look: Look, on: tuple[Grid, dict[int, set[int]], Looks], end: int) -> None:
    """Put the row's cells on the next row of the grid; none reaches below `end`, where its group does."""
    grid, taken, looks = on
    at, col = grid.n_rows, 0
    for element in children(row):
        if element.tag not in ("td", "th"):
            continue
        seen = looks.of(element, look)
        if seen.hidden:
            grid.hidden += bool(_text(element))
            continue
        used = taken.setdefault(at, set())
        while col in used:
            col += 1
        if col >= _MOST_COLS:
            grid.cut += 1
            continue
        across = min(max(1, _span(element, "colspan", _MOST_COLS)), _MOST_COLS - col)
        down = _span(element, "rowspan", _MOST_ROWS)
        down = min(down or end - at, end - at)
        free = next((c for c in range(col + 1, col + across) if c in used), col + across)
        grid.filled.append(Filled(Cell(at, col, down, free - col), element, seen))
        for below in range(at, at + down):
            taken.setdefault(below, set()).update(range(col, free))
        col = free
        grid.n_cols = max(grid.n_cols, col)
    taken.pop(at - 1, None)


def _span(element: Any, name: str, most: int) -> int:
    """The rows or columns that the cell spans, 1 where it does not say."""
    said = (element.attributes.get(name) or "").strip()
    number = whole(said, 10**6)
    return 1 if number is None else min(number, most)


def _text(element: Any) -> str:
    text: str = element.text(deep=True)
    return text.strip()


def only_lays_out(table: Any) -> bool:
    """Whether the table is there to put things side by side and holds no rows of its own.

    A table around others is one unless two of its rows hold two texts of their own; so is one of a single cell or a
    single row of running text that has no border.
    """
    given = table.attributes
    if (given.get("role") or "").lower() in ("presentation", "none"):
        return True
    rows = [row for group in _groups(table) for row in children(group) if row.tag == "tr"]
    cells = [[c for c in children(row) if c.tag in ("td", "th")] for row in rows]
    if table.css_first("table table, td table") is not None and _has_inner(table):
        own = [sum(1 for c in row if c.css_first("table") is None and _text(c)) for row in cells]
        return sum(1 for count in own if count >= 2) < 2
    if (given.get("border") or "0").strip() not in ("0", "") or len(cells) != 1:
        return False
    return len(cells[0]) == 1 or any(_paragraphs(c) >= 2 for c in cells[0])


def _has_inner(table: Any) -> bool:
    return any(c.mem_id != table.mem_id for c in table.css("table"))


def _paragraphs(cell: Any) -> int:
    return sum(1 for each in cell.traverse() if each.tag in _BLOCKS and _text(each))
