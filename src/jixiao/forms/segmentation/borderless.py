"""Forms that no rule is drawn around, in runs of paragraphs: told by a title, or by lines of words held apart.

Nothing here says what such a form holds: its lines are set as a table of cells by their places, and somebody is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from jixiao.evidence import DoubtCode, Word
from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.headings import unnumbered
from jixiao.forms.segmentation.prose import is_part
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.geometry import union
from jixiao.tables.lines import mark_hard
from jixiao.tables.table import Cell, Line, Paragraph, Table

_CONTENTS = re.compile(r"[.．…·]{3,}")
_LABEL = re.compile(r"^[^:：。]{2,20}[:：]")

Part = list[Word]


def find_hidden(cut: Cut, words: Vocabulary) -> list[Form]:
    """The forms without rules among the loose paragraphs, which stay there until somebody knows what they are."""
    return [form for run in cut.loose for part in parted(run, words) if (form := _form(part, words)) is not None]


def in_columns(paragraph: Paragraph) -> bool:
    """Whether words stand apart in a line of the paragraph, as they do in a table."""
    return any(len(parts_of(line)) > 1 for line in paragraph.lines)


def parted(run: list[Paragraph], words: Vocabulary) -> Iterator[list[Paragraph]]:
    """The run cut at its titles: lines in the middle of the page, and titles of the vocabulary."""
    part: list[Paragraph] = []
    for paragraph in run:
        if is_title(paragraph, words) and any(not is_title(p, words) for p in part):
            yield part
            part = []
        part.append(paragraph)
    if part:
        yield part


def is_title(paragraph: Paragraph, words: Vocabulary) -> bool:
    """Whether the line heads what stands under it: in the middle of the page, a part, or a title of the vocabulary."""
    text = paragraph.text
    prose = len(text) > settings.TITLES.short or any(mark in text for mark in "。；，")
    said = _LABEL.match(text) is not None and words.title_kind(text) is None  # a label with its value
    if prose or (said and not is_part(text)) or _CONTENTS.search(text) or len(parts_of(paragraph.lines[0])) > 1:
        return False
    label = text.endswith(("：", ":"))
    return paragraph.centred or is_part(text) or (not label and words.title_kind(text) is not None)


def _form(part: list[Paragraph], words: Vocabulary) -> Form | None:
    """The part as a form of unknown kind, None where it is plain prose."""
    first = next((i for i, p in enumerate(part) if not is_title(p, words)), len(part))
    heading, body = part[:first], part[first:]
    if not body or any(words.is_other(p.text) for p in heading):
        return None
    kinds = {words.title_kind(p.text) for p in heading}
    apart = [len(parts_of(line)) for p in body if not _CONTENTS.search(p.text) for line in p.lines]
    columns = sum(n > 1 for n in apart) >= settings.HIDDEN.lines and sum(n > 2 for n in apart) >= settings.HIDDEN.three
    form = Form(None, heading=heading)
    if heading:
        form.title = unnumbered(heading[-1].passage)
    labels = [match[0] for p in body if (match := _LABEL.match(p.text))]
    named = {term.field for text in labels for kind in GOAL_KINDS if (term := words.term(kind, text)) and term.field}
    labelled = sum(n > 1 for n in apart) + len(labels)
    titled = bool(kinds & set(GOAL_KINDS)) or len(named) >= settings.HIDDEN.three
    if columns or (titled and labelled >= settings.HIDDEN.lines):
        form.tables, form.lines = [as_table(body)], body
        return form
    if "department_narrative" in kinds and len(body) >= settings.HIDDEN.prose:
        form.prose = body
        return form
    return None


def as_table(paragraphs: list[Paragraph]) -> Table:
    """The lines as the rows of a table: words that stand apart are cells, running text is one cell over all columns.
    A label in the middle beside the lines of its text is a row with them."""
    rows: list[tuple[list[Line], list[Part]]] = []
    for label, lines in _labelled(paragraphs):
        parted = [parts_of(line) for line in lines]
        if label is not None:
            mark_hard(lines, lines[0].words[0].box.x0, max(line.words[-1].box.x1 for line in lines))
            rows.append((lines, [label.words]))
        elif all(len(parts) == 1 for parts in parted):
            rows.append((lines, []))
        else:
            rows.extend(([line], parts) for line, parts in zip(lines, parted, strict=True))
    borders = _borders([parts for _, parts in rows if len(parts) > 1])
    cells: list[Cell] = []
    for r, (lines, parts) in enumerate(rows):
        page = lines[0].words[0].page if lines and lines[0].words else 0
        if len(parts) > 1:
            cells += _cells(r, parts, borders)
        elif parts:
            cells.append(Cell(r, 0, 1, 1, [Line(parts[0])], page))
            cells.append(Cell(r, 1, 1, max(len(borders) - 1, 1), lines, page))
        else:
            cells.append(Cell(r, 0, 1, len(borders), lines, page))
    first, last = paragraphs[0], paragraphs[-1]
    pages = [lines[0].words[0].page if lines and lines[0].words else 0 for lines, _ in rows]
    return Table(
        cells,
        len(rows),
        max([len(borders), *(cell.end_col for cell in cells)]),
        first.page,
        first.box,
        last.page,
        last.box,
        pages,
        first.place,
        doubts=[DoubtCode.LINES_ONLY],
    )


def _labelled(paragraphs: list[Paragraph]) -> Iterator[tuple[Line | None, list[Line]]]:
    """The lines of each paragraph; a label that stands in the middle beside lines comes with copies of those."""
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    own = [n for n, paragraph in enumerate(paragraphs) for _ in paragraph.lines]
    for under in _hanging(lines):
        for k in under[1:]:
            own[k] = own[under[0]]
    beside: dict[int, int] = {}
    for i, line in enumerate(lines):
        if _LABEL.fullmatch(line.passage.text) is not None:
            beside.update(dict.fromkeys(_text_beside(lines, i), i))
    together = [(beside.get(k), None if k in beside else n) for k, n in enumerate(own)]
    for (label, _), group in groupby(range(len(lines)), key=together.__getitem__):
        if label is None:
            yield None, [lines[k] for k in group]
        else:
            yield lines[label], [Line(lines[k].words) for k in group if k != label]


def _hanging(lines: list[Line]) -> Iterator[range]:
    """The lines with a label before their text, each with the lines that go on under that text."""
    for first, line in enumerate(lines):
        match = _LABEL.match(line.passage.text) if len(parts_of(line)) == 1 else None
        text = (
            [piece.word.parted(piece.start, piece.end) for piece in line.passage.cut(match.end()).pieces]
            if match
            else []
        )
        under = [Line(text)] if text else []
        for after in lines[first + 1 :] if under else []:
            box, before = after.words[0].box, under[-1].words[-1].box
            near = abs(box.x0 - text[0].box.x0) < box.height and box.y0 - before.y1 < settings.HIDDEN.apart * box.height
            if len(parts_of(after)) > 1 or after.words[0].page != text[0].page or not near:
                break
            under.append(after)
        if len(under) > 1:
            mark_hard(under, text[0].box.x0, max(part.words[-1].box.x1 for part in under))
            line.hard = under[0].hard
            yield range(first, first + len(under))


def _text_beside(lines: list[Line], label: int) -> range:
    """The label and the lines whose middle it stands beside; empty where it stands beside none."""
    box = union(word.box for word in lines[label].words)

    def reach(step: int) -> int:
        k, before = label, box
        while 0 <= k + step < len(lines):
            after = union(word.box for word in lines[k + step].words)
            apart = max(after.y0 - before.y1, before.y0 - after.y1)
            if after.x0 < box.x1 or apart > settings.HIDDEN.apart * box.height:
                break
            k, before = k + step, after
        return k

    first, last = reach(-1), reach(1)
    whole = union(word.box for line in lines[first : last + 1] for word in line.words)
    middle = abs((whole.y0 + whole.y1) - (box.y0 + box.y1)) / 2
    return range(first, last + 1) if first < label < last and middle < box.height / 2 else range(0)


def parts_of(line: Line) -> list[Part]:
    """The words of a line, together where no blank stands between them."""
    out: list[Part] = []
    for word in line.words:
        if out and word.box.x0 - out[-1][-1].box.x1 < settings.HIDDEN.apart * (word.size or word.box.height):
            out[-1].append(word)
        else:
            out.append([word])
    return out


def _borders(rows: list[list[Part]]) -> list[float]:
    """The left edge of each column: where a blank strip ends that no part of these rows crosses, but for the last of a
    row, which may run on over several columns of others."""
    spans = sorted((part[0].box.x0, part[-1].box.x1) for parts in rows for part in parts if not _runs_on(part, rows))
    out: list[float] = []
    reach = 0.0
    for left, right in spans:
        if not out or left > reach:
            out.append(left)
        reach = max(reach, right)
    return out or [0.0]


def _runs_on(part: Part, rows: list[list[Part]]) -> bool:
    """Whether the part ends its row and stands over two parts and more of another."""
    if not any(parts[-1] is part for parts in rows):
        return False
    left, right = part[0].box.x0, part[-1].box.x1
    return any(sum(left <= other[0].box.x0 + 0.5 < right for other in parts) > 1 for parts in rows)


def _cells(row: int, parts: list[Part], borders: list[float]) -> list[Cell]:
    """One cell for each column of the row; blank ones too, so that what stands under a heading is known. The last text
    takes the columns that it runs over."""
    found: dict[int, list[Part]] = {}
    for col, group in groupby(parts, key=lambda part: sum(1 for b in borders if b <= part[0].box.x0 + 0.5) - 1):
        found[max(col, 0)] = list(group)
    page = parts[0][0].page
    last = max(found)
    over = sum(b < parts[-1][-1].box.x1 for b in borders[last + 1 :])
    return [
        Cell(
            row,
            col,
            1,
            1 + over if col == last else 1,
            [Line([w for part in found.get(col, []) for w in part])] if col in found else [],
            page,
        )
        for col in range(len(borders))
        if not last < col <= last + over
    ]
