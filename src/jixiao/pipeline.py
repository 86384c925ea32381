"""The order of the river for one source: blocks, forms, records. The only file that knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.config import Settings
from jixiao.errors import ModelError, UnsupportedFormat
from jixiao.evidence import Role
from jixiao.fields.coverage.ledger import claim_paragraphs, coverage
from jixiao.fields.coverage.problems import layout_problems
from jixiao.fields.form import Around, draft_of, record_of
from jixiao.fields.kinds.budget import settled_kind
from jixiao.fields.lists.cut_short import say_cut_short
from jixiao.fields.pointing.inquiry import Ask, Inquiry, Open, ask_all, firsts, question
from jixiao.fields.pointing.merge_answers import settled
from jixiao.fields.pointing.triage import TORN, openings, torn_off, worth_asking
from jixiao.fields.pointing.vision import doubtful, look_questions, looked
from jixiao.fields.tree import Draft, evidence_of
from jixiao.forms.label_correction import snap_labels
from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation.borderless import find_hidden
from jixiao.forms.segmentation.prose import find_narratives
from jixiao.forms.segmentation.segment import cut
from jixiao.forms.segmentation.split import hints
from jixiao.forms.unrecognised import put_aside, untabled
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.forms.year import year_of
from jixiao.llm import Answer, Question
from jixiao.records import Prose, Reading, Reason, Record, SourceInfo
from jixiao.records.kinds import of_layout
from jixiao.resources import named
from jixiao.sources import Progress, Source
from jixiao.sources.formats import BY_NAME as FORMATS_BY_NAME
from jixiao.tables.reader import Limits, Reader, Way
from jixiao.tables.table import Layout, Paragraph

# What is wrong with a file as a whole, so that no record of it may be whole.
WHOLE = ("source.repaired", "source.pages-lost")
_NO_FORM = "没有找到要读的表；请看原文是不是空白页或别种文件，有表的请换一份清楚的，或对照原文录入"


@dataclass(slots=True)
class Examination:
    """A reading with what it was made from, for drawing."""

    layout: Layout
    forms: list[Form]
    reading: Reading


@dataclass(slots=True, eq=False)
class Item:
    """A form of a source: what the rules read in it, None where they do not know its kind.

    `why` it is asked about; `unsure` where OCR is not sure of some of its values. `rest` are the items after it that
    may go on with it, `joined` says that this is one of those, `absorbed` that it turned out to be.
    """

    form: Form
    draft: Draft | None = None
    record: Record | None = None
    why: list[str] = field(default_factory=list)
    unsure: bool = False
    rest: list[Item] = field(default_factory=list)
    joined: bool = False
    absorbed: bool = False


@dataclass(slots=True)
class Begun:
    """A source read by the rules, with what is left to ask a model; it can be sent from one process to another."""

    source: SourceInfo
    layout: Layout
    pieces: Cut
    items: list[Item]
    around: Around
    path: Path | None = None

    @property
    def open(self) -> bool:
        """Whether there is anything to ask."""
        return any(item.why or item.unsure for item in self.items)

    def works(self) -> list[Open]:
        """The forms that are asked about, and beside them others of their kinds, to which an answer may be carried."""
        return [work for _, work in self.worked()]

    def worked(self, only: list[Item] | None = None) -> list[tuple[Item, Open]]:
        """The same, each with its item; or only those of the items."""
        sha = self.source.sha256[:8]
        kinds = {item.form.kind for item in self.items if item.why}
        return [
            (item, Open(item.form, item.draft, item.why, f"{sha}#{n}", [rest.form for rest in item.rest]))
            for n, item in enumerate(self.items, 1)
            if (item in only if only is not None else item.why or _may_be_told(item, kinds))
        ]

    def reading(self) -> Reading:
        """What is known so far."""
        return self.examination().reading

    def examination(self) -> Examination:
        """The reading with the blocks and forms it was made from."""
        return _whole(self, [])


def _may_be_told(item: Item, kinds: set[str | None]) -> bool:
    """Whether an answer about another form may be carried to the item's."""
    return item.draft is not None and item.form.kind in kinds and not item.joined


def read(source: Source, settings: Settings, progress: Progress | None = None) -> Reading:
    """Everything read from one source by the rules; pages and tables that could not be read stand in `problems`.

    SourceError where the file cannot be read at all; `progress` gets the pages done and the pages in all.
    """
    return begin(source, settings, progress).reading()


def examine(source: Source, settings: Settings, progress: Progress | None = None) -> Examination:
    """A reading with the blocks and forms it was made from."""
    return begin(source, settings, progress).examination()


def begin(source: Source, settings: Settings, progress: Progress | None = None, when: str = "never") -> Begun:
    """One source read by the rules, and what of it a model is to be asked: nothing, what is open, or every form."""
    words = vocabulary()
    layout = read_blocks(source, settings, words, progress)
    info = SourceInfo(name=source.name, sha256=source.sha256, pages=layout.pages)
    begun = begin_layout(layout, info, words, when)
    begun.path = source.path
    return begun


def questions(begun: Begun, sees: bool = False) -> list[Question[Any]]:
    """What would be asked first; more follows only where an answer is sent back or cut off.

    `sees` where there is a model for pictures: it is asked about values that OCR is not sure of.
    """
    found: list[Question[Any]] = [question(inquiry, piece) for inquiry, piece in firsts(begun.works())]
    return [*found, *(q for _, _, q in _looks(begun))] if sees else found


def settle(begun: Begun, ask: Ask, sees: bool = False) -> Reading:
    """The reading with the model's answers put in; `ask` answers all questions in their order, errors as values."""
    words = vocabulary()
    problems: list[Reason] = []
    worked = begun.worked()
    inquiries = ask_all([work for _, work in worked], ask)
    apart: list[Item] = []
    for (item, work), inquiry in zip(worked, inquiries, strict=True):
        apart += _put_in(begun, item, work, inquiry, problems)
    again = begun.worked(apart)
    for (item, work), inquiry in zip(again, ask_all([work for _, work in again], ask, inquiries), strict=True):
        _put_in(begun, item, work, inquiry, problems)
    if sees:
        _look(begun, ask, words)
    return _whole(begun, problems).reading


def _put_in(begun: Begun, item: Item, work: Open, inquiry: Inquiry, problems: list[Reason]) -> list[Item]:
    """Put what was answered about a form in its place; gives the tables shown with it that turned out to be apart."""
    if not inquiry.answers and not work.why:
        return []
    done = settled(inquiry, begun.around, vocabulary())
    torn = [r for r in item.record.reasons if r.code == TORN] if item.record is not None else []
    if done.record is not None and torn and not (inquiry.answers and work.rest):
        done.record.reasons.extend(torn)
        done.record.status = "incomplete"
    item.record = done.record
    item.unsure = item.record is not None and bool(doubtful(item.record))
    if done.record is None:
        problems.extend(_unanswered(item.form, done.failures))
    apart = [] if done.continued or not inquiry.answers else item.rest
    for rest in item.rest if done.continued else ():
        rest.absorbed, rest.record = True, None
    for rest in apart:
        rest.joined, rest.why = False, rest.why or ["list.apart"]
        rest.form.title = rest.form.title or item.form.title
    return apart


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
    """The source's tables and paragraphs, by the reader of its format."""
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


def begin_layout(layout: Layout, source: SourceInfo, words: Vocabulary, when: str = "never") -> Begun:
    """The same, with what is open in it."""
    snap_labels(layout.blocks, words)
    pieces = cut(layout.blocks, words)
    narratives = find_narratives(pieces, words)
    asking = when != "never"
    hidden = find_hidden(pieces, words) if asking else []
    failed = {page: (code, message) for page, code, message in layout.problems if page is not None}
    if (fault := next((p for p in layout.problems if p[0] is None and p[1] in WHOLE), None)) is not None:
        failed[0] = fault[1:]
    around = Around(year_of(pieces, layout), layout.turns, failed)
    items: list[Item] = []
    for form in sorted([*pieces.forms, *narratives, *hidden], key=_place(layout)):
        form.kind = settled_kind(form, words)
        item = Item(form)
        if form.kind is not None:
            item.draft = draft_of(form, around, words)
            item.record = record_of(form, item.draft, around, words)
        before = next((i for i in reversed(items) if i.record is not None and not i.joined), None)
        if form.tables and before is not None:
            item.joined = torn_off(form, before.form, before.record, words)
            before.rest += [item] if item.joined else []
        items.append(item)
    for item in items if asking else ():
        item.why = [] if item.joined else _why(item, words, when)
        item.unsure = item.record is not None and bool(doubtful(item.record))
    return Begun(source, layout, pieces, items, around)


def _why(item: Item, words: Vocabulary, when: str) -> list[str]:
    if item.draft is None or item.record is None:
        return ["form.unrecognised"] if worth_asking(item.form) and not item.form.other else []
    found = openings(item.form, item.draft, item.record, words)
    found += [TORN] if item.rest and TORN not in found else []
    asked = item.form.kind in GOAL_KINDS or item.form.kind in of_layout("prose")
    return found or (["always"] if when == "always" and asked else [])


def _whole(begun: Begun, said: list[Reason]) -> Examination:
    """The reading of what is known: records in their order, and everything that stands in no record."""
    words = vocabulary()
    problems = layout_problems(begun.layout)
    for item in (each for each in begun.items if each.record is None and not each.absorbed):
        put_aside(item.form, problems)
    kept = [item for item in begun.items if item.record is not None]
    whole = [(item.form, item.record) for item in kept if item.record is not None]
    say_cut_short(whole, begun.layout.floors, begun.layout.unbroken)
    read = {id(p) for item in kept for p in [*item.form.lines, *item.form.prose]}
    problems.extend(said)
    problems.extend(untabled(begun.pieces, words, read))
    claim_paragraphs((p for b in begun.layout.blocks if isinstance(p := b, Paragraph) and p.margin), Role.MARGIN)
    claim_paragraphs((p for run in begun.pieces.loose for p in run if id(p) not in read), Role.PROSE)
    for item in kept:
        claim_paragraphs([*item.form.heading, *item.form.lead, *item.form.notes], Role.HEADING)
    records = [record for _, record in whole]
    if not records and not problems:
        problems = [Reason(code="file.no-form", message=_NO_FORM)]
    found = coverage(begun.layout.blocks, begun.layout.ways)
    reading = Reading(source=begun.source, records=records, problems=problems, coverage=found)
    loose = (p.passage for run in begun.pieces.loose for p in run if p.text and id(p) not in read)
    reading.prose = [Prose(text=p.text, **dict(evidence_of(p, begun.around.turns))) for p in loose]
    return Examination(begun.layout, [item.form for item in kept], reading)


def _unanswered(form: Form, failures: list[ModelError]) -> list[Reason]:
    """Why a form that nobody recognised was not settled by the model either."""
    page = form.pages[0] if form.pages else None
    said = dict.fromkeys(str(failure) for failure in failures)
    return [Reason(code="model.unanswered", message=f"大模型没有答完一张表：{text}", page=page) for text in said]


def _place(layout: Layout) -> Callable[[Form], int]:
    order = {id(b): i for i, b in enumerate(layout.blocks)}
    return lambda form: min((order[id(b)] for b in form.blocks() if id(b) in order), default=0)
