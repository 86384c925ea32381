"""Cards as the store keeps them, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace

from jixiao.library.cards import Card, Entry
from jixiao.library.names import bare, bigrams
from jixiao.store.library import IndicatorRow, ProjectRow

_TAIL = 2


def tail(group: str) -> str:
    """The end of a canonical name: only names with the same end may be writings of one another."""
    return group[-_TAIL:]


def row_of(card: Card, resolve: Callable[[str], str]) -> ProjectRow:
    """The card as rows; `resolve` gives the canonical name under which a near-duplicate is kept already."""
    rows = []
    for entry in card.entries:
        entry = replace(entry, group=resolve(entry.group))
        body = json.dumps(asdict(entry), ensure_ascii=False)
        row = IndicatorRow(
            entry.name, entry.group, tail(entry.group), entry.family, body, " ".join(bigrams(bare(entry.name)))
        )
        rows.append(row)
    said = {name: value for name, value in asdict(card).items() if name != "entries"}
    return ProjectRow(
        name=" ".join(bigrams(card.name)),
        about=" ".join(bigrams(f"{card.department} {card.purpose} {card.domain}")),
        types=card.types,
        body=json.dumps(said, ensure_ascii=False),
        indicators=tuple(rows),
    )


def card_from(body: str, entries: list[str]) -> Card:
    """The card from its rows."""
    said = json.loads(body)
    said["types"] = tuple(said["types"])
    return Card(**said, entries=tuple(Entry(**json.loads(entry)) for entry in entries))
