"""A header that is printed again on the next page: the rows of it, also where OCR read them a little differently."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.tables import settings
from jixiao.tables.joins.join_rows import Known
from jixiao.tables.table import Table
from jixiao.text import has_digit, key

_NO_WORD = Word("", 0, Box(0, 0, 0, 0))
_NO_DIGIT = re.compile(r"\D")
_COLUMN_NUMBER = re.compile(r"(?:栏次?)?[(（]?\d{1,2}[)）]?|栏次")


def drift_of(a: Table, b: Table) -> float:
    """The share by which one of the pieces may be wider: two scanned pages are never quite of one size."""
    return settings.JOINS.scanned if all(next(t.words(), _NO_WORD).how == "ocr" for t in (a, b)) else 0.0


def repeated_rows(a: Table, b: Table, known: Known) -> int:
    """How many first rows of `b` repeat rows of `a` as they stood there together: a header printed again.

    Rows further down in `a` count only where all their texts are known terms, as lists may repeat each other's rows,
    and where `a` does not end with the heading of another list.
    """
    same = _alike_row if drift_of(a, b) else _same_row
    first = _header_texts(b, 0)
    if first is None or b.n_rows < 2:
        return 0
    best = 0
    headed = len(a.row(a.n_rows - 1)) == 1 and len(a.row(0)) > 1
    for at in range(1 if headed else a.n_rows):
        if len(a.row(at)) != len(first):
            continue
        texts = _texts(a, at)
        if not same(texts, _without_rest(first, texts, a, b)) or (at and not all(known(t) for t in texts if t)):
            continue
        n = 1
        while at + n < a.n_rows and n < b.n_rows - 1:
            again = _header_texts(b, n) or _column_numbers(b, n)
            if again is None or not same(_texts(a, at + n), again):
                break
            if at and not all(known(t) for t in again if t) and _column_numbers(b, n) is None:
                break
            n += 1
        best = max(best, n)
    return _whole_header(b, best) if best and drift_of(a, b) else best


def _texts(table: Table, r: int) -> list[str]:
    return [key(c.text) for c in table.row(r)]


def _without_rest(first: list[str], head: list[str], a: Table, b: Table) -> list[str]:
    """The texts of b's first row without what a spreadsheet printed over them: the end of a merged cell's text.

    It stands whole at the end of `a`, drawn again on each page that its cell reaches.
    """
    if len(first) != len(head) or a.n_cols != b.n_cols:
        return first
    uppers = [a.at(a.n_rows - 1, c.col) for c in b.row(0)]
    out = []
    for text, said, upper in zip(first, head, uppers, strict=True):
        rest = text[len(said) :] if said and text.startswith(said) else ""
        out.append(said if rest and upper is not None and _within(rest, key(upper.text)) else text)
    return out


def _within(rest: str, whole: str) -> bool:
    """Whether the text is the end of the whole, or a line of it with points and marks clipped away."""
    bare = "".join(c for c in rest if c.isalnum())
    return whole.endswith(rest) or (len(bare) > 2 and bare in "".join(c for c in whole if c.isalnum()))


def _whole_header(table: Table, n: int) -> int:
    """How many rows a header has whose first n rows were recognised: most cells of the last may reach further down."""
    cells = table.row(n - 1)
    end = max(c.end_row for c in cells)
    further = sum(c.end_row == end for c in cells)
    return end if n < end < table.n_rows and further > len(cells) / 2 else n


def _header_texts(table: Table, r: int) -> list[str] | None:
    """The row's texts, None for one that cannot be a header: nearly blank, or mostly numbers."""
    cells, texts = table.row(r), _texts(table, r)
    written = [t for t in texts if t]
    if len(written) < 2 or sum(has_digit(c.text) for c in cells if c.row == r) > len(written) / 2:
        return None
    return texts


def _column_numbers(table: Table, r: int) -> list[str] | None:
    """The row's texts where they number the columns, 1, 2, 3 … or （1）, （2） …; None for any other row."""
    texts = _texts(table, r)
    written = [t for t in texts if t]
    counts = len(written) > 2 and len(set(written)) == len(written) and all(map(_COLUMN_NUMBER.fullmatch, written))
    return texts if counts else None


def _same_row(a: list[str], b: list[str]) -> bool:
    """Equal texts; a merged label at the left may be blank in one of them, one of many texts cut short."""
    if len(a) != len(b):
        return False
    unlike = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if not unlike or (len(a) > 2 and unlike == [(a[0], b[0])] and not (a[0] and b[0])):
        return True
    short, long = sorted(unlike[0], key=len)
    return (
        len(a) >= settings.JOINS.columns
        and len(unlike) == 1
        and len(short) >= settings.JOINS.cut
        and long.startswith(short)
    )


def _alike_row(a: list[str], b: list[str]) -> bool:
    """The same for texts that OCR read twice: a few characters may differ, or one of many texts, but digits not."""
    if _same_row(a, b) or len(a) != len(b):
        return len(a) == len(b)
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x and y]
    if len(pairs) < len(a) - 1 or any(_NO_DIGIT.sub("", x) != _NO_DIGIT.sub("", y) for x, y in pairs):
        return False
    likeness = [SequenceMatcher(None, x, y, autojunk=False).ratio() for x, y in pairs]
    unlike = sum(like <= settings.JOINS.like for like in likeness)
    return unlike <= (len(likeness) >= settings.JOINS.columns) and sum(likeness) > settings.JOINS.alike * len(likeness)
