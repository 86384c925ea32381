"""Sums that a form must keep: the numbers of one that closes confirm each other, of one that does not, one is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao.records.kinds import KINDS, AnyRecord
from jixiao.records.record import ASIDE
from jixiao.text import key

_FIGURES = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_RATE = re.compile(r"(\d+(?:\.(\d+))?)(%?)")
_CODE = re.compile(r"\d{3}(?:\d\d){0,3}")
# What the weights of a form's indicators come to, without and with that of spending.
_WEIGHTS = (Decimal(90), Decimal(100))
# Columns are taken to add up if they do in so many rows,
_ROWS = 3
# and in this share of the rows.
_SHARE = 0.7
# A share without a sign that is no larger may be of one.
_SMALL = 2
# So many columns may be parts of one total.
_PARTS = 12

Amount = Decimal | None


@dataclass(slots=True)
class Balance:
    """Field paths of numbers that take part in sums which close, in such of a single part, and in those that do not."""

    closed: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)

    def take(self, total: tuple[str, str | None], parts: Iterable[tuple[str, str | None]]) -> None:
        """Note whether the parts (path and text) come to the total; blanks count nothing, words are let be."""
        written = [(path, number(text)) for path, text in parts if text]
        whole = number(total[1])
        if whole is None or not written or any(value is None for _, value in written):
            return
        met = sum((value for _, value in written if value is not None), Decimal(0)) == whole
        paths = {total[0], *(path for path, _ in written)}
        if not met:
            self.open |= paths
        elif whole:
            (self.closed if sum(map(bool, (value for _, value in written))) > 1 else self.repeated).update(paths)


def number(text: str | None) -> Amount:
    """The plain number that the whole text is, None where it is anything else."""
    flat = key(text or "")
    return Decimal(flat.replace(",", "")) if _FIGURES.fullmatch(flat) else None


def balance_of(kind: str, plain: dict[str, Any]) -> Balance:
    """What the sums of a record say; `plain` is the record as plain values."""
    out = Balance()
    if KINDS[kind].layout == "table":
        _table(plain["rows"], out)
        return out
    for side, amounts in (plain.get("funds") or {}).items():
        if isinstance(amounts, dict):
            at = f"funds.{side}"
            out.take((f"{at}.total", amounts["total"]), [(f"{at}.{k}", v) for k, v in amounts.items() if k != "total"])
    for i, row in enumerate((plain.get("funds") or {}).get("rows") or []):
        _executed(f"funds.rows[{i}]", row, out)
    _weights(plain, out)
    _tasks(plain, out)
    budget = plain.get("budget")
    if budget:
        _budget(budget, out)
    return out


def unclosed(record: AnyRecord) -> list[str]:
    """The paths of values of the record that a person set, and that do not come to their sum; in their order."""
    found = balance_of(record.kind, record.model_dump(exclude=ASIDE))
    set_by_hand = [path for path, e in record.evidence.items() if e.correction and e.how == "person"]
    return [path for path in set_by_hand if path in found.open - found.closed - found.repeated]


def _weights(plain: dict[str, Any], out: Balance) -> None:
    rows = plain.get("indicators") or []
    found = [(f"indicators[{i}].weight", number(row["weight"])) for i, row in enumerate(rows) if row["weight"]]
    if len(found) < 2 or any(value is None for _, value in found):
        return
    paths = {path for path, _ in found}
    met = sum((value for _, value in found if value is not None), Decimal(0)) in _WEIGHTS
    (out.closed if met else out.open).update(paths)


def _tasks(plain: dict[str, Any], out: Balance) -> None:
    tasks, total = plain.get("tasks") or [], plain.get("tasks_total") or {}
    for i, task in enumerate(tasks):
        at = f"tasks[{i}]"
        out.take((f"{at}.amount", task["amount"]), [(f"{at}.{k}", task[k]) for k in ("fiscal", "other")])
    for name, text in total.items():
        out.take((f"tasks_total.{name}", text), [(f"tasks[{i}].{name}", t[name]) for i, t in enumerate(tasks)])


def _executed(at: str, row: dict[str, str | None], out: Balance) -> None:
    """What was spent is the printed share of one of the budgets, as exactly as the share is printed."""
    spent, rate = number(row["executed"]), _RATE.fullmatch(key(row["rate"] or ""))
    budgets = {name: value for name in ("budget", "initial") if (value := number(row[name]))}
    if spent is None or rate is None or not budgets:
        return
    share, step = Decimal(rate[1]), Decimal(1).scaleb(-len(rate[2] or ""))
    met = {n for n, v in budgets.items() if any(abs(spent / v * of - share) <= step for of in _of(rate[3], share))}
    paths = {f"{at}.{name}" for name in (met or budgets)} | {f"{at}.executed", f"{at}.rate"}
    (out.closed if met else out.open).update(paths)


def _of(sign: str, share: Decimal) -> tuple[int, ...]:
    """What the share is of: a hundred, or one where no sign says so and it is small."""
    return (100,) if sign or share > _SMALL else (1, 100)


def _budget(budget: dict[str, Any], out: Balance) -> None:
    """By kind of spending and by source of money a department's budget comes to the same."""
    one, other = ("basic", "project"), ("fiscal", "other")
    sums = [[number(budget[name]) for name in names] for names in (one, other)]
    written = [f"budget.{name}" for name in (*one, *other) if budget[name]]
    if all(any(value is not None for value in side) for side in sums):
        first, second = (sum((v for v in side if v is not None), Decimal(0)) for side in sums)
        (out.closed if first == second else out.open).update(written)
    out.take(("budget.project", budget["project"]), [(f"budget.{n}", budget[n]) for n in ("operating", "specific")])


def _table(rows: list[list[str]], out: Balance) -> None:
    """Totals over columns, found by what holds in most rows; and over rows, by the codes of their functions."""
    numbers = [[number(text) for text in row] for row in rows]
    width = max((len(row) for row in rows), default=0)
    for total in range(width - 1):
        last = _last_part(numbers, total, width)
        if last is not None:
            for r, row in enumerate(rows):
                parts = [(f"rows[{r}][{c}]", row[c]) for c in range(total + 1, last + 1)]
                out.take((f"rows[{r}][{total}]", row[total]), parts)
    _by_code(rows, width, out)


def _last_part(numbers: list[list[Amount]], total: int, width: int) -> int | None:
    """The last of the columns right behind a total's that come to it in most rows, None where none do."""
    best, most = None, 0
    for last in range(total + 2, min(width, total + 1 + _PARTS)):
        held = seen = telling = 0
        for row in numbers:
            whole, parts = row[total], [v for v in row[total + 1 : last + 1] if v is not None]
            if whole is None or not whole or not parts:
                continue
            seen += 1
            if sum(parts, Decimal(0)) == whole:
                held += 1
                telling += row[last] is not None and bool(row[last])
        if held >= _ROWS and held >= _SHARE * seen and telling and held > most:
            best, most = last, held
    return best


def _by_code(rows: list[list[str]], width: int, out: Balance) -> None:
    """A function's amount is the sum of those whose codes go on from its own."""
    codes = [next((k for text in row[:3] if _CODE.fullmatch(k := key(text))), "") for row in rows]
    for column in range(1, width):
        found = Balance()
        for r, children in _families(codes):
            if number(rows[r][column]) is not None:
                parts = [(f"rows[{c}][{column}]", rows[c][column]) for c in children]
                found.take((f"rows[{r}][{column}]", rows[r][column]), parts)
        if len(found.closed) + len(found.repeated) >= 2 * len(found.open):
            out.closed |= found.closed
            out.repeated |= found.repeated
            out.open |= found.open


def _families(codes: list[str]) -> Iterator[tuple[int, list[int]]]:
    """Each row whose code others go on from, with the rows right under it."""
    for r, code in enumerate(codes):
        if not code:
            continue
        under = []
        for c in range(r + 1, len(codes)):
            if codes[c] and not codes[c].startswith(code):
                break
            if len(codes[c]) == len(code) + 2:
                under.append(c)
        if under:
            yield r, under
