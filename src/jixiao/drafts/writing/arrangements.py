"""The ways in which the clauses of a goal may be arranged, and which of them is written."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.drafts.clauses.clause import Piece
from jixiao.drafts.language.sentence_templates import SentenceLayout


class Lead(NamedTuple):
    """What is told before the tasks: what the project does (推进旧区改造), and what such projects are usually for."""

    deed: bool = True
    aim: bool = True


USUAL = Lead()
LEADS = (USUAL, Lead(deed=False), Lead(aim=False), Lead(deed=False, aim=False))


class Arranged(NamedTuple):
    """Sentences in one layout, each with the mark it ends with, and how much readers would like it."""

    layout: SentenceLayout
    said: list[tuple[Piece, str]]
    liking: float = 0.0

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(piece.text + stop for piece, stop in self.said)


def chosen(found: list[Arranged], version: int) -> Arranged:
    """The one liked best; of another version the best in a layout that no version before it has."""
    left = sorted(found, key=lambda one: -one.liking)
    best = left[0]
    for _ in range((version - 1) % len({id(one.layout) for one in left})):
        left = [one for one in left if one.layout is not best.layout]
        best = left[0]
    return best
