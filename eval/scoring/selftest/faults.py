"""Gold records broken on purpose, with the classification each break must get.

`plant` breaks copies of gold records in every way the scorer tells apart and says where; a scorer that calls one of
them anything else, or finds a fault where none was planted, is wrong.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass

from eval.scoring.facts import Fact
from eval.scoring.selftest.breaks import APART, EXTRA, ROW_FAULTS, SCALAR_FAULTS, TABLE_FAULTS, Record

Place = tuple[str, str, str, str]
"""Document, form, level and path of a fact."""
WHOLE = [-1]
"""Marks a form that was broken as a whole and is left alone otherwise."""
SPARE = 6
"""Forms of a document from which on some are broken as a whole."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One break: where it stands in the gold (or what only the reading has), and the faults it must be given."""

    how: str
    document: str
    form: str
    level: str
    path: str
    faults: tuple[str, ...]
    extra: bool = False


@dataclass(slots=True)
class _Garden:
    """One document being broken: its copy, the gold beside it, and what was planted."""

    document: str
    gold: list[Record]
    read: list[Record | None]
    rng: random.Random
    planted: list[Planted]

    def reading(self, i: int) -> Record:
        """The copy of a form that was not lost."""
        record = self.read[i]
        assert record is not None
        return record

    def form(self, i: int) -> str:
        return f"{self.gold[i]['kind']}#{i}"

    def add(self, how: str, i: int, level: str, path: str, fault: str) -> None:
        self.planted.append(Planted(how, self.document, self.form(i), level, path, (fault,)))


def plant(
    golds: dict[str, list[Record]], count: int = 200, seed: int = 0, *, whole_forms: bool = True
) -> tuple[dict[str, list[Record]], list[Planted]]:
    """Broken copies of the gold by document, and the breaks that were planted in them: `count` or a few more, fewer
    where the gold has no more room. Without `whole_forms` no form is lost, cut, merged, mistaken or invented."""
    rng = random.Random(seed)
    gardens = [
        _Garden(name, gold, [copy.deepcopy(r) for r in gold], rng, []) for name, gold in sorted(golds.items()) if gold
    ]
    busy: dict[tuple[str, int], list[int]] = {}
    for garden in gardens if whole_forms else ():
        _plant_records(garden, busy)
    hows = [*ROW_FAULTS, *ROW_FAULTS, *TABLE_FAULTS, *SCALAR_FAULTS]
    turn = idle = 0
    while sum(len({(p.how, p.form, p.path) for p in g.planted}) for g in gardens) < count and idle < 20 * len(hows):
        how = hows[turn % len(hows)]
        turn += 1
        idle = 0 if _plant_one(how, rng.choice(gardens), busy) else idle + 1
    return {g.document: [r for r in g.read if r is not None] for g in gardens}, [p for g in gardens for p in g.planted]


def _plant_one(how: str, garden: _Garden, busy: dict[tuple[str, int], list[int]]) -> bool:
    """Whether there was room in the document for one more break of this sort."""
    for i in garden.rng.sample(range(len(garden.gold)), len(garden.gold)):
        taken = busy.setdefault((garden.document, i), [])
        kind = garden.gold[i]["kind"]
        if taken == WHOLE:
            continue
        if how in ROW_FAULTS:
            done = kind in ("project_goal", "department_goal") and _plant_row(how, garden, i, taken)
        elif how in TABLE_FAULTS:
            done = kind == "budget_table" and not taken and _plant_cell(how, garden, i, taken)
        else:
            done = kind == "project_goal" and _plant_scalar(how, garden, i)
        if done:
            return True
    return False


def _plant_cell(how: str, garden: _Garden, i: int, taken: list[int]) -> bool:
    hit = TABLE_FAULTS[how](garden.reading(i), garden.rng)
    if hit:
        taken.append(0)
        garden.add(how, i, *hit)
    return hit is not None


def _plant_scalar(how: str, garden: _Garden, i: int) -> bool:
    if any(p.how == how and p.form == garden.form(i) for p in garden.planted):
        return False
    hit = SCALAR_FAULTS[how](garden.reading(i), garden.rng)
    if hit:
        garden.add(how, i, "value", *hit)
    return hit is not None


def _plant_row(how: str, garden: _Garden, i: int, taken: list[int]) -> bool:
    """Break one row far from the others that were broken; those stand lower, so that places above stay true."""
    read, gold = garden.reading(i)["indicators"], garden.gold[i]["indicators"]
    lowest = min(taken, default=len(gold) + APART) - APART
    if lowest < 1:
        return False
    row = garden.rng.randrange(max(0, lowest - 6), lowest)
    if row >= len(read):
        return False
    marks = ROW_FAULTS[how](read, row, garden.rng)
    if marks is None or (how == "row moved" and taken and row + APART > min(taken)):
        return False
    taken.append(row)
    for at_row, fault in marks:
        extra = at_row == EXTRA
        path = "indicators" if extra else f"indicators[{at_row}]"
        garden.planted.append(Planted(how, garden.document, garden.form(i), "row", path, (fault,), extra))
    return True


def _plant_records(garden: _Garden, busy: dict[tuple[str, int], list[int]]) -> None:
    """Break whole forms of a document that has forms to spare, one in each way."""
    forms = [
        i for i, record in enumerate(garden.gold) if record["kind"] == "project_goal" and len(record["indicators"]) >= 6
    ]
    garden.rng.shuffle(forms)
    if len(forms) >= SPARE:
        for how in (_drop_form, _cut_form, _mistake_kind):
            busy[garden.document, forms[-1]] = WHOLE
            how(garden, forms.pop())
        beside = next((i for i in forms if i + 1 in forms), None)
        if beside is not None:
            busy |= {(garden.document, beside): WHOLE, (garden.document, beside + 1): WHOLE}
            _merge_forms(garden, beside)
    _invent_form(garden)


def _drop_form(garden: _Garden, i: int) -> None:
    garden.read[i] = None
    garden.add("form dropped", i, "record", "", "missing")


def _cut_form(garden: _Garden, i: int) -> None:
    """The form ends after three rows; the rest stands in a record of its own, without a heading."""
    first = garden.reading(i)
    rest = dict.fromkeys(first) | {"kind": "project_goal", "title": "", "pages": first.get("pages")}
    garden.read.append(rest | {"indicators": first["indicators"][3:]})
    first["indicators"] = first["indicators"][:3]
    garden.add("form cut in two", i, "record", "", "split")


def _mistake_kind(garden: _Garden, i: int) -> None:
    record = garden.reading(i)
    record["kind"] = "department_goal"
    garden.add("other kind", i, "record", "", "wrong-kind")


def _merge_forms(garden: _Garden, i: int) -> None:
    """The rows of the next form stand at the end of this one; the next form itself is gone."""
    first, second = garden.reading(i), garden.reading(i + 1)
    first["indicators"] += second["indicators"]
    garden.read[i + 1] = None
    garden.add("forms run together", i, "record", "", "merged")
    garden.add("forms run together", i + 1, "record", "", "merged")


def _invent_form(garden: _Garden) -> None:
    names = ("凭空甲", "凭空乙", "凭空丙")
    rows = [{"scope": "annual", "level1": "", "level2": "", "level3": f"{n}数目", "value": f"<{n}"} for n in names]
    record = {"kind": "project_goal", "title": "凭空之表", "project_name": "凭空多出的项目", "funds": None}
    garden.read.append(record | {"pages": None, "indicators": rows})
    garden.planted.append(
        Planted("form invented", garden.document, "+project_goal#", "record", "", ("invented",), extra=True)
    )


def disagreements(planted: list[Planted], facts: list[Fact]) -> list[str]:
    """Where facts and planted breaks do not agree, one line each: a break called something else, or a fault where
    none was planted. A broken cell also breaks its row."""
    out = []
    seen: dict[Place, Fact] = {(f.document, f.form, f.level, f.path): f for f in facts if not f.extra}
    extras = [f for f in facts if f.extra]
    known = set()
    for p in planted:
        where = f"{p.how}: {p.document} {p.form} {p.level} {p.path}"
        if p.extra:
            near = [f for f in extras if f.document == p.document and f.form.startswith(p.form) and f.level == p.level]
            if not any(tuple(f.faults) == p.faults for f in near):
                out.append(f"{where}: expected extra {p.faults}, found {[f.faults for f in near]}")
            continue
        fact = seen.get((p.document, p.form, p.level, p.path))
        known.add((p.document, p.form, p.level, p.path))
        if fact is None or tuple(fact.faults) != p.faults:
            out.append(f"{where}: expected {p.faults}, found {fact.faults if fact else None}")
    return out + _unplanted(planted, facts, known)


def _unplanted(planted: list[Planted], facts: list[Fact], known: set[Place]) -> list[str]:
    whole = {(p.document, p.form) for p in planted if p.level == "record"}
    rows = {(d, f, path.split("][")[0].rstrip("]") + "]") for d, f, level, path in known if level == "cell"}
    out = []
    for fact in facts:
        place = (fact.document, fact.form, fact.level, fact.path)
        if fact.level not in ("record", "row", "column", "value") or not fact.faults or fact.extra:
            continue
        if (fact.document, fact.form) in whole or place in known or (fact.document, fact.form, fact.path) in rows:
            continue
        if fact.level == "value" and "[" in fact.path:
            continue
        out.append(f"not planted: {place} {fact.faults}")
    return out
