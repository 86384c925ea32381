"""The order of the river for one source: blocks, forms, records. The only file that knows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.config import Settings
from jixiao.errors import ModelError, UnsupportedFormat
from jixiao.evidence import Passage, Role
from jixiao.fields.areas import year_in
from jixiao.fields.coverage.ledger import claim_paragraphs, coverage
from jixiao.fields.form import Around, draft_of, record_of
from jixiao.fields.kinds.budget import looks_like_budget
from jixiao.fields.lists.cut_short import say_cut_short
from jixiao.fields.pointing.merge_answers import Ask, Open, ask_all, open_form, question, settled
from jixiao.fields.pointing.triage import openings, worth_asking
from jixiao.fields.pointing.vision import doubtful, look_questions, looked
from jixiao.fields.tree import Draft, evidence_of
from jixiao.forms.label_correction import snap_labels
from jixiao.forms.model import Cut, Form
from jixiao.forms.published import is_published, of_accounts
from jixiao.forms.segmentation.borderless import find_hidden
from jixiao.forms.segmentation.prose import find_narratives
from jixiao.forms.segmentation.segment import cut
from jixiao.forms.segmentation.split import hints
from jixiao.forms.vocabulary import FORM_KINDS, GOAL_KINDS, Vocabulary
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.llm import Answer, Question
from jixiao.records import FinalAccountsTable, Prose, Reading, Reason, Record, SourceInfo
from jixiao.records.kinds import of_layout
from jixiao.resources import named
from jixiao.sources import Progress, Source
from jixiao.sources.formats import BY_NAME as FORMATS_BY_NAME
from jixiao.tables.reader import Limits, Reader, Way
from jixiao.tables.table import Layout, Paragraph

# What is wrong with a file as a whole, so that no record of it may be whole.
WHOLE = ("source.repaired", "source.pages-lost")
# A reason is said for each page up to this many; more pages of the same kind are named together.
_PAGES_NAMED = 3
# A line of a table of contents; an amount; how many of those under a heading make a table.
_CONTENTS = re.compile(r"[.．…·]{3,}|\d$")
_MONEY = re.compile(r"^-?\d[\d,]*\.\d+$|^-?\d{1,3}(,\d{3})+$")
_MANY = 6
_NO_FORM = "没有找到要读的表；请看原文是不是空白页或别种文件，有表的请换一份清楚的，或对照原文录入"
TABLE_KINDS = of_layout("table")
_TABLED = (*FORM_KINDS, *TABLE_KINDS)
FINAL_ACCOUNTS = FinalAccountsTable.model_fields["kind"].default


@dataclass(slots=True)
class Examination:
    """A reading with what it was made from, for drawing."""

    layout: Layout
    forms: list[Form]
    reading: Reading


@dataclass(slots=True)
class Item:
    """A form of a source: what the rules read in it, None where they do not know its kind.

    `why` it is asked about; `unsure` where OCR is not sure of some of its values.
    """

    form: Form
    draft: Draft | None = None
    record: Record | None = None
    why: list[str] = field(default_factory=list)
    unsure: bool = False


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
        """The forms that are asked about."""
        sha = self.source.sha256[:8]
        return [Open(item.form, item.draft, item.why, f"{sha}#{n}") for n, item in enumerate(self.items, 1) if item.why]

    def reading(self) -> Reading:
        """What is known so far."""
        return self.examination().reading

    def examination(self) -> Examination:
        """The reading with the blocks and forms it was made from."""
        return _whole(self, [])


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
    asked = [open_form(work) for work in begun.works()]
    found: list[Question[Any]] = [question(inquiry, piece) for inquiry, pieces in asked for piece in pieces]
    return [*found, *(q for _, _, q in _looks(begun))] if sees else found


def settle(begun: Begun, ask: Ask, sees: bool = False) -> Reading:
    """The reading with the model's answers put in; `ask` answers all questions in their order, errors as values."""
    words = vocabulary()
    problems: list[Reason] = []
    inquiries = iter(ask_all(begun.works(), ask))
    for item in begun.items:
        if not item.why:
            continue
        inquiry = next(inquiries)
        done = settled(inquiry, begun.around, words)
        item.record = done.record
        item.unsure = item.record is not None and bool(doubtful(item.record))
        if done.record is None:
            problems.extend(_unanswered(item.form, done.failures))
    if sees:
        _look(begun, ask, words)
    return _whole(begun, problems).reading


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
    around = Around(_year(pieces, layout), layout.turns, failed)
    items: list[Item] = []
    for form in sorted([*pieces.forms, *narratives, *hidden], key=_place(layout)):
        form.kind = _settled(form, words)
        item = Item(form)
        if form.kind is not None:
            item.draft = draft_of(form, around, words)
            item.record = record_of(form, item.draft, around, words)
        elif form.tables and (before := next((i for i in reversed(items) if i.record is not None), None)):
            _torn_off(form, before)
        if asking:
            item.why = _why(item, words, when)
            item.unsure = item.record is not None and bool(doubtful(item.record))
        items.append(item)
    return Begun(source, layout, pieces, items, around)


def _why(item: Item, words: Vocabulary, when: str) -> list[str]:
    if item.draft is None or item.record is None:
        return ["form.unrecognised"] if worth_asking(item.form) and not item.form.other else []
    found = openings(item.form, item.draft, item.record, words)
    asked = item.form.kind in GOAL_KINDS or item.form.kind in of_layout("prose")
    return found or (["always"] if when == "always" and asked else [])


def _whole(begun: Begun, said: list[Reason]) -> Examination:
    """The reading of what is known: records in their order, and everything that stands in no record."""
    words = vocabulary()
    problems = _problems(begun.layout)
    for item in (each for each in begun.items if each.record is None):
        _put_aside(item.form, problems)
    kept = [item for item in begun.items if item.record is not None]
    whole = [(item.form, item.record) for item in kept if item.record is not None]
    say_cut_short(whole, begun.layout.floors, begun.layout.unbroken)
    read = {id(p) for item in kept for p in [*item.form.lines, *item.form.prose]}
    problems.extend(said)
    problems.extend(_untabled(begun.pieces, words, read))
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


def _problems(layout: Layout) -> list[Reason]:
    """The layout's problems; many pages with the same one are named together."""
    kinds = Counter(code for page, code, _ in layout.problems if page is not None)
    out: list[Reason] = []
    seen: Counter[str] = Counter()
    for page, code, message in layout.problems:
        seen[code] += 1
        if page is None or kinds[code] <= _PAGES_NAMED:
            out.append(Reason(code=code, message=message, page=page))
        elif seen[code] == kinds[code]:
            pages = [p for p, c, _ in layout.problems if c == code and p is not None]
            said = message.split("：", 1)[-1]
            out.append(Reason(code=code, message=f"第{_ranges(pages)}页：{said}", page=pages[0]))
    return out


def _ranges(pages: list[int]) -> str:
    """1、3-5 for [1, 3, 4, 5]."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _place(layout: Layout) -> Callable[[Form], int]:
    order = {id(b): i for i, b in enumerate(layout.blocks)}
    return lambda form: min((order[id(b)] for b in form.blocks() if id(b) in order), default=0)


def _settled(form: Form, words: Vocabulary) -> str | None:
    """The form's kind; a table that only a title or its amounts tell is a budget table, or nothing."""
    if form.kind in FORM_KINDS and not form.tables:
        return None
    kind = form.kind
    if kind is None and form.tables and looks_like_budget(form.tables[0], words) and form.title:
        kind = words.title_kind(form.title.text)
    if kind not in TABLE_KINDS:
        return kind
    if not form.tables or not is_published(form, words):
        return None
    return FINAL_ACCOUNTS if of_accounts(form.tables[0]) else kind


def _torn_off(rest: Form, before: Item) -> None:
    """A scanned table without a title on the page after a form may be the rest of it: the form may not be whole."""
    first, form, record = rest.tables[0], before.form, before.record
    scanned = any(word.how == "ocr" for word in first.words())
    if not scanned or rest.title or record is None or form.pages is None or first.page != form.pages[1] + 1:
        return
    said = f"第{first.page}页开头的表没有标题，可能是这份表的后一半，没有接上；请对照原文核对"
    record.reasons.append(Reason(code="table.torn", message=said, page=first.page))
    record.status = "incomplete"


_TEACH = (
    "请用 jixiao learn 原文件 --name 名称 --set 表上的叫法=栏目名称 教给程序（栏目名称如 项目名称、年度绩效目标、"
    "指标值，可用哪些见 docs/kinds.md）"
)


def _put_aside(form: Form, problems: list[Reason]) -> None:
    """A table that nobody recognises is said aloud; its words stay unexplained. Lines without a table stay prose."""
    if form.lines or not form.tables:
        return
    first = form.tables[0]
    cells = [c for c in first.cells if c.text]
    if len(cells) < 4:  # a framed note is prose
        for cell in cells:
            cell.flat.claim(Role.PROSE)
        return
    where = f"第{first.page}页" if first.page else (first.place or "文件")
    shown = f"（{form.title.text[:30]}）" if form.title else f"（首格“{cells[0].text[:16]}”）"
    kinds = "绩效目标表、自评表、预算表或决算表"
    message = f"{where}有一张表{shown}不是已知的{kinds}，未提取；如应提取，{_TEACH}"
    problems.append(Reason(code="table.unrecognised", message=message, page=first.page or None))


def _untabled(pieces: Cut, words: Vocabulary, read: set[int]) -> list[Reason]:
    """Headings of forms under which many numbers stand, but no table was found, nor anything read from the lines."""
    out = []
    for run in pieces.loose:
        for i, paragraph in enumerate(run):
            text = paragraph.text
            if any(id(p) in read for p in run[i : i + 2]):
                continue
            if len(text) > 60 or _CONTENTS.search(text) or words.title_kind(text) not in _TABLED:
                continue
            after = [w for p in run[i + 1 : i + 13] if p.page == paragraph.page for w in p.words()]
            if sum(1 for w in after if _MONEY.match(w.text)) >= _MANY:
                where = f"第{paragraph.page}页" if paragraph.page else paragraph.place
                message = f"{where}“{text[:30]}”下面有数据，但没有识别出表格（可能没有画线），未提取；请对照原文录入"
                out.append(Reason(code="table.not-found", message=message, page=paragraph.page or None))
    return out


def _early(layout: Layout) -> list[Passage]:
    """The first lines of the document, and of its first tables what stands alone in a row."""
    out: list[Passage] = []
    for block in layout.blocks[:12]:
        if isinstance(block, Paragraph):
            out.append(block.passage)
        else:
            rows = (block.row(r) for r in range(min(6, block.n_rows)))
            out.extend(row[0].flat for row in rows if len(row) == 1)
    return out


def _year(pieces: Cut, layout: Layout) -> Passage | None:
    """The year the document speaks of: in a heading near its beginning, else the one its titles and prose name most."""
    for passage in _early(layout):
        if len(passage.text) <= 40 and (found := year_in(passage)) is not None:
            return found
    counts: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    titled = [form.title for form in pieces.forms if form.title]
    for passage in [*titled, *(b.passage for b in layout.blocks if isinstance(b, Paragraph))]:
        for match in re.finditer(r"(?<!\d)(20\d\d)\s*年", passage.text):
            counts[match.group(1)] += 1
            first.setdefault(match.group(1), passage.cut(*match.span(1)))
    return first[counts.most_common(1)[0][0]] if counts else None
