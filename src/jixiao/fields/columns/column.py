"""A column of a list, as it is drawn and once it is known what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.fields.columns.assign import Bound
from jixiao.tables.table import Cell

# The roles of columns of targets.
VALUES = frozenset({"value", "value_lifetime"})


@dataclass(slots=True)
class Column:
    """A column of a list: what it holds, its grid columns, and its header cells from the top down.

    `blank` is the header cell of a column that has no heading. `bound` says why it holds what it does, None where its
    heads alone say so. `panel` counts the groups of columns that stand side by side, one for a period. `told` where in
    a list of tasks what the columns hold tells it, and no head.
    """

    role: str
    start: int
    end: int
    heads: list[Cell] = field(default_factory=list)
    blank: Cell | None = None
    bound: Bound | None = None
    panel: int = 0
    told: bool = False

    @property
    def head(self) -> str:
        """The words over it, the lowest last."""
        return "".join(h.text for h in self.heads)
