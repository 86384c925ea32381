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


def without_pen(read: list[Read], clean: Grey, masks: Masks) -> list[Read]:
    """What was read, without ticks and the like, and without what reads badly beside tables, in ink of a pen."""
    other, table = (
        cv2.resize(mask, clean.shape[::-1], interpolation=cv2.INTER_LINEAR) for mask in (masks.other, masks.region)
    )
    ink = clean < 255 - settings.PEN.ink
    return [e for e in read if not _is_pen(e, _shares(e.piece, ink, other), _shares(e.piece, ink, table))]


def _is_pen(each: Read, other: float, table: float) -> bool:
    """By how much of its ink is none of print, and lies in a table."""
    beside = table < settings.PEN.table and each.reading.score < settings.PEN.clear
    return other >= settings.PEN.other and (beside or _SAYS.search(each.reading.text) is None)


def _shares(piece: Piece, ink: Grey, mask: Grey) -> float:
    """The mean likelihood (0..1) along the ink of a piece."""
    part = slice(piece.y0, piece.y1), slice(piece.x0, piece.x1)
    values: Floats = mask[part][ink[part]].astype(np.float32)
    return float(values.mean()) / 255 if values.size else 0.0
