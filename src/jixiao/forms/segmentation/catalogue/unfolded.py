"""The table of one project of a list whose groups of indicators stand side by side: the groups under one another."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.evidence import Role
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.segmentation.catalogue.panels import Panel
from jixiao.forms.segmentation.catalogue.rows import lead_lines, of_rows
from jixiao.forms.segmentation.catalogue.starts import Project
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Line, Table
from jixiao.text import key

_LEVELS = ("level1", "level2")


@dataclass(slots=True)
class Unfolding:
    """How the groups of a list lie under one another: the columns of the levels and of each head, and how many there
    are. `heads` are those of the widest group, `at` gives the columns of a head by its text."""

    left: int
    levels: dict[str, int]
    heads: list[Cell] = field(default_factory=list)
    at: dict[str, tuple[int, int]] = field(default_factory=dict)
    cols: int = 0


def unfolding_of(head: Head, words: Vocabulary) -> Unfolding:
    """The columns of the projects' tables."""
    named = {name for panel in head.panels for name in panel.named()}
    levels = {name: head.left + i for i, name in enumerate(n for n in _LEVELS if n in named)}
    out = Unfolding(head.left, levels)
    col = head.left + len(levels)
    for panel in sorted(head.panels, key=lambda p: -len(p.heads)):
        for cell in panel.heads:
            if key(cell.text) not in out.at:
                out.at[key(cell.text)] = (col, cell.cols)
                out.heads.append(cell)
                col += cell.cols
    out.cols = max(col, *(head.left + len(levels) + p.end - p.start for p in head.panels if not p.heads), 0)
    return out


def unfolded(table: Table, head: Head, plan: Unfolding, one: Project, words: Vocabulary) -> Table:
    """The table of the project: what stands over the list, its heads, and its groups."""
    rows, over = one.rows, [one.over] if one.over is not None else []
    tops = [*(cell.row for cell in over), *range(head.top)]
    cells = _line(over, 0, plan.cols)
    for at, r in enumerate(range(head.top), len(over)):
        cells += _line(table.written(r), at, plan.cols)
    first = len(tops)
    body = first + head.body - head.top
    cells += [_put(c, first + c.row - head.top, c.col, c.rows, c.cols) for c in _leads(table, head)]
    cells += [Cell(first, col, body - first, 1) for col in plan.levels.values()]
    for cell in plan.heads:
        col, cols = plan.at[key(cell.text)]
        cells.append(_put(cell, first, col, body - first, cols))
    if not plan.heads:
        cells += [Cell(first, col, body - first, 1) for col in range(plan.left + len(plan.levels), plan.cols)]
    _claim_heads(table, head)
    at, sources = body, [*tops, *range(head.top, head.body)]
    for panel in head.panels:
        kept = [r for r in rows if any(panel.start <= c.col < panel.end for c in table.written(r))]
        if kept:
            cells += _names(panel.named(), plan, at, len(kept), cells)
        cells += _of_panel(table, panel, plan, kept, at)
        at, sources = at + len(kept), [*sources, *kept]
    if at == body:
        at, sources = at + 1, [*sources, rows[0]]
    cells += _own(table, head, rows, (body, at))
    return of_rows(table, sources, cells, plan.cols)


def _names(named: dict[str, Cell], plan: Unfolding, at: int, rows: int, before: list[Cell]) -> list[Cell]:
    """The names of a group's levels beside its rows; one that the group over it stands under too goes on."""
    out = []
    for name, cell in named.items():
        col = plan.levels[name]
        over = next((c for c in reversed(before) if c.col == col and c.end_row == at and c.lines is cell.lines), None)
        if over is not None:
            over.rows += rows
        else:
            out.append(_put(cell, at, col, rows, 1))
    return out


def _leads(table: Table, head: Head) -> list[Cell]:
    """The cells that head the projects' own columns."""
    rows = range(head.top, head.body)
    return [c for r in rows for c in table.row(r) if c.row == r and c.end_col <= head.left and c.end_row <= head.body]


def _claim_heads(table: Table, head: Head) -> None:
    """What heads the groups is a label, whether or not the project has an indicator under it."""
    for r in range(head.top, head.body):
        for cell in table.row(r):
            if cell.end_col > head.left:
                cell.flat.claim(Role.LABEL)


def _of_panel(table: Table, panel: Panel, plan: Unfolding, kept: list[int], at: int) -> list[Cell]:
    """The cells of a project in one group, in the columns of their heads."""
    place = {r: at + i for i, r in enumerate(kept)}
    free = plan.left + len(plan.levels)
    out = []
    for cell in {id(c): c for r in kept for c in table.row(r)}.values():
        mine = [place[r] for r in range(cell.row, cell.end_row) if r in place]
        if not panel.start <= cell.col < panel.end:
            continue
        over = next((h for h in panel.heads if h.col <= cell.col < h.end_col), None)
        col, end = free + cell.col - panel.start, plan.cols
        if over is not None:
            start, width = plan.at[key(over.text)]
            col, end = start + cell.col - over.col, start + width
        if col < end:
            out.append(_put(cell, mine[0], col, len(mine), min(cell.cols, end - col)))
    return out


def _own(table: Table, head: Head, rows: list[int], body: tuple[int, int]) -> list[Cell]:
    """What stands in the project's own columns, over all its rows; a column's further texts in rows of their own."""
    out = []
    for col in range(head.left):
        cells = {id(c): c for r in rows if (c := table.at(r, col)) is not None and c.col == col}
        said: list[tuple[Cell, list[Line]]] = []
        for cell in cells.values():
            lines = cell.lines if cell.text else lead_lines(table, cell, head) if not said else []
            text = key(cell.text)
            if lines and (not said or not text or text != key(said[-1][0].text)):
                said.append((cell, lines))
            else:
                cell.flat.claim(Role.LABEL)
        starts = [min(body[0] + i, body[1] - 1) for i in range(len(said))]
        for i, (cell, lines) in enumerate(said):
            end = starts[i + 1] if i + 1 < len(said) else body[1]
            if end > starts[i]:
                out.append(_put(cell, starts[i], col, end - starts[i], cell.cols, lines))
    return out


def _line(row: list[Cell], at: int, cols: int) -> list[Cell]:
    """A row over the list in as many columns; the last of its texts reaches to the end."""
    starts = [min(i, cols - 1) for i in range(len(row))]
    ends = [*starts[1:], cols][: len(row)]
    return [_put(c, at, a, 1, b - a) for c, a, b in zip(row, starts, ends, strict=True) if b > a]


def _put(cell: Cell, row: int, col: int, rows: int, cols: int, lines: list[Line] | None = None) -> Cell:
    said = cell.lines if lines is None else lines
    own = Cell(row, col, rows, cols, said, cell.page, cell.box, cell.more, ground=cell.ground)
    own.open_foot = cell.open_foot
    return own
