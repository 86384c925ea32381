"""Short numbers read once more by a small network of ours that has learnt worn print.

On copies of copies and faxes thin strokes are gone: what is left of a `4` is a stem, and every OCR model reads `1` with
full score; a `%` is two rings, read as `00` or `96`; of a `=` or `≥` little is left. What tells them is where the rest
stands among its neighbours, so the network reads the number as a line.
`python -m eval.training.digit_model` made `digit_model.npz`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import overlap
from jixiao.pages.scan.correct import settings
from jixiao.pages.scan.model import Floats, Grey, Scan, TextLine
from jixiao.pages.scan.numbers import COMPARES
from jixiao.pages.scan.ocr import settings as reading
from jixiao.quantity.shape import odd_target
from jixiao.text import is_cjk
from jixiao.votes import Vote, Voter

# What the network knows; the last stands for any Han character. Its answers begin with that there is nothing.
HAN = "口"
KNOWN = "0123456789.,%≥≤=<>-()/" + HAN
_AS = str.maketrans("％＝＜＞（），—－", "%=<>(),--")
# The window of the network: its rows, the rows that a digit fills, the columns of a step.
HEIGHT = 32
INK = 20
STEP = 4
# Of the layers of filters: rows and columns from place to place, and of zeros around the picture.
_LAYERS = (((2, 2), (2, 2)), ((2, 2), (1, 1)), ((2, 1), (1, 1)), ((1, 1), (0, 2)), ((1, 1), (0, 2)))
# What numbers look like: with a sign, a unit, as a date or a range.
_NUMBER = re.compile(
    r"[≥≤=<>]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?(?:口*|口+/口+)|-\d+(?:,\d{3})*(?:\.\d+)?%?"
    r"|口*\d+(?:口\d*)+|\d+-\d+口*"
)
# What specks are read as, and beside what the network knows, what numbers are.
_SPECKS = " .·,'"
_RINGS = frozenset("°ºoO\u03c3₀⁰:;·' ")
# The log likelihood of what cannot be.
_NEVER = -1e6
# What worn print is taken for, and what it is.
_WEARS = re.compile("[-2]?>[≥≤=]|[<>]>[≥≤]|[0-9oO°%]{1,2}>%")


class Edit(NamedTuple):
    """Characters start..end of a text, and what the network sees there."""

    start: int
    end: int
    seen: str


def look_again(pairs: list[tuple[Word, TextLine]], scan: Scan) -> None:
    """Put these numbers, each with its line, right where the network sees another; what is changed stays in doubt.

    Where some `1` of the page may be a `4`, others are sooner taken for one.
    """
    seen: list[tuple[Word, TextLine, Floats]] = []
    for word, line in pairs:
        if word.text != line.text or sum(map(is_cjk, line.text)) > settings.DIGITS.prose:
            continue
        if known("".join(char for char in line.text if char not in _RINGS)) is None:
            continue
        if (window := window_of(line, scan)) is not None:
            seen.append((word, line, chances_of(window)))
    ones = [(word, at, chances) for word, _, chances in seen for at in _ones(word.text)]
    worn = sum(_four_odds(*one) > settings.DIGITS.four_doubtful for one in ones) >= settings.DIGITS.some_fours
    for one in ones:
        _mark_four(*one, settings.DIGITS.four_worn if worn else settings.DIGITS.four_doubtful)
    for word, line, chances in seen:
        _weigh(word, line, chances)


def _ones(text: str) -> list[int]:
    """Where a `1` stands in a text whose every character the network knows."""
    return [i for i, char in enumerate(text) if char == "1"] if known(text) is not None else []


def _four_odds(word: Word, at: int, chances: Floats) -> float:
    """How much likelier the character is what is left of a `4` (a logarithm)."""
    return _likelihood(chances, _edited(word.text, Edit(at, at + 1, "4"))) - _likelihood(chances, word.text)


def _mark_four(word: Word, at: int, chances: Floats, least: float) -> None:
    """Make the `1` a `4` if it rather is one, and put it in doubt if it may be."""
    odds = _four_odds(word, at, chances)
    if odds > settings.DIGITS.four:
        word.mend(at, at + 1, "4", Voter.DIGITS, DoubtCode.WORN, odds)
    elif odds > least:
        word.doubts += (Doubt(at, at + 1, DoubtCode.WORN, "4"),)
        word.votes += (Vote(at, at + 1, Voter.DIGITS, "4", "1", odds),)


def _weigh(word: Word, line: TextLine, chances: Floats) -> None:
    """Compare what was read with what the network sees, change by change."""
    edits = list(_edits(word.text, told(chances)))
    seen = word.text
    for edit in reversed(edits):
        seen = _edited(seen, edit)
    if (
        not _NUMBER.fullmatch(known(seen) or "")
        or odd_target(seen)
        or _likelihood(chances, seen) < settings.DIGITS.trusted
    ):
        return
    if not edits:
        word.votes += (Vote(0, len(word.text), Voter.DIGITS, word.text, word.text),)
    poor = odd_target(word.text) or not _NUMBER.fullmatch(known(word.text) or "")
    text = word.text
    for edit in reversed(edits):
        other, taken = _edited(text, edit), text[edit.start : edit.end]
        odds = _likelihood(chances, other) - _likelihood(chances, text)
        beside = edit.start == edit.end
        weak = min(line.scores[max(0, edit.start - beside) : edit.end + beside], default=0.0) < settings.DIGITS.weak
        usual = _WEARS.fullmatch(f"{taken}>{edit.seen}") is not None
        least = settings.DIGITS.usual if usual else settings.DIGITS.likelier if poor or weak else settings.DIGITS.surer
        digits = taken.isdigit() and (edit.seen.isdigit() or not edit.seen)
        bare = edit.seen in COMPARES and not text.strip("0123456789.,")
        if odds > least and not digits and not bare:
            word.mend(*edit, Voter.DIGITS, DoubtCode.WORN, odds)
            text = other
        elif odds > settings.DIGITS.doubtful:
            word.doubts += (Doubt(edit.start, edit.end, DoubtCode.WORN, edit.seen),)
            word.votes += (Vote(*edit[:2], Voter.DIGITS, edit.seen, taken, odds),)


def _edits(text: str, seen: str) -> Iterator[Edit]:
    """Where the network sees other characters than the text has, but for Han, which are all one to it, and specks."""
    here = "".join(known(char) or "?" for char in text)
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, here, seen, autojunk=False).get_opcodes():
        speck = i0 < i1 and not text[i0:i1].strip(_SPECKS)
        if tag != "equal" and HAN not in here[i0:i1] + seen[j0:j1] and not (speck and seen[j0:j1].strip(_SPECKS)):
            yield Edit(i0, i1, seen[j0:j1])


def _edited(text: str, edit: Edit) -> str:
    return text[: edit.start] + edit.seen + text[edit.end :]


def _likelihood(chances: Floats, text: str) -> float:
    """How likely the text is; characters that the network does not know make it as unlikely as can be."""
    flat = known(text)
    return _NEVER if flat is None else max(_NEVER, likelihood(chances, flat))


def window_of(line: TextLine, scan: Scan) -> Floats | None:
    """A number as the network sees it: 32 rows, ink 0..1; None where there is too little ink."""
    height = line.box.height
    left, right = line.box.x0 - settings.DIGITS.before * height, line.box.x1 + settings.DIGITS.behind * height
    for other in scan.lines:
        if other is line or overlap(other.box.y0, other.box.y1, line.box.y0, line.box.y1) < 0.3 * height:
            continue
        if other.box.x1 <= line.box.x0 + 0.3 * height:
            left = max(left, min(other.box.x1, line.box.x0 - 0.5))
        elif other.box.x0 >= line.box.x1 - 0.3 * height:
            right = min(right, max(other.box.x0, line.box.x1 + 0.5))
    wide = line.box._replace(x0=max(0.0, left), x1=right)
    crop = scan.cut(
        scan.clean, wide._replace(y0=wide.y0 - reading.PIECES.margin, y1=wide.y1 + reading.PIECES.margin), 0.0
    )
    dark = 255.0 - crop.astype(np.float32)
    peak = max(settings.DIGITS.least, float(np.percentile(dark, 99)))
    spans = [
        [round((line.edges[i + k] - wide.x0) * scan.scale) for k in (0, 1)]
        for i, char in enumerate(line.text)
        if char.isdigit()
    ]
    rows = _rows(dark > settings.DIGITS.dark * peak, spans)
    return None if rows is None else scaled(np.clip(dark / peak, 0, 1), rows, (0.0, float(dark.shape[1])))


def _rows(ink: Grey, spans: list[list[int]]) -> tuple[float, float] | None:
    """The first and last row of most digits, which stand between those columns; None where there is too little ink.

    Specks and what else stands above or below are left out: the fullest run of rows of each digit counts.
    """
    gap = max(2, round(settings.DIGITS.gap * ink.shape[0]))
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
    return rows if rows[1] - rows[0] > settings.DIGITS.few else None


def scaled(dark: Floats, rows: tuple[float, float], columns: tuple[float, float]) -> Floats:
    """The part between two columns, scaled so that `rows` (first, behind the last) fill what a digit does."""
    scale = INK / (rows[1] - rows[0])
    width = max(STEP, round((columns[1] - columns[0]) * scale))
    move = np.array([[scale, 0, -scale * columns[0]], [0, scale, (HEIGHT - scale * sum(rows)) / 2]])
    return np.asarray(cv2.warpAffine(dark.astype(np.float32), move, (width, HEIGHT)))


def chances_of(window: Floats) -> Floats:
    """The logarithms of how likely each step (rows) is nothing or each of `KNOWN` (columns)."""
    p = _weights()
    x = np.pad(window, ((0, 0), (0, -window.shape[1] % STEP)))[..., None]
    for layer, (step, around) in enumerate(_LAYERS, 1):
        x = np.maximum(_filtered(x, p[f"w{layer}"], step, around) + p[f"b{layer}"], 0)
    x = x[0] @ p["w6"][0, 0] + p["b6"]
    x = x - x.max(axis=1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(axis=1, keepdims=True)))


def told(chances: Floats) -> str:
    """The likeliest text."""
    best = chances.argmax(axis=1)
    kept = best[np.append(True, best[1:] != best[:-1])]
    return "".join(KNOWN[i - 1] for i in kept if i)


def likelihood(chances: Floats, text: str) -> float:
    """The logarithm of how likely the whole text is (connectionist temporal classification)."""
    marks = np.zeros(2 * len(text) + 1, int)
    marks[1::2] = [KNOWN.index(char) + 1 for char in text]
    skips = np.append([False, False], (marks[2:] != 0) & (marks[2:] != marks[:-2]))
    ways = np.full(len(marks), -np.inf)
    ways[:2] = chances[0, marks[:2]]
    for step in chances[1:]:
        before = np.append(-np.inf, ways[:-1])
        over = np.where(skips, np.append([-np.inf, -np.inf], ways[:-2])[: len(ways)], -np.inf)
        ways = np.logaddexp(np.logaddexp(ways, before), over) + step[marks]
    return float(np.logaddexp(ways[-1], ways[-2]) if len(ways) > 1 else ways[-1])


def known(text: str) -> str | None:
    """The text in the characters of the network; None where it has others."""
    out = "".join(HAN if is_cjk(char) else char for char in text.translate(_AS))
    return out if all(char in KNOWN for char in out) else None


def _filtered(x: Floats, filters: Floats, step: tuple[int, int], around: tuple[int, int]) -> Floats:
    """Each place of a picture, so many rows and columns apart, by what is around it (zeros beyond the borders)."""
    rows, columns, _, wide = filters.shape
    x = np.pad(x, (*((n, n) for n in around), (0, 0)))
    height, width = ((n - m) // s + 1 for n, m, s in zip(x.shape, (rows, columns), step, strict=False))
    parts = [
        x[i : i + (height - 1) * step[0] + 1 : step[0], j : j + (width - 1) * step[1] + 1 : step[1]]
        for i in range(rows)
        for j in range(columns)
    ]
    out = np.concatenate(parts, axis=2).reshape(height * width, -1) @ filters.reshape(-1, wide)
    return np.asarray(out).reshape(height, width, wide)


@cache
def _weights() -> dict[str, Floats]:
    with np.load(Path(__file__).with_name("digit_model.npz")) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}
