"""What a page end does to running text: page numbers and running heads between, paragraphs cut in two."""

from __future__ import annotations

import re
from collections import Counter

from jixiao.tables.model import Block, Paragraph

_NUMBER = re.compile(r"^[-—–－·~\s第]*\d{1,4}[-—–－·~\s页]*([/／共,，]\s*\d{1,4}\s*页?)?[-—–－·\s]*$")
_DIGITS = re.compile(r"\d+")
# Shares of the page height that count as its edge, and how many pages make a line a running one.
_EDGE = 0.085
_OFTEN = 3


def mark_margins(pages: list[list[Block]], heights: list[float]) -> None:
    """Set `margin` on page numbers, and on small lines at the edge that come back on page after page."""
    seen: Counter[tuple[bool, str]] = Counter()
    candidates: list[tuple[Paragraph, tuple[bool, str]]] = []
    for blocks, height in zip(pages, heights, strict=True):
        body = _body_size(blocks)
        for block in blocks:
            if not isinstance(block, Paragraph) or block.box is None or len(block.lines) > 1:
                continue
            top, bottom = block.box.y1 < _EDGE * height, block.box.y0 > (1 - _EDGE) * height
            if (top or bottom or block is blocks[-1] or block is blocks[0]) and _NUMBER.match(block.text):
                block.margin = True
            elif (top or bottom) and block.size <= 1.1 * body:
                mark = (top, _DIGITS.sub("#", block.text))
                seen[mark] += 1
                candidates.append((block, mark))
    for block, mark in candidates:
        if seen[mark] >= _OFTEN:
            block.margin = True


def _body_size(blocks: list[Block]) -> float:
    """The size of the most frequent text on the page, in points."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        for word in block.words():
            sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


_ENDED = "。；：！？.;:!?”）)》"


def heal_paragraphs(pages: list[list[Block]]) -> None:
    """Join a paragraph that goes on over the page end: no closing mark before it, no indent after it."""
    before: Paragraph | None = None
    for blocks in pages:
        body = [b for b in blocks if not (isinstance(b, Paragraph) and b.margin)]
        if not body:
            continue
        first = body[0]
        if before is not None and isinstance(first, Paragraph) and _runs_on(before, first, body):
            before.lines[-1].hard = False
            before.lines.extend(first.lines)
            before.forget()
            blocks.remove(first)
            body = body[1:]
        if body:
            last = body[-1]
            before = last if isinstance(last, Paragraph) and not last.centred else None


def _runs_on(before: Paragraph, first: Paragraph, body: list[Block]) -> bool:
    if first.box is None or abs(before.size - first.size) > 0.5 or first.centred:
        return False
    if before.text[-1:] in _ENDED and not (len(before.lines) > 1 and before.text[-1:] not in "。：:"):
        return False
    left = min(line.words[0].box.x0 for b in body if isinstance(b, Paragraph) for line in b.lines)
    return first.lines[0].words[0].box.x0 - left < 0.8 * first.size
