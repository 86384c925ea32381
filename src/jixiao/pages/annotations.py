"""A PDF with notes on its pages: boxes around what is spoken of, and the words in a margin beside the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.geometry import Box
from jixiao.pages.files.opening import opened
from jixiao.pages.mupdf import pymupdf

_Colour = tuple[float, float, float]
_COLOURS: dict[str, _Colour] = {"error": (0.80, 0.12, 0.12), "warning": (0.85, 0.45, 0.0), "advice": (0.15, 0.40, 0.75)}
_FONT = "cjk"  # inside pymupdf; what is used of it goes into the PDF, so that it is seen everywhere
_INK: _Colour = (0.1, 0.1, 0.1)
_MARGIN = 210.0  # points beside the page
_PADDING = 8.0
_SIZES = (8.5, 7.5, 6.5)  # the largest with which all notes of a page fit
_LEADING = 1.35
_GAP = 6.0
_CLOSING = "，。；：、！？）”》%"  # these do not begin a line
_AUTHOR = "jixiao"


class Note(NamedTuple):
    """One note: its page (1-based), the boxes as the page is displayed (points, top-left), the main one in front.

    `kind` is error, warning or advice; `number` stands on the page and before `text`. Without boxes it speaks of the
    page.
    """

    page: int
    boxes: tuple[Box, ...]
    kind: str
    number: int
    text: str


class _Set(NamedTuple):
    """A note in lines, and where it begins."""

    note: Note
    lines: list[str]
    y: float


def annotated(path: Path, notes: Iterable[Note]) -> bytes:
    """The PDF at the path with the notes on it; pages without notes are as they were."""
    by_page: dict[int, list[Note]] = {}
    for note in notes:
        by_page.setdefault(note.page, []).append(note)
    with opened(path, kind="pdf") as source, pymupdf.open() as out:
        begin = 0
        for number in sorted(page for page in by_page if 1 <= page <= source.page_count):
            if number - 1 > begin:
                out.insert_pdf(source, from_page=begin, to_page=number - 2)
            _page(out, source, number, by_page[number])
            begin = number
        if begin < source.page_count:
            out.insert_pdf(source, from_page=begin)
        out.subset_fonts()
        return bytes(out.tobytes(garbage=3, deflate=True))


def _page(out: Any, source: Any, number: int, notes: Sequence[Note]) -> None:
    sheet = source.load_page(number - 1)
    if sheet.rotation:
        sheet.remove_rotation()
    width, height = sheet.rect.width, sheet.rect.height
    page = out.new_page(width=width + _MARGIN, height=height)
    if sheet.get_contents():
        page.show_pdf_page(pymupdf.Rect(0, 0, width, height), source, number - 1)
    size, placed, rest = _placed(notes, height)
    taken: set[tuple[int, int]] = set()
    for one in placed:
        _draw_boxes(page, one.note, width, taken)
        _draw_text(page, one, width, size)
    while rest:  # more than a margin holds
        page = out.new_page(width=width + _MARGIN, height=height)
        size, placed, rest = _placed(rest, height)
        for one in placed:
            _draw_text(page, one, width, size)


def _placed(notes: Sequence[Note], height: float) -> tuple[float, list[_Set], list[Note]]:
    """The size of the words, each note beside its box as far as the others let it, and what has no room."""
    ordered = sorted(notes, key=lambda note: (note.boxes[0].y0 if note.boxes else 0.0, note.number))
    room = height - 2 * _PADDING
    size = next(
        (size for size in _SIZES if sum(_tall(_lines(n.text, size), size) for n in ordered) <= room), _SIZES[-1]
    )
    lines = [_lines(note.text, size) for note in ordered]
    count, used = 0, 0.0
    while count < len(ordered) and (used + _tall(lines[count], size) <= room or count == 0):
        used += _tall(lines[count], size)
        count += 1
    placed, y, left = [], _PADDING, used
    for note, text in zip(ordered[:count], lines, strict=False):
        latest = height - _PADDING - left
        wanted = note.boxes[0].y0 if note.boxes else 0.0
        y = max(y, min(wanted, latest))
        placed.append(_Set(note, text, y))
        y += _tall(text, size)
        left -= _tall(text, size)
    return size, placed, ordered[count:]


def _tall(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * _LEADING + _GAP


@cache
def _font() -> Any:
    return pymupdf.Font(_FONT)


def _lines(text: str, size: float) -> list[str]:
    """The text in lines that fit the margin, broken between any two characters."""
    room = _MARGIN - 3 * _PADDING
    out = [""]
    used = 0.0
    for char in text:
        wide = _font().text_length(char, size)
        if char == "\n" or (used + wide > room and char not in _CLOSING):
            out.append("")
            used = 0.0
        if char != "\n":
            out[-1] += char
            used += wide
    return out


def _draw_boxes(page: Any, note: Note, width: float, taken: set[tuple[int, int]]) -> None:
    """The main box, the others thinner, and the number at the corner of the main one; each a comment of the PDF too."""
    colour = _COLOURS[note.kind]
    for i, box in enumerate(note.boxes):
        rect = pymupdf.Rect(box.x0 - 1.5, box.y0 - 1.5, box.x1 + 1.5, box.y1 + 1.5)
        mark = page.add_rect_annot(rect)
        mark.set_colors(stroke=colour)
        mark.set_border(width=1.2 if i == 0 else 0.5, dashes=None if i == 0 else [2, 2])
        mark.set_info(title=_AUTHOR, content=note.text)
        mark.update(opacity=0.9)
    if note.boxes:
        first = note.boxes[0]
        x, y = max(1.0, first.x0 - 11), max(9.0, first.y0 - 1)
        while (round(x), round(y)) in taken:  # beside the number of another note on the same place
            x += 12
        taken.add((round(x), round(y)))
        _draw_number(page, note, x, y)
        page.draw_line((first.x1 + 2, first.y0), (width, first.y0), color=colour, width=0.25, dashes="[1 2] 0")


def _draw_text(page: Any, one: _Set, width: float, size: float) -> None:
    colour = _COLOURS[one.note.kind]
    x, tall = width + _PADDING, len(one.lines) * size * _LEADING
    page.draw_line((x, one.y + 1), (x, one.y + tall), color=colour, width=1.6)
    for i, line in enumerate(one.lines):
        writer = pymupdf.TextWriter(page.rect, color=colour if i == 0 else _INK)
        writer.append((x + 5, one.y + size + i * size * _LEADING), line, font=_font(), fontsize=size)
        writer.write_text(page)


def _draw_number(page: Any, note: Note, x: float, y: float) -> None:
    text = str(note.number)
    wide = pymupdf.get_text_length(text, fontname="helv", fontsize=7)
    page.draw_rect(pymupdf.Rect(x - 1.5, y - 7.5, x + wide + 1.5, y + 1.5), color=None, fill=_COLOURS[note.kind])
    page.insert_text((x, y), text, fontname="helv", fontsize=7, color=(1, 1, 1))
