"""Which period a list of indicators is of, where a form has one list for the year and one for the whole project."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.evidence import Passage
from jixiao.fields.columns.layout import Column
from jixiao.fields.lists.blocks import ListBlock
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell
from jixiao.text import key


@dataclass(slots=True)
class Side:
    """The columns of one period in a list that holds one or two; `level` are the level cells in force.

    `guessed` where no word says the period.
    """

    scope: str
    said: Passage
    columns: list[Column]
    level: dict[str, Cell | None] = field(default_factory=dict)
    guessed: bool = False


def adjoins(above: ListBlock, below: ListBlock) -> bool:
    """Whether the lower list goes on with the upper one under a header set again, without a caption between."""
    if above is below:
        return False
    if above.table is below.table:
        return above.end == below.head
    ended = above.end == above.table.n_rows and below.head == 0 and below.caption is None
    return ended and below.number == above.number + 1


def name_periods(sides: list[tuple[ListBlock, Side]], words: Vocabulary) -> None:
    """Tell lists under one another apart by their labels where the heads of all of them say one period.

    A form whose two lists were drawn alike prints 指标值 of the year over both; 实施期 stands over or beside the first.
    """
    alone = [(block, side) for block, side in sides if sum(other is block for other, _ in sides) == 1]
    if len(alone) < 2 or len({side.scope for _, side in sides}) > 1:
        return
    before: tuple[ListBlock, Cell | None] | None = None
    for block, side in alone:
        label = _label(block, words)
        if label is None and before is not None and _same_list(before[0], block):
            label = before[1]
        if label is not None:
            side.scope, side.said = words.period(label.text) or side.scope, label.flat
        before = (block, label)


def _label(block: ListBlock, words: Vocabulary) -> Cell | None:
    """The label over or beside the list that says a period."""
    cells = (block.caption, block.side)
    return next((c for c in cells if c is not None and c.text and words.period(c.text) is not None), None)


def _same_list(above: ListBlock, below: ListBlock) -> bool:
    """Whether the lower list goes on with the upper one, under no other label at its side."""
    upper, lower = (key(b.side.text) if b.side is not None else "" for b in (above, below))
    return adjoins(above, below) and (not lower or lower == upper)
