"""What single cells of a list say of an indicator: its name, target, levels and weight in a text, its period."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.columns.period_columns import SCOPE
from jixiao.fields.lists.indicator_row import place_level
from jixiao.fields.said.grammar import SAID, SaidRow
from jixiao.fields.said.pieces import said_whole
from jixiao.fields.said.texts import said_rows
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell


def said_of(found: dict[str, list[Cell]]) -> list[SaidRow]:
    """The indicators that a cell of the row says; a text that says none is a name without a target."""
    rows: list[SaidRow] = []
    for cell in found.get(SAID, []):
        cell.flat.claim(Role.LABEL)
        rows += said_rows(said_whole(cell)) or [SaidRow(cell.flat, Passage())]
    return rows


def put_period(row: dict[str, Any], found: dict[str, list[Cell]], words: Vocabulary, draft: Draft) -> None:
    """Give the row the period of the goal that a cell of it names: one that is not the year's, though its word is not
    known (实施目标), is of the whole term, and doubted."""
    for cell in found.get(SCOPE, []):
        cell.flat.claim(Role.LABEL)
        scope = words.period(cell.text)
        row["scope"] = Derived(scope or "lifetime", cell.flat)
        draft.doubted += [] if scope else [(row, "scope", DoubtCode.UNCERTAIN)]


def place_said(row: dict[str, Any], said: SaidRow | None, draft: Draft) -> None:
    """Put what a text says of an indicator beside its name and target in the row: levels, weight, how sure it is."""
    if said is None:
        return
    for level in (said.upper, said.level):
        if level and not place_level(row, level):
            draft.doubted.append((row, "level2", DoubtCode.UNCERTAIN))
    if said.weight is not None and not row["weight"]:
        row["weight"] = said.weight
    if not said.sure:
        draft.doubted += [(row, name, DoubtCode.UNCERTAIN) for name in ("level3", "value")]
