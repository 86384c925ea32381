"""Pages of a PDF or an OFD as words and rules, one at a time, so that memory does not grow with the number of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jixiao.errors import DamagedPage, DamagedSource, EncryptedSource, LimitExceeded, PageError, ScannedPage
from jixiao.evidence import Word
from jixiao.geometry import Box, turned
from jixiao.pages import settings
from jixiao.pages.content import is_whole
from jixiao.pages.files.opening import opened
from jixiao.pages.messages import heard
from jixiao.pages.mupdf import BROKEN, pymupdf
from jixiao.pages.ocr_installed import HOW, ocr_installed
from jixiao.pages.page import Page
from jixiao.pages.page_tree import PAGES_LOST, REPAIRED, is_sized, pages_in_tree
from jixiao.pages.strokes import add_rules, ink_of, turn_rules
from jixiao.pages.text_layer.belief import way_of
from jixiao.pages.text_layer.digits import Digits, characters_of, direction, drawn_with
from jixiao.pages.text_layer.pasted import add_pasted
from jixiao.pages.text_layer.reread import agrees, reread
from jixiao.pages.text_layer.subsets import Subsets
from jixiao.pages.text_layer.unseen import (
    Chars,
    doubt_beside,
    doubt_overprinted,
    doubt_struck,
    leaves_blank,
    unseen_characters,
    without,
)
from jixiao.pages.words import with_marks, without_doubles, without_slanted, words_of
from jixiao.text import NO_CHARACTER

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
# Two parts of one font, cut down each for itself, are two fonts.
pymupdf.TOOLS.set_subset_fontnames(True)

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
# After so many pages MuPDF forgets what it keeps of them, such as fonts.
_KEPT = 16

Lines = list[dict[str, Any]]


class Pdf:
    """An open PDF; a context manager that yields its pages."""

    def __init__(self, path: Path, name: str) -> None:
        """EncryptedSource where a password is needed, DamagedSource where it is no readable PDF."""
        heard()
        try:
            self._doc = opened(path, name, "pdf")
        except (*BROKEN, pymupdf.FileDataError, pymupdf.EmptyFileError) as e:
            raise DamagedSource(name, "不是完整的 PDF，无法打开；请重新下载或另存后再试") from e
        if self._doc.needs_pass:
            raise EncryptedSource(name, "PDF 有打开密码；请先去除密码再试")
        self.count = self._doc.page_count
        if self.count == 0:
            raise DamagedSource(name, "PDF 中没有可读的页（文件可能不完整）；请重新下载或另存后再试")
        self._damaged = bool(heard())
        self._digits = Digits()
        self._subsets = Subsets()

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *_: object) -> None:
        self._doc.close()

    def pages(self, stroke_limit: int = 20000, threads: int = 1) -> Iterator[Page]:
        """Each page in order, those without a text layer to be trusted by OCR with so many threads.

        What could not be read, or not be read whole, is a page with a `problem`.
        """
        for index in range(self.count):
            try:
                page = self.page(index, stroke_limit, threads)
            except BROKEN as e:
                heard()
                page = Page(index + 1, 0, 0)
                page.problem = PageError(index + 1, "这一页的内容已损坏，无法读取；请核对原文件")
                page.problem.__cause__ = e
            yield page
            if index % _KEPT == _KEPT - 1:
                pymupdf.TOOLS.store_shrink(100)

    def page(self, index: int, stroke_limit: int = 20000, threads: int = 1) -> Page:
        """One page (0-based), as `pages` gives it."""
        heard()
        sheet = self._doc.load_page(index)
        shown = sheet.rect
        if min(shown.width, shown.height) < settings.BELIEF.smallest:
            raise ValueError("no page is so small")
        page = self._read(sheet, index, stroke_limit, threads)
        whole = is_sized(sheet) and is_whole(sheet, blank=not page.words)
        if (heard() or not whole) and page.problem is None:
            page.problem = DamagedPage(
                page.number, "这一页的内容有损坏，读到的可能不全；请对照原文核对，或重新获取文件再试"
            )
        if page.problem is None and _is_cropped(sheet, page):
            page.problem = DamagedPage(page.number, "这一页被裁切，有文字在看得见的范围之外，没有读取；请核对原文件")
        return page

    def faults(self) -> list[tuple[str, str]]:
        """What is wrong with the file as a whole, as (code, message); asked for once its pages are read."""
        out = []
        if self._doc.is_repaired or self._damaged:
            said = "PDF 的内部结构有损坏，修复后才读出，内容可能不全；请对照原文核对，或重新获取文件再试"
            out.append((REPAIRED, said))
        there = pages_in_tree(self._doc)
        if there is not None and there != self.count:
            most, least = max(there, self.count), min(there, self.count)
            said = f"PDF 记有 {most} 页，只读得到 {least} 页，可能缺页；请重新获取文件再试"
            out.append((PAGES_LOST, said))
        return out

    def gone(self) -> frozenset[int]:
        """The page ends at which pages may be gone, by what the fonts hold; asked for once the pages are read."""
        return self._subsets.gone(self._doc)

    def _read(self, sheet: pymupdf.Page, index: int, stroke_limit: int, threads: int) -> Page:
        """The page by its text layer, or by OCR where there is none or none to be believed."""
        shown = sheet.get_displaylist()  # the page's content is gone through once, for its text and for its glyphs
        lines, images, size = _text(sheet, shown)
        characters = characters_of(lines)
        self._subsets.note(index + 1, characters)
        lines, across = without_slanted(lines)
        strokes = sheet.get_cdrawings()
        hidden = unseen_characters(lines, sheet, strokes, images)
        if strokes:  # prose has no amounts in cells
            self._digits.look(sheet, shown, lines, characters)
        quarters = _quarters(lines)
        page = _page(sheet, index, lines, (size, quarters))
        page.across = [word for line in across for word in words_of(line, page.number, 1)]
        if len(strokes) > stroke_limit:
            page.problem = LimitExceeded(
                page.number,
                f"线条多达 {len(strokes)} 条（上限 {stroke_limit}），未作表格识别；可调高 stroke_limit 再试",
            )
            strokes = []
        add_rules(page, strokes)
        if page.problem is None:
            put = (*ink_of(strokes), *_pasted(sheet, images, hidden.chars))
            page.ink = [turned(box, -quarters, *size) for box in put]
        if quarters:
            turn_rules(page, quarters, *size)
        way, why = way_of(page, sheet, images)
        if way == "text" and hidden.chars:
            page.words = _words(without(lines, hidden.chars), page.number, quarters)
            doubt_beside(page.words, hidden.chars)
            way, why = way_of(page, sheet, images)
        if way in ("scanned", "garbled") and not ocr_installed():
            unread = ScannedPage(page.number, f"{why}，这台机器上没有装识别组件，没有读；请先安装：{HOW}")
            return Page(page.number, page.width, page.height, problem=unread)
        if way in ("scanned", "garbled"):
            from jixiao.pages.scan.pictures import scanned_page

            return scanned_page(sheet, page.number, threads, (way, why))
        page.way, page.why = way, why
        if images:
            add_pasted(page, sheet, [turned(Box(*each["bbox"]), -quarters, *size) for each in images], threads)
        doubt_overprinted(page.words)
        struck = [Box(*mark.rect) for mark in sheet.annots() if mark.type[1] == "StrikeOut"]
        doubt_struck(page.words, [turned(box, -quarters, *size) for box in struck])
        if leaves_blank(hidden.covered, page.words) and page.problem is None:
            page.problem = DamagedPage(page.number, "这一页有文字被盖住，盖住处是空白，没有读；请对照原文核对")
        self._put_right(page, sheet, lines, threads)
        return page

    def _put_right(self, page: Page, sheet: pymupdf.Page, lines: Lines, threads: int) -> None:
        """Have words read by OCR whose characters no reader knows, or whose font draws other digits than it says."""
        words = [word for word in page.words if NO_CHARACTER.search(word.text)]
        for font in self._digits.suspect - self._digits.honest:
            used = drawn_with(font, page.words, lines)
            telling = [word for word in used if self._digits.odd(font) & set(word.text)]
            if telling and font not in self._digits.lying:
                honest = agrees(page, sheet, telling[: settings.GLYPHS.sample], threads)
                (self._digits.honest if honest else self._digits.lying).add(font)
            if font in self._digits.lying:
                words += [word for word in used if word not in words]
        reread(page, sheet, words, threads)


class Ofd(Pdf):
    """An open OFD; a context manager that yields its pages."""

    def __init__(self, path: Path, name: str) -> None:
        """EncryptedSource or DamagedSource where it cannot be opened."""
        from jixiao.pages.ofd.as_pdf import as_pdf

        self._partial = as_pdf(path, name).partial
        super().__init__(path, name)

    def page(self, index: int, stroke_limit: int = 20000, threads: int = 1) -> Page:
        """One page (0-based), as of a PDF; one that was not drawn whole says so."""
        page = super().page(index, stroke_limit, threads)
        if page.number in self._partial and page.problem is None:
            said = "这一页引用的内容（字体、图片、模板或页面）在文件里找不到，读到的可能不全；请对照原文核对"
            page.problem = DamagedPage(page.number, said)
        return page


def _is_cropped(sheet: pymupdf.Page, page: Page) -> bool:
    """Whether text lies outside of the part of the page that is shown, or rules go on beyond the page."""
    margin = settings.BELIEF.cropped
    if not page.words:
        return False
    shown, whole = sheet.cropbox, sheet.mediabox
    beyond = any(r.start < -margin or r.end > page.width + margin for r in page.horizontal)
    beyond = beyond or any(r.start < -margin or r.end > page.height + margin for r in page.vertical)
    if beyond or (whole.width - shown.width < margin and whole.height - shown.height < margin):
        return beyond
    inside = len("".join(sheet.get_text(flags=_FLAGS).split()))
    sheet.set_cropbox(whole)
    every = len("".join(sheet.get_text(flags=_FLAGS).split()))
    sheet.set_cropbox(shown)
    return every > inside


def _pasted(sheet: pymupdf.Page, images: list[dict[str, Any]], hidden: Chars) -> list[Box]:
    """The boxes of what is put on the page beside its text and its strokes: pictures, notes and fields, and characters
    that are not seen."""
    put = [*(image["bbox"] for image in images), *(char["bbox"] for char in hidden)]
    return [Box(*box) for box in (*put, *(mark.rect for mark in sheet.annots()), *(w.rect for w in sheet.widgets()))]


def _text(sheet: pymupdf.Page, shown: pymupdf.DisplayList) -> tuple[Lines, list[dict[str, Any]], tuple[float, float]]:
    """The lines of pymupdf's rawdict, what is known of the pictures, and the page's width and height."""
    flags = _FLAGS | pymupdf.TEXT_PRESERVE_IMAGES
    # the text of a page that is displayed turned is asked for as it is written
    textpage = sheet.get_textpage(flags=flags) if sheet.rotation else pymupdf.TextPage(shown.get_textpage(flags))
    images = textpage.extractIMGINFO() if _has_pictures(textpage) else []
    # a text page that knows of pictures gives their bytes, too
    raw = sheet.get_text("rawdict", flags=_FLAGS) if images else textpage.extractRAWDICT()
    lines = [line for block in raw["blocks"] if block["type"] == 0 for line in block["lines"]]
    return lines, images, (raw["width"], raw["height"])


def _has_pictures(textpage: pymupdf.TextPage) -> bool:
    """Whether a block of the text page is no text; asked of MuPDF itself, as pymupdf's own blocks are dear."""
    block = textpage.this.m_internal.first_block
    while block is not None and block.type == pymupdf.mupdf.FZ_STEXT_BLOCK_TEXT:
        block = block.next
    return block is not None


def _page(sheet: pymupdf.Page, index: int, lines: Lines, turn: tuple[tuple[float, float], int]) -> Page:
    """The page with its words; the lines are turned on the way by that many quarters."""
    (width, height), quarters = turn
    upright = (height, width) if quarters % 2 else (width, height)
    page = Page(index + 1, *upright, quarters=(quarters + sheet.rotation // 90) % 4)
    for line in lines if quarters else ():
        _turn_characters(line, quarters, width, height)
    page.words = _words(lines, page.number, quarters)
    return page


def _words(lines: Lines, number: int, quarters: int) -> list[Word]:
    """The words of the lines, which are turned by that many quarters."""
    words: list[Word] = []
    for line in lines:
        words.extend(words_of(line, number, (direction(line["dir"]) - quarters) % 4))
    return with_marks(without_doubles(words))


def _turn_characters(line: dict[str, Any], quarters: int, width: float, height: float) -> None:
    """Put the characters of a line where they stand once the page is turned upright."""
    for span in line["spans"]:
        for char in span["chars"]:
            char["bbox"] = turned(Box(*char["bbox"]), -quarters, width, height)


def _quarters(lines: list[dict[str, Any]]) -> int:
    """The direction most characters run in; upright unless another one clearly leads."""
    if all(line["dir"] == (1.0, 0.0) for line in lines):
        return 0
    votes: Counter[int] = Counter()
    for line in lines:
        votes[direction(line["dir"])] += sum(len(s["chars"]) for s in line["spans"])
    if not votes or (len(votes) == 1 and 0 in votes):
        return 0
    lead, count = votes.most_common(1)[0]
    return lead if count > 2 * votes[0] else 0
