"""The money of a self-evaluation in any other shape than a table under its headings: sources over columns with what was
budgeted and spent in rows, labels with amounts beside them, several in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.kinds.evaluation_funds import MEASURES, source_in
from jixiao.fields.labels.inline import pairs_apart
from jixiao.forms.content import is_amount
from jixiao.forms.evaluation import measure_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

_MONEY = {"initial", "budget", "executed", "rate"}
_LONGEST = 30
# Whose money a label says it is, though no source is named in it.
_WHOLE = re.compile(r"合计|总额|总计|小计|总金额|(?:基本|项目)支出")
_PAIR = re.compile(r"^([^:：]{2,20})[:：]\s*(\S+)$")


@dataclass(slots=True)
class _Amount:
    """An amount with what it counts, whose it is, and the labels that say so."""

    measure: str
    item: Passage
    value: Passage
    labels: list[Passage]


def said_money(tables: Sequence[Table], taken: Sequence[set[int]], words: Vocabulary) -> list[dict[str, Any]]:
    """A row for each source of money of which an amount is said to be budgeted or spent, in printed order; empty where
    not both are said. `taken` are the rows of each table that were read as something else."""
    found = [a for table, rows in zip(tables, taken, strict=True) for a in _amounts(table, rows, words)]
    said = {a.measure for a in found}
    if "executed" not in said or said.isdisjoint({"initial", "budget"}):
        return []
    _first_is_initial(found)
    out: dict[str, dict[str, Any]] = {}
    for a in found:
        if a.measure == "rate" and not a.item:
            continue
        row = out.setdefault(_name(a.item), {"item": a.item or None, **dict.fromkeys(MEASURES)})
        if row[a.measure] is None:
            _put(row, a)
    for a in found:
        if a.measure == "rate" and not a.item:
            row = next((r for name, r in out.items() if not name or _WHOLE.search(name)), next(iter(out.values())))
            if row["rate"] is None:
                _put(row, a)
    return list(out.values())


def _put(row: dict[str, Any], a: _Amount) -> None:
    row[a.measure] = a.value
    for label in a.labels:
        label.claim(Role.LABEL)


def _first_is_initial(found: list[_Amount]) -> None:
    """Of two budgets of one source the first is that of the year's beginning."""
    for a in found:
        again = [b for b in found if b.measure == "budget" and _name(b.item) == _name(a.item)]
        initial = any(b.measure == "initial" and _name(b.item) == _name(a.item) for b in found)
        if len(again) == 2 and not initial:
            again[0].measure = "initial"


def _name(item: Passage) -> str:
    return re.sub(r"^其中[:：]?", "", key(item.text))


def _amounts(table: Table, taken: set[int], words: Vocabulary) -> Iterator[_Amount]:
    for r in range(table.n_rows):
        if r not in taken:
            cells = [c for c in table.row(r) if c.text]
            if any(_is_figure(c) for c in cells if c.row == r):
                yield from _of_row(table, r, cells, words)
            yield from (a for c in cells if c.row == r for a in _inside(c, words))


def _is_figure(cell: Cell) -> bool:
    return has_digit(cell.text) and is_amount(cell.text)


def _inside(cell: Cell, words: Vocabulary) -> Iterator[_Amount]:
    """Labels with their amounts in one cell (预算数：100.00)."""
    for part in pairs_apart(cell.flat) if has_digit(cell.text) else ():
        match = _PAIR.match(part.text)
        if match and is_amount(match.group(2)) and has_digit(match.group(2)):
            label = part.cut(*match.span(1))
            measure = measure_of(label.text, words)
            if measure in _MONEY:
                yield _Amount(measure, source_in(label), part.cut(*match.span(2)), [label])


def _of_row(table: Table, r: int, cells: list[Cell], words: Vocabulary) -> Iterator[_Amount]:
    """The amounts of a row by the labels left of them and, where they stand side by side, the heads over them."""
    first = next(i for i, c in enumerate(cells) if _is_figure(c) and c.row == r)
    leading = cells[: max(first - 1, 0)]
    figures = [c for c in cells if _is_figure(c) and c.row == r]
    apart = [i for i, c in enumerate(cells) if not _is_figure(c) and i > first]
    if first == 0 or any(len(c.text) > _LONGEST for c in cells):
        return
    if apart or len(figures) == 1:
        for i, cell in enumerate(cells):
            labelled = _is_figure(cell) and cell.row == r and i > 0 and not _is_figure(cells[i - 1])
            if labelled and (a := _beside(cell, cells[i - 1], leading, words)) is not None:
                yield a
        return
    heads = [_head(table, cell) for cell in figures]
    label = cells[first - 1]
    said = {measure_of(h.text, words) for h in heads if h is not None} & _MONEY
    for cell, head in zip(figures, heads, strict=True):
        if head is None:
            continue
        if len(said) > 1 and (measure := measure_of(head.text, words)) in MEASURES:
            yield _Amount(measure, label.flat, cell.flat, [label.flat, head.flat])
        elif (a := _beside(cell, label, leading, words)) is not None and not measure_of(head.text, words):
            yield _Amount(a.measure, head.flat, cell.flat, [*a.labels, head.flat])


def _beside(cell: Cell, label: Cell, leading: list[Cell], words: Vocabulary) -> _Amount | None:
    """The amount as its label says, or as a label further left does, where its own says only whose it is."""
    measure = measure_of(label.text, words)
    over = [c for c in reversed(leading) if c is not label]
    if measure in _MONEY:
        whose = next((c.flat for c in over if _is_source(c.flat)), Passage())
        item = source_in(label.flat) or whose
        return _Amount(measure, item, cell.flat, [label.flat, *([whose] if whose else [])])
    more = next((c for c in over if measure_of(c.text, words) in _MONEY), None)
    if more is None or measure:
        return None
    return _Amount(measure_of(more.text, words), label.flat, cell.flat, [label.flat, more.flat])


def _is_source(text: Passage) -> bool:
    return bool(source_in(text)) or _WHOLE.search(text.text) is not None


def _head(table: Table, cell: Cell) -> Cell | None:
    """The lowest text over an amount's column, with amounts and blanks only between."""
    for r in range(cell.row - 1, -1, -1):
        over = table.at(r, cell.col)
        if over is None or (over.text and not is_amount(over.text) and len(over.text) > _LONGEST):
            return None
        if over.text and not is_amount(over.text) and key(over.text) not in ("/", "-", "—", "－"):
            return over if over.end_col >= cell.end_col else None
    return None
