"""Labels with their values in one line, and lines that belong to no label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao.evidence import Passage, Role
from jixiao.fields.labels.model import is_label, value_kind
from jixiao.forms.content import kinds_of
from jixiao.forms.segmentation.prose import numbered
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

_OF_WHICH = re.compile(r"^\s*其中[:：]\s*(?=[^:：]{2,24}[:：])")
_SAID = re.compile(r"([^\s:：]{1,16})[:：]\s*")

# What a form prints of itself: that it goes on, the place of a date.
_PRINTED = re.compile(r"[(（]?(?:续表|续上[表页]|接上[表页]|续前表)[)）]?\d{0,2}|[年月日]+")
_NOTE = re.compile(r"\W?(?:填[报表写]|编制|有关)?(?:说明|备注|注)\s*\d?[:：]")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）])\s*")
# A label with its amount behind it, whatever stands between: 其中：财政拨款 118.92
_TAILED = re.compile(
    r"\s*(?:其中[:：]\s*)?(?P<label>[^\d\s:：,，。;；]{2,14})\s*"
    r"(?P<amount>(?:\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|(?!20\d\d$)\d{3,})(?:[亿万千百]?元)?)\s*"
)
# A figure that no printed label has: an amount, a limit, a share; no year, no number of a list.
_FIGURE = re.compile(r"\d[.,]\d|[≥≤＞＜<>=≧≦]\s*\d|\d\s*[%％]|\d\s*[亿万千百]?元|\d{5,}")
# The points that a label of a share says in brackets; the amount at the end of a label of money.
_POINTS = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*(?:分)?\s*[)）]")
_AMOUNT = re.compile(r"(?<![\d,.])(\d[\d,]*\.\d+|(?!20\d\d\D*$)\d[\d,]{2,})\s*[)）]?\s*$")
_PAIR = re.compile(r"([^\s:：]{2,16})[:：]\s*\S")
_COUNTED = re.compile(r"[\d一二三四五六七八九十]$")
_BODY = 30
# So many cells with a label and its value make a form of them.
_PAIRS = 3
# No label that nobody knows is longer.
_LABEL = 24
_UP_TO = ("至", "到", "-", "~", "—")
_ITEM = re.compile(r"\d{1,2}[.．、](?!\d)")


def is_printed(text: str) -> bool:
    """Whether the text tells nothing: it says that the form goes on, or is where a date is to be written."""
    return _PRINTED.fullmatch(key(text)) is not None


def is_unfilled(table: Table, cell: Cell) -> bool:
    """Whether the cell is a label to be filled in behind its colon, with nothing there or beside it: 申请单位："""
    k, right = key(cell.text), table.at(cell.row, cell.end_col)
    blank = right is None or not right.text or right.row > cell.row or right.text.rstrip().endswith((":", "："))
    return blank and k.endswith(":") and not has_digit(k) and is_label(k.rstrip(":"))


def is_numbered_label(text: str) -> bool:
    """Whether the text is a label behind a list number: 二、目标情况."""
    number = _NUMBERED.match(text)
    return number is not None and is_label(text[number.end() :])


def is_noted(table: Table, cell: Cell) -> bool:
    """Whether a cell alone in its row is an item of the note that begins in a row over it."""
    while _ITEM.match(cell.text) and len(over := table.row(cell.row - 1) if cell.row else []) == 1:
        cell = over[0]
        if _NOTE.match(cell.text):
            return True
    return False


def is_alone(table: Table, cell: Cell) -> bool:
    """Whether nothing else stands in the cell's row."""
    return [c for c in table.row(cell.row) if c.text] == [cell]


def names_body(table: Table, cell: Cell) -> bool:
    """Whether the cell is a body's name alone in its row, over what belongs to it."""
    return is_alone(table, cell) and "org" in kinds_of(cell.text) and len(cell.text) <= _BODY


def alone_over(table: Table, cell: Cell) -> Cell | None:
    """The label alone in the row over a text that is alone in its own."""
    over = table.at(cell.row - 1, cell.col) if cell.row and is_alone(table, cell) else None
    return over if over is not None and is_alone(table, over) and is_label(over.text) else None


def has_colon(text: str) -> bool:
    """Whether a label may end in the text, with its value behind it."""
    return ":" in text or "：" in text


def holds_figure(text: str) -> bool:
    """Whether the text holds a figure that is told, not printed by the form: it is no mere label."""
    return has_digit(text) and _FIGURE.search(text) is not None


def figure_in(passage: Passage, field: str) -> Passage | None:
    """The figure that a known label of points or money holds itself: 预算执行率（10分）, 财政拨款（118.92）"""
    money = field.startswith(("funds.", "budget.")) and not field.endswith(".unit")
    pattern = _POINTS if field == "execution_weight" else _AMOUNT if money else None
    match = pattern.search(passage.text) if pattern is not None and has_digit(passage.text) else None
    return passage.cut(*match.span(1)) if match is not None else None


def tailed_amount(passage: Passage) -> tuple[Passage, Passage] | None:
    """The label and the amount behind it, with nothing but blanks between them, None where the text is no such pair."""
    match = _TAILED.fullmatch(passage.text) if has_digit(passage.text) else None
    return (passage.cut(*match.span("label")), passage.cut(*match.span("amount"))) if match else None


def paired(table: Table, cells: Sequence[Cell]) -> set[int]:
    """The cells that hold a label with its value each, of a form that prints its labels so; none of any other form."""
    found: set[int] = set()
    for cell in cells:
        match = _PAIR.match(cell.text) if has_colon(cell.text) else None
        if match is None or not is_label(match[1]) or has_digit(match[1]) or _COUNTED.search(match[1]):
            continue
        left = table.at(cell.row, cell.col - 1)
        if left is None or left.rows > cell.rows or id(left) in found:  # else it is what stands beside a label
            found.add(id(cell))
    return found if len(found) >= _PAIRS else set()


def said_pairs(passage: Passage) -> list[tuple[Passage, Passage]]:
    """Labels with their values in one line, each before a colon; none where the line begins otherwise, or counts."""
    if not has_colon(passage.text):
        return []
    if of_which := _OF_WHICH.match(passage.text):
        passage.cut(0, of_which.end()).claim(Role.LABEL)
        passage = passage.cut(of_which.end())
    cuts = [0, *(m.start() for m in re.finditer(r"\s(?=[^\s:：]{1,12}[:：])", passage.text)), len(passage.text)]
    out = []
    for part in (passage.cut(a, b).strip() for a, b in pairwise(cuts)):
        match = _SAID.match(part.text)
        if match is None or _COUNTED.search(match[1]):
            return []  # an item of a text: 目标1：
        if value := part.cut(match.end()).strip():
            out.append((part.cut(*match.span(1)), value))
    return out


def counts_on(label: str, first: str, text: str) -> bool:
    """Whether the text has a list number of the label's own kind, which what stands first under the label has not."""
    style = numbered(text)
    return style is not None and style[0] == (numbered(label) or style[1:])[0] != (numbered(first) or ("",))[0]


def parts_of(table: Table, cell: Cell) -> list[Cell]:
    """The cells of the row below that divide the cell, none where they are not several or one is blank."""
    below = [c for c in table.row(cell.end_row) if c.row == cell.end_row] if cell.end_row < table.n_rows else []
    parts = [c for c in below if cell.col <= c.col and c.end_col <= cell.end_col and c.text]
    return parts if len(parts) > 1 and sum(c.cols for c in parts) == cell.cols else []


def may_label(text: str) -> bool:
    """Whether the text may be a label that nobody knows: it says something, and is not long."""
    return len(text) <= _LABEL and any(map(str.isalnum, text))


def is_up_to(text: str) -> bool:
    """Whether the text stands between the two ends of a period: 至."""
    return key(text) in _UP_TO


def goes_on(text: str, after: str) -> bool:
    """Whether a value may go on in the next cell: a code with its name, a date up to another; amounts do not."""
    if is_up_to(after) or is_up_to(text):
        return value_kind(text if is_up_to(after) else after) in ("date", "year")
    return not is_bare_amount(after) and is_bare_amount(text) == (value_kind(text) == "digits")


def is_bare_amount(text: str) -> bool:
    """Whether the text is an amount and nothing else, without a unit."""
    return has_digit(text) and re.fullmatch(r"[\d,.，%％\-]+", key(text)) is not None


def may_be_amount(text: str) -> bool:
    """Whether the text may stand for an amount: it has a digit, or is a mark for none."""
    return has_digit(text) or "none" in kinds_of(text)


def pairs_apart(passage: Passage) -> list[Passage]:
    """The line cut at blanks, and at words set apart, that stand before a further label."""
    text = passage.text
    further = {m.start() for m in re.finditer(r"\s(?=[^\s:：]{2,12}[:：])", text)}
    further |= {at for at in passage.spans if at and re.match(r"[^\s\d:：]{2,12}[:：]", text[at:])}
    cuts = [0, *sorted(further), len(text)]
    return [p for a, b in pairwise(cuts) if (p := passage.cut(a, b).strip())]
