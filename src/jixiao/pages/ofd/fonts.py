"""The fonts of an OFD inside a PDF: each glyph as the file draws it, each character as the file says it.

A PDF font says one character for one glyph. Where a file says two of the same glyph, the second one goes into a twin of
the font that says the other: so what is read is what the file says, and whether the glyph shows it can be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jixiao.pages.mupdf import BROKEN, pymupdf

_MOST_TWINS = 400
_DESCENDANTS = re.compile(r"/ToUnicode \d+ 0 R")


@cache
def _fallback() -> Any:
    return pymupdf.Font("cjk")


@dataclass(slots=True)
class _Twin:
    """One PDF font: its name on pages, its object, and what its glyphs say."""

    name: str
    xref: int
    said: dict[int, str] = field(default_factory=dict)


class Face:
    """A font of the file, or the one that stands in for those that the file only names."""

    def __init__(self, document: Any, data: bytes | None, name: str) -> None:
        """`data` is the font file, None without one; `name` begins the names of its PDF fonts."""
        self._document, self._name = document, name
        try:
            self._font = pymupdf.Font(fontbuffer=data) if data else _fallback()
            self.own = bool(data)
        except BROKEN:
            self._font, self.own = _fallback(), False
        self._twins: list[_Twin] = []

    def glyph(self, char: str) -> int:
        """The number of the glyph that the font has for the character, 0 where it has none."""
        return int(self._font.has_glyph(ord(char))) if char else 0

    def advance(self, char: str) -> float:
        """The width of the character for a size of one."""
        return float(self._font.glyph_advance(ord(char))) if self.glyph(char) else 1.0

    def placed(self, glyph: int, char: str) -> str:
        """The name of the PDF font whose glyph of that number says the character."""
        for twin in self._twins:
            if twin.said.setdefault(glyph, char) == char:
                return twin.name
        if len(self._twins) >= _MOST_TWINS:
            return self._twins[-1].name
        self._twins.append(self._twin())
        self._twins[-1].said[glyph] = char
        return self._twins[-1].name

    def _twin(self) -> _Twin:
        """A PDF font more; the first one brings the font file, the others share it."""
        document, name = self._document, f"{self._name}t{len(self._twins)}"
        if not self._twins:
            return _Twin(name, document[-1].insert_font(fontname=name, fontbuffer=self._font.buffer))
        xref = document.get_new_xref()
        document.update_object(xref, document.xref_object(self._twins[0].xref))
        return _Twin(name, xref)

    def finish(self) -> dict[str, int]:
        """Write down what the glyphs say; the PDF fonts by name."""
        for twin in self._twins:
            table = self._document.get_new_xref()
            self._document.update_object(table, "<<>>")
            self._document.update_stream(table, _said(twin.said))
            body = _DESCENDANTS.sub("", self._document.xref_object(twin.xref))
            end = body.rstrip().removesuffix(">>")
            self._document.update_object(twin.xref, f"{end} /ToUnicode {table} 0 R >>")
        return {twin.name: twin.xref for twin in self._twins}


def _said(said: dict[int, str]) -> bytes:
    """A character map from glyphs to what they say."""
    lines = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(said.items()) if text]
    parts = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    blocks = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Said def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{blocks}\nendcmap end end"
    ).encode("ascii")
