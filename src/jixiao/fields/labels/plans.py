"""Plans of spending by what stands in them, whatever they are called: dates in a row over the shares due by then."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.fields.digits.sums import number
from jixiao.forms.content import kinds_of
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many dates make a plan, and no date is longer, in characters; all of the money, in percent.
_DATES, _LONGEST, _WHOLE = 2, 12, 100


def rows_beside(table: Table, label: Cell) -> list[list[Cell]]:
    """The rows at the right of a label that is known to be a plan's."""
    return [[c for c in table.row(r) if c.col >= label.end_col and c.row == r] for r in range(label.row, label.end_row)]


def find_plans(table: Table, rows: set[int]) -> Iterator[tuple[Cell | None, list[list[Cell]]]]:
    """The plans among the given rows of the table: the label beside them, None without one; dates and shares."""
    for r in sorted(rows):
        dues = [c for c in table.row(r) if c.row == r and _is_date(c.text)]
        under = [table.at(c.end_row, c.col) for c in dues]
        pairs = zip(dues, under, strict=True)
        shares = [s for d, s in pairs if s and s.row in rows and (s.col, s.cols) == (d.col, d.cols)]
        if len(shares) < max(_DATES, len(dues)) or not _are_shares([s.text for s in shares]):
            continue
        others = [c for c in table.row(r) if c.text and c not in dues]
        if all(c.end_col == dues[0].col for c in others):
            yield next(iter(others), None), [dues, shares]


def _is_date(text: str) -> bool:
    return len(key(text)) <= _LONGEST and "date" in kinds_of(text)


def _are_shares(texts: list[str]) -> bool:
    """Whether the texts are shares of one whole: one after the other, or each with those before it."""
    shares = [s for text in texts if (s := number(key(text).rstrip("%"))) is not None]
    grows = shares == sorted(shares) and shares[-1:] == [_WHOLE]
    return all("%" in key(t) for t in texts) and len(shares) == len(texts) and (grows or sum(shares) == _WHOLE)
