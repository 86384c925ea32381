"""Two readings of a form put together: the rules' first, the model's for the rest, both kept where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.lists.indicators import row_gaps
from jixiao.fields.tree import Aside, Derived, Draft, asides
from jixiao.records import Reason
from jixiao.records.paths import FieldPath, leaves
from jixiao.text import key

Character = tuple[int, int]
# Parts of headings and labels, which may say more than one thing.
_SHARED = ("title", "year", "unit", "funds.unit", "budget.unit", "execution_weight")
_LISTS = ("indicators", "tasks", "staff", "spending_plan", "sub_goals", "measures")


@dataclass(slots=True)
class Merged:
    """The record under construction, the paths whose values the model placed, and the paths where both differ."""

    draft: Draft
    placed: set[str] = field(default_factory=set)
    other: dict[str, Passage] = field(default_factory=dict)
    disputed: list[str] = field(default_factory=list)


def merge(rules: Draft, model: Draft, known: Sequence[Passage] = ()) -> Merged:
    """Both drafts of one form as one; `known` is the text of the cells of which the model said what they are.

    `disputed` lists are named where the two cut them into different rows.
    """
    return _Merging(rules, model, known).done()


class _Merging:
    def __init__(self, rules: Draft, model: Draft, known: Sequence[Passage]) -> None:
        self.rules, self.model = rules, model
        self.known = set(characters(list(known)))
        self.out = Merged(Draft({}))
        self.taken = set(characters(rules.tree)) - set(characters(list(asides(rules.tree))))

    def done(self) -> Merged:
        tree: dict[str, Any] = dict(self.rules.tree)
        for name, said in self.model.tree.items():
            if name in _LISTS:
                tree[name] = self._list(name, tree.get(name) or [], said)
            else:
                tree[name] = self._node(name, tree.get(name), said)
        _without_twice(tree)
        self.out.draft.tree = tree
        self.out.draft.extra = self._extra(tree)
        self.out.draft.reasons = [*self._kept_reasons(), *_gaps_in_rows(tree.get("indicators") or [])]
        return self.out

    def _kept_reasons(self) -> list[Reason]:
        """The rules' reasons but those about the rows of a list, which are not the rules' alone any more."""
        return [r for r in self.rules.reasons if not r.code.startswith(("indicator.", "list."))]

    def _node(self, path: str, ruled: Any, said: Any) -> Any:
        if isinstance(said, dict):
            ruled = ruled if isinstance(ruled, dict) else {}
            names = [*ruled, *(name for name in said if name not in ruled)]
            whole = {n: self._node(f"{path}.{n}", ruled.get(n), said.get(n)) for n in names}
            return whole if ruled or any(v is not None for v in whole.values()) else None
        if isinstance(said, list):
            if ruled:
                return ruled
            self.out.placed.update(f"{path}[{i}]" for i in range(len(said)))
            return said
        return self._leaf(path, ruled, said)

    def _leaf(self, path: str, ruled: Any, said: Any) -> Any:
        if said is None or (isinstance(said, Passage) and not said and ruled is not None):
            return ruled
        if isinstance(said, Derived):
            if ruled is None:
                self.out.placed.add(path)
                return said
            if ruled.value != said.value and not path.endswith("scope"):
                self.out.other[path] = said.source
            return ruled
        if not ruled:
            if self._elsewhere(said) and path not in _SHARED:
                self.out.other[path] = said
                return ruled
            self.out.placed.add(path)
            return said
        if key(ruled.text) == key(said.text):
            return ruled
        if self._completes(ruled, said):
            self.out.placed.add(path)
            return said
        self.out.other[path] = said
        return ruled

    def _elsewhere(self, said: Passage) -> bool:
        """Whether the rules have read these words as another field."""
        return bool(said.pieces) and set(characters(said)) <= self.taken

    def _completes(self, ruled: Passage, said: Passage) -> bool:
        """Whether the model's reading is the rules' with more words that the rules had no field for."""
        own, more = set(characters(ruled)), set(characters(said))
        return own < more and not (more - own) & self.taken

    def _list(self, name: str, ruled: list[Any], said: list[Any]) -> list[Any]:
        if not ruled:
            self.out.placed.update(_paths(said, name))
            return said
        pairs = _aligned(ruled, said)
        if pairs is None:
            if _uncut(ruled):
                self.out.placed.update(_paths(said, name))
                return said
            self.out.disputed.append(name)
            return ruled
        order = _order(ruled, said, pairs)
        out: list[Any] = []
        for i, j in order:
            path = f"{name}[{len(out)}]"
            if i is None:
                self.out.placed.update(_paths(said[j], path))
                out.append(said[j])
            elif j is None:
                out.append(ruled[i])
            else:
                out.append(self._node(path, ruled[i], said[j]))
        if any(j is None for _, j in order):
            self.out.disputed.append(name)
        return out

    def _extra(self, tree: dict[str, Any]) -> list[tuple[Passage, Passage]]:
        """What is still without a field: all that the model kept aside, and of the rules' what it says nothing of."""
        held = set(characters(tree))
        kept = [part for pair in self.model.extra for part in pair]
        known = held | self.known | set(characters(kept))
        out = list(self.model.extra)
        for label, value in self.rules.extra:
            if set(characters(value or label)) <= known:
                label.claim(Role.LABEL)
            else:
                out.append((label, value))
        return out


def _without_twice(tree: dict[str, Any]) -> None:
    """Take out of the rows' extra what now stands in a field."""
    held = set(characters(tree)) - set(characters(list(asides(tree))))
    for rows in tree.values():
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("extra"):
                row["extra"] = [aside for aside in row["extra"] if not set(characters(aside)) <= held]


def _gaps_in_rows(rows: list[dict[str, Any]]) -> list[Reason]:
    out: list[Reason] = []
    for row in rows:
        pages = [piece.word.page for value in row.values() if isinstance(value, Passage) for piece in value.pieces]
        out += row_gaps(row, next((p for p in pages if p), None))
    return out


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
    elif isinstance(node, list):
        for value in node:
            yield from characters(value)


def _own(row: dict[str, Any]) -> set[Character]:
    """What only this row holds: levels stand for many rows."""
    return set(characters({k: v for k, v in row.items() if k not in ("level1", "level2", "area", "activity")}))


def _aligned(ruled: list[dict[str, Any]], said: list[dict[str, Any]]) -> dict[int, int] | None:
    """Which row of the rules is which of the model's, by shared characters; None where the rows are cut otherwise."""
    owner: dict[Character, int] = {}
    for j, row in enumerate(said):
        for c in _own(row):
            owner.setdefault(c, j)
    pairs: dict[int, int] = {}
    for i, row in enumerate(ruled):
        meets = {owner[c] for c in _own(row) if c in owner}
        if len(meets) > 1:
            return None
        if meets:
            pairs[i] = meets.pop()
    return pairs if len(set(pairs.values())) == len(pairs) else None


def _order(ruled: list[Any], said: list[Any], pairs: dict[int, int]) -> list[tuple[int | None, int]] | list[Any]:
    """The rows of both in printed order: rows that only one has stand after what goes before them there."""
    back = {j: i for i, j in pairs.items()}
    out: list[Any] = []
    done: set[int] = set()
    for j in range(len(said)):
        i = back.get(j)
        if i is not None:
            out += [(k, None) for k in range(i) if k not in pairs and k not in done]
            done.update(range(i + 1))
        out.append((i, j))
    return out + [(k, None) for k in range(len(ruled)) if k not in pairs and k not in done]


def _uncut(ruled: list[dict[str, Any]]) -> bool:
    """Whether the rules could not cut the list: a row lacks what every row has."""
    return any(not row.get(name) for row in ruled for name in ("level3", "value", "goal", "heading") if name in row)


def _paths(node: Any, path: str) -> Iterator[str]:
    """The paths of all passages under the node."""
    return (at for at, leaf in leaves(node, FieldPath(path)) if isinstance(leaf, Passage) and leaf.pieces)
