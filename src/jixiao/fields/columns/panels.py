"""Groups of columns that stand side by side in a list, one for each period."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.fields.columns.column import Column
from jixiao.fields.columns.model import bare_head
from jixiao.forms.vocabulary import Vocabulary


def panels_of(columns: Sequence[Column], words: Vocabulary) -> list[list[int]]:
    """The columns in groups that stand side by side under the same heads, whatever period they name: 中期 and 年度."""
    heads = [_without_period(c.heads[-1].text, words) if c.heads else "" for c in columns]
    if (under := _under_periods(columns, heads, words)) is not None:
        return under
    cut = next((i for i in range(2, len(heads)) if heads[i] and heads[i] in heads[:i]), None)
    if cut is None or len({h for h in heads[cut:] if h and h in heads[:cut]}) < 2:
        return [list(range(len(columns)))]
    return [list(range(cut)), list(range(cut, len(columns)))]


def _under_periods(columns: Sequence[Column], heads: list[str], words: Vocabulary) -> list[list[int]] | None:
    """The columns parted at the second of two upper heads over as many columns each, alike or of different periods."""
    groups: dict[int, list[int]] = {}
    for i, column in enumerate(columns):
        if len(column.heads) > 1 and column.heads[0].cols > 1:
            groups.setdefault(id(column.heads[0]), []).append(i)
    wide = [part for part in groups.values() if len(part) > 1]
    if len(wide) != 2 or len(wide[0]) != len(wide[1]):
        return None
    first, second = ([heads[i] for i in part] for part in wide)
    periods = {words.period(columns[part[0]].heads[0].text) for part in wide}
    if first != second and (len(periods) < 2 or not set(first) & set(second)):
        return None
    return [list(range(wide[1][0])), list(range(wide[1][0], len(columns)))]


def _without_period(text: str, words: Vocabulary) -> str:
    k = bare_head(text)
    for found in words.periods.values():
        for word in sorted(found, key=len, reverse=True):
            if word in k and len(k) > len(word) + 1:
                return k.replace(word, "", 1)
    return k


def one_level_each(columns: list[Column]) -> None:
    """A column of both levels is of one of them where the other has a column of its own beside it."""
    for column in columns:
        beside = {c.role: c for c in columns if c.panel == column.panel and c.role in ("level1", "level2")}
        if column.role == "level12" and len(beside) == 1:
            other = next(iter(beside))
            column.role = "level2" if other == "level1" else "level1"
