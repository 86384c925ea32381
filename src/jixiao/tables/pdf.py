"""A PDF into blocks: its pages' tables and paragraphs in order, tables whole however many pages they cross."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from jixiao.errors import LimitExceeded, MissingTool
from jixiao.pages import Page
from jixiao.pages.ocr_installed import HOW, ocr_installed
from jixiao.pages.pdf import Pdf
from jixiao.sources import Progress, Source
from jixiao.tables.joins.join_tables import Hints
from jixiao.tables.joins.page_ends import stitch_pages
from jixiao.tables.joins.page_foot import floors_of
from jixiao.tables.joins.running_heads import heal_paragraphs, mark_margins
from jixiao.tables.joins.sheets import Halves
from jixiao.tables.open_columns import Seen
from jixiao.tables.page import blocks_of
from jixiao.tables.page_numbers import missing_pages, printed_numbers, repeated_pages, unbroken
from jixiao.tables.reader import Limits, Way
from jixiao.tables.table import Block, Layout, Line, Paragraph


def from_pdf(source: Source, way: Way) -> Layout:
    """The reader of PDF files."""
    return read_pdf(source.path, source.name, way.hints, way.limits, way.progress)


def from_pictures(source: Source, way: Way) -> Layout:
    """The reader of picture files."""
    return read_pictures(source.path, source.name, way.hints, way.limits, way.progress)


def from_other_pictures(source: Source, way: Way) -> Layout:
    """The reader of picture files that have to be brought into another format first."""
    _need_ocr(source.name)
    from jixiao.pages.files.pictures import OtherPictures

    with OtherPictures(source.path, source.name) as pictures:
        return layout_of(pictures.pages(way.limits.threads), pictures.count, way.hints, way.limits, way.progress)


def from_ofd(source: Source, way: Way) -> Layout:
    """The reader of OFD files."""
    from jixiao.pages.pdf import Ofd

    with Ofd(source.path, source.name) as ofd:
        return _read(ofd, way.hints, way.limits, way.progress)


def read_pdf(path: Path, name: str, hints: Hints, limits: Limits, progress: Progress | None = None) -> Layout:
    """The PDF's blocks in reading order; pages that could not be read stand in `problems`.

    EncryptedSource or DamagedSource for a file that cannot be opened. Reading stops where a
    limit is reached, and a problem says where.
    """
    with Pdf(path, name) as pdf:
        return _read(pdf, hints, limits, progress)


def _read(pdf: Pdf, hints: Hints, limits: Limits, progress: Progress | None) -> Layout:
    layout = layout_of(pdf.pages(limits.strokes, limits.threads), pdf.count, hints, limits, progress)
    layout.problems += [(None, code, message) for code, message in pdf.faults()]
    layout.gone = pdf.gone()
    return layout


def read_pictures(path: Path, name: str, hints: Hints, limits: Limits, progress: Progress | None = None) -> Layout:
    """The same of a picture file of one or many pages; DamagedSource where it cannot be opened."""
    _need_ocr(name)
    from jixiao.pages.scan.pictures import Pictures

    with Pictures(path, name) as pictures:
        return layout_of(pictures.pages(limits.threads), pictures.count, hints, limits, progress)


def _need_ocr(name: str) -> None:
    if not ocr_installed():
        raise MissingTool(name, f"图片要按图像识别，这台机器上没有装识别组件；请先安装：{HOW}")


def layout_of(
    found: Iterable[Page], count: int, hints: Hints, limits: Limits, progress: Progress | None = None
) -> Layout:
    """The blocks of pages that are at hand, of so many in the file; the pages are used up."""
    pages: list[list[Block]] = []
    across: list[Block] = []
    heights: list[float] = []
    texts: list[str] = []
    end = time.monotonic() + limits.seconds
    layout = Layout([], count)
    scanned = 0
    seen, halves = Seen(), Halves()
    for page in found:
        if page.number > limits.pages or time.monotonic() > end:
            what = (
                f"页数超过上限 {limits.pages}"
                if page.number > limits.pages
                else f"读取超过时限 {limits.seconds:.0f} 秒"
            )
            stop = LimitExceeded(page.number, f"{what}，从这一页起未读；可拆分文件或调高上限再试")
            layout.problems.append((page.number, stop.code, str(stop)))
            break
        if page.scan is not None:
            end += limits.scan_seconds
            scanned += 1
        if page.way in ("scanned", "garbled"):
            layout.ways[page.number] = (page.way, page.why)
        if page.problem is not None:
            layout.problems.append((page.number, page.problem.code, str(page.problem)))
        if page.back:
            layout.turns[page.number] = page.back
        elif page.quarters:
            layout.turns[page.number] = (page.quarters, page.width, page.height)
        if progress is not None:
            progress(page.number, count, scanned)
        for part in halves.of(page):
            texts.append("".join(word.text for word in part.words))
            pages.append(blocks_of(part, hints.opens, seen))
            across += [Paragraph([Line([word])], part.number, word.box, word.size, margin=True) for word in part.across]
            heights.append(part.height)
    mark_margins(pages, heights)
    printed = printed_numbers(pages)
    layout.problems += [*missing_pages(printed, len(pages)), *repeated_pages(texts)]
    layout.unbroken = unbroken(printed)
    layout.floors, layout.heights = floors_of(pages, heights), heights
    layout.joints = heal_paragraphs(pages)
    layout.blocks = [*stitch_pages(pages, hints, layout.joints), *across]
    halves.put_back(layout)
    return layout
