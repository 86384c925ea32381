"""Two readings of a form put together: what both gave alike is sure, what only one gave is taken, the rest is both.

Where the two differ, four kinds of the rules' values give way: those stacked of cells that stand one below the other,
levels that are blank or were carried down, texts that swallow a heading, and what the rules placed by its content alone
and said so. Elsewhere both readings are kept. Which of the two stands first is told by how often they agree on the
form: a model that gave what the rules gave nearly everywhere has read it, and so is believed where they differ; one
that did not is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.cells.witness import BODIES
from jixiao.fields.pointing.align import CARRIED, Sheet, aligned, characters, in_order, lost
from jixiao.fields.pointing.merged import (
    OF_LISTS,
    Merged,
    Other,
    both_asides,
    gaps_in_rows,
    keep_the_rest,
    known,
    of_others,
    paths,
    sources,
    spoken,
    swallows,
    uncut,
    without_twice,
)
from jixiao.fields.tree import Derived, Draft, asides
from jixiao.records import Reason
from jixiao.records.paths import FieldPath
from jixiao.text import key

# Parts of headings and labels, which may say more than one thing.
_SHARED = ("title", "year", "unit", "funds.unit", "budget.unit", "execution_weight")
_LISTS = ("indicators", "tasks", "staff", "spending_plan", "sub_goals", "measures")
# Codes of what the rules concluded from content, which a second reading that came to the same makes sure.
CONCLUDED = (DoubtCode.COLUMN_INFERRED, DoubtCode.LABEL_INFERRED)
# What stands between the two dates of a period, and is in neither.
_BETWEEN = "至到起止年月日—-－~～.、,，（）()"
_ROW = re.compile(r"\[\d+\]")
# A model is believed against the rules where both agree on at least so many fields,
_LEAST = 5
# and on at least so many for each field in which they differ.
_FOR_EACH = 4


def merge(rules: Draft, model: Draft, sheet: Sheet | None = None) -> Merged:
    """Both drafts of one form as one; `disputed` lists are named where the two cut them into different rows."""
    sheet = sheet or Sheet()
    first = _Merging(rules, model, sheet, believed=False)
    merged = first.done()
    differ = _columns([*(path for path, other in merged.other.items() if other.by_model), *merged.against])
    if not differ or len(_columns(merged.agreed)) < max(_LEAST, _FOR_EACH * len(differ)):
        return merged
    return _Merging(rules, model, sheet, believed=True).done()


def _columns(paths: Iterable[str]) -> set[str]:
    """The fields of the paths, all rows of a list counted once: columns are read right or wrong, not cells."""
    return {_ROW.sub("", path) for path in paths}


class _Merging:
    def __init__(self, rules: Draft, model: Draft, sheet: Sheet, believed: bool) -> None:
        self.rules, self.model, self.sheet, self.believed = rules, model, sheet, believed
        self.out = Merged(Draft({}))
        self.taken = set(characters(rules.tree)) - set(characters(list(asides(rules.tree))))
        concluded = (FieldPath(name).get(row) for row, name, code in rules.doubted if code in CONCLUDED)
        self.weak = set(characters([value for value in concluded if isinstance(value, Passage)]))
        self.aside = set(characters([value for _, value in model.extra])) | set(characters(list(asides(model.tree))))
        self.rows: set[int] = set()  # where the row stands whose fields are merged
        self.now: dict[int, dict[str, Any]] = {}  # what became of each dict of the rules' tree
        self.tree: dict[str, Any] = {}
        self.places: dict[int, str] = {}
        self.told: dict[int, str] = {id(model.tree): ""}  # where each dict of the model's tree stands now

    def done(self) -> Merged:
        tree: dict[str, Any] = dict(self.rules.tree)
        self._became(self.rules.tree, tree, "")
        for name, rows in tree.items():
            for i, row in enumerate(rows if isinstance(rows, list) else ()):
                self._became(row, row, f"{name}[{i}]")
        for name, said in self.model.tree.items():
            if name in _LISTS:
                tree[name] = self._list(name, tree.get(name) or [], said)
            else:
                tree[name] = self._node(name, tree.get(name), said)
        self._clear_moved()
        without_twice(tree)
        draft = self.out.draft
        draft.tree = self.tree = tree
        draft.extra = self._extra(tree)
        draft.doubted = self._doubted()
        draft.reasons = [*self._kept_reasons(), *gaps_in_rows(tree.get("indicators") or [])]
        draft.told, draft.agreed = self.rules.told, self.out.agreed
        draft.beside |= {id(value) for _, value in draft.extra if value and set(characters(value)) <= self.aside}
        keep_the_rest(self.rules.tree, self.out, self.sheet.heads)
        return self.out

    def _became(self, ruled: Any, now: Any, path: str) -> None:
        """Keep what became of a dict of the rules' tree, and where it stands."""
        if isinstance(now, dict):
            self.now[id(ruled)], self.places[id(ruled)] = now, path

    def _kept_reasons(self) -> list[Reason]:
        """The rules' reasons but those about the rows of a list that is not the rules' alone any more, and the model's
        that rows were left out."""
        settled = "indicators" in self.model.tree and "indicators" not in self.out.disputed
        kept = [r for r in self.rules.reasons if not (settled and r.code.startswith(OF_LISTS))]
        return kept + [r for r in self.model.reasons if r.code == "list.aside"]

    def _node(self, path: str, ruled: Any, said: Any) -> Any:
        if path.endswith("extra") and isinstance(said, list):
            return both_asides(ruled or [], said)
        if isinstance(said, dict):
            self.told[id(said)] = path
            before = ruled if isinstance(ruled, dict) else {}
            whole: dict[str, Any] = {}
            self._became(before, whole, path)
            for name in [*before, *(name for name in said if name not in before)]:
                whole[name] = self._node(f"{path}.{name}", before.get(name), said.get(name))
            return whole if before or said else None
        if isinstance(said, list):
            if ruled:
                return ruled
            self.out.placed.update(f"{path}[{i}]" for i in range(len(said)))
            return said
        return self._leaf(path, ruled, said)

    def _leaf(self, path: str, ruled: Any, said: Any) -> Any:
        if said is None or (isinstance(said, Passage) and not said and ruled is not None):
            return self._unsaid(path, ruled)
        if isinstance(said, Derived):
            return self._derived(path, ruled, said)
        if not isinstance(said, Passage):
            return ruled if ruled is not None else said
        if not ruled:
            if path in _SHARED or not self._elsewhere(said) or set(characters(said)) <= self.weak:
                self.out.placed.add(path)
                return said
            return self._both(path, ruled, said)
        if key(ruled.text) == key(said.text):
            said.claim(Role.LABEL)  # where it is printed twice
            self.out.agreed.add(path)
            return ruled
        own, more = set(characters(ruled)), set(characters(said))
        if path == "title" and own & more:
            return ruled  # one heading, cut in two ways
        shared = path.rpartition(".")[2] in CARRIED  # a level's name stands in many rows
        if own < more and not shared and of_others(said, own, self.taken):
            self.out.agreed.add(path)
            return ruled
        completes = path != "title" and own < more and (shared or not (more - own) & self.taken)
        if completes or self._gives_way(path, ruled, said):
            self.out.placed.add(path)
            return said
        return self._both(path, ruled, said)

    def _unsaid(self, path: str, ruled: Any) -> Any:
        """What the rules have where the model has nothing; what it put aside is no field where the rules guessed."""
        own = set(characters(ruled)) if isinstance(ruled, Passage) else set()
        if not own or not own <= self.aside or path.rpartition(".")[2] in CARRIED:
            return ruled
        if own <= self.weak:
            return None
        if self.believed:
            self.out.other[path] = Other(ruled, by_model=False)
            return None
        self.out.against.add(path)
        return ruled

    def _derived(self, path: str, ruled: Any, said: Derived) -> Any:
        if ruled is None:
            self.out.placed.add(path)
            return said
        if ruled.value != said.value and not path.endswith("scope"):
            self.out.other[path] = Other(said.source, by_model=True)
        return ruled

    def _both(self, path: str, ruled: Passage | None, said: Passage) -> Passage | None:
        """Both readings are kept; the model's stands first where it is believed."""
        if self.believed and path not in _SHARED:
            self.out.placed.add(path)
            if ruled:
                self.out.other[path] = Other(ruled, by_model=False)
            return said
        self.out.other[path] = Other(said, by_model=True)
        return ruled

    def _gives_way(self, path: str, ruled: Passage, said: Passage) -> bool:
        """Whether the rules' value is of a kind that is wrong where a second reading says otherwise."""
        own, more = set(characters(ruled)), set(characters(said))
        if own <= self.weak:
            return True
        if path.rpartition(".")[2] in CARRIED and self.rows:
            return not self.sheet.covers(ruled, self.rows)
        if more < own:
            return len(self.sheet.rows(ruled)) > len(self.sheet.rows(said)) or swallows(ruled, more)
        return False

    def _elsewhere(self, said: Passage) -> bool:
        """Whether the rules have read these words as another field."""
        return bool(said.pieces) and set(characters(said)) <= self.taken

    def _clear_moved(self) -> None:
        """A value that now stands in the field where the model put it leaves the one where the rules had it."""
        placed = {c for path in self.out.placed for c in characters(FieldPath(path).get(self.now[id(self.rules.tree)]))}
        moved = placed if self.believed else placed & self.weak
        for at, node in self.now.items():
            place = self.places[at]
            for name, value in list(node.items()):
                path = f"{place}.{name}" if place else name
                if path in self.out.placed or path in _SHARED or name in CARRIED or not isinstance(value, Passage):
                    continue
                if value.pieces and set(characters(value)) <= moved and path not in self.out.agreed:
                    node[name] = None
                    if set(characters(value)) <= self.weak:
                        continue
                    self.out.other[path] = Other(value, by_model=False)

    def _list(self, name: str, ruled: list[Any], said: list[Any]) -> list[Any]:
        self.told |= {id(row): f"{name}[{j}]" for j, row in enumerate(said)}
        if not ruled:
            self.out.placed.update(paths(said, name))
            return said
        pairs = aligned(ruled, said)
        if pairs is None:
            if uncut(ruled) or self._stacked(ruled):
                self.out.placed.update(paths(said, name))
                return said
            if spoken(self.model, said):
                self.out.placed.update(paths(said, name))
                self.out.taken.append(name)
                return said
            self.out.disputed.append(name)
            return ruled
        held = set(characters(said)) | self.sheet.heads
        order = [
            (i, j) for i, j in in_order(ruled, said, pairs) if i is None or j is not None or not known(ruled[i], held)
        ]
        out: list[Any] = []
        for i, j in order:
            path = f"{name}[{len(out)}]"
            self.told |= {id(said[j]): path} if j is not None else {}
            if i is None:
                self.out.placed.update(paths(said[j], path))
                out.append(dict(said[j]))
            elif j is None:
                out.append(dict(ruled[i]))
                self._became(ruled[i], out[-1], path)
            else:
                self.rows = self.sheet.rows([v for k, v in said[j].items() if k not in CARRIED])
                out.append(self._node(path, ruled[i], said[j]))
                self.rows = set()
        self.out.disputed += [name] if any(j is None for _, j in order) else []
        return out

    def _stacked(self, ruled: list[dict[str, Any]]) -> bool:
        """Whether the rules put cells that stand one below the other into one value of a row."""
        leaf = (v for row in ruled for k, v in row.items() if k not in CARRIED and isinstance(v, Passage))
        return any(len(self.sheet.rows(value)) > 1 for value in leaf)

    def _extra(self, tree: dict[str, Any]) -> list[tuple[Passage, Passage]]:
        """What is still without a field: all that the model kept aside, and the rules' but what has a field now."""
        kept = [part for pair in self.model.extra for part in pair]
        held = set(characters(tree)) | self.sheet.heads | set(characters([*kept, *sources(tree)]))
        out = [pair for pair in self.model.extra if pair[0] or not set(characters(pair[1])) <= self.taken]
        for label, value in self.rules.extra:
            left = "".join((value or label).text[start:end] for start, end in lost(value or label, held))
            if key(left).strip(_BETWEEN) == "":
                label.claim(Role.LABEL)
            else:
                out.append((label, value))
        return out

    def _doubted(self) -> list[tuple[dict[str, Any], str, DoubtCode]]:
        """The rules' doubts about values that are still theirs, and the model's about those that it placed; agreement
        ends those about what was concluded."""
        out = []
        for row, name, code in self.model.doubted:
            place = self.told.get(id(row))
            path = f"{place}.{name}" if place else name
            if place is not None and path in self.out.placed:
                out.append((FieldPath(place).get(self.tree), name, code))
        for row, name, code in self.rules.doubted:
            now, place = self.now.get(id(row)), self.places.get(id(row))
            if now is None or place is None:
                continue
            path = f"{place}.{name}" if place else name
            same = BODIES if name in BODIES and not now.get(name) else (path,)  # the one body or the other
            if path not in self.out.placed and not (code in CONCLUDED and self.out.agreed.intersection(same)):
                out.append((now, name, code))
        return out
