"""What a PDF's page tree says: how many pages there are, beside how many it holds, and how large a page is."""

from __future__ import annotations

import re
from typing import Any

from jixiao.pages.mupdf import BROKEN

REPAIRED, PAGES_LOST = "source.repaired", "source.pages-lost"
"""Codes of what is wrong with a file as a whole."""

_SIZE = re.compile(r"\[\s*(?:(?:\d+ \d+ R|[-+]?[\d.]+)\s*){4}\]")
_REFERENCE = re.compile(r"(\d+) \d+ R")
_DEEPEST = 64
_LETTER = (612.0, 792.0)  # points


def pages_in_tree(document: Any) -> int | None:
    """The pages that the nodes of the tree lead to or say they have, the larger one; None where there is no tree."""
    try:
        kind, root = document.xref_get_key(document.pdf_catalog(), "Pages")
        if kind != "xref":
            return None
        top = int(root.split()[0])
        _, said = document.xref_get_key(top, "Count")
        there = _leaves(document, top, frozenset())
    except BROKEN:
        return None
    return max(there, int(said)) if said.isdigit() and int(said) < 1_000_000 else there


def is_sized(sheet: Any) -> bool:
    """Whether pymupdf's page, or a node over it, has a size in numbers; MuPDF takes one without for a Letter page, and
    so a larger one, as A4, has a size."""
    shown = sheet.rect
    sides = sorted((shown.width, shown.height))
    if any(side > most for side, most in zip(sides, _LETTER, strict=True)):
        return True
    document, node = sheet.parent, sheet.xref
    for _ in range(_DEEPEST):
        kind, size = document.xref_get_key(node, "MediaBox")
        if kind == "xref":
            size = document.xref_object(int(size.split()[0]), compressed=True)
        if kind != "null":
            return bool(_SIZE.fullmatch(size))
        kind, parent = document.xref_get_key(node, "Parent")
        if kind != "xref":
            return False
        node = int(parent.split()[0])
    return False


def _leaves(document: Any, node: int, above: frozenset[int]) -> int:
    """The pages below a node; a node that is its own ancestor has none."""
    if node in above or len(above) > _DEEPEST:
        return 0
    kind, kids = document.xref_get_key(node, "Kids")
    if kind != "array":
        return 1
    found = [int(number) for number in _REFERENCE.findall(kids)]
    if len(found) > 20_000:
        return len(found)
    return sum(_leaves(document, kid, above | {node}) for kid in found)
