"""Lines of text set so tightly that their boxes overlap: parted where there is least ink, and read without each other.

The detector's boxes reach over the text, and a line is read with some paper around it. Where the next line stands
there, its strokes would be read with it.
"""

from __future__ import annotations

import numpy as np

from jixiao.geometry import overlap
from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.piece import Piece


def parted(pieces: list[Piece], clean: Grey) -> list[Piece]:
    """The pieces, those that overlap the ones below them cut at the row between both that has least ink."""
    out = list(pieces)
    order = sorted(range(len(out)), key=lambda i: out[i].y0 + out[i].y1)
    for n, i in enumerate(order):
        for j in order[n + 1 :]:
            above, below = out[i], out[j]
            if below.y0 + below.y1 > 2 * above.y1 + (above.y1 - above.y0):
                break
            if below.y0 < above.y1 and _are_lines(above, below):
                row = _least_ink(above, below, clean)
                out[i], out[j] = above._replace(y1=row), below._replace(y0=row)
    return [piece for piece in out if piece.y1 > piece.y0]


def _are_lines(above: Piece, below: Piece) -> bool:
    """Whether two pieces are lines over each other, not pieces of one line."""
    shared = overlap(above.y0, above.y1, below.y0, below.y1)
    low = min(above.y1 - above.y0, below.y1 - below.y0)
    flat = all(p.x1 - p.x0 > p.y1 - p.y0 for p in (above, below))
    return flat and shared < settings.PIECES.tight * low and _wide(above, below) > 0


def _wide(a: Piece, b: Piece) -> float:
    return overlap(a.x0, a.x1, b.x0, b.x1)


def _least_ink(above: Piece, below: Piece, clean: Grey) -> int:
    """The row between the middles of both that has least ink where both are."""
    x0, x1 = max(above.x0, below.x0), min(above.x1, below.x1)
    y0, y1 = (above.y0 + above.y1) // 2, (below.y0 + below.y1) // 2
    if y1 <= y0:
        return above.y1
    ink = (255 - clean[y0:y1, x0:x1]).sum(axis=1, dtype=np.int64)
    least = np.flatnonzero(ink == ink.min())
    return y0 + int(least[len(least) // 2])


def alone(crop: Grey, corner: tuple[int, int], piece: Piece, others: list[Piece]) -> Grey:
    """The cut-out of a piece, white where others lie above and below it; `corner` is its left and upper border."""
    x, y = corner
    height, width = crop.shape
    out = crop
    for other in others:
        if other is piece or other.x1 <= x or other.x0 >= x + width or other.y1 <= y or other.y0 >= y + height:
            continue
        part = slice(max(0, other.x0 - x), max(0, other.x1 - x))
        for rows in (slice(max(0, other.y0 - y), max(0, piece.y0 - y)), slice(piece.y1 - y, max(0, other.y1 - y))):
            if rows.stop > rows.start and (other.y1 <= piece.y0 or other.y0 >= piece.y1):
                out = out.copy() if out is crop else out
                out[rows, part] = 255
    return out
