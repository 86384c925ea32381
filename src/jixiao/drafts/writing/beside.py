"""Clauses that stand beside each other: what does not happen told in one, what measures a thing after it."""

from __future__ import annotations

import re

from jixiao.drafts.clauses.clause import Clause, Piece
from jixiao.drafts.clauses.joined import MARKS

# A verb, a thing and its number: 修缮房屋4栋; and what else of the thing is counted.
THING = re.compile(r"([一-龥]{2,8})\d[^，、]*$")
MEASURED = ("建筑面积", "占地面积", "面积", "长度", "里程")
_NEVER = "不发生"


def never(said: list[Piece]) -> list[Piece]:
    """The clauses, what does not happen in one: 不发生安全事故和环境事件."""
    out: list[Piece] = []
    for one in said:
        if out and all(piece.text.startswith(_NEVER) and not MARKS.search(piece.text) for piece in (out[-1], one)):
            out[-1] = Piece.of([out[-1], Piece(one.text.removeprefix(_NEVER), one.cites)], "和")
        else:
            out.append(one)
    return out


def measures(act: Clause, other: Clause) -> bool:
    """Whether an act counts the area or length of what another counts: 修缮房屋建筑面积… beside 修缮房屋4栋."""
    thing = THING.search(other.text)
    return thing is not None and act is not other and act.text.startswith(tuple(thing[1] + word for word in MEASURED))


def alike(deed: str, purpose: str) -> bool:
    """Whether a purpose says what the project is about."""
    own = set(deed[2:])
    return bool(own) and len(own & set(purpose)) >= len(own) * 0.7
