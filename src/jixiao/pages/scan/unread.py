"""Ink that no character was read from: looked for after reading, so that a small sign is not lost in silence."""

from __future__ import annotations

import cv2
import numpy as np

from jixiao.pages.scan.lines import Piece, Read
from jixiao.pages.scan.model import Grey

# Darkness (of 255) that is ink; points: the least and the greatest height of a character, how near parts of one are.
_INK = 90
_LEAST, _MOST, _NEAR = 2.6, 30.0, 2.4


def unread_pieces(read: list[Read], clean: Grey, stamp: Grey | None, scale: float) -> list[Piece]:
    """Boxes of ink, large enough for characters, from which none were read; what lies under a stamp is left out."""
    ink = (clean < 255 - _INK).astype(np.uint8)
    for piece, reading, _ in read:
        if reading.text.strip():
            ink[piece.y0 : piece.y1, piece.x0 : piece.x1] = 0
    if stamp is not None:
        ink[stamp > 0] = 0
    near = np.ones((1, max(1, round(_NEAR * scale))), np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, near)
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    height, width = clean.shape
    out = []
    for x, y, w, h, area in stats[1:count]:
        if not _LEAST * scale <= h <= _MOST * scale or w < 0.8 * scale or area < 2.0 * scale * scale:
            continue
        if min(x, y, width - x - w, height - y - h) < 5 * scale:
            continue  # shadows at the picture's edge
        out.append(Piece(int(x), int(y), int(x + w), int(y + h)))
    return out
