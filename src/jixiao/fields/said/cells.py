"""Cells of a form that say indicators, several in one: with their levels, or beside the names of these."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from jixiao.evidence import Passage, Role
from jixiao.fields.said.grammar import TARGETS, mostly_bracketed, mostly_commas
from jixiao.fields.said.pieces import BRACKETED, lines_of, names_level, pieces, said_in, said_whole
from jixiao.fields.said.rows import Under, rows_of
from jixiao.fields.tree import Draft
from jixiao.forms.content import kinds_of, level_names
from jixiao.forms.levels import is_level
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell, Table

# A text of no more characters says no two of them.
_LONG = 24
# So many indicators make a text, or several beside their levels, a list of them.
_LEAST = 2
_TARGET = re.compile(r"[≥≤=<>＜＞≧≦]\s*\d")
_LEVEL = re.compile(r"指标|效益|满意度|成本|产出")


class Stated(NamedTuple):
    """A cell that says indicators, and the cells at its left that name the levels over them, the lower one last;
    whether those of its form mostly have their targets in brackets, and mostly behind a comma."""

    cell: Cell
    over: list[Cell]
    bracketed: bool = False
    commas: bool = False


def stated_in(table: Table, rows: Collection[int], words: Vocabulary) -> list[Stated]:
    """The cells of the rows that do."""
    beside = list(_under_first([one for r in sorted(rows) if (one := _beside(table, r, words)) is not None]))
    parts = [piece for one in beside for piece in pieces(Passage(said_in(one.cell)))]
    bracketed, commas = mostly_bracketed(parts), mostly_commas(parts)
    beside = [one._replace(bracketed=bracketed, commas=commas) for one in beside]
    read = [(one, *_read(one, words)) for one in beside]
    kept = [(one, said) for one, said, open_ in read if said and len(said) >= 2 * open_]
    values = [row["value"].text for _, said in kept for row in said]
    if len(values) < _LEAST or not any(kinds_of(value) & TARGETS for value in values):
        kept = []
    found = [one for one, _ in kept]
    taken = {id(one.cell) for one in found}
    cells = [c for c in table.cells if c.row in rows and id(c) not in taken]
    return sorted([*found, *(Stated(c, []) for c in cells if _states_all(c, words))], key=lambda one: one.cell.row)


def _beside(table: Table, r: int, words: Vocabulary) -> Stated | None:
    """The last cell of row r, where all that stands before it names levels, one or both, or says whose they are."""
    cells = table.written(r)
    if len(cells) < 2 or cells[-1].row != r or is_level(cells[-1].text, words):
        return None
    over = [c for c in cells[:-1] if is_level(c.text, words)]
    rest = [c for c in cells[: -1 - len(over)] if c.rows == 1]
    if not over or over != cells[-1 - len(over) : -1] or rest or len(over) > _LEAST:
        return None
    return Stated(cells[-1], over)


def _under_first(beside: list[Stated]) -> Iterator[Stated]:
    """The same, with the name of the first level that stands over several of them once, merged or not."""
    last: list[Cell] = []
    for one in beside:
        if len(last) > 1 and len(one.over) == 1 and one.over[0].col == last[1].col:
            one = one._replace(over=[last[0], one.over[0]])
        last = one.over
        yield one


def _read(one: Stated, words: Vocabulary) -> tuple[list[dict[str, Any]], int]:
    """The rows of a cell beside its levels, and how many parts of it are none."""
    draft = Draft({})
    under = Under(*_levels(one), targets=one.bracketed, alone=True, commas=one.commas)
    return rows_of(lines_of(Passage(said_in(one.cell))), words, draft, under), len(draft.reasons)


def _levels(one: Stated) -> tuple[Passage | None, Passage | None]:
    """Level 1 and level 2 of the cells at the left."""
    said = [c.flat for c in one.over]
    if len(said) > 1:
        return said[0], said[1]
    if said and "level1" not in level_names(said[0].text) and "level2" in level_names(said[0].text):
        return None, said[0]
    return (said[0], None) if said else (None, None)


def _states_all(cell: Cell, words: Vocabulary) -> bool:
    """Whether all that the cell says is indicators with their targets, each under the name of a level."""
    text = said_in(cell) if len(cell.text) > _LONG else ""
    if len(_LEVEL.findall(text)) < _LEAST:
        return False
    draft, whole = Draft({}), Passage(text)
    rows = rows_of(
        lines_of(whole), words, draft, Under(levels=_is_bracketed(text), targets=mostly_bracketed(pieces(whole)))
    )
    levelled = all(row["level1"] or row["level2"] for row in rows)
    return len(rows) >= _LEAST and levelled and not draft.reasons and not _but_points(draft)


def lost(cell: Cell) -> Reason:
    """Why a record is not complete of which a cell says more targets than were read."""
    said = f"“{cell.text[:16]}…”这一格里有指标值没有读到；请对照原文逐条核对"
    return Reason(code="indicator.unread", message=said, page=cell.page or None)


def _but_points(draft: Draft) -> bool:
    """Whether anything stands aside but the points of levels."""
    return any(not names_level(label.text) for label, _ in draft.extra)


def _is_bracketed(text: str) -> bool:
    """Whether the names of levels stand in brackets."""
    return sum(bool(level_names(match[1])) for match in BRACKETED.finditer(text)) >= _LEAST


def stated_rows(cells: Sequence[Stated], words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of such cells."""
    out: list[dict[str, Any]] = []
    for one in cells:
        whole = said_whole(one.cell)
        bracketed = one.bracketed if one.over else mostly_bracketed(pieces(whole))
        under = Under(*_levels(one), _is_bracketed(whole.text), bracketed, bool(one.over), one.commas)
        out += rows_of(lines_of(whole), words, draft, under)
        whole.claim(Role.LABEL)  # what stands between the parts
    return out
