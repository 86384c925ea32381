"""Marks of a pen that were read as text: ticks and scribbles, whose ink the page network does not take for print."""

from __future__ import annotations

import re

import cv2
import numpy as np

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.ocr.lines import Read
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.restore import settings
from jixiao.pages.scan.rules.masks import Masks

_SAYS = re.compile(r"[\d\u4e00-\u9fff]")
_SIGN = re.compile(r"[≥≤=<>]")


def without_pen(read: list[Read], clean: Grey, masks: Masks, taken: Grey | None) -> list[Read]:
    """What was read, without ticks and the like, and without what reads badly beside tables, in ink of a pen; and
    without signs that say nothing beside strokes that were taken off before (255 where they lay)."""
    other, table = (
        cv2.resize(mask, clean.shape[::-1], interpolation=cv2.INTER_LINEAR) for mask in (masks.other, masks.region)
    )
    ink = clean < 255 - settings.PEN.ink
    out = [e for e in read if not _is_pen(e, _shares(e.piece, ink, other), _shares(e.piece, ink, table))]
    if taken is None:
        return out
    around = round(settings.PEN.around * masks.scale * clean.shape[0] / masks.other.shape[0])
    return [e for e in out if _says(e.reading.text) or not _beside(e.piece, taken, around)]


def _says(text: str) -> bool:
    return _SAYS.search(text) is not None or _SIGN.search(text) is not None


def _beside(piece: Piece, taken: Grey, around: int) -> bool:
    """Whether strokes were taken off so near to the piece."""
    rows = slice(max(0, piece.y0 - around), piece.y1 + around)
    return bool(taken[rows, max(0, piece.x0 - around) : piece.x1 + around].any())


def _is_pen(each: Read, other: float, table: float) -> bool:
    """By how much of its ink is none of print, and lies in a table."""
    beside = table < settings.PEN.table and each.reading.score < settings.PEN.clear
    return other >= settings.PEN.other and (beside or _SAYS.search(each.reading.text) is None)


def _shares(piece: Piece, ink: Grey, mask: Grey) -> float:
    """The mean likelihood (0..1) along the ink of a piece."""
    part = slice(piece.y0, piece.y1), slice(piece.x0, piece.x1)
    values: Floats = mask[part][ink[part]].astype(np.float32)
    return float(values.mean()) / 255 if values.size else 0.0
