"""A list of indicators as the network of cells alone tells it: names of indicators with what stands beside and over
them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jixiao.fields.cells.account import Account
from jixiao.fields.cells.grid import APART
from jixiao.fields.cells.roles import OF_VALUE

Place = tuple[int, int, int, int]
_LEVELS = ("level1", "level2")
_BESIDE = ("weight", "description", "basis")


@dataclass(slots=True)
class ToldRow:
    """An indicator: its cells by role, and those of each of its targets."""

    cells: dict[str, int]
    targets: list[dict[str, int]]

    @property
    def all(self) -> list[int]:
        """All of its cells."""
        return [*self.cells.values(), *(i for target in self.targets for i in target.values())]


def told_rows(told: Account) -> list[ToldRow]:
    """The rows of all lists, in the order of the names."""
    roles: dict[str, list[int]] = defaultdict(list)
    rows: dict[int, list[int]] = defaultdict(list)
    for i, (text, (top, left, bottom, _)) in enumerate(zip(told.grid.texts, told.grid.places, strict=True)):
        if text and left >= APART:
            roles[told.best[i]].append(i)
            for row in range(top, bottom):
                rows[row].append(i)
    return [_row(told, name, roles, rows) for name in roles["level3"]]


def _row(told: Account, name: int, roles: dict[str, list[int]], rows: dict[int, list[int]]) -> ToldRow:
    places, best = told.grid.places, told.best
    beside = sorted({i for row in range(places[name][0], places[name][2]) for i in rows[row]})
    left, right = _room(places, name, [i for i in beside if best[i] == "level3"])
    mine: dict[str, list[int]] = defaultdict(list)
    for i in beside:
        if left < places[i][1] < right and _beside(places[i], places[name]):
            mine[best[i]].append(i)
    cells = {"level3": name} | {role: mine[role][0] for role in _BESIDE if mine[role]}
    for level in _LEVELS:
        cell = mine[level][0] if mine[level] else _over(places, roles[level], places[name])
        # a level 1 of its own closes the level 2 over it
        closed = cell is not None and "level1" in cells and places[cells["level1"]][0] > places[cell][0]
        if cell is not None and (mine[level] or not closed):
            cells[level] = cell
    parts = sorted((i for role in OF_VALUE for i in mine[role]), key=lambda i: places[i][1])
    return ToldRow(cells, _targets(parts, best))


def _room(places: list[Place], name: int, names: list[int]) -> tuple[int, int]:
    """The columns between which the name's row lies: up to other names beside it."""
    beside = [places[i][1] for i in names if i != name and _beside(places[i], places[name])]
    own = places[name][1]
    return max((c for c in beside if c < own), default=-1), min(
        (c for c in beside if c > own), default=places[name][3] + APART
    )


def _beside(a: Place, b: Place) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] // APART == b[1] // APART


def _over(places: list[Place], levels: list[int], name: Place) -> int | None:
    """The last name of a level that begins over the row."""
    return next((i for i in reversed(levels) if places[i][0] <= name[0]), None)


def _targets(parts: list[int], best: list[str]) -> list[dict[str, int]]:
    """The targets that the cells make, from left to right: a further cell of the same role begins a further one."""
    out: list[dict[str, int]] = []
    for i in parts:
        role = best[i]
        if not out or role in out[-1]:
            out.append({})
        out[-1][role] = i
    return [target for target in out if "value" in target]
