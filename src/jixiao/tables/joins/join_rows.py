"""What a page end cuts in two: rows, the cells of a row, labels merged over rows."""

from __future__ import annotations

import re
from collections.abc import Callable

from jixiao.tables import settings
from jixiao.tables.lines import first_token
from jixiao.tables.table import Cell, Line, Table
from jixiao.text import is_cjk, key

# Whether a text is a term of the forms.
Known = Callable[[str], bool]

# What begins a value of its own, and so is no value's rest.
_FRESH = re.compile(r"^[≥≤=><≧≦]")


def row_is_cut(a: Table, b: Table, known: Known) -> bool:
    """Whether the first row of `b` is the rest of the last row of `a`."""
    upper = {(c.col, c.end_col): c for c in a.row(a.n_rows - 1)}
    lower = b.row(0)
    if not any(c.text for c in lower):
        return False
    tails: list[tuple[Cell, Cell]] = []
    repeated: list[Cell] = []
    gone: list[Cell] = []
    merged = 0
    for cell in lower:
        partner = upper.get((cell.col, cell.end_col))
        if cell.text and (partner is None or not partner.text):
            return False
        if partner is None:
            continue
        if (partner.rows > 1 and not cell.text) or (cell.rows > 1 and cell.text and _halves(partner, cell, known)):
            merged += 1
            continue
        if cell.text and key(cell.text) == key(partner.text):
            repeated.append(cell)
        elif cell.text:
            two_terms = known(cell.text) and (known(partner.text) or len(lower) == 1)
            if two_terms or cell.rows > 1 or not (_flows(partner, cell) or _halves(partner, cell, known)):
                return False
            tails.append((partner, cell))
        elif partner.text:
            gone.append(cell)
    if not tails or any(c.col > tails[0][1].col for c in repeated):
        return False
    if any(c.col > tails[0][1].col for c in gone):
        return True
    if gone and len(lower) > 2:
        said = [_said(partner, cell, (a, b)) for partner, cell in tails]
        return (any(said) and len(said) > 1) or all(_long(p) or yes for (p, _), yes in zip(tails, said, strict=True))
    if merged and not gone and not any(_breaks_off(*tail) for tail in tails):
        return False
    return bool(gone) or len(tails) + len(repeated) + merged == len(lower)


def _long(cell: Cell) -> bool:
    """Whether the cell holds more than one line, one that a word does not fill, or a bracket still open."""
    text = cell.text
    return len(cell.lines) > 1 or len(text) >= settings.JOINS.long or text.count("（") > text.count("）")


def _said(upper: Cell, lower: Cell, tables: tuple[Table, Table]) -> bool:
    """Whether the two texts together are what another cell of their column says."""
    whole = key(upper.text + lower.text)
    return any(c.col == upper.col and key(c.text) == whole for table in tables for c in table.cells)


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


def goes_on(upper: Cell, lower: Cell, known: Known) -> bool:
    """Whether a cell merged over rows was cut between two rows: blank below, or a label's text cut in two."""
    if not lower.text:
        return upper.rows > 1 or lower.rows > 1
    if not upper.text:
        return upper.rows > 1 and lower.rows > 1
    merged = upper.rows > 1 or lower.rows > 1
    return _halves(upper, lower, known) or (merged and _prose(upper) and not known(lower.text) and _flows(upper, lower))


def _prose(cell: Cell) -> bool:
    """Whether the cell holds running text that has not come to its end: several lines, the last one long."""
    tail = settings.JOINS.tail
    return len(cell.lines) > 1 and len(cell.lines[-1].passage) > tail and cell.text[-1] not in "。；"
