"""The columns at the left of a list of projects: what each holds, told by its head where that is known, else by what
all projects have in it.

Serial numbers count up, codes have digits only, amounts are amounts, goals are sentences, names differ from project to
project and bodies come again. An amount that the others add up to is the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.forms.content import is_amount, kinds_of, may_hold
from jixiao.forms.segmentation import settings
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

NUMBER = "number"
"""Stands for a column of serial numbers, which no field holds."""

# Roles of the columns that are the indicators' own.
OWN = ("level1", "level2", "level3", "level12", "value")
_TOTAL, _FISCAL, _OTHER = "funds.annual.total", "funds.annual.fiscal", "funds.annual.other"
_PHONE = re.compile(r"0\d{2,3}-?\d{7,8}(?:-\d{1,4})?|1[3-9]\d{9}")
_IN_CHARGE = re.compile("主管|^部门(名称)?$")
# Rounding of printed amounts.
_CLOSE = Decimal("0.05")


def lead_fields(table: Table, heads: Sequence[Cell], rows: Sequence[int], words: Vocabulary) -> dict[int, str]:
    """For each head's first grid column the field that the column holds; columns that nothing tells are left out.

    `heads` are those left of the indicators, `rows` the rows of all projects.
    """
    texts = {h.col: written_in(table, h.col, rows) for h in heads}
    out = {h.col: name for h in heads if (name := _told(h.text, words)) and _may(name, texts[h.col])}
    open_ = [h for h in heads if h.col not in out]
    for h in list(open_):
        if counts_up(texts[h.col]):
            out[h.col] = NUMBER
            open_.remove(h)
    _amounts(open_, texts, out)
    _parts(table, open_, rows, out)
    for name, fits in (("project_code", are_codes), ("goal_annual", _sentences)):
        found = [h for h in open_ if h.col not in out and fits(texts[h.col])]
        if name not in out.values() and len(found) == 1:
            out[found[0].col] = name
    name_open([h for h in open_ if h.col not in out], texts, out)
    return out


def written_in(table: Table, col: int, rows: Sequence[int]) -> list[str]:
    """What is written in the column, each cell once."""
    cells = {id(c): c for r in rows if (c := table.at(r, col)) is not None and c.text}
    return [key(c.text) for c in cells.values()]


def _told(text: str, words: Vocabulary) -> str:
    """The field that a known head names."""
    if words.opens("project_goal", text, [text]):
        return "project_name"
    term = words.term("project_goal", text)
    return term.field if term is not None and not term.section else ""


def _may(name: str, texts: list[str]) -> bool:
    """Whether what stands in the column can be what its head says: all of it, but for what a page end cut."""
    if name == "project_name":
        return not texts or not all(is_amount(t) for t in texts)
    return sum(may_hold(name, t) for t in texts) >= settings.LISTED.most * len(texts)


def counts_up(texts: list[str]) -> bool:
    """Whether the texts count up from first to last, mostly by one: where a number is left out, that is told later."""
    numbers = [int(t) for t in texts if t.isdecimal() and len(t) < 5]
    if not texts or len(numbers) < len(texts):
        return False
    steps = [b - a for a, b in pairwise(numbers)]
    if not steps:
        return numbers[0] <= 1
    return all(step > 0 or b == 1 for step, b in zip(steps, numbers[1:], strict=True)) and 2 * steps.count(1) >= len(
        steps
    )


def _share(texts: list[str], kind: str) -> float:
    return sum(kind in kinds_of(t) for t in texts) / len(texts) if texts else 0.0


def are_codes(texts: list[str]) -> bool:
    """Whether the texts are codes, and no telephone numbers."""
    if sum(_PHONE.fullmatch(t) is not None for t in texts) >= settings.LISTED.least * len(texts):
        return False
    return bool(texts) and _share(texts, "code") >= settings.LISTED.most and not all(is_amount(t) for t in texts)


def _sentences(texts: list[str]) -> bool:
    long = [t for t in texts if len(t) > settings.LISTED.short]
    return len(long) >= settings.LISTED.least * len(texts) > 0


def _amounts(heads: Sequence[Cell], texts: dict[int, list[str]], out: dict[int, str]) -> None:
    """Name the columns of amounts whose heads do not say what they are: a single one, or the sum of the others."""
    mine = [h for h in heads if texts[h.col] and all(is_amount(t) for t in texts[h.col]) and h.col not in out]
    if any(name.endswith("total") for name in out.values()) or not mine:
        return
    sums = [
        h
        for h in mine
        if _is_sum(h, texts, [g for g in texts if g != h.col and out.get(g, "funds").startswith("funds")])
    ]
    if len(mine) == 1 or len(sums) == 1:
        out[(sums or mine)[0].col] = _TOTAL


def _parts(table: Table, heads: Sequence[Cell], rows: Sequence[int], out: dict[int, str]) -> None:
    """Name the one column of amounts that nobody knows among known ones, where it makes the total of each project with
    them: what the state gives, or, where that is known, what others do."""
    totals = [col for col, name in out.items() if name in (_TOTAL, "funds.total")]
    parts = {col: name for col, name in out.items() if name.startswith("funds.") and col not in totals}
    blank = next((part for part in ("fiscal", "other") if not any(n.endswith(part) for n in parts.values())), "")
    open_ = [h.col for h in heads if h.col not in out and all(map(is_amount, written_in(table, h.col, rows)))]
    open_ = [col for col in open_ if written_in(table, col, rows)]
    if len(totals) != 1 or len(open_) != 1 or not parts or not blank:
        return
    whole = {c.row: c for r in rows if (c := table.at(r, totals[0])) is not None and is_amount(c.text)}
    said = [(number(c.text), [_amount_at(table, r, col) for col in (*parts, *open_)]) for r, c in whole.items()]
    if len(said) > 1 and all(abs(total - sum(each)) <= _CLOSE for total, each in said):
        out[open_[0]] = f"funds.{blank}"


def _amount_at(table: Table, r: int, col: int) -> Decimal:
    """The amount of a project in a column, nought where it has none."""
    cell = table.at(r, col)
    return number(key(cell.text)) if cell is not None and is_amount(cell.text) else Decimal(0)


def _is_sum(head: Cell, texts: dict[int, list[str]], others: list[int]) -> bool:
    """Whether each amount of the column is the sum of those beside it."""
    parts = [texts[col] for col in others if texts[col] and all(is_amount(t) for t in texts[col])]
    whole = texts[head.col]
    if not parts or any(len(p) != len(whole) for p in parts):
        return False
    return all(abs(number(w) - sum(map(number, p))) <= _CLOSE for w, *p in zip(whole, *parts, strict=True))


def number(text: str) -> Decimal:
    """The value of an amount."""
    return Decimal(text.replace(",", "").rstrip("%元亿万千百") or "0")


def name_open(heads: Sequence[Cell], texts: dict[int, list[str]], out: dict[int, str]) -> None:
    """Name in `out` the columns that no head tells: names of projects, which differ from one another, and of bodies,
    which end as bodies do and come again."""
    longest = settings.LISTED.name
    short = [h for h in heads if texts[h.col] and all(len(t) <= longest and not is_amount(t) for t in texts[h.col])]
    bodies = [h for h in short if _share(texts[h.col], "org") >= settings.LISTED.most]
    others = [h for h in short if h not in bodies]
    if "project_name" not in out.values():
        best = sorted(others, key=lambda h: (-len(set(texts[h.col])), h.col))
        if best:
            out[best[0].col] = "project_name"
    for body in bodies if len(bodies) == 1 else []:
        name = "department" if _IN_CHARGE.search(key(body.text)) else "implementer"
        if name not in out.values():
            out[body.col] = name


def heads_indicators(row: Iterable[str], words: Vocabulary) -> bool:
    """Whether the texts of a row head a list of indicators: a level and a value column, or two levels."""
    roles = {words.column("indicators", text) for text in row}
    levels = roles & {"level1", "level2", "level3", "level12"}
    return len(levels) >= 2 or bool(levels and roles & {"value", "value_lifetime"})


def indicators_from(table: Table, body: int, col: int, words: Vocabulary) -> int:
    """The column where the indicators of a list begin, whose known levels stand in column `col` from row `body` on."""
    return _broader(table, body, _with_own(table, body, col, words))


def _with_own(table: Table, body: int, col: int, words: Vocabulary) -> int:
    """The column where the indicators begin, those of their own columns among them that stand left of the levels."""
    heads = (c for r in range(body) for c in table.written(r) if c.end_row == body and c.col < col)
    own = [c.col for c in heads if words.column("indicators", c.text) in OWN and not words.term("project_goal", c.text)]
    return min([*own, col])


def _broader(table: Table, body: int, col: int) -> int:
    """The column where the indicators begin: left of a level whose words are known may stand broader ones that nobody
    knows. They begin more often than anything that a project has once, and are the same few words again and again."""
    while col > 1:
        cells = [_beginning(table, body, c) for c in range(col)]
        words = [key(c.text) for c in cells[-1]]
        few = 0 < 2 * len(set(words)) <= len(words) and max(map(len, words)) <= settings.LISTED.short
        if not few or len(words) <= max(len(each) for each in cells[:-1]):
            break
        col -= 1
    return col


def _beginning(table: Table, body: int, col: int) -> list[Cell]:
    """The cells with text that begin in the column."""
    cells = ((r, table.at(r, col)) for r in range(body, table.n_rows))
    return [c for r, c in cells if c is not None and c.row == r and c.text]
