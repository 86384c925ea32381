"""Gold records broken on purpose, with the classification each break must get.

`plant` breaks copies of gold records in every way the scorer tells apart and says where; a scorer that calls one of
them anything else, or finds a fault where none was planted, is wrong.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eval.contract import at
from eval.normal import likeness, normal, target

Record = dict[str, Any]
Rows = list[dict[str, Any]]
APART = 4
"""Rows between two faults of one list."""


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


Marks = list[tuple[int, str]]
"""Gold row -> fault; a negative row counts the readings's extra rows."""
EXTRA = -1


def _digit(text: str, rng: random.Random) -> str:
    """The text with one digit changed so that the number is another."""
    spots = [i for i, c in enumerate(text) if c.isdigit()]
    i = spots[0]
    return text[:i] + rng.choice([d for d in "123456789" if d != text[i]]) + text[i + 1 :]


def _slip(text: str, rng: random.Random) -> str:
    """The text with one character in another's place."""
    i = rng.randrange(len(text))
    return text[:i] + ("囗" if text[i] != "囗" else "口") + text[i + 1 :]


def _drop(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    del rows[i]
    return [(i, "missing")]


def _invent(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    row = dict(rows[i], level3=f"凭空多出的名目{rng.randint(10, 99)}号", value=f"<{rng.randint(1000, 9000)}台套")
    rows.insert(i, row)
    return [(EXTRA, "invented")]


def _merge(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    if i + 1 >= len(rows) or not all(r["level3"] and r["value"] for r in rows[i : i + 2]):
        return None
    first, second = rows[i], rows.pop(i + 1)
    for name in ("level3", "value"):
        first[name] = f"{first[name]}{second[name]}"
    return [(i, "merged"), (i + 1, "merged")]


def _split(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    name, value = rows[i]["level3"] or "", rows[i]["value"]
    if len(name) < 6:
        return None
    cut = rng.randint(3, len(name) - 3)
    rows[i]["level3"], rows[i]["value"] = name[:cut], ""
    rows.insert(i + 1, dict(rows[i], level3=name[cut:], value=value))
    return [(i, "split"), (EXTRA, "split")]


def _other_parent(level: str) -> Callable[[Rows, int, random.Random], Marks | None]:
    def plant(rows: Rows, i: int, rng: random.Random) -> Marks | None:
        others = sorted({r[level] for r in rows if r[level]} - {rows[i][level]})
        if not others or not rows[i][level]:
            return None
        rows[i][level] = rng.choice(others)
        return [(i, "wrong-parent")]

    return plant


def _no_parent(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    if not rows[i]["level2"]:
        return None
    rows[i]["level2"] = ""
    return [(i, "wrong-parent")]


def _scope(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    rows[i]["scope"] = "lifetime" if rows[i]["scope"] == "annual" else "annual"
    return [(i, "wrong-scope")]


def _other_name(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    mine = normal(rows[i]["level3"])
    others = sorted({r["level3"] for r in rows if r["level3"] and normal(r["level3"]) != mine})
    if not others or not mine or not rows[i]["value"]:
        return None
    rows[i]["level3"] = rng.choice(others)
    return [(i, "wrong-name")]


def _name_slip(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    if len(normal(rows[i]["level3"])) < 5:
        return None
    rows[i]["level3"] = _slip(rows[i]["level3"], rng)
    return [(i, "text-differs")]


def _number(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    if not any(c.isdigit() for c in rows[i]["value"] or ""):
        return None
    rows[i]["value"] = _digit(rows[i]["value"], rng)
    return [(i, "wrong-value")]


def _no_value(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    if not rows[i]["value"] or not rows[i]["level3"]:
        return None
    rows[i]["value"] = ""
    return [(i, "wrong-value")]


def _unit(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    parts = target(normal(rows[i]["value"]))
    if not parts.is_quantity or len(parts.numbers) != 1 or not parts.rest or parts.rest not in rows[i]["value"]:
        return None
    rows[i]["value"] = rows[i]["value"].replace(parts.rest, rng.choice([u for u in ("户", "%", "") if u != parts.rest]))
    return [(i, "wrong-unit")]


def _operator(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    value = rows[i]["value"] or ""
    if not value or value[0] not in "≥≧≤≦=＝":
        return None
    mirrored = "≤" if value[0] in "≥≧" else "≥"
    rows[i]["value"] = rng.choice([mirrored, ""]) + value[1:]
    return [(i, "wrong-operator")]


def _move(rows: Rows, i: int, rng: random.Random) -> Marks | None:
    to = i + APART - 1
    if to >= len(rows) or any(_alike(rows[i], rows[k]) for k in range(len(rows)) if k != i):
        return None
    rows.insert(to, rows.pop(i))
    return [(i, "out-of-order")]


def _alike(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return likeness(normal(a["level3"]), normal(b["level3"])) > 0.6


ROW_FAULTS: dict[str, Callable[[Rows, int, random.Random], Marks | None]] = {
    "row dropped": _drop,
    "row invented": _invent,
    "rows merged": _merge,
    "row split": _split,
    "other level1": _other_parent("level1"),
    "other level2": _other_parent("level2"),
    "no level2": _no_parent,
    "other scope": _scope,
    "other name": _other_name,
    "slip in name": _name_slip,
    "other number": _number,
    "no value": _no_value,
    "other unit": _unit,
    "other operator": _operator,
    "row moved": _move,
}


def _cell_digit(record: Record, rng: random.Random) -> tuple[str, str, str] | None:
    spots = _cells(record, lambda c: any(x in "123456789" for x in c) and all(x in "0123456789.,-" for x in c))
    if not spots:
        return None
    i, k = rng.choice(spots)
    record["rows"][i][k] = _digit(record["rows"][i][k], rng)
    return "cell", f"rows[{i}][{k}]", "wrong-value"


def _cell_blank(record: Record, rng: random.Random) -> tuple[str, str, str] | None:
    spots = [(i, k) for i, k in _cells(record, bool) if sum(map(bool, record["rows"][i])) > 2]
    if not spots:
        return None
    i, k = rng.choice(spots)
    record["rows"][i][k] = ""
    return "cell", f"rows[{i}][{k}]", "missing"


def _table_row(record: Record, rng: random.Random) -> tuple[str, str, str] | None:
    rows = record["rows"]
    unlike = [
        i for i, row in enumerate(rows) if sum(map(bool, row)) > 2 and rows.count(row) == 1 and 0 < i < len(rows) - 1
    ]
    if not unlike:
        return None
    i = rng.choice(unlike)
    del rows[i]
    return "row", f"rows[{i}]", "missing"


def _header(record: Record, rng: random.Random) -> tuple[str, str, str] | None:
    k = rng.randrange(len(record["columns"]))
    record["columns"][k] = [*record["columns"][k][:-1], _slip(record["columns"][k][-1], rng)]
    return "column", f"columns[{k}]", "text-differs"


def _cells(record: Record, wanted: Callable[[str], bool]) -> list[tuple[int, int]]:
    return [(i, k) for i, row in enumerate(record["rows"]) for k, c in enumerate(row) if wanted(c)]


TABLE_FAULTS: dict[str, Callable[[Record, random.Random], tuple[str, str, str] | None]] = {
    "digit in cell": _cell_digit,
    "cell blank": _cell_blank,
    "table row dropped": _table_row,
    "slip in header": _header,
}


def _amount(record: Record, rng: random.Random) -> tuple[str, str] | None:
    total = at(record, "funds.annual.total")
    if not total or not any(c in "123456789" for c in total):
        return None
    record["funds"]["annual"]["total"] = _digit(total, rng)
    return "funds.annual.total", "wrong-value"


def _money_unit(record: Record, rng: random.Random) -> tuple[str, str] | None:
    if not at(record, "funds.unit"):
        return None
    record["funds"]["unit"] = "元" if record["funds"]["unit"] != "元" else "万元"
    return "funds.unit", "wrong-unit"


def _goal_slip(record: Record, rng: random.Random) -> tuple[str, str] | None:
    if len(record.get("goal_annual") or "") < 10:
        return None
    record["goal_annual"] = _slip("".join(record["goal_annual"].split()), rng)
    return "goal_annual", "text-differs"


def _goal_lost(record: Record, rng: random.Random) -> tuple[str, str] | None:
    if not record.get("implementer"):
        return None
    record["implementer"] = ""
    return "implementer", "missing"


def _filled(record: Record, rng: random.Random) -> tuple[str, str] | None:
    if record.get("category"):
        return None
    record["category"] = "其他运转类"
    return "category", "invented"


SCALAR_FAULTS: dict[str, Callable[[Record, random.Random], tuple[str, str] | None]] = {
    "digit in amount": _amount,
    "other money unit": _money_unit,
    "slip in goal": _goal_slip,
    "field lost": _goal_lost,
    "blank field filled": _filled,
}


@dataclass(slots=True)
class _Garden:
    """One document being broken: its copy, the gold beside it, and what was planted."""

    document: str
    gold: list[Record]
    read: list[Record | None]
    rng: random.Random
    planted: list[Planted]

    def form(self, i: int) -> str:
        return f"{self.gold[i]['kind']}#{i}"

    def add(self, how: str, i: int, level: str, path: str, fault: str) -> None:
        self.planted.append(Planted(how, self.document, self.form(i), level, path, (fault,)))


def plant(
    golds: dict[str, list[Record]], count: int = 200, seed: int = 0
) -> tuple[dict[str, list[Record]], list[Planted]]:
    """Broken copies of the gold by document, and the `count` breaks or a few more that were planted in them."""
    rng = random.Random(seed)
    gardens = [
        _Garden(name, gold, [copy.deepcopy(r) for r in gold], rng, []) for name, gold in sorted(golds.items()) if gold
    ]
    hows = [*ROW_FAULTS, *ROW_FAULTS, *TABLE_FAULTS, *SCALAR_FAULTS]
    turn = idle = 0
    busy: dict[tuple[str, int], list[int]] = {}
    while sum(len({(p.how, p.form, p.path) for p in g.planted}) for g in gardens) < count and idle < 20 * len(hows):
        how = hows[turn % len(hows)]
        turn += 1
        idle = 0 if _plant_one(how, rng.choice(gardens), busy) else idle + 1
    for garden in gardens:
        _plant_records(garden, busy)
    return {g.document: [r for r in g.read if r is not None] for g in gardens}, [p for g in gardens for p in g.planted]


def _plant_one(how: str, garden: _Garden, busy: dict[tuple[str, int], list[int]]) -> bool:
    """Whether there was room in the document for one more break of this sort."""
    for i in garden.rng.sample(range(len(garden.gold)), len(garden.gold)):
        taken = busy.setdefault((garden.document, i), [])
        kind = garden.gold[i]["kind"]
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
    hit = TABLE_FAULTS[how](garden.read[i], garden.rng)
    if hit:
        taken.append(0)
        garden.add(how, i, *hit)
    return hit is not None


def _plant_scalar(how: str, garden: _Garden, i: int) -> bool:
    if any(p.how == how and p.form == garden.form(i) for p in garden.planted):
        return False
    hit = SCALAR_FAULTS[how](garden.read[i], garden.rng)
    if hit:
        garden.add(how, i, "value", *hit)
    return hit is not None


def _plant_row(how: str, garden: _Garden, i: int, taken: list[int]) -> bool:
    """Break one row far from the others that were broken; those stand lower, so that places above stay true."""
    read, gold = garden.read[i]["indicators"], garden.gold[i]["indicators"]
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
    """Lose, cut in two and run together whole forms that were left alone so far."""
    whole = [
        i
        for i, record in enumerate(garden.gold)
        if record["kind"] == "project_goal"
        and not busy.get((garden.document, i))
        and not any(p.form == garden.form(i) for p in garden.planted)
        and len(record["indicators"]) >= 6
    ]
    if whole:
        i = whole.pop(0)
        garden.read[i] = None
        garden.add("form dropped", i, "record", "", "missing")
    if whole:
        i = whole.pop(0)
        rows = garden.read[i]["indicators"]
        rest = dict.fromkeys(garden.gold[i], None) | {
            "kind": "project_goal", "title": "", "pages": garden.gold[i].get("pages"), "indicators": rows[3:]
        }  # fmt: skip
        garden.read[i]["indicators"] = rows[:3]
        garden.read.append(rest)
        garden.add("form cut in two", i, "record", "", "split")
