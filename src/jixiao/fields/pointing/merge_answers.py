"""Answers about forms put in: the record of a form from what the rules read and what the model pointed at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from jixiao.errors import ModelError
from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.cells.account import Account
from jixiao.fields.digits.sums import balance_of
from jixiao.fields.form import Around, accounts_for, draft_of, model_of, plain_of
from jixiao.fields.pointing.align import Character, Sheet, characters
from jixiao.fields.pointing.filling.form import Filled, fill
from jixiao.fields.pointing.filling.prose import fill_prose
from jixiao.fields.pointing.inquiry import Inquiry, answer_of, continues
from jixiao.fields.pointing.merge_readings import merge
from jixiao.fields.pointing.merged import Merged, Other, without_unheaded
from jixiao.fields.pointing.wire import AnyAnswer, ProseAnswer
from jixiao.fields.tree import Draft, evidence_of
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Evidence, Reason, Record
from jixiao.records.headings import field_heading
from jixiao.records.kinds import LABELS
from jixiao.records.model import Alternative, Model
from jixiao.tables.table import Cell
from jixiao.text import has_digit, key

_POSITION = re.compile(r"\[\d+\]")
# Doubts about what the model placed that leave it with nothing that speaks for it.
_UNBORNE = {DoubtCode.POINTED, DoubtCode.SUM_OPEN, DoubtCode.CELL_DIFFERS}
# Reasons that columns were told by the places of texts, or that a list may be of two forms; they end where a second
# reading of so many fields and rows comes to the same.
_INFERRED = ("table.columns-inferred", "table.lines-only", "list.again")
_FIELDS, _ROWS = 5, 2
_NO_GOAL = "missing.goal"
_GOALS = ("goal_annual", "goal_lifetime", "strategic_goal")
# Characters: a line of a form that heads something is no longer.
_HEADING = 24


@dataclass(slots=True)
class Settled:
    """The result of asking: the record (None if the form is of no kind that we know) and the kind that the model gave.

    `failures` are those that the record does not say. `continued` where the tables shown with the form are its rest.
    """

    record: Record | None
    kind: str
    failures: list[ModelError] = field(default_factory=list)
    continued: bool = False


def settled(inquiry: Inquiry, around: Around, words: Vocabulary) -> Settled:
    """The form's record from what the rules read and what the model pointed at."""
    work, form = inquiry.work, inquiry.work.form
    reasons = _unanswered(inquiry)
    if not inquiry.answers:
        return _unasked(inquiry, around, words, reasons)
    answer, continued = answer_of(inquiry), continues(inquiry)
    if work.draft is not None and answer.kind != form.kind:
        reasons.append(_of_kind(form, answer))
        return Settled(_record(form, Merged(work.draft), around, words, reasons), answer.kind)
    if answer.kind == "other":
        return Settled(None, "other", inquiry.failures)
    if continued:
        form.tables = [*form.tables, *(table for piece in work.rest for table in piece.tables)]
    draft = None if continued else work.draft
    form.kind = answer.kind
    told = draft.told if draft is not None else accounts_for([form])[0]
    filled = _filled(answer, inquiry, words, told)
    if draft is None:
        form.title = form.title if work.draft is not None else _title(filled) or form.title
        draft = draft_of(form, around, words)
    if continued:
        _claim_repeated(work.rest, form)
    _keep_other(filled)
    merged = merge(without_unheaded(draft, filled.draft), filled.draft, _sheet(inquiry, filled))
    merged.whole = not inquiry.failures
    return Settled(_record(form, merged, around, words, reasons), answer.kind, continued=continued)


def _unasked(inquiry: Inquiry, around: Around, words: Vocabulary, reasons: list[Reason]) -> Settled:
    """What the rules read, where nobody answered: as whole, or not, as it was before asking."""
    if inquiry.work.draft is None:
        return Settled(None, "", inquiry.failures)
    read = Merged(inquiry.work.draft)
    record = _record(inquiry.work.form, read, around, words, [])
    if record.status == "complete":
        return Settled(record, "", inquiry.failures)
    return Settled(_record(inquiry.work.form, read, around, words, reasons), "")


def _filled(answer: AnyAnswer, inquiry: Inquiry, words: Vocabulary, told: Account | None) -> Filled:
    if isinstance(answer, ProseAnswer):
        return Filled(fill_prose(answer, inquiry.index))
    return Filled(Draft({})) if answer.kind == "budget_table" else fill(answer, inquiry.index, words, told)


def _sheet(inquiry: Inquiry, filled: Filled) -> Sheet:
    """Where each character of the form stands, and which are headers."""
    places: dict[Character, Any] = {}
    for id, found in inquiry.index.cells.items():
        for character in characters(found.passage):
            places[character] = inquiry.shown.cells[id]
    return Sheet(places, frozenset(characters(filled.heads)))


def _claim_repeated(rest: Sequence[Form], form: Form) -> None:
    """What a continued table prints again of the form is accounted for."""
    tables = [table for piece in rest for table in piece.tables]
    said = {key(c.text) for t in form.tables if t not in tables for c in t.cells if c.text}
    for cell in (c for t in tables for c in t.cells):
        if cell.text and key(cell.text) in said:
            cell.flat.claim(Role.LABEL)
    for piece in rest:
        for paragraph in (*piece.heading, *piece.lead):
            paragraph.passage.claim(Role.HEADING)


def _title(filled: Filled) -> Passage | None:
    found = filled.draft.tree.get("title")
    return found if isinstance(found, Passage) and found else None


def _keep_other(filled: Filled) -> None:
    """Rows that hold no field are kept beside the fields: nothing a model sets aside is lost."""
    for row in filled.other:
        cells = [c for c in row if any(ch.isalnum() for ch in c.text)]
        if len(cells) > 1:
            values = Passage.join(_spaced(cells[1:]))
            filled.draft.extra.append((cells[0].flat, values))
        elif cells and (len(cells[0].text) > _HEADING or has_digit(cells[0].text)):
            filled.draft.extra.append((Passage(), cells[0].passage))
        elif cells:
            cells[0].flat.claim(Role.HEADING)


def _spaced(cells: list[Cell]) -> list[Passage | str]:
    out: list[Passage | str] = []
    for cell in cells:
        out += [" ", cell.flat] if out else [cell.flat]
    return out


def _unanswered(inquiry: Inquiry) -> list[Reason]:
    """Why parts of the form were not answered, each cause once."""
    pages = inquiry.work.form.pages
    said = dict.fromkeys(str(failure) for failure in inquiry.failures)
    return [
        Reason(code="model.unanswered", message=f"大模型没有答完这张表：{text}", page=pages[0] if pages else None)
        for text in said
    ]


def _of_kind(form: Form, answer: AnyAnswer) -> Reason:
    pages = form.pages
    ours, other = (f"“{LABELS[kind]}”" if kind in LABELS else "别的表" for kind in (str(form.kind), answer.kind))
    message = f"规则按{ours}读取，大模型认为是{other}；没有采用大模型的指认，请对照原文核对"
    return Reason(code="conflict.kind", message=message, page=pages[0] if pages else None)


def _record(form: Form, merged: Merged, around: Around, words: Vocabulary, reasons: list[Reason]) -> Record:
    """The record of a merged draft, with how its values were read and where the two readings differ."""
    draft = merged.draft
    plain = plain_of(form, draft, around, words)
    for path in merged.placed:
        if path in plain["evidence"]:
            plain["evidence"][path]["how"] = "model"
    model = cast("type[Model]", model_of(str(form.kind)))
    said = list(reasons)
    doubts = plain.setdefault("doubts", {})
    for path in sorted(balance_of(str(form.kind), plain).open & merged.placed):
        doubts.setdefault(path, []).append(DoubtCode.SUM_OPEN)
    page = form.pages[0] if form.pages else None
    for path, other in merged.other.items():
        plain.setdefault("alternatives", {})[path] = [_alternative(other, around)]
        doubts.setdefault(path, []).append(DoubtCode.CONFLICT)
    said += _conflicts({path: o for path, o in merged.other.items() if not _borne(path, merged, doubts)}, model, page)
    rows = (path for path in merged.placed if path.partition("[")[0] in merged.taken)
    for path in (*merged.disputed, *merged.taken, *rows):
        doubts.setdefault(path, []).append(DoubtCode.CONFLICT)
    for name in merged.disputed:
        message = f"“{field_heading(model, name)}”的行，规则与大模型的划分不同，采用规则的读法；请对照原文核对"
        said.append(Reason(code="conflict.rows", message=message, page=page))
    found = [r for r in plain["reasons"] if not (r.code == _NO_GOAL and merged.whole and _without_goal(draft))]
    if not said and _borne_out(merged, doubts):
        found = [r for r in found if r.code not in _INFERRED]
    plain["reasons"] = [*found, *said]
    plain["status"] = "incomplete" if plain["reasons"] else "complete"
    return cast("Record", model.model_validate(plain))


def _borne_out(merged: Merged, doubts: dict[str, list[str]]) -> bool:
    """Whether a second reading of all columns that were told by place bears them out: it gives most of what the rules
    give, differs nowhere, and for all else that it gives label or content speak.

    A model that sees in two cells what is one text says so by what it points at.
    """
    fields = {_POSITION.sub("[]", path) for path in merged.agreed}
    rows = {path.partition(".")[0] for path in (*merged.agreed, *merged.placed) if "[" in path}
    unborne = any(_UNBORNE & {*doubts.get(path, [])} for path in (*merged.placed, *merged.agreed))
    differ = merged.other or merged.disputed or merged.taken or merged.against
    return merged.whole and not differ and not unborne and len(fields) >= _FIELDS and len(rows) >= _ROWS


def _borne(path: str, merged: Merged, doubts: dict[str, list[str]]) -> bool:
    """Whether the model's reading stands first and its label, its column or the network of cells speaks for it: the
    conflict is then no more than noted."""
    return path in merged.placed and not _UNBORNE & {*doubts[path]}


def _without_goal(draft: Draft) -> bool:
    """Whether the network of cells sees no goal either where neither reading has one."""
    told = draft.told
    if told is None:
        return False
    taken = told.cells(draft.values().values())
    return not any(role in _GOALS for i, role in enumerate(told.best) if i not in taken)


def _conflicts(found: dict[str, Other], model: type[Model], page: int | None) -> list[Reason]:
    """The reasons for values that were read in two ways; one reason for all values of a column."""
    columns: dict[tuple[str, bool], list[str]] = {}
    for path, other in found.items():
        columns.setdefault((_POSITION.sub("[]", path), other.by_model), []).append(path)
    out = []
    for paths in columns.values():
        passage = found[paths[0]].passage
        where = passage.pieces[0].word.page if passage.pieces else page
        more = f"等 {len(paths)} 行" if len(paths) > 1 else ""
        shown = f"另一种读法是“{passage.text[:24]}”；请对照原文核对"
        message = f"“{field_heading(model, paths[0])}”{more}规则与大模型读法不同，{shown}"
        out.append(Reason(code="conflict.reading", message=message, page=where or None))
    return out


def _alternative(other: Other, around: Around) -> Alternative:
    """The reading that does not stand first, and where it stands on the page."""
    found: Evidence = evidence_of(other.passage, around.turns)
    how = "model" if other.by_model else found.how
    return Alternative(text=other.passage.text, **found.model_dump(exclude={"how"}), how=how)
