"""The characters that two readings of a form share: which rows are one, what stands where, what only one holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import Passage
from jixiao.fields.pointing.render import Shown
from jixiao.fields.tree import Aside, Derived

Character = tuple[int, int]
# What may stand for many rows.
CARRIED = ("level1", "level2", "area", "activity")


def characters(node: Any) -> Iterator[Character]:
    """Each character of the page in the passages under the node."""
    if isinstance(node, Passage):
        for word, start, end in node.pieces:
            for i in range(start, end):
                yield id(word), i
    elif isinstance(node, Aside):
        yield from characters(node.value)
    elif isinstance(node, dict):
        for value in node.values():
            yield from characters(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from characters(value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the characters of a form stand: the cell of each, and those of cells that a model said to be headers."""

    cell_of: dict[Character, Shown] = field(default_factory=dict)
    heads: frozenset[Character] = frozenset()

    def rows(self, node: Any) -> set[int]:
        """The rows in which the cells of the passages begin."""
        return {cell.row for c in characters(node) if (cell := self.cell_of.get(c)) is not None}

    def covers(self, passage: Passage, rows: set[int]) -> bool:
        """Whether the cell of the passage reaches one of the rows, or stands nowhere on the sheet."""
        cells = [cell for c in characters(passage) if (cell := self.cell_of.get(c)) is not None]
        return not cells or not rows or any(cell.row <= r <= cell.last_row for cell in cells for r in rows)


def own_characters(row: dict[str, Any]) -> set[Character]:
    """What only this row holds: levels stand for many rows."""
    return set(characters({k: v for k, v in row.items() if k not in CARRIED}))


def aligned(ruled: list[dict[str, Any]], said: list[dict[str, Any]]) -> dict[int, int] | None:
    """Which row of the rules is which of the model's, by shared characters; None where the rows are cut otherwise.

    Of a list with targets for two periods rows of one period answer to each other: both share name and unit.
    """
    both = _scopes(ruled) == _scopes(said)
    owner: dict[tuple[Any, Character], int] = {}
    for j, row in enumerate(said):
        for c in own_characters(row):
            owner.setdefault((_scope(row) if both else None, c), j)
    pairs: dict[int, int] = {}
    for i, row in enumerate(ruled):
        scope = _scope(row) if both else None
        meets = {owner[scope, c] for c in own_characters(row) if (scope, c) in owner}
        if len(meets) > 1:
            return None
        if meets:
            pairs[i] = meets.pop()
    return pairs if len(set(pairs.values())) == len(pairs) else None


def _scope(row: dict[str, Any]) -> Any:
    return row["scope"].value if isinstance(row.get("scope"), Derived) else None


def _scopes(rows: list[dict[str, Any]]) -> set[Any]:
    return {_scope(row) for row in rows}


def in_order(ruled: list[Any], said: list[Any], pairs: dict[int, int]) -> list[tuple[int | None, Any]]:
    """The rows of both in printed order: rows that only one has stand after what goes before them there."""
    back = {j: i for i, j in pairs.items()}
    out: list[tuple[int | None, Any]] = []
    done: set[int] = set()
    for j in range(len(said)):
        i = back.get(j)
        if i is not None:
            out += [(k, None) for k in range(i) if k not in pairs and k not in done]
            done.update(range(i + 1))
        out.append((i, j))
    return out + [(k, None) for k in range(len(ruled)) if k not in pairs and k not in done]


def lost(passage: Passage, held: set[Character]) -> Iterator[tuple[int, int]]:
    """The runs of the passage's text of which no character is held."""
    start: int | None = None
    open_at = [(id(word), i) not in held for word, first, last in passage.pieces for i in range(first, last)]
    for at, gone in enumerate([*open_at, False]):
        if gone and start is None:
            start = at
        elif not gone and start is not None:
            yield start, at
            start = None


def passages(node: Any) -> Iterator[Passage]:
    """The passages under the node."""
    if isinstance(node, Passage):
        yield node
    elif isinstance(node, Aside):
        yield node.value
    elif isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from passages(value)
