"""A record under construction: a tree of dicts and lists whose leaves are passages, turned into a model at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.cells.account import Account
from jixiao.fields.places import spots
from jixiao.geometry import Box, Turn, displayed
from jixiao.records import Evidence, Reason
from jixiao.records.paths import FieldPath

Turns = dict[int, Turn]
Told = dict[str, dict[str, Any]]
"""What an `Evidence` holds, by field path."""


@dataclass(slots=True)
class Derived:
    """A leaf whose value is not text: the value, and the passage it was concluded from."""

    value: Any
    source: Passage


@dataclass(slots=True)
class Aside:
    """A leaf of a row's `extra`: the head of a column that the contract has no field for, and what stands under it."""

    label: Passage
    value: Passage


@dataclass(slots=True)
class Draft:
    """Everything read from one form before it becomes a record.

    `tree` has the record's fields; leaves are Passage, Derived, None or plain values. `extra` are labels without a
    field and their values. `reasons` say why it is not complete; `doubted` are rows of the tree with the name of a
    field and the code of why it is in doubt. `told` is what the network of cells says of the form, where it was asked.
    `beside` are the values of `extra`, by identity, that a model too found no field for or that stand in a list of no
    field, and `agreed` the paths of values that a model read as the rules did.
    """

    tree: dict[str, Any]
    extra: list[tuple[Passage, Passage]] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    doubted: list[tuple[dict[str, Any], str, DoubtCode]] = field(default_factory=list)
    told: Account | None = None
    beside: set[int] = field(default_factory=set)
    agreed: set[str] = field(default_factory=set)

    def doubts(self) -> dict[str, list[str]]:
        """The codes of `doubted` by field path."""
        if not self.doubted:
            return {}
        lists = ((name, rows) for name, rows in self.tree.items() if isinstance(rows, list))
        places = {id(row): FieldPath(name) / i for name, rows in lists for i, row in enumerate(rows)}
        places |= {id(part): FieldPath(name) for name, part in self.tree.items() if isinstance(part, dict)}
        places[id(self.tree)] = FieldPath()
        out: dict[str, list[str]] = {}
        for row, name, code in self.doubted:
            place = places.get(id(row))
            if place is not None:
                codes = out.setdefault(place / name, [])
                codes += [code] if code not in codes else []
        return out

    def values(self) -> dict[str, Passage]:
        """All values, by field path."""
        out: dict[str, Passage] = {}
        _collect(self.tree, "", out)
        return out

    def plain(self, turns: Turns) -> dict[str, Any]:
        """The tree as plain values with `extra` and `evidence`, every field's words claimed in the ledger."""
        evidence: Told = {}
        out: dict[str, Any] = _plain(self.tree, "", evidence, turns)
        extra = []
        for i, (label, value) in enumerate(self.extra):
            label.claim(Role.LABEL)
            value.claim(Role.FIELD)
            extra.append({"label": label.text, "value": value.text})
            if value:
                evidence[f"extra[{i}].value"] = told_of(value, turns)
        out["extra"] = extra
        out["evidence"] = evidence
        return out


def scanned_of(values: dict[str, Passage]) -> dict[str, Passage]:
    """Of values by field path those that OCR read, and those that the page itself puts in doubt."""
    return {path: passage for path, passage in values.items() if _is_scanned(passage)}


def _collect(node: Any, path: str, out: dict[str, Passage]) -> None:
    """Put everything under the node that was read from the page into `out`, by its path.

    Of what was concluded only the year was read.
    """
    if isinstance(node, Passage):
        out[FieldPath(path)] = node
    elif isinstance(node, dict):
        for name, inner in node.items():
            if inner is not None:
                _collect(inner, f"{path}.{name}" if path else name, out)
    elif isinstance(node, list):
        for i, inner in enumerate(node):
            _collect(inner, f"{path}[{i}]", out)
    elif isinstance(node, Aside):
        out[FieldPath(f"{path}.value")] = node.value
    elif isinstance(node, Derived) and path == "year":
        out[FieldPath(path)] = node.source


def asides(tree: dict[str, Any]) -> Iterator[Aside]:
    """What stands beside the rows of the lists without a field."""
    for rows in tree.values():
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                yield from row.get("extra") or ()


def _plain(node: Any, path: str, evidence: Told, turns: Turns) -> Any:
    if isinstance(node, Passage):
        node.claim(Role.FIELD)
        if node.pieces:
            evidence[FieldPath(path)] = told_of(node, turns)
        return node.text
    if isinstance(node, Aside):
        node.label.claim(Role.LABEL)
        return {"label": node.label.text, "value": _plain(node.value, f"{path}.value", evidence, turns)}
    if isinstance(node, Derived):
        if node.source.pieces:
            node.source.claim(Role.LABEL)
            evidence[FieldPath(path)] = told_of(node.source, turns)
        return node.value
    if isinstance(node, dict):
        return {
            k: None if v is None else _plain(v, f"{path}.{k}" if path else k, evidence, turns) for k, v in node.items()
        }
    if isinstance(node, list):
        return [_plain(v, f"{path}[{i}]", evidence, turns) for i, v in enumerate(node)]
    return node


def _is_scanned(passage: Passage) -> bool:
    return any(word.how == "ocr" or word.doubts for word, _, _ in passage.pieces)


def evidence_of(passage: Passage, turns: Turns) -> Evidence:
    """Page, box and way of reading of a passage; further places where it goes on over a page end."""
    return Evidence.model_validate(told_of(passage, turns))


def told_of(passage: Passage, turns: Turns) -> dict[str, Any]:
    """The same as plain values."""
    if len(passage.pieces) == 1:
        word, start, end = passage.pieces[0]
        told = _spot(word.page or None, word.part(start, end) if word.page else None, word.place, turns)
        told["how"], told["confidence"], told["continued"] = word.how, word.confidence, []
        return told
    first, *rest = spots(passage)
    told = _spot(first.page, first.box, first.place, turns)
    told["how"] = first.how
    told["confidence"] = min([w.confidence for w, _, _ in passage.pieces if w.confidence is not None], default=None)
    told["continued"] = [_spot(spot.page, spot.box, spot.place, turns) for spot in rest]
    return told


def _spot(page: int | None, box: Box | None, place: str, turns: Turns) -> dict[str, Any]:
    """A place with its box on the page as it is displayed."""
    shown = None
    if box is not None:
        turn = turns.get(page or 0)
        shown = (displayed(box, turn) if turn else box).rounded()
    return {"page": page, "box": shown, "place": place or None}
