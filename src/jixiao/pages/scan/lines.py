"""What was found and read on a level page, as words in points: lines cut at walls, upright ones taken apart."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.scan.model import Grey, TextLine
from jixiao.pages.scan.reading import Reader, Reading, Spot
from jixiao.pages.scan.ruling import Ruling, Run
from jixiao.text import is_cjk, printed


class Piece(NamedTuple):
    """A part of a line inside one cell, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int


# Darkness (of 255) that is ink, and that thin strokes have at least; points around a piece that are read with it.
_INK, _FAINT = 70, 38
_MARGIN = 1.6
# A piece that is taller than wide by this much is a line of upright characters.
_UPRIGHT = 1.7


def pieces_of(spots: list[Spot], ruling: Ruling, clean: Grey, scale: float) -> list[Piece]:
    """The found boxes cut at the walls that pass through them and trimmed to their ink."""
    out: list[Piece] = []
    for spot in spots:
        for part in _cut(Piece(*spot[:4]), ruling, scale):
            trimmed = _trimmed(part, clean, scale)
            if trimmed is not None:
                out.append(trimmed)
    return out


def _cut(piece: Piece, ruling: Ruling, scale: float) -> list[Piece]:
    """The piece parted where rules pass through it, not merely along its edge."""
    inset = 2.0 * scale
    ys = _through(ruling.across, piece.x0, piece.x1, piece.y0 + inset, piece.y1 - inset)
    out = []
    for y0, y1 in zip([piece.y0, *ys], [*ys, piece.y1], strict=True):
        xs = _through(ruling.upright, y0, y1, piece.x0 + inset, piece.x1 - inset)
        out += [Piece(x0, y0, x1, y1) for x0, x1 in zip([piece.x0, *xs], [*xs, piece.x1], strict=True)]
    return out


def _through(rules: list[Run], start: float, end: float, low: float, high: float) -> list[int]:
    """Where rules lie between `low` and `high` that run past most of start..end."""
    return sorted(
        {
            round(r.at)
            for r in rules
            if low < r.at < high and min(r.end, end) - max(r.start, start) > 0.6 * (end - start)
        }
    )


def _trimmed(piece: Piece, clean: Grey, scale: float) -> Piece | None:
    """The piece around its ink, None where there is none."""
    part = clean[piece.y0 : piece.y1, piece.x0 : piece.x1]
    if part.size == 0:
        return None
    ink = part < 255 - _FAINT
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size or np.count_nonzero(ink) < 1.2 * scale * scale:
        return None
    margin = round(_MARGIN * scale)
    height, width = clean.shape
    return Piece(
        max(0, piece.x0 + int(columns[0]) - margin),
        max(0, piece.y0 + int(rows[0]) - margin),
        min(width, piece.x0 + int(columns[-1]) + 1 + margin),
        min(height, piece.y0 + int(rows[-1]) + 1 + margin),
    )


def read_pieces(pieces: list[Piece], clean: Grey, reader: Reader) -> list[tuple[Piece, Reading, bool]]:
    """Each piece with what it says, and whether it was read from top to bottom."""
    crops, upright = [], []
    for piece in pieces:
        crop = clean[piece.y0 : piece.y1, piece.x0 : piece.x1]
        stands = crop.shape[0] > _UPRIGHT * crop.shape[1]
        crops.append(np.ascontiguousarray(np.rot90(crop)) if stands else crop)
        upright.append(stands)
    return list(zip(pieces, reader.read(crops), upright, strict=True))


def words_from(
    read: list[tuple[Piece, Reading, bool]], page: int, clean: Grey, scale: float
) -> tuple[list[Word], list[TextLine]]:
    """The words of a page, and the same as lines with their scores."""
    words: list[Word] = []
    lines: list[TextLine] = []
    for piece, reading, stands in read:
        if not reading.text.strip():
            continue
        for line in _standing(piece, reading, scale) if stands else [_lying(piece, reading, clean, scale)]:
            lines.append(line)
            words.append(_word(line, page))
    return words, lines


def _word(line: TextLine, page: int) -> Word:
    word = Word(line.text, page, line.box, line.edges, 0.8 * line.box.height)
    word.how = "ocr"
    word.confidence = min(line.scores)
    return word


def _lying(piece: Piece, reading: Reading, clean: Grey, scale: float) -> TextLine:
    """A line read from left to right; borders lie half way between the characters' middles."""
    kept = _kept(reading)
    text = printed("".join(c for c, _, _ in kept))
    centres = [piece.x0 + x for _, _, x in kept]
    margin = _MARGIN * scale
    first, last = piece.x0 + margin, piece.x1 - margin
    edges = [first, *((a + b) / 2 for a, b in pairwise(centres)), last]
    edges = list(np.maximum.accumulate(np.clip(edges, first, last)) / scale)
    box = Box(edges[0], (piece.y0 + margin) / scale, edges[-1], (piece.y1 - margin) / scale)
    return TextLine(text, reading.score, tuple(s for _, s, _ in kept), tuple(map(float, edges)), box)


def _kept(reading: Reading) -> list[tuple[str, float, float]]:
    """The characters that stand for ink: a blank only between two Latin words."""
    chars = list(zip(reading.text, reading.scores, reading.centres, strict=True))
    while chars and chars[0][0].isspace():
        chars.pop(0)
    while chars and chars[-1][0].isspace():
        chars.pop()
    return [
        c for i, c in enumerate(chars) if not c[0].isspace() or not (is_cjk(chars[i - 1][0]) or is_cjk(chars[i + 1][0]))
    ]


def _standing(piece: Piece, reading: Reading, scale: float) -> list[TextLine]:
    """A line of upright characters, each as a line of its own."""
    out = []
    margin = _MARGIN * scale
    kept = [c for c in zip(reading.text, reading.scores, reading.centres, strict=True) if not c[0].isspace()]
    middles = [piece.y0 + y for _, _, y in kept]
    borders = [piece.y0 + margin, *((a + b) / 2 for a, b in pairwise(middles)), piece.y1 - margin]
    x0, x1 = (piece.x0 + margin) / scale, (piece.x1 - margin) / scale
    for (char, score, _), y0, y1 in zip(kept, borders, borders[1:], strict=False):
        box = Box(x0, y0 / scale, x1, y1 / scale)
        out.append(TextLine(printed(char), score, (score,), (x0, x1), box))
    return out


def without_rules(grey: Grey, ruling: Ruling, scale: float) -> Grey:
    """The picture with its rules painted white, strokes of characters that cross them kept."""
    reach = max(1, round(0.9 * scale))
    dark = (grey < 255 - _INK).astype(np.uint8)
    out = grey.copy()
    for runs, flat in ((ruling.across, True), (ruling.upright, False)):
        picture, ink = (out, dark) if flat else (out.T, dark.T)
        for run in runs:
            half = run.thick / 2 + 0.5 * scale
            top, bottom = max(0, round(run.at - half)), min(picture.shape[0], round(run.at + half) + 1)
            left, right = max(0, round(run.start - scale)), round(run.end + scale) + 1
            above = ink[max(0, top - reach) : top, left:right]
            below = ink[bottom : bottom + reach, left:right]
            band = picture[top:bottom, left:right]
            crossed = np.zeros(band.shape[1], np.bool_)
            if above.size and below.size:
                crossed |= above.all(axis=0) & below.all(axis=0)
            band[:, ~crossed] = 255
    return out
