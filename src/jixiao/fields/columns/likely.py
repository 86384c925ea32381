"""What the network of cells says of a column of a list."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.fields.cells.roles import AT, NOWHERE, OF_ROW
from jixiao.fields.columns.model import ASIDE
from jixiao.tables.table import Cell, Table

_ROLE_OF = {"sign": "operator"}


def likely_roles(table: Table, cells: Sequence[Cell | None]) -> dict[str, float]:
    """How likely a column holds each role: the mean of what the network says of its cells; empty if none was asked."""
    said = [table.likely[c.row, c.col] for c in cells if c is not None and c.text and (c.row, c.col) in table.likely]
    if not said:
        return {}
    mean = [sum(p) / len(said) for p in zip(*said, strict=True)]
    out = {_ROLE_OF.get(name, name): mean[AT[name]] for name in OF_ROW}
    aside = sum(mean[AT[name]] for name in NOWHERE)
    return out | dict.fromkeys((*ASIDE, "number"), aside) | {"level12": out["level1"] + out["level2"]}
