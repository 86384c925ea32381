"""What the network says of a form, to be asked of passages that were read there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from jixiao.evidence import Passage
from jixiao.fields.cells.features import Floats, seen
from jixiao.fields.cells.grid import APART, Grid, grid_of
from jixiao.fields.cells.network import network
from jixiao.fields.cells.roles import AT, NOWHERE, ROLES
from jixiao.fields.cells.told import SURE
from jixiao.fields.cells.windows import joined, windows
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import GOAL_KINDS
from jixiao.text import key

_NOWHERE = [AT[role] for role in NOWHERE]
# Tables that nobody knows are not asked of where they have more cells.
_CELLS = 800


@dataclass(slots=True)
class Account:
    """The cells of a form and for each the probability of each role (`likely`, cells x roles); `known` are the roles of
    which the network knows something. `best` is the likeliest role of each cell, `fields` how likely it holds a value
    of a field."""

    grid: Grid
    likely: Floats
    known: frozenset[str]
    best: list[str] = field(init=False)
    fields: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Ask of all cells at once what is asked of most."""
        self.best = [ROLES[i] for i in self.likely.argmax(axis=1).tolist()]
        self.fields = (1.0 - self.likely[:, _NOWHERE].sum(axis=1, dtype=np.float64)).tolist()

    def tell(self, form: Form) -> None:
        """Tell the tables of the form what is said of their cells."""
        rows = list(self.likely)
        for table in form.tables:
            table.likely = {(cell.row, cell.col): rows[self.grid.at[id(cell)]] for cell in table.cells}

    def cells(self, passages: Iterable[Passage]) -> set[int]:
        """The cells that the passages were read from."""
        of = self.grid.of.get
        return {at for passage in passages for piece in passage.pieces if (at := of(id(piece[0]))) is not None}

    def within(self, passages: Iterable[Passage], cells: Set[int]) -> bool:
        """Whether the passages were read from cells, and from none but these."""
        own = self.cells(passages)
        return bool(own) and own <= cells

    def together(self, label: Passage, value: Passage) -> bool:
        """Whether a cell holds both, or a part of both."""
        return not self.cells([label]).isdisjoint(self.cells([value]))

    def mean(self, passage: Passage) -> Sequence[float] | None:
        """How likely the passage's cells have each role: the mean over them; None where it is of no cell."""
        cells = sorted(self.cells([passage]))
        return self.likely[cells].mean(axis=0).tolist() if cells else None

    def share(self, passage: Passage, roles: Sequence[str]) -> float:
        """How likely all cells of the passage hold one of the roles: the least of them; 1.0 where it is of no cell."""
        if len(passage.pieces) == 1:
            only = self.grid.of.get(id(passage.pieces[0].word))
            return 1.0 if only is None else self._of(only, passage, roles)
        return min((self._of(cell, passage, roles) for cell in self.cells([passage])), default=1.0)

    def worst(self, passage: Passage, roles: Sequence[str]) -> int:
        """The cell of the passage that least likely holds one of the roles."""
        return min(self.cells([passage]), key=lambda cell: self._of(cell, passage, roles))

    def _of(self, cell: int, passage: Passage, roles: Sequence[str]) -> float:
        """How likely the cell holds one of the roles; where it holds more than the passage, or is a line over the
        table, it may be a label too."""
        text = self.grid.texts[cell]
        whole = self.grid.places[cell][1] >= APART and (text == passage.text or key(text) in key(passage.text))
        at = self.likely.item
        return sum([at(cell, AT[role]) for role in (roles if whole else (*roles, *NOWHERE))])

    def surely(self, role: str) -> set[int]:
        """The cells of which the network is sure that they have the role."""
        return set(np.flatnonzero(self.likely[:, AT[role]] >= SURE).tolist())

    def at(self, cell: int, role: str) -> float:
        """How likely the cell has the role."""
        return float(self.likely.item(cell, AT[role]))


def is_asked(form: Form, unknown: bool = False) -> bool:
    """Whether the network is asked of the form: it has tables that are those of a goal form, or (`unknown`) may be."""
    if not form.tables or form.prose:
        return False
    if form.kind in GOAL_KINDS:
        return True
    return unknown and form.kind is None and not form.other and sum(len(t.cells) for t in form.tables) <= _CELLS


def accounts_of(forms: Sequence[Form]) -> list[Account]:
    """What the network says of the cells of forms that have tables; the tables are told too."""
    if not forms:
        return []
    grids = [grid_of(form) for form in forms]
    parts = [windows(grid) for grid in grids]
    told = network().told(seen(w.grid, str(f.kind)) for some, f in zip(parts, forms, strict=True) for w in some)
    each = iter(told)
    likely = [joined(some, list(islice(each, len(some)))) for some in parts]
    out = [Account(grid, of_cells, network().known) for grid, of_cells in zip(grids, likely, strict=True)]
    for form, account in zip(forms, out, strict=True):
        account.tell(form)
    return out
