"""One form into one record: read by its kind, accounted for, and said to be complete or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel

from jixiao.evidence import Passage
from jixiao.fields.budget import read_budget
from jixiao.fields.complete import gaps
from jixiao.fields.department import read_department
from jixiao.fields.digits_by_sums import settle
from jixiao.fields.doubt import is_merged, weigh_values
from jixiao.fields.ledger import form_reasons
from jixiao.fields.narrative import read_narrative
from jixiao.fields.parsed import parsed_values
from jixiao.fields.project import read_project
from jixiao.fields.tree import Draft, Turns
from jixiao.forms.borderless import LINES
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.records import BudgetTable, DepartmentGoal, DepartmentNarrative, ProjectGoal, Reason, Record
from jixiao.tables.borderless import DOUBT
from jixiao.tables.page import UNSURE
from jixiao.text import key

_READERS: dict[str, tuple[Callable[[Form, Passage | None, Vocabulary], Draft], type[BaseModel]]] = {
    "project_goal": (read_project, ProjectGoal),
    "department_goal": (read_department, DepartmentGoal),
    "department_narrative": (read_narrative, DepartmentNarrative),
    "budget_table": (read_budget, BudgetTable),
}
_OF_ROW = re.compile(r"（第\d+行）$")
_TARGET = re.compile(r"[≥≤=]\d")
_DOUBTS = {
    DOUBT: "这张表没有画竖线，各栏由文字的位置推断；请对照原文核对栏目和行数",
    UNSURE: "这张表有的表格线看不清，可能少认或多认了格子；请对照原文核对行数和各级指标",
    LINES: "这张表没有画线，各栏由文字的位置推断，由大模型指认；请对照原文核对栏目和行数",
}


@dataclass(frozen=True, slots=True)
class Around:
    """What a document says to all its forms: the year it speaks of, how its pages are turned, which pages failed."""

    year: Passage | None
    turns: Turns
    failed: dict[int, str]


def draft_of(form: Form, around: Around, words: Vocabulary) -> Draft:
    """What the rules read in the form."""
    read, _ = _READERS[str(form.kind)]
    return read(form, around.year, words)


def record_of(form: Form, draft: Draft, around: Around, words: Vocabulary) -> Record:
    """The draft as a record, with what makes it incomplete."""
    _, model = _READERS[str(form.kind)]
    plain = plain_of(form, draft, around, words)
    return cast("Record", model.model_validate(plain))


def plain_of(form: Form, draft: Draft, around: Around, words: Vocabulary) -> dict[str, Any]:
    """The record's fields as plain values."""
    kind = str(form.kind)
    plain: dict[str, Any] = draft.plain(around.turns)
    scanned = draft.scanned()
    if settle(kind, plain, scanned):
        plain = draft.plain(around.turns)
    reasons = [*draft.reasons, *gaps(kind, draft.tree, form, around.failed), *form_reasons(form)]
    reasons += _lost_rows(draft, words)
    reasons += [*_misread_column(draft, words), *_merged_cells(scanned)] if scanned else []
    doubts = [doubt for table in form.tables for doubt in table.doubts]
    if doubts:
        plain["doubts"] = {"table": doubts}
        page = form.pages[0] if form.pages else None
        reasons.append(Reason(code=f"table.{doubts[0]}", message=_DOUBTS[doubts[0]], page=page))
    plain["pages"] = form.pages
    plain["status"] = "incomplete" if reasons else "complete"
    plain["reasons"] = reasons
    plain["parsed"] = parsed_values(plain, words)
    weigh_values(kind, plain, scanned, words)
    return plain


def model_of(kind: str) -> type[BaseModel]:
    """The record model of the kind."""
    return _READERS[kind][1]


def _merged_cells(scanned: dict[str, Passage]) -> list[Reason]:
    """A label and an amount in one value: what the amount belongs to may be missing."""
    for passage in scanned.values():
        if is_merged(passage.text):
            said = f"“{passage.text[:20]}”像是栏目名和金额连在一起，可能少认了一条表格线；请对照原文核对"
            return [Reason(code="cells.merged", message=said, page=passage.pieces[0].word.page)]
    return []


def _lost_rows(draft: Draft, words: Vocabulary) -> list[Reason]:
    """A target or a level's name that was taken for a label: rows of a list whose grid or header was misread."""
    levels = frozenset[str]().union(*words.levels.values())
    for label, _ in draft.extra:
        what = "指标值" if _TARGET.match(key(label.text)) else "指标级别" if label_key(label.text) in levels else ""
        if what:
            page = label.pieces[0].word.page if label.pieces else None
            said = f"“{label.text[:16]}”像是{what}，却读成了栏目名，指标可能少读了几行；请对照原文核对"
            return [Reason(code="indicator.lost", message=said, page=page)]
    return []


def _misread_column(draft: Draft, words: Vocabulary) -> list[Reason]:
    """A column of a list with a heading that is not known but was doubtful, or begins or ends like one that is."""
    for label, _ in draft.extra:
        row = _OF_ROW.search(label.text)
        head = label.text[: row.start()] if row else ""
        like = any(words.column("indicators", part) for i in range(2, len(head)) for part in (head[:i], head[-i:]))
        if head and (like or label.doubts()):
            said = f"“{head[:16]}”一栏的名称可能认错了，内容在 extra 里，没有归入指标；请对照原文核对"
            return [Reason(code="list.misread-column", message=said, page=label.pieces[0].word.page)]
    return []
