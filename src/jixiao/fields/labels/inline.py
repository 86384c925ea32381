"""Labels with their values in one line, and lines that belong to no label."""

from __future__ import annotations

import re
from itertools import pairwise

from jixiao.evidence import Passage, Role
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_OF_WHICH = re.compile(r"^\s*其中[:：]\s*(?=[^:：]{2,24}[:：])")
_SAID = re.compile(r"([^\s:：]{1,16})[:：]\s*")

# What a form prints of itself: that it goes on, the place of a date.
_PRINTED = re.compile(r"[(（]?(?:续表|续上[表页]|接上[表页]|续前表)[)）]?\d{0,2}|[年月日]+")
_NOTE = re.compile(r"\W?(?:填[报表写]|编制|有关)?(?:说明|备注|注)\s*\d?[:：]")
_ITEM = re.compile(r"\d{1,2}[.．、](?!\d)")


def is_printed(text: str) -> bool:
    """Whether the text tells nothing: it says that the form goes on, or is where a date is to be written."""
    return _PRINTED.fullmatch(key(text)) is not None


def is_noted(table: Table, cell: Cell) -> bool:
    """Whether a cell alone in its row is an item of the note that begins in a row over it."""
    while _ITEM.match(cell.text) and len(over := table.row(cell.row - 1) if cell.row else []) == 1:
        cell = over[0]
        if _NOTE.match(cell.text):
            return True
    return False


def said_pairs(passage: Passage) -> list[tuple[Passage, Passage]]:
    """Labels with their values in one line, each before a colon; none where the line begins otherwise."""
    if of_which := _OF_WHICH.match(passage.text):
        passage.cut(0, of_which.end()).claim(Role.LABEL)
        passage = passage.cut(of_which.end())
    cuts = [0, *(m.start() for m in re.finditer(r"\s(?=[^\s:：]{1,12}[:：])", passage.text)), len(passage.text)]
    out = []
    for part in (passage.cut(a, b).strip() for a, b in pairwise(cuts)):
        match = _SAID.match(part.text)
        if match is None:
            return []
        if value := part.cut(match.end()).strip():
            out.append((part.cut(*match.span(1)), value))
    return out
