"""Open forms asked about and settled: the questions of a form, and its record from both readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from jixiao.errors import AnswerCutOff, ModelError
from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.form import Around, draft_of, model_of, plain_of
from jixiao.fields.pointing.check import AnswerCheck
from jixiao.fields.pointing.chunks import halves, pieces, put_together
from jixiao.fields.pointing.fill import Filled, fill
from jixiao.fields.pointing.merge_readings import Merged, merge
from jixiao.fields.pointing.render import Index, Rendering, render
from jixiao.fields.pointing.terms import LISTS, PATHS
from jixiao.fields.pointing.wire import FormAnswer
from jixiao.fields.tree import Draft, evidence_of
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.llm import Answer, Question, tokens
from jixiao.records import Evidence, Reason, Record
from jixiao.records.headings import field_heading
from jixiao.records.kinds import LABELS
from jixiao.records.model import Alternative, Model
from jixiao.tables.table import Cell
from jixiao.text import has_digit

Ask = Callable[[Sequence[Question[Any]]], Sequence[Answer[Any] | ModelError]]

PROMPT = "extract/form"
# What one question shows of a form at most, in tokens; a larger form is asked in pieces.
PIECE_TOKENS = 6000
# A question that shows less than so many tokens is a small one. Where so many small ones are cut off and none is
# answered, still smaller ones do not help: the endpoint's limit is too low for any answer.
SMALL_TOKENS, SMALL_MOST = 1500, 3
# Characters: a line of a form that heads something is no longer.
_HEADING = 24


@dataclass(slots=True)
class Open:
    """A form that is asked about: what the rules read in it (nothing where they do not know its kind), and why.

    `about` names the form in receipts.
    """

    form: Form
    draft: Draft | None
    why: list[str]
    about: str = ""


@dataclass(slots=True)
class Settled:
    """What came of asking: the record, None where the form is none of ours, and what the model said its kind is."""

    record: Record | None
    kind: str
    failures: list[ModelError] = field(default_factory=list)


@dataclass(slots=True)
class Inquiry:
    """The questions about one form, and what was answered so far."""

    work: Open
    shown: Rendering
    index: Index
    answers: dict[int, FormAnswer] = field(default_factory=dict)
    failures: list[ModelError] = field(default_factory=list)
    small_cut_off: int = 0


def open_form(work: Open) -> tuple[Inquiry, list[Rendering]]:
    """The inquiry about a form, and the pieces it is asked in."""
    shown, index = render(work.form)
    return Inquiry(work, shown, index), pieces(shown, PIECE_TOKENS, tokens)


def question(inquiry: Inquiry, piece: Rendering) -> Question[FormAnswer]:
    """The question about one piece of a form."""
    return Question(
        PROMPT,
        {
            "shown": piece.text,
            "fields": {kind: {n: said for n, (_, said) in paths.items()} for kind, paths in PATHS.items()},
            "columns": LISTS,
            "whole": piece.asked == inquiry.shown.asked,
        },
        FormAnswer,
        AnswerCheck(piece),
        about=inquiry.work.about,
    )


def ask_all(works: Sequence[Open], ask: Ask) -> list[Inquiry]:
    """All forms asked about together; what an answer was too short for is asked again in halves."""
    out: list[Inquiry] = []
    waiting: list[tuple[Inquiry, Rendering]] = []
    for work in works:
        inquiry, parts = open_form(work)
        out.append(inquiry)
        waiting += [(inquiry, part) for part in parts]
    while waiting:
        outcomes = ask([question(inquiry, part) for inquiry, part in waiting])
        again: list[tuple[Inquiry, Rendering]] = []
        for (inquiry, part), outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Answer):
                inquiry.answers[min(part.asked)] = outcome.value
                inquiry.small_cut_off = 0
            elif isinstance(outcome, AnswerCutOff):
                again += [(inquiry, half) for half in _cut_off(inquiry, part, outcome)]
            else:
                inquiry.failures.append(outcome)
        waiting = [(inquiry, part) for inquiry, part in again if not _given_up(inquiry)]
    return out


def _given_up(inquiry: Inquiry) -> bool:
    return inquiry.small_cut_off >= SMALL_MOST


def _cut_off(inquiry: Inquiry, part: Rendering, outcome: AnswerCutOff) -> list[Rendering]:
    """The halves of a part whose answer was cut off; none where it cannot be halved, or that does not help."""
    inquiry.small_cut_off += tokens(part.text) <= SMALL_TOKENS
    cut = [] if _given_up(inquiry) else halves(part)
    if len(cut) > 1:
        return cut
    said = f"连着 {SMALL_MOST} 个小问题的回答都被截断；请在 [model] 中加大 answer_tokens 后再运行"
    inquiry.failures.append(AnswerCutOff(said) if _given_up(inquiry) else outcome)
    return []


def settled(inquiry: Inquiry, around: Around, words: Vocabulary) -> Settled:
    """The form's record from what the rules read and what the model pointed at."""
    work, form = inquiry.work, inquiry.work.form
    if not inquiry.answers:
        record = _record(form, Merged(work.draft), around, words, _unanswered(inquiry)) if work.draft else None
        return Settled(record, "", inquiry.failures)
    answer = put_together([inquiry.answers[at] for at in sorted(inquiry.answers)])
    reasons = _unanswered(inquiry)
    if work.draft is not None and answer.kind != form.kind:
        reasons.append(_of_kind(form, answer))
        record = _record(form, Merged(work.draft), around, words, reasons)
        return Settled(record, answer.kind, inquiry.failures)
    if answer.kind == "other":
        return Settled(None, "other", inquiry.failures)
    filled = fill(answer, inquiry.index, words)
    draft = work.draft
    if draft is None:
        form.kind = answer.kind
        form.title = _title(filled) or form.title
        draft = draft_of(form, around, words)
    _keep_other(filled)
    merged = merge(draft, filled.draft, filled.known)
    return Settled(_record(form, merged, around, words, reasons), answer.kind, inquiry.failures)


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


def _of_kind(form: Form, answer: FormAnswer) -> Reason:
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
            plain["evidence"][path] = plain["evidence"][path].model_copy(update={"how": "model"})
    model = cast("type[Model]", model_of(str(form.kind)))
    said = list(reasons)
    doubts = plain.setdefault("doubts", {})
    page = form.pages[0] if form.pages else None
    for path, passage in merged.other.items():
        plain.setdefault("alternatives", {})[path] = [_alternative(passage, around)]
        doubts.setdefault(path, []).append(DoubtCode.CONFLICT)
        where = passage.pieces[0].word.page if passage.pieces else page
        message = (
            f"“{field_heading(model, path)}”规则与大模型读法不同，另一种读法是“{passage.text[:24]}”；请对照原文核对"
        )
        said.append(Reason(code="conflict.reading", message=message, page=where or None))
    for name in merged.disputed:
        doubts.setdefault(name, []).append(DoubtCode.CONFLICT)
        message = f"“{field_heading(model, name)}”的行，规则与大模型的划分不同，保留规则的读法；请对照原文核对"
        said.append(Reason(code="conflict.rows", message=message, page=page))
    plain["reasons"] = [*plain["reasons"], *said]
    plain["status"] = "incomplete" if plain["reasons"] else "complete"
    return cast("Record", model.model_validate(plain))


def _alternative(passage: Passage, around: Around) -> Alternative:
    """What the model pointed at, where the rules read something else."""
    found: Evidence = evidence_of(passage, around.turns)
    return Alternative(text=passage.text, **found.model_dump(exclude={"how"}), how="model")
