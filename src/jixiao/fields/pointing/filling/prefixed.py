"""Columns of a list whose cells hold words before the value (指标值：≥90%): each row of it pointed out cell by cell.

A head with a colon names those words, so that one column of the page may be several columns of the list.
"""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.fields.pointing.quotes import label_of
from jixiao.fields.pointing.render import Rendering, Shown
from jixiao.fields.pointing.wire import FormAnswer, Listing, Quote, row_numbers, runs

_LEVELS = ("level1", "level2", "level12")
_TERM, _VALUE, _INDICATOR, _NAME = "value_lifetime", "value", "indicator", "level3"
Single = dict[str, list[str | Quote]]


def spelled_out(answer: FormAnswer, shown: Rendering) -> FormAnswer:
    """The answer with such lists given row by row; as it is where there are none, or a head is none of the cells."""
    if not any(_prefixed(item, shown) for item in answer.lists):
        return answer
    lists: list[Listing] = []
    totals: list[int] = []
    for item in answer.lists:
        if not _prefixed(item, shown):
            lists.append(item)
            continue
        totals += row_numbers(item.total)
        lists += _spelled(item, shown)
    other = ",".join(filter(None, [answer.other, runs(totals)]))
    return answer.model_copy(update={"lists": lists, "other": other})


def _prefixed(item: Listing, shown: Rendering) -> bool:
    heads = [head for heads in item.columns.values() for head in heads]
    return any(":" in head for head in heads) and all(head.partition(":")[0] in shown.cells for head in heads)


def _spelled(item: Listing, shown: Rendering) -> list[Listing]:
    rows = [n for n in row_numbers(item.rows) if n in shown.tables]
    year: list[Single] = []
    term: list[Single] = []
    levels: Single = {}
    for n in rows:
        said = {role: spans for role, heads in item.columns.items() if (spans := _under(heads, n, shown))}
        levels |= {role: spans for role, spans in said.items() if role in _LEVELS}
        said = {**{role: spans for role, spans in levels.items() if role in item.columns}, **said}
        if _INDICATOR in said:
            said.setdefault(_NAME, said.pop(_INDICATOR))
        value = said.pop(_TERM, None)
        if not set(said) <= set(_LEVELS):
            year.append(said)
        if value is not None:
            term.append({**{role: spans for role, spans in said.items() if role != _VALUE}, _VALUE: value})
    heads = {shown.cells[head.partition(":")[0]].row for heads in item.columns.values() for head in heads} - {*rows}
    head = runs([*row_numbers(item.head), *heads])
    bare = item.model_copy(
        update={"columns": {}, "rows": "", "total": "", "head": head, "single": [*item.single, *year]}
    )
    return [bare, *([bare.model_copy(update={"scope": "lifetime", "single": term})] if term else [])]


def _under(heads: Sequence[str], n: int, shown: Rendering) -> list[str | Quote]:
    """What stands under the heads in the row; of a cell with the words of the head what stands behind them."""
    out: list[str | Quote] = []
    for head in heads:
        id, _, words = head.partition(":")
        cell = next((c for c in shown.covering(n) if c.text and _overlap(c, shown.cells[id])), None)
        if cell is None:
            continue
        if words and isinstance(label_of(cell.text, f"{cell.id}:{words}"), tuple):
            out.append(f"{cell.id}:{words}")
        elif not words:
            out.append(cell.id)
    return out


def _overlap(a: Shown, b: Shown) -> bool:
    return a.col < b.end_col and b.col < a.end_col
