"""Whether the projects that a list was cut into are all of them: what counts them otherwise is asked too.

Serial numbers follow one another, each project has its amount, the amounts make the total, and the indicators of each
begin as those of the others do. What does not agree stands as a reason with the projects that it may concern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from jixiao.forms.content import is_amount
from jixiao.forms.levels import is_level
from jixiao.forms.segmentation.catalogue.columns import NUMBER, number
from jixiao.forms.segmentation.catalogue.panels import Panel
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_OUTPUT = "产出"
# Rounding of printed amounts; the share of the projects that must have an amount for one without to be told.
_CLOSE, _MOST = Decimal("0.05"), 0.8
# The amount that each project has, and the list a total of.
_MONEY = re.compile(r"funds\.(.*\.)?(total|initial|budget|executed)")
# So few projects tell nothing of what the others are like.
_FEW = 2


# Takes the number of a project, the code of a reason, and what is said.
Say = Callable[[int, str, str], None]


@dataclass(slots=True)
class Head:
    """The rows that head the list: `top`..`body`; `left` is the column where the indicators begin, `name` that of the
    projects' names; `leads` are the cells at the left that head the projects' own columns; `panels` are the groups of
    indicators that stand side by side, none in a list that has them under one another. `sure` where it is certain which
    column names the projects. `kind` is that of the projects' records."""

    top: int
    body: int
    left: int
    leads: list[Cell]
    name: int = -1
    fields: dict[int, str] = field(default_factory=dict)
    panels: list[Panel] = field(default_factory=list)
    sure: bool = True
    kind: str = "project_goal"


def claims(
    table: Table, head: Head, groups: list[list[int]], totals: list[int], words: Vocabulary
) -> list[list[Reason]]:
    """For each project, given by its rows, the reasons why it, or the list around it, may not be whole."""
    out: list[list[Reason]] = [[] for _ in groups]
    pages = [table.row_pages[rows[0]] or None if table.row_pages else None for rows in groups]

    def say(i: int, code: str, message: str) -> None:
        if code not in {reason.code for reason in out[i]}:
            out[i].append(Reason(code=code, message=f"{message}；请对照原文核对", page=pages[i]))

    for i in range(len(groups) if not head.sure else 0):
        what = next((c.text[:12] for c in head.leads if c.col == head.name), "")
        say(i, "list.names", f"清单里哪一栏是项目名称没有把握，按“{what}”一栏分成了 {len(groups)} 个项目")
    for col, name in head.fields.items():
        texts = [_texts(table, col, rows) for rows in groups]
        if name == NUMBER:
            _serials(texts, say)
        elif _MONEY.fullmatch(name):
            _amounts(texts, say)
            _sum(texts, [rows[0] for rows in groups], {r: _texts(table, col, [r]) for r in totals}, say)
    _beginnings(table, head, groups, words, say)
    return out


def _texts(table: Table, col: int, rows: list[int]) -> list[str]:
    """What the project says in the column, each cell once, and once what a page end prints again."""
    cells = {id(c): c for r in rows if (c := table.at(r, col)) is not None and c.text}
    return list(dict.fromkeys(key(c.text) for c in cells.values()))


def _serials(texts: list[list[str]], say: Say) -> None:
    """Serial numbers follow one another."""
    numbers = [int(t[0]) if len(t) == 1 and t[0].isdecimal() else None for t in texts]
    if numbers.count(None) * _FEW > len(numbers):
        return
    for i, (said, value) in enumerate(zip(texts, numbers, strict=True)):
        if value is None:
            what = f"有 {len(said)} 个序号（{'、'.join(said)[:20]}），可能是几个项目连在了一起" if said else "没有序号"
            say(i, "list.serial", f"这个项目{what}")
    for (i, a), (j, b) in pairwise((i, n) for i, n in enumerate(numbers) if n is not None):
        if b != a + 1 and b != 1:
            for k in (i, j):
                say(k, "list.serial", f"项目的序号从 {a} 到 {b}，中间可能缺项目")


def _amounts(texts: list[list[str]], say: Say) -> None:
    """Each project has one amount, where most have."""
    counts = [sum(map(is_amount, said)) for said in texts]
    if sum(n > 0 for n in counts) <= _MOST * len(counts):
        return
    for i, n in enumerate(counts):
        if n > 1:
            say(i, "list.amounts", f"这个项目有 {n} 个总额（{'、'.join(texts[i])[:30]}），可能是几个项目连在了一起")
        elif n == 0:
            say(i, "list.amounts", "这个项目没有金额，别的项目都有，可能没有读全")
            if i:
                say(i - 1, "list.amounts", "后一个项目没有金额，可能是这个项目的后半部分")


def _sum(texts: list[list[str]], firsts: list[int], totals: dict[int, list[str]], say: Say) -> None:
    """The amounts of all projects, or of those between two totals, make what one of the two prints. `firsts` are the
    first rows of the projects, `totals` gives what stands in the rows of totals."""
    amounts = [sum((number(t) for t in said if is_amount(t)), Decimal(0)) for said in texts]
    ends = (-1, *totals, max(firsts, default=0) + 1)
    for row, said in totals.items():
        printed = [number(t) for t in said if is_amount(t)]
        spans = [(end, row) if end < row else (row, end) for end in ends if end != row]
        runs = [sum(n for f, n in zip(firsts, amounts, strict=True) if a < f < b) for a, b in spans]
        runs.append(sum(amounts))
        if len(printed) != 1 or not any(amounts) or any(abs(printed[0] - r) <= _CLOSE * len(amounts) for r in runs):
            continue
        for i in range(len(texts)):
            message = f"读到 {len(texts)} 个项目，金额合计 {sum(amounts)}，与印的合计 {printed[0]} 不一致，可能缺项目"
            say(i, "list.total", message)


def _beginnings(table: Table, head: Head, groups: list[list[int]], words: Vocabulary, say: Say) -> None:
    """The indicators of each project begin with outputs where those of the others do; costs may stand before them."""
    levels = [_levels(table, head, rows, words) for rows in groups]
    if len(groups) <= _FEW:
        return
    outputs = [any(_OUTPUT in name for name in found) for found in levels]
    for i, found in enumerate(levels):
        if not found and all(levels[:i] + levels[i + 1 :]):
            say(i, "list.beginning", "这个项目没有读到指标级别，别的项目都有，可能没有读全")
        elif found and not outputs[i] and all(outputs[:i] + outputs[i + 1 :]):
            say(i, "list.beginning", f"这个项目的指标从“{found[0]}”起，没有产出，别的项目都有，前面可能缺行")


def _levels(table: Table, head: Head, rows: list[int], words: Vocabulary) -> list[str]:
    """The names of first levels in the project's rows, in their order."""
    cells = [c for r in rows if (c := table.at(r, head.left)) is not None]
    return [key(c.text) for c in {id(c): c for c in cells}.values() if c.text and is_level(c.text, words)]
