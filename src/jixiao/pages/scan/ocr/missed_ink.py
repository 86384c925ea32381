"""Ink that no character was read from: looked for after reading, so that a small sign is not lost in silence."""

from __future__ import annotations

import cv2
import numpy as np

from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.lines import Read
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.patches import patches_of


def unread_pieces(read: list[Read], pictures: tuple[Grey, Grey], stamp: Grey | None, scale: float) -> list[Piece]:
    """Boxes of ink, large enough for characters or alone like a dash, from which none were read.

    `pictures` is the page with its rules and without. What lies under a stamp is left out.
    """
    whole, clean = pictures
    ink = (clean < 255 - settings.MISSED.ink).astype(np.uint8)
    for piece, reading, _ in read:
        if reading.text.strip():
            ink[piece.y0 : piece.y1, piece.x0 : piece.x1] = 0
    if stamp is not None:
        ink[stamp > 0] = 0
    near = np.ones((1, max(1, round(settings.MISSED.near * scale))), np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, near)
    stats = patches_of(joined).stats
    height, width = clean.shape
    out = []
    for x, y, w, h, area in stats[1:]:
        if min(x, y, width - x - w, height - y - h) < 5 * scale:
            continue  # shadows at the picture's edge
        piece = Piece(int(x), int(y), int(x + w), int(y + h))
        if _is_dash(piece, whole, scale):
            room = round(settings.MISSED.room * scale)
            out.append(piece._replace(y0=piece.y0 - room, y1=piece.y1 + room))
        elif (
            settings.MISSED.least * scale <= h <= settings.MISSED.most * scale
            and w >= 0.8 * scale
            and area >= 2.0 * scale * scale
        ):
            out.append(piece)
    return out


def pale_pieces(others: list[Piece], clean: Grey, stamp: Grey | None, scale: float) -> list[Piece]:
    """Boxes of strokes so pale and broken that only together they are as large as characters, beside those pieces.

    Copies of copies leave such numbers; the detector passes over all of them.
    """
    ink = (clean < 255 - settings.MISSED.pale).astype(np.uint8)
    for x0, y0, x1, y1 in others:
        ink[y0:y1, x0:x1] = 0
    if stamp is not None:
        ink[stamp > 0] = 0
    near = np.ones(
        [round(n * scale) | 1 for n in (settings.MISSED.together_down, settings.MISSED.together_across)], np.uint8
    )
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, near)
    labels, stats, _ = patches_of(joined)
    inked = np.bincount(labels[ink > 0], minlength=len(stats)) / (scale * scale)
    height, width = clean.shape
    return [
        Piece(int(x), int(y), int(x + w), int(y + h))
        for (x, y, w, h, _), area in zip(stats[1:], inked[1:], strict=True)
        if area >= settings.MISSED.strokes
        and settings.MISSED.tall * scale <= h <= settings.MISSED.most * scale
        and w >= settings.MISSED.wide * scale
        and min(x, y, width - x - w, height - y - h) >= 5 * scale
    ]


def _is_dash(piece: Piece, whole: Grey, scale: float) -> bool:
    """Whether the ink is a short level stroke with nothing else near it."""
    x0, y0, x1, y1 = piece
    if not settings.MISSED.short * scale <= x1 - x0 <= settings.MISSED.long * scale or y1 - y0 > min(
        settings.MISSED.thin * scale, (x1 - x0) / 2
    ):
        return False
    far = round(settings.MISSED.alone * scale)
    around = whole[y0 - far : y1 + far, x0 - far : x1 + far] < 255 - settings.MISSED.ink
    around[far - 1 : far - 1 + y1 - y0 + 2, far - 1 : far - 1 + x1 - x0 + 2] = False
    return not around.any()
