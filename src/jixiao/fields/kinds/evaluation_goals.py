"""Goal and outcome side by side in a self-evaluation: 预期目标 | 实际完成情况 over the texts of both."""

from __future__ import annotations

import re

from jixiao.evidence import Passage, Role
from jixiao.fields.labels.labelled import stacked
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell, Table

_LONGEST = 24
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


def read_goals(
    tables: list[Table], taken: list[set[int]], words: Vocabulary
) -> tuple[dict[str, Passage], list[set[int]]]:
    """`goal_expected` and `goal_actual` where one header row heads both, and for each table the rows that were read."""
    rows: list[set[int]] = [set() for _ in tables]
    for number, table in enumerate(tables):
        for r in range(table.n_rows - 1):
            if r in taken[number]:
                continue
            heads = _heads(table, r, words)
            if heads is None:
                continue
            texts, end = _below(table, heads, taken[number], words)
            rows[number] = set(range(r, end))
            for row in range(r, end):
                for cell in table.row(row):
                    if cell in heads or cell.end_col <= heads[0].col:
                        cell.flat.claim(Role.LABEL)
            return {"goal_expected": texts[0], "goal_actual": texts[1]}, rows
    return {}, rows


def _heads(table: Table, r: int, words: Vocabulary) -> tuple[Cell, Cell] | None:
    """The headings of goal and outcome in the row, with texts below them."""
    cells = [c for c in table.row(r) if c.row == r and c.rows == 1 and 0 < len(c.text) <= _LONGEST]
    expected = [c for c in cells if words.evaluation["expected"].search(_bare(c.text))]
    actual = [c for c in cells if words.evaluation["actual"].search(_bare(c.text)) and c not in expected]
    beside = {c.col for c in table.row(r) if len(c.text) > _LONGEST}  # labels with their texts beside them
    pairs = ((e, a) for e in expected for a in actual if e.end_col <= a.col and not beside & {e.end_col, a.end_col})
    for e, a in pairs:
        under = [table.at(r + 1, c.col) for c in (e, a)]
        if all(u is not None and u.row == r + 1 and u.col == c.col for u, c in zip(under, (e, a), strict=True)):
            return e, a
    return None


def _below(
    table: Table, heads: tuple[Cell, Cell], taken: set[int], words: Vocabulary
) -> tuple[tuple[Passage, Passage], int]:
    """The texts below both headings, over as many rows as are divided in the same way; the row after them."""
    found: tuple[list[Cell], list[Cell]] = ([], [])
    r = heads[0].end_row
    while r < table.n_rows and r not in taken:
        cells = [table.at(r, head.col) for head in heads]
        alike = all(
            c is not None and c.row == r and (c.col, c.end_col) == (h.col, h.end_col)
            for c, h in zip(cells, heads, strict=True)
        )
        labelled = found[0] and any(c is not None and words.knows(c.text) for c in table.row(r)[:1])
        if not alike or labelled:
            break
        for cell, texts in zip(cells, found, strict=True):
            if cell is not None:
                texts.append(cell)
        r = max(r + 1, min(c.end_row for c in cells if c is not None))
    expected, actual = (stacked([c.passage for c in side], "\n") for side in found)
    return (expected, actual), r


def _bare(text: str) -> str:
    return _BRACKETS.sub("", label_key(text))
