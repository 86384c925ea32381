"""PDF pages as words and rules, one at a time, so that memory does not grow with the number of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jixiao.errors import DamagedSource, EncryptedSource, LimitExceeded, PageError
from jixiao.geometry import Box, turned
from jixiao.pages.mupdf import BROKEN, pymupdf
from jixiao.pages.page import Page, Rule
from jixiao.pages.text_layer import way_of
from jixiao.pages.words import without_doubles, words_of

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
# A filled rectangle thinner than this (points) is a rule, a thicker one is shading.
_HAIRLINE = 3.0
# A stroke may lean by this much (points) and still be a rule.
_LEAN = 0.8
# Strokes shorter than this are specks; dots of a dotted rule are longer.
_MIN_LENGTH = 0.3
# After so many pages MuPDF forgets what it keeps of them, such as fonts.
_KEPT = 16


class Pdf:
    """An open PDF; a context manager that yields its pages."""

    def __init__(self, path: Path, name: str) -> None:
        """EncryptedSource where a password is needed, DamagedSource where it is no readable PDF."""
        try:
            self._doc = pymupdf.open(path, filetype="pdf")
        except (*BROKEN, pymupdf.FileDataError, pymupdf.EmptyFileError) as e:
            raise DamagedSource(name, "不是完整的 PDF，无法打开；请重新下载或另存后再试") from e
        if self._doc.needs_pass:
            raise EncryptedSource(name, "PDF 有打开密码；请先去除密码再试")
        self.count = self._doc.page_count
        if self.count == 0:
            raise DamagedSource(name, "PDF 中没有可读的页（文件可能不完整）；请重新下载或另存后再试")

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *_: object) -> None:
        self._doc.close()

    def pages(self, stroke_limit: int = 20000, threads: int = 1) -> Iterator[Page]:
        """Each page in order, those without a text layer to be trusted by OCR with so many threads.

        What could not be read is a page with a `problem`.
        """
        for index in range(self.count):
            try:
                yield self.page(index, stroke_limit, threads)
            except BROKEN as e:
                page = Page(index + 1, 0, 0)
                page.problem = PageError(index + 1, "这一页的内容已损坏，无法读取；请核对原文件")
                page.problem.__cause__ = e
                yield page
            if index % _KEPT == _KEPT - 1:
                pymupdf.TOOLS.store_shrink(100)

    def page(self, index: int, stroke_limit: int = 20000, threads: int = 1) -> Page:
        """One page (0-based), as `pages` gives it."""
        sheet = self._doc.load_page(index)
        page = self._digital(sheet, index, stroke_limit)
        path, why = way_of(page, sheet)
        if path in ("scanned", "garbled"):
            from jixiao.pages.scan.pictures import scanned_page

            return scanned_page(sheet, page.number, threads, (path, why))
        page.path, page.why = path, why
        return page

    def _digital(self, sheet: pymupdf.Page, index: int, stroke_limit: int) -> Page:
        """The page by its text layer and strokes."""
        raw = sheet.get_text("rawdict", flags=_FLAGS)
        lines = [line for block in raw["blocks"] if block["type"] == 0 for line in block["lines"]]
        width, height = raw["width"], raw["height"]
        quarters = _quarters(lines)
        upright = (height, width) if quarters % 2 else (width, height)
        page = Page(index + 1, *upright, quarters=(quarters + sheet.rotation // 90) % 4)
        for line in lines:
            if quarters:
                _turn_characters(line, quarters, width, height)
            page.words.extend(words_of(line, page.number, (_direction(line["dir"]) - quarters) % 4))
        page.words = without_doubles(page.words)
        strokes = sheet.get_cdrawings()
        if len(strokes) > stroke_limit:
            page.problem = LimitExceeded(
                page.number,
                f"线条多达 {len(strokes)} 条（上限 {stroke_limit}），未作表格识别；可调高 stroke_limit 再试",
            )
            strokes = []
        _add_rules(page, strokes)
        if quarters:
            _turn_rules(page, quarters, width, height)
        return page


def _turn_characters(line: dict[str, Any], quarters: int, width: float, height: float) -> None:
    """Put the characters of a line where they stand once the page is turned upright."""
    for span in line["spans"]:
        for char in span["chars"]:
            char["bbox"] = turned(Box(*char["bbox"]), -quarters, width, height)


def _direction(vector: tuple[float, float]) -> int:
    """Quarter turns clockwise of the writing direction: 0 right, 1 down, 2 left, 3 up."""
    x, y = vector
    if abs(x) >= abs(y):
        return 0 if x >= 0 else 2
    return 1 if y > 0 else 3


def _quarters(lines: list[dict[str, Any]]) -> int:
    """The direction most characters run in; upright unless another one clearly leads."""
    votes: Counter[int] = Counter()
    for line in lines:
        votes[_direction(line["dir"])] += sum(len(s["chars"]) for s in line["spans"])
    if not votes or (len(votes) == 1 and 0 in votes):
        return 0
    lead, count = votes.most_common(1)[0]
    return lead if count > 2 * votes[0] else 0


def _add_rules(page: Page, drawings: list[dict[str, Any]]) -> None:
    """Horizontal and vertical strokes and hairline rectangles; shading, curves and invisible paint are left out."""
    for path in drawings:
        kind = path["type"]
        filled = kind == "f"
        paint = path.get("fill" if filled else "color")
        if paint is not None and min(paint) > 0.97:
            continue
        if filled:
            x0, y0, x1, y1 = path["rect"]
            if min(x1 - x0, y1 - y0) <= _HAIRLINE:
                _add_thin(page, x0, y0, x1, y1)
                continue
        for item in path["items"]:
            _add_item(page, item, filled)


def _add_item(page: Page, item: tuple[Any, ...], filled: bool) -> None:
    op = item[0]
    if op == "re":
        x0, y0, x1, y1 = item[1]
        if min(x1 - x0, y1 - y0) <= _HAIRLINE:
            _add_thin(page, x0, y0, x1, y1)
        elif not filled:
            for x in (x0, x1):
                page.vertical.append(Rule(x, y0, y1))
            for y in (y0, y1):
                page.horizontal.append(Rule(y, x0, x1))
    elif op == "l" and not filled:
        _add_line(page, item[1], item[2])
    elif op == "qu" and not filled:
        ul, ur, ll, lr = item[1]
        for a, b in ((ul, ur), (ll, lr), (ul, ll), (ur, lr)):
            _add_line(page, a, b)


def _add_line(page: Page, a: tuple[float, float], b: tuple[float, float]) -> None:
    (ax, ay), (bx, by) = a, b
    if abs(ay - by) <= _LEAN and abs(ax - bx) >= _MIN_LENGTH:
        page.horizontal.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
    elif abs(ax - bx) <= _LEAN and abs(ay - by) >= _MIN_LENGTH:
        page.vertical.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))


def _add_thin(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    width, height = x1 - x0, y1 - y0
    if width >= height and width >= _MIN_LENGTH:
        page.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
    elif height > width and height >= _MIN_LENGTH:
        page.vertical.append(Rule((x0 + x1) / 2, y0, y1))


def _turn_rules(page: Page, quarters: int, width: float, height: float) -> None:
    """The rules in the turned page; `width` and `height` are those before the turn."""
    boxes = [Box(r.start, r.at, r.end, r.at) for r in page.horizontal]
    boxes += [Box(r.at, r.start, r.at, r.end) for r in page.vertical]
    page.horizontal, page.vertical = [], []
    for box in boxes:
        x0, y0, x1, y1 = turned(box, -quarters, width, height)
        if x1 - x0 >= y1 - y0:
            page.horizontal.append(Rule(y0, x0, x1))
        else:
            page.vertical.append(Rule(x0, y0, y1))
