"""One page into blocks: tables with their words in cells, and the lines between them as paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box, union
from jixiao.pages.page import Ground, Page, Rule
from jixiao.tables import settings
from jixiao.tables.cells import ruled_table
from jixiao.tables.joins.bands import banded
from jixiao.tables.joins.beside import gaps_between, in_order, parted
from jixiao.tables.joins.open_rows import with_open_rows
from jixiao.tables.lines import begins_item, lines_of, mark_hard
from jixiao.tables.missing_walls import put_walls
from jixiao.tables.open_columns import Seen, Walls, open_walls
from jixiao.tables.rules import at_implied, frames, implied_walls, joined_rules
from jixiao.tables.seams import seam_walls
from jixiao.tables.table import Block, Cell, Line, Paragraph, Table
from jixiao.tables.unruled.borderless import unruled_tables
from jixiao.tables.unruled.lined import Opens
from jixiao.text import is_cjk


def blocks_of(page: Page, opens: Opens, seen: Seen | None = None) -> list[Block]:
    """The page's tables and paragraphs from top to bottom; `opens` says which texts begin a form.

    `seen` remembers the columns without rules of the pages before.
    """
    seen = seen or Seen()
    tables, rules = page_tables(page, seen, opens)
    _mark_unsure(tables, page.unsure)
    inside: dict[int, list[Word]] = {}  # by the identity of the cell
    outside = [word for word in page.words if not _drop_in(word, tables, inside)]
    ground = page.ground
    for table in tables:
        _fill(table, inside, ground)
        put_walls(table)
        if page.scan is not None:
            _end_all(table)
    if len(rules) > 1:
        bare = unruled_tables(rules, outside, page.number, opens, seen.lined)
        inside_bare = {id(w) for t in bare for w in t.words()}
        outside = [w for w in outside if id(w) not in inside_bare]
        tables = [*tables, *bare]
    if page.scan is not None and page.scan.dots:
        for table in tables:
            table.doubts.append(DoubtCode.DOTS)
    blocks: list[Block] = [t for t in tables if any(c.lines for c in t.cells)]
    gaps = gaps_between(tables, opens)
    edges = [0.0, *gaps, page.width]
    own = parted(outside, gaps) if gaps else [outside]
    for side, words in zip([*pairwise(edges), (0.0, page.width)], own, strict=False):
        blocks.extend(paragraphs(words, page, side))
    blocks.sort(key=lambda b: (b.box.y0, b.box.x0) if b.box else (0.0, 0.0))
    return banded(in_order(blocks, gaps) if gaps else blocks, opens)


def _end_all(table: Table) -> None:
    """On a scan a rule that was not seen may still end a cell at the table's edge."""
    for cell in table.cells:
        cell.open_top = cell.open_foot = False


def _mark_unsure(tables: list[Table], unsure: list[Box]) -> None:
    """Doubt the tables in which a wall may stand or not."""
    for table in tables:
        if any(table.box is not None and table.box.holds(*place.middle) for place in unsure):
            table.doubts.append(DoubtCode.WALLS_UNSURE)


def page_tables(page: Page, seen: Seen, opens: Opens) -> tuple[list[Table], list[Rule]]:
    """The ruled tables of the page without words, and the horizontal rules that are part of none.

    The smallest table comes first, so that a nested one takes its words first.
    """
    horizontal = joined_rules(page.horizontal)
    vertical = joined_rules(page.vertical)
    if page.scan is None and (seams := seam_walls(page.horizontal, vertical, page.words)):
        vertical = sorted([*vertical, *seams])
    out: list[tuple[float, Table]] = []
    rest: list[Rule] = []
    for h, v in with_open_rows(frames(horizontal, vertical), page.words, opens):
        table = _walled(h, v, page, seen)
        if table is None or table.box is None or min(table.box.width, table.box.height) < settings.CELLS.ornament:
            rest.extend([] if v else h)
        elif len(table.cells) == 1 and _is_form(table.box, page.words, opens):
            rest.extend(h)  # a frame around a form, not a cell
        else:
            out.append((table.box.width * table.box.height, table))
    out.sort(key=lambda pair: pair[0])
    tables = [table for _, table in out]
    return [table for n, table in enumerate(tables, 1) if not _is_stamp(table, tables[n:])], rest


def _is_form(box: Box, words: list[Word], opens: Opens) -> bool:
    """Whether what stands in the frame, alone in it, has lines of words apart of which one opens a form."""
    lines = lines_of([word for word in words if box.holds(*word.box.middle)])
    return any(opens([word.text for word in line.words]) for line in lines if len(line.words) > 1)


def _is_stamp(table: Table, larger: list[Table]) -> bool:
    """Whether the table is a frame around words in a cell of a larger one, as of a stamp: they are the cell's words."""
    box = table.box
    if len(table.cells) > 1 or box is None:
        return False
    return any(len(t.cells) > 1 and t.box is not None and t.box.holds(*box.middle) for t in larger)


def _walled(h: list[Rule], v: list[Rule], page: Page, seen: Seen) -> Table | None:
    """The table of a frame, with the walls that were not drawn but that its words leave room for; on a scan they are
    doubted where they may have been drawn and not been seen."""
    if page.scan is not None:
        v = _without_stubs(h, v, page.words)
    table = ruled_table(h, v, page.number)
    if table is None:
        return table
    if page.scan is not None and table.box is not None:
        seen.refit((table.box.x0, table.box.x1))
    walls = open_walls(table, page.words, seen)
    if page.scan is None and (implied := implied_walls(h, v)):
        walls.rules = at_implied(walls.rules, implied, page.words)
        parted = ruled_table(h, [*v, *walls.rules, *implied], page.number)
        further = open_walls(parted, page.words, seen) if parted is not None else Walls()
        walls = Walls([*walls.rules, *implied, *further.rules], walls.unsure or further.unsure)
    if walls.rules:
        table = ruled_table(h, [*v, *walls.rules], page.number)
    if table is not None and (walls.unsure or any(_may_be_drawn(rule, h, page) for rule in walls.rules)):
        table.doubts.append(DoubtCode.COLUMNS_INFERRED)
    return table


def _may_be_drawn(wall: Rule, across: list[Rule], page: Page) -> bool:
    """Whether a wall that words leave room for may have been drawn on a scan and not been seen: something of it is left
    between the level rules, or other walls of the page are not sure."""
    if page.scan is None or page.unsure:
        return page.scan is not None
    stops = sorted({wall.start, *(r.at for r in across if wall.start < r.at < wall.end), wall.end})
    shares = [page.scan.inked(wall.at, a, b) for a, b in pairwise(stops) if b - a > settings.RULES.shortest]
    return sum(shares) > settings.OPEN.drawn * len(shares)


def _without_stubs(h: list[Rule], v: list[Rule], words: list[Word]) -> list[Rule]:
    """The upright rules without what goes on beyond the outermost level ones where no word stands: a scan's rules
    end where their picture does, and a row without words is none."""
    if not h:
        return v
    top, foot = min(r.at for r in h), max(r.at for r in h)
    left, right = min(r.start for r in h), max(r.end for r in h)
    beside = [y for x, y in (word.box.middle for word in words) if left < x < right]
    low = min([top, *(rule.start for rule in v)])
    low = low if any(low < y < top for y in beside) else top
    high = max([foot, *(rule.end for rule in v)])
    high = high if any(foot < y < high for y in beside) else foot
    return [Rule(r.at, max(r.start, low), min(r.end, high)) for r in v if min(r.end, high) > max(r.start, low)]


def _drop_in(word: Word, tables: list[Table], inside: dict[int, list[Word]]) -> bool:
    """Put the word, cut at walls, into the cells of the first table that holds its middle."""
    x, y = word.box.middle
    for table in tables:
        box = table.box
        if box is not None and box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            for part, cell in _parted(word, table, x, y):
                inside.setdefault(id(cell), []).append(part)
            return True
    return False


def _cell_at(table: Table, x: float, y: float) -> Cell | None:
    """The cell under a point; a point just outside counts to the nearest column."""
    row = bisect_right(table.rows_y, y, 1, table.n_rows) - 1
    return table.grid()[row][bisect_right(table.columns_x, x, 1, table.n_cols) - 1]


def _parted(word: Word, table: Table, x: float, y: float) -> list[tuple[Word, Cell]]:
    """The word, its middle at (x, y), as parts with the cell of each; whole where it lies in one cell or merely spills
    over a wall."""
    home = _cell_at(table, x, y)
    if home is None or home.box is None:
        return []
    if not word.edges or (home.box.x0 <= word.box.x0 and word.box.x1 <= home.box.x1):
        return [(word, home)]
    cuts = _cuts(word, table, y)
    if not cuts:
        return [(word, _cell_at(table, word.part(0, 1).middle[0], y) or home)]
    out = []
    bounds = [0, *cuts, len(word.text)]
    for start, end in pairwise(bounds):
        part = word.parted(start, end)
        cell = _cell_at(table, part.box.middle[0], y)
        if cell is not None and part.text.strip():
            out.append((part, cell))
    return out


def _cuts(word: Word, table: Table, y: float) -> list[int]:
    """Where a wall passes between two characters: positions in the word's text.

    Text that crosses a wall in the middle of a character is overflow; a wall that just fits between two characters
    parts the words of two cells.
    """
    cuts, slack = [], settings.WORDS.slack * word.size
    cells = [_cell_at(table, (a + b) / 2, y) for a, b in zip(word.edges, word.edges[1:], strict=False)]
    steps = sorted(b - a for a, b, c in zip(word.edges, word.edges[1:], word.text, strict=False) if is_cjk(c))
    full = steps[len(steps) // 2] if steps else word.size
    for i in range(1, len(cells)):
        a, b = cells[i - 1], cells[i]
        if a is b or a is None or b is None or a.box is None:
            continue
        wall, start = a.box.x1, word.edges[i]
        end = min(start, word.edges[i - 1] + (full if is_cjk(word.text[i - 1]) else 0.5 * full))
        apart = _apart(word, i)
        if end - slack <= wall <= start + slack and (apart or start > end):
            cuts.append(i)
    return cuts


def _apart(word: Word, i: int) -> bool:
    """Whether characters i-1 and i differ in kind, or stand visibly apart: a blank, or digits beside letters."""
    a, b = word.text[i - 1], word.text[i]
    if a == " " or b == " ":
        return True
    numeric = ".,%-"
    return (a.isdigit() or a in numeric) != (b.isdigit() or b in numeric)


def _fill(table: Table, words: dict[int, list[Word]], ground: Ground | None) -> None:
    for cell in table.cells:
        own = words.get(id(cell))
        cell.ground = ground if own is None else None
        if own and cell.box is not None:
            cell.lines = lines_of(own)
            mark_hard(cell.lines, cell.box.x0, cell.box.x1)


def paragraphs(words: list[Word], page: Page, side: tuple[float, float] | None = None) -> list[Paragraph]:
    """Words outside tables as paragraphs: lines joined until one ends early or the next is indented; `side` is the part
    of the page, from left to right in points, that they stand in, where it is not the whole width."""
    side = side or (0.0, page.width)
    lines = lines_of(words) if words else []
    if not lines:
        return []
    boxes = [union(w.box for w in line.words) for line in lines]
    left, right = _column(lines, boxes)
    out: list[Paragraph] = []
    run: list[int] = []
    for i, line in enumerate(lines):
        if run and _breaks(lines, boxes, run[-1], i, (left, right)):
            out.append(_paragraph([lines[j] for j in run], [boxes[j] for j in run], page.number, side))
            run = []
        run.append(i)
        line.hard = False
    out.append(_paragraph([lines[j] for j in run], [boxes[j] for j in run], page.number, side))
    return out


def _column(lines: list[Line], boxes: list[Box]) -> tuple[float, float]:
    """Left and right edge of the running text, from the lines that are long."""
    widest = max(b.width for b in boxes)
    long = [b for b in boxes if b.width >= settings.PARAGRAPHS.long * widest]
    return min(b.x0 for b in long), max(b.x1 for b in long)


def _breaks(lines: list[Line], boxes: list[Box], i: int, j: int, column: tuple[float, float]) -> bool:
    """Whether line j begins a new paragraph after line i."""
    a, b = boxes[i], boxes[j]
    size = lines[j].words[0].size or b.height
    left, right = column
    figures = settings.PARAGRAPHS
    if b.y0 - a.y1 > figures.apart * b.height or abs(lines[i].words[0].size - size) > figures.sizes * size:
        return True
    if len(lines[i].words) > 1 or len(lines[j].words) > 1:
        return True
    if b.x0 - left > figures.indent * size or begins_item(lines[i], lines[j]):
        return True
    return right - a.x1 > figures.short * size


def _paragraph(lines: list[Line], boxes: list[Box], number: int, side: tuple[float, float]) -> Paragraph:
    box = union(boxes)
    size = max(w.size for line in lines for w in line.words)
    width = side[1] - side[0]
    near, full = settings.PARAGRAPHS.centred * width, settings.PARAGRAPHS.full * width
    centred = len(lines) == 1 and abs(box.middle[0] - sum(side) / 2) < near and box.width < full
    return Paragraph(lines, number, box, size, centred=centred)
