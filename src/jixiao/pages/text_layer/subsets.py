"""Characters that the fonts in a PDF were cut down to and that no page shows: something printed with them is gone.

Programs that print a PDF put only those glyphs of a font into it that they print. A page that is taken out later leaves
its glyphs behind. Some programs number glyphs in the order in which they first print them, and so tell where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jixiao.pages import settings
from jixiao.pages.mupdf import BROKEN
from jixiao.text import is_cjk

# MuPDF keeps so many characters of a font's name.
_NAME = 31
_CUT_DOWN = re.compile(r"[A-Z]{6}\+")
_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_SINGLE = re.compile(rb"<(\w+)>\s*<(\w{4})>")
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*<(\w{4})>")
_LISTED = re.compile(rb"<(\w+)>\s*<\w+>\s*\[([^\]]*)\]")
# A font with more glyphs was not cut down to what is printed.
_MOST = 20_000


class _Font(NamedTuple):
    """How many of a font's Chinese characters no page shows, of how many, and the page ends where they may have
    stood."""

    left: int
    all: int
    ends: frozenset[int]


class Subsets:
    """What the pages of a PDF show of each font that was cut down to what was printed."""

    def __init__(self) -> None:
        # for each font the characters with the first page (1-based) that shows them
        self._shown: dict[str, dict[str, int]] = {}
        self._pages: set[int] = set()

    def note(self, number: int, characters: Mapping[str, set[str]]) -> None:
        """Take down what a page shows, of each font its characters."""
        self._pages.add(number)
        for font, chars in characters.items():
            if _CUT_DOWN.match(font):
                shown = self._shown.setdefault(font, {})
                shown.update(dict.fromkeys(chars.difference(shown), number))

    def gone(self, document: Any) -> frozenset[int]:
        """The page ends (1-based, 0 before the first page) at which pages may have stood that the fonts were cut down
        for; empty where nothing tells of any, or not all pages were noted.

        Of a part of a larger file much is on no page; then only what is gone between its pages is told.
        """
        last = document.page_count
        if len(self._pages) < last or not self._shown:
            return frozenset()
        try:
            fonts = [self._font(name, self._glyphs(document, xref)) for xref, name in self._fonts(document).items()]
        except BROKEN:
            return frozenset()
        found = [font.ends for font in fonts if font.ends]
        ends = frozenset.intersection(*found) or frozenset.union(*found) if found else frozenset[int]()
        part = sum(f.left for f in fonts) > settings.GLYPHS.part * sum(f.all for f in fonts)
        return frozenset() if part and not ends.isdisjoint((0, last)) else ends

    def _fonts(self, document: Any) -> dict[int, str]:
        """The fonts of the document that were cut down, by their objects' numbers, named as MuPDF names them."""
        out: dict[int, str] = {}
        for index in range(document.page_count):
            for xref, _, _, name, *_ in document.get_page_fonts(index, full=True):
                if _CUT_DOWN.match(name):
                    out[xref] = name[:_NAME]
        return out

    def _glyphs(self, document: Any, xref: int) -> list[tuple[int, str]]:
        """The codes of a font with their characters, in order, from its map; [] where it has none."""
        kind, value = document.xref_get_key(xref, "ToUnicode")
        body = (document.xref_stream(int(value.split()[0])) or b"") if kind == "xref" else b""
        return sorted(_mapped(body))

    def _font(self, name: str, glyphs: list[tuple[int, str]]) -> _Font:
        """What of the font's Chinese characters no page shows, and where pages may have stood that showed them."""
        shown = self._shown.get(name, {})
        chinese = [n for n, (_, char) in enumerate(glyphs) if is_cjk(char)]
        left = [n for n in chinese if glyphs[n][1] not in shown]
        figures = settings.GLYPHS
        if not left or len(left) == len(chinese):  # it is shown by another name
            return _Font(0, 0 if left else len(chinese), frozenset())
        before = [shown[char] for _, char in glyphs[: left[0]] if char in shown]
        behind = [shown[char] for _, char in glyphs[left[-1] :] if char in shown]
        last = max(self._pages)
        dense = len(left) > figures.dense * (left[-1] + 1 - left[0]) and len(before) + len(behind) > len(chinese) / 2
        if not (dense and len(left) > figures.again) and not _in_order([*before, *behind]):
            return _Font(len(left), len(chinese), frozenset(range(last + 1)))
        end = min(behind, default=last + 1)
        # those right before may have stood on the page that is gone, too, and come again later
        first = max((page for page in before[: -figures.again] if page < end), default=0)
        return _Font(len(left), len(chinese), frozenset(range(first, end)))


def _mapped(body: bytes) -> Iterator[tuple[int, str]]:
    """The codes of a ToUnicode map, each with its character; what stands for several characters is left out."""
    for block in _SINGLES.findall(body):
        yield from ((int(code, 16), chr(int(char, 16))) for code, char in _SINGLE.findall(block))
    for block in _RANGES.findall(body):
        for first, last, char in _RANGE.findall(block):
            size = int(last, 16) - int(first, 16) + 1
            for n in range(size if 0 < size < _MOST else 0):
                yield int(first, 16) + n, chr((int(char, 16) + n) & 0xFFFF)
        for first, chars in _LISTED.findall(block):
            for n, char in enumerate(re.findall(rb"<(\w+)>", chars)):
                if len(char) == 4:
                    yield int(first, 16) + n, chr(int(char, 16))


def _in_order(pages: list[int]) -> bool:
    """Whether glyphs are numbered as they were first printed: hardly one is first shown before those with a lower
    number."""
    if len(pages) < settings.GLYPHS.ordered or len(set(pages)) < 2:
        return False
    highest, back = 0, 0
    for page in pages:
        back += page < highest
        highest = max(highest, page)
    return back <= settings.GLYPHS.out_of_order * len(pages)
