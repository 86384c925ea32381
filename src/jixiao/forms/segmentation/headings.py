"""The lines over a table: its title, the lines between, the number of a section."""

from __future__ import annotations

import re

from jixiao.evidence import Passage
from jixiao.forms.model import Form
from jixiao.forms.segmentation import settings
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Paragraph, Table
from jixiao.text import key

_HAN = "一二三四五六七八九十"
_PAIR = re.compile(r"^[^\s:：]{2,20}[:：]\s*\S")
_YEAR_LINE = re.compile(r"[(（]?\d{4}年度?[)）]?")
_NUMBER = re.compile(
    rf"^\s*(?:(?:附件|附表|附|表)\s*[\d{_HAN}]*(?:[-－]\d+)*\s*[:：.．、]?\s*"
    rf"|\d{{1,3}}\s*[.．、)）]\s*(?:(?!\d)|(?=(?:19|20)\d\d\s*年))|[（(][{_HAN}\d]{{1,3}}[)）]\s*|[{_HAN}]{{1,3}}、\s*)"
)
# A heading of sections or an item counts them: 一、 （二） 3.
_COUNTED = re.compile(rf"[(（]?(?:[{_HAN}]{{1,3}}|\d{{1,2}})[)）、.．]")
_SECTION = re.compile(rf"([{_HAN}])、")
_UNIT = re.compile(r"单位\s*[:：]?\s*(?:人民币)?[亿万千百]?元")
_TITLE_END = re.compile(r"[表书单卡](?:[(（][^()（）]*[)）])?$")
_STOPS = re.compile("[。；，:：]")
# A title of a goal form that no pattern knows is of so many characters.
_SHORTEST, _LONGEST = 6, 40

Heading = tuple[int, list[Paragraph], Passage]
"""The index after the title in the lines over a table, its paragraphs, its text."""


def heading_of(pending: list[Paragraph], words: Vocabulary) -> Heading | None:
    """The nearest title over a table."""
    between, figures = 0, settings.TITLES
    for i in range(len(pending) - 1, -1, -1):
        paragraph = pending[i]
        text = paragraph.text
        between += _PAIR.match(text) is None  # labels with their values over a table are part of the form
        if between > figures.reach:
            return None
        if len(text) > figures.longest or text.endswith("。"):
            return None
        first = i
        while first and _wraps(pending[first - 1], pending[first]):
            first -= 1
        own = _last_line(paragraph, words) if first == i else None
        whole = own if own is not None else Passage.join(p.passage for p in pending[first : i + 1])
        if words.title_kind(whole.text) is not None:
            return i + 1, pending[first : i + 1], unnumbered(whole)
    return None


def _last_line(paragraph: Paragraph, words: Vocabulary) -> Passage | None:
    """The last line of a paragraph that is a title of its own: wider than the one over it, so that no wrapping made it,
    or a whole title under a line that is far from full."""
    if len(paragraph.lines) < 2:
        return None
    upper, lower = (line.words[-1].box.x1 - line.words[0].box.x0 for line in paragraph.lines[-2:])
    last = paragraph.lines[-1].passage
    whole = 0 < upper < settings.TITLES.full * paragraph.size and words.title_kind(last.text) is not None
    return last if lower > upper > 0 or whole else None


def _wraps(upper: Paragraph, lower: Paragraph) -> bool:
    """Whether a centred title goes on from one line to the next: same size, close, the upper one wider, no year."""
    a, b = upper.box, lower.box
    if a is None or b is None or upper.page != lower.page:
        return False
    scanned = next(lower.words()).how == "ocr"
    figures = settings.TITLES
    if abs(upper.size - lower.size) > (figures.scanned * lower.size if scanned else figures.size):
        return False
    if _YEAR_LINE.fullmatch(key(lower.text)):
        return False
    middle = abs(a.middle[0] - b.middle[0]) <= figures.middle * lower.size
    close = b.y0 - a.y1 < figures.apart * lower.size
    return middle and close and a.width > b.width and a.width > figures.full * lower.size


def unnumbered(title: Passage) -> Passage:
    """The title without a list number before it."""
    match = _NUMBER.match(title.text)
    return title.cut(match.end()).strip() if match and match.end() < len(title) else title.strip()


def lead_of(pending: list[Paragraph]) -> list[Paragraph]:
    """The short lines directly over a table that has no heading of its own."""
    out: list[Paragraph] = []
    for paragraph in reversed(pending[-settings.TITLES.lead :]):
        if len(paragraph.text) > settings.TITLES.short or paragraph.text.endswith("。"):
            break
        out.insert(0, paragraph)
    return out


def called(pending: list[Paragraph], words: Vocabulary, *, first_section: bool = False) -> Heading | None:
    """The nearest line over a table that speaks of 绩效 as a title does, whatever the form is called: no sentence, no
    section. Only what the table holds shows whether it is one. Over the `first_section` of a form that is cut into
    sections the nearest such line is its title, whatever it speaks of."""
    if first_section and section_of(pending) != 1:
        return None
    last = len(pending) - 1 - first_section
    for i in range(last, max(-1, last - settings.TITLES.reach), -1):
        if _speaks(pending[i].text, words, "" if first_section else "绩效"):
            return i + 1, [pending[i]], unnumbered(pending[i].passage)
    return None


def titles(pending: list[Paragraph], last: Passage, words: Vocabulary) -> bool:
    """Whether a line that stands alone ends as titles do, though nobody knows it, and is not the `last` title again."""
    lines = [p for p in pending if p.centred and _TITLE_END.search(p.text) and _speaks(p.text, words, "")]
    return any("续" not in p.text and key(p.text) != key(last.text) for p in lines)


def called_in(table: Table, words: Vocabulary) -> Passage | None:
    """The same in one of the table's first rows, over most of its columns."""
    for r in range(min(settings.LISTED.top, table.n_rows)):
        cells = [c for c in table.row(r) if c.text]
        if len(cells) > 1:
            return None
        if cells and cells[0].cols >= settings.TITLES.wide * table.n_cols and _speaks(cells[0].text, words, "绩效"):
            return cells[0].flat
    return None


def _speaks(text: str, words: Vocabulary, of: str) -> bool:
    """Whether the text may be a title that speaks of something."""
    k = key(text)
    short = _SHORTEST <= len(k) <= _LONGEST and not _STOPS.search(k) and not _COUNTED.match(k)
    return short and of in k and not _YEAR_LINE.fullmatch(k) and not words.other_titles.search(k)


def section_of(pending: list[Paragraph]) -> int:
    """The number of the section that the last line over a table heads (三、…), 0 where it heads none."""
    last = [pending[-1].text, *(line.passage.text for line in pending[-1].lines[-1:])] if pending else []
    match = next((found for text in last if (found := _SECTION.match(key(text)))), None)
    return _HAN.index(match[1]) + 1 if match else 0


def share_heading(forms: list[Form]) -> None:
    """Forms listed in one table stand under one heading, where none of them has its own."""
    if any(form.title or form.kind != forms[0].kind for form in forms[1:]):
        return
    lead = [*forms[0].lead, *_unit_lines(forms[0].tables[0])]
    for form in forms[1:]:
        form.title, form.heading, form.lead = forms[0].title, forms[0].heading, lead


def _unit_lines(table: Table) -> list[Paragraph]:
    """The lines in the first rows of a table, over its first labels, that say the unit of money."""
    out: list[Paragraph] = []
    for r in range(table.n_rows):
        cells = table.written(r)
        if len(cells) > 1:
            return out
        out += [Paragraph(cell.lines) for cell in cells if _UNIT.search(cell.text)]
    return out


def shares_heading(form: Form, before: Form, pending: list[Paragraph]) -> bool:
    """Whether a form may stand under the heading of the one before it: nothing stands between them, and their tables
    begin with the same labels."""
    alike = form.kind is not None and form.kind == before.kind and not form.title and not before.lines
    whose = before.under or before
    return alike and bool(whose.title) and not pending and _labels(form) == _labels(before) != []


def entitle_shared(forms: list[Form]) -> None:
    """Give forms under one heading its title, where no form of their kind has one of its own but that under it, and
    the second stands on the page of the first: else a form may have lost its title."""
    heads = {id(form.under): form.under for form in forms if form.under is not None}
    for head in heads.values():
        own = [form for form in forms if form.under is head]
        titled = [form for form in forms if form.kind == head.kind and form.title]
        together = own[0].tables[0].page == (head.tables[-1].end_page or head.tables[-1].page)
        for form in own:
            form.title = head.title if together and titled == [head] else form.title
            form.under = head if form.title else None


def _labels(form: Form) -> list[str]:
    """What every other cell of the first row of a form's table says, but for its title."""
    table = form.tables[0]
    title = {id(p.word) for p in form.title.pieces}
    for r in range(table.n_rows):
        cells = [c for c in table.written(r) if not any(id(p.word) in title for p in c.flat.pieces)]
        if len(cells) > 1:
            return [key(c.text) for c in cells[::2]]
    return []
