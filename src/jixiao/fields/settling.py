"""What a model is asked about a source that the rules have read, and the reading with its answers put in."""

from __future__ import annotations

from typing import Any

from jixiao.errors import ModelError
from jixiao.fields.begun import Begun, Item, examination_of
from jixiao.fields.form import draft_of
from jixiao.fields.gone import say_gone
from jixiao.fields.lists.cut_short import say_cut_short
from jixiao.fields.pointing.inquiry import SEVERAL, Ask, Inquiry, Open, ask_all, continues, firsts, parts_of, question
from jixiao.fields.pointing.merge_answers import settled
from jixiao.fields.pointing.runs.run import Piece, Run, runs_of
from jixiao.fields.pointing.triage import TORN, openings, worth_asking
from jixiao.fields.pointing.vision import doubtful, look_questions, looked
from jixiao.fields.recut import first_questions, recut, say_cut
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.llm import Answer, Question
from jixiao.records import Reading, Reason, Record
from jixiao.records.kinds import of_layout
from jixiao.tables.table import Layout


def questions(begun: Begun, sees: bool = False) -> list[Question[Any]]:
    """What would be asked first; more follows only where an answer is sent back or cut off.

    `sees` where there is a model for pictures: it is asked about values that OCR is not sure of.
    """
    found: list[Question[Any]] = [*first_questions(begun)]
    found += [question(inquiry, piece) for inquiry, piece in firsts(begun.works())]
    return [*found, *(q for _, _, q in _looks(begun))] if sees else found


def settle(begun: Begun, ask: Ask, sees: bool = False) -> Reading:
    """The reading with the model's answers put in; `ask` answers all questions in their order, errors as values."""
    words = vocabulary()
    problems: list[Reason] = []
    apart: list[Item] = []
    for item, work, inquiry in recut(begun, ask, problems, words):
        apart += _put_in(begun, item, work, inquiry, problems)
    worked = begun.worked()
    inquiries = ask_all([work for _, work in worked], ask)
    for (item, work), inquiry in zip(worked, inquiries, strict=True):
        apart += _put_in(begun, item, work, inquiry, problems)
    again = begun.worked(apart)
    for (item, work), inquiry in zip(again, ask_all([work for _, work in again], ask, inquiries), strict=True):
        _put_in(begun, item, work, inquiry, problems)
    if sees:
        _look(begun, ask, words)
    return examination_of(begun, problems).reading


def _put_in(begun: Begun, item: Item, work: Open, inquiry: Inquiry, problems: list[Reason]) -> list[Item]:
    """Put what was answered about a form into its record.

    Gives the tables shown with it that are forms of their own, and the projects that it turned out to be. What stays
    unanswered is said in `problems` where the form has no record, else in its reasons.
    """
    if not inquiry.answers and not work.why:
        return []
    if parts := parts_of(inquiry):
        item.absorbed, item.record = True, None
        at = begun.items.index(item)
        drafts = [draft_of(part.form, begun.around, vocabulary()) for part in parts]
        several = [Item(p.form, draft, why=[SEVERAL], said=p.said) for p, draft in zip(parts, drafts, strict=True)]
        begun.items[at + 1 : at + 1] = several
        return [*several, *_shown_with(item, continues(inquiry))]
    done = settled(inquiry, begun.around, vocabulary())
    torn = [r for r in item.record.reasons if r.code == TORN] if item.record is not None else []
    if done.record is not None and torn and not (inquiry.answers and work.rest):
        done.record.reasons.extend(torn)
        done.record.status = "incomplete"
    item.record = done.record
    if item.cut and item.record is not None:
        say_cut(item.record)
    item.unsure = item.record is not None and bool(doubtful(item.record))
    problems.extend(_unanswered(item.form, done.failures))
    return _shown_with(item, done.continued) if inquiry.answers else []


def _shown_with(item: Item, continued: bool) -> list[Item]:
    """What becomes of the tables shown with a form: they are its rest, or forms apart, which are given."""
    for rest in item.rest:
        if continued:
            rest.absorbed, rest.record = True, None
        else:
            rest.joined, rest.why = False, rest.why or ["list.apart"]
            rest.form.title = rest.form.title or item.form.title
    return [] if continued else item.rest


def _looks(begun: Begun) -> list[tuple[Item, list[str], Question[Any]]]:
    """The questions about values that OCR is not sure of: the form, the paths, and the question with its cut-outs."""
    path = begun.path
    if path is None:
        return []
    from jixiao.pages.cutout import cutout  # what reads PDF takes half a second to load; Word and Excel do without it

    out: list[tuple[Item, list[str], Question[Any]]] = []
    for n, item in enumerate(begun.items, 1):
        if item.record is not None and item.unsure:
            about = f"{begun.source.sha256[:8]}#{n}"
            found = look_questions(item.record, lambda page, box: cutout(path, page, box), about)
            out += [(item, paths, question) for paths, question in found]
    return out


def _look(begun: Begun, ask: Ask, words: Vocabulary) -> None:
    """Have uncertain values of scans looked at; without an answer they stay in doubt."""
    looks = _looks(begun)
    for (item, paths, _), outcome in zip(looks, ask([q for _, _, q in looks]), strict=True):
        assert item.record is not None
        if isinstance(outcome, Answer):
            item.record = looked(item.record, paths, outcome.value, words)
        else:
            item.record.reasons.extend(_unanswered(item.form, [outcome]))
            item.record.status = "incomplete"


def triage(items: list[Item], layout: Layout, words: Vocabulary, when: str) -> None:
    """Note why each form is asked about; what only the file as a whole tells of it counts, and is said at the end."""
    told = [(i, i.record.model_copy(update={"reasons": [*i.record.reasons]})) for i in items if i.record is not None]
    found = [(item.form, record) for item, record in told]
    say_cut_short(found, layout.floors, layout.unbroken, words)
    say_gone(found, layout)
    records = {id(item): record for item, record in told}
    for item in items:
        item.why = [] if item.joined else _why(item, records.get(id(item)), words, when)
        item.unsure = item.record is not None and bool(doubtful(item.record))


def runs_among(items: list[Item], layout: Layout, words: Vocabulary) -> list[Run]:
    """The stretches that are asked about as a whole."""
    pieces = [Piece(item.form, item.record, item.why, item.joined) for item in items]
    return runs_of(layout.blocks, pieces, words)


def _why(item: Item, record: Record | None, words: Vocabulary, when: str) -> list[str]:
    if item.draft is None or record is None:
        return ["form.unrecognised"] if worth_asking(item.form) and not item.form.other else []
    found = openings(item.form, item.draft, record, words)
    found += [TORN] if item.rest and TORN not in found else []
    asked = item.form.kind in GOAL_KINDS or item.form.kind in of_layout("prose")
    return found or (["always"] if when == "always" and asked else [])


def _unanswered(form: Form, failures: list[ModelError]) -> list[Reason]:
    """Why a form was not settled by the model: one that nobody recognised, or that the rules had read whole."""
    page = form.pages[0] if form.pages else None
    said = dict.fromkeys(str(failure) for failure in failures)
    told = "大模型没有答完一张表（{}），仍是按规则读的；请对照原文核对，或稍后再读一遍"
    return [Reason(code="model.unanswered", message=told.format(text), page=page) for text in said]
