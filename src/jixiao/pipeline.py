"""The order of the river for one source: blocks, forms, records. The only file that knows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from jixiao.evidence import Passage, Role
from jixiao.extract.areas import year_in
from jixiao.extract.budget import looks_like_budget
from jixiao.extract.form import read_form
from jixiao.extract.ledger import claim_paragraphs, coverage
from jixiao.forms.cut import cut
from jixiao.forms.model import Cut, Form
from jixiao.forms.prose import find_narratives
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reading, Reason, Record, SourceInfo
from jixiao.tables.model import Layout, Paragraph, Table

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Examination:
    """A reading with what it was made from, for drawing."""

    layout: Layout
    forms: list[Form]
    reading: Reading


def read_layout(layout: Layout, source: SourceInfo, words: Vocabulary) -> Examination:
    """The records of a source whose blocks are known."""
    pieces = cut(layout.blocks, words)
    narratives = find_narratives(pieces, words)
    year = _year(pieces, layout)
    failed = {page: message for page, _, message in layout.problems if page is not None}
    problems = [Reason(code=code, message=message, page=page) for page, code, message in layout.problems]
    records: list[Record] = []
    kept: list[Form] = []
    for form in sorted([*pieces.forms, *narratives], key=_place(layout)):
        form.kind = _settled(form, words)
        if form.kind is None:
            _put_aside(form, problems)
            continue
        records.append(read_form(form, year, words, layout.turns, failed))
        kept.append(form)
    claim_paragraphs((p for b in layout.blocks if isinstance(p := b, Paragraph) and p.margin), Role.MARGIN)
    claim_paragraphs((p for run in pieces.loose for p in run), Role.PROSE)
    for form in kept:
        claim_paragraphs([*form.heading, *form.lead, *form.notes], Role.HEADING)
    reading = Reading(source=source, records=records, problems=problems, coverage=coverage(layout.blocks))
    return Examination(layout, kept, reading)


def _place(layout: Layout) -> Callable[[Form], int]:
    order = {id(b): i for i, b in enumerate(layout.blocks)}
    return lambda form: min((order[id(b)] for b in form.blocks() if id(b) in order), default=0)


def _settled(form: Form, words: Vocabulary) -> str | None:
    """The form's kind; a table that only a title or its amounts tell is a budget table, or nothing."""
    if form.kind in ("project_goal", "department_goal") and not form.tables:
        return None
    if form.kind is None and form.tables and looks_like_budget(form.tables[0], words) and form.title:
        return "budget_table"
    return form.kind


def _put_aside(form: Form, problems: list[Reason]) -> None:
    """A table that nobody recognises is said aloud; its words stay unexplained."""
    first = form.tables[0]
    cells = [c for c in first.cells if c.text]
    if len(cells) < 4:  # a framed note is prose
        for cell in cells:
            cell.flat.claim(Role.PROSE)
        return
    where = f"第{first.page}页" if first.page else (first.place or "文件")
    shown = f"（{form.title.text[:30]}）" if form.title else f"（首格“{cells[0].text[:16]}”）"
    message = f"{where}有一张表{shown}不是已知的绩效目标表或预算表，未提取；如应提取，请在 schemas/forms/ 中补充词表"
    problems.append(Reason(code="table.unrecognised", message=message, page=first.page or None))


def _year(pieces: Cut, layout: Layout) -> Passage | None:
    """The year the document speaks of: in a heading near its beginning, else the one its titles and prose name most."""
    early = [b for b in layout.blocks if isinstance(b, Paragraph)][:12]
    for paragraph in early:
        if len(paragraph.text) <= 40 and (found := year_in(paragraph.passage)) is not None:
            return found
    counts: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    titled = [form.title for form in pieces.forms if form.title]
    for passage in [*titled, *(b.passage for b in layout.blocks if isinstance(b, Paragraph))]:
        for match in re.finditer(r"(?<!\d)(20\d\d)\s*年", passage.text):
            counts[match.group(1)] += 1
            first.setdefault(match.group(1), passage.cut(*match.span(1)))
    return first[counts.most_common(1)[0][0]] if counts else None
