"""Where a value stands: the places of its words, one a page or cell."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.evidence import Passage
from jixiao.geometry import Box, union


class Place(NamedTuple):
    """One place of a value: page (1-based, None without pages), box in points, and for Word and Excel the place."""

    page: int | None
    box: Box | None
    place: str
    how: str


def spots(passage: Passage) -> list[Place]:
    """The places of a passage in reading order: one a page, and one for a first or last line that it only shares.

    Without pages, one for each cell or paragraph.
    """
    pieces = passage.pieces
    groups: dict[tuple[int, str, str, int], list[Box]] = {}
    last = len(pieces) - 1
    for i, (word, start, end) in enumerate(pieces):
        # a line that the value shares with something else has a place of its own
        shared = 1 if i == 0 and start > 0 else 2 if i == last and end < len(word.text) else 0
        groups.setdefault((word.page, word.place, word.how, shared), []).append(word.part(start, end))
    return [
        Place(page or None, union(boxes) if page else None, place, how)
        for (page, place, how, _), boxes in groups.items()
    ]
