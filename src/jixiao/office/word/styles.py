"""What styles say of a paragraph and its runs, as far as reading needs it: size, bold, hidden, centred, list."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jixiao.office.word.xml import VAL, W, number, switch, value

_DEFAULT_SIZE = 10.0
_DEEPEST = 20  # styles based on styles, in case they run in a circle
_TINY = 2.0  # points: smaller print is not seen
_WHITE = 0xEB  # of 255: what is lighter in all colours is white
_STYLES, _STYLE, _END = b"<w:styles", b"<w:style ", b"</w:style>"
_OF_TABLES = re.compile(rb'(?=[^>]*\bw:type="table")[^>]*\bw:styleId="([^"&\x80-\xff]+)"[^>]*(?<!/)>')


class RunLook(NamedTuple):
    """How characters look: size in points, bold, hidden, the font that maps symbols; white, and on a ground of their
    own; struck through."""

    size: float = _DEFAULT_SIZE
    bold: bool = False
    hidden: bool = False
    font: str = ""
    white: bool = False
    ground: bool = False
    struck: bool = False

    @property
    def unseen(self) -> bool:
        """Whether nobody sees it on white paper."""
        return self.hidden or 0 < self.size < _TINY or (self.white and not self.ground)

    def over(self, properties: Element | None) -> RunLook:
        """This look with what the properties (`w:rPr`) change."""
        if properties is None or not len(properties):
            return self
        halves = number(properties, "sz")
        bold, hidden = switch(properties, "b"), switch(properties, "vanish")
        fonts = properties.find(f"{W}rFonts")
        font = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
        colour = properties.find(f"{W}color")
        struck = switch(properties, "strike"), switch(properties, "dstrike")
        return RunLook(
            self.size if halves is None else halves / 2,
            self.bold if bold is None else bold,
            self.hidden if hidden is None else hidden,
            self.font if font is None else font,
            self.white if colour is None else _is_white(colour),
            self.ground or is_shaded(properties) or value(properties, "highlight") not in (None, "none", "white"),
            self.struck if struck == (None, None) else any(struck),
        )


def _is_white(colour: Element) -> bool:
    """Whether a `w:color` is white."""
    theme, text = colour.get(f"{W}themeColor"), colour.get(VAL, "")
    if theme is not None:
        return theme in ("background1", "light1")
    return len(text) == 6 and all(int(c, 16) >= _WHITE for c in (text[:2], text[2:4], text[4:]) if _is_hex(c))


def _is_hex(text: str) -> bool:
    return all(c in "0123456789abcdefABCDEF" for c in text)


def is_shaded(properties: Element | None) -> bool:
    """Whether the properties (of a run, a paragraph or a cell) lay a ground under the text that is not white."""
    shading = None if properties is None else properties.find(f"{W}shd")
    if shading is None:
        return False
    fill = shading.get(f"{W}fill", "auto").lower()
    return fill not in ("auto", "ffffff") or shading.get(VAL, "clear") not in ("clear", "nil")


class ParagraphLook(NamedTuple):
    """How a paragraph looks: its runs' look, whether it is centred, its list (id and level, None without)."""

    run: RunLook = RunLook()
    centred: bool = False
    list_id: str | None = None
    level: int | None = None

    def over(self, properties: Element | None) -> ParagraphLook:
        """This look with what the properties (`w:pPr`) change; the run's look is not theirs to change."""
        if properties is None:
            return self
        align = value(properties, "jc")
        numbering = properties.find(f"{W}numPr")
        list_id, level = value(numbering, "numId"), number(numbering, "ilvl")
        return ParagraphLook(
            self.run._replace(ground=True) if is_shaded(properties) else self.run,
            self.centred if align is None else align == "center",
            self.list_id if list_id is None else list_id,
            self.level if level is None else level,
        )


class Styles:
    """The document's styles, each resolved when first asked for."""

    def __init__(self, part: bytes | None, parse: Callable[[bytes], Element]) -> None:
        """The styles of the part, None where there is none; `parse` gives the root of what is XML."""
        self._elements: dict[str, Element] = {}
        self._paragraphs: dict[str, ParagraphLook] = {}
        self._default = ""
        self._parse = parse
        self._of_tables: dict[str, bytes] = {}
        start = RunLook()
        if part is not None:
            rest, self._of_tables = _parted(part)
            root = parse(rest)
            start = start.over(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            self._base = ParagraphLook(start).over(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
            for style in root.iter(f"{W}style"):
                name = style.get(f"{W}styleId", "")
                self._elements[name] = style
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                    self._default = name
        else:
            self._base = ParagraphLook(start)

    def paragraph(self, name: str | None) -> ParagraphLook:
        """The look that the paragraph style gives, the default style without a name."""
        key = self._default if name is None else name
        if key not in self._paragraphs:
            look = self._base
            for style in self._chain(key):
                look = look.over(style.find(f"{W}pPr"))._replace(run=look.run.over(style.find(f"{W}rPr")))
            self._paragraphs[key] = look
        return self._paragraphs[key]

    def run(self, look: RunLook, name: str | None) -> RunLook:
        """The look with what the character style changes."""
        for style in self._chain(name) if name else ():
            look = look.over(style.find(f"{W}rPr"))
        return look

    def shades(self, name: str | None) -> bool:
        """Whether the style, of a table, lays a ground under some of its cells."""
        return any(is_shaded(part) for style in self._chain(name or "") for part in style.iter(f"{W}tcPr"))

    def level_of(self, name: str | None, list_levels: dict[str, int]) -> int | None:
        """The list level that is bound to the paragraph style or to one it is based on."""
        for style in reversed(self._chain(name or self._default)):
            level = list_levels.get(style.get(f"{W}styleId", ""))
            if level is not None:
                return level
        return None

    def _chain(self, name: str) -> list[Element]:
        """The style and those it is based on, the basis first."""
        chain: list[Element] = []
        while (style := self._style(name)) is not None and len(chain) < _DEEPEST:
            chain.append(style)
            based = style.find(f"{W}basedOn")
            name = "" if based is None else based.get(VAL, "")
        return chain[::-1]

    def _style(self, name: str) -> Element | None:
        if name in self._of_tables:
            self._elements.setdefault(name, self._parse(self._of_tables.pop(name))[0])
        return self._elements.get(name)


def _parted(part: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The part without its styles of tables, and these by name, each a part of its own: some programs write a hundred
    of them, of which a document uses one."""
    *pieces, rest = part.split(_END)
    root, begun = part.find(_STYLES), part.find(_STYLE)
    head = part[: part.find(b">", root) + 1]
    if not 0 <= root < len(head) <= begun:
        return part, {}
    kept, apart = list[bytes](), dict[str, bytes]()
    for piece in pieces:
        before, start, style = piece.rpartition(_STYLE)
        of_tables = _OF_TABLES.match(style) if start else None
        kept.append(piece + _END if of_tables is None else before)
        if of_tables is not None:
            apart[of_tables[1].decode()] = b"".join((head, start, style, _END, b"</w:styles>"))
    return b"".join((*kept, rest)), apart
