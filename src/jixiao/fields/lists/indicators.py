"""Lists of indicators into rows: levels carried down, split values joined, side-by-side periods told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.cells.told import is_told
from jixiao.fields.columns.column import Column
from jixiao.fields.lists.column_reasons import KEPT_ASIDE, blank_column, column_reasons
from jixiao.fields.lists.ends import adds_up, is_band
from jixiao.fields.lists.indicator_row import (
    NUMERAL,
    doubt_columns,
    doubt_sign,
    part_names,
    reasons_of,
    row_of,
    set_aside,
)
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.lists.periods import Side, adjoins, cell_over, name_periods, shares_period, sides_of
from jixiao.fields.lists.said_cells import place_said, put_period, said_of
from jixiao.fields.said.grammar import SAID, SaidRow
from jixiao.fields.tree import Draft
from jixiao.forms.content import level_names, names_both
from jixiao.forms.levels import is_level, levels_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell
from jixiao.text import key

# Names of second levels by what they are of.
_OUTPUT, _EFFECT = re.compile(r"^(?:产出)?(?:数量|质量|时效)"), re.compile(r"效益|效果|影响|满意")
_COUNTED = re.compile(r"\d{1,2}(?:[.．]\d{1,2})*[.．、]?")
_LEVELS = ("level1", "level2")
_CONTENT = ("level3", "value", SAID, "description", "weight", "basis")


def read_indicators(blocks: list[ListBlock], words: Vocabulary, draft: Draft, goals: str = "") -> list[dict[str, Any]]:
    """The rows of all lists of a form in printed order; a lifetime list only where an annual one stands beside it.
    `goals` is the period of the first of two goals that stand side by side, "" where none do."""
    sides: list[tuple[ListBlock, Side]] = []
    for block in blocks:
        own = sides_of(block, words, goals)
        last = sides[-1] if sides else None
        if last is not None and len(own) == 1 and not own[0].scope and shares_period(last[0], block, words):
            own[0].scope, own[0].said = last[1].scope, last[1].said
        sides.extend((block, side) for side in own)
    name_periods(sides, words)
    for block, side in sides:
        if (over := cell_over(block, side.columns)) is not None and words.period(over.text) is not None:
            over.flat.claim(Role.LABEL)
    scopes = {side.scope for _, side in sides}
    for _, side in sides:
        if not side.scope or scopes <= {"lifetime", ""}:
            side.scope = "annual"
    rows: list[dict[str, Any]] = []
    previous: dict[str, Cell | None] = {}
    for i, (block, side) in enumerate(sides):
        block.claim_labels(words)
        if not i or sides[i - 1][0] is not block:
            draft.reasons.extend(column_reasons(block))
        if i and adjoins(sides[i - 1][0], block):
            side.level = dict(previous)
        if (upper := _captioned(block, side)) is not None:
            side.level["level1"] = upper
        if side.guessed and side.scope == "annual":
            said = "两组指标并排，没有读到哪一组是年度、哪一组是实施期，按先后推断；请对照原文核对"
            draft.reasons.append(Reason(code="list.unsure-period", message=said, page=block.table.page or None))
        rows.extend(side_rows(block, side, words, draft))
        previous = side.level
    if all(row["scope"].value == "lifetime" for row in rows):
        for row in rows:
            row["scope"] = replace(row["scope"], value="annual")
    return rows


def _captioned(block: ListBlock, side: Side) -> Cell | None:
    """The level 1 that the caption over a list names, which has no column for it: （一）产出指标."""
    over = block.caption
    if over is None or not over.lines or {"level1", "level12"} & {c.role for c in side.columns}:
        return None
    last = Cell(-1, over.col, 1, over.cols, over.lines[-1:], over.page, over.box)
    return last if "level1" in level_names(NUMERAL.sub("", last.text, count=1)) else None


def side_rows(block: ListBlock, side: Side, words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of one period of a list, with the levels that were in force before it carried on."""
    own = {id(c) for c in side.columns}
    spans = {(c.start, c.end): c for c in side.columns}
    out: list[dict[str, Any]] = []
    last: tuple[int, ...] = ()
    merged = _merged(block)
    for r in range(block.body, block.end):
        if _band(block, side, r, words):
            _weights_of_band(block, side, r, draft)
            continue
        found: dict[str, list[Cell]] = {}
        loose: list[tuple[Column, Cell]] = []
        for column, cell in block.cells(r):
            mine = column if id(column) in own else spans.get((column.start, column.end))
            if mine is None:
                continue
            if mine.role in KEPT_ASIDE:
                loose.append((mine, cell))
            found.setdefault(mine.role, []).append(cell)
        _carry(side, found, r)
        content = tuple(id(c) for role in ("level3", "value", "value_text", SAID) for c in found.get(role, []))
        written = [c for role in _CONTENT for c in found.get(role, []) if c.text and not _empty(c, words)]
        if not written or (content == last and not any(c.row == r for c in written)):
            _claim_empty(found, words)
            continue
        named = [c for role in ("level1", "level2", "level3") for c in found.get(role, [])][:1]
        named += [c for c in found.get("number", []) if c.row == r]
        if any(words.is_total(c.text) or adds_up(c, found, out) for c in named):
            _total(found, draft)
            continue
        last = content
        said_here: list[SaidRow | None] = [*said_of(found)]
        for said in said_here or [None]:
            row = row_of(side, found, said, words)
            put_period(row, found, words, draft)
            out.append(row)
            place_said(row, said, draft)
            set_aside(row, side, found, loose, r)
            draft.reasons.extend(reasons_of(row, found, loose, words))
            doubt_columns(row, side, draft)
            draft.doubted += [(row, "scope", DoubtCode.UNCERTAIN)] if side.unsure else []
            doubt_sign(row, found, draft)
            if _contradicts(side.level.get("level1"), row["level2"], r):
                draft.doubted.append((row, "level1", DoubtCode.UNCERTAIN))
            unnamed = [name for name in merged if not any(c.text for c in found.get(name, []))]
            draft.doubted += [(row, name, DoubtCode.UNCERTAIN) for name in unnamed]
    draft.reasons += blank_column(out, draft.reasons)
    part_names(out)
    return out


def _merged(block: ListBlock) -> list[str]:
    """The levels whose names stand in cells over several rows, so that a blank cell is no sign that one goes on."""
    cells = (pair for r in range(block.body, block.end) for pair in block.cells(r))
    merged = {column.role for column, cell in cells if cell.rows > 1}
    return [level for level in _LEVELS if level in merged]


def _band(block: ListBlock, side: Side, r: int, words: Vocabulary) -> bool:
    """Whether the row is the name of a level over the rows of it, alone in its row; it is then in force.

    A level's name in the column of names, with nothing of an indicator beside it but a weight, is one too.
    """
    row = _written(block, r)
    level = any(is_level(c.text, words) or _told_level(block, c) for c in row[:2])
    if not level and not is_band(block.table, r, words):
        return False
    columns = {id(cell): column.role for column, cell in block.cells(r)}
    above = row[0] if len(row) > 1 and columns.get(id(row[0])) == "level1" else None
    row = row[1:] if above is not None else row  # a level 1 beside the first of its levels 2
    named = bool(row) and (is_level(row[0].text, words) or _told_level(block, row[0]))
    if not row or not (named or is_band(block.table, r, words)):
        return False
    whole = len(block.table.row(r)) == 1 or row[0].cols >= 0.7 * (block.table.n_cols - block.left)
    levelled = any(c.role == "level2" or (c.role == "level1" and above is None) for c in side.columns)
    placed = columns.get(id(row[0])) in ("level3", "level12") or not levelled
    alone = all(columns.get(id(c)) in ("weight", "number") for c in row[1:])
    if not alone or not (whole or placed):
        return False
    if above is not None:
        side.level["level1"] = above
    if names_both(row[0].text):
        side.level["level12"] = row[0]
    elif _heads_level(block, side, r, row[0], words):
        side.level["level1"], side.level["level2"] = row[0], None
    else:
        side.level["level2"] = row[0]
    return True


def _weights_of_band(block: ListBlock, side: Side, r: int, draft: Draft) -> None:
    """Keep aside the weight of all under a level that stands beside its name; its number is a label."""
    for cell in block.table.written(r)[:1]:
        if _COUNTED.fullmatch(cell.text):
            cell.flat.claim(Role.LABEL)
    kept = {id(value) for _, value in draft.extra}
    for column, cell in block.cells(r):
        if column.role == "weight" and cell.text and cell.row == r and id(cell.flat) not in kept:
            draft.extra.append((column.heads[-1].flat if column.heads else Passage(), cell.flat))


def _written(block: ListBlock, r: int) -> list[Cell]:
    """What is written in the row of the list, behind its number."""
    row = [c for c in block.table.written(r) if c.end_col > block.left]
    return row[1:] if len(row) > 1 and _COUNTED.fullmatch(row[0].text) else row


def _heads_level(block: ListBlock, side: Side, r: int, band: Cell, words: Vocabulary) -> bool:
    """Whether a band names a level 1: by its name, and where that is one of both levels, by what stands under it."""
    named, roles = levels_of(band.text, words) | level_names(band.text), {c.role for c in side.columns}
    named = named or _told_level(block, band)
    if "level2" in roles and ("level1" in named or "level1" not in roles):
        return True
    if any(c.role == "level1" and c.end <= band.col for c in side.columns):
        return False  # the column before it names level 1
    upper = side.level.get("level1")
    second = side.level.get("level2")
    right_over = upper is not None and upper.end_row == r and second is None
    like_second = second is not None and _mark(second) == _mark(band) != ""
    if "level1" not in named or ((right_over or like_second) and _numbered_apart(upper, band)):
        return False
    below = _written(block, r + 1) if r + 1 < block.end else []
    if below and "level2" in levels_of(below[0].text, words) and all(is_level(c.text, words) for c in below):
        return True
    if not any(
        levels_of(c.text, words) == {"level2"} for q in range(block.body, block.end) for c in _written(block, q)
    ):
        return True  # no other is of the second level: 满意度指标 as 效益指标 before it
    return not (
        "level2" in named and side.level.get("level1") is not None and _fits(side.level["level1"], key(band.text))
    )


def _numbered_apart(upper: Cell | None, lower: Cell) -> bool:
    """Whether the two are numbered in two ways: 一、成本指标 over （一）成本指标."""
    marks = _mark(upper) if upper is not None else "", _mark(lower) if lower is not None else ""
    return all(marks) and marks[0] != marks[1]


def _mark(cell: Cell) -> str:
    """What stands around the number before a text, "" without a number: 、 of 一、, （） of （一）."""
    match = NUMERAL.match(cell.text)
    return re.sub(r"[\w\s]", "", match[0]) if match is not None else ""


def _told_level(block: ListBlock, cell: Cell) -> frozenset[str]:
    """The level that the network of cells is sure to see in the cell."""
    return frozenset(level for level in _LEVELS if is_told(block.table, cell, level))


def _fits(upper: Cell | None, k: str) -> bool:
    """Whether a name of both levels stands under the level in force: 成本指标 under 产出指标."""
    over = NUMERAL.sub("", key(upper.text), count=1) if upper is not None else ""
    return (
        ("成本" in k and "产出" in over)
        or ("满意" in k and "效益" in over)
        or (("效益" in k or "可持续" in k) and over[:2] in ("效益", "效果"))
    )


def _carry(side: Side, found: dict[str, list[Cell]], r: int) -> None:
    """Keep the level cells in force: a blank one leaves the one above standing, a new level 1 clears level 2."""
    top = next((c for c in found.get("level1", []) if c.text), None)
    before = side.level.get("level1")
    if top is not None and top is not before:
        if before is None or key(before.text) != key(top.text) or top.row == r:
            side.level["level2"] = None
        side.level["level1"] = top
    second = next((c for c in found.get("level2", []) if c.text), None)
    if second is not None:
        side.level["level2"] = second
    both = next((c for c in found.get("level12", []) if c.text), None)
    if both is not None:
        side.level["level12"] = both


def _contradicts(upper: Cell | None, lower: Passage | None, r: int) -> bool:
    """Whether a level 1 carried down to row r is another one than its level 2 belongs to: 产出 over 经济效益."""
    if upper is None or lower is None or upper.row <= r < upper.end_row:
        return False
    effect = _EFFECT.search(lower.text) is not None
    output = _OUTPUT.search(lower.text) is not None
    return (effect and "产出" in upper.text) or (output and _EFFECT.search(upper.text) is not None)


def _empty(cell: Cell, words: Vocabulary) -> bool:
    """Whether the cell holds only what the blank form prints."""
    return words.placeholder.match(key(cell.text)) is not None


def _claim_empty(found: dict[str, list[Cell]], words: Vocabulary) -> None:
    """A row of the printed form that nobody filled in: what it prints are labels."""
    for role, cells in found.items():
        for cell in cells:
            if role in ("level1", "level2", "level12", "number", "operator", "unit") or _empty(cell, words):
                cell.flat.claim(Role.LABEL)


def _total(found: dict[str, list[Cell]], draft: Draft) -> None:
    cells = [c for cells in found.values() for c in cells if c.text]
    label, values = cells[0], [c for c in cells[1:] if c.text]
    draft.extra.append((label.flat, Passage.join(c.flat for c in values)))
