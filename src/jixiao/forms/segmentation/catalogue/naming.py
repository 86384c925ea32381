"""Which column of a list names its projects: by its head where that is known, else by what agrees with it.

The rows in which names begin are those in which a project's number, code, goal and money begin too, and those in which
the levels of indicators begin again; a name is seldom that of another project, a body's is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.levels import is_level
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.segmentation.catalogue.columns import NUMBER
from jixiao.forms.segmentation.catalogue.starts import SHARED
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Table
from jixiao.text import key

_NAMES = re.compile("项目|任务|事项|专项|工程|支出")
# The fields of what a project has once.
_ONCE = ("goal", "funds", "project_code")
# So much must speak for a column whose head is not known, of what may (see `_weight`).
_LEAST = 1.5
_ENOUGH = 2


def name_column(table: Table, head: Head, body: Sequence[int], words: Vocabulary) -> int | None:
    """The column of the projects' names, None where none can be told. `body` are the rows of all projects."""
    known = [c for c in head.leads if words.opens("project_goal", c.text, [o.text for o in head.leads])]
    if known:
        return known[0].col
    taken = {col for col, name in head.fields.items() if name not in ("project_name", *SHARED)}
    open_ = [c.col for c in head.leads if c.col not in taken]
    said = {col: _beginnings(table, col, body) for col in range(head.left + 1)}
    others = [
        said[col]
        for col, name in head.fields.items()
        if name == NUMBER or name.startswith(("goal", "funds", "project_code"))
    ]
    levels = _levels_again(table, head, body, words)
    witnesses = [rows for rows in (*others, levels) if len(rows) >= _ENOUGH]
    best = max(open_, key=lambda col: _weight(table, head, col, said[col], witnesses), default=None)
    if best is None or len(said[best]) < _ENOUGH or _weight(table, head, best, said[best], witnesses) < _LEAST:
        return None
    return best


def _weight(table: Table, head: Head, col: int, rows: set[int], witnesses: Sequence[set[int]]) -> float:
    """How much speaks for a column of names: its head, names that differ, and that others begin where they do."""
    texts = [key(c.text) for r in sorted(rows) if (c := table.at(r, col)) is not None]
    if not texts or all(map(is_amount, texts)) or any(len(t) > settings.LISTED.name for t in texts):
        return 0.0
    bodies = sum("org" in kinds_of(t) for t in texts) / len(texts)
    cell = next((c for c in head.leads if c.col == col), None)
    said = 0.5 if cell is not None and _NAMES.search(key(cell.text)) else 0.0
    agree = [len(rows & other) / len(rows | other) for other in witnesses]
    return said + len(set(texts)) / len(texts) + (sum(agree) / len(agree) if agree else 0.0) - bodies


def _beginnings(table: Table, col: int, body: Sequence[int]) -> set[int]:
    """The rows in which the column begins to say something else."""
    out: set[int] = set()
    said = ""
    for r in body:
        cell = table.at(r, col)
        if cell is not None and cell.row == r and cell.text and key(cell.text) != said:
            out.add(r)
            said = key(cell.text)
    return out


def _levels_again(table: Table, head: Head, body: Sequence[int], words: Vocabulary) -> set[int]:
    """The rows in which the indicators' first level comes again."""
    out: set[int] = set()
    first = last = ""
    for r in body:
        cell = table.at(r, head.left)
        text = key(cell.text) if cell is not None and cell.row == r and is_level(cell.text, words) else ""
        if text and text != last:
            first = first or text
            out |= {r} if text == first else set()
            last = text
    return out
