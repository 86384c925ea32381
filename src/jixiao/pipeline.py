"""One source, step by step: its blocks, the forms in them, a record of each form, and what a model is asked.

Only this file knows the order of the steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jixiao.config import Settings
from jixiao.errors import UnsupportedFormat
from jixiao.fields.begun import Begun, Examination, Item
from jixiao.fields.cells.apart import told_forms
from jixiao.fields.certainty.model import MAX_ERROR
from jixiao.fields.form import Around, draft_of, record_of
from jixiao.fields.kinds.budget import settled_kind
from jixiao.fields.pointing.triage import torn_off
from jixiao.forms.label_correction import snap_labels
from jixiao.forms.model import Form
from jixiao.forms.segmentation.borderless import find_hidden
from jixiao.forms.segmentation.in_lines import tell_in_lines
from jixiao.forms.segmentation.prose import find_narratives
from jixiao.forms.segmentation.segment import cut
from jixiao.forms.segmentation.split import hints
from jixiao.forms.segmentation.unruled_lists import with_lists
from jixiao.forms.segmentation.written import find_written
from jixiao.forms.vocabulary import Vocabulary
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.forms.year import year_of
from jixiao.records import Reading, SourceInfo
from jixiao.resources import named
from jixiao.sources import Progress, Source
from jixiao.sources.formats import BY_NAME as FORMATS_BY_NAME
from jixiao.tables.reader import Limits, Reader, Way
from jixiao.tables.table import Layout

if TYPE_CHECKING:
    from jixiao.fields.pointing.inquiry import Ask
    from jixiao.fields.pointing.runs.run import Run
    from jixiao.llm import Question

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
    from jixiao.fields.settling import questions  # who asks no model does without all that asking needs

    return questions(begun, sees)


def settle(begun: Begun, ask: Ask, sees: bool = False) -> Reading:
    """The reading with the model's answers put in; `ask` answers all questions in their order, errors as values."""
    from jixiao.fields.settling import settle

    return settle(begun, ask, sees)


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
    layout.blocks = with_lists(layout.blocks, words)
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
        from jixiao.fields.settling import runs_among, triage

        triage(items, layout, words, when)
        runs = runs_among(items, layout, words)
    return Begun(source, layout, pieces, items, around, runs=runs)


def _place(layout: Layout) -> Callable[[Form], int]:
    order = {id(b): i for i, b in enumerate(layout.blocks)}
    return lambda form: min((order[id(b)] for b in (*form.blocks(), *form.lines) if id(b) in order), default=0)
