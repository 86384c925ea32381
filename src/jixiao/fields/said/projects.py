"""What a list of self-evaluations says of a project in no column: in rows across it, in a cell of labels with their
values beside its indicators, in a row under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jixiao.evidence import Passage, Role
from jixiao.forms.content import is_amount
from jixiao.forms.evaluation import measure_of
from jixiao.forms.model import Form, Leads
from jixiao.forms.said_pairs import Pair, closes, field_of, pairs_in
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many pairs make a cell beside the indicators one of labels with their values.
_SEVERAL = 2


@dataclass(slots=True)
class SaidOf:
    """What is said of one project: values by field, money as (measure, label, amount), units of it, pairs of no field,
    and the words and rows that it was read from."""

    fields: dict[str, Passage] = field(default_factory=dict)
    money: list[tuple[str, Passage, Passage]] = field(default_factory=list)
    units: list[Passage] = field(default_factory=list)
    aside: list[tuple[Passage, Passage]] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)

    def holds(self, value: Passage) -> bool:
        """Whether the value is wholly of what was read here."""
        return bool(value.pieces) and all(id(piece.word) in self.words for piece in value.pieces)


def said_of(form: Form, words: Vocabulary) -> SaidOf:
    """What the list says of the form's project outside of its columns; nothing where the form is no project of one."""
    out = SaidOf()
    if form.listed is None:
        return out
    table = form.tables[0]
    for r in form.listed.told:
        out.rows.add(r)
        for cell in table.written(r):
            _read(cell, out, words)
    for cell in _beside(table, form.listed, words):
        _read(cell, out, words)
    for cell in _under(table, form.listed, words):
        out.rows.add(cell.row)
        _read(cell, out, words)
    return out


def _beside(table: Table, listed: Leads, words: Vocabulary) -> list[Cell]:
    """The cells at the left of the indicators that say several pairs, one of them of a known label: 目标1：…目标2：…
    are the items of a text."""
    cells = [c for c in table.cells if c.row >= listed.body and c.end_col <= listed.left and c.text]
    said = [(c, pairs_in(c.passage, words)[1]) for c in cells]
    return [c for c, pairs in said if len(pairs) >= _SEVERAL and any(_is_known(pair, words) for pair in pairs)]


def _is_known(pair: Pair, words: Vocabulary) -> bool:
    return bool(field_of(pair, words) or measure_of(pair.label.text, words))


def _under(table: Table, listed: Leads, words: Vocabulary) -> list[Cell]:
    """The cells alone in their rows below the heads that say what came of the project: 自评得分：95　等级：优"""
    alone = [table.written(r)[0] for r in range(listed.body, table.n_rows) if len(table.written(r)) == 1]
    return [c for c in alone if closes(c, words)]


def _read(cell: Cell, out: SaidOf, words: Vocabulary) -> None:
    cell.flat.claim(Role.LABEL)
    out.words.update(id(piece.word) for piece in cell.flat.pieces)
    name, pairs = pairs_in(cell.passage, words)
    if name:
        _keep("project_name", Passage(), name, out)
    for pair in pairs:
        measure = measure_of(pair.label.text, words)
        field_ = field_of(pair, words)
        if field_:
            _keep(field_, pair.label, pair.value, out)
        elif measure and is_amount(pair.value.text):
            out.money.append((measure, pair.label, pair.value))
            out.units += [pair.unit] if pair.unit else []
        elif pair.value:
            out.aside.append((pair.label, pair.value))


def _keep(name: str, label: Passage, value: Passage, out: SaidOf) -> None:
    """The first value stands; another is kept aside."""
    if name not in out.fields:
        out.fields[name] = value
    elif key(out.fields[name].text) != key(value.text):
        out.aside.append((label, value))


def unit_of(units: Sequence[Passage]) -> Passage | None:
    """The unit that all amounts are in, None where they are in several."""
    return units[0] if len({unit.text for unit in units}) == 1 else None
