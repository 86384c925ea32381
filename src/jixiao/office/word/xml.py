"""Names and small readings of WordprocessingML that the Word modules share."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from jixiao.office.package import whole

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

_MOST: Final = 32_767  # what Word itself allows for numbers of lists, spans and sizes

VAL: Final = f"{W}val"

# Wrappers around rows, cells, paragraphs and runs that print what is in them.
TRANSPARENT: Final = frozenset(
    f"{W}{name}"
    for name in ("sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
)


def value(parent: Element | None, name: str) -> str | None:
    """The `w:val` of the named child, None without one."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return None if child is None else child.get(VAL)


def number(parent: Element | None, name: str) -> int | None:
    """The `w:val` of the named child as a whole number, None without one or with one beyond all reason."""
    return whole(value(parent, name), _MOST)


def switch(parent: Element | None, name: str) -> bool | None:
    """Whether the named child switches something on (True) or off (False); None where it is absent."""
    child = None if parent is None else parent.find(f"{W}{name}")
    if child is None:
        return None
    return child.get(VAL, "1") not in ("0", "false", "off", "none")


def contents(parent: Element, wanted: frozenset[str]) -> list[Element]:
    """The children with a wanted tag, those inside content controls and accepted revisions too, in order."""
    found: list[Element] = []
    for child in parent:
        if child.tag in wanted:
            found.append(child)
        elif child.tag == f"{W}sdt":
            inner = child.find(f"{W}sdtContent")
            if inner is not None:
                found += contents(inner, wanted)
        elif child.tag in TRANSPARENT:
            found += contents(child, wanted)
        elif child.tag == f"{MC}AlternateContent":
            choices = [contents(c, wanted) for c in child]
            found += next((c for c in choices if c), [])
    return found
