"""Tables drawn with horizontal rules only: columns found from the blank strips that no word of the body crosses.

What is concluded rather than drawn is said in `Table.doubts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box, overlap
from jixiao.pages.page import Rule
from jixiao.tables import settings
from jixiao.tables.lines import lines_of
from jixiao.tables.table import Cell, Line, Table
from jixiao.tables.unruled.lined import Known, Opens, lined_tables

_NUMBER = re.compile(r"^[-－]?[\d,]+(\.\d+)?%?$")

Strips = list[tuple[float, float]]


@dataclass(slots=True)
class _Group:
    """Long rules that share both ends, top down, and the words between the first and the last."""

    rules: list[Rule]
    words: list[Word]

    @property
    def box(self) -> Box:
        """The frame that the rules span."""
        first = self.rules[0]
        return Box(first.start, first.at, first.end, self.rules[-1].at)


def unruled_tables(rules: list[Rule], words: list[Word], page: int, opens: Opens, known: Known) -> list[Table]:
    """The tables among rules that no vertical rule touches; `words` are those outside all ruled tables,
    `known` where columns of such lists began on the pages before."""
    out = []
    for group in _groups(rules, words, opens):
        own = [_between(group.words, a, b) for a, b in pairwise(group.rules)]
        if forms := lined_tables(own, group.box, page, opens, known):
            out += forms
        elif (table := _table(group, rules, page)) is not None:
            out.append(table)
    return out


def _groups(rules: list[Rule], words: list[Word], opens: Opens) -> list[_Group]:
    """Rules with the same ends, cut where a title stands between two of them."""
    families: list[list[Rule]] = []
    for rule in sorted(r for r in rules if r.end - r.start >= settings.BORDERLESS.long):
        family = next((f for f in families if _same_ends(f[0], rule)), None)
        if family is None:
            families.append([rule])
        else:
            family.append(rule)
    out = []
    for family in families:
        run = [family[0]]
        for rule in family[1:]:
            between = _between(words, run[-1], rule)
            texts = ["".join(w.text for w in line.words) for line in lines_of(between)] if between else []
            if any(opens([text]) for text in texts):
                out.append(run)
                run = []
            run.append(rule)
        out.append(run)
    return [_Group(run, _between(words, run[0], run[-1])) for run in out if len(run) >= 2]


def _same_ends(a: Rule, b: Rule) -> bool:
    ends = settings.BORDERLESS.ends
    return abs(a.start - b.start) <= ends and abs(a.end - b.end) <= ends


def _between(words: list[Word], upper: Rule, lower: Rule) -> list[Word]:
    down, across = settings.BORDERLESS.over, settings.BORDERLESS.beside
    top, bottom, left, right = upper.at - down, lower.at + down, upper.start - across, upper.end + across
    placed = ((w, *w.box) for w in words)
    return [w for w, x0, y0, x1, y1 in placed if top < (y0 + y1) / 2 < bottom and left <= (x0 + x1) / 2 <= right]


def _table(group: _Group, rules: list[Rule], page: int) -> Table | None:
    """The group as a table, None where it does not hold columns of numbers under a header."""
    bands = [_between(group.words, a, b) for a, b in pairwise(group.rules)]
    first = next((i for i, band in enumerate(bands) if _counts(band) >= 1 and _wordy(band, bands)), None)
    if first is None or first == 0:
        return None
    body = [w for band in bands[first:] for w in band]
    head = [w for band in bands[:first] for w in band]
    strips = _strips(body, head)
    if len(strips) < 2 or _counts(body) < 2 or not head:
        return None
    box = group.box
    borders = [box.x0, *((a[1] + b[0]) / 2 for a, b in pairwise(strips)), box.x1]
    cells = _header(head, borders, [r for r in rules if not _same_ends(r, group.rules[0])], page)
    depth = max(c.end_row for c in cells)
    rows = _rows(bands[first:])
    for r, row in enumerate(rows):
        cells.extend(_row_cells(row, borders, depth + r, page))
    table = Table(cells, depth + len(rows), len(borders) - 1, page, box, page, box, [page] * (depth + len(rows)))
    table.columns_x = tuple(borders)
    table.doubts.append(DoubtCode.COLUMNS_INFERRED)
    return table


def _counts(words: list[Word]) -> int:
    """How many of the words are numbers."""
    return sum(1 for w in words if _NUMBER.match(w.text))


def _wordy(band: list[Word], bands: list[list[Word]]) -> bool:
    """Whether a band with numbers is body: it does not merely name years or number the columns."""
    return any("." in w.text or "," in w.text for w in band) or band is bands[-1]


def _strips(body: list[Word], head: list[Word]) -> Strips:
    """The x ranges that words of the body cover, one for each column; a header word over none of them adds its own."""
    out: Strips = []
    for x0, x1 in sorted((w.box.x0, w.box.x1) for w in body):
        if out and x0 - out[-1][1] < settings.BORDERLESS.strip:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    for word in head:
        if not any(overlap(word.box.x0, word.box.x1, a, b) > 0 for a, b in out):
            low = [b for _, b in out if b <= word.box.x0]
            high = [a for a, _ in out if a >= word.box.x1]
            if not high or not low or high[0] - low[-1] > word.box.width:
                out.append((word.box.x0, word.box.x1))
                out.sort()
    return out


def _header(head: list[Word], borders: list[float], partial: list[Rule], page: int) -> list[Cell]:
    """The header's cells in one or two rows: groups over the columns that a rule or nearness gives them."""
    n = len(borders) - 1
    under: list[list[Word]] = [[] for _ in range(n)]
    for word in sorted(head, key=lambda w: w.box.y0):
        under[_column(word.box.middle[0], borders)].append(word)
    lines = lines_of(head)
    tops = lines[0].words if len(lines) > 1 else []
    groups: list[tuple[Word, int, int]] = []
    for word in tops:
        span = _span(word, tops, borders, partial, under)
        if span[1] - span[0] > 1:
            groups.append((word, *span))
    cells = []
    for word, start, end in groups:
        cells.append(_cell((0, start, 1, end - start), [word], page, borders))
    depth = 2 if groups else 1
    heads = {id(w) for w, _, _ in groups}
    for c in range(n):
        own = [w for w in under[c] if id(w) not in heads]
        grouped = any(start <= c < end for _, start, end in groups)
        cells.append(_cell((1, c, 1, 1) if grouped else (0, c, depth, 1), own, page, borders))
    return cells


def _span(
    word: Word, tops: list[Word], borders: list[float], partial: list[Rule], under: list[list[Word]]
) -> tuple[int, int]:
    """The columns a word of the first header line stands over: those of the rule under it, else those nearest to it."""
    x, y = word.box.middle
    figures = settings.BORDERLESS
    side, near = figures.under_side, figures.under * word.box.height
    rule = next((r for r in partial if r.start - side <= x <= r.end + side and 0 < r.at - y < near), None)
    own = _column(x, borders)
    if rule is not None:
        wide = figures.beside
        inside = [
            c for c in range(len(under)) if rule.start - wide <= (borders[c] + borders[c + 1]) / 2 <= rule.end + wide
        ]
    else:
        middles = [w.box.middle[0] for w in tops]
        lower = [c for c in range(len(under)) if any(w.box.y0 > word.box.y1 - 1 for w in under[c])]
        inside = [
            c
            for c in lower
            if min(middles, key=lambda m, c=c: abs(m - (borders[c] + borders[c + 1]) / 2)) == x  # type: ignore[misc]
        ]
    return (min(inside), max(inside) + 1) if inside else (own, own + 1)


def _column(x: float, borders: list[float]) -> int:
    return next((c for c in range(len(borders) - 2) if x < borders[c + 1]), len(borders) - 2)


def _rows(bands: list[list[Word]]) -> list[list[Line]]:
    """The body's rows: a band between two rules with one line of numbers is a row, a taller one a row for each line."""
    out: list[list[Line]] = []
    for band in bands:
        lines = lines_of(band) if band else []
        if sum(1 for line in lines if _counts(line.words)) <= 1 and len(bands) > 2:
            if lines:
                out.append(lines)
            continue
        out.extend(_wrapped(lines))
    return out


def _wrapped(lines: list[Line]) -> list[list[Line]]:
    """Lines of a body without rules; one with a single word close under the line before goes on with it."""
    steps = [b.words[0].box.y0 - a.words[0].box.y0 for a, b in pairwise(lines)]
    close = settings.BORDERLESS.wrapped * sorted(steps)[len(steps) // 2] if steps else 0.0
    out: list[list[Line]] = []
    for i, line in enumerate(lines):
        if out and len(line.words) == 1 and not _counts(line.words) and steps[i - 1] < close:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _row_cells(lines: list[Line], borders: list[float], row: int, page: int) -> list[Cell]:
    columns: list[list[Word]] = [[] for _ in range(len(borders) - 1)]
    for line in lines:
        for word in line.words:
            columns[_column(word.box.middle[0], borders)].append(word)
    return [_cell((row, c, 1, 1), own, page, borders) for c, own in enumerate(columns)]


def _cell(slots: tuple[int, int, int, int], words: list[Word], page: int, borders: list[float]) -> Cell:
    """The cell at (row, col, rows, cols) with its words."""
    row, col, rows, cols = slots
    cell = Cell(row, col, rows, cols, lines_of(words) if words else [], page)
    if words:
        y0, y1 = min(w.box.y0 for w in words), max(w.box.y1 for w in words)
        cell.box = Box(borders[col], y0, borders[col + cols], y1)
    return cell
