"""What stands beside a word so faint that it was not found as ink: a sign before a number, a character of a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box, overlap
from jixiao.pages.scan.model import Grey, Scan
from jixiao.pages.scan.numbers import COMPARES, is_number
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.engine import Reading
from jixiao.text import is_cjk, key
from jixiao.votes import Voter

Read = Callable[[Sequence[Grey]], Sequence[Reading]]


def signs_before(words: list[Word], scan: Scan, read: Read) -> None:
    """Give numbers the sign before them whose thin strokes are too faint to be ink, if they read so when darkened."""
    crops = {i: crop for i, word in enumerate(words) if (crop := _faint_before(word, scan)) is not None}
    for i, again in zip(crops, read(list(crops.values())), strict=True):
        text = key(again.text)
        if text[:1] in COMPARES and text[1:] == key(words[i].text):
            words[i].mend(0, 0, text[0], Voter.FAINT, DoubtCode.READINGS_DIFFER)


def _faint_before(word: Word, scan: Scan) -> Grey | None:
    """A number that begins with a digit, darkened, with the width of a character before it; None where nothing is."""
    if not word.text[:1].isdigit() or not is_number(word.text):
        return None
    strokes = (255.0 - scan.cut(scan.clean, word.box, 0.0) > settings.WEAK.ink).mean(axis=0) > settings.WEAK.stroke
    first = word.box.x0 + (int(strokes.argmax()) if strokes.any() else 0) / scan.scale
    height = word.box.height
    side = round(height * scan.scale)
    dark = 255.0 - scan.cut(scan.clean, Box(first - height, word.box.y0, first, word.box.y1), 0.0)
    before = cv2.blur(dark[:, : side - round(settings.WEAK.own * side)], (max(1, side // 4), 1))
    least = max(settings.WEAK.faintest, settings.WEAK.noises * scan.noise)
    if (
        before.size == 0
        or np.count_nonzero((before > least) & (before < settings.WEAK.ink)) < settings.WEAK.bars * side * side
    ):
        return None
    crop = 255.0 - scan.cut(scan.clean, word.box._replace(x0=first - height), settings.PIECES.margin)
    return np.asarray(255 - np.clip(crop * (settings.WEAK.darkened / least), 0, 255), np.uint8)


def characters_beside(words: list[Word], scan: Scan, read: Read) -> None:
    """Give a lone character the one or two beside it that were too pale to be found, if they read so with it."""
    boxes = {i: box for i, word in enumerate(words) if (box := _wider(word, words, scan)) is not None}
    crops = [scan.cut(scan.clean, box, settings.PIECES.margin) for box in boxes.values()]
    for (i, box), again in zip(boxes.items(), read(crops), strict=True):
        word, text = words[i], key(again.text)
        if (
            1 < len(text) <= settings.WEAK.name
            and word.text in text
            and all(map(is_cjk, text))
            and again.score > settings.WEAK.legible
        ):
            at = text.index(word.text)
            word.box = box
            word.edges = (box.x0, box.x1)
            for place, more in ((1, text[at + 1 :]), (0, text[:at])):
                if more:
                    word.mend(place, place, more, Voter.FAINT, DoubtCode.READINGS_DIFFER)


def _wider(word: Word, words: list[Word], scan: Scan) -> Box | None:
    """A lone Han character with what is free on its sides; None where no ink is there."""
    if len(word.text) != 1 or not is_cjk(word.text):
        return None
    box, height = word.box, word.box.height
    x0, x1 = box.x0 - settings.WEAK.sides * height, box.x1 + settings.WEAK.sides * height
    for other in words:
        if other is not word and overlap(other.box.y0, other.box.y1, box.y0, box.y1) > 0.3 * height:
            x0 = max(x0, min(other.box.x1, box.x0)) if other.box.x0 < box.x0 else x0
            x1 = min(x1, max(other.box.x0, box.x1)) if other.box.x0 > box.x0 else x1
    parts = (
        box._replace(x0=x0, x1=box.x0 - settings.WEAK.apart * height),
        box._replace(x0=box.x1 + settings.WEAK.apart * height, x1=x1),
    )
    dark = [
        255 - scan.cut(scan.clean, part, 0.0) > settings.WEAK.pale
        for part in parts
        if part.width > settings.WEAK.apart * height
    ]
    ink = [part for part in dark if np.count_nonzero(part) > settings.WEAK.strokes * (height * scan.scale) ** 2]
    return box._replace(x0=max(0.0, x0), x1=x1) if ink else None
