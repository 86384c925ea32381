"""The blocks of a source cut into forms: headings found, tables told apart, prose of a narrative gathered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from jixiao.evidence import Passage
from jixiao.forms.evaluation import is_evaluation
from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.bands import banded_forms
from jixiao.forms.segmentation.catalogue.columns import heads_indicators
from jixiao.forms.segmentation.catalogue.listed import listed_forms
from jixiao.forms.segmentation.headings import (
    called,
    called_in,
    entitle_shared,
    heading_of,
    lead_of,
    section_of,
    share_heading,
    shares_heading,
    titles,
    unnumbered,
)
from jixiao.forms.segmentation.levelled import has_levels, is_levelled, levels_follow
from jixiao.forms.segmentation.reshaped import reshape
from jixiao.forms.segmentation.sections import apart
from jixiao.forms.segmentation.split import opens, right_under, split_forms, title_over
from jixiao.forms.segmentation.written import goes_on, is_caption, last_section, last_sections, stated_over, take_on
from jixiao.forms.vocabulary import FORM_KINDS, Vocabulary, label_key
from jixiao.records.evaluation import SelfEvaluation
from jixiao.records.kinds import of_layout
from jixiao.tables.joins.join_tables import appended
from jixiao.tables.table import Block, Paragraph, Table
from jixiao.text import key

EVALUATION = SelfEvaluation.model_fields["kind"].default
_PROJECT, _DEPARTMENT = "project_goal", "department_goal"
_ITEM = re.compile(r"^\s*\d{1,2}\s*[.．、](?!\d)")


def cut(blocks: list[Block], words: Vocabulary) -> Cut:
    """The forms in reading order; every block that is not margin is in a form or among the loose paragraphs.

    Paragraphs wait (`pending`) until a table says whose heading they are; `last` is the form that a table may go on
    with.
    """
    out = Cut([], [])
    pending: list[Paragraph] = []
    last: Form | None = None
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if not block.margin:
                pending += _under_title(block, words)
            continue
        if last is not None and goes_on(last, pending, words) and not _is_own(block, pending, words):
            take_on(last, pending, block, words, captioned=bool(pending))
            last.lines += pending
            last.section = last_section(pending) or last.section
            pending = []
            continue
        evaluated = is_evaluation(block, words)
        of = EVALUATION if evaluated or _headed_so(block, pending, words) else _PROJECT
        listed = banded_forms(block, words, of) or listed_forms(block, words, of)
        first = len(out.forms)
        parts = [(one.table, one.title) for one in listed] or split_forms(block, words)
        for n, (table, title) in enumerate(parts):
            evaluated = evaluated if table is block else is_evaluation(table, words)
            form = _form_of(table, title, pending, None if listed or n else last, words, evaluated)
            if form is not last and not form.other and not listed and not n and (not form.title or _stated(form)):
                levelled = is_levelled(table, words) or levels_follow(islice(blocks, at + 1, None), words)
                stated_over(form, pending, words, levelled=levelled)
            if form is not last and not form.title and not form.other:
                _call(form, [] if n else pending, islice(blocks, at + 1, None), words)
            if listed:
                form.kind, form.listed, form.reasons = listed[n].kind or of, listed[n].leads, listed[n].reasons
                form.bare = form.listed is None or listed[n].bare
            elif len(parts) > 1 and form.kind is None and not form.other and has_levels(table, words):
                form.kind = _PROJECT  # a department has one form; several of one layout are of projects
            if last is not None and _printed_again(last, form, words):
                last.lead.extend(pending)
                pending = []
                continue
            if form is last and last is not None:
                take_on(last, pending, table, words, captioned=is_caption(pending, words))
            else:
                if last is not None and not listed and not n and shares_heading(form, last, pending):
                    form.under = last.under or last
                before = len(pending) - len(form.heading) - len(form.lead) - len(form.lines)
                _leave(pending[:before], last, out, words)
                out.forms.append(form)
                last = form
            last.section = last.section if last.lines else section_of(pending)
            pending = []
        if len(parts) > 1:
            share_heading(out.forms[first:])
    _leave(pending, last, out, words)
    _finish(out.forms, words)
    return out


def _finish(forms: list[Form], words: Vocabulary) -> None:
    """Give forms under one heading its title, cut the lines over them apart, put lists as others are."""
    for form in forms:
        form.lead = [part for line in form.lead for part in apart(line, words)]
    entitle_shared(forms)
    reshape(forms, words)


def _call(form: Form, pending: list[Paragraph], after: Iterable[Block], words: Vocabulary) -> None:
    """Take for the form's title what may be one, over the table or in its first rows. A table that nobody knows is a
    goal form under such a title where levels of indicators stand in it or in a table that goes on with it."""
    table = form.tables[0]
    inside, over = called_in(table, words), called(pending, words)
    if (inside or over) is None and _names_project(table, words):
        over = called(pending, words, first_section=True)
    if (inside or over) is None or not (form.kind or is_levelled(table, words) or levels_follow(after, words)):
        return
    if inside is not None:
        form.title = inside
    elif over is not None:
        i, form.heading, form.title = over
        form.lead = pending[i:]
    form.kind = form.kind or (_DEPARTMENT if "整体" in form.title.text else _PROJECT)


def _stated(form: Form) -> bool:
    """Whether a form of goals is stated in sections between its title and its first table."""
    return form.kind in (None, _PROJECT, _DEPARTMENT) and last_section(form.lead) > 0


def _names_project(table: Table, words: Vocabulary) -> bool:
    """Whether the table has the label of a project's name as a form of goals has it."""
    texts = [c.text for c in table.cells if c.text]
    return any(words.opens(_PROJECT, text, texts) for text in texts)


def _headed_so(table: Table, pending: list[Paragraph], words: Vocabulary) -> bool:
    """Whether the heading, or a title in the table's first rows, is of a self-evaluation, or of several."""
    heading = heading_of(pending, words)
    title = heading[2] if heading is not None else title_over(table, min(table.n_rows, settings.FORMS.opening), words)
    return title is not None and words.title_kind(title.text) == EVALUATION


def _form_of(
    table: Table, title: Passage | None, pending: list[Paragraph], last: Form | None, words: Vocabulary, evaluated: bool
) -> Form:
    """The form a table belongs to: a new one, or the last one where the table merely goes on with it.

    `evaluated` where the table is of a self-evaluation.
    """
    other = not evaluated and _is_other(table, pending, words)
    kind = EVALUATION if evaluated else None if other else kind_of(words, table)
    if title is not None:
        if words.title_kind(title.text) == EVALUATION:
            kind = EVALUATION
        return Form(
            kind or words.title_kind(title.text), title=unnumbered(title), lead=lead_of(pending), tables=[table]
        )
    heading = heading_of(pending, words)
    if heading is None and not opens(table, words) and last is not None and _goes_on(table, pending, last, words):
        return last
    form = Form(kind, tables=[table], other=other)
    if heading is not None:
        i, form.heading, form.title = heading
        form.lead = pending[i:]
        said = words.title_kind(form.title.text)
        form.kind = EVALUATION if said == EVALUATION else kind or said
    else:
        form.lead = lead_of(pending)
    return form


def _is_own(table: Table, pending: list[Paragraph], words: Vocabulary) -> bool:
    """Whether the table is a form of its own, whatever it stands under."""
    return opens(table, words) or is_evaluation(table, words) or _is_other(table, pending, words)


def _is_other(table: Table, pending: list[Paragraph], words: Vocabulary) -> bool:
    """Whether the heading over the table, or its first row, names a form that is none of ours."""
    first = [c.text for c in table.row(0)]
    return any(words.is_other(text) for text in [*first[:1], *(p.text for p in pending[-4:])])


def _printed_again(last: Form, form: Form, words: Vocabulary) -> bool:
    """Whether a table under the same title goes on with the one before it; its rows are then put under that one's."""
    same = (
        form.title
        and _name(form.title) == _name(last.title)
        and form.kind == last.kind
        and form.kind in of_layout("table")
    )
    return (
        bool(same)
        and form is not last
        and len(last.tables) == 1
        and appended(last.tables[0], form.tables[0], words.knows)
    )


def _name(title: Passage) -> str:
    """The title for comparing, without the mark that it goes on."""
    return re.sub(r"[(（]?续表?[)）]?$", "", key(title.text))


def kind_of(words: Vocabulary, *tables: Table) -> str | None:
    """The kind of goal form that the labels of a form's tables speak of; None where they speak of none."""
    votes = {"project_goal": 0, "department_goal": 0}
    fields: dict[str, set[str]] = {"project_goal": set(), "department_goal": set()}
    texts = [c.text for table in tables for c in table.cells if c.text]
    texts += [text[: text.index("：")] for text in texts if 1 < text.find("：") <= settings.FORMS.label]
    for text in set(texts):
        if len(text) > settings.FORMS.label:
            continue
        for kind, found in fields.items():
            term = words.term(kind, text)
            if term is not None and term.field and not term.section:
                found.add(term.field)
    for kind, found in fields.items():
        votes[kind] = len(found)
    rows = (table.written(r) for table in tables for r in range(table.n_rows))
    listed = any(heads_indicators([c.text for c in row], words) for row in rows)
    named = any(words.opens("project_goal", text, texts) for text in texts)
    if (
        named
        and (listed or votes["project_goal"] >= settings.FORMS.fields)
        and any(f.startswith("goal") or listed for f in fields["project_goal"])
    ):
        return "project_goal"
    whole = fields["department_goal"] & {"duties", "duty_basis", "strategic_goal", "affiliates_included"}
    whose = any(words.opens("department_goal", text, texts) for text in texts)
    if whose and (listed or whole) and not named:
        return "department_goal"
    return None


def _goes_on(table: Table, pending: list[Paragraph], last: Form, words: Vocabulary) -> bool:
    """Whether a table without heading or opening label is a further part of the form before it.

    By its labels alone, on one page or the next: what is one table over a page end was put together before.
    """
    figures = settings.FORMS
    if last.kind not in FORM_KINDS or len(pending) > figures.between:
        return False
    if any(len(p.text) > figures.line for p in pending):
        return False
    if 0 < last.section == section_of(pending) - 1:
        return True
    if is_levelled(table, words):
        heads = heads_indicators([c.text for c in table.written(0)], words)
        return heads or not any(is_levelled(t, words) for t in last.tables) or not titles(pending, last.title, words)
    if not pending and right_under(table, last.tables[-1]):
        return True
    known = sum(1 for c in table.cells if words.term(last.kind, c.text) is not None)
    return (known >= 1 and not pending) or known >= figures.known


def _leave(pending: list[Paragraph], last: Form | None, out: Cut, words: Vocabulary) -> None:
    """Paragraphs that head no table: the last sections of a form in sections, notes under the form before, or loose
    text."""
    rest = list(pending)
    pattern = words.budget.get("notes")
    own = last_sections(rest, last, words)
    if last is not None and own:
        take_on(last, own, None, words, captioned=True)
        last.lines += own
        last.section = last_section(own)
        rest = rest[len(own) :]
    if last is not None and last.kind == EVALUATION:
        while rest and _signs(rest[0], words):
            last.notes.append(rest.pop(0))
    if last is not None and pattern is not None:
        while rest and (pattern.match(rest[0].text.lstrip()) or (last.notes and _ITEM.match(rest[0].text))):
            last.notes.append(rest.pop(0))
    if rest:
        out.loose.append(rest)


def _signs(line: Paragraph, words: Vocabulary) -> bool:
    """Whether the line under a form begins with the label of who filled it in: 填表人：…　联系电话：…"""
    colon = re.search("[:：]", line.text)
    return colon is not None and words.endings.search(label_key(line.text[: colon.start()])) is not None


def _under_title(paragraph: Paragraph, words: Vocabulary) -> list[Paragraph]:
    """The paragraph; a title that was set with the line of labels under it (单位：万元) apart from that."""
    titled = len(paragraph.lines) > 1 and words.title_kind(paragraph.lines[0].passage.text) == EVALUATION
    return apart(paragraph, words) if titled else [paragraph]
