"""The lines of a form in sections, set as tables: labels with their values, lists in columns; and the lines that say
indicators under their levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jixiao.evidence import DoubtCode, Passage
from jixiao.forms.levels import is_level
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.borderless import as_table, in_columns, parts_of
from jixiao.forms.segmentation.prose import counted, numbered
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.tables.table import Line, Paragraph, Table
from jixiao.tables.unruled.listed import list_of
from jixiao.text import has_digit

_COLON = re.compile("[:：]")
_BRACKETED = re.compile(r"\s*[【\[〔（(]([^【】\[\]〔〕（）()]{2,16})[】\]〕）)]")
_ENDS = "。；;，,"
# So many lines that begin with the name of a level say indicators, and so many in columns are a list.
_LEVELS, _ROWS = 2, 2
# The share of the lines of a list that stand in columns.
_COLUMNS = 0.8
# A heading is no longer, and a label that stands alone in its line.
_HEADING, _LABEL = 24, 12


def laid_out(lines: list[Paragraph], words: Vocabulary) -> tuple[list[Table], list[Paragraph]]:
    """The lines as tables in their order, and those that say indicators under their levels."""
    tables: list[Table] = []
    prose: list[Paragraph] = []
    plain: list[Paragraph] = []

    def flush() -> None:
        if plain:
            tables.append(replace(as_table(plain), doubts=[]))
            plain.clear()

    for section in _sections([part for p in lines for part in apart(p, words)], words):
        if (head := _head(section)) is not None:
            end = _end(section, head)
            plain += section[:head]
            flush()
            tables.append(_listed(section[head:end]))
            plain += section[end:]
        elif (said := _said(section, words)) is not None:
            plain += [*section[: said[0]], *section[said[1] :]]
            prose += section[said[0] : said[1]]
        elif any(map(in_columns, section)):
            flush()
            plain += section
            flush()
        else:
            flush()
            plain += section
    flush()
    return tables, prose


def label_of(text: Passage) -> tuple[Passage, Passage, Passage]:
    """List number, label and value of a line; the value is empty where no colon stands in it."""
    found = counted(text.text.lstrip())
    at = len(text) - len(text.text.lstrip()) + found[1] if found else 0
    rest = text.cut(at)
    colon = _COLON.search(rest.text)
    if colon is None:
        return text.cut(0, at), rest.strip("。；; "), Passage()
    return text.cut(0, at), rest.cut(0, colon.start()).strip(), rest.cut(colon.end()).strip()


def begins_level(text: Passage, words: Vocabulary) -> bool:
    """Whether a line begins with the name of a level, with a colon or in brackets: 1.【产出指标-数量指标】…"""
    number, label, _ = label_of(text)
    found = _BRACKETED.match(text.text, len(number))
    return is_level(label.text, words) or (found is not None and is_level(found[1], words))


def is_section(paragraph: Paragraph) -> bool:
    """Whether the line heads a section or an item of such a number: 三、…"""
    found = numbered(paragraph.text)
    return found is not None and found[0] == "han"


def _sections(lines: list[Paragraph], words: Vocabulary) -> Iterator[list[Paragraph]]:
    """The lines cut where a section begins; the name of a level heads none."""
    part: list[Paragraph] = []
    for line in lines:
        level = is_level(label_of(line.passage)[1].text, words)
        if part and is_section(line) and len(line.text) <= _HEADING and not level:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def apart(paragraph: Paragraph, words: Vocabulary) -> list[Paragraph]:
    """The paragraph cut before and behind lines that are no part of a running text: the heading of a section, a label
    alone in its line; and before lines that begin with a label and its value, or are counted as its first is."""
    if len(paragraph.lines) < 2:
        return [paragraph]
    groups: list[list[Line]] = []
    first = counted(paragraph.lines[0].passage.text.strip())
    alone = True
    for line in paragraph.lines:
        own = _stands_alone(line)
        if alone or own or _begins(line, first, words):
            groups.append([line])
        else:
            groups[-1].append(line)
        alone = own
    if len(groups) < 2:
        return [paragraph]
    page, size, place = paragraph.page, paragraph.size, paragraph.place
    return [Paragraph(lines, page, None, size, paragraph.bold, paragraph.centred, place=place) for lines in groups]


def _stands_alone(line: Line) -> bool:
    text = line.passage.text.strip()
    heads = len(text) <= _HEADING and not text.endswith(tuple(_ENDS)) and (numbered(text) or ("",))[0] == "han"
    return heads or (len(text) <= _LABEL and text.endswith(("：", ":")))


def _begins(line: Line, first: tuple[str, int] | None, words: Vocabulary) -> bool:
    """Whether the line begins an item of its own."""
    text, (_, label, value) = line.passage.text.strip(), label_of(line.passage)
    mark = counted(text)
    if numbered(text) is not None or (mark is not None and first is not None and mark[0] == first[0]):
        return True
    known = any((term := words.term(kind, label.text)) is not None and term.field for kind in GOAL_KINDS)
    return bool(value) and known


def _head(section: list[Paragraph]) -> int | None:
    """The line of a section that heads a list in columns, over lines that stand in columns too."""
    for i, line in enumerate(section):
        parts = [word for one in line.lines[:1] for word in parts_of(one)]
        texts = ["".join(word.text for word in part) for part in parts]
        plain = all(
            len(text) <= settings.LISTED.short and not has_digit(text) and not _COLON.search(text) for text in texts
        )
        below = [p for p in section[i + 1 :] if in_columns(p)]
        if len(texts) >= settings.HIDDEN.three and plain and len(below) >= _ROWS and len(line.lines) == 1:
            return i
    return None


def _end(section: list[Paragraph], head: int) -> int:
    """Behind the last line of a list in columns: a label with its value in a line of its own is under it."""
    end = len(section)
    while end > head + 1 and not in_columns(section[end - 1]) and _COLON.search(section[end - 1].text):
        end -= 1
    return end


def _listed(lines: list[Paragraph]) -> Table:
    """A list in columns, of which nothing is drawn."""
    return replace(list_of([line for p in lines for line in p.lines]), doubts=[DoubtCode.LINES_ONLY])


def _said(section: list[Paragraph], words: Vocabulary) -> tuple[int, int] | None:
    """The first line and the one behind the last of those that say indicators under their levels."""
    said = [label_of(p.passage) for p in section]
    levels = [i for i, p in enumerate(section) if begins_level(p.passage, words)]
    if len(levels) < _LEVELS:
        return None
    after = range(levels[-1] + 1, len(section))
    end = next((i for i in after if words.heads(said[i][1].text)), len(section))
    start = levels[0]
    while start and not said[start - 1][2] and words.period(said[start - 1][1].text) is not None and start > 1:
        start -= 1  # a heading that says whose the indicators are: 实施期指标
    return start, end
