"""Lists of projects each of which a row across the list names (项目名称：…), its indicators in the rows below."""

from __future__ import annotations

from itertools import pairwise

from jixiao.evidence import Role
from jixiao.forms.evaluation import heads_evaluation
from jixiao.forms.model import Leads
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.columns import heads_indicators
from jixiao.forms.segmentation.catalogue.evaluated import KIND as RESULTS
from jixiao.forms.segmentation.catalogue.listed import Listed
from jixiao.forms.segmentation.catalogue.rows import taken_rows
from jixiao.forms.segmentation.sections import label_of
from jixiao.forms.segmentation.split import title_over
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key


def banded_forms(table: Table, words: Vocabulary, kind: str = "project_goal") -> list[Listed]:
    """The projects of a list each of which a row across it names, with the rows over the list and its heads; what else
    stands across the list right under a name is the project's too. None where the table is no such list."""
    heads = (
        r
        for r in range(min(settings.LISTED.top, table.n_rows - 1))
        if (kind == RESULTS and heads_evaluation(table, r, words))
        or heads_indicators([c.text for c in table.written(r)], words)
    )
    head = next(heads, None)
    if head is None:
        return []
    top = min(c.row for c in table.written(head))
    printed = [key(c.text) for c in table.row(head)]
    body = [r for r in range(head + 1, table.n_rows) if table.written(r)]
    starts = [r for r in body if _names(table, r, words)]
    if not starts or starts[0] != body[0]:
        return []
    title = title_over(table, top, words)
    out = []
    for start, end in pairwise([*starts, table.n_rows]):
        across = next((r for r in range(start, end) if not _stands_over(table, r)), end)
        again = [r for r in range(across, end) if [key(c.text) for c in table.row(r)] == printed]
        for r in again:
            _claim(table.written(r), Role.LABEL)
        order = [*range(top), *range(start, across), *range(top, head + 1)]
        leads = Leads(len(order) - (head + 1 - top), len(order), 0, {})
        rows = [r for r in range(across, end) if r not in again]
        out.append(Listed(taken_rows(table, [*order, *rows]), title, leads, []))
    return out


def _across(table: Table, row: int) -> Cell | None:
    """The cell alone in its row that reaches over the table."""
    cells = table.written(row)
    alone = len(cells) == 1 and cells[0].row == row and cells[0].cols >= settings.TITLES.wide * table.n_cols
    return cells[0] if alone else None


def _stands_over(table: Table, row: int) -> bool:
    """Whether the row is none of the list's: one text over the table, or labels with their values in a cell each."""
    said = table.written(row)
    pairs = len(said) > 1 and all(c.row == row and label_of(c.flat)[2] for c in said)
    return pairs or _across(table, row) is not None


def _names(table: Table, row: int, words: Vocabulary) -> bool:
    """Whether the row says no more than the name of a project, behind its label, and what else can be said of it so."""
    if not _stands_over(table, row):
        return False
    _, label, value = label_of(table.written(row)[0].flat)
    return bool(value) and words.opens("project_goal", label.text, [])


def _claim(row: list[Cell], role: Role) -> None:
    for cell in row:
        cell.flat.claim(role)
