"""What the network of cells says of a column of a list."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from jixiao.fields.cells.roles import AT, NOWHERE, OF_ROW
from jixiao.fields.cells.told import asked
from jixiao.fields.columns.model import ASIDE
from jixiao.tables.table import Cell, Table

_ROLE_OF = {"sign": "operator"}
_NAMES = [_ROLE_OF.get(name, name) for name in OF_ROW]
_pick = itemgetter(*(AT[name] for name in (*OF_ROW, *NOWHERE)))


def likely_roles(table: Table, cells: Sequence[Cell | None]) -> dict[str, float]:
    """How likely a column holds each role: the mean of what the network says of its cells; empty if none was asked."""
    said = [_pick(likely) for likely in asked(table, (c for c in cells if c is not None))]
    if not said:
        return {}
    mean = [sum(shares) / len(said) for shares in zip(*said, strict=True)]
    out, aside = dict(zip(_NAMES, mean, strict=False)), sum(mean[len(_NAMES) :])
    return out | dict.fromkeys((*ASIDE, "number"), aside) | {"level12": out["level1"] + out["level2"]}
