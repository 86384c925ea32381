"""Characters of a page into words: runs on one line, cut at visible gaps, with the x of every character border."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import Any

from jixiao.evidence import Word
from jixiao.geometry import Box, union
from jixiao.pages import settings
from jixiao.text import is_cjk, printed

# Marks that are often set in another font than the text they stand in.
_MARKS = frozenset("“”‘’—…·")
# The share of a mark's height that it has in common with its word.
_LEVEL = 0.5
# So long is the name of a font's part, with its sign.
_PART = 7
# What pymupdf compares of spans beside their fonts.
_style = itemgetter("size", "flags", "char_flags", "color", "alpha", "ascender", "descender", "bidi")
# A character of pymupdf's rawdict: "c" is what it is, "bbox" where.
Char = dict[str, Any]


def words_of(line: dict[str, Any], page: int, quarters: int) -> list[Word]:
    """The words of one line of pymupdf's rawdict, in its order; `quarters` is the turn that makes the text upright."""
    out: list[Word] = []
    for size, chars in _set_alike(line["spans"]):
        if chars:
            out.extend(_runs(chars, page, size) if quarters == 0 else [_turned(chars, page, size)])
    return _bridged(out) if len(out) > 1 and quarters == 0 else [w for w in out if w.text]


def _set_alike(spans: list[dict[str, Any]]) -> Iterator[tuple[float, list[Char]]]:
    """The characters of spans side by side that differ only in the part of a font that they are set in, with their
    size."""
    first, chars = spans[0], spans[0]["chars"]
    for span in spans[1:]:
        if _is_of_one_font(first["font"], span["font"]) and _style(first) == _style(span):
            chars = [*chars, *span["chars"]]
        else:
            yield first["size"], chars
            first, chars = span, span["chars"]
    yield first["size"], chars


def _is_of_one_font(one: str, other: str) -> bool:
    """Whether the names are of one font, or of two parts of it (`ABCDEF+`)."""
    return one == other or (one[_PART:] == other[_PART:] and one[_PART - 1 : _PART] == other[_PART - 1 : _PART] == "+")


def _turned(chars: list[Char], page: int, size: float) -> Word:
    """A run that is not set left to right, as one word without borders between its characters."""
    text = printed("".join([c["c"] for c in chars])).strip()
    return Word(text, page, union(Box(*c["bbox"]) for c in chars), (), size)


def _runs(chars: list[Char], page: int, size: float) -> list[Word]:
    """One span cut at gaps and at blanks that a reader sees."""
    out: list[Word] = []
    run: list[Char] = []
    gap = settings.CHARACTERS.gap * size
    blank, end = False, 0.0
    for char in chars:
        if char["c"].isspace():
            blank = True
            continue
        start, _, x1, _ = char["bbox"]
        if run:
            space = start - end
            if space > gap or space < -size:
                out.append(_word(run, page, size))
                run = []
            elif blank and _visible(run[-1]["c"], char["c"], space, size):
                _, y0, _, y1 = run[-1]["bbox"]
                run.append({"c": " ", "bbox": (end, y0, start, y1)})
        blank, end = False, x1
        run.append(char)
    if run:
        out.append(_word(run, page, size))
    return out


def _visible(before: str, after: str, space: float, size: float) -> bool:
    """Whether a blank of that width between two characters was meant by the writer."""
    figures = settings.CHARACTERS
    return space > (figures.thin if is_cjk(before) != is_cjk(after) else figures.blank) * size


def _word(run: list[Char], page: int, size: float) -> Word:
    text = "".join([c["c"] for c in run])
    clean = printed(text)
    edges = [c["bbox"][0] for c in run]
    edges.append(run[-1]["bbox"][2])
    if len(clean) != len(text):  # some characters have no width for a reader, or stand for several
        clean, edges = _respread(run)
    _, y0, _, y1 = run[0]["bbox"]
    return Word(clean, page, Box(edges[0], y0, edges[-1], y1), tuple(edges), size)


def _respread(run: list[Char]) -> tuple[str, list[float]]:
    text, edges = "", []
    for char in run:
        clean, (x0, _, x1, _) = printed(char["c"]), char["bbox"]
        for i, c in enumerate(clean):
            text += c
            edges.append(x0 + (x1 - x0) * i / len(clean))
    edges.append(run[-1]["bbox"][2])
    return text, edges


def _bridged(words: list[Word]) -> list[Word]:
    """Neighbouring words of one line that touch are one word (a change of font splits spans, not words)."""
    figures = settings.CHARACTERS
    out: list[Word] = []
    for word in words:
        if not word.text:
            continue
        last = out[-1] if out else None
        if last is not None and last.edges and word.edges:
            space = word.box.x0 - last.box.x1
            size = max(last.size, word.size)
            level = abs(word.box.y1 - last.box.y1) < figures.raised * size
            if level and -figures.over * size < space <= figures.thin * size:
                out[-1] = _merged(last, word)
                continue
        out.append(word)
    return out


def _merged(a: Word, b: Word) -> Word:
    box = Box(a.box.x0, min(a.box.y0, b.box.y0), b.box.x1, max(a.box.y1, b.box.y1))
    return Word(a.text + b.text, a.page, box, a.edges[:-1] + b.edges, max(a.size, b.size))


def without_slanted(lines: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lines of a page without those set at a slant, and those, where they hold the lesser part of its text."""
    found = [line for line in lines if min(map(abs, line["dir"])) > settings.CHARACTERS.slant]
    if not found or 2 * _length(found) > _length(lines):
        return lines, []
    return [line for line in lines if not any(line is other for other in found)], found


def _length(lines: list[dict[str, Any]]) -> int:
    return sum(len(span["chars"]) for line in lines for span in line["spans"])


def with_marks(words: list[Word]) -> list[Word]:
    """The words with marks that another font drew set where they stand: into a word, or at the ends of those beside."""
    marks = [w for w in words if w.edges and len(w.text) == 1 and w.text in _MARKS]
    if not marks:
        return words
    alone = {id(w) for w in marks}
    out = [w for w in words if id(w) not in alone]
    for mark in marks:
        beside = sorted((i for i, word in enumerate(out) if _stands_in(mark, word)), key=lambda i: out[i].box.x0)
        if not beside:
            out.append(mark)
            continue
        whole = _set_in(mark, out[beside[0]])
        for i in beside[1:]:
            whole = _merged(whole, out[i])
        out[beside[0]] = whole
        out = [word for i, word in enumerate(out) if i not in beside[1:]]
    return out


def _stands_in(mark: Word, word: Word) -> bool:
    """Whether the mark stands in a gap of the word's characters, or touches its ends, on one line with it."""
    a, b, near = mark.box, word.box, settings.CHARACTERS.thin * mark.size
    level = min(a.y1, b.y1) - max(a.y0, b.y0) > _LEVEL * (a.y1 - a.y0)
    return bool(word.edges) and level and b.x0 - near < a.x1 and a.x0 < b.x1 + near


def _set_in(mark: Word, word: Word) -> Word:
    """The word with the mark between the characters that stand left and right of its middle."""
    middle = (mark.box.x0 + mark.box.x1) / 2
    at = sum((a + b) / 2 < middle for a, b in pairwise(word.edges))
    edges = (*word.edges[:at], *mark.edges[:1], *(word.edges[at:] if at < len(word.text) else mark.edges[1:]))
    text = word.text[:at] + mark.text + word.text[at:]
    return Word(text, word.page, union((word.box, mark.box)), edges, word.size)


def without_doubles(words: list[Word]) -> list[Word]:
    """The words without those printed again at the same place, which is how some programs make bold."""
    near = settings.CHARACTERS.twice
    seen: dict[str, list[Box]] = {}
    out = []
    for word in words:
        box = word.box
        earlier = seen.setdefault(word.text, [])
        if any(abs(b.x0 - box.x0) < near and abs(b.y0 - box.y0) < near for b in earlier):
            continue
        earlier.append(box)
        out.append(word)
    return out
