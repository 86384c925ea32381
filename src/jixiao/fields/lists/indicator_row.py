"""One row of a list of indicators: its cells into the fields of an indicator, levels among them."""

from __future__ import annotations

import re
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.columns.column import Column
from jixiao.fields.lists.periods import Side
from jixiao.fields.said.grammar import SaidRow
from jixiao.fields.tree import Aside, Derived, Draft
from jixiao.forms.content import LEVEL_MARKS, is_operator, is_unit, kinds_of, level_names, names_both
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell
from jixiao.text import key

# The list number before the name of a level.
NUMERAL = re.compile(r"(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十\d][)）]|\d[.．、])\s*")
_NO_UNIT = {"", "/", "-", "无", "\\"}
# Kinds of text that a target may be.
_OF_TARGETS = frozenset({"sign", "number", "signed", "quantity", "percent", "range", "date", "type", "words"})
# Between a level and the name behind it.
_BEFORE_NAME, _DASHES = re.compile(r"[：:/·—-]"), ("-", "—")
_COUNTED = re.compile(r"\s*[-—－·.]?\s*\d{1,3}$")
# What multiplies a number and is no unit of its own.
_MULTIPLIERS = {"十", "百", "千", "万", "亿", "十万", "百万", "千万", "万亿"}


def row_of(side: Side, found: dict[str, list[Cell]], said: SaidRow | None, words: Vocabulary) -> dict[str, Any]:
    """The fields of an indicator from the cells of its row, of which one may have `said` its name and target."""
    has = {c.role for c in side.columns}
    has |= {name for name in ("level1", "level2", "level12") if side.level.get(name) is not None}
    level1, level2 = _level(side, "level1", has), _level(side, "level2", has)
    if "level12" in has:
        level1, level2 = _both_levels(side, level1, level2, words)
    elif not level1 and level2 and names_both(level2.text):
        level1, level2 = _at_mark(level2, words) or (level1, level2)
    row: dict[str, Any] = {
        "scope": Derived(side.scope, side.said),
        "level1": level1,
        "level2": level2,
        "level3": said.name if said else _joined(found.get("level3", [])),
        "description": _text(found.get("description", [])) if "description" in has else None,
        "value": said.value if said else value_of(found),
        "weight": _joined(found.get("weight", [])) if "weight" in has else None,
        "basis": _text(found.get("basis", [])) if "basis" in has else None,
    }
    return row


def reasons_of(
    row: dict[str, Any], found: dict[str, list[Cell]], loose: list[tuple[Column, Cell]], words: Vocabulary
) -> list[Reason]:
    """Why a row that was read from the cells is not complete: what it lacks, unless the form left that blank."""
    page = next((c.page for cells in found.values() for c in cells if c.page), None)
    gaps = [] if row["level3"] and not row["value"] and _left_blank(row, found, loose) else row_gaps(row, page)
    return [*gaps, *_run_together(row, words, page)]


def _left_blank(row: dict[str, Any], found: dict[str, list[Cell]], loose: list[tuple[Column, Cell]]) -> bool:
    """Whether the target's own cell is there and nothing was written in it, nor elsewhere in the row what may be it; on
    a page nothing must be painted there, and never where the name may be that of a level or hold the target."""
    if (row["level1"] and not row["level2"]) or kinds_of(row["level3"].text) & {"signed", "quantity"}:
        return False
    own = [c for c in found.get("value", []) if c.rows == 1 and not c.text and (c.is_bare or not c.page)]
    parts = [c.text for role in ("value", "operator", "unit") for c in found.get(role, [])]
    beside = [c.text for column, c in loose if column.role != "number"]
    may_be = any(kinds_of(text) & _OF_TARGETS for text in beside) or any(key(text) not in _NO_UNIT for text in parts)
    return bool(own) and not may_be


def _run_together(row: dict[str, Any], words: Vocabulary, page: int | None) -> list[Reason]:
    """Why a row read from a picture is not complete: its name holds a level that it lacks, as where a rule between
    two cells was not seen."""
    name, level2 = row["level3"], row["level2"]
    if level2 or not name or name.pieces[0].word.how != "ocr":
        return []
    held = [level for level in words.levels.get("level2", ()) if level in key(name.text) != level]
    if not held:
        return []
    message = f"指标“{name.text}”里还有二级指标的名称，可能两格读成了一格；请对照原文核对"
    return [Reason(code="indicator.levels-together", message=message, page=page)]


def set_aside(
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


def doubt_sign(row: dict[str, Any], found: dict[str, list[Cell]], draft: Draft) -> None:
    """Doubt a bare number read from a picture whose cell for a sign holds none: worn signs are read as letters, or
    passed over."""
    if "operator" not in found:
        return
    value, said = _joined(found.get("value", [])), _joined(found["operator"])
    if not value or value.pieces[0].word.how != "ocr":
        return
    if "number" in kinds_of(value.text) and not kinds_of(said.text) & {"sign", "type", "direction", "none"}:
        draft.doubted.append((row, "value", DoubtCode.UNREAD_INK))


def doubt_columns(row: dict[str, Any], side: Side, draft: Draft) -> None:
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
        return bare_level(cell)
    return Passage() if name in has else None


def bare_level(cell: Cell) -> Passage:
    """The name of a level without the number before it (一、产出指标) or that of an indicator behind it (数量-01)."""
    numeral = NUMERAL.match(cell.text)
    if numeral is None or not level_names(cell.text[numeral.end() :]):
        return _uncounted(cell.flat)
    cell.flat.cut(0, numeral.end()).claim(Role.LABEL)
    return _uncounted(cell.flat.cut(numeral.end()))


def _both_levels(
    side: Side, level1: Passage | None, level2: Passage | None, words: Vocabulary
) -> tuple[Passage | None, Passage | None]:
    """Level 1 and 2 from one cell that holds either or both of them."""
    cell = side.level.get("level12")
    if cell is None:
        return level1, level2
    text = cell.flat
    if parts := _at_mark(text, words):
        return parts
    for name in sorted(words.levels.get("level1", ()), key=len, reverse=True):
        rest = text.text[len(name) :]
        if text.text.startswith(name) and rest and words.knows(rest):
            return text.cut(0, len(name)), text.cut(len(name))
    if key(text.text) in words.levels.get("level1", set()) and key(text.text) not in words.levels.get("level2", set()):
        return text, level2
    return level1, text


def _uncounted(level: Passage) -> Passage:
    """The level without the number of the indicator behind it (数量-01)."""
    counted = _COUNTED.search(level.text)
    if counted is None or not level_names(level.text[: counted.start()]):
        return level
    level.cut(counted.start()).claim(Role.LABEL)
    return level.cut(0, counted.start())


def _at_mark(text: Passage, words: Vocabulary) -> tuple[Passage, Passage] | None:
    """Level 1 and 2 of a text that holds both with a mark between."""
    for mark in LEVEL_MARKS:
        at = text.text.find(mark)
        if at > 0 and (words.knows(text.text[:at]) or names_both(text.text)):
            return text.cut(0, at).strip(), _uncounted(text.cut(at + 1).strip(LEVEL_MARKS))
    return None


def place_level(row: dict[str, Any], level: Passage, upper: bool = False) -> bool:
    """Put the name of a level in its field of the row, where that says nothing else; a name of either is one of level 1
    where `upper`. Whether the row has it then."""
    names = level_names(level.text)
    field = "level1" if "level2" not in names or (upper and "level1" in names and not row["level1"]) else "level2"
    if not row[field]:
        row[field] = level
    return _stem(row[field]) == _stem(level)


def part_names(rows: list[dict[str, Any]]) -> None:
    """Cut the levels off the names where each of a list without level 2 begins with its own (数量指标：修缮面积), but
    for what only says again the level 1 that it stands under."""
    parted = [_parted(row["level3"] or Passage()) for row in rows]
    if any(row["level2"] for row in rows) or not all(levels for levels, _ in parted):
        return
    if any(len(levels) > 1 and row["level1"] for (levels, _), row in zip(parted, rows, strict=True)):
        return
    said = [level_names(level.text) for levels, _ in parted for level in levels]
    upper = {"level1"} in said and {"level2"} not in said
    for row, (levels, name) in zip(rows, parted, strict=True):
        if _stem(levels[-1]) == _stem(row["level1"] or Passage()):
            continue
        whole = row["level3"]
        placed = [place_level(row, level, upper or level is not levels[-1]) for level in levels]
        if all(placed):
            whole.claim(Role.LABEL)  # the marks and numbers between
            row["level3"] = name


def _stem(level: Passage) -> str:
    return key(level.text).removesuffix("指标")


def _parted(name: Passage) -> tuple[list[Passage], Passage]:
    """The names of one level or of both that stand before a name, each with a mark behind it, and the name; before a
    dash a single one says that it is an indicator's (成本-水电费 is a name)."""
    levels: list[Passage] = []
    at, last = 0, ""
    for mark in _BEFORE_NAME.finditer(name.text):
        part = name.cut(at, mark.start()).strip()
        numeral = NUMERAL.match(part.text)
        bare = part.cut(numeral.end()) if numeral else part
        if len(levels) > 1 or not level_names(bare.text):
            break
        levels.append(bare)
        at, last = mark.end(), mark[0]
    if len(levels) == 1 and last in _DASHES and not levels[0].text.endswith("指标"):
        return [], name
    return levels, name.cut(at).strip()


def _joined(cells: list[Cell]) -> Passage:
    return _one([c.flat for c in cells if c.text])


def _text(cells: list[Cell]) -> Passage:
    return _one([c.passage for c in cells if c.text])


def _one(parts: list[Passage]) -> Passage:
    return parts[0] if len(parts) == 1 else Passage.join(parts)


def value_of(found: dict[str, list[Cell]]) -> Passage:
    """The target of the cells for it, its sign (operator) and its unit."""
    return joined_value(*(_joined(found.get(role, [])) for role in ("value", "operator", "unit")))


def joined_value(value: Passage, operator: Passage, unit: Passage) -> Passage:
    """Operator, number and unit joined as one reads them; a sign stands before words too (=10月底前, =基本恢复), as it
    does where a form prints both in one cell."""
    if not value:
        return Passage()
    parts: list[Passage] = []
    if operator and is_operator(operator.text) and not _signed(value.text) and "none" not in kinds_of(value.text):
        parts.append(operator)
    parts.append(value)
    said = key(unit.text)
    if unit and said not in _NO_UNIT and not _has_unit(value.text, said) and _countable(value.text):
        parts.append(unit)
    return _one(parts)


def _has_unit(text: str, unit: str) -> bool:
    """Whether the value ends in the unit, or in another one of its own."""
    k = key(text)
    rest = k[max((i + 1 for i, c in enumerate(k) if c.isdigit()), default=0) :]
    return k.endswith(unit) or (rest != k and rest not in _MULTIPLIERS and is_unit(rest))


def _signed(text: str) -> bool:
    """Whether the value begins with a comparison of its own."""
    return bool(kinds_of(text) & {"signed"}) or is_operator(key(text)[:1])


def _countable(text: str) -> bool:
    """Whether the value is one that a unit can belong to: it holds a number."""
    return "digits" in kinds_of(text) or any(c in "零一二三四五六七八九十百千万" for c in text)
