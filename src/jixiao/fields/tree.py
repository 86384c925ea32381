"""A record under construction: a tree of dicts and lists whose leaves are passages, turned into a model at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import Passage, Place, Role, spots
from jixiao.geometry import Turn, displayed
from jixiao.records import Evidence, Extra, Reason, Spot

Turns = dict[int, Turn]


@dataclass(slots=True)
class Derived:
    """A leaf whose value is not text: the value, and the passage it was concluded from."""

    value: Any
    source: Passage


@dataclass(slots=True)
class Draft:
    """Everything read from one form before it becomes a record.

    `tree` has the record's fields; leaves are Passage, Derived, None or plain values. `extra` are labels without a
    field and their values. `reasons` say why it is not complete.
    """

    tree: dict[str, Any]
    extra: list[tuple[Passage, Passage]] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def scanned(self) -> dict[str, Passage]:
        """The values that OCR read, by field path."""
        return {path: passage for path, passage in _passages(self.tree, "") if _is_scanned(passage)}

    def plain(self, turns: Turns) -> dict[str, Any]:
        """The tree as plain values with `extra` and `evidence`, every field's words claimed in the ledger."""
        evidence: dict[str, Evidence] = {}
        out: dict[str, Any] = _plain(self.tree, "", evidence, turns)
        extra = []
        for i, (label, value) in enumerate(self.extra):
            label.claim(Role.LABEL)
            value.claim(Role.FIELD)
            extra.append(Extra(label=label.text, value=value.text))
            if value:
                evidence[f"extra[{i}].value"] = evidence_of(value, turns)
        out["extra"] = extra
        out["evidence"] = evidence
        return out


def _plain(node: Any, path: str, evidence: dict[str, Evidence], turns: Turns) -> Any:
    if isinstance(node, Passage):
        node.claim(Role.FIELD)
        if node.pieces:
            evidence[path] = evidence_of(node, turns)
        return node.text
    if isinstance(node, Derived):
        if node.source.pieces:
            node.source.claim(Role.LABEL)
            evidence[path] = evidence_of(node.source, turns)
        return node.value
    if isinstance(node, dict):
        return {k: _plain(v, f"{path}.{k}" if path else k, evidence, turns) for k, v in node.items()}
    if isinstance(node, list):
        return [_plain(v, f"{path}[{i}]", evidence, turns) for i, v in enumerate(node)]
    return node


def _passages(node: Any, path: str) -> Iterator[tuple[str, Passage]]:
    """Every value of the tree that was read, with its path; of what was concluded only the year."""
    if isinstance(node, Passage):
        yield path, node
    elif isinstance(node, Derived) and path == "year":
        yield path, node.source
    elif isinstance(node, dict):
        for k, v in node.items():
            yield from _passages(v, f"{path}.{k}" if path else k)
    elif isinstance(node, list):
        for i, v in enumerate(node):
            yield from _passages(v, f"{path}[{i}]")


def _is_scanned(passage: Passage) -> bool:
    return any(word.how == "ocr" for word, _, _ in passage.pieces)


def evidence_of(passage: Passage, turns: Turns) -> Evidence:
    """Page, box and way of reading of a passage; further places where it goes on over a page end."""
    found = spots(passage)
    first = found[0]
    more = [Spot.model_construct(page=s.page, box=_shown(s, turns), place=s.place or None) for s in found[1:]]
    sure = min((w.confidence for w, _, _ in passage.pieces if w.confidence is not None), default=None)
    return Evidence.model_construct(
        page=first.page,
        box=_shown(first, turns),
        place=first.place or None,
        how=first.how,
        confidence=sure,
        continued=more,
    )


def _shown(spot: Place, turns: Turns) -> tuple[float, float, float, float] | None:
    """The box on the page as it is displayed."""
    if spot.box is None:
        return None
    turn = turns.get(spot.page or 0)
    return (displayed(spot.box, turn) if turn else spot.box).rounded()
