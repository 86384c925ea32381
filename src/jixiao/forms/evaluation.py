"""What the header of a self-evaluation's list says: which column holds what, by the word over it and by its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

LEVELS = ("level1", "level2", "level3", "level12")
SLASH = re.compile("[/／]")
"""What stands between two things that one heading, or one cell, says."""
_LONGEST = 30
# A score or weight: a number, perhaps with 分, or a dash where none is given.
_POINTS = re.compile(r"-?\d+(\.\d+)?(分|%)?|[-—–/\\一]+|无|")
_SIGN = re.compile(r"[≥≤=><＞＜≈]+|大于等于|小于等于|大于|小于|等于|不低于|不高于|定性|定量|正向|反向|负向|")
_UNIT = re.compile(r"[^\d]{0,8}|")
_FITS = {"score": _POINTS, "weight": _POINTS, "operator": _SIGN, "unit": _UNIT}
# Headings of money that say whose it is, or stand over all of it.
_WHOSE = re.compile(r"(基本|项目|经费|人员|公用|资本性)支出$|支出(类型|类别|项目|内容|科目|分类)|情况$")
# So large a share of a column's written cells must look like what its heading says.
_SHARE = 0.7


@dataclass(slots=True)
class HeadedColumn:
    """A column of a list: what it holds ("" where nobody knows), its grid columns and its header cells, top down."""

    role: str
    start: int
    end: int
    heads: list[Cell] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The lowest heading as printed."""
        return self.heads[-1].text if self.heads else ""


def role_of(text: str, words: Vocabulary, part: str = "columns") -> str:
    """What a heading says that its column holds, "" where it says nothing known."""
    return words.evaluated(part)[text] if len(text) <= _LONGEST else ""


def measure_of(text: str, words: Vocabulary) -> str:
    """What of money a heading or label says that it counts (budget, executed, rate …), "" where it says none or only
    whose money it is: 项目支出 is no amount that was spent."""
    if not 0 < len(text) <= _LONGEST or _WHOSE.search(label_key(text)):
        return ""
    role = role_of(text, words, "funds")
    return "" if role == "remark" else role


def heads_evaluation(table: Table, r: int, words: Vocabulary) -> bool:
    """Whether the row heads a list of indicators: a level, and a value, what was reached, or a score."""
    cells = table.written(r)
    if len(cells) < 3:
        return False
    roles = {role_of(c.text, words) for c in cells}
    return bool(roles & {"level2", "level3", "level12"}) and bool(roles & {"value", "actual", "score", "weight"})


def is_evaluation(table: Table, words: Vocabulary) -> bool:
    """Whether the table itself shows a self-evaluation: targets, what was reached and scores side by side."""
    said = words.evaluated("columns")
    rows = {c.row for c in table.cells if len(text := c.text) <= _LONGEST and said[text] in LEVELS}
    for r in sorted(rows):
        if heads_evaluation(table, r, words):
            below = table.row(r + 1) if r + 1 < table.n_rows else []
            if any(has_digit(c.text) for c in below):
                below = []  # the first row of the body
            if {"value", "actual", "score"} <= {role_of(c.text, words) for c in [*table.row(r), *below]}:
                return True
    return False


def bound_columns(
    table: Table, head: int, left: int, words: Vocabulary, known: int = 0
) -> tuple[list[HeadedColumn], int]:
    """The columns of the list whose header begins in row `head` at grid column `left`, and the row its body begins,
    which may be `known`."""
    own = [c for c in table.row(head) if c.col >= left and c.row == head]
    body = max((c.end_row for c in own if c.text), default=head + 1)
    if body - head > 2:  # a header cell that reaches into the body heads a single column of it
        body = head + 1
    if body == head + 1 and any(c.cols > 1 for c in own) and _divides(table, body, own, words):
        body += 1
    body = known or body
    columns: list[HeadedColumn] = []
    for c in range(left, table.n_cols):
        heads = _heads(table, head, body, c)
        if columns and (not heads or (columns[-1].heads and columns[-1].heads[-1] is heads[-1])):
            columns[-1].end = c + 1
            continue
        role = next((role for h in reversed(heads) if (role := role_of(h.text, words))), "")
        columns.append(HeadedColumn(role, c, c + 1, heads))
    _by_cells(table, columns, body, words)
    _one_each(columns)
    return columns, body


def _divides(table: Table, row: int, above: Sequence[Cell], words: Vocabulary) -> bool:
    """Whether the row divides merged header cells: its cells under them are headings."""
    merged = [c for c in above if c.cols > 1]
    under = [c for c in table.row(row) if c.row == row and any(m.col <= c.col < m.end_col for m in merged)]
    return len(under) > len(merged) and all(role_of(c.text, words) for c in under if c.text)


def _heads(table: Table, head: int, body: int, col: int) -> list[Cell]:
    out: list[Cell] = []
    for r in range(head, body):
        cell = table.at(r, col)
        if cell is not None and cell.text and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def _by_cells(table: Table, columns: list[HeadedColumn], body: int, words: Vocabulary) -> None:
    """Take a role away from a column whose cells cannot be that; 指标性质 is a sign in one place, a kind in another."""
    for column in columns:
        fits = _FITS.get(column.role)
        texts = [key(c.text) for c in _cells(table, column, body) if c.text]
        if fits is None or not texts:
            continue
        if sum(fits.fullmatch(text) is not None for text in texts) < _SHARE * len(texts):
            if pair := _halves(column, texts, words):
                column.role = pair
                continue
            signs = column.role == "operator" and any(has_digit(text) for text in texts)
            column.role = "value" if signs else ""


def _halves(column: HeadedColumn, texts: list[str], words: Vocabulary) -> str:
    """The two roles (score/weight) of a column whose heading, as its cells do, says two things; "" for any other."""
    parts = [role_of(part, words) for part in SLASH.split(column.name)]
    two = len(set(parts)) == len(parts) == 2 and all(parts)
    split = sum(len(SLASH.split(text)) == 2 and has_digit(text) for text in texts)
    return "/".join(parts) if two and split >= _SHARE * len(texts) else ""


def _cells(table: Table, column: HeadedColumn, body: int) -> list[Cell]:
    """The cells that stand in the column alone."""
    found = {id(c): c for r in range(body, table.n_rows) if (c := table.at(r, column.start)) is not None}
    return [c for c in found.values() if column.start <= c.col and c.end_col <= column.end]


def _one_each(columns: list[HeadedColumn]) -> None:
    """Of several columns of one role one has it: the value in force, the weight before the score, the office's own
    score, the reason of a gap. The others are kept aside."""
    score = next((c.start for c in columns if c.role == "score"), None)
    prefer = {
        "value": lambda c: ("年初" not in c.name, "全年" in c.name or "年度" in c.name, -c.start),
        "weight": lambda c: (score is not None and c.end == score, "分值" in c.name, -c.start),
        "score": lambda c: ("自评" in c.name, -c.start),
        "reason": lambda c: ("偏差" in c.name, "未完成" in c.name or "改进" in c.name, -c.start),
        "actual": lambda c: ("值" in c.name, "实际" in c.name, "全年" in c.name, -c.start),
        "description": lambda c: (-c.start,),
        "basis": lambda c: (-c.start,),
    }
    if score is not None and not any(c.role == "reason" for c in columns):
        for column in columns:  # what is explained behind the points is how they came
            column.role = "reason" if column.role == "description" and column.start > score else column.role
    for role, better in prefer.items():
        found = [c for c in columns if c.role == role]
        if len(found) > 1:
            best = max(found, key=better)
            for column in found:
                if column is not best:
                    column.role = "remark"
