"""Walls that should stand in a cell: where its words leave a gap at a border that the rows or columns beside it have.

A rule that was not drawn makes one cell of two. The words still keep apart as cells do: no line crosses the border,
and the gap at it is wider than those between lines, or between characters, elsewhere in the cell. Where the whole rule
between two rows is missing, no row beside shows the border: the gap goes through all cells then.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box
from jixiao.tables import settings
from jixiao.tables.lines import lines_of, mark_hard
from jixiao.tables.table import Cell, Table
from jixiao.text import is_cjk

# Where a seal and a date belong words stand apart in one cell: （签章） 年 月 日, whatever opinion is over them; and a
# cell that says nothing else.
_SEAL = re.compile(r"[(（](?:盖|签)?(?:公?章|字)[)）]|(?<!\d)\s*年\s+月\s+日")
_WORDS = "单位部门项目主管财政经办审核负责人领导科室处长年月日盖公章签字名"
_TWO = 2
_ONLY_SEAL = re.compile(rf"(?=.*[章签日])[{_WORDS}()（）：:\s]+")


def put_walls(table: Table) -> None:
    """Part the cells in which a wall is missing; a table with such cells, or with two rows in one, is doubted."""
    if _two_rows_in_one(table):
        table.doubts.append(DoubtCode.WALLS_UNSURE)
    parted = []
    for cell in (each for each in table.cells if each.lines and (each.rows > 1 or each.cols > 1)):
        rows, cols = _between_rows(table, cell), _between_columns(table, cell)
        if rows or cols:
            parted.append((cell, [cell.row, *rows, cell.end_row], [cell.col, *cols, cell.end_col]))
    if not parted:
        return
    for cell, rows, cols in parted:
        words = [word for line in cell.lines for word in line.words]
        table.cells.remove(cell)
        for (r0, r1), (c0, c1) in ((r, c) for r in pairwise(rows) for c in pairwise(cols)):
            table.cells.append(_part(table, cell, (r0, r1, c0, c1), words))
    table.cells.sort(key=lambda c: (c.row, c.col))
    table.changed()
    if DoubtCode.WALLS_UNSURE not in table.doubts:
        table.doubts.append(DoubtCode.WALLS_UNSURE)


def _two_rows_in_one(table: Table) -> bool:
    """Whether a gap goes through a row's cells, two of them with text on both sides, that is no usual leading."""
    tall = Counter(cell.row for cell in table.cells if cell.rows == 1 and len(cell.lines) > 1)
    return any(_is_two_rows(table, row) for row, count in tall.items() if count > 1)


def _is_two_rows(table: Table, row: int) -> bool:
    spans = [_heights(c) for c in table.cells if c.row == row and c.rows == 1 and c.lines]
    pairs = [each for each in spans if len(each) == _TWO]
    # a label may stand beside both rows, in the middle: two cells of two lines tell it, too
    return _has_gap(table, row, spans) or (len(pairs) > 1 and _has_gap(table, row, pairs))


def _has_gap(table: Table, row: int, spans: list[list[tuple[float, float, float]]]) -> bool:
    """Whether a gap goes through all the cells, whose lines are given, wider than those between lines elsewhere."""
    every, figures = sorted(span for each in spans for span in each), settings.MISSING
    end = every[0][1]
    for top, bottom, size in every[1:]:
        through = top - end > figures.strip * size and sum(s[0][1] <= end and top <= s[-1][0] for s in spans) > 1
        if through and top - end > figures.unusual * _leading(table, row):
            return True
        end = max(end, bottom)
    return False


def _leading(table: Table, row: int) -> float:
    """The usual gap between two lines in the table's other rows, the largest number where there is none."""
    heights = (_heights(c) for c in table.cells if len(c.lines) > 1 and not c.row <= row < c.end_row)
    return median([b[0] - a[1] for each in heights for a, b in pairwise(each)] or [float("inf")])


def _heights(cell: Cell) -> list[tuple[float, float, float]]:
    """Top, bottom and font size of the cell's lines, from above."""
    return sorted(
        (min(w.box.y0 for w in line.words), max(w.box.y1 for w in line.words), max(w.size for w in line.words))
        for line in cell.lines
    )


def is_seal_place(text: str) -> bool:
    """Whether the text stands where a seal, a signature and a date belong: its words are apart and of one cell."""
    return _SEAL.search(text) is not None or _ONLY_SEAL.fullmatch(text) is not None


def _part(table: Table, whole: Cell, slots: tuple[int, int, int, int], words: list[Word]) -> Cell:
    """The part of a cell in rows r0..r1 and columns c0..c1, with the words whose middles lie in it."""
    r0, r1, c0, c1 = slots
    box = Box(table.columns_x[c0], table.rows_y[r0], table.columns_x[c1], table.rows_y[r1])
    own = [cut for word in words if (cut := _inside(word, box)) is not None]
    part = Cell(r0, c0, r1 - r0, c1 - c0, lines_of(own) if own else [], whole.page, box)
    mark_hard(part.lines, box.x0, box.x1)
    return part


def _inside(word: Word, box: Box) -> Word | None:
    """What of the word lies in the box, by the middles of its characters."""
    if not box.y0 <= word.box.middle[1] < box.y1:
        return None
    if not word.edges:
        return word if box.holds(*word.box.middle) else None
    here = [i for i, (a, b) in enumerate(pairwise(word.edges)) if box.x0 <= (a + b) / 2 < box.x1]
    if len(here) in (0, len(word.text)):
        return word if here else None
    return word.parted(here[0], here[-1] + 1)


def _between_rows(table: Table, cell: Cell) -> list[int]:
    """The grid rows at which a lying wall is missing in the cell."""
    if cell.rows < 2 or len(cell.lines) < 2:
        return []
    spans = sorted((min(w.box.y0 for w in line.words), max(w.box.y1 for w in line.words)) for line in cell.lines)
    size = max(w.size or w.box.height for line in cell.lines for w in line.words)
    figures = settings.MISSING
    least = figures.lines * size
    between = [(a[1], b[0]) for a, b in pairwise(spans)]
    leading = max((b - a for a, b in between if b - a <= least), default=0.0)
    wide = [(a, b) for a, b in between if b - a > max(least, figures.usual * leading)]
    texts = ["".join(word.text for word in line.words) for line in cell.lines]
    if cell.col == 0 and len(texts) % 2 == 0 and texts[: len(texts) // 2] == texts[len(texts) // 2 :]:
        return []  # a label printed again
    over = figures.over
    return [r for r in range(cell.row + 1, cell.end_row) if any(a - over < table.rows_y[r] < b + over for a, b in wide)]


def _between_columns(table: Table, cell: Cell) -> list[int]:
    """The grid columns at which an upright wall is missing in the cell: those beside it have one there."""
    if not 1 < cell.cols < max(table.n_cols, 3) or not cell.lines:
        return []
    beside = [table.grid()[r] for r in (cell.row - 1, cell.end_row) if 0 <= r < table.n_rows]
    walled = [c for c in range(cell.col + 1, cell.end_col) if any(row[c - 1] is not row[c] for row in beside)]
    if not walled:
        return []
    lines = [_characters(line.words) for line in cell.lines]
    spans = [span for line in lines for span in line]
    size = max(w.size or w.box.height for line in cell.lines for w in line.words)
    least = settings.MISSING.words * size
    out = []
    for c in walled:
        x = table.columns_x[c]
        left = [b for a, b in spans if (a + b) / 2 < x]
        right = [a for a, b in spans if (a + b) / 2 >= x]
        if left and right and min(right) - max(left) > least:
            out.append(c)
    return out if out and not is_seal_place(cell.text) and not _is_spread(cell, lines, least) else []


def _is_spread(cell: Cell, lines: list[list[tuple[float, float]]], least: float) -> bool:
    """Whether the cell holds one word, its characters set apart; `lines` are where those stand."""
    word = all(is_cjk(c) for line in cell.lines for w in line.words for c in w.text if c.strip())
    return word and all(b[0] - a[1] > least for line in lines for a, b in pairwise(line))


def _characters(words: list[Word]) -> list[tuple[float, float]]:
    """From where to where the characters of a line stand, from left to right, blanks left out."""
    spans = (
        (a, b)
        for word in words
        for text, a, b in zip(word.text, word.edges, word.edges[1:], strict=False)
        if text.strip()
    )
    return sorted(spans)
