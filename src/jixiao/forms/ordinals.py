"""The numerals before items of a scanned table's column (`一、`, `二、`), given back where OCR lost or misread them.

Their thin strokes wear off first, and are taken for rules.
"""

from __future__ import annotations

import re
from collections import Counter

from jixiao.tables.table import Cell, Table
from jixiao.text import key
from jixiao.votes import Voter

_DIGITS = "一二三四五六七八九"
_NUMERALS = tuple(
    (_DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else "")
    for tens in range(4)
    for ones in range(10)
)
_ITEM = re.compile("([一二三四五六七八九十]{1,3})、")
# What a numeral and its mark are read as.
_SCRAP = re.compile(r"[一二三四五六七八九十人入八土士上干\s]{0,3}(?:[、·•.．,，:：;；\-—…]|\S、)\s*")
# More marks than one behind a numeral.
_MARKS = re.compile("、[、·•.．,，:：]+")
# What begins with a numeral that counts nothing.
_WORD = "一般"
# Heads of columns of items.
_HEAD = re.compile("项目|科目|名称|分类")
# So many items that stand in their order tell it.
_LEAST = 4


def count_items(table: Table) -> None:
    """Give the items of each column that are counted their numeral."""
    for column in range(table.n_cols):
        cells = [cell for row in range(table.n_rows) if (cell := table.at(row, column)) and cell.row == row]
        _count([cell for cell in cells if cell.col == column])


def _count(cells: list[Cell]) -> None:
    """Give what stands between the first item and the last one that was read well its numeral.

    Most numerals that were read must tell the same order, one with every cell, and the first stand under a head.
    """
    texts = [key(cell.text) for cell in cells]
    told = {i: _NUMERALS.index(m[1]) for i, text in enumerate(texts) if (m := _ITEM.match(text)) and m[1] in _NUMERALS}
    ((before, votes),) = Counter(i - n for i, n in told.items()).most_common(1) or [(0, 0)]
    if votes < _LEAST or 2 * votes <= len(told) or before < 0 or not _HEAD.search(texts[before]):
        return
    last = max(i for i, n in told.items() if i - n == before)
    for i in range(before + 1, len(cells)):
        numeral = _NUMERALS[i - before] if i - before < len(_NUMERALS) else ""
        scrap = _scrap(cells[i].text, numeral)
        if not cells[i].text or not numeral or (i > last and not scrap):
            return
        word, start, _ = cells[i].flat.pieces[0]
        right = texts[i].startswith(numeral + "、") and scrap == numeral + "、"
        if right or start or not word.text.startswith(scrap):
            continue
        word.mend(0, len(scrap), numeral + "、", Voter.ORDINALS)
        cells[i].forget()


def _scrap(text: str, numeral: str) -> str:
    """What is left of the numeral at the start of the text."""
    if numeral and text.startswith(numeral) and (marks := _MARKS.match(text, len(numeral))):
        return text[: marks.end()]
    if found := _SCRAP.match(text):
        return found[0]
    return "" if text.startswith(_WORD) else text[: len(text) - len(text.lstrip(numeral))]
