"""Why the columns of a list may not be read right: no head, a head that nobody knows, a second column of targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.fields.cells.told import SURE
from jixiao.fields.columns.column import VALUES, Column
from jixiao.fields.columns.likely import likely_roles
from jixiao.fields.columns.model import PART_OF_YEAR
from jixiao.fields.lists.indicator_row import row_gaps
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.said.grammar import SAID
from jixiao.forms.content import kinds_of, level_names
from jixiao.records import Reason
from jixiao.tables.table import Cell
from jixiao.text import key

# Roles of columns for which the contract has no field: what stands there stays beside its row.
KEPT_ASIDE = ("", "remark", "second", "number")
UNHEADED = "list.unheaded"
"""The code of the reason that no head told the list."""
# The margin below which a column that was told by its content makes the record incomplete.
_UNSURE = 1.2
_MOST = 0.6
# More heads than so many that say what they head make a row of heads.
_NAMED = 2
_TELLING = frozenset({"sign", "unit", "number", "signed", "quantity", "percent", "words", "date", "level1", "level2"})


def blank_column(rows: Sequence[dict[str, Any]], told: Sequence[Reason]) -> list[Reason]:
    """Where most rows have no target, it stands elsewhere: that each has none, blank as its own cell is, where that is
    not `told` yet."""
    blank = [row for row in rows if row["level3"] and not row["value"]]
    said = {reason.message for reason in told}
    if 2 * len(blank) <= len(rows):
        return []
    gaps = (gap for row in blank for gap in row_gaps(row, row["level3"].pieces[0].word.page or None))
    return [gap for gap in gaps if gap.message not in said]


def column_reasons(block: ListBlock) -> list[Reason]:
    """Why what stands in a list's columns may not be read right: no heading, or one whose column could not be told."""
    out = []
    page = next((c.page for c in block.table.row(block.head) if c.page), None)
    under: dict[int, list[Cell]] = {}
    for r in range(block.body, block.end):
        for column, cell in block.cells(r):
            if cell.text:
                under.setdefault(id(column), []).append(cell)
    if block.told and not _is_headed([c for c in block.columns if id(c) in under]):
        said = "指标表的栏目名不认识，各行各栏按位置和内容读出；请对照原文核对"
        out.append(Reason(code=UNHEADED, message=said, page=page))
    bare = not any(column.heads for column in block.columns)  # the list has no heads that one could have been lost of
    for column in block.columns:
        cells = under.get(id(column), [])
        if not cells:
            continue
        shown = cells[0].text[:12]
        named = f"“{column.head[:16]}”一栏" if column.heads else "指标表有一栏没有栏目名称，"
        code = message = ""
        if column.role == "second" and not PART_OF_YEAR.search(key(column.head)):
            code, message = "list.second-value", "也像指标值，没有归入指标值，内容在该行的其他栏目里"
        elif column.blank is not None and not (
            (bare and (_names_levels(column, cells) or column.role == SAID)) or _is_mark(column, cells)
        ):
            code, message = "list.unnamed-column", "内容按推断归入"
        elif (
            _open(column)
            and _matters(cells)
            and not (_names_levels(column, cells) or _agreed(column, block, cells) or _of_quarter(column))
        ):
            told = "不能确定是什么栏目" if column.role in KEPT_ASIDE else "按内容归入，把握不大"
            code, message = "list.unsure-column", told
        if code:
            message = f"{named}{message}（如“{shown}”）；请对照原文核对"
            out.append(Reason(code=code, message=message, page=page or cells[0].page or None))
    return out


def _is_headed(columns: list[Column]) -> bool:
    """Whether the heads of all columns but one at most tell what those hold, and one that they are targets."""
    named = [c for c in columns if c.heads and (c.bound is None or c.bound.named)]
    return len(named) > _NAMED and len(columns) <= len(named) + 1 and any(c.role in VALUES for c in named)


def _is_mark(column: Column, cells: list[Cell]) -> bool:
    """Whether a column that was left aside holds one mark again and again, which says nothing of a row: √."""
    said = {key(c.text) for c in cells}
    return column.role in KEPT_ASIDE and len(said) == 1 and not any(c.isalnum() for c in said.pop())


def _open(column: Column) -> bool:
    """Whether what the column holds is not settled: it stands aside or was bound, and something else is likely too."""
    bound = column.bound
    return bound is not None and not bound.sure and (bound.margin < _UNSURE or column.role in KEPT_ASIDE)


def _names_levels(column: Column, cells: list[Cell]) -> bool:
    """Whether all that stands in a column of levels are names of that level."""
    return all(column.role in level_names(c.text) for c in cells)


def _of_quarter(column: Column) -> bool:
    """Whether what the column holds stands aside under a part of the year: how far the work is to be by then."""
    return column.role in KEPT_ASIDE and PART_OF_YEAR.search(key(column.head)) is not None


def _agreed(column: Column, block: ListBlock, cells: list[Cell]) -> bool:
    """Whether the network of cells sees there what the column was bound as, or nothing of a list where it was not."""
    role = "note" if column.role in KEPT_ASIDE else column.role
    return likely_roles(block.table, cells).get(role, 0.0) >= SURE


def _matters(cells: list[Cell]) -> bool:
    """Whether most cells hold what targets are made of: signs, units, numbers, short words."""
    said = [kinds_of(c.text) for c in cells]
    telling = sum(bool(k & _TELLING) for k in said)
    return telling >= _MOST * len(said)
