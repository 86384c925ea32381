"""Lists of projects each of which a row across the list names, its indicators in the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.evidence import Role
from jixiao.forms.evaluation import heads_evaluation, role_of
from jixiao.forms.levels import is_level
from jixiao.forms.model import Leads
from jixiao.forms.said_pairs import number_of, pairs_in
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.columns import heads_indicators
from jixiao.forms.segmentation.catalogue.evaluated import KIND as RESULTS
from jixiao.forms.segmentation.catalogue.listed import Listed
from jixiao.forms.segmentation.catalogue.rows import taken_rows
from jixiao.forms.segmentation.sections import label_of
from jixiao.forms.segmentation.split import title_over
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many names that are counted, or end with a total each, make a list of them.
_SEVERAL = 2


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
    body = [r for r in range(head + 1, table.n_rows) if table.written(r) and not _is_again(table, r, printed)]
    labelled = [r for r in body if _names(table, r, words)]
    starts = labelled or (_counted(table, body, words) if kind == RESULTS else [])
    if not starts or starts[0] != body[0]:
        return []
    title = title_over(table, top, words)
    out = []
    for start, end in pairwise([*starts, table.n_rows]):
        first = start if labelled else start + 1
        across = next((r for r in range(first, end) if not _stands_over(table, r)), end)
        for r in (r for r in range(across, end) if _is_again(table, r, printed)):
            _claim(table.written(r), Role.LABEL)
        order = [*range(top), *range(start, across), *range(top, head + 1)]
        told = tuple(range(top, top + across - start)) if kind == RESULTS else ()
        leads = Leads(len(order) - (head + 1 - top), len(order), 0, {}, told=told)
        rows = [r for r in range(across, end) if not _is_again(table, r, printed)]
        out.append(Listed(taken_rows(table, [*order, *rows]), title, leads, []))
    return out


def _is_again(table: Table, r: int, printed: Sequence[str]) -> bool:
    """Whether the row says again what the head does."""
    return [key(c.text) for c in table.row(r)] == printed


def _counted(table: Table, body: Sequence[int], words: Vocabulary) -> list[int]:
    """The rows that name projects by their shape: the first text reaches over columns that the list divides, and is
    counted up (（1）…, 项目一：…), or each such row has a total of its own under its indicators, or these begin in the
    same way under each (1, 产出指标)."""
    wide = [r for r in body if _opens_wide(table, r) and not _sums(table, r, words)]
    wide = [r for r in wide if not (_stands_over(table, r) and r - 1 in wide)]
    texts = [table.written(r)[0].flat for r in wide]
    numbers = [number_of(text.text) for text in texts]
    names = [pairs_in(text, words)[0].text for text in texts]
    if len(wide) < _SEVERAL or not all(names) or any(is_level(name, words) for name in names):
        return []
    if [n[0] if n else 0 for n in numbers] == list(range(1, len(wide) + 1)):
        return wide
    if len({_begins(table, r, body) for r in wide}) == 1 and _begins(table, wide[0], body):
        return wide
    totals = [r for r in body if _sums(table, r, words)]
    order = sorted([*((r, 0) for r in wide), *((r, 1) for r in totals)])
    return wide if [turn for _, turn in order] == [0, 1] * len(wide) else []


def _begins(table: Table, r: int, body: Sequence[int]) -> str:
    """What the first row of the list below row r begins with."""
    below = next((b for b in body if b > r and not _stands_over(table, b)), None)
    return key(table.written(below)[0].text) if below is not None else ""


def _opens_wide(table: Table, r: int) -> bool:
    """Whether the row begins with a text over several columns, or with one alone in its row."""
    said = table.written(r)
    first = said[0]
    return first.row == r and first.rows == 1 and first.col == 0 and (first.cols > 1 or len(said) == 1)


def _sums(table: Table, r: int, words: Vocabulary) -> bool:
    """Whether the row adds up what stands over it, or says what came of it: 小计, 自评得分：95"""
    first = table.written(r)[0]
    label = label_key(label_of(first.flat)[1].text)
    named = words.is_total(first.text) or words.evaluation["total"].search(label) is not None
    return named or role_of(label, words) == "score"


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
