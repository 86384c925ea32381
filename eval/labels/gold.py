"""What is wrong with a label: its shape, values that are not printed where it says, sums that do not close.

Errors are the label's; notes are what a person should look at once more, among them the mistakes that the office
itself printed, which a label keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from eval.labels.printed import Printed, plain
from eval.scoring.contract import SPECS, TABLES, at, display_name, rows_of
from eval.scoring.normal import blank, normal
from eval.scoring.schema import schema_errors

Record = dict[str, Any]

SHORTEST_PIECE = 2
"""Pieces of a value this long must be printed in one go; a cell's lines and vertical labels may be apart."""
MOST_PIECES = 0.34
"""More pieces than this share of the characters look like chance."""
_CODE = re.compile("编码|代码")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on a label: `error` where the label cannot be right, `note` where a person should look."""

    level: Literal["error", "note"]
    form: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{'错' if self.level == 'error' else '看'}  {self.form}  {self.path}：{self.message}"


def check(records: list[Record], printed: Printed | None) -> list[Remark]:
    """All remarks on a label; without the document its texts are not looked up."""
    remarks: list[Remark] = []
    for i, record in enumerate(records):
        form = f"#{i + 1} {display_name(record)[:24]}"
        wrong = [Remark("error", form, path, message) for path, message in schema_errors(record, strict=True)]
        remarks += wrong
        if wrong:
            continue
        if printed is not None:
            remarks += _check_printed(form, record, printed)
        remarks += _check_sums(form, record)
    return remarks


def values(record: Record) -> Iterator[tuple[str, str]]:
    """The printed values of a record with their paths; what is chosen or joined by the contract is left out."""
    spec = SPECS[record["kind"]]
    for path in spec.scalars:
        if not blank(value := at(record, path)):
            yield path, str(value)
    for i, task in enumerate(rows_of(record, "policy_tasks")):
        yield f"policy_tasks[{i}]", task
    for lists in spec.lists:
        for i, row in enumerate(rows_of(record, lists.name)):
            for column in lists.columns:
                if column.role != "scope" and not blank(value := row.get(column.name)):
                    yield f"{lists.name}[{i}].{column.name}", str(value)
    if record["kind"] in TABLES:
        for k, header in enumerate(record["columns"]):
            yield from ((f"columns[{k}][{n}]", text) for n, text in enumerate(header) if text)
        for i, cells in enumerate(record["rows"]):
            yield from ((f"rows[{i}][{k}]", text) for k, text in enumerate(cells) if text)


def pieces(value: str, text: str) -> tuple[int, str]:
    """How many pieces of the text a value is made of, taking the longest each time, and the characters of it that
    are not in the text at all. Both are plain."""
    count, start = 0, 0
    lost: list[str] = []
    while start < len(value):
        end = start
        while end < len(value) and value[start : end + 1] in text:
            end += 1
        if end == start:
            lost.append(value[start])
            end += 1
        count += 1
        start = end
    return count, "".join(dict.fromkeys(lost))


def _check_printed(form: str, record: Record, printed: Printed) -> Iterator[Remark]:
    claimed = record.get("pages")
    here = printed.between((claimed[0], claimed[1]) if claimed else None)
    anywhere = printed.between(None)
    if not here:
        yield Remark("note", form, "pages", "这几页没有文字层，无法核对；请用同一内容的数字版文件核对")
        return
    for path, value in values(record):
        text = plain(value)
        if path == "year":
            if text not in anywhere:
                yield Remark("error", form, path, f"全文没有“{value}”")
            continue
        where = anywhere if path in ("unit", "funds.unit", "budget.unit") else here
        yield from _check_value(form, path, text, where)


def _check_value(form: str, path: str, text: str, page: str) -> Iterator[Remark]:
    count, lost = pieces(text, page)
    if lost:
        yield Remark("error", form, path, f"“{_short(text)}”里的“{lost}”不在所注的页上；请核对值或 pages")
        return
    for number in _NUMBER.findall(text):
        if number not in page:
            yield Remark("note", form, path, f"数“{number}”在所注的页上不是连着的；请对着原页看一遍")
            return
    if count > max(SHORTEST_PIECE, MOST_PIECES * len(text)) and not path.endswith(("level1", "level2")):
        yield Remark("note", form, path, f"“{_short(text)}”由 {count} 段拼成，原页上没有连着的这句话；请看一遍")


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


def _check_sums(form: str, record: Record) -> Iterator[Remark]:
    """Sums and weights that do not close: the office's own as a rule, a label's slip now and then."""
    if record["kind"] == "project_goal":
        for column in ("annual", "lifetime"):
            money = at(record, f"funds.{column}")
            if money:
                parts = [money.get(k) for k in ("fiscal", "other", "carryover")]
                yield from _closes(form, f"funds.{column}.total", money.get("total"), parts)
        yield from _weights(form, record)
        plan = rows_of(record, "spending_plan")
        if plan and amount(normal(plan[-1]["share"]).rstrip("%")) != 100:
            yield Remark("note", form, "spending_plan", f"支出计划末项应为 100%，却是 {plan[-1]['share']}")
    elif record["kind"] == "department_goal":
        budget = record.get("budget") or {}
        both = [amount(budget.get(k)) for k in ("basic", "project")]
        if None not in both:
            total = str(sum(v for v in both if v is not None))
            yield from _closes(form, "budget", total, [budget.get("fiscal"), budget.get("other")])
        for name in ("amount", "fiscal", "other"):
            parts = [t.get(name) for t in rows_of(record, "tasks")]
            yield from _closes(form, f"tasks_total.{name}", at(record, f"tasks_total.{name}"), parts)
    elif record["kind"] in TABLES:
        yield from _table_sums(form, record)


def _closes(form: str, path: str, total: str | None, parts: list[str | None]) -> Iterator[Remark]:
    whole = amount(total)
    known = [v for p in parts if (v := amount(p)) is not None]
    if whole is None or not known:
        return
    if sum(known) not in (whole, 2 * whole):  # twice: a line for the one unit that the table is about stands among them
        yield Remark("note", form, path, f"合计 {whole}，各项之和 {sum(known)}；若原表如此，照录即可")


def _weights(form: str, record: Record) -> Iterator[Remark]:
    weights = [w for row in rows_of(record, "indicators") if (w := amount(row.get("weight"))) is not None]
    if weights:
        total = sum(weights) + (amount(record.get("execution_weight")) or 0)
        if total not in (90, 100):
            yield Remark("note", form, "indicators", f"分值（连执行率）合计 {total}，不是 100；若原表如此，照录即可")


def _table_sums(form: str, record: Record) -> Iterator[Remark]:
    """合计 = 基本支出 + 项目支出 on every row of a table that has exactly these columns; parent codes and the total
    row = the sum of what stands under them."""
    leaves = [normal(c[-1]) if c else "" for c in record["columns"]]
    rows = record["rows"]
    if all(leaves.count(name) == 1 for name in ("合计", "基本支出", "项目支出")):
        total, basic, project = (leaves.index(name) for name in ("合计", "基本支出", "项目支出"))
        for i, row in enumerate(rows):
            yield from _closes(form, f"rows[{i}][{total}]", row[total], [row[basic], row[project]])
    coded = [k for k, path in enumerate(record["columns"]) if any(_CODE.search(normal(step)) for step in path)]
    codes = ["".join(normal(row[k]) for k in coded) for row in rows]
    for i, children in _families(codes, rows):
        for k in range(len(leaves)):
            if k not in coded:
                yield from _closes(form, f"rows[{i}][{k}]", rows[i][k], [rows[c][k] for c in children])


def _families(codes: list[str], rows: list[list[str]]) -> Iterator[tuple[int, list[int]]]:
    """Rows with the rows right under them, by codes that go on from theirs; the total row with all codes that go on
    from none. Nothing where codes are not plain digits, or stand twice."""
    digits = [i for i, code in enumerate(codes) if code.isdigit()]
    if len({codes[i] for i in digits}) != len(digits):
        return
    parent = {i: max((p for p in digits if p != i and codes[i].startswith(codes[p])), key=lambda p: len(codes[p]),
                     default=None) for i in digits}  # fmt: skip
    totals = [i for i, row in enumerate(rows) if "".join(map(normal, row)).startswith("合计")]
    for i in digits:
        if children := [c for c in digits if parent[c] == i]:
            yield i, children
    if len(totals) == 1:
        yield totals[0], [c for c in digits if parent[c] is None]


def amount(value: str | None) -> Decimal | None:
    """A printed amount as a number; None where it is not one (a blank, a dash, words)."""
    try:
        return Decimal(normal(value)) if normal(value) else None
    except InvalidOperation:
        return None
