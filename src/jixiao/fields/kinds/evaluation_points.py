"""The total of a self-evaluation whose words head figures below: 总分值 | 总得分 | 自评等级 over 100 | 95 | 优."""

from __future__ import annotations

import re

from jixiao.evidence import Passage, Role
from jixiao.forms.evaluation import role_of
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Table
from jixiao.text import key

GRADE = re.compile("优秀?|良好?|中|差|一般|较差|(?:不|基本)?合格")
"""What a grade is written as."""
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分?")


def read_points(
    tables: list[Table], taken: list[set[int]], words: Vocabulary
) -> tuple[dict[str, Passage], list[set[int]]]:
    """What was read of `weight`, `score` and `grade`, and for each table the rows it was read from."""
    rows: list[set[int]] = [set() for _ in tables]
    for number, table in enumerate(tables):
        for r in range(table.n_rows - 1):
            if r in taken[number] or r + 1 in taken[number]:
                continue
            if found := headed_points(table, r, words):
                for cell in table.row(r):
                    cell.flat.claim(Role.LABEL)
                rows[number] = {r, r + 1}
                return found, rows
    return {}, rows


def headed_points(table: Table, r: int, words: Vocabulary) -> dict[str, Passage]:
    """What stands right below the heads of the row, where they name a score and what goes with it and nothing else."""
    out: dict[str, Passage] = {}
    for cell in table.row(r):
        if not cell.text or cell.row != r or cell.rows > 1:
            continue
        name, below = _name(cell.text, words), table.at(r + 1, cell.col) if r + 1 < table.n_rows else None
        if not name or below is None or below.row != r + 1 or below.end_col != cell.end_col:
            return {}
        if not (GRADE if name == "grade" else _POINTS).fullmatch(key(below.text)):
            return {}
        out[name] = below.flat
    return out if "score" in out and len(out) > 1 else {}


def _name(text: str, words: Vocabulary) -> str:
    term = words.term("self_evaluation", text)
    if term is not None and term.field in ("grade", "total"):
        return "grade" if term.field == "grade" else "score"
    role = role_of(text, words)
    return role if role in ("weight", "score") and "总" in label_key(text) else ""
