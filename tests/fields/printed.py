"""A record's values by path, and what the page prints inside the boxes that a record names for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf

from jixiao.geometry import Box
from jixiao.records import Record
from jixiao.text import printed

# What a record says about its values, and what is concluded rather than copied.
BESIDE = {"kind", "pages", "status", "reasons", "extra", "evidence", "parsed", "doubts", "scope"}


def values(record: Record) -> dict[str, str]:
    """Every printed value that is not empty, by its path."""
    found = _leaves({k: v for k, v in record.model_dump().items() if k not in BESIDE}, "")
    return {path: text for path, value in found if (text := "" if value is None else str(value))}


def _leaves(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in BESIDE:
                yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list | tuple):
        for i, value in enumerate(node):
            yield from _leaves(value, f"{path}[{i}]")
    else:
        yield path, node


class Sheets:
    """The characters of a PDF's pages where they are displayed."""

    def __init__(self, path: Path) -> None:
        self.doc = pymupdf.open(path)
        self.pages: dict[int, list[tuple[str, float, float]]] = {}

    def inside(self, page: int, box: tuple[float, float, float, float]) -> str:
        """The characters whose middle lies in the box, in the page's own order, without blanks."""
        place = Box(*box)
        return "".join(c for c, x, y in self.characters(page) if place.holds(x, y))

    def characters(self, number: int) -> list[tuple[str, float, float]]:
        """Each character of the page with its middle, blanks left out."""
        if number not in self.pages:
            sheet = self.doc[number - 1]
            out = []
            for block in sheet.get_text("rawdict")["blocks"]:
                for char in (c for line in block.get("lines", ()) for s in line["spans"] for c in s["chars"]):
                    box = pymupdf.Rect(char["bbox"]) * sheet.rotation_matrix
                    text = printed(char["c"]).strip()
                    if text:
                        out.append((text, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
            self.pages[number] = out
        return self.pages[number]


def misplaced(record: Record, sheets: Sheets) -> dict[str, tuple[str, str]]:
    """The values without evidence, or whose boxes hold other characters: path -> (value, what stands there)."""
    out = {}
    for path, text in values(record).items():
        found = record.evidence.get(path)
        if found is None:
            out[path] = (text, "no evidence")
            continue
        spots = [(s.page, s.box) for s in (found, *found.continued)]
        there = "".join(sheets.inside(page, box) for page, box in spots if page and box)
        if sorted(there) != sorted("".join(text.split())):
            out[path] = (text, there)
    return out
