"""Pages that are missing between two by the numbers printed on them, and pages that stand in the file twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jixiao.tables.joins.running_heads import is_page_number
from jixiao.tables.table import Block, Paragraph

MISSING = "page.missing"
"""The code of a problem: pages are missing before the page that it names."""
REPEATED = "page.repeated"
"""The code of a problem: the page that it names stands in the file twice."""

_DIGITS = re.compile(r"\d+")
# So many characters of two pages are alike by no chance.
_ALIKE = 200
# A number that is larger is a year, or counts something else.
_LARGEST = 999


class Numbered(NamedTuple):
    """A page (1-based) with the number printed on it, of how many if that is printed too, and the form of both."""

    page: int
    number: int
    of: int | None
    form: str
    scanned: bool


def printed_numbers(pages: list[list[Block]]) -> list[Numbered]:
    """The numbers printed in the margins of the pages that have one."""
    return [found for i, blocks in enumerate(pages, 1) if (found := _number_of(i, blocks)) is not None]


def unbroken(printed: list[Numbered]) -> set[int]:
    """The pages after which, by the numbers printed on both, the next one follows."""
    return {
        a.page
        for a, b in pairwise(printed)
        if a.form == b.form and (b.page, b.number) == (a.page + 1, a.number + 1) and not (a.scanned or b.scanned)
    }


def missing_pages(printed: list[Numbered], count: int) -> Iterator[tuple[int, str, str]]:
    """Where pages are missing of a file of `count` by their numbers: (page after the gap, code, message)."""
    for n, (a, b) in enumerate(pairwise(printed)):
        if a.form != b.form or b.number - a.number <= b.page - a.page or a.of != b.of:
            continue
        if (a.scanned or b.scanned) and not _borne_out(printed, n):
            continue
        said = f"印的页码从 {a.number} 跳到 {b.number}，中间可能缺页；请对照原文核对，补齐后再读"
        yield b.page, MISSING, f"第{b.page}页：{said}"
    for last, after in zip(printed, [*printed[1:], None], strict=False):
        ends = last.page == count if after is None else after.number <= 1
        if ends and last.of is not None and last.number < last.of and not last.scanned:
            said = f"印的是共 {last.of} 页，到第 {last.number} 页就没有了，后面可能缺页；请对照原文核对，补齐后再读"
            yield last.page + 1, MISSING, f"第{last.page}页：{said}"


def repeated_pages(texts: list[str]) -> Iterator[tuple[int, str, str]]:
    """Pages that hold all that an earlier one holds, by the texts of all of them: (page, code, message)."""
    first: dict[str, int] = {}
    for page, text in enumerate(texts, 1):
        before = first.setdefault(text, page)
        if before != page and len(text) >= _ALIKE:
            yield page, REPEATED, f"第{page}页：和第{before}页一字不差，可能重复了；请对照原文核对，去掉多余的页再读"


def _borne_out(printed: list[Numbered], n: int) -> bool:
    """Whether pages before and after a jump agree with it: a number that OCR misread stands alone."""
    shifts = [each.number - each.page for each in printed]
    before = n == 0 or shifts[n - 1] == shifts[n]
    after = n + 2 < len(shifts) and shifts[n + 2] == shifts[n + 1]
    return before and after


def _number_of(page: int, blocks: list[Block]) -> Numbered | None:
    """The number in the margin of a page, None where there is none or more than one."""
    lines = [b for b in blocks if isinstance(b, Paragraph) and b.margin and is_page_number(b)]
    if len(lines) != 1:
        return None
    numbers = [int(digits) for digits in _DIGITS.findall(lines[0].text)]
    if not numbers or len(numbers) > 2 or max(numbers) > _LARGEST:
        return None
    number, of = numbers[0], numbers[1] if len(numbers) == 2 else None
    if of is not None and number > of:
        return None
    scanned = any(word.how == "ocr" for word in lines[0].words())
    form = "" if scanned else _DIGITS.sub("#", lines[0].text).strip()
    return Numbered(page, number, of, form, scanned)
