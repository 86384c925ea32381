"""Goal forms of projects written out in lines: labels, colons and values, and indicators under their levels."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from jixiao.evidence import Passage
from jixiao.forms.content import level_names
from jixiao.forms.levels import is_level
from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation.borderless import as_table, in_columns, is_title, parted
from jixiao.forms.segmentation.headings import section_of, unnumbered
from jixiao.forms.segmentation.prose import counted, numbered
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Paragraph, Table
from jixiao.tables.unruled.lined import list_of

_PROJECT = "project_goal"
_DEPARTMENT = "department_goal"
_KINDS = (_PROJECT, _DEPARTMENT)
_TITLED = (*_KINDS, "department_narrative")
_COLON = re.compile("[:：]")
# Such a form has so many labels of fields, and so many lines that begin with the name of a level.
_LABELS, _LEVELS = 3, 3
# The share of the lines of a list that stand in columns.
_COLUMNS = 0.8


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


def stated_over(form: Form, pending: list[Paragraph], words: Vocabulary, *, levelled: bool) -> None:
    """Take into a form what is written in lines over its first table: labels, colons and values, under a title. Of
    a title that nobody knows it is taken where the table is a list of indicators (`levelled`)."""
    part = list(parted(pending, words))[-1:]
    first = next((i for i, p in enumerate(part[0]) if not is_title(p, words)), 0) if part else 0
    heading, body = (part[0][:first], part[0][first:]) if part else ([], [])
    names = [label.text for _, label, value in map(label_of, (p.passage for p in body)) if value]
    title = _title(heading)
    known = words.title_kind(title.text)
    kind = known if known in _KINDS else _DEPARTMENT if "整体" in title.text else _PROJECT
    fields = {term.field for name in names if (term := words.term(kind, name)) is not None and term.field}
    opened = sum(words.opens(kind, name, names) for name in names)
    if opened != 1 or any(words.is_other(p.text) for p in heading):
        return
    if (len(fields) < _LABELS or not levelled) and (known not in _TITLED or not last_section(body)):
        return
    form.kind, form.heading, form.lead, form.lines = kind, heading, [], body
    form.title = title
    form.tables.insert(0, replace(as_table(body), doubts=[]))
    form.section = last_section(body)


def goes_on(form: Form, pending: list[Paragraph], words: Vocabulary) -> bool:
    """Whether lines over a table go on with a form in sections, of which one or more are headed in them."""
    if not form.lines or not form.section or any(is_title(p, words) for p in pending):
        return False
    numbers = [n for p in pending if (n := section_of([p]))]
    return numbers == list(range(form.section + 1, form.section + 1 + len(numbers)))


def take_on(form: Form, pending: list[Paragraph], table: Table, *, captioned: bool) -> None:
    """Take the table into the form with the lines over it, which are read as a table before it where they are
    `captioned`."""
    if captioned:
        form.tables.append(replace(as_table(pending), doubts=[]))
    else:
        form.lead.extend(pending)
    form.tables.append(table)


def is_caption(pending: list[Paragraph]) -> bool:
    """Whether the last line over a table names a level 1: （一）产出指标."""
    last = label_of(pending[-1].lines[-1].passage)[1] if pending and pending[-1].lines else Passage()
    return "level1" in level_names(last.text)


def last_section(lines: list[Paragraph]) -> int:
    """The number of the last section that one of the lines heads (三、…), 0 where none does."""
    return next((n for p in reversed(lines) if (n := section_of([p]))), 0)


def _title(heading: list[Paragraph]) -> Passage:
    """The first line of a heading that is no note in brackets, without a list number."""
    title = next((p for p in heading if not p.text.lstrip().startswith(("(", "（"))), heading[0] if heading else None)
    return unnumbered(title.passage) if title is not None else Passage()


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


def label_of(text: Passage) -> tuple[Passage, Passage, Passage]:
    """List number, label and value of a line; the value is empty where no colon stands in it."""
    found = counted(text.text.lstrip())
    at = len(text) - len(text.text.lstrip()) + found[1] if found else 0
    rest = text.cut(at)
    colon = _COLON.search(rest.text)
    if colon is None:
        return text.cut(0, at), rest.strip("。；; "), Passage()
    return text.cut(0, at), rest.cut(0, colon.start()).strip(), rest.cut(colon.end()).strip()


def _form(heading: list[Paragraph], body: list[Paragraph], words: Vocabulary) -> Form | None:
    said = [label_of(p.passage) for p in body]
    names = [label.text for _, label, value in said if value]
    known = {term.field for name in names if (term := words.term(_PROJECT, name)) is not None and term.field}
    levels = [i for i, (_, label, _) in enumerate(said) if is_level(label.text, words)]
    opened = any(words.opens(_PROJECT, name, names) for name in names)
    if not opened or len(known) < _LABELS or len(levels) < _LEVELS or any(words.is_other(p.text) for p in heading):
        return None
    after = range(levels[-1] + 1, len(body))
    end = next((i for i in after if _is_section(body[i]) or words.heads(said[i][1].text)), len(body))
    start = levels[0]
    while start and not said[start - 1][2] and words.period(said[start - 1][1].text) is not None:
        start -= 1  # a heading that says whose the indicators are: 实施期指标
    if any(_is_section(body[i]) for i in range(start, end) if i not in levels):
        return None
    columns = _in_columns([body[i] for i in range(start, end) if i not in levels])
    while columns and start and in_columns(body[start - 1]) and not said[start - 1][2]:
        start -= 1  # the heads of the list
    table = replace(as_table([*body[:start], *body[end:]]), doubts=[])
    form = Form(_PROJECT, heading=heading, tables=[table], lines=body)
    if columns:
        form.tables.append(list_of([line for p in body[start:end] for line in p.lines]))
    else:
        form.prose = body[start:end]
    form.title = _title(heading)
    return form


def _in_columns(lines: list[Paragraph]) -> bool:
    """Whether the lines of a list stand in columns: names, targets, weights."""
    return bool(lines) and sum(map(in_columns, lines)) >= _COLUMNS * len(lines)


def _is_section(paragraph: Paragraph) -> bool:
    found = numbered(paragraph.text)
    return found is not None and found[0] == "han"
