"""The sheets of an .xlsx workbook as displayed, read in one stream per sheet.

openpyxl is not used here: it builds an object for each formatted blank cell, its streaming mode knows neither merged
nor hidden ranges, and it gives either formulas or values, so that a formula without a value looks like a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from jixiao.office.excel.format_code import BUILTIN
from jixiao.office.excel.sheet import Sheet
from jixiao.office.excel.sheet_xml import SheetReader
from jixiao.office.package import Package, whole

_MOST_STYLES = 100_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Look(NamedTuple):
    """How a style shows a cell: its number format, its font's size in points, whether it draws a border."""

    code: str
    size: float
    ruled: bool


def sheets_of_xlsx(path: Path, name: str, most: int) -> Iterator[Sheet]:
    """The workbook's worksheets in order, hidden ones too, each read when asked for; at most `most` cells in all.

    DamagedSource where the file cannot be read. Chart sheets are left out.
    """
    with Package(path, name) as package:
        book = package.main()
        root = package.tree(book)
        relations = package.relations(book)
        by_kind = {r.kind: r.target for r in relations.values()}
        strings = _strings(package, by_kind.get("sharedStrings", ""))
        looks = _looks(package, by_kind.get("styles", ""))
        lost = not package.has(by_kind.get("styles", "")) and ("styles" in by_kind or package.has("xl/styles.xml"))
        properties = next(_named(root, "workbookPr"), None)
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
        for item in _named(root, "sheet"):
            relation = relations.get(next((v for k, v in item.items() if k.endswith("}id")), ""))
            sheet = Sheet(item.get("name", ""), hidden=item.get("state", "visible") != "visible", styleless=lost)
            if relation is None or not package.has(relation.target):
                sheet.lost = True
                yield sheet
                continue
            if relation.kind != "worksheet":
                continue
            reader = SheetReader(sheet, strings, looks, from_1904, most)
            reader.read(package, relation.target)
            if reader.drawing:
                _read_drawing(package, relation.target, reader.drawing, sheet)
            most -= len(sheet.entries)
            yield sheet


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _named(root: Element, name: str) -> Iterator[Element]:
    return (e for e in root.iter() if _local(e) == name)


def unescaped(text: str) -> str:
    """The text with `_x000D_` and its like as the characters they stand for, one form of line breaks."""
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(escaped: re.Match[str]) -> str:
    char = chr(int(escaped[1], 16))
    return char if char.isprintable() or char in "\t\r\n" else ""


def _strings(package: Package, part: str) -> list[str]:
    """The shared strings in order; runs joined, reading aids (phonetic runs) left out."""
    if not package.has(part):
        return []
    strings: list[str] = []
    with package.stream(part) as stream, package.guarded():
        depth_phonetic = 0
        pieces: list[str] = []
        for event, element in iterparse(stream, events=("start", "end")):
            local = _local(element)
            if local == "rPh":
                depth_phonetic += 1 if event == "start" else -1
            elif event == "start":
                continue
            elif local == "t" and not depth_phonetic:
                pieces.append(element.text or "")
            elif local == "si":
                strings.append(unescaped("".join(pieces)))
                pieces = []
                element.clear()
    return strings


def _looks(package: Package, part: str) -> list[Look]:
    """The workbook's cell styles by index."""
    if not package.has(part):
        return [Look("General", 0.0, False)]
    root = package.tree(part)
    codes = dict(BUILTIN)
    for item in _named(root, "numFmt"):
        key, form = whole(item.get("numFmtId"), _MOST_STYLES), item.get("formatCode")
        if key is not None and form:
            codes[key] = form
    sizes = [_size(font) for fonts in _named(root, "fonts") for font in fonts]
    ruled = [_is_ruled(border) for borders in _named(root, "borders") for border in borders]
    looks = []
    for formats in _named(root, "cellXfs"):
        for item in formats:
            code, font, border = (whole(item.get(k), _MOST_STYLES) or 0 for k in ("numFmtId", "fontId", "borderId"))
            looks.append(
                Look(
                    codes.get(code, "General"),
                    sizes[font] if font < len(sizes) else 0.0,
                    border < len(ruled) and ruled[border],
                )
            )
    return looks or [Look("General", 0.0, False)]


def _size(font: Element) -> float:
    try:
        return next((float(e.get("val", "0")) for e in font if _local(e) == "sz"), 0.0)
    except ValueError:
        return 0.0


def _is_ruled(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def _read_drawing(package: Package, part: str, relation_id: str, sheet: Sheet) -> None:
    """Take in the paragraphs of the sheet's text boxes, and count its pictures."""
    relation = package.relations(part).get(relation_id)
    if relation is None or relation.external or not package.has(relation.target):
        return
    root = package.tree(relation.target)
    for body in _named(root, "txBody"):
        for paragraph in _named(body, "p"):
            text = "".join(e.text or "" for e in _named(paragraph, "t")).strip()
            if text:
                sheet.texts.append(text)
    sheet.pictures = sum(1 for _ in _named(root, "pic"))
