"""A frame of rules into cells: the grid of all rule positions, slots without a rule between them made one cell."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise

from jixiao.geometry import Box, clustered
from jixiao.pages.page import Rule
from jixiao.tables import settings
from jixiao.tables.table import Cell, Table

Walls = list[list[bool]]


def ruled_table(horizontal: list[Rule], vertical: list[Rule], page: int) -> Table | None:
    """The table that the frame encloses, its cells still without words; None for a frame that encloses nothing.

    An outer edge that Word or LibreOffice did not draw is closed at the outermost strokes.
    """
    if len(horizontal) < 2 or not vertical:
        return None
    xs = _positions([r.at for r in vertical], [e for r in horizontal for e in (r.start, r.end)])
    ys = _positions([r.at for r in horizontal], [e for r in vertical for e in (r.start, r.end)])
    n_cols, n_rows = len(xs) - 1, len(ys) - 1
    if n_cols < 1 or n_rows < 1:
        return None
    above = _walls(horizontal, ys, xs)
    left = _walls(vertical, xs, ys)
    top, foot = above[0], above[-1]
    for walls in (above, left):
        walls[0] = walls[-1] = [True] * len(walls[0])
    cells = _cells(above, left, n_rows, n_cols)
    for cell in cells:
        cell.page = page
        cell.box = Box(xs[cell.col], ys[cell.row], xs[cell.end_col], ys[cell.end_row])
        cell.open_top = cell.row == 0 and _is_open(top, cell)
        cell.open_foot = cell.end_row == n_rows and _is_open(foot, cell)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    xs = _without_slivers(cells, xs)
    n_cols = len(xs) - 1
    table = Table(cells, n_rows, n_cols, page, box, page, box, [page] * n_rows)
    table.columns_x = tuple(xs)
    table.rows_y = tuple(ys)
    return table


def _without_slivers(cells: list[Cell], xs: list[float]) -> list[float]:
    """The borders of the columns, those taken for one that a head and its rows meant to be one: they lie near each
    other beside wide columns, no cell stands between them, and two rows differ by them alone. Moves the cells; where
    these lie stays."""
    wide = [b - a for a, b in pairwise(xs)]
    alone = {cell.col for cell in cells if cell.cols == 1}
    near = {
        s
        for s in range(1, len(wide) - 1)
        if s not in alone
        and wide[s] < settings.CELLS.sliver
        and wide[s] * settings.CELLS.beside < min(wide[s - 1], wide[s + 1])
    }
    slivers = near and near & {min(odd) for odd in _odd_borders(cells) if odd == {min(odd), min(odd) + 1}}
    if not slivers:
        return xs
    numbers = [line - sum(s < line for s in slivers) for line in range(len(xs))]
    begins = Counter(cell.col for cell in cells)
    for cell in cells:
        cell.col, cell.cols = numbers[cell.col], numbers[cell.end_col] - numbers[cell.col]
    gone = {s if begins[s] < begins[s + 1] else s + 1 for s in slivers}
    return [x for line, x in enumerate(xs) if line not in gone]


def _odd_borders(cells: list[Cell]) -> list[set[int]]:
    """The borders that one of two rows under one another has and the other has not, where they have as many."""
    rows: defaultdict[int, set[int]] = defaultdict(set)
    for cell in cells:
        for row in range(cell.row, cell.end_row):
            rows[row].add(cell.col)
    ordered = [rows[row] for row in sorted(rows)]
    return [a ^ b for a, b in pairwise(ordered) if a != b and len(a) == len(b)]


def _positions(at: list[float], ends: list[float]) -> list[float]:
    """Border positions of the grid, outer edges that were not drawn added at the outermost stroke ends."""
    out = clustered(at, settings.CELLS.grid)
    low, high = min(ends), max(ends)
    if out[0] - low > settings.CELLS.open_edge:
        out.insert(0, low)
    if high - out[-1] > settings.CELLS.open_edge:
        out.append(high)
    return out


def _is_open(edge: list[bool], cell: Cell) -> bool:
    """Whether no rule is drawn along the cell at an edge of the table, and one along others."""
    return any(edge) and not any(edge[cell.col : cell.end_col])


def _walls(rules: list[Rule], at: list[float], across: list[float]) -> Walls:
    """walls[i][j]: whether a rule at `at[i]` covers most of across[j]..across[j+1]."""
    walls = [[False] * (len(across) - 1) for _ in at]
    touch, covered = settings.RULES.touch, settings.CELLS.covered
    slots = [(j, a, b, b - a - max(touch, covered * (b - a))) for j, (a, b) in enumerate(pairwise(across))]
    for rule in rules:
        row, start, end = walls[_nearest(at, rule.at)], rule.start, rule.end
        for j, a, b, least in slots:
            if (end if end < b else b) - (start if start > a else a) >= least:
                row[j] = True
    return walls


def _nearest(values: list[float], value: float) -> int:
    """Which of the rising values is the nearest, of two the lower one."""
    i = bisect_left(values, value, 1, len(values) - 1)
    return i - 1 if abs(values[i - 1] - value) <= abs(values[i] - value) else i


def _cells(above: Walls, left: Walls, n_rows: int, n_cols: int) -> list[Cell]:
    """Slots joined where no wall stands between them; what is not a rectangle is cut into rectangles.

    `above[i][c]` is the wall over row i at column c; `left[j][r]` the wall before column j at row r.
    """
    group = [[-1] * n_cols for _ in range(n_rows)]
    out: list[Cell] = []
    for r in range(n_rows):
        for c in range(n_cols):
            if group[r][c] >= 0:
                continue
            right = c + 1 < n_cols and group[r][c + 1] < 0 and not left[c + 1][r]
            if not right and (r + 1 == n_rows or above[r + 1][c]):  # what lies before it has its cell already
                group[r][c] = len(out)
                out.append(Cell(r, c, 1, 1))
                continue
            slots = _flood(r, c, above, left, group, len(out))
            rows = [s[0] for s in slots]
            cols = [s[1] for s in slots]
            r0, r1, c0, c1 = min(rows), max(rows) + 1, min(cols), max(cols) + 1
            if (r1 - r0) * (c1 - c0) == len(slots):
                out.append(Cell(r0, c0, r1 - r0, c1 - c0))
                continue
            out.extend(_rectangles(set(slots)))
    out.sort(key=lambda cell: (cell.row, cell.col))
    return out


def _flood(r: int, c: int, above: Walls, left: Walls, group: list[list[int]], mark: int) -> list[tuple[int, int]]:
    """The slots that can be reached from (r, c) without crossing a wall, marked in `group`."""
    n_rows, n_cols = len(group), len(group[0])
    group[r][c] = mark
    slots = [(r, c)]
    for y, x in slots:
        if x + 1 < n_cols and group[y][x + 1] < 0 and not left[x + 1][y]:
            group[y][x + 1] = mark
            slots.append((y, x + 1))
        if y + 1 < n_rows and group[y + 1][x] < 0 and not above[y + 1][x]:
            group[y + 1][x] = mark
            slots.append((y + 1, x))
        if x and group[y][x - 1] < 0 and not left[x][y]:
            group[y][x - 1] = mark
            slots.append((y, x - 1))
        if y and group[y - 1][x] < 0 and not above[y][x]:
            group[y - 1][x] = mark
            slots.append((y - 1, x))
    return slots


def _rectangles(slots: set[tuple[int, int]]) -> list[Cell]:
    """The slots as the fewest upright or lying strips: a rule that stops short is drawn on to its end."""
    lying = _strips(slots)
    upright = [Cell(c.col, c.row, c.cols, c.rows) for c in _strips({(x, y) for y, x in slots})]
    return upright if len(upright) <= len(lying) else lying


def _strips(slots: set[tuple[int, int]]) -> list[Cell]:
    """Runs of each row, stacked where the row below has just the same run."""
    out: list[Cell] = []
    open_runs: dict[tuple[int, int], Cell] = {}
    for r in range(min(s[0] for s in slots), max(s[0] for s in slots) + 1):
        cols = sorted(c for y, c in slots if y == r)
        runs: list[tuple[int, int]] = []
        for c in cols:
            if runs and runs[-1][1] == c:
                runs[-1] = (runs[-1][0], c + 1)
            else:
                runs.append((c, c + 1))
        still: dict[tuple[int, int], Cell] = {}
        for run in runs:
            cell = open_runs.get(run)
            if cell is None:
                cell = Cell(r, run[0], 1, run[1] - run[0])
                out.append(cell)
            else:
                cell.rows += 1
            still[run] = cell
        open_runs = still
    return out
