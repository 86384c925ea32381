"""Whether the digits that a font's text layer names are those that it draws: each glyph is looked at once.

A small picture of each digit is compared with the ten digits of common typefaces. That tells at next to no cost which
fonts are to be looked at closely; what they show is then read by OCR.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.evidence import Word
from jixiao.geometry import Box, union
from jixiao.pages import settings
from jixiao.pages.mupdf import pymupdf

DIGITS = frozenset("0123456789")

# A glyph in so many rows; as many columns, in the middle of which it stands.
_SIDE = 20
# Ink is darker than this (of 255).
_INK = 150
FACES = Path(__file__).with_name("digits.txt")
_BITS = bytes.maketrans(b"\x00\x01", b"01")
INK = bytes(1 if value < _INK else 0 for value in range(256))

# Pixels that a run of text may have when it is looked at.
_LARGEST = 2_000_000

Font = tuple[str, int]
Rows = list[bytes]


class _Run(NamedTuple):
    """A run of text (a span of pymupdf's rawdict), digits in it, and the direction it runs in."""

    span: dict[str, Any]
    digits: set[str]
    quarters: int


class _Face(NamedTuple):
    """A digit as a typeface draws it, the same with wider strokes, and how many places they close in."""

    picture: int
    thick: int
    loops: int


class Digits:
    """The digits of a document's fonts: which glyphs were looked at, and which fonts do not draw what they say."""

    def __init__(self) -> None:
        self._open: dict[Font, set[str]] = {}
        self._odd: dict[Font, dict[str, int]] = {}
        self.suspect: set[Font] = set()
        self.honest: set[Font] = set()
        self.lying: set[Font] = set()

    def look(
        self, sheet: Any, shown: Any, lines: list[dict[str, Any]], characters: Mapping[str, AbstractSet[str]]
    ) -> None:
        """Look at the digits of the page's lines (pymupdf's rawdict) that were not seen before.

        `shown` is the page's display list, `characters` those of each font's name on the page.
        """
        unseen = self._unseen(lines, characters)
        drawn = _Drawn(sheet, shown) if unseen else None
        for font, runs in unseen.items():
            left = self._open[font]
            while drawn is not None and runs and font not in self.suspect:
                run = _fullest(runs, left)
                new = [c for c in run.span["chars"] if c["c"] in left]
                if not new:
                    break
                for char, rows in drawn.glyphs(run.span, new, run.quarters):
                    left.discard(char)
                    self._note(font, char, rows)

    def _unseen(
        self, lines: list[dict[str, Any]], characters: Mapping[str, AbstractSet[str]]
    ) -> dict[Font, list[_Run]]:
        """By font the runs that hold digits of it which were not seen before."""
        out: dict[Font, list[_Run]] = {}
        # parts of a font hold few digits each, and most parts none
        sought: dict[Font, set[str]] = {}
        for line in lines:
            for span in line["spans"]:
                font = font_of(span)
                left = sought.get(font)
                if left is None:
                    left = self._open.setdefault(font, set(DIGITS))
                    if font in self.suspect or left.isdisjoint(characters[span["font"]]):
                        left = set()
                    sought[font] = left
                if not left:
                    continue
                new = left.intersection([c["c"] for c in span["chars"]])
                if new:
                    out.setdefault(font, []).append(_Run(span, new, direction(line["dir"])))
        return out

    def odd(self, font: Font) -> set[str]:
        """The digits of the font whose glyphs looked like others."""
        return set(self._odd.get(font, ()))

    def _note(self, font: Font, char: str, rows: Rows) -> None:
        """Take down how much a glyph is another digit."""
        much, figures = _other(char, rows), settings.GLYPHS
        if much >= figures.clearly:
            odd = self._odd.setdefault(font, {})
            odd[char] = max(much, odd.get(char, 0))
            if sum(odd.values()) >= figures.odd:
                self.suspect.add(font)


def _fullest(runs: list[_Run], left: set[str]) -> _Run:
    """The run with the most of the digits, taken out of the list: each run that is looked at has its price."""
    return runs.pop(max(range(len(runs)), key=lambda i: len(runs[i].digits & left)))


def characters_of(lines: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The characters of pymupdf's rawdict lines by the names of the fonts that they are set in."""
    out: dict[str, set[str]] = {}
    for line in lines:
        for span in line["spans"]:
            out.setdefault(span["font"], set()).update([c["c"] for c in span["chars"]])
    return out


def drawn_with(font: Font, words: list[Word], lines: list[dict[str, Any]]) -> list[Word]:
    """The words with digits that are set in the font."""
    spans = [span for line in lines for span in line["spans"] if font_of(span) == font]
    places = [Box(*c["bbox"]).middle for span in spans for c in span["chars"] if c["c"] in DIGITS]
    return [word for word in words if any(word.box.holds(x, y) for x, y in places)]


def font_of(span: dict[str, Any]) -> Font:
    """What stands for the font of a run of text."""
    return span["font"], span["flags"]


class _Drawn:
    """A page as it is displayed, of which parts are made pictures."""

    def __init__(self, sheet: Any, shown: Any) -> None:
        self._quarters = sheet.rotation // 90
        self._turn = sheet.rotation_matrix if self._quarters else None
        self._list = shown

    def glyphs(self, span: dict[str, Any], chars: list[dict[str, Any]], quarters: int) -> list[tuple[str, Rows]]:
        """The ink of each of the characters of a run, as rows of zeros and ones; text runs in the direction given."""
        boxes = [Box(*(c["bbox"] if self._turn is None else pymupdf.Rect(c["bbox"]) * self._turn)) for c in chars]
        clip, turn = union(boxes), (quarters + self._quarters) % 4
        scale = settings.GLYPHS.tall / max(1.0, clip.width if turn % 2 else clip.height)
        if not 0 < clip.width * clip.height * scale * scale <= _LARGEST:
            return []
        matrix = pymupdf.Matrix(scale, scale)
        pixmap = self._list.get_pixmap(matrix=matrix, clip=pymupdf.Rect(*clip), colorspace=pymupdf.csGRAY, alpha=False)
        ink, width = pixmap.samples.translate(INK), pixmap.width
        out = []
        for char, box in zip(chars, boxes, strict=True):
            x0, y0, x1, y1 = (round(n * scale) for n in box)
            left, right = max(0, x0 - pixmap.x), min(width, max(0, x1 - pixmap.x))
            rows = [ink[r * width + left : r * width + right] for r in range(max(0, y0 - pixmap.y), y1 - pixmap.y)]
            out.append((char["c"], _turned([row for row in rows if row], turn)))
        return out


def _turned(rows: Rows, quarters: int) -> Rows:
    """The rows turned back, counter-clockwise, by that many quarters."""
    for _ in range(quarters):
        rows = [bytes(column) for column in zip(*rows, strict=True)][::-1]
    return rows


def _other(char: str, rows: Rows) -> int:
    """By how many pixels the glyph is nearer to another digit than to the one it is said to be, 0 where it is not."""
    seen = pattern(rows)
    if seen is None:
        return 0
    apart = _apart(seen)
    least = min(apart, key=lambda digit: apart[digit])
    return max(0, apart[char] - apart[least]) if apart[least] <= settings.GLYPHS.like else 0


@lru_cache(maxsize=4096)
def _apart(seen: int) -> dict[str, int]:
    """How unlike a glyph is each of the digits: the pixels of one that lie beside all of the other's, and its loops.

    Few pixels tell 6 from 8 and 5 from 6, but what is closed in one of them is open in the other.
    """
    near, loops, each = _thick(seen), _loops(seen), settings.GLYPHS.loop
    return {
        digit: min(
            (seen & ~face.thick).bit_count() + (face.picture & ~near).bit_count() + each * abs(face.loops - loops)
            for face in faces
        )
        for digit, faces in _faces().items()
    }


def _thick(picture: int) -> int:
    """The picture, a bit for each pixel, with its strokes one pixel wider on all sides."""
    wide = picture | picture << 1 | picture >> 1
    return wide | wide << _SIDE | wide >> _SIDE


def _loops(picture: int) -> int:
    """How many white places the strokes close in, if they hang together: by Euler's formula for the pixels' squares."""
    corners = picture | picture << 1 | picture << _SIDE | picture << _SIDE + 1
    edges = (picture | picture << 1).bit_count() + (picture | picture << _SIDE).bit_count()
    return 1 - (corners.bit_count() - edges + picture.bit_count())


def pattern(rows: Rows) -> int | None:
    """The glyph brought to one height, in the middle of a square, as bits; None where there is no glyph."""
    rows = [row for row in rows if 0 in row]  # rules run through the whole width
    inked = [i for i, row in enumerate(rows) if 1 in row]
    if not inked:
        return None
    top, foot = _longest_run(inked)  # a digit hangs together; what shows of a neighbour above or below it does not
    rows = rows[top : foot + 1]
    written = [row for row in rows if 1 in row]
    left, right = min([row.index(1) for row in written]), max([row.rindex(1) for row in written]) + 1
    tall, wide = len(rows), right - left
    if tall < _SIDE // 3 or wide < 2 or wide > 2 * tall:
        return None
    columns = min(_SIDE, max(1, round(wide * _SIDE / tall)))
    across = itemgetter(*[left + n for n in _spread(columns, wide)], 0)  # one more, so that it gives a tuple
    before, behind = bytes((_SIDE - columns) // 2), bytes(_SIDE - columns - (_SIDE - columns) // 2)
    picture = b"".join([before + bytes(across(rows[r])[:-1]) + behind for r in _spread(_SIDE, tall)])
    return int(picture.translate(_BITS), 2)


def _longest_run(numbers: list[int]) -> tuple[int, int]:
    """The first and the last of the most of the rising numbers that follow each other without a gap."""
    if numbers[-1] - numbers[0] < len(numbers):
        return numbers[0], numbers[-1]
    begins = [i for i, n in enumerate(numbers) if not i or n > numbers[i - 1] + 1]
    ends = [*begins[1:], len(numbers)]
    begin, end = max(zip(begins, ends, strict=True), key=lambda run: run[1] - run[0])
    return numbers[begin], numbers[end - 1]


@lru_cache(maxsize=4096)
def _spread(count: int, size: int) -> list[int]:
    """So many places over a length of so many pixels, evenly."""
    return [min(size - 1, int((i + 0.5) * size / count)) for i in range(count)]


@cache
def _faces() -> dict[str, list[_Face]]:
    """The ten digits as common typefaces draw them; one a line of the file, as a number."""
    out: dict[str, list[_Face]] = {digit: [] for digit in sorted(DIGITS)}
    for line in FACES.read_text(encoding="ascii").splitlines():
        picture = int(line[1:], 16)
        out[line[0]].append(_Face(picture, _thick(picture), _loops(picture)))
    return out


def direction(vector: tuple[float, float]) -> int:
    """Quarter turns clockwise of the writing direction: 0 right, 1 down, 2 left, 3 up."""
    x, y = vector
    if abs(x) >= abs(y):
        return 0 if x >= 0 else 2
    return 1 if y > 0 else 3
