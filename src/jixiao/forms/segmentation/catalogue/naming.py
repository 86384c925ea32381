"""Which column of a list names its projects: by its head where that is known, else by what agrees with it.

The rows in which names begin are those in which a project's number, code, goal and money begin too, and those in which
the levels of indicators begin again; a name is seldom that of another project, a body's is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.levels import is_level
from jixiao.forms.said_pairs import names_projects
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.segmentation.catalogue.columns import NUMBER
from jixiao.forms.segmentation.catalogue.evaluated import KIND as RESULTS
from jixiao.forms.segmentation.catalogue.evaluated import names_project
from jixiao.forms.segmentation.catalogue.starts import SHARED
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_NAMES = re.compile("项目|任务|事项|专项|工程|支出|名称")
_OF_PERSONS = re.compile("人$|电话|联系|责任")
# Names of persons are so short.
_SHORT = 3
# The fields of what a project has once.
_ONCE = ("goal", "funds", "project_code")
# So much must speak for a column whose head is not known, of what may (see `_weight`).
_LEAST = 1.5
# With less, and others that say that there are several projects, the list is cut and the names are doubted.
_POOR = 0.7
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Named:
    """The column of the projects' names; `sure` where enough speaks for it."""

    col: int
    sure: bool


def is_name(cell: Cell, head: Head, words: Vocabulary) -> bool:
    """Whether the head is known to be that of the projects' names."""
    if head.kind == RESULTS and names_project(cell.text, words):
        return True
    return words.opens("project_goal", cell.text, [o.text for o in head.leads])


def name_column(table: Table, head: Head, body: Sequence[int], words: Vocabulary) -> Named | None:
    """The column of the projects' names, None where none can be told. `body` are the rows of all projects."""
    known = [c for c in head.leads if is_name(c, head, words)]
    known += [] if known or head.kind != RESULTS else [c for c in head.leads if _says_names(table, c.col, body, words)]
    if known:
        return Named(known[0].col, True)
    taken = {col for col, name in head.fields.items() if name not in ("project_name", *SHARED)}
    said = {col: _beginnings(table, col, body) for col in range(head.left + 1)}
    others = [said[col] for col, name in head.fields.items() if name == NUMBER or name.startswith(_ONCE)]
    levels = _levels_again(table, head, body, words)
    witnesses = [rows for rows in (*others, levels) if len(rows) >= _ENOUGH]
    weights = {
        c.col: _weight(table, head, c.col, said[c.col], witnesses, words)
        for c in head.leads
        if c.col not in taken and len(said[c.col]) >= _ENOUGH
    }
    best = max(weights, key=lambda col: weights[col], default=None)
    if best is None or (weights[best] < _LEAST and not witnesses) or weights[best] < _POOR:
        return None
    return Named(best, weights[best] >= _LEAST)


def _says_names(table: Table, col: int, body: Sequence[int], words: Vocabulary) -> bool:
    """Whether each cell of the column says the name of a project among labels with their values."""
    cells = {id(c): c for r in body if (c := table.at(r, col)) is not None and c.text and c.col == col}
    return names_projects([c.passage for c in cells.values()], words)


def _weight(
    table: Table, head: Head, col: int, rows: set[int], witnesses: Sequence[set[int]], words: Vocabulary
) -> float:
    """How much speaks for a column of names: its head, names that differ, and that others begin where they do."""
    texts = [key(c.text) for r in sorted(rows) if (c := table.at(r, col)) is not None]
    if not texts or all(map(is_amount, texts)) or any(len(t) > settings.LISTED.name for t in texts):
        return 0.0
    bodies = sum("org" in kinds_of(t) for t in texts) / len(texts)
    cell = next((c for c in head.leads if c.col == col), None)
    over = cell.text if cell is not None else ""
    said = 0.5 if _NAMES.search(key(over)) else 0.0
    term = words.term("project_goal", over)
    other = not said and term is not None and term.field not in ("", "project_name")
    if other or _OF_PERSONS.search(key(over)) or sum(len(t) <= _SHORT for t in texts) > 0.5 * len(texts):
        said -= 1.0  # what else a project has, a person's name
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
