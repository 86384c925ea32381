"""Goal forms of projects written out in lines: labels, colons and values, and indicators under their levels."""

from __future__ import annotations

import re
from itertools import pairwise

from jixiao.evidence import Passage
from jixiao.forms.content import level_names
from jixiao.forms.levels import is_level
from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation.borderless import is_title, parted
from jixiao.forms.segmentation.catalogue.columns import heads_indicators
from jixiao.forms.segmentation.headings import section_of, unnumbered
from jixiao.forms.segmentation.sections import begins_level, label_of, laid_out
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Paragraph, Table

_PROJECT = "project_goal"
_DEPARTMENT = "department_goal"
_KINDS = (_PROJECT, _DEPARTMENT)
_TITLED = (*_KINDS, "department_narrative")
_COLON = re.compile("[:：]")
# Such a form has so many labels of fields, and so many lines that begin with the name of a level.
_LABELS, _LEVELS = 3, 3
# A caption is no longer.
_CAPTION = 20


def find_written(cut: Cut, words: Vocabulary) -> list[Form]:
    """Such forms among the loose paragraphs, which are taken out of them; their indicators stand in `prose`."""
    out: list[Form] = []
    loose: list[list[Paragraph]] = []
    for run in cut.loose:
        rest: list[Paragraph] = []
        for part in parted(run, words):
            first = next((i for i, p in enumerate(part) if not is_title(p, words)), len(part))
            forms = [_form(part[:first], body, words) for body in _by_project(part[first:], words)]
            read = [form for form in forms if form is not None]
            if len(read) < len(forms):  # what is no form of its own may belong to any of the others
                rest += part
            else:
                out += read
        loose += [rest] if rest else []
    if out:
        cut.loose = loose
    return out


def stated_over(form: Form, pending: list[Paragraph], words: Vocabulary, *, levelled: bool) -> bool:
    """Take into a form what is written in lines over its first table: labels, colons and values, under a title; whether
    it did. Of a title that nobody knows it is taken where a list of indicators stands in the table or goes on with it
    (`levelled`)."""
    part = list(parted(pending, words))[-1:]
    first = next((i for i, p in enumerate(part[0]) if not is_title(p, words)), 0) if part else 0
    heading, body = (part[0][:first], part[0][first:]) if part else ([], [])
    tables, prose = laid_out(body, words) if body else ([], [])
    names = labels_of(tables)
    title, over = _titled(heading)
    known = words.title_kind(title.text)
    kind = known if known in _KINDS else _DEPARTMENT if "整体" in title.text else _PROJECT
    fields = {term.field for name in names if (term := words.term(kind, name)) is not None and term.field}
    opened = sum(words.opens(kind, name, names) for name in names)
    if opened != 1 or any(words.is_other(p.text) for p in heading):
        return False
    if (len(fields) < _LABELS or not levelled) and (known not in _TITLED or not last_section(body)):
        return False
    form.kind, form.heading, form.lead, form.lines = kind, heading[:over], heading[over:], body
    form.title = title
    form.tables, form.prose = [*tables, *form.tables], prose
    form.section = last_section(body)
    return True


def goes_on(form: Form, pending: list[Paragraph], words: Vocabulary) -> bool:
    """Whether lines over a table go on with a form in sections, of which one or more are headed in them."""
    if not form.lines or not form.section or any(is_title(p, words) for p in pending):
        return False
    headings = [p for p in pending if not is_level(label_of(p.passage)[1].text, words)]
    numbers = [n for p in headings if (n := section_of([p]))]
    return numbers == list(range(form.section + 1, form.section + 1 + len(numbers)))


def take_on(form: Form, pending: list[Paragraph], table: Table | None, words: Vocabulary, *, captioned: bool) -> None:
    """Take the table into the form with the lines over it, which are read as tables before it where they are
    `captioned`; the lines alone where no table stands under them."""
    if captioned:
        tables, prose = laid_out(pending, words)
        form.tables += tables
        form.prose += prose
    else:
        form.lead.extend(pending)
    form.tables += [table] if table is not None else []


def is_caption(pending: list[Paragraph], words: Vocabulary) -> bool:
    """Whether the last line over a table names a level 1 (（一）产出指标) or says of which period its list is."""
    if not pending or not pending[-1].lines:
        return False
    last = pending[-1].lines[-1].passage
    said = last.text.rstrip("：: ")
    period = len(said) <= _CAPTION and said.endswith(("标", "表")) and words.period(said) is not None
    return period or "level1" in level_names(label_of(last)[1].text)


def last_sections(pending: list[Paragraph], last: Form | None, words: Vocabulary) -> list[Paragraph]:
    """The lines under the last table of a form in sections that go on with it, up to the next title."""
    end = next((i for i, p in enumerate(pending) if is_title(p, words)), len(pending))
    own = pending[:end]
    begins = bool(own) and last is not None and section_of(own[:1]) == last.section + 1
    return own if begins and last is not None and goes_on(last, own, words) else []


def last_section(lines: list[Paragraph]) -> int:
    """The number of the last section that one of the lines heads (三、…), 0 where none does."""
    return next((n for p in reversed(lines) if (n := section_of([p]))), 0)


def _titled(heading: list[Paragraph]) -> tuple[Passage, int]:
    """The first line of a heading that is no note in brackets, without a list number, and how many lines of the heading
    end with it."""
    at = next((i for i, p in enumerate(heading) if not p.text.lstrip().startswith(("(", "（"))), 0)
    return (unnumbered(heading[at].passage), at + 1) if heading else (Passage(), 0)


def labels_of(tables: list[Table], *, coloned: bool = True) -> list[str]:
    """What the cells of lines label: what stands before their colons, and all that stands alone in them where they need
    not be `coloned`."""
    said = [c.flat for table in tables for c in table.cells if c.text]
    return [label_of(text)[1].text for text in said if not coloned or _COLON.search(text.text)]


def _by_project(body: list[Paragraph], words: Vocabulary) -> list[list[Paragraph]]:
    """The lines cut where another project is named, headings over its name with it."""
    said = [label_of(p.passage) for p in body]
    named = [i for i, (_, label, value) in enumerate(said) if value and words.opens(_PROJECT, label.text, [])]
    starts = [0]
    for i in named[1:]:
        while i - 1 > starts[-1] and not said[i - 1][2] and not is_level(said[i - 1][1].text, words):
            i -= 1
        starts.append(i)
    return [body[a:b] for a, b in pairwise([*starts, len(body)])]


def _form(heading: list[Paragraph], body: list[Paragraph], words: Vocabulary) -> Form | None:
    title, over = _titled(heading)
    kind = _DEPARTMENT if "整体" in title.text and words.title_kind(title.text) != _PROJECT else _PROJECT
    tables, prose = laid_out(body, words) if body else ([], [])
    names = labels_of(tables)
    said = labels_of(tables, coloned=False)
    known = {term.field for name in said if (term := words.term(kind, name)) is not None and term.field}
    opened = any(words.opens(kind, name, names) for name in names)
    if not opened or len(known) < _LABELS or any(words.is_other(p.text) for p in heading):
        return None
    levels = sum(begins_level(p.passage, words) for p in prose)
    if levels < _LEVELS and not any(is_listed(table, words) for table in tables):
        return None
    form = Form(kind, heading=heading[:over], lead=heading[over:], tables=tables, prose=prose, lines=body)
    form.title = title
    return form


def is_listed(table: Table, words: Vocabulary) -> bool:
    """Whether a row of the table heads a list of indicators."""
    return any(heads_indicators([c.text for c in table.written(r)], words) for r in range(table.n_rows))
