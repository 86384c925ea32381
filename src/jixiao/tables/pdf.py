"""A PDF into blocks: its pages' tables and paragraphs in order, tables whole however many pages they cross."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from jixiao.errors import LimitExceeded
from jixiao.pages import Page
from jixiao.pages.pdf import Pdf
from jixiao.sources import Progress, Source
from jixiao.tables import settings
from jixiao.tables.joins.join_tables import Hints, continues, same_sides, stitched
from jixiao.tables.joins.running_heads import heal_paragraphs, mark_margins
from jixiao.tables.joins.spilled import put_back, said_again
from jixiao.tables.open_columns import Seen
from jixiao.tables.page import blocks_of
from jixiao.tables.page_numbers import missing_pages, printed_numbers, unbroken
from jixiao.tables.reader import Limits, Way
from jixiao.tables.table import Block, Layout, Paragraph, Table


def from_pdf(source: Source, way: Way) -> Layout:
    """The reader of PDF files."""
    return read_pdf(source.path, source.name, way.hints, way.limits, way.progress)


def from_pictures(source: Source, way: Way) -> Layout:
    """The reader of picture files."""
    return read_pictures(source.path, source.name, way.hints, way.limits, way.progress)


def from_other_pictures(source: Source, way: Way) -> Layout:
    """The reader of picture files that have to be brought into another format first."""
    from jixiao.pages.pictures import OtherPictures

    with OtherPictures(source.path, source.name) as pictures:
        return layout_of(pictures.pages(way.limits.threads), pictures.count, way.hints, way.limits, way.progress)


def from_ofd(source: Source, way: Way) -> Layout:
    """The reader of OFD files."""
    from jixiao.pages.ofd.reader import Ofd

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
    return layout


def read_pictures(path: Path, name: str, hints: Hints, limits: Limits, progress: Progress | None = None) -> Layout:
    """The same of a picture file of one or many pages; DamagedSource where it cannot be opened."""
    from jixiao.pages.scan.pictures import Pictures

    with Pictures(path, name) as pictures:
        return layout_of(pictures.pages(limits.threads), pictures.count, hints, limits, progress)


def layout_of(
    found: Iterable[Page], count: int, hints: Hints, limits: Limits, progress: Progress | None = None
) -> Layout:
    """The blocks of pages that are at hand, of so many in the file; the pages are used up."""
    pages: list[list[Block]] = []
    heights: list[float] = []
    end = time.monotonic() + limits.seconds
    layout = Layout([], count)
    scanned = 0
    seen = Seen()
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
        if page.path in ("scanned", "garbled"):
            layout.ways[page.number] = (page.path, page.why)
        if page.problem is not None:
            layout.problems.append((page.number, page.problem.code, str(page.problem)))
        if page.back:
            layout.turns[page.number] = page.back
        elif page.quarters:
            layout.turns[page.number] = (page.quarters, page.width, page.height)
        pages.append(blocks_of(page, hints.opens, seen))
        heights.append(page.height)
        if progress is not None:
            progress(page.number, count, scanned)
    mark_margins(pages, heights)
    printed = printed_numbers(pages)
    layout.problems += missing_pages(printed, len(pages))
    layout.unbroken = unbroken(printed)
    layout.floors = _floors(pages, heights)
    heal_paragraphs(pages)
    layout.blocks = _stitch_pages(pages, hints)
    return layout


def _floors(pages: list[list[Block]], heights: list[float]) -> dict[int, float]:
    """For each page (1-based) the lowest line that the bodies of pages of its height reach, where it is far down."""
    ends: dict[int, float] = {}
    for blocks, height in zip(pages, heights, strict=True):
        boxes = [b.box.y1 for b in blocks if b.box is not None and not (isinstance(b, Paragraph) and b.margin)]
        ends[round(height)] = max([ends.get(round(height), 0.0), *boxes])
    low = {page: ends[round(height)] for page, height in enumerate(heights, 1)}
    return {page: end for page, end in low.items() if end > settings.HEADS.foot * heights[page - 1]}


def _stitch_pages(pages: list[list[Block]], hints: Hints) -> list[Block]:
    """The blocks of all pages in one list, tables that go on over a page end joined."""
    out: list[Block] = []
    last: Table | None = None  # the table that ended the page before
    above: list[Paragraph] = []  # the paragraphs that stood over it
    for blocks, after in zip(pages, [*pages[1:], []], strict=True):
        rest = _without_spills(blocks, _first_table(after), hints)
        body = [b for b in rest if not (isinstance(b, Paragraph) and b.margin)]
        first = next((i for i, b in enumerate(body) if isinstance(b, Table)), None)
        if last is not None and first is not None:
            table = body[first]
            between = [b for b in body[:first] if isinstance(b, Paragraph)]
            if isinstance(table, Table) and continues(last, table, between, above, hints):
                _hush(between)
                stitched(last, table, hints.known)
                rest.remove(table)
                body = body[first + 1 :]
                if not body:
                    out.extend(rest)
                    continue
        out.extend(rest)
        if body:
            last, above = _ending(body)
    return out


def _first_table(blocks: list[Block]) -> Table | None:
    """The table that a page begins with."""
    body = [b for b in blocks if not (isinstance(b, Paragraph) and b.margin)]
    return body[0] if body and isinstance(body[0], Table) else None


def _without_spills(blocks: list[Block], after: Table | None, hints: Hints) -> list[Block]:
    """The page's blocks without the lines that are the text of a cell of the first or the last table's edge.

    `after` is the table that the next page begins with.
    """
    tables = [i for i, b in enumerate(blocks) if isinstance(b, Table)]
    if not tables:
        return list(blocks)
    first, last = blocks[tables[0]], blocks[tables[-1]]
    over = [b for b in blocks[: tables[0]] if isinstance(b, Paragraph)]
    under = [b for b in blocks[tables[-1] + 1 :] if isinstance(b, Paragraph)]
    spilled = {id(b) for b in [*over, *under]}
    assert isinstance(first, Table) and isinstance(last, Table)
    if after is not None and same_sides(last, after):
        under = said_again(last, under, after)
    rest = {id(b) for b in [*put_back(first, over, False, hints.known), *put_back(last, under, True, hints.known)]}
    gone = {id(b) for b in blocks if isinstance(b, Paragraph) and id(b) in spilled} - rest
    return [b for b in blocks if id(b) not in gone]


def _hush(repeated: list[Paragraph]) -> None:
    """A title printed again over the rest of its table is a running head."""
    for paragraph in repeated:
        paragraph.margin = True


def _ending(body: list[Block]) -> tuple[Table | None, list[Paragraph]]:
    """The table at the end of a page, if one is there, and the paragraphs over it."""
    last = body[-1]
    if not isinstance(last, Table):
        return None, []
    above = []
    for block in reversed(body[:-1]):
        if isinstance(block, Table):
            break
        above.append(block)
    return last, above
