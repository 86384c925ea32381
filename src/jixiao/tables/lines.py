"""Words into lines and lines into text: which line breaks the writer made, and which wrapping made."""

from __future__ import annotations

import re

from jixiao.evidence import Word
from jixiao.geometry import union
from jixiao.tables import settings
from jixiao.tables.table import Line
from jixiao.text import is_cjk

_CLOSING = "，。；：、！？）》”’】〕,.;:!?)%％"
_LIST_MARK = re.compile(
    r"^(\d{1,2}[.、．)）](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]|目标\d)"
)


def lines_of(words: list[Word]) -> list[Line]:
    """The words grouped into lines from top to bottom, each from left to right; all breaks still soft."""
    if len(words) == 1:
        return [Line(words)]
    out: list[Line] = []
    top = bottom = 0.0
    for word in sorted(words, key=lambda w: w.box.y0 + w.box.y1):
        box = word.box
        shared = min(bottom, box.y1) - max(top, box.y0)
        if out and 2 * shared > min(bottom - top, box.height):  # the middle of the lower one is beside the other
            out[-1].words.append(word)
            top, bottom = min(top, box.y0), max(bottom, box.y1)
        else:
            out.append(Line([word]))
            top, bottom = box.y0, box.y1
    for line in out:
        if len(line.words) > 1:
            line.words.sort(key=lambda w: w.box.x0)
    return out


def mark_hard(lines: list[Line], left: float, right: float) -> None:
    """Set `hard` on lines that end before wrapping would have ended them, in a column from `left` to `right` (points).

    A line is hard where the next line's first characters would still have fit behind it, or where the next line is
    indented like a new paragraph.
    """
    if len(lines) < 2:
        return
    starts = [line.words[0].box.x0 for line in lines]
    ends = [line.words[-1].box.x1 for line in lines]
    first = min(starts)
    pad = first - left
    limit = max(ends)
    figures = settings.LINES
    if pad < figures.narrow:
        limit = max(limit, right - pad - 1)
    centred = _centred(starts, ends)
    for i, line in enumerate(lines[:-1]):
        after = lines[i + 1]
        size = after.words[0].size or after.words[0].box.height
        slack = limit - ends[i]
        if (
            (slack > needed(after.words[0]) and not (centred and slack < figures.centred * size))
            or (not centred and starts[i + 1] - first > figures.indent * size)
            or begins_item(line, after)
        ):
            line.hard = True


def begins_item(line: Line, after: Line) -> bool:
    """Whether a line that ends a sentence is followed by one that begins with a list number."""
    return line.words[-1].text[-1:] in "。；;：:" and _LIST_MARK.match(after.words[0].text) is not None


def _centred(starts: list[float], ends: list[float]) -> bool:
    """Whether all lines share a middle, but not both ends."""
    middles = [(a + b) / 2 for a, b in zip(starts, ends, strict=True)]
    near = settings.LINES.middle
    return max(middles) - min(middles) < near and max(starts) - min(starts) > near


def needed(word: Word) -> float:
    """Points that a line must leave at its end where one that begins with the word was not wrapped from it."""
    return first_token(word) + settings.LINES.room * (word.size or word.box.height)


def first_token(word: Word) -> float:
    """Points that the next line's first unbreakable characters would have needed."""
    text = word.text
    n = 1
    if is_cjk(text[0]):
        while n < len(text) and text[n] in _CLOSING:
            n += 1
    else:
        while n < len(text) and not is_cjk(text[n]) and text[n] != " ":
            n += 1
        while n < len(text) and text[n] in _CLOSING:
            n += 1
    return word.part(0, n).width if word.edges else union([word.box]).width
