"""The digits of short numbers, looked at once more by a small network of ours that has learnt worn print.

On copies of copies and faxes thin strokes are gone: what is left of a `4` is a stem, and every OCR model reads `1` with
full score. What tells them is where the stem stands among its neighbours, so the network sees a digit with what is
beside it. `python -m eval.digits` made `digits.npz`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from jixiao.evidence import WORN, Doubt, Word
from jixiao.pages.scan.model import Floats, Grey, Scan, TextLine
from jixiao.text import is_cjk

# The network's window: rows and columns; rows that a digit fills.
HEIGHT, WIDTH, INK = 28, 36, 20
# Points around a word that are looked at; shifts of the window in its pixels.
_MARGIN, _SHIFTS = 1.6, (-1.5, 0.0, 1.5)
# Characters that are wider than digits, beside Han; the width of a digit as a share of its height.
_WIDE, _NARROW = frozenset("≥≤＝=<>%％（()）、，"), 0.72
# Share of a word's darkness that is ink, the least of darkness, and the rows of a gap in a digit as a share of all.
_DARK, _LEAST, _GAP = 0.35, 60.0, 1 / 6
# Rows that are too few to tell digits by.
_FEW = 5
# The likelihood of a `4` from which a `1` is in doubt, and from which it is one.
_DOUBTFUL, _LIKELIER = 0.2, 0.7
# The score below which the OCR itself is not sure of a digit, and the likelihoods of it and of another with which that
# takes its place; and those with which even a sure one is in doubt.
_WEAK, _REFUSED, _CERTAIN = 0.95, 0.1, 0.9
_NEVER, _ALWAYS = 0.01, 0.99
_NEAR, _WIDER, _END = "near", "wider", "end"


class Sight(NamedTuple):
    """A digit of a word: its place in the text, and how likely it is each of 0..9."""

    at: int
    chances: Floats


def look_again(pairs: list[tuple[Word, TextLine]], scan: Scan) -> None:
    """Put digits of these words, each with its line, right that the network sees otherwise; they stay in doubt.

    What the OCR is sure of stands, but for a `1` that is rather the stem of a `4`.
    """
    for word, line in pairs:
        if word.text != line.text:
            continue
        for at, chances in _sights(line, scan):
            taken, best = int(word.text[at]), int(chances.argmax())
            if taken == 1 and chances[4] > _DOUBTFUL:
                settled, other = chances[4] > _LIKELIER, 4
            elif line.scores[at] < _WEAK and chances[taken] < _REFUSED and chances[best] > _CERTAIN:
                settled, other = True, best
            elif chances[taken] < _NEVER and chances[best] > _ALWAYS:
                settled, other = False, best
            else:
                continue
            if settled:
                word.mend(at, at + 1, str(other), WORN)
            else:
                word.doubts += (Doubt(at, at + 1, WORN, str(other)),)


def _sights(line: TextLine, scan: Scan) -> list[Sight]:
    """What the network sees where the line has digits."""
    places = [i for i, char in enumerate(line.text) if char in "0123456789"]
    crop = scan.cut(scan.clean, line.box, _MARGIN)
    left = max(0.0, line.box.x0 - _MARGIN)
    dark = 255.0 - crop.astype(np.float32)
    peak = max(_LEAST, float(np.percentile(dark, 99)))
    rows = _rows(
        dark > _DARK * peak, [[round((line.edges[i + k] - left) * scan.scale) for k in (0, 1)] for i in places]
    )
    if rows is None:
        return []
    ink = np.clip(dark / peak, 0, 1)
    middles = [[(x - left) * scan.scale for x in guess] for guess in _middles(line, places)]
    chances = np.mean([chances_of(windows(ink, guess, rows)) for guess in middles], axis=0)
    return [Sight(*each) for each in zip(places, chances, strict=True)]


def _middles(line: TextLine, places: list[int]) -> list[list[float]]:
    """The x of the middle of each digit, estimated in two ways, as CTC gives the places of characters only roughly.

    Half way between its borders, or half a usual width from the one that parts it from a digit: a border to a wider
    character lies too far out; so may an outer one, which is where ink ends, since a `1` fills less than its width.
    """
    edges, text = line.edges, line.text
    sides = [[_side(text, i, step) for step in (-1, 1)] for i in places]
    widths = [edges[i + 1] - edges[i] for i, both in zip(places, sides, strict=True) if both == [_NEAR, _NEAR]]
    half = (median(widths) if widths else _NARROW * line.box.height) / 2
    out = []
    for far in ((_WIDER,), (_WIDER, _END)):
        guess = []
        for i, (before, after) in zip(places, sides, strict=True):
            if (before in far) == (after in far):
                guess.append((edges[i] + edges[i + 1]) / 2)
            else:
                guess.append(edges[i + 1] - half if before in far else edges[i] + half)
        out.append(guess)
    return out


def _side(text: str, i: int, step: int) -> str:
    """What stands on that side of a character."""
    if not 0 <= i + step < len(text):
        return _END
    return _WIDER if is_cjk(text[i + step]) or text[i + step] in _WIDE else _NEAR


def _rows(ink: Grey, spans: list[list[int]]) -> tuple[float, float] | None:
    """The first and last row of most digits, which stand between those columns; None where there is too little ink.

    Specks and what else stands above or below are left out: the fullest run of rows of each digit counts.
    """
    gap = max(2, round(_GAP * ink.shape[0]))
    tops, ends = [], []
    for start, end in spans:
        full = ink[:, max(0, start) : end + 1].any(axis=1)
        at = np.flatnonzero(full)
        if not at.size:
            continue
        run = max(np.split(at, np.flatnonzero(np.diff(at) > gap) + 1), key=len)
        tops.append(run[0])
        ends.append(run[-1] + 1)
    if not tops:
        return None
    rows = float(np.percentile(tops, 40)), float(np.percentile(ends, 60))
    return rows if rows[1] - rows[0] > _FEW else None


def windows(dark: Floats, middles: list[float], rows: tuple[float, float]) -> Floats:
    """The part around each middle (x), scaled so that `rows` (first, behind the last) fill what a digit does."""
    scale = INK / (rows[1] - rows[0])
    out = np.empty((len(middles), HEIGHT, WIDTH), np.float32)
    for k, middle in enumerate(middles):
        move = np.array([[scale, 0, WIDTH / 2 - scale * middle], [0, scale, (HEIGHT - scale * sum(rows)) / 2]])
        out[k] = cv2.warpAffine(dark.astype(np.float32), move, (WIDTH, HEIGHT))
    return out


def chances_of(seen: Floats) -> Floats:
    """How likely each window (n x 28 x 36, ink 0..1) holds each of 0..9, over windows a little to the side too."""
    moves = [np.array([[1, 0, shift], [0, 1, 0]]) for shift in _SHIFTS]
    moved = [np.stack([cv2.warpAffine(one, move, (WIDTH, HEIGHT)) for one in seen]) for move in moves]
    return np.asarray(np.mean([_network(each) for each in moved], axis=0))


def _network(x: Floats) -> Floats:
    """Two layers of 3 x 3 filters, each followed by the largest of 2 x 2, and two full layers."""
    p = _weights()
    x = _pooled(_filtered(x[..., None], p["filters1"], p["bias1"]))
    x = _pooled(_filtered(x, p["filters2"], p["bias2"])).reshape(len(x), -1)
    x = np.maximum(x @ p["full3"] + p["bias3"], 0) @ p["full4"] + p["bias4"]
    x = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(x / x.sum(axis=1, keepdims=True))


def _filtered(x: Floats, filters: Floats, bias: Floats) -> Floats:
    n, height, width, channels = x.shape
    around = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    parts = [around[:, i : i + height, j : j + width] for i in range(3) for j in range(3)]
    out = np.concatenate(parts, axis=3).reshape(-1, 9 * channels) @ filters.reshape(9 * channels, -1)
    return np.asarray(np.maximum(out + bias, 0)).reshape(n, height, width, -1)


def _pooled(x: Floats) -> Floats:
    n, height, width, channels = x.shape
    return np.asarray(x.reshape(n, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4)))


@cache
def _weights() -> dict[str, Floats]:
    with np.load(Path(__file__).with_name("digits.npz")) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}
