"""Which period a list of indicators is of, where a form has one list for the year and one for the whole project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from jixiao.evidence import Passage
from jixiao.fields.columns.column import VALUES, Column
from jixiao.fields.columns.period_columns import beside_annual
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.said.grammar import SAID
from jixiao.forms.content import level_names, names_level1
from jixiao.forms.levels import is_level
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell
from jixiao.text import key


@dataclass(slots=True)
class Side:
    """The columns of one period in a list that holds one or two; `level` are the level cells in force.

    `guessed` where no word says the period, `unsure` where one does that nobody knows.
    """

    scope: str
    said: Passage
    columns: list[Column]
    level: dict[str, Cell | None] = field(default_factory=dict)
    guessed: bool = False
    unsure: bool = False


def adjoins(above: ListBlock, below: ListBlock) -> bool:
    """Whether the lower list goes on with the upper one under a header set again, without a caption between."""
    if above is below:
        return False
    if above.table is below.table:
        return above.end == below.head
    ended = above.end == above.table.n_rows and below.head == 0 and below.caption is None
    return ended and below.number == above.number + 1


def shares_period(above: ListBlock, below: ListBlock, words: Vocabulary) -> bool:
    """Whether the lower list goes on with the upper one and no label of its own sets it apart from that of the year."""
    said = [c.text for c in _labels(above)]
    return adjoins(above, below) and not any(beside_annual(c.text, said, words) for c in _labels(below))


def name_periods(sides: list[tuple[ListBlock, Side]], words: Vocabulary) -> None:
    """Tell lists under one another apart by their labels where the heads of all of them say one period.

    A form whose two lists were drawn alike prints 指标值 of the year over both; 实施期 stands over or beside the first.
    """
    alone = [(block, side) for block, side in sides if sum(other is block for other, _ in sides) == 1]
    _name_unknown(alone, words)
    if len(alone) < 2 or len({side.scope for _, side in sides}) > 1:
        return
    before: tuple[ListBlock, Cell | None] | None = None
    for block, side in alone:
        label = _label(block, words)
        if label is None and before is not None and _same_list(before[0], block, words):
            label = before[1]
        if label is not None:
            side.scope, side.said = words.period(label.text) or side.scope, label.flat
        before = (block, label)


def _name_unknown(sides: list[tuple[ListBlock, Side]], words: Vocabulary) -> None:
    """Tell a list that is called as that of the year is but for a word nobody knows (实施目标, 年度目标): it is of
    the whole term, and doubted."""
    said = [(side, _labels(block)) for block, side in sides]
    annual = [c.text for side, cells in said if side.scope == "annual" for c in cells]
    for side, cells in said:
        label = next((c for c in cells if beside_annual(c.text, annual, words)), None)
        if label is not None and not side.scope:
            side.scope, side.said, side.unsure = "lifetime", label.flat, True


def _labels(block: ListBlock) -> list[Cell]:
    return [c for c in (block.caption, block.side) if c is not None and c.text]


def _label(block: ListBlock, words: Vocabulary) -> Cell | None:
    """The label over or beside the list that says a period."""
    return next((c for c in _labels(block) if words.period(c.text) is not None), None)


def _same_list(above: ListBlock, below: ListBlock, words: Vocabulary) -> bool:
    """Whether the lower list goes on with the upper one, under no other label at its side."""
    upper, lower = (key(b.side.text) if b.side is not None else "" for b in (above, below))
    return adjoins(above, below) and (not lower or lower == upper) and not _begins_again(above, below, words)


def _levels(block: ListBlock, words: Vocabulary) -> list[str]:
    rows = (c for r in range(block.body, block.end) for c in block.table.row(r)[:2] if c.row == r)
    return [key(c.text) for c in rows if is_level(c.text, words)]


def _begins_again(above: ListBlock, below: ListBlock, words: Vocabulary) -> bool:
    """Whether the lower list begins with the level that the upper one began with, which had come to others since."""
    upper, lower = (_levels(b, words) for b in (above, below))
    firsts = [name for name in upper if "level1" in level_names(name)]
    return bool(lower) and lower[:1] == firsts[:1] and len(set(firsts)) > 2


def sides_of(block: ListBlock, words: Vocabulary, goals: str = "") -> list[Side]:
    """One side, or a lifetime and an annual one where the list has two value columns or two sets of columns. `goals`
    is the period of the first of two goals that stand side by side, "" where none do."""
    values = [c for c in block.columns if c.role in VALUES]
    if len(values) < 2:
        scope, said = _scope(block, block.columns, words)
        return [Side(scope or "", said, block.columns)]
    panels = len({c.panel for c in values}) > 1
    out = []
    for value in values[:2]:
        if panels:
            own = [c for c in block.columns if c.panel == value.panel]
            roles = {c.role for c in own}
            shared = [c for c in block.columns if c.panel < value.panel and c.role not in roles]
            columns = [*(c for c in shared if c.role in ("level1", "level2", "level12", "level3")), *own]
        else:
            columns = own = [c for c in block.columns if c is value or c.role not in VALUES]
        scope, said = _scope(block, own if panels else [value], words)
        if value.role == "value_lifetime":
            scope = "lifetime"
        columns = [replace(c, role="value") if c is value else c for c in columns]
        out.append(Side(scope or "", said, columns))
    halves = [[c for c in side.columns if c.panel == side.columns[-1].panel] for side in out]
    tops = [_level_over(block, own) for own in halves]
    if panels and all(top is not None for top in tops):
        for side, own, top in zip(out, halves, tops, strict=True):  # levels stand side by side, not periods
            side.scope, side.level["level1"] = (_scope(block, block.columns, words)[0] or ""), top
            side.columns = [replace(c, role="level2") if c.role == "level1" else c for c in own]
        return out
    alike = out[0].scope == out[1].scope
    if panels and alike and (_named_apart(block, halves) if not out[0].scope else not _named_alike(block, halves)):
        return out  # one list in two halves
    _tell_apart(out, goals)
    return out


def _named_alike(block: ListBlock, halves: list[list[Column]]) -> bool:
    """Whether the names of the two halves are mostly the same, as those of two periods are."""
    first, second = (_texts(block, half, "level3") for half in halves)
    return 2 * len(first & second) >= min(len(first), len(second))


def _named_apart(block: ListBlock, halves: list[list[Column]]) -> bool:
    """Whether neither names nor levels of one half come again in the other, as they do where a list goes on there."""
    for role in ("level3", "level2", "level1"):
        first, second = (_texts(block, half, role) for half in halves)
        if first & second or (role == "level3" and not (first and second)):
            return False
    return any(_texts(block, half, role) for half in halves for role in ("level1", "level2"))


def _texts(block: ListBlock, half: list[Column], role: str) -> set[str]:
    """What stands in the columns of the role."""
    columns = [c for c in half if c.role == role]
    return {key(c.text) for r in range(block.body, block.end) for col, c in block.cells(r) if col in columns and c.text}


def _level_over(block: ListBlock, columns: list[Column]) -> Cell | None:
    """The head over all columns of a side where it names levels 1: 产出指标 at the left, 效益指标 at the right."""
    tops = [cell_over(block, columns), *(c.heads[0] for c in columns if c.heads)]
    return next((top for top in tops if top is not None and top.cols > 1 and names_level1(top.text)), None)


def _tell_apart(sides: list[Side], goals: str) -> None:
    """Give two sides their periods: what one says, the other is not; without any they come as the goals do that stand
    side by side, else the lifetime first."""
    first, second = sides
    first.guessed = second.guessed = first.scope == second.scope and not goals
    if first.scope == second.scope:
        first.scope, second.scope = ("annual", "lifetime") if goals == "annual" else ("lifetime", "annual")
    first.scope = first.scope or ("annual" if second.scope == "lifetime" else "lifetime")
    second.scope = second.scope or ("annual" if first.scope == "lifetime" else "lifetime")


def _scope(block: ListBlock, columns: list[Column], words: Vocabulary) -> tuple[str | None, Passage]:
    """The period that header cells, the caption or the label at the side speak of, with the words that say so."""
    heads = [h for c in columns if c.role in ("value", "value_lifetime", "level3", SAID) for h in c.heads]
    over = [c for c in (cell_over(block, columns),) if c is not None]
    for cell in [*heads, *over, block.caption, block.side]:
        if cell is not None and cell.text:
            scope = words.period(cell.text)
            if scope is not None:
                return scope, cell.flat
    first = columns[0].heads if columns else []
    return None, first[0].flat if first else Passage()


def cell_over(block: ListBlock, columns: list[Column]) -> Cell | None:
    """The cell over the header that covers the columns, where two stand side by side."""
    if block.head == 0 or not columns:
        return None
    row = block.table.row(block.head - 1)
    if len(row) < 2:
        return None
    return next((c for c in row if c.text and c.col <= columns[-1].start < c.end_col and len(c.text) < 30), None)
