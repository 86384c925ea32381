"""What else speaks for a place that a model pointed at: the words of its label or header, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.fields.columns.column import Column
from jixiao.fields.columns.layout import strips_of
from jixiao.fields.columns.model import scores
from jixiao.fields.labels.model import contradicts, held, is_label
from jixiao.fields.lists.list_block import ListBlock
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table

# A label or header speaks for a field that is at least so likely, as a logarithm.
_LIKELY = -3.5
# Fields that headings and shapes tell, whatever their label.
_TOLD = frozenset({"title", "year", "funds.unit", "budget.unit", "policy_tasks", "execution_weight"})
# What a label says of amounts, and of goals, is one class each.
_CLASSES = {"funds": {"funds", "budget"}, "budget": {"budget", "funds"}}
_GOALS = frozenset({"goal", "goal_annual", "goal_lifetime", "strategic_goal"})
# Roles that the columns' model does not tell apart from others, or that need no witness.
_FREE = frozenset({"remark", "number", "said_rows", "value_lifetime"})
_AMOUNTS = frozenset({"amount", "fiscal", "other", "last_year", "this_year", "share"})
_ALIKE = {"level12": ("level12", "level1", "level2"), "operator": ("operator", "type", "direction")}


def label_speaks(labels: Iterable[str], path: str, value: str, kind: str, words: Vocabulary) -> bool:
    """Whether one of the labels may be that of the field, and the value is none that never stands there."""
    if path in _TOLD:
        return True
    head = path.partition(".")[0]
    classes = _CLASSES.get(head, _GOALS if path in _GOALS else {path})
    if not is_amount(value) if head in _CLASSES else all(contradicts(name, value) for name in classes):
        return False
    for label in labels:
        term = words.term(kind, label)
        if term is not None and term.field:
            if {term.field, term.field.partition(".")[0]} & classes:
                return True
        elif any(sense.name in classes and sense.likely >= _LIKELY for sense in held(label, value)):
            return True
    return False


def silent_columns(block: ListBlock, words: Vocabulary) -> list[Column]:
    """The columns of a list whose header and cells do not say that they hold what was said of them."""
    if block.name != "indicators":
        return [c for c in block.columns if c.role not in _FREE and not _named(block, c, words)]
    found = scores(strips_of(block.columns, block.table, block.body, block.end), words)
    out = []
    for column, likely in zip(block.columns, found, strict=True):
        names = _ALIKE.get(column.role, (column.role,))
        if column.role not in _FREE and max(likely.get(name, _LIKELY) for name in names) < _LIKELY:
            out.append(column)
    return out


def _named(block: ListBlock, column: Column, words: Vocabulary) -> bool:
    """Whether a known header stands over the column, or amounts stand in it where it should hold them."""
    if words.column(block.name, column.head) == column.role:
        return True
    cells = (block.table.at(r, column.start) for r in range(block.body, block.end))
    return column.role in _AMOUNTS and all(is_amount(c.text) for c in cells if c is not None and c.text)


def labels_of(table: Table, cell: Cell) -> list[str]:
    """What may be the label of a cell: what stands next to it at the left, right over it, and as a label further up."""
    left = (table.at(cell.row, col) for col in range(cell.col - 1, -1, -1))
    beside = next((c for c in left if c is not None and c.text), None)
    above = (table.at(row, cell.col) for row in range(cell.row - 1, -1, -1))
    over = [c for c in above if c is not None and c.text]
    found = [beside, *over[:1], *(c for c in over[1:] if is_label(c.text))]
    return list(dict.fromkeys(c.flat.text for c in found if c is not None))
