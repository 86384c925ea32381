"""What was found and read on a level page, as words in points: lines cut at walls, upright ones taken apart."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.scan.model import Grey, Ruling, Run, TextLine
from jixiao.pages.scan.numbers import COMPARES
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.engine import Reader, Reading, Spot
from jixiao.pages.scan.ocr.font_size import sizes_of
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.ocr.tight_lines import alone, parted
from jixiao.text import is_cjk, printed
from jixiao.votes import Seen


class Read(NamedTuple):
    """A piece, what it says, and whether it was read from top to bottom."""

    piece: Piece
    reading: Reading
    stands: bool


# Marks that stand beside Han characters in full width.
_HALF = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}


def pieces_of(spots: list[Spot], ruling: Ruling, clean: Grey, scale: float) -> list[Piece]:
    """The found boxes cut at the walls that pass through them and trimmed to their ink."""
    out: list[Piece] = []
    for spot in spots:
        for part in _cut(Piece(*spot[:4]), ruling, scale):
            trimmed = _trimmed(part, clean, scale)
            if trimmed is not None:
                out.append(trimmed)
    kept = parted(once(out), clean)
    return [grown(piece, kept, ruling, clean) for piece in kept]


def grown(piece: Piece, others: list[Piece], ruling: Ruling, clean: Grey) -> Piece:
    """The piece with the ink right beside it that the detector left out, up to a wall or another piece."""
    x0, y0, x1, y1 = piece
    height, middle = y1 - y0, (y0 + y1) / 2
    if x1 - x0 < settings.PIECES.flat * height:
        return piece
    beside = [p for p in others if p is not piece and min(y1, p.y1) - max(y0, p.y0) > 0]
    walls = [r.at for r in ruling.upright if r.start < middle < r.end]
    low = max([0.0, *(w + height / 8 for w in walls if w <= x0), *(p.x1 for p in beside if p.x0 < x0)])
    high = min([clean.shape[1], *(w - height / 8 for w in walls if w >= x1), *(p.x0 for p in beside if p.x1 > x1)])
    reach, least = round(settings.PIECES.next * height), settings.PIECES.left_out * height * height
    for _ in range(settings.PIECES.characters):
        left, right = max(round(low), x0 - reach), min(round(high), x1 + reach)
        before = (clean[y0:y1, left:x0] < 255 - settings.PIECES.ink) if left < x0 else np.zeros((1, 0), bool)
        after = (clean[y0:y1, x1:right] < 255 - settings.PIECES.ink) if right > x1 else np.zeros((1, 0), bool)
        grow_left, grow_right = np.count_nonzero(before) >= least, np.count_nonzero(after) >= least
        if grow_left:
            x0 = left + int(np.flatnonzero(before.any(axis=0))[0])
        if grow_right:
            x1 = x1 + int(np.flatnonzero(after.any(axis=0))[-1]) + 1
        if not (grow_left or grow_right):
            break
    return Piece(x0, y0, x1, y1)


def once(pieces: list[Piece]) -> list[Piece]:
    """The pieces without those that lie mostly in a larger one."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=area_of, reverse=True):
        if all(area_of(common_of(piece, other)) <= settings.PIECES.shared * area_of(piece) for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda p: (p.y0, p.x0))


def area_of(piece: Piece) -> int:
    """How many pixels it covers."""
    return max(0, piece.x1 - piece.x0) * max(0, piece.y1 - piece.y0)


def common_of(a: Piece, b: Piece) -> Piece:
    """What both cover."""
    return Piece(max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1))


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
    ink = part < 255 - settings.PIECES.faint
    columns = np.flatnonzero(ink.any(axis=0))
    rows = np.flatnonzero(ink.sum(axis=1) > settings.PIECES.dust * columns.size)
    if not rows.size or np.count_nonzero(ink) < settings.PIECES.least * scale * scale:
        return None
    x, y = piece.x0 + int(columns[0]), piece.y0 + int(rows[0])
    return Piece(x, y, piece.x0 + int(columns[-1]) + 1, piece.y0 + int(rows[-1]) + 1)


def read_pieces(pieces: list[Piece], clean: Grey, reader: Reader, scale: float) -> list[Read]:
    """What each piece says; `scale` is pixels a point."""
    crops, upright = [], []
    usual = median(p.y1 - p.y0 for p in pieces) if pieces else 0
    for piece in pieces:
        crop = alone(*cut_out(piece, clean, scale), piece, pieces)
        stands = piece.y1 - piece.y0 > max(
            settings.PIECES.upright * (piece.x1 - piece.x0), settings.PIECES.tall * usual
        )
        crops.append(np.ascontiguousarray(np.rot90(crop)) if stands else crop)
        upright.append(stands)
    return [Read(*each) for each in zip(pieces, reader.read(crops, settings.PIECES.narrower), upright, strict=True)]


def cut_out(piece: Piece, clean: Grey, scale: float) -> tuple[Grey, tuple[int, int]]:
    """The picture of a piece with the paper around it that the model is used to see, and its left and upper border."""
    height, width = clean.shape
    across = down = round(settings.PIECES.margin * scale)
    if piece.y1 - piece.y0 <= settings.PIECES.upright * (piece.x1 - piece.x0):
        down = max(down, round(settings.PIECES.above * (piece.y1 - piece.y0)))
    x, y = max(0, piece.x0 - across), max(0, piece.y0 - down)
    return clean[y : min(height, piece.y1 + down), x : min(width, piece.x1 + across)], (x, y)


def words_from(read: list[Read], page: int, clean: Grey, scale: float) -> tuple[list[Word], list[TextLine]]:
    """The words of a page, and the same as lines with their scores."""
    lines = [
        line
        for each in read
        if each.reading.text.strip()
        for line in (_standing(each, clean, scale) if each.stands else [_lying(each, clean, scale)])
    ]
    sizes = sizes_of(lines)
    return [_word(line, size, page) for line, size in zip(lines, sizes, strict=True)], lines


def _word(line: TextLine, size: float, page: int) -> Word:
    word = Word(line.text, page, line.box, line.edges, size)
    word.how = "ocr"
    word.confidence = min(line.scores)
    word.seen = Seen(line.text, line.scores, line.others)
    return word


def _lying(each: Read, clean: Grey, scale: float) -> TextLine:
    """A line read from left to right; borders lie half way between the characters' middles."""
    piece, reading = each.piece, each.reading
    kept = _kept(reading)
    text = full_width(printed("".join(c for c, *_ in kept)))
    left = cut_out(piece, clean, scale)[1][0]
    centres = [left + x for _, _, x, _ in kept]
    edges = [piece.x0, *((a + b) / 2 for a, b in pairwise(centres)), piece.x1]
    edges = [float(x) / scale for x in np.maximum.accumulate(np.clip(edges, piece.x0, piece.x1))]
    box = Box(edges[0], piece.y0 / scale, edges[-1], piece.y1 / scale)
    scores, others = tuple(s for _, s, _, _ in kept), tuple(o for _, _, _, o in kept)
    return TextLine(text, reading.score, scores, tuple(edges), box, others)


def full_width(text: str) -> str:
    """The text with the marks beside Han characters full, as Chinese is set: a picture does not tell."""
    out = list(text)
    for i, char in enumerate(text):
        beside = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
        if char in _HALF and any(is_cjk(c) for c in beside) and not (char in ",:" and text[i + 1 : i + 2].isdigit()):
            out[i] = _HALF[char]
    return "".join(out)


def _kept(reading: Reading) -> list[tuple[str, float, float, str]]:
    """The characters that stand for ink, with score, middle and what else they may be: a blank only between two
    Latin words, not beside a sign of comparison."""
    others = reading.others or ("",) * len(reading.text)
    chars = list(zip(reading.text, reading.scores, reading.centres, others, strict=True))
    while chars and chars[0][0].isspace():
        chars.pop(0)
    while chars and chars[-1][0].isspace():
        chars.pop()
    return [
        c
        for i, c in enumerate(chars)
        if not c[0].isspace() or not any(is_cjk(b) or b in COMPARES for b in (chars[i - 1][0], chars[i + 1][0]))
    ]


def _standing(each: Read, clean: Grey, scale: float) -> list[TextLine]:
    """A line of upright characters, each as a line of its own."""
    piece, reading = each.piece, each.reading
    kept = [c for c in zip(reading.text, reading.scores, reading.centres, strict=True) if not c[0].isspace()]
    top = cut_out(piece, clean, scale)[1][1]
    middles = [top + y for _, _, y in kept]
    borders = [piece.y0, *((a + b) / 2 for a, b in pairwise(middles)), piece.y1]
    x0, x1 = piece.x0 / scale, piece.x1 / scale
    return [
        TextLine(printed(char), score, (score,), (x0, x1), Box(x0, y0 / scale, x1, y1 / scale))
        for (char, score, _), (y0, y1) in zip(kept, pairwise(borders), strict=True)
    ]


def without_rules(grey: Grey, ruling: Ruling, scale: float) -> Grey:
    """The picture with its rules painted white, strokes of characters that cross them kept."""
    reach = max(1, round(0.9 * scale))
    bands = {
        flat: [_band(r, grey.shape if flat else grey.shape[::-1], scale) for r in runs]
        for flat, runs in ((True, ruling.across), (False, ruling.upright))
    }
    dark = (grey < 255 - settings.PIECES.ink).astype(np.uint8)
    for flat, mine in bands.items():
        for band in mine:
            (dark if flat else dark.T)[band] = 0
    out = grey.copy()
    for flat, mine in bands.items():
        picture, ink = (out, dark) if flat else (out.T, dark.T)
        for rows, columns in mine:
            above = ink[max(0, rows.start - reach) : rows.start, columns]
            below = ink[rows.stop : rows.stop + reach, columns]
            crossed = _spread(above.any(axis=0), reach) & _spread(below.any(axis=0), reach)
            picture[rows, columns][:, ~crossed] = 255
    return out


def _band(run: Run, shape: tuple[int, ...], scale: float) -> tuple[slice, slice]:
    """Rows and columns that a level rule takes up on a picture of that shape."""
    half = run.thick / 2 + 0.5 * scale
    rows = slice(max(0, round(run.at - half)), min(shape[0], round(run.at + half) + 1))
    return rows, slice(max(0, round(run.start - scale)), min(shape[1], round(run.end + scale) + 1))


def _spread(marks: Any, reach: int) -> Any:
    """The marks and what lies so near to them: a stroke may cross a rule aslant."""
    return np.convolve(marks, np.ones(2 * reach + 1), "same")[: marks.size] > 0
