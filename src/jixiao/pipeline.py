"""One source, step by step: its blocks, the forms in them, a record of each form, and what a model is asked.

Only this file knows the order of the steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jixiao.config import Settings
from jixiao.errors import ModelError, UnsupportedFormat
from jixiao.fields.begun import Begun, Examination, Item, examination_of
from jixiao.fields.cells.apart import told_forms
from jixiao.fields.certainty.model import MAX_ERROR
from jixiao.fields.form import Around, draft_of, record_of
from jixiao.fields.gone import say_gone
from jixiao.fields.kinds.budget import settled_kind
from jixiao.fields.lists.cut_short import say_cut_short
from jixiao.fields.pointing.inquiry import SEVERAL, Ask, Inquiry, Open, ask_all, continues, firsts, parts_of, question
from jixiao.fields.pointing.merge_answers import settled
from jixiao.fields.pointing.runs.run import Piece, Run, runs_of
from jixiao.fields.pointing.triage import TORN, openings, torn_off, worth_asking
from jixiao.fields.pointing.vision import doubtful, look_questions, looked
from jixiao.fields.recut import first_questions, recut, say_cut
from jixiao.forms.label_correction import snap_labels
from jixiao.forms.model import Form
from jixiao.forms.segmentation.borderless import find_hidden
from jixiao.forms.segmentation.prose import find_narratives
from jixiao.forms.segmentation.segment import cut, tell_in_lines
from jixiao.forms.segmentation.split import hints
from jixiao.forms.segmentation.written import find_written
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.forms.year import year_of
from jixiao.llm import Answer, Question
from jixiao.records import Reading, Reason, Record, SourceInfo
from jixiao.records.kinds import of_layout
from jixiao.resources import named
from jixiao.sources import Progress, Source
from jixiao.sources.formats import BY_NAME as FORMATS_BY_NAME
from jixiao.tables.reader import Limits, Reader, Way
from jixiao.tables.table import Layout

# What is wrong with a file as a whole, so that no record of it may be whole.
WHOLE = ("source.repaired", "source.pages-lost")


def read(source: Source, settings: Settings, progress: Progress | None = None) -> Reading:
    """Everything read from one source by the rules; pages and tables that could not be read stand in `problems`.

    SourceError where the file cannot be read at all; `progress` gets the pages done and the pages in all.
    """
    return begin(source, settings, progress).reading()


def examine(source: Source, settings: Settings, progress: Progress | None = None) -> Examination:
    """A reading with the blocks and forms it was made from."""
    return begin(source, settings, progress).examination()


def begin(source: Source, settings: Settings, progress: Progress | None = None, when: str = "never") -> Begun:
    """One source read by the rules, and what of it a model is to be asked.

    That is nothing where `when` is "never", what is open where it is "auto", every goal form where it is "always".
    SourceError where the file cannot be read at all.
    """
    words = vocabulary()
    layout = read_blocks(source, settings, words, progress)
    info = SourceInfo(name=source.name, sha256=source.sha256, pages=layout.pages)
    begun = begin_layout(layout, info, words, when, settings.share_of_errors)
    begun.path = source.path
    return begun


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


def read_blocks(source: Source, settings: Settings, words: Vocabulary, progress: Progress | None = None) -> Layout:
    """The source's tables and paragraphs, by the reader of its format; UnsupportedFormat where there is none."""
    known = FORMATS_BY_NAME.get(source.kind)
    if known is None or not known.reader:
        raise UnsupportedFormat(source.name, "没有读取这种文件的办法；请提供 PDF、图片、Word 或 Excel")
    limits = Limits(
        settings.page_limit,
        settings.stroke_limit,
        settings.reading_seconds,
        settings.page_seconds,
        settings.reading_threads,
    )
    reader: Reader = named(known.reader)
    return reader(source, Way(hints(words), limits, progress))


def read_layout(layout: Layout, source: SourceInfo, words: Vocabulary) -> Examination:
    """The records of a source whose blocks are known, by the rules."""
    return begin_layout(layout, source, words).examination()


def begin_layout(
    layout: Layout, source: SourceInfo, words: Vocabulary, when: str = "never", max_error: float = MAX_ERROR
) -> Begun:
    """The same, with what is open in it."""
    snap_labels(layout.blocks, words)
    pieces = cut(layout.blocks, words)
    written = [*find_narratives(pieces, words), *find_written(pieces, words)]
    asking = when != "never"
    hidden = find_hidden(pieces, words)
    for form in hidden:
        tell_in_lines(form, words)
    hidden = hidden if asking else [form for form in hidden if form.kind is not None]
    failed = {page: (code, message) for page, code, message in layout.problems if page is not None}
    if (fault := next((p for p in layout.problems if p[0] is None and p[1] in WHOLE), None)) is not None:
        failed[0] = fault[1:]
    around = Around(year_of(pieces, layout), layout.turns, failed, max_error)
    items: list[Item] = []
    forms = sorted([*pieces.forms, *written, *hidden], key=_place(layout))
    for form in forms:
        form.kind = settled_kind(form, words)
    for form, told in told_forms(forms, words, asking):
        item = Item(form)
        if form.kind is not None:
            item.draft = draft_of(form, around, words, told)
            item.record = record_of(form, item.draft, around, words)
        before = next((i for i in reversed(items) if i.record is not None and not i.joined), None)
        if form.tables and before is not None:
            item.joined = torn_off(form, before.form, before.record, words)
            before.rest += [item] if item.joined else []
        items.append(item)
    runs: list[Run] = []
    if asking:
        _triage(items, layout, words, when)
        runs = _runs(items, layout, words)
    return Begun(source, layout, pieces, items, around, runs=runs)


def _triage(items: list[Item], layout: Layout, words: Vocabulary, when: str) -> None:
    """Note why each form is asked about; what only the file as a whole tells of it counts, and is said at the end."""
    told = [(i, i.record.model_copy(update={"reasons": [*i.record.reasons]})) for i in items if i.record is not None]
    found = [(item.form, record) for item, record in told]
    say_cut_short(found, layout.floors, layout.unbroken, words)
    say_gone(found, layout)
    records = {id(item): record for item, record in told}
    for item in items:
        item.why = [] if item.joined else _why(item, records.get(id(item)), words, when)
        item.unsure = item.record is not None and bool(doubtful(item.record))


def _runs(items: list[Item], layout: Layout, words: Vocabulary) -> list[Run]:
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
    return [Reason(code="model.unanswered", message=f"大模型没有答完一张表：{text}", page=page) for text in said]


def _place(layout: Layout) -> Callable[[Form], int]:
    order = {id(b): i for i, b in enumerate(layout.blocks)}
    return lambda form: min((order[id(b)] for b in form.blocks() if id(b) in order), default=0)
