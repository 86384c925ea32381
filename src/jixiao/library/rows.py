"""Cards as the store keeps them, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from jixiao.library.names import bare, bigrams
from jixiao.library.profile import Card, Entry
from jixiao.records.identity import identity
from jixiao.store.library import IndicatorRow, ProjectRow

_TAIL = 2
_ENTRY = tuple(f.name for f in fields(Entry))
_CARD = tuple(f.name for f in fields(Card) if f.name != "entries")


def tail(group: str) -> str:
    """The end of a canonical name: only names with the same end may be writings of one another."""
    return group[-_TAIL:]


def row_of(card: Card, resolve: Callable[[str], str]) -> ProjectRow:
    """The card as rows; `resolve` gives the canonical name under which a near-duplicate is kept already."""
    rows = []
    for entry in card.entries:
        entry = replace(entry, group=resolve(entry.group))
        body = json.dumps(_entry(entry), ensure_ascii=False)
        row = IndicatorRow(
            entry.name, entry.group, tail(entry.group), entry.family, body, " ".join(bigrams(bare(entry.name)))
        )
        rows.append(row)
    said, _ = parts(card)
    return ProjectRow(
        name=" ".join(bigrams(card.name)),
        about=" ".join(bigrams(f"{card.department} {card.purpose} {card.domain}")),
        types=card.types,
        body=json.dumps(said, ensure_ascii=False),
        same=identity(card.kind, card.name, card.department, card.year),
        indicators=tuple(rows),
    )


def parts(card: Card) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The card without its indicators, and they, as JSON can hold them."""
    return {name: getattr(card, name) for name in _CARD}, [_entry(entry) for entry in card.entries]


def card_from(said: dict[str, Any], entries: list[dict[str, Any]]) -> Card:
    """The card of its parts."""
    return Card(**{**said, "types": tuple(said["types"])}, entries=tuple(Entry(**entry) for entry in entries))


def card_of_bodies(body: str, entries: list[str]) -> Card:
    """The card of its rows."""
    return card_from(json.loads(body), [json.loads(entry) for entry in entries])


def _entry(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _ENTRY}
