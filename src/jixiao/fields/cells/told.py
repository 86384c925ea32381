"""What the network says of single cells of a table, to those who read it: one witness beside words and content."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from jixiao.fields.cells.roles import AT
from jixiao.tables.table import Cell, Table

# From which probability on a cell is held to have a role, where other witnesses say so too.
SURE = 0.9


def told_of(table: Table, cells: Iterable[Cell]) -> list[float] | None:
    """How likely the cells hold each role: the mean over them; None where the network was not asked."""
    likely = table.likely
    said = [likely[at] for c in cells if (at := (c.row, c.col)) in likely and c.text]
    return (np.add.reduce(said) / len(said)).tolist() if said else None


def is_told(table: Table, cell: Cell, *roles: str, least: float = SURE) -> bool:
    """Whether the network is so sure that the cell has one of the roles; no where it was not asked."""
    said = table.likely.get((cell.row, cell.col))
    return said is not None and sum(said[AT[role]] for role in roles) >= least
