"""What a page end does to running text: page numbers and running heads between, paragraphs cut in two."""

from __future__ import annotations

import re
from collections import Counter

from jixiao.evidence import DoubtCode
from jixiao.geometry import Box, overlap, union
from jixiao.tables import settings
from jixiao.tables.joint import Joint, JointKind, Side, judged
from jixiao.tables.lines import needed
from jixiao.tables.table import Block, Paragraph, Table

_NUMBER = re.compile(
    r"^[-—–－·~\s第]*(?:p(?:age|\.)?\s*)?\d{1,4}[-—–－·~\s页]*((?:[/／共,，]|of)\s*\d{1,4}\s*页?)?[-—–－·\s]*$", re.I
)
# The same as OCR reads it: dashes beside the number are taken for others, specks for marks.
_SCANNED = re.compile(r"[\W_一二第lI]*\d(?:[.· ]?\d){0,3}[\W_一二页lI]*(?:[/／共,，]\s*\d{1,4}\s*页?)?[\W_一二]*")
_DASHES = re.compile(r"[\W_一二]+")
_DIGITS = re.compile(r"\d+")


def mark_margins(pages: list[list[Block]], heights: list[float]) -> None:
    """Set `margin` on page numbers, on scraps of stamps and dust, and on small lines at the edge that come back.

    A line across the edge of a table is none of them: it is the text of a cell that a page end cuts.
    """
    figures = settings.HEADS
    seen: Counter[tuple[bool, str]] = Counter()
    places: list[Box] = []
    large: list[Paragraph] = []
    candidates: list[tuple[Paragraph, tuple[bool, str]]] = []
    for blocks, height in zip(pages, heights, strict=True):
        body: float | None = None
        for block in blocks:
            if not isinstance(block, Paragraph) or block.box is None or len(block.lines) > 1:
                continue
            top, bottom = block.box.y1 < figures.edge * height, block.box.y0 > (1 - figures.edge) * height
            if _crossed(block, blocks):
                continue
            if _is_scrap(block, blocks):
                block.margin = True
            elif (top or bottom or block is blocks[-1] or block is blocks[0]) and is_page_number(block):
                block.margin = True
                places.append(block.box)
            elif top or bottom:
                body = _body_size(blocks) if body is None else body
                if block.size > figures.large * body:
                    large.append(block)
                    continue
                mark = (top, _DIGITS.sub("#", block.text))
                seen[mark] += 1
                candidates.append((block, mark))
    _mark_counted(pages)
    often = min(figures.often, max(2, len(pages)))
    for block, mark in candidates:
        block.margin = seen[mark] >= often
    for block in [*large, *(block for block, _ in candidates)]:
        block.margin = block.margin or _garbled(block, places)
    for blocks in pages:
        numbers = [b for b in blocks if isinstance(b, Paragraph) and b.margin and is_page_number(b)]
        for block in blocks:
            if isinstance(block, Paragraph) and not block.margin and _DASHES.fullmatch(block.text):
                block.margin = any(_beside(block, number) for number in numbers)


def _mark_counted(pages: list[list[Block]]) -> None:
    """Set `margin` on first and last lines of pages that differ by a number alone, which counts the pages: Page 3."""
    lines: dict[tuple[str, int], list[Paragraph]] = {}
    for number, blocks in enumerate(pages):
        for block in {id(b): b for b in (*blocks[:1], *blocks[-1:])}.values():
            if (
                isinstance(block, Paragraph)
                and len(block.text) <= settings.HEADS.counted
                and len(said := _DIGITS.findall(block.text)) == 1
            ):
                lines.setdefault((_DIGITS.sub("#", block.text), int(said[0]) - number), []).append(block)
    for same in lines.values():
        for block in same if len(same) > 1 else ():
            block.margin = True


def is_page_number(block: Paragraph) -> bool:
    """Whether the line is a page number."""
    scanned = any(word.how == "ocr" for word in block.words())
    return _NUMBER.match(block.text) is not None or (scanned and _SCANNED.fullmatch(block.text) is not None)


def _crossed(block: Paragraph, blocks: list[Block]) -> bool:
    """Whether the upper or lower edge of a table runs through the line."""
    box = block.box
    tables = [b.box for b in blocks if isinstance(b, Table) and b.box is not None]
    if box is None or any(word.how == "ocr" for word in block.words()):
        return False
    within = settings.SPILLS.over * box.height
    across = [t for t in tables if overlap(box.x0, box.x1, t.x0, t.x1) > 0]
    return any(box.y0 + within < y < box.y1 - within for t in across for y in (t.y0, t.y1))


def _is_scrap(block: Paragraph, blocks: list[Block]) -> bool:
    """Whether the line is a scrap that OCR read where a stamp lies, or beside a table."""
    words = list(block.words())
    if (
        len(block.text) > settings.HEADS.scrap
        or block.box is None
        or not words
        or any(word.how != "ocr" for word in words)
    ):
        return False
    middle = (block.box.y0 + block.box.y1) / 2
    tables = [b.box for b in blocks if isinstance(b, Table) and b.box is not None]
    beside = any(box.y0 < middle < box.y1 and not overlap(block.box.x0, block.box.x1, box.x0, box.x1) for box in tables)
    return beside or all(any(doubt.code == DoubtCode.STAMP for doubt in word.doubts) for word in words)


def _garbled(block: Paragraph, places: list[Box]) -> bool:
    """Whether a scrap that OCR read stands where other pages have their number."""
    box = block.box
    if box is None or len(block.text) > settings.HEADS.scrap or any(word.how != "ocr" for word in block.words()):
        return False
    return any(
        overlap(box.x0, box.x1, place.x0, place.x1) > 0 and overlap(box.y0, box.y1, place.y0, place.y1) > 0
        for place in places
    )


def _beside(block: Paragraph, number: Paragraph) -> bool:
    """Whether the block stands next to the page number on its line."""
    a, b = block.box, number.box
    if a is None or b is None or overlap(a.y0, a.y1, b.y0, b.y1) <= 0:
        return False
    return max(a.x0 - b.x1, b.x0 - a.x1) < settings.HEADS.dash_apart * b.height


def _body_size(blocks: list[Block]) -> float:
    """The size of the most frequent text on the page, in points."""
    exact: dict[float, int] = {}
    for block in blocks:
        for word in block.words():
            exact[word.size] = exact.get(word.size, 0) + len(word.text)
    sizes: Counter[float] = Counter()
    for size, characters in exact.items():
        sizes[round(size, 1)] += characters
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heal_paragraphs(pages: list[list[Block]]) -> list[Joint]:
    """Join paragraphs that go on over a page end; what was concluded about each that might."""
    out: list[Joint] = []
    before: Paragraph | None = None
    column = (0.0, 0.0)
    for blocks in pages:
        body = [b for b in blocks if not (isinstance(b, Paragraph) and b.margin)]
        if not body:
            continue
        first = body[0]
        if before is not None and isinstance(first, Paragraph) and first.box is not None:
            out.append(_paragraph_joint(before, first, column))
            if out[-1].one:
                before.lines[-1].hard = False
                before.lines.extend(first.lines)
                before.forget()
                blocks.remove(first)
                body = body[1:]
        if body:
            last = body[-1]
            before = last if isinstance(last, Paragraph) and not last.centred else None
            column = _text_column(body)
    return out


def _text_column(body: list[Block]) -> tuple[float, float]:
    """Left and right edge of the page's running text, in points."""
    lines = [line for b in body if isinstance(b, Paragraph) for line in b.lines]
    if not lines:
        return 0.0, 0.0
    return min(ln.words[0].box.x0 for ln in lines), max(ln.words[-1].box.x1 for ln in lines)


def _paragraph_joint(before: Paragraph, first: Paragraph, column: tuple[float, float]) -> Joint:
    """Whether the first paragraph of a page goes on with the last of the page before, whose text has these sides."""
    figures = settings.HEADS
    left, right = column
    above, below = before.lines[-1], first.lines[0]
    facts = {
        "size": abs(before.size - first.size) > figures.same_size,
        "room": right - above.words[-1].box.x1 > needed(below.words[0]),
        "indent": abs(below.words[0].box.x0 - left) >= figures.flush * first.size,
        "closed": before.text[-1:] in "。：:",
        "centred": first.centred,
    }
    sides = [Side(line.words[0].page, union(word.box for word in line.words)) for line in (above, below)]
    return judged(JointKind.PARAGRAPH, {name: float(holds) for name, holds in facts.items()}, sides[0], sides[1])
