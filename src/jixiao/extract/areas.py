"""All tables of a goal form read: the label areas together, the lists by name, and what the lines around them say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jixiao.evidence import Passage, Role
from jixiao.extract.labels import LabelArea, Labelled, LabelReader
from jixiao.extract.lists import ListBlock, find_lists
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.model import Cell, Paragraph
from jixiao.text import key

_UNIT = re.compile(r"(?:金额)?单位\s*[:：]?\s*((?:人民币)?(?:亿元|万元|千元|百元|元))")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*(?:年|—|-|$)|[(（]\s*((?:19|20)\d\d)")
_CODED = re.compile(r"^\d{3,}\s*\D{4,}")


@dataclass(slots=True)
class Areas:
    """What a form's tables and lead lines hold before it is sorted into fields."""

    labelled: list[Labelled] = field(default_factory=list)
    units: list[Passage] = field(default_factory=list)
    loose: list[tuple[str, Passage]] = field(default_factory=list)
    pairs: list[tuple[Passage, Passage]] = field(default_factory=list)
    spending: list[list[Cell]] = field(default_factory=list)
    lists: dict[str, list[ListBlock]] = field(default_factory=dict)
    lead_unit: Passage | None = None
    lead_name: Passage | None = None
    year: Passage | None = None


def read_areas(form: Form, kind: str, words: Vocabulary) -> Areas:
    """The form's tables in order, then its heading and lead lines."""
    out = Areas()
    for table in form.tables:
        blocks = find_lists(table, kind, words)
        listed = {r for b in blocks for r in range(b.head, b.end)}
        rows = {r for r in range(table.n_rows) if r not in listed}
        area: LabelArea = LabelReader(table, rows, kind, words).read()
        out.labelled.extend(area.found)
        out.units.extend(area.units)
        out.loose.extend(area.loose)
        out.pairs.extend(area.pairs)
        out.spending.extend(row for _, row in area.spending)
        for block in blocks:
            out.lists.setdefault(block.name, []).append(block)
        _title_rows(form, table.cells, rows, out)
    for paragraph in form.heading:
        _claim(paragraph, Role.HEADING)
    if form.title and out.year is None:
        out.year = year_in(form.title)
    for paragraph in form.lead:
        _read_lead(paragraph, out, kind, words)
    return out


def _title_rows(form: Form, cells: list[Cell], rows: set[int], out: Areas) -> None:
    """A title or year set in the table itself."""
    mine = {id(p.word) for p in form.title.pieces}
    for cell in cells:
        if cell.row in rows and cell.lines and cell.row < 4:
            if any(id(p.word) in mine for p in cell.flat.pieces):
                cell.flat.claim(Role.HEADING)
            elif out.year is None and len(cell.text) <= 14 and (found := year_in(cell.flat)) is not None:
                if len(key(cell.text)) <= 11:
                    out.year = found
                    cell.flat.claim(Role.HEADING)


def _claim(paragraph: Paragraph, role: Role) -> None:
    for word in paragraph.words():
        word.claim(0, len(word.text), role)


def _read_lead(paragraph: Paragraph, out: Areas, kind: str, words: Vocabulary) -> None:
    """A line between heading and table: the year, the unit of amounts, labels with values, or the department."""
    passage = paragraph.passage
    _claim(paragraph, Role.HEADING)
    unit = _UNIT.search(passage.text)
    if unit:
        out.lead_unit = out.lead_unit or passage.cut(*unit.span(1))
        passage = Passage.join([passage.cut(0, unit.start()), passage.cut(unit.end())]).strip(" （）()")
    found = year_in(passage)
    if out.year is None and found is not None and len(passage.text) <= 24:
        out.year = found
        if len(key(passage.text)) <= 11:
            return
    for part in _parts(passage):
        match = re.match(r"^([^:：]{2,16})[:：]\s*(\S.*)$", part.text)
        if match:
            term = words.term(kind, match.group(1))
            value = part.cut(match.start(2)).strip()
            if term is not None and term.field and not term.section:
                cell = Cell(0, 0, 1, 1)
                out.labelled.append(Labelled(term.field, cell, value, []))
            else:
                out.pairs.append((part.cut(*match.span(1)), value))
        elif _CODED.match(part.text) and out.lead_name is None:
            out.lead_name = part


def _parts(passage: Passage) -> list[Passage]:
    """The line cut at blanks that stand before a further label."""
    cuts = [0, *(m.start() for m in re.finditer(r"\s(?=[^\s:：]{2,12}[:：])", passage.text)), len(passage.text)]
    return [p for a, b in zip(cuts, cuts[1:], strict=False) if (p := passage.cut(a, b).strip())]


def year_in(passage: Passage) -> Passage | None:
    """The four digits of a year named in the text."""
    match = _YEAR.search(passage.text)
    if match is None:
        return None
    group = 1 if match.group(1) else 2
    return passage.cut(*match.span(group))


def is_blank_label(text: str) -> bool:
    """Whether nothing but punctuation is left of a label."""
    return not label_key(text)
