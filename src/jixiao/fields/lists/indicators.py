"""Lists of indicators into rows: levels carried down, split values joined, side-by-side periods told apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.columns.layout import VALUES, Column
from jixiao.fields.lists.blocks import ListBlock
from jixiao.fields.lists.column_reasons import KEPT_ASIDE, column_reasons
from jixiao.fields.lists.periods import Side, adjoins, name_periods
from jixiao.fields.tree import Aside, Derived, Draft
from jixiao.forms.content import is_operator, kinds_of
from jixiao.forms.levels import is_level, levels_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell
from jixiao.text import key

_NO_UNIT = {"", "/", "-", "无", "\\"}
_CONTENT = ("level3", "value", "description", "weight", "basis")


def read_indicators(blocks: list[ListBlock], words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of all lists of a form in printed order; a lifetime list only where an annual one stands beside it."""
    sides: list[tuple[ListBlock, Side]] = []
    for block in blocks:
        own = _sides(block, words)
        last = sides[-1] if sides else None
        if last is not None and len(own) == 1 and not own[0].scope and adjoins(last[0], block):
            own[0].scope, own[0].said = last[1].scope, last[1].said
        sides.extend((block, side) for side in own)
    name_periods(sides, words)
    for block, side in sides:
        if (over := _above(block, side.columns)) is not None and words.period(over.text) is not None:
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
        if side.guessed and side.scope == "annual":
            said = "两组指标并排，没有读到哪一组是年度、哪一组是实施期，按先后推断；请对照原文核对"
            draft.reasons.append(Reason(code="list.unsure-period", message=said, page=block.table.page or None))
        rows.extend(side_rows(block, side, words, draft))
        previous = side.level
    return rows


def _sides(block: ListBlock, words: Vocabulary) -> list[Side]:
    """One side, or a lifetime and an annual one where the list has two value columns or two sets of columns."""
    values = [c for c in block.columns if c.role in VALUES]
    if len(values) < 2:
        scope, said = _scope(block, block.columns, words)
        return [Side(scope or "", said, block.columns)]
    panels = len({c.panel for c in values}) > 1
    out = []
    for value in values[:2]:
        if panels:
            own = [c for c in block.columns if c.panel == value.panel]
            roles = {c.role for c in own}
            shared = [c for c in block.columns if c.panel < value.panel and c.role not in roles]
            columns = [*(c for c in shared if c.role in ("level1", "level2", "level12", "level3")), *own]
        else:
            columns = own = [c for c in block.columns if c is value or c.role not in VALUES]
        scope, said = _scope(block, own if panels else [value], words)
        if value.role == "value_lifetime":
            scope = "lifetime"
        columns = [replace(c, role="value") if c is value else c for c in columns]
        out.append(Side(scope or "", said, columns))
    _tell_apart(out)
    return out


def _tell_apart(sides: list[Side]) -> None:
    """Give two sides their periods: what one says, the other is not; without any the lifetime comes first."""
    first, second = sides
    first.guessed = second.guessed = first.scope == second.scope
    if first.scope == second.scope:
        first.scope, second.scope = "lifetime", "annual"
    first.scope = first.scope or ("annual" if second.scope == "lifetime" else "lifetime")
    second.scope = second.scope or ("annual" if first.scope == "lifetime" else "lifetime")


def _scope(block: ListBlock, columns: list[Column], words: Vocabulary) -> tuple[str | None, Passage]:
    """The period that header cells, the caption or the label at the side speak of, with the words that say so."""
    heads = [h for c in columns if c.role in ("value", "value_lifetime", "level3") for h in c.heads]
    over = [c for c in (_above(block, columns),) if c is not None]
    for cell in [*heads, *over, block.caption, block.side]:
        if cell is not None and cell.text:
            scope = words.period(cell.text)
            if scope is not None:
                return scope, cell.flat
    first = columns[0].heads
    return None, first[0].flat if first else Passage()


def _above(block: ListBlock, columns: list[Column]) -> Cell | None:
    """The cell over the header that covers the columns, where two stand side by side."""
    if block.head == 0:
        return None
    row = block.table.row(block.head - 1)
    if len(row) < 2:
        return None
    return next((c for c in row if c.text and c.col <= columns[-1].start < c.end_col and len(c.text) < 30), None)


def side_rows(block: ListBlock, side: Side, words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of one period of a list, with the levels that were in force before it carried on."""
    own = {id(c) for c in side.columns}
    spans = {(c.start, c.end): c for c in side.columns}
    out: list[dict[str, Any]] = []
    last: tuple[int, ...] = ()
    for r in range(block.body, block.end):
        if _band(block, side, r, words):
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
        content = tuple(id(c) for role in ("level3", "value", "value_text") for c in found.get(role, []))
        written = [c for role in _CONTENT for c in found.get(role, []) if c.text and not _empty(c, words)]
        if not written or (content == last and not any(c.row == r for c in written)):
            _claim_empty(found, words)
            continue
        first = next((c for role in ("level1", "level2", "level3") for c in found.get(role, [])), None)
        if first is not None and words.is_total(first.text):
            _total(found, draft)
            continue
        last = content
        row = _row(side, found, r, draft, words)
        out.append(row)
        _set_aside(row, side, found, loose, r)
        _doubt_columns(row, side, draft)
    return out


def _band(block: ListBlock, side: Side, r: int, words: Vocabulary) -> bool:
    """Whether the row is the name of a level over the rows of it, alone in its row; it is then in force.

    A level's name in the column of names, with nothing of an indicator beside it but a weight, is one too.
    """
    row = _written(block, r)
    if not row or not is_level(row[0].text, words):
        return False
    columns = {id(cell): column.role for column, cell in block.cells(r)}
    whole = len(block.table.row(r)) == 1 or row[0].cols >= 0.7 * (block.table.n_cols - block.left)
    levelled = any(c.role in ("level1", "level2") for c in side.columns)
    named = columns.get(id(row[0])) in ("level3", "level12") or not levelled
    alone = all(columns.get(id(c)) in ("weight", "number") for c in row[1:])
    if not alone or not (whole or named):
        return False
    if _heads_level(block, side, r, row[0], words):
        side.level["level1"], side.level["level2"] = row[0], None
    else:
        side.level["level2"] = row[0]
    return True


def _written(block: ListBlock, r: int) -> list[Cell]:
    """What is written in the row of the list."""
    return [c for c in block.table.row(r) if c.text and c.row == r and c.end_col > block.left]


def _heads_level(block: ListBlock, side: Side, r: int, band: Cell, words: Vocabulary) -> bool:
    """Whether a band names a level 1: by its name, and where that is one of both levels, by what stands under it."""
    named = levels_of(band.text, words)
    if "level1" not in named:
        return False
    if any(c.role == "level2" for c in side.columns):
        return True
    below = _written(block, r + 1) if r + 1 < block.end else []
    if below and "level2" in levels_of(below[0].text, words) and all(is_level(c.text, words) for c in below):
        return True
    return not (
        "level2" in named and side.level.get("level1") is not None and _fits(side.level["level1"], key(band.text))
    )


def _fits(upper: Cell | None, k: str) -> bool:
    """Whether a name of both levels stands under the level in force: 成本指标 under 产出指标."""
    over = key(upper.text) if upper is not None else ""
    return (
        ("成本" in k and "产出" in over)
        or ("满意" in k and "效益" in over)
        or ("效益" in k and over[:2] in ("效益", "效果"))
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


def _row(side: Side, found: dict[str, list[Cell]], r: int, draft: Draft, words: Vocabulary) -> dict[str, Any]:
    has = {c.role for c in side.columns}
    has |= {name for name in ("level1", "level2") if side.level.get(name) is not None}
    level1, level2 = _level(side, "level1", has), _level(side, "level2", has)
    if "level12" in has:
        level1, level2 = _both_levels(side, level1, level2, words)
    row: dict[str, Any] = {
        "scope": Derived(side.scope, side.said),
        "level1": level1,
        "level2": level2,
        "level3": _joined(found.get("level3", [])) if "level3" in has else Passage(),
        "description": _text(found.get("description", [])) if "description" in has else None,
        "value": _value(found),
        "weight": _joined(found.get("weight", [])) if "weight" in has else None,
        "basis": _text(found.get("basis", [])) if "basis" in has else None,
    }
    page = next((c.page for cells in found.values() for c in cells if c.page), None)
    draft.reasons.extend(row_gaps(row, page))
    return row


def _set_aside(
    row: dict[str, Any], side: Side, found: dict[str, list[Cell]], loose: list[tuple[Column, Cell]], r: int
) -> None:
    """Keep what stands in the row and is in none of its fields, under the head of its column, in `extra` of the row."""
    row["extra"] = extra = []
    for column, cell in loose:
        if cell.text and cell.row == r:
            extra.append(Aside(column.heads[-1].flat if column.heads else Passage(), cell.passage))
    for role in ("operator", "unit"):
        for cell in found.get(role, []):
            used = {id(p.word) for p in row["value"].pieces}
            if cell.text and cell.row == r and not any(id(p.word) in used for p in cell.flat.pieces):
                head = next((c.heads[-1].flat for c in side.columns if c.role == role and c.heads), Passage())
                extra.append(Aside(head, cell.flat))


def _doubt_columns(row: dict[str, Any], side: Side, draft: Draft) -> None:
    """Say of the values whose column was told by its content alone that it was."""
    for column in side.columns:
        if column.bound is None or column.bound.sure:
            continue
        name = "value" if column.role in ("operator", "unit", "value", "value_lifetime") else column.role
        for field_name in ("level1", "level2") if name == "level12" else (name,):
            if isinstance(row.get(field_name), Passage):
                draft.doubted.append((row, field_name, DoubtCode.COLUMN_INFERRED))


def row_gaps(row: dict[str, Any], page: int | None) -> list[Reason]:
    """Why a row of indicators is not complete: it has no name, or no target."""
    out = []
    for name, what in (("level3", "三级指标名称"), ("value", "指标值")):
        if not row[name]:
            other = row["value"] if name == "level3" else row["level3"]
            said = (
                f"指标“{other.text[:20]}”没有读到{what}；请对照原文核对"
                if other
                else f"有一行指标没有读到{what}；请对照原文核对"
            )
            out.append(Reason(code=f"indicator.no-{name}", message=said, page=page))
    return out


def _level(side: Side, name: str, has: set[str]) -> Passage | None:
    cell = side.level.get(name)
    if cell is not None:
        return cell.flat
    return Passage() if name in has else None


def _both_levels(
    side: Side, level1: Passage | None, level2: Passage | None, words: Vocabulary
) -> tuple[Passage | None, Passage | None]:
    """Level 1 and 2 from one cell that holds either or both of them."""
    cell = side.level.get("level12")
    if cell is None:
        return level1, level2
    text = cell.flat
    for mark in ("-", "—", "－", "/", "：", ":", "\n", " "):
        at = text.text.find(mark)
        if at > 0 and words.knows(text.text[:at]):
            return text.cut(0, at).strip(), text.cut(at + 1).strip(" -—－/：:")
    for name in sorted(words.levels.get("level1", ()), key=len, reverse=True):
        rest = text.text[len(name) :]
        if text.text.startswith(name) and rest and words.knows(rest):
            return text.cut(0, len(name)), text.cut(len(name))
    if key(text.text) in words.levels.get("level1", set()) and key(text.text) not in words.levels.get("level2", set()):
        return text, level2
    return level1, text


def _joined(cells: list[Cell]) -> Passage:
    return Passage.join(c.flat for c in cells if c.text)


def _text(cells: list[Cell]) -> Passage:
    return Passage.join(c.passage for c in cells if c.text)


def _value(found: dict[str, list[Cell]]) -> Passage:
    """Operator, number and unit joined as one reads them."""
    value = _joined(found.get("value", []))
    operator, unit = _joined(found.get("operator", [])), _joined(found.get("unit", []))
    if not value:
        return Passage()
    parts: list[Passage] = []
    if operator and is_operator(operator.text) and not _signed(value.text) and _countable(value.text):
        parts.append(operator)
    parts.append(value)
    said = key(unit.text)
    if unit and said not in _NO_UNIT and not key(value.text).endswith(said) and _countable(value.text):
        parts.append(unit)
    return Passage.join(parts)


def _signed(text: str) -> bool:
    """Whether the value begins with a comparison of its own."""
    return bool(kinds_of(text) & {"signed"}) or is_operator(key(text)[:1])


def _countable(text: str) -> bool:
    """Whether the value is one that a sign or a unit can belong to: it holds a number."""
    return "digits" in kinds_of(text) or any(c in "零一二三四五六七八九十百千万" for c in text)


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
