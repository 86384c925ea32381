"""Single breaks of a gold record: each changes a copy in place and says which fault that is.

A break answers None where the record gives no occasion for it; it has then changed nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from eval.scoring.contract import at
from eval.scoring.normal import likeness, normal, target

Record = dict[str, Any]
Rows = list[dict[str, Any]]
APART = 4
"""Rows between two faults of one list."""

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
