"""Which characters of a scanned page may be something else: weak ones, those that a second reading sees otherwise,
and those under a stamp. The OCR's score alone does not tell: a wrong number often has a high one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import cv2
import numpy as np

from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box, overlap
from jixiao.pages.page import Page
from jixiao.pages.scan.correct import settings
from jixiao.pages.scan.correct.candidates import choose
from jixiao.pages.scan.correct.confusions import put_right, right, slash
from jixiao.pages.scan.correct.digit_model import look_again
from jixiao.pages.scan.model import Grey, Scan, TextLine
from jixiao.pages.scan.numbers import is_number
from jixiao.pages.scan.ocr import settings as reading
from jixiao.pages.scan.ocr.weak_ink import Read, characters_beside, signs_before
from jixiao.quantity.shape import odd_target
from jixiao.text import key, printed
from jixiao.votes import Vote, Voter

# How sure a word is (0..1) if a second reading agrees with it,
AGREED = 0.99
# if nothing speaks against it,
UNOPPOSED = 0.95
# and if something does.
DOUBTED = 0.5

# A wrong one of these makes another number.
_NUMERAL = frozenset("0123456789.,%％≥≤=＝<>＜＞±")

_POINT = re.compile("[\u4e00-\u9fff]·[\u4e00-\u9fff]")


def weigh(page: Page, read: Read) -> None:
    """Set `doubts` and `confidence` of the words of a page read by OCR; `read` says what cut-outs say."""
    scan = page.scan
    if scan is None:
        return
    pairs = list(zip(page.words, scan.lines, strict=True))
    for word, line in pairs:
        word.doubts = (*_weak(line), *_lost(line))
        word.confidence = UNOPPOSED
    look_again(
        [(w, line) for w, line in pairs if is_number(w.text) and scan.stamped(w.box) <= settings.DOUBT.touched], scan
    )
    for word, line in pairs:
        choose(word, line)
        put_right(word, scan)
    slash(page.words, scan)
    signs_before(page.words, scan, read)
    characters_beside(page.words, scan, read)
    _read_twice(pairs, scan, read)
    _mark_beside(page.words, scan)
    _mark_twice(page.words)
    for word in page.words:
        if any(doubt.code != DoubtCode.VOCABULARY for doubt in word.doubts):
            word.confidence = DOUBTED


def _weak(line: TextLine) -> tuple[Doubt, ...]:
    """The characters that the OCR itself was not sure of."""
    short = is_number(line.text)
    out = []
    for i, (char, score) in enumerate(zip(line.text, line.scores, strict=True)):
        least = (
            settings.DOUBT.sure
            if char in _NUMERAL and short
            else settings.DOUBT.likely
            if char in _NUMERAL or short
            else settings.DOUBT.weak
        )
        if score < least and (char.isalnum() or char in _NUMERAL):
            out.append(Doubt(i, i + 1, DoubtCode.LOW_SCORE))
    return tuple(out)


def _lost(line: TextLine) -> tuple[Doubt, ...]:
    """The ends of a line where its ink reaches so far beyond the first or last character that one was not read."""
    if len(line.edges) <= 2:
        return ()
    edges, most = line.edges, settings.DOUBT.lost * line.box.height
    before = edges[1] - edges[0] - (edges[2] - edges[1]) / 2
    behind = edges[-1] - edges[-2] - (edges[-2] - edges[-3]) / 2
    ends = ((0, before), (len(line.text), behind))
    return tuple(Doubt(at, at, DoubtCode.UNREAD_INK) for at, reach in ends if reach > most)


def _read_twice(pairs: list[tuple[Word, TextLine]], scan: Scan, read: Read) -> None:
    """Read numbers, and what a stamp lies on, once more in another way, and mark where the readings differ; but not the
    numbers of which two networks are sure."""
    words = [word for word, _ in pairs]
    chosen: list[tuple[Word, int, int]] = []
    crops: list[Grey] = []
    for word, line in pairs:
        if scan.stamped(word.box) > settings.DOUBT.touched:
            start, end = _stamped_part(word, scan)
            chosen.append((word, start, end))
            crops.append(_under(scan, word.part(start, end)))
        elif _is_settled(word, line):
            word.confidence = AGREED
        elif is_number(word.text):
            chosen.append((word, 0, len(word.text)))
            crops.append(_bolder(scan, word))
    for (word, start, end), again in zip(chosen, read(crops), strict=True):
        word.confidence = AGREED
        _compare(word, word.text[:start] + again.text + word.text[end:], scan)
        if scan.stamped(word.box) > settings.DOUBT.touched and (
            is_number(word.text) or len(word.text) <= settings.DOUBT.seal
        ):
            word.doubts += (Doubt(0, len(word.text), DoubtCode.STAMP),)
    odd = [word for word in words if _odd(word)]
    for word, again in zip(odd, read([_dusted(scan, word) for word in odd]), strict=True):
        _compare(word, again.text, scan)


def _is_settled(word: Word, line: TextLine) -> bool:
    """Whether the OCR is sure of each character of a number and the network of digits sees the same."""
    told = any(vote.by is Voter.DIGITS and vote.said == vote.instead == word.text for vote in word.votes)
    return told and not word.doubts and not _odd(word) and min(line.scores) >= settings.DOUBT.settled


def _odd(word: Word) -> bool:
    """Whether a short number is written as none is, or a point stands between two Han characters."""
    return (is_number(word.text) and odd_target(word.text)) or _POINT.search(word.text) is not None


def _compare(word: Word, read: str, scan: Scan) -> None:
    """Mark where another reading differs; of two, the one stands that is written as numbers and prose are."""
    other = right(printed(read), word, scan)
    alike = is_number(word.text) == is_number(other) and len(other) >= len(word.text) - 1
    if _odd(word) and alike and not odd_target(other) and not _POINT.search(other):
        text = word.text
        word.retell(other)
        word.doubts = differences(other, text)
        word.votes = (Vote(0, len(other), Voter.SECOND, other, text),)
    else:
        differ = differences(word.text, other)
        word.doubts += differ
        word.votes += tuple(
            Vote(d.start, d.end, Voter.SECOND, d.other or "", word.text[d.start : d.end]) for d in differ
        ) or (Vote(0, len(word.text), Voter.SECOND, word.text, word.text),)


def _bolder(scan: Scan, word: Word) -> Grey:
    """The word with strokes a dot thicker and a quarter wider: weak strokes and dust look otherwise."""
    crop = cv2.erode(scan.cut(scan.clean, word.box, reading.PIECES.margin), np.ones((2, 2), np.uint8))
    return np.asarray(cv2.resize(crop, None, fx=1.25, fy=1.0, interpolation=cv2.INTER_CUBIC), np.uint8)


def _dusted(scan: Scan, word: Word) -> Grey:
    """The word without specks: what is smaller than a point."""
    crop = scan.cut(scan.clean, word.box, reading.PIECES.margin).copy()
    _, labels, stats, _ = cv2.connectedComponentsWithStats((crop < settings.DOUBT.ink).astype(np.uint8), connectivity=8)
    speck = stats[:, cv2.CC_STAT_AREA] < max(2.0, (settings.DOUBT.speck * word.box.height * scan.scale) ** 2)
    speck[0] = False
    crop[cv2.dilate(speck[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return crop


def _stamped_part(word: Word, scan: Scan) -> tuple[int, int]:
    """The characters of a long text on which stamps lie, with some beside them; all of a number and of a short text."""
    whole = 0, len(word.text)
    if scan.stamp is None or is_number(word.text) or not word.edges:
        return whole
    touched = [i for i in range(len(word.text)) if scan.stamped(word.part(i, i + 1)) > 0]
    if not touched:
        return whole
    start, end = max(0, touched[0] - settings.DOUBT.next), min(len(word.text), touched[-1] + 1 + settings.DOUBT.next)
    return (start, end) if end - start < settings.DOUBT.most * len(word.text) else whole


def _under(scan: Scan, box: Box) -> Grey:
    """What stands there with the stamps over it, in grey."""
    shown = scan.cut(scan.shown, box, reading.PIECES.margin)
    return shown if shown.ndim == 2 else np.asarray(shown.max(axis=2), np.uint8)


def differences(text: str, other: str) -> tuple[Doubt, ...]:
    """The characters of `text` that another reading of the same place has otherwise.

    Blanks and the kind of a bracket do not count, and outside numbers no punctuation does.
    """
    if key(text) == key(other):
        return ()
    number = is_number(text)
    out = []
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        here, there = key(text[i0:i1]), key(other[j0:j1])
        tells = here != there if number else any(c.isalnum() or c in _NUMERAL - {".", ","} for c in here + there)
        if tag != "equal" and tells:
            out.append(Doubt(i0, i1, DoubtCode.READINGS_DIFFER, other[j0:j1]))
    return tuple(out)


def _mark_twice(words: list[Word]) -> None:
    """Mark words that lie on one another: the same ink was read twice, or the ink of a stamp with it."""
    ordered = sorted(words, key=lambda word: word.box.y0)
    for i, word in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if other.box.y0 > word.box.y1:
                break
            wide = overlap(word.box.x0, word.box.x1, other.box.x0, other.box.x1)
            high = overlap(word.box.y0, word.box.y1, other.box.y0, other.box.y1)
            least = min(word.box.height, other.box.height)
            if high > settings.DOUBT.shared * least and wide > settings.DOUBT.shared * min(
                word.box.width, other.box.width
            ):
                for one in (word, other):
                    one.doubts += (Doubt(0, len(one.text), DoubtCode.READ_TWICE),)


def _mark_beside(words: list[Word], scan: Scan) -> None:
    """Mark numbers beside which there is ink on the same line that nobody read, and texts on which it lies."""
    for box in scan.unread:
        for word in words:
            wide = overlap(box.x0, box.x1, word.box.x0, word.box.x1)
            if wide > settings.DOUBT.over and overlap(box.y0, box.y1, word.box.y0, word.box.y1) > settings.DOUBT.over:
                word.doubts += (Doubt(0, len(word.text), DoubtCode.UNREAD_INK),)
                continue
            shared = min(box.y1, word.box.y1) - max(box.y0, word.box.y0)
            apart = max(box.x0 - word.box.x1, word.box.x0 - box.x1)
            if (
                shared > 0.3 * min(box.height, word.box.height)
                and apart < settings.DOUBT.beside
                and is_number(word.text)
            ):
                at = 0 if box.x0 < word.box.x0 else len(word.text)
                word.doubts += (Doubt(at, at, DoubtCode.UNREAD_INK),)
