"""A text that says several indicators, cut into pieces: an indicator each, or the name of the level of the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.evidence import Passage, Role
from jixiao.fields.said.grammar import NUMBER, TARGETS, counted_parts, hide, said_row
from jixiao.forms.content import kinds_of, level_names
from jixiao.forms.segmentation.prose import counted
from jixiao.forms.segmentation.sections import label_of
from jixiao.tables.table import Cell, joined

# Where a part of the text ends, and what stands around the name of a level.
_STOP = re.compile(r"[；;。\n]\s*")
BRACKETED = re.compile(r"[【\[〔〖「《＜<]\s*([^【】\[\]〔〕〖〗「」《》＜＞<>\n]{2,16})\s*[】\]〕〗」》＞>]\s*[:：]?")
_ROUND = re.compile(r"[（(]([^（）()]{3,12})[)）]\s*[:：]?")
# The name of a level with a colon behind another text.
_LEVEL = re.compile(r"(?<=[\s）)】\]%％人个次年月日元])([^\s：:；;。，,、）)]{2,12})\s*[:：]")
_ENDS = ("。", "；", ";", "：", ":")
_BRACKETS = ("（", "）)")
# Points or a weight behind the name of a level.
POINTS = re.compile(r"[（(]\s*(?:权重|分值|满分)?\s*[:：]?\s*\d+(?:\.\d+)?\s*[分%％]?\s*[)）]$")
DASH = re.compile(r"\s*(?:[—－–]{1,2}|--)\s*")
_COMMA = re.compile(r"(?<!\d)[，,、]|[，,](?!\d)")
# A line that says one.
_SAID = re.compile(r"[^:：；;，,。]{2,40}[:：]\s*([^:：；;，。]+)")


def lines_of(text: Passage) -> list[list[Passage]]:
    """The pieces of each line of the text."""
    breaks = [-1, *(at for at, c in enumerate(text.text) if c == "\n"), len(text.text)]
    return in_pieces([text.cut(a + 1, b) for a, b in pairwise(breaks)])


def in_pieces(lines: Sequence[Passage]) -> list[list[Passage]]:
    """The pieces of each of the lines; one that only goes on with an indicator begun in the line over it is put to that
    line."""
    out: list[Passage] = []
    for line in (line.strip() for line in lines):
        if out and line and _is_open(out[-1]) and _goes_on(line):
            out[-1] = Passage.join([out[-1], line])
        elif line:
            out.append(line)
    return [list(pieces(line)) for line in out]


def _is_open(line: Passage) -> bool:
    """Whether the line ends before its last indicator does."""
    last = list(pieces(line))[-1:]
    if line.text.endswith(_ENDS) or not last or names_level(last[0].text.strip("：: ")):
        return False
    number, label, value = label_of(last[0])
    part = value if value and names_level(label.text) else last[0].cut(len(number))
    return said_row(part) is None or (_BRACKETS[0] in hide(part.text)[-1:] and part.text[-1] not in _BRACKETS[1])


def _goes_on(line: Passage) -> bool:
    """Whether the line begins with neither a number nor a level, and says no indicator first."""
    first = next(iter(pieces(line)), line)
    number, label, _ = label_of(first)
    return not number and not names_level(label.text) and said_row(first) is None


def pieces(text: Passage) -> Iterator[Passage]:
    """The text cut behind its stops, at its list numbers, and around the names of levels."""
    at, hidden = 0, hide(text.text)
    for match in _STOP.finditer(hidden):
        yield from _headed(text.cut(at, match.start()))
        at = match.end()
    yield from _headed(text.cut(at))


def _headed(part: Passage) -> Iterator[Passage]:
    """The part of a text, the names of levels before another level cut off it."""
    while (match := _level_in_brackets(part.text)) is not None:
        before = part.cut(0, match.start()).strip()
        if before and uncounted(before):
            yield from _levelled(before)
        yield part.cut(*match.span(1)).strip()
        part = part.cut(match.end())
    yield from _levelled(part.strip())


def _level_in_brackets(text: str) -> re.Match[str] | None:
    found = next((m for m in BRACKETED.finditer(text) if names_level(m[1])), None)
    if found is None and (start := _ROUND.match(text.strip())) is not None and names_level(start[1]):
        return _ROUND.search(text)
    return found


def _levelled(part: Passage) -> Iterator[Passage]:
    inner = next((m for m in _LEVEL.finditer(part.text) if names_level(m[1]) and m.start()), None)
    if inner is not None and said_row(part.cut(0, inner.start())) is not None:
        yield from _levelled(part.cut(0, inner.start()).strip())
        yield from _levelled(part.cut(inner.start()).strip())
        return
    number, label, value = label_of(part)
    dash = DASH.search(part.text, len(number))
    if dash is not None and names_level(part.text[len(number) : dash.start()]):
        yield part.cut(0, dash.start()).strip()
        yield from _levelled(part.cut(dash.end()).strip())
        return
    second = label_of(value)
    if value and names_level(label.text) and names_level(second[1].text) and second[2]:
        yield part.cut(0, len(number) + len(label)).strip()
        yield from _levelled(value)
    elif value and names_level(label.text) and len(cuts := counted_parts(value.text, inner=True)) > 1:
        yield part.cut(0, len(number) + len(label)).strip()
        yield from _at(value, cuts)
    elif len(cuts := counted_parts(part.text, inner=True)) > 1:
        yield from _at(part, cuts)
    elif part:
        yield part


def _at(part: Passage, cuts: list[tuple[int, int]]) -> Iterator[Passage]:
    for (start, _), (end, _) in pairwise([*cuts, (len(part.text), 0)]):
        yield from _levelled(part.cut(start, end).strip())


def names_level(text: str) -> bool:
    """Whether the text is the name of a level; points in brackets behind it are set aside."""
    return bool(level_names(POINTS.sub("", text.strip())))


def uncounted(part: Passage) -> Passage:
    """The text without a list number or a mark (`1.`, `指标1：`) before it, which is a label then."""
    found = counted(part.text)
    number = NUMBER.match(part.text) if found is None else None
    end = found[1] if found is not None else number.end() if number is not None else 0
    if not end:
        return part
    part.cut(0, end).claim(Role.LABEL)
    return part.cut(end).strip()


def one_each(text: Passage) -> list[Passage]:
    """The text, or its parts between commas where each of them says an indicator with a target of its own."""
    cuts = [m.span() for m in _COMMA.finditer(hide(text.text))]
    parts = [text.cut(a, b).strip() for (_, a), (b, _) in pairwise([(0, 0), *cuts, (len(text.text), 0)])]
    rows = [said_row(part) for part in parts]
    each = all(row is not None and kinds_of(row.value.text) & TARGETS for row in rows)
    return parts if len(parts) > 1 and each else [text]


def said_in(cell: Cell) -> str:
    """The text of the cell, with the line breaks that its writer made between several items."""
    return said_whole(cell).text if len(cell.lines) > 1 else cell.text


def said_whole(cell: Cell) -> Passage:
    """The same as a passage. A line that says a name and its target behind one that does begins an item of its own,
    though it filled the cell's width and may be the same line going on."""
    items = [cell.lines[:1]]
    for line in cell.lines[1:]:
        said = _SAID.fullmatch(joined(items[-1], keep_breaks=True).text.rpartition("\n")[2])
        if said is not None and kinds_of(said[1]) & TARGETS and _SAID.fullmatch(line.passage.text):
            items.append([line])
        else:
            items[-1] = [*items[-1], line]
    if len(items) == 1:
        return cell.passage if any(line.hard for line in cell.lines[:-1]) else cell.flat
    parts = [joined(lines, keep_breaks=True) for lines in items]
    return Passage.join(part for found in parts for part in ("\n", found)).cut(1)
