"""Two cells over a page end: whether the lower one goes on with the upper one or begins an entry, and both as one."""

from __future__ import annotations

import re
from collections.abc import Callable

from jixiao.evidence import Role, Word
from jixiao.tables import settings
from jixiao.tables.lines import first_token
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")


def of_new_entry(b: Table, last: dict[tuple[int, int], Cell], on: set[int]) -> set[int]:
    """The cells in the first row of `b`, by their `id`, that go on with nothing although some of them would (`on`).

    They are of an entry which begins there: beside a cell over as many rows, above and below the page end, that counts
    on or holds another whole amount; right of one over at least as many rows that begins another text; and all of a row
    that says one thing alone.
    """
    row = b.row(0)
    if len(row) >= settings.JOINS.columns and sum(bool(c.text) for c in row) == 1:
        return {id(c) for c in row}
    pairs = [(u, c) for c in row if (u := last.get((c.col, c.end_col))) is not None]
    both = [(u, c) for u, c in pairs if u.text and c.text]
    new = {(u.rows, c.rows) for u, c in both if c.rows > 1 and (counts_on(u, c) or _amounts(u, c))}
    out = {id(c) for u, c in both if (u.rows, c.rows) in new and not touch(u, c)}
    begun = 0  # so many rows belong to what begins
    for upper, cell in pairs:
        if begun >= cell.rows and not cell.rest:
            out.add(id(cell))
        goes_on = (id(cell) in on and id(cell) not in out) or (cell.rest and is_rest(upper, cell))
        differs = bool(upper.text) and bool(cell.text) and key(upper.text) != key(cell.text)
        if cell.rows > 1 and not goes_on and differs and not touch(upper, cell):
            begun = max(begun, cell.rows)
    return out


def of_cut_entry(b: Table, last: dict[tuple[int, int], Cell]) -> set[int]:
    """The cells in the first row of `b`, by their `id`, of an entry that the page end cuts: of those over as many rows
    some end above, and the texts of all others reach to the page end on both sides."""
    pairs = [(u, c) for c in b.row(0) if (u := last.get((c.col, c.end_col))) is not None and u.text and c.rows > 1]
    out: set[int] = set()
    for extent in {(u.rows, c.rows) for u, c in pairs}:
        own = [(u, c) for u, c in pairs if (u.rows, c.rows) == extent]
        both = [(u, c) for u, c in own if c.text]
        whole = any(counts_on(u, c) or _amounts(u, c) for u, c in both)
        if both and len(both) < len(own) and not whole and all(touch(u, c) for u, c in both):
            out |= {id(c) for _, c in own}
    return out


def is_heading(table: Table, known: Callable[[str], bool]) -> bool:
    """Whether the table begins with a term that runs over its whole width: the heading of what follows."""
    row = table.row(0)
    return len(row) == 1 and known(row[0].text)


def counts_on(upper: Cell, lower: Cell) -> bool:
    """Whether the two cells number rows that follow one another."""
    above, below = key(upper.text), key(lower.text)
    return above.isdecimal() and below.isdecimal() and int(below) == int(above) + 1


def _amounts(upper: Cell, lower: Cell) -> bool:
    """Whether each of the two cells holds one whole amount."""
    return all(_AMOUNT.fullmatch(key(c.text)) for c in (upper, lower))


def is_rest(upper: Cell, lower: Cell) -> bool:
    """Whether the text that was printed on both pages goes on with the one above, and is not said there already."""
    if not upper.text or not lower.lines:
        return bool(lower.lines)
    twice = len(upper.lines) > 1 and key(upper.lines[-1].passage.text) == key(lower.text)
    return twice or (key(lower.text) not in key(upper.text) and key(upper.text) not in key(lower.text))


def touch(upper: Cell, lower: Cell) -> bool:
    """Whether the text above the page end reaches down to it and the text below begins right under it."""
    if upper.box is None or lower.box is None:
        return False
    last, first = upper.lines[-1].words[0].box, lower.lines[0].words[0].box
    near = settings.JOINS.touching
    return upper.box.y1 - last.y1 < near * last.height and first.y0 - lower.box.y0 < near * first.height


def absorb(upper: Cell, lower: Cell) -> list[Word]:
    """Put the text and place of `lower` behind those of `upper`; the words of a text printed again are given back."""
    _tell_unlike(upper, lower)
    again = _printed_twice(upper, lower)
    if lower.lines and key(upper.text) != key(lower.text):
        if upper.lines:
            upper.lines[-1].hard = not _full(upper, lower)
        upper.lines = [*upper.lines, *lower.lines]
    else:
        again += [word for line in lower.lines for word in line.words]
    for word in again:
        word.claim(0, len(word.text), Role.LABEL)
    if lower.box is not None:
        upper.more.append((lower.page, lower.box))
    upper.more.extend(lower.more)
    upper.open_foot = lower.open_foot
    upper.forget()
    return again


def _tell_unlike(upper: Cell, lower: Cell) -> None:
    """Mark a line across the page end that only one of its sides has: it is printed on both, clipped.

    Of a clipped line signs may be gone that are not as high as others (points, 一), digits are not. A `rest` stands on
    both sides.
    """
    end = upper.more[-1][1] if upper.more else upper.box
    if not upper.lines or not lower.lines or end is None or lower.box is None:
        return
    last, first = upper.lines[-1], lower.lines[0]
    foot, head, over = last.words[0].box, first.words[0].box, settings.SPILLS.over
    for line, across, other in (
        (last, foot.y0 < end.y1 < foot.y1 - over * foot.height, lower),
        (first, not lower.rest and head.y0 + over * head.height < lower.box.y0 < head.y1, upper),
    ):
        own, there = _bare(key(line.passage.text)), _bare(key(other.text))
        same = own == there if own.isdecimal() else _within(own, there)
        line.unlike = line.unlike or (across and not same)


def _within(part: str, whole: str) -> bool:
    """Whether the signs of the part follow one another in the whole, with others between them."""
    rest = iter(whole)
    return all(sign in rest for sign in part)


def _printed_twice(upper: Cell, lower: Cell) -> list[Word]:
    """The words of the line that a spreadsheet printed at the foot of one page, clipped, and again at the head of the
    next; they are taken off the cell that says less."""
    if len(upper.lines) < 2 or not lower.lines or not (len(lower.lines) == 1 or touch(upper, lower)):
        return []
    last, first = upper.lines[-1], lower.lines[0]
    above, below = key(last.passage.text), key(first.passage.text)
    if _bare(above) != _bare(below):
        return []
    if len(below) > len(above):
        upper.lines = upper.lines[:-1]
        return list(last.words)
    lower.lines = lower.lines[1:]
    return list(first.words)


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _full(upper: Cell, lower: Cell) -> bool:
    line, word = upper.lines[-1], lower.lines[0].words[0]
    if upper.box is None:
        return True
    free = upper.box.width - (line.words[-1].box.x1 - line.words[0].box.x0)
    indent = line.words[0].box.x0 - min(ln.words[0].box.x0 for ln in upper.lines)
    return free - indent < first_token(word) + settings.JOINS.room * word.size + settings.JOINS.padding
