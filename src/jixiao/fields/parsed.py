"""What is derived from printed values, by the same paths: targets as operator, number and unit; amounts in 元."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.quantity import parse_amount, parse_share, parse_target

Parsed = dict[str, dict[str, object]]


def parsed_values(plain: dict[str, Any], words: Vocabulary) -> Parsed:
    """Parsed values by field path, for every printed value that has one.

    An indicator's `value` gives what `quantity.Target.as_dict` holds; an amount {"yuan", "unit"}, a share {"share"},
    numbers as plain decimal strings.
    """
    out: Parsed = {}
    for i, row in enumerate(plain.get("indicators") or ()):
        for name in ("value", "actual"):
            if row.get(name):
                out[f"indicators[{i}].{name}"] = parse_target(row[name]).as_dict()
    for path, text, unit in _amounts(plain, words):
        amount = parse_amount(text, unit) if text else None
        if amount is not None:
            out[path] = {"yuan": None if amount.yuan is None else f"{amount.yuan:f}", "unit": amount.unit}
    for i, step in enumerate(plain.get("spending_plan") or ()):
        share = parse_share(step["share"] or "", "%")
        if share is not None:
            out[f"spending_plan[{i}].share"] = {"share": f"{share:f}"}
    return out


def _amounts(plain: dict[str, Any], words: Vocabulary) -> Iterator[tuple[str, str | None, str | None]]:
    """Every printed amount with its path and the unit given for it."""
    funds = plain.get("funds")
    if funds and "rows" in funds:
        for i, row in enumerate(funds["rows"]):
            for name in ("initial", "budget", "executed"):
                yield f"funds.rows[{i}].{name}", row[name], funds["unit"]
    elif funds:
        for side in ("annual", "lifetime"):
            for name, text in (funds[side] or {}).items():
                yield f"funds.{side}.{name}", text, funds["unit"]
    budget = plain.get("budget") or {}
    for name, text in budget.items():
        if name != "unit":
            yield f"budget.{name}", text, budget["unit"]
    unit = budget.get("unit")
    for i, task in enumerate(plain.get("tasks") or ()):
        for name in ("amount", "fiscal", "other"):
            yield f"tasks[{i}].{name}", task[name], unit
    for name, text in (plain.get("tasks_total") or {}).items():
        yield f"tasks_total.{name}", text, unit
    if "columns" in plain:
        yield from _table_amounts(plain, words)


def _table_amounts(plain: dict[str, Any], words: Vocabulary) -> Iterator[tuple[str, str | None, str | None]]:
    codes = words.budget["codes"]
    money = [not any(codes.search(label_key(part)) for part in path) for path in plain["columns"]]
    for r, row in enumerate(plain["rows"]):
        for c, text in enumerate(row):
            if text and money[c]:
                yield f"rows[{r}][{c}]", text, plain["unit"]
