"""Two pages on one scanned sheet, read as two: the left one, then the right one.

A sheet is parted where two ruled tables stand beside each other and nothing that is printed crosses the strip between
them. While pages are read each half counts as a page of its own; at the end all of it stands on its sheet again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.page import Page, Rule
from jixiao.tables import settings
from jixiao.tables.joint import Joint, Side
from jixiao.tables.table import Block, Layout, Table

# A page as problems of a layout name it first.
_NAMED = re.compile(r"第(\d+)页")


class Halves:
    """The pages as they are read, halves of sheets counted, and where each stands: its sheet and how far to the right
    on it in points."""

    def __init__(self) -> None:
        self._places: list[tuple[int, float]] = []

    def of(self, page: Page) -> list[Page]:
        """The page, or its two halves; once a sheet was parted, pages are numbered as they are read."""
        at = gutter_of(page)
        parts = [page] if at is None else list(_parted(page, at))
        for part, left in zip(parts, (0.0, at or 0.0), strict=False):
            self._places.append((page.number, left))
            if part.number != len(self._places):
                part.number = len(self._places)
                for word in (*part.words, *part.across):
                    word.page = part.number
        return parts

    def put_back(self, layout: Layout) -> None:
        """Give everything in the layout the number of its sheet and its place on that."""
        if all(sheet == n and not left for n, (sheet, left) in enumerate(self._places, 1)):
            return
        seen: set[int] = set()
        for block in layout.blocks:
            self._move(block, seen)
        layout.problems = [(page and self._sheet(page), code, self._said(text)) for page, code, text in layout.problems]
        floors, heights, unbroken = layout.floors, layout.heights, layout.unbroken
        layout.floors, layout.heights, layout.unbroken = {}, [], set()
        for n, (sheet, _) in enumerate(self._places, 1):
            if n in floors:
                layout.floors[sheet] = max(floors[n], layout.floors.get(sheet, 0.0))
            layout.heights += heights[n - 1 : n] if len(layout.heights) < sheet else []
            if n in unbroken and self._sheet(n + 1) > sheet:
                layout.unbroken.add(sheet)
        layout.joints = [self._joint(joint) for joint in layout.joints]

    def _sheet(self, page: int) -> int:
        """The sheet of a page; a page behind the last is on the next sheet."""
        return self._places[page - 1][0] if page <= len(self._places) else self._places[-1][0] + 1

    def _said(self, text: str) -> str:
        return _NAMED.sub(lambda found: f"第{self._sheet(int(found[1]))}页", text)

    def _placed(self, page: int, box: Box) -> Box:
        return _shifted(box, self._places[page - 1][1])

    def _move(self, block: Block, seen: set[int]) -> None:
        for word in (*block.words(), *(block.repeated if isinstance(block, Table) else ())):
            if id(word) not in seen:
                seen.add(id(word))
                self._move_word(word)
        first = block.page
        if block.box is not None:
            block.box = self._placed(first, block.box)
        if isinstance(block, Table):
            self._move_table(block)
        block.page = self._sheet(first)

    def _move_word(self, word: Word) -> None:
        sheet, left = self._places[word.page - 1]
        word.page, word.box = sheet, _shifted(word.box, left)
        word.edges = tuple(x + left for x in word.edges)

    def _move_table(self, table: Table) -> None:
        if table.end_box is not None:
            table.end_box = self._placed(table.end_page, table.end_box)
        left = self._places[table.page - 1][1]
        table.columns_x = tuple(x + left for x in table.columns_x)
        table.end_page = self._sheet(table.end_page)
        table.row_pages = [self._sheet(page) for page in table.row_pages]
        for cell in table.cells:
            if cell.box is not None:
                cell.box = self._placed(cell.page, cell.box)
            cell.more = [(self._sheet(page), self._placed(page, box)) for page, box in cell.more]
            cell.page = self._sheet(cell.page)

    def _joint(self, joint: Joint) -> Joint:
        upper, lower = (
            Side(self._sheet(side.page), side.box and self._placed(side.page, side.box))
            for side in (joint.upper, joint.lower)
        )
        return replace(joint, upper=upper, lower=lower)


def gutter_of(page: Page) -> float | None:
    """The x at which a scanned sheet is parted in two pages, None where it is one page."""
    if page.scan is None or page.width <= page.height:
        return None
    level = [Box(r.start, r.at, r.end, r.at) for r in page.horizontal]
    printed = [*level, *(word.box for word in page.words)]
    middle = page.width / 2
    left = [box for box in printed if box.x0 + box.x1 < page.width]
    right = [box for box in printed if box.x0 + box.x1 >= page.width]
    if not all(_has_table(page, level, side) for side in (left, right)):
        return None
    x0, x1 = max(box.x1 for box in left), min(box.x0 for box in right)
    near = settings.SHEETS.aside * page.width
    if x1 - x0 < settings.SHEETS.gutter or not x0 - near < middle < x1 + near:
        return None
    return middle if x0 < middle < x1 else (x0 + x1) / 2


def _has_table(page: Page, level: list[Box], side: list[Box]) -> bool:
    """Whether rules both ways stand on that side of the sheet, as of a table."""
    mine = {id(box) for box in side}
    rules = [box for box in level if id(box) in mine]
    if len(rules) < settings.SHEETS.rules:
        return False
    x0, x1 = min(box.x0 for box in rules), max(box.x1 for box in rules)
    walls = sum(x0 - settings.RULES.touch <= r.at <= x1 + settings.RULES.touch for r in page.vertical)
    return walls >= settings.SHEETS.rules


def _parted(page: Page, at: float) -> tuple[Page, Page]:
    """The left and the right half of the sheet, each from its own left side."""
    left = replace(
        page,
        width=at,
        words=[word for word in page.words if word.box.middle[0] < at],
        across=[word for word in page.across if word.box.middle[0] < at],
        horizontal=[r for r in page.horizontal if r.start + r.end < 2 * at],
        vertical=[r for r in page.vertical if r.at < at],
        unsure=[box for box in page.unsure if box.middle[0] < at],
    )
    right = replace(
        page,
        width=page.width - at,
        words=[word for word in page.words if word.box.middle[0] >= at],
        across=[word for word in page.across if word.box.middle[0] >= at],
        horizontal=[Rule(r.at, r.start - at, r.end - at) for r in page.horizontal if r.start + r.end >= 2 * at],
        vertical=[Rule(r.at - at, r.start, r.end) for r in page.vertical if r.at >= at],
        unsure=[_shifted(box, -at) for box in page.unsure if box.middle[0] >= at],
    )
    for word in (*right.words, *right.across):
        word.box = _shifted(word.box, -at)
        word.edges = tuple(x - at for x in word.edges)
    return left, right


def _shifted(box: Box, by: float) -> Box:
    return box._replace(x0=box.x0 + by, x1=box.x1 + by)
