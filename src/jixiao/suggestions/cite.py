"""Where a suggestion comes from, so that a reviewer can look it up."""

from __future__ import annotations

import hashlib

from jixiao.library import Card, Entry, vocabulary
from jixiao.suggestions.framed import Framed
from jixiao.suggestions.model import Cited
from jixiao.suggestions.spoken import Spoken


def cited(card: Card, entry: Entry) -> Cited:
    """An indicator of a stored project."""
    return Cited(
        id=_id(card.source, str(card.record), card.name, entry.name),
        document=card.source,
        page=entry.page or card.page,
        project=card.name,
        department=card.department,
        year=card.year,
        name=entry.name,
        value=entry.value,
    )


def framed(found: Framed) -> Cited:
    """An indicator of the frame, which says that it is one."""
    frame, value = vocabulary().frame, found.usual.value
    return Cited(id=_id(frame.name, found.name), document=frame.name, name=found.name, value=value, frame=True)


def told(found: Spoken, card: Card) -> Cited:
    """The words of the form's own goal."""
    return Cited(
        id=_id(card.source, str(card.record), card.name, found.text),
        document=card.source,
        page=card.page,
        project=card.name,
        department=card.department,
        year=card.year,
        name=found.text,
        value=found.value,
    )


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
