"""How what stands in a page looks, as far as reading needs it: seen or not, struck through, size, bold, centred.

Rules of the page's own style sheets count, those of other files do not: they are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import SelectolaxError

_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_SIZE = re.compile(r"([\d.]+)\s*(pt|px|cm|mm|in)\b")
_HTML_SIZES = (10.0, 7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0)  # <font size=0..7>
_HEADINGS = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0}
_BOLD = frozenset({"b", "strong", "th", *_HEADINGS})
_STRUCK = frozenset({"s", "strike", "del"})
_TINY = 2.0  # points: smaller print is not seen
_WHITE = 0xEB  # of 255: what is lighter in all colours is white
_COLOUR = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b|rgb\(\s*(\d+)\D+(\d+)\D+(\d+)")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# Only these are looked up: a page may have thousands of rules about everything else.
_TELLING = re.compile(r"display|visibility|mso-hide|color|background|font-size|font-weight|text-align|line-through")


class Look(NamedTuple):
    """The look of a run of text; `ground` says that it stands on a ground that is not white."""

    size: float = 12.0
    bold: bool = False
    hidden: bool = False
    white: bool = False
    ground: bool = False
    struck: bool = False
    centred: bool = False
    pre: bool = False

    @property
    def unseen(self) -> bool:
        """Whether nobody sees it on white paper."""
        return self.hidden or self.size < _TINY or (self.white and not self.ground)


class Looks:
    """The looks that a page gives its elements."""

    def __init__(self, tree: Any) -> None:
        self._ruled: dict[int, list[str]] = {}
        for sheet in tree.css("style"):
            for selector, style in _rules(sheet.text(deep=True)):
                try:
                    for node in tree.css(selector):
                        self._ruled.setdefault(node.mem_id, []).append(style)
                except SelectolaxError:
                    continue  # a selector of a browser's own

    def of(self, node: Any, look: Look) -> Look:
        """The look of an element that stands in one with `look`."""
        given = node.attributes
        tag = node.tag
        styles = [*self._ruled.get(node.mem_id, ()), (given.get("style") or "").lower()]
        if tag in _BOLD:
            look = look._replace(bold=True)
        if tag in _STRUCK:
            look = look._replace(struck=True)
        if tag in _HEADINGS:
            look = look._replace(size=_HEADINGS[tag])
        if tag == "center" or (given.get("align") or "").lower() == "center":
            look = look._replace(centred=True)
        if tag == "pre":
            look = look._replace(pre=True)
        if tag == "font":
            look = _of_font(given, look)
        if "hidden" in given:
            look = look._replace(hidden=True)
        if given.get("bgcolor"):
            look = look._replace(ground=not _is_white(given["bgcolor"]))
        for style in styles:
            look = _styled(style, look) if style else look
        return look


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations, in lower case, of the rules that tell something; those for print or a size too."""
    for selector, style in _RULE.findall(_COMMENT.sub(" ", sheet)):
        style = style.lower()
        if _TELLING.search(style) and not selector.strip().startswith("@"):
            yield selector.strip(), style


def _of_font(given: dict[str, str | None], look: Look) -> Look:
    size = (given.get("size") or "").strip()
    if size.isascii() and size.isdigit() and int(size) < len(_HTML_SIZES):
        look = look._replace(size=_HTML_SIZES[int(size)])
    colour = given.get("color")
    return look._replace(white=_is_white(colour)) if colour else look


def _styled(style: str, look: Look) -> Look:
    """The look with what the declarations change."""
    for part in style.split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip(), value.strip().removesuffix("!important").strip()
        if name == "display":
            look = look._replace(hidden=look.hidden or value == "none")
        elif name == "visibility":
            look = look._replace(hidden=value in ("hidden", "collapse"))
        elif name == "mso-hide":
            look = look._replace(hidden=look.hidden or value == "all")
        elif name == "color":
            look = look._replace(white=_is_white(value))
        elif name in ("background", "background-color"):
            look = look._replace(ground=_is_ground(value, look.ground))
        elif name == "font-size" and (size := _SIZE.match(value)):
            look = look._replace(size=float(size[1]) * _POINTS[size[2]])
        elif name == "font-weight":
            look = look._replace(bold=value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600))
        elif name == "text-align":
            look = look._replace(centred=value == "center")
        elif name in ("text-decoration", "text-decoration-line") and "line-through" in value:
            look = look._replace(struck=True)
    return look


def _is_ground(value: str, before: bool) -> bool:
    if value in ("transparent", "none", "inherit", "initial", ""):
        return before
    if "url(" in value:
        return True
    return not _is_white(value) if _COLOUR.search(value) or value.isalpha() else before


def _is_white(colour: str) -> bool:
    colour = colour.strip().lower()
    if colour in ("white", "window"):
        return True
    found = _COLOUR.search(colour if colour.startswith(("#", "rgb")) else f"#{colour}")
    if found is None:
        return False
    digits = found[1]
    if digits is None:
        return all(int(found[i]) >= _WHITE for i in (2, 3, 4))
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    return all(int(digits[i : i + 2], 16) >= _WHITE for i in (0, 2, 4))
