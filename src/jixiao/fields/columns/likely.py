"""What the network of cells says of a column of a list."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.fields.cells.roles import AT, NOWHERE, OF_ROW
from jixiao.fields.cells.told import told_of
from jixiao.fields.columns.model import ASIDE
from jixiao.tables.table import Cell, Table

_ROLE_OF = {"sign": "operator"}
_NAMES = {_ROLE_OF.get(name, name): AT[name] for name in OF_ROW}
_ASIDE = [AT[name] for name in NOWHERE]


def likely_roles(table: Table, cells: Sequence[Cell | None]) -> dict[str, float]:
    """How likely a column holds each role: the mean of what the network says of its cells; empty if none was asked."""
    mean = told_of(table, [c for c in cells if c is not None])
    if mean is None:
        return {}
    out, aside = {name: mean[at] for name, at in _NAMES.items()}, sum([mean[at] for at in _ASIDE])
    return out | dict.fromkeys((*ASIDE, "number"), aside) | {"level12": out["level1"] + out["level2"]}
