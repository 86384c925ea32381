"""Where pages end: how far down their bodies reach, and which tables stop, or turn to the next page, before that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from jixiao.geometry import Box
from jixiao.tables import settings
from jixiao.tables.table import Block, Cell, Line, Paragraph, Table
from jixiao.text import is_cjk

# So many signs of a name tell that it begins.
_BEGUN = 2


class End(NamedTuple):
    """Where a table ends: its page (1-based), y, and the height of its tallest row, in points."""

    page: int
    y: float
    tallest: float


def floors_of(pages: Sequence[Sequence[Block]], heights: Sequence[float]) -> dict[int, float]:
    """For each page (1-based) the lowest line that the bodies of pages of its height reach, where it is far down."""
    ends: dict[int, float] = {}
    for blocks, height in zip(pages, heights, strict=True):
        boxes = [b.box.y1 for b in blocks if b.box is not None and not (isinstance(b, Paragraph) and b.margin)]
        ends[round(height)] = max([ends.get(round(height), 0.0), *boxes])
    low = {page: ends[round(height)] for page, height in enumerate(heights, 1)}
    return {page: end for page, end in low.items() if end > settings.HEADS.foot * heights[page - 1]}


def end_of(table: Table, among_others: bool) -> End | None:
    """The end of the table's last row, None without pages.

    A part of a table `among_others` ends with its own last row, before the whole table does.
    """
    own = [c for c in table.row(table.n_rows - 1) if c.row == table.n_rows - 1]
    if table.end_box is None or not own:
        return None
    if not among_others:
        return End(table.end_page, table.end_box.y1, _tallest(table))
    page, box = own[-1].more[-1] if own[-1].more else (own[-1].page, own[-1].box)
    return End(page, box.y1, _tallest(table)) if box is not None else None


def at_foot(end: End | None, floors: dict[int, float]) -> bool:
    """Whether something ends so far down its page that a row more may not have fitted."""
    return end is not None and end.page in floors and floors[end.page] - end.y < max(settings.JOINS.foot, end.tallest)


def is_cut(table: Table) -> bool:
    """Whether a page end cut the table's last row: its texts hang at the top of cells in whose columns others stand in
    the middle."""
    figures, hanging = settings.JOINS, 0
    for cell in table.row(table.n_rows - 1):
        others = [c for c in table.cells if (c.col, c.cols) == (cell.col, cell.cols) and c is not cell and not c.more]
        usual = [abs(lift) for c in others if (lift := _lift(c, c.page)) is not None]
        lift = _lift(cell, table.end_page)
        if lift is not None and len(usual) >= figures.usual and median(usual) < figures.level < figures.hanging < lift:
            hanging += 1
    return hanging > 1


def breaks_off(table: Table, name: str) -> bool:
    """Whether a page end cut texts of the table's last row, in which `name` stands: they fill their last line to its
    end, and two of them have fewer lines than others in their columns, or one ends with how the name begins."""
    fewer = 0
    for cell in table.row(table.n_rows - 1):
        box = cell.more[-1][1] if cell.more else cell.box
        if cell.rows > 1 or box is None or not cell.text or not is_cjk(cell.text[-1]) or not _full(cell.lines[-1], box):
            continue
        others = [len(c.lines) for c in table.cells if (c.col, c.cols) == (cell.col, cell.cols) and c is not cell]
        fewer += len(others) >= settings.JOINS.usual and len(cell.lines) < median(others)
        if name not in cell.text and any(cell.text.endswith(name[:n]) for n in range(_BEGUN, len(name))):
            return True
    return fewer > 1


def _full(line: Line, box: Box) -> bool:
    """Whether the line leaves no room in the cell for a sign more."""
    size = line.words[-1].size or line.words[-1].box.height
    free = box.width - (line.words[-1].box.x1 - line.words[0].box.x0)
    return free < size + settings.JOINS.room * size + settings.JOINS.padding


def hangs(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Whether two of the cells have their text far over the middle, as none of the others in their columns have: a page
    end cut off what was over them."""
    figures, hanging = settings.JOINS, 0
    for cell in cells:
        usual = [abs(lift) for c in others if c.col == cell.col and (lift := _lift(c, c.page)) is not None]
        lift = _lift(cell, cell.page)
        if lift is not None and usual and max(usual) < figures.level < figures.hanging < lift:
            hanging += 1
    return hanging > 1


def _lift(cell: Cell, page: int) -> float | None:
    """How far over the middle of the cell's last part its text on that page stands, in font sizes."""
    box = cell.more[-1][1] if cell.more else cell.box
    words = [word for line in cell.lines for word in line.words if word.page == page and word.size]
    if box is None or not words:
        return None
    middle = (min(w.box.y0 for w in words) + max(w.box.y1 for w in words)) / 2
    return ((box.y0 + box.y1) / 2 - middle) / max(w.size for w in words)


def turned_early(table: Table, floors: dict[int, float]) -> tuple[int, int] | None:
    """The first page end that the table goes on over although its next row had had room before it: both pages."""
    turns = [(r, a, b) for r, (a, b) in enumerate(pairwise(table.row_pages), 1) if a != b and a in floors]
    if not turns:
        return None
    ends: dict[int, float] = {}
    for cell in table.cells:
        for page, box in ([(cell.page, cell.box)] if cell.box is not None else []) + cell.more:
            ends[page] = max(ends.get(page, 0.0), box.y1)
    for r, before, page in turns:
        own = [c.box.height for c in table.row(r) if c.row == r and c.rows == 1 and c.box is not None]
        if own and before in ends and floors[before] - ends[before] > max(own) + settings.JOINS.foot:
            return before, page
    return None


def _tallest(table: Table) -> float:
    """The height of the table's tallest row, in points; of those over a page end the part where they begin."""
    return max((c.box.y1 - c.box.y0 for c in table.cells if c.rows == 1 and c.box is not None), default=0.0)
