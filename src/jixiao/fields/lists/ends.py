"""Where a list ends: before the next one, a caption, or a label at the left that is none of its own; its sums."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from jixiao.fields.cells.told import is_told
from jixiao.fields.digits.sums import number
from jixiao.fields.lists.list_block import ListBlock
from jixiao.forms.content import is_amount
from jixiao.forms.levels import is_level
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

# So few characters of a label that OCR read at the left may be a piece of any label.
_FRAGMENT = 2
# The share of a row's walls that stand under those of a list's heads where it is a row of the list.
_MOSTLY = 0.8
_SUM = re.compile(r"[合总共小]计$|总分$")
_PAIR = re.compile(r"[^\d：:]{2,8}[：:]")


def end_of(block: ListBlock, kind: str, words: Vocabulary, starts: set[int]) -> int:
    """The row after the list's last one: before the next list, a caption, or a new section at the left."""
    table, banded, summed = block.table, False, False
    for r in range(block.body, table.n_rows):
        if r in starts and r != block.head:
            return _before_caption(table, r, block.body)
        cells = table.row(r)
        first = cells[0]
        after, summed = summed, words.is_total(first.text)
        if first.row != r or not first.text:
            continue
        if len(cells) == 1 and table.n_cols > 1:
            banded = banded or is_band(table, r, words)
            if is_level(first.text, words) or (banded and _goes_on_below(block, r, starts)):
                continue
            return r
        if words.endings.search(label_key(first.text)) or _are_pairs(cells) or _are_labels(cells, table):
            return r
        term = words.term(kind, first.text)
        inside = len([c for c in cells if c.end_col > block.left])
        if term is not None and term.field.startswith("funds.") and len(cells) > 1 and is_amount(cells[1].text):
            return r
        if first.end_col <= block.left:
            own = _related(block.side, first, cut=table.begins_page(r))
            fits = inside >= 3 and (own or (_walled(cells, block) and not after and not _are_amounts(r, block)))
            if (term is not None and term.field) or not fits:
                return r
        elif _off_columns(cells, block) and not any(is_level(c.text, words) for c in cells):
            return r
        elif len(cells) <= 3 and not is_level(first.text, words):
            if term is not None and words.column(block.name, first.text) is None:
                if words.is_total(first.text):
                    continue
                return r
            if _is_pair(cells, block):
                return r
    return table.n_rows


def _are_amounts(r: int, block: ListBlock) -> bool:
    """Whether words and amounts stand in the row by turns (基本支出, 576.02, 项目支出, …), as in no first row of the
    list: labels with their values."""

    def by_turns(row: int) -> bool:
        inside = [c for c in block.table.row(row) if c.end_col > block.left]
        turns = [bool(c.text) and is_amount(c.text) == bool(n % 2) for n, c in enumerate(inside)]
        return len(inside) > 3 and len(inside) % 2 == 0 and all(turns)

    return by_turns(r) and not by_turns(block.body)


def _are_labels(cells: list[Cell], table: Table) -> bool:
    """Whether the network of cells is sure that all cells of the row are labels."""
    return len(cells) > 1 and all(c.text and not is_amount(c.text) and is_told(table, c, "label") for c in cells)


def _goes_on_below(block: ListBlock, r: int, starts: set[int]) -> bool:
    """Whether the row below is one of the list's own, by its walls."""
    if r + 1 >= block.table.n_rows or r + 1 in starts:
        return False
    cells = block.table.row(r + 1)
    return len(cells) > 2 and _walled(cells, block)


def is_band(table: Table, r: int, words: Vocabulary) -> bool:
    """Whether the row's only text stands over rows of a list, whatever it says: a level is named right below it."""
    if len(table.row(r)) > 1 or r + 1 >= table.n_rows:
        return False
    below = table.written(r + 1)
    return len(below) > 1 and is_level(below[0].text, words) and not all(is_level(c.text, words) for c in below)


def _are_pairs(cells: list[Cell]) -> bool:
    """Whether each cell of the row is a label with its value: 填表人：…, 审核人：…"""
    said = [c.text for c in cells if c.text]
    return len(said) > 1 and all(_PAIR.match(text) is not None for text in said)


def _walled(cells: list[Cell], block: ListBlock) -> bool:
    """Whether the row has the columns of the list: most of its walls are walls between heads."""
    walls = [c.col for c in cells if c.end_col > block.left]
    starts = {c.col for q in range(block.head, block.body) for c in block.table.row(q)}
    return sum(w in starts for w in walls) > _MOSTLY * len(walls)


def _off_columns(cells: list[Cell], block: ListBlock) -> bool:
    """Whether a row of some cells has hardly a wall where the list's columns have one: it is no row of the list."""
    walls = {c.col for q in range(block.head, block.body) for c in block.table.row(q)}
    own = [c.col for c in cells[1:]]
    return bool(own) and 2 * sum(w in walls for w in own) < len(own)


def _is_pair(cells: list[Cell], block: ListBlock) -> bool:
    """Whether the row is a label with its value, no row of the list: two cells, their wall none of the columns'."""
    written = [c for c in cells if c.text]
    walls = {c.col for q in range(block.head, block.body) for c in block.table.row(q)}
    return len(cells) == 2 and len(written) == 2 and cells[1].col not in walls and not has_digit(cells[0].text)


def _related(side: Cell | None, other: Cell, cut: bool) -> bool:
    """Whether a label at the left goes on with the list's own: the same, or a part of it where a page end may have
    `cut` it.

    One that OCR read may be misread, upright and cut as it is: a few characters, or most of them the same.
    """
    if side is None or not side.text:
        return True
    a, b = key(side.text), key(other.text)
    if not cut:
        return a == b
    if any(piece.word.how == "ocr" for piece in other.flat.pieces):
        return len(b) <= _FRAGMENT or len(set(a) & set(b)) > 0.5 * min(len(set(a)), len(set(b)))
    return a in b or b in a


def _before_caption(table: Table, r: int, low: int) -> int:
    """The row of a caption standing right over row r, or r itself."""
    if r - 1 >= low:
        cells = table.row(r - 1)
        if len(cells) == 1 and cells[0].text:
            return r - 1
    return r


def adds_up(first: Cell, found: dict[str, list[Cell]], rows: list[dict[str, Any]]) -> bool:
    """Whether the row calls itself a sum, has no target, and its weight is that of the rows before it."""
    said = [c.text for c in found.get("weight", []) if c.text]
    if not _SUM.search(key(first.text)) or len(said) != 1 or any(c.text for c in found.get("value", [])):
        return False
    weights = [number(row["weight"].text) or Decimal(0) for row in rows if row["weight"]]
    return bool(weights) and number(said[0]) == sum(weights)
