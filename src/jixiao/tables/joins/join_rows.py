"""What a page end cuts in two: rows, the cells of a row, labels merged over rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jixiao.tables import settings
from jixiao.tables.joins.join_cells import counts_on
from jixiao.tables.joint import Facts, Joint, JointKind, Side, judged
from jixiao.tables.lines import first_token
from jixiao.tables.table import Cell, Line, Table
from jixiao.text import is_cjk, key

# Whether a text is a term of the forms.
Known = Callable[[str], bool]

# What begins a value of its own, and so is no value's rest.
_FRESH = re.compile(r"^[≥≤=><≧≦]")
_TOTAL = re.compile("[合总小共]计")
_NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?")

Cells = dict[tuple[int, int], Cell]


@dataclass(slots=True)
class _Sides:
    """The cells under a page end with the cells over them in the same columns.

    `tails` have text on both sides, of `again` it is the same; of `gone` the text ends above; `merged` are labels over
    several rows that go on; `begun` have text below alone, and `other` no cell above.
    """

    tails: list[tuple[Cell, Cell]] = field(default_factory=list)
    again: list[Cell] = field(default_factory=list)
    gone: list[Cell] = field(default_factory=list)
    merged: list[Cell] = field(default_factory=list)
    begun: list[Cell] = field(default_factory=list)
    other: list[Cell] = field(default_factory=list)


def row_joint(a: Table, b: Table, known: Known) -> Joint | None:
    """Whether the first row of `b` is the rest of the last row of `a`; None where no text may go on.

    Its sides are those of the first text of that row alone that may. A total is the rest of nothing.
    """
    sides = _sides(last_cells(a), b.row(0), known)
    if not sides.tails or _total_at(b.row(0)) is not None:
        return None
    upper, lower = next((tail for tail in sides.tails if all(cell.rows == 1 for cell in tail)), sides.tails[0])
    return judged(JointKind.ROW, _row_facts(sides, (a, b), known), side_of(upper, -1), side_of(lower, 0))


def last_cells(table: Table) -> Cells:
    """The cells of the last row by the columns they cover."""
    return {(c.col, c.end_col): c for c in table.row(table.n_rows - 1)}


def _sides(upper: Cells, lower: list[Cell], known: Known) -> _Sides:
    out = _Sides()
    halves: list[tuple[Cell, Cell]] = []
    for cell in lower:
        partner = upper.get((cell.col, cell.end_col))
        if partner is None:
            (out.begun if cell.text else out.other).append(cell)
        elif partner.rows > 1 and not cell.text:
            out.merged.append(cell)
        elif cell.text and not partner.text:
            out.begun.append(cell)
        elif cell.text and key(cell.text) == key(partner.text):
            out.again.append(cell)
        elif cell.text:
            (halves if _halves(partner, cell, known) else out.tails).append((partner, cell))
        elif partner.text:
            out.gone.append(cell)
    if out.tails or out.begun or any(max(pair[0].rows, pair[1].rows) > 1 for pair in halves):
        out.merged += [cell for _, cell in halves]  # a label over several rows is cut in its text, no row need be
    else:
        out.tails = halves
    return out


def _row_facts(sides: _Sides, tables: tuple[Table, Table], known: Known) -> Facts:
    """What speaks for and against one row, each from 0 to 1."""
    tails, first = sides.tails, sides.tails[0][1].col
    fills = [_fills(*tail) for tail in tails]
    halves = [_halves(*tail, known) for tail in tails]
    fresh = [bool(_FRESH.match(key(lower.text))) for _, lower in tails]
    paragraph = [_new_paragraph(upper, lower.lines[0]) for upper, lower in tails]
    sound = [h or ((f or p) and not s) for h, f, p, s in zip(halves, fills, paragraph, fresh, strict=True)]
    facts = {
        "begun": bool(sides.begun),
        "terms": any(known(upper.text) and known(lower.text) for upper, lower in tails),
        "stacked": any(lower.rows > 1 for _, lower in tails),
        "flows": all(fills),
        "apart": not all(sound),
        "halves": any(halves) or any(cell.text for cell in sides.merged),
        "numbers": not any(is_cjk(c) for _, lower in tails for c in lower.text),
        "whole": any(_whole_numbers(*tail) for tail in tails),
        "paragraph": any(paragraph),
        "fresh": any(fresh),
        "right": any(c.col > first for c in sides.gone),
        "left": any(c.col < first for c in sides.gone),
        "again": bool(sides.again),
        "beside": any(c.col > first for c in sides.again),
        "short": not any(_long(upper) for upper, _ in tails),
        "completes": any(_said(*tail, tables) for tail in tails),
        "broken": any(_breaks_off(*tail) for tail in tails),
        "closed": any(upper.text[-1] in "。；！？" for upper, _ in tails),
        "merged": bool(sides.merged),
        "next": bool(sides.merged) and all(sound) and not sides.gone and not any(_breaks_off(*t) for t in tails),
        "other": bool(sides.other),
    }
    return {name: float(holds) for name, holds in facts.items()}


def cell_joints(a: Table, b: Table, known: Known) -> dict[int, Joint]:
    """For cells of the first row of `b`, by their `id`, whether each goes on with the cell over it in the last row of
    `a`; what nobody would take for one is not in it. Where each goes on is told by those at its left, too.
    """
    last = last_cells(a)
    header = all(known(c.text) for c in last.values())
    lone = len(last) >= settings.JOINS.columns and sum(bool(c.text) for c in last.values()) == 1
    out: dict[int, Joint] = {}
    rows: list[tuple[int, int] | None] = []  # the rows that cells at the left reach over on both sides, if they go on
    left: Cell | None = None
    total = _total_at(b.row(0))
    for cell in b.row(0):
        if total is not None and cell.col >= total:
            break
        upper = last.get((cell.col, cell.end_col))
        here = (upper.rows, cell.rows) if upper is not None else None
        if upper is not None and (facts := _cell_facts(upper, cell, known)):
            facts["first"] = float(cell.col == 0 and not cell.text)
            facts["header"], facts["lone"] = float(header), float(lone)
            facts["beside"] = float(bool(rows) and rows[-1] is not None)
            facts["parted"] = float(bool(rows) and rows[-1] is None)
            facts["alike"] = float(bool(cell.text) and min(here or (0, 0)) > 1 and rows[-2:] == [here, here])
            facts["begins"] = float(left is not None and _begins(left, last, cell, known))
            joint = judged(JointKind.CELL, facts, side_of(upper, -1), side_of(cell, 0))
            out[id(cell)] = joint
            rows.append(here if joint.one else None)
        elif upper is None or not counts_on(upper, cell):  # numbers of rows say nothing of what stands beside them
            rows.append(None)
        left = cell
    return out


def _total_at(row: list[Cell]) -> int | None:
    """The column where the row says that it is a total, None where it says none."""
    return next((cell.col for cell in row if _TOTAL.fullmatch(key(cell.text))), None)


def side_of(cell: Cell, part: int) -> Side:
    """A cell's first (0) or last (-1) part as one side of a page end."""
    return Side(*[(cell.page, cell.box), *cell.more][part])


def _cell_facts(upper: Cell, lower: Cell, known: Known) -> dict[str, float]:
    """What speaks for one cell and against it; nothing where both are whole."""
    merged = upper.rows > 1 or lower.rows > 1
    above, below = bool(upper.text), bool(lower.text)
    is_open = upper.open_foot or lower.open_top
    same = above and below and key(upper.text) == key(lower.text)
    facts = {
        "under-label": above and not below and known(upper.text),
        "under-merged": not below and upper.rows > 1,
        "over-merged": not below and lower.rows > 1,
        "late": below and not above and lower.rows > 1,
        "late-merged": below and not above and upper.rows > 1,
        "late-label": below and not above and known(lower.text),
        "blank": not above and not below,
        "halves": above and below and _halves(upper, lower, known),
        "flows": above and below and merged and _prose(upper) and not known(lower.text) and _flows(upper, lower),
        "terms": above and below and known(upper.text) and known(lower.text),
        "fills": above and below and merged and not known(lower.text) and _fills(upper, lower),
        "same": same and (is_open or not known(upper.text)),
        "open": is_open,
    }
    asked = not below or not above or merged or facts["halves"] or (same and is_open)
    return {name: float(holds) for name, holds in facts.items()} if asked else {}


def _begins(left: Cell, last: Cells, cell: Cell, known: Known) -> bool:
    """Whether the blank cell stands beside a label that begins under the page end: it is of what that names."""
    over = last.get((left.col, left.end_col))
    if over is None or cell.text or cell.rows > left.rows or not (known(left.text) and known(over.text)):
        return False
    return key(left.text) != key(over.text)


def _long(cell: Cell) -> bool:
    """Whether the cell holds more than one line, one that a word does not fill, or a bracket still open."""
    text = cell.text
    return len(cell.lines) > 1 or len(text) >= settings.JOINS.long or text.count("（") > text.count("）")


def _said(upper: Cell, lower: Cell, tables: tuple[Table, Table]) -> bool:
    """Whether the two texts together are what another cell of their column says."""
    whole = key(upper.text + lower.text)
    return any(c.col == upper.col and key(c.text) == whole for table in tables for c in table.cells)


def _whole_numbers(upper: Cell, lower: Cell) -> bool:
    """Whether each text is a number, and both together are none: 1,410,886.00 over 705,443.00."""
    above, below = key(upper.text), key(lower.text)
    if not (_NUMBER.fullmatch(above) and _NUMBER.fullmatch(below)):
        return False
    return not _NUMBER.fullmatch(above + below)


def _flows(upper: Cell, lower: Cell) -> bool:
    """Whether the text of `upper` may go on in `lower`: its last line leaves no room, or a new paragraph follows."""
    if upper.box is None or _FRESH.match(key(lower.text)):
        return False
    return _fills(upper, lower) or _new_paragraph(upper, lower.lines[0])


def _fills(upper: Cell, lower: Cell) -> bool:
    """Whether the last line of `upper` leaves no room for how `lower` begins."""
    line, word = upper.lines[-1], lower.lines[0].words[0]
    if upper.box is None:
        return False
    size = word.size or word.box.height
    before, behind = line.words[0].box.x0 - upper.box.x0, upper.box.x1 - line.words[-1].box.x1
    indented = before > behind + size / 2 and is_cjk(upper.text[-1])
    figures = settings.JOINS
    free = behind + min(before, figures.padding / 2) if indented else before + behind
    return free < first_token(word) + figures.room * size + figures.padding


def _breaks_off(upper: Cell, lower: Cell) -> bool:
    """Whether a long text breaks off in the middle of a sentence, at the end of a line."""
    return _long(upper) and upper.text[-1] not in "。；：！？" and _fills(upper, lower)


def _halves(upper: Cell, lower: Cell, known: Known) -> bool:
    """Whether the two texts are the halves of a known term, with at most one character more where OCR read them."""
    if known(upper.text) and known(lower.text):
        return False
    whole = key(upper.text + lower.text)
    if known(whole):
        return True
    scanned = all(word.how == "ocr" for cell in (upper, lower) for line in cell.lines for word in line.words)
    return (
        scanned
        and len(whole) <= settings.JOINS.term
        and any(known(whole[:i] + whole[i + 1 :]) for i in range(len(whole)))
    )


def _new_paragraph(upper: Cell, after: Line) -> bool:
    """Whether a paragraph that ended is followed by another one of the same text: both start at the same left edge."""
    widest = max(line.words[-1].box.x1 - line.words[0].box.x0 for line in upper.lines)
    first = upper.lines[-1].words[0]
    figures = settings.JOINS
    wide = widest > figures.wide * (first.size or 10)
    return wide and abs(first.box.x0 - after.words[0].box.x0) < figures.same_left


def _prose(cell: Cell) -> bool:
    """Whether the cell holds running text that has not come to its end: several lines, the last one long."""
    tail = settings.JOINS.tail
    return len(cell.lines) > 1 and len(cell.lines[-1].passage) > tail and cell.text[-1] not in "。；"
