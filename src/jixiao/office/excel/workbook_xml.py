"""The sheets of an .xlsx workbook as displayed, read in one stream per sheet.

openpyxl is not used here: it builds an object for each formatted blank cell, its streaming mode knows neither merged
nor hidden ranges, and it gives either formulas or values, so that a formula without a value looks like a blank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from jixiao.evidence import DoubtCode
from jixiao.office.excel.format_code import BUILTIN
from jixiao.office.excel.sheet import Sheet
from jixiao.office.excel.sheet_xml import SheetReader
from jixiao.office.package import Package, whole

_MOST_STYLES = 100_000
_MOST_TEXTS = 100_000_000  # characters of all texts of a workbook
_TINY = 2.0  # points: smaller print is not seen
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Look(NamedTuple):
    """How a style shows a cell: its number format, its font's size in points, whether it draws a border, and whether
    its text is white on white or so small that nobody sees it."""

    code: str
    size: float
    ruled: bool
    unseen: bool = False


def sheets_of_xlsx(path: Path, name: str, most: int) -> Iterator[Sheet]:
    """The workbook's worksheets in order, hidden ones too, each read when asked for; at most `most` cells in all.

    DamagedSource where the file cannot be read. Chart sheets are left out.
    """
    with Package(path, name) as package:
        book = package.main()
        root = package.tree(book)
        relations = package.relations(book)
        by_kind = {r.kind: r.target for r in relations.values()}
        strings, said = _strings(package, by_kind.get("sharedStrings", ""))
        looks, counted = _looks(package, by_kind.get("styles", ""))
        lost = not package.has(by_kind.get("styles", "")) and ("styles" in by_kind or package.has("xl/styles.xml"))
        properties = next(_named(root, "workbookPr"), None)
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
        for item in _named(root, "sheet"):
            relation = relations.get(next((v for k, v in item.items() if k.endswith("}id")), ""))
            sheet = Sheet(item.get("name", ""), hidden=item.get("state", "visible") != "visible", styleless=lost)
            sheet.miscounted = (said is not None and said != len(strings)) or not counted
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
    ending = f"}}{name}"
    return (e for e in root.iter() if e.tag == name or e.tag.endswith(ending))


def unescaped(text: str) -> str:
    """The text with `_x000D_` and its like as the characters they stand for, one form of line breaks."""
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(escaped: re.Match[str]) -> str:
    char = chr(int(escaped[1], 16))
    return char if char.isprintable() or char in "\t\r\n" else ""


def _strings(package: Package, part: str) -> tuple[list[str], int | None]:
    """The shared strings in order, and how many there are said to be; runs joined, phonetic runs left out."""
    if not package.has(part):
        return [], None
    strings: list[str] = []
    said: int | None = None
    with package.stream(part) as stream, package.guarded():
        depth_phonetic = 0
        pieces: list[str] = []
        for event, element in iterparse(stream, events=("start", "end")):
            local = _local(element)
            if local == "rPh":
                depth_phonetic += 1 if event == "start" else -1
            elif event == "start":
                if local == "sst":
                    said = whole(element.get("uniqueCount"), _MOST_TEXTS)
            elif local == "t" and not depth_phonetic:
                pieces.append(element.text or "")
            elif local == "si":
                strings.append(unescaped("".join(pieces)))
                pieces = []
                element.clear()
    return strings, said


def _looks(package: Package, part: str) -> tuple[list[Look], bool]:
    """The workbook's cell styles by index, and whether there are as many as it says."""
    if not package.has(part):
        return [Look("General", 0.0, False)], True
    named: dict[str, list[Element]] = defaultdict(list)
    for element in package.tree(part).iter():
        named[_local(element)].append(element)
    counted = all(
        (said := whole(part.get("count"), _MOST_STYLES)) is None or said == len(part)
        for name in ("numFmts", "cellXfs")
        for part in named[name]
    )
    codes = dict(BUILTIN)
    for item in named["numFmt"]:
        key, form = whole(item.get("numFmtId"), _MOST_STYLES), item.get("formatCode")
        if key is not None and form:
            codes[key] = form
    sizes = [_size(font) for fonts in named["fonts"] for font in fonts]
    white = [_is_white(font) for fonts in named["fonts"] for font in fonts]
    ruled = [_is_ruled(border) for borders in named["borders"] for border in borders]
    filled = [_is_filled(fill) for fills in named["fills"] for fill in fills]
    looks = []
    for formats in named["cellXfs"]:
        for item in formats:
            keys = ("numFmtId", "fontId", "borderId", "fillId")
            code, font, border, fill = (whole(item.get(k), _MOST_STYLES) or 0 for k in keys)
            size = sizes[font] if font < len(sizes) else 0.0
            blank = font < len(white) and white[font] and not (fill < len(filled) and filled[fill])
            looks.append(
                Look(
                    codes.get(code, "General"),
                    size,
                    border < len(ruled) and ruled[border],
                    blank or 0 < size < _TINY,
                )
            )
    return looks or [Look("General", 0.0, False)], counted


def _size(font: Element) -> float:
    try:
        return next((float(e.get("val", "0")) for e in font if _local(e) == "sz"), 0.0)
    except ValueError:
        return 0.0


def _is_white(part: Element) -> bool:
    """Whether the colour of a font, or of a fill's pattern, is white."""
    colour = next((e for e in part.iter() if _local(e) in ("color", "fgColor")), None)
    if colour is None:
        return False
    if colour.get("theme") == "0":
        return not colour.get("tint", "0").startswith("-")
    return colour.get("rgb", "")[-6:].upper() == "FFFFFF" or colour.get("indexed") in ("1", "9")


def _is_filled(fill: Element) -> bool:
    """Whether a fill lays a ground under the text that is not white."""
    pattern = next((e for e in fill.iter() if _local(e) == "patternFill"), None)
    if pattern is None:
        return True  # a gradient
    kind = pattern.get("patternType", "none")
    return kind != "none" and not (kind == "solid" and _is_white(pattern))


def _is_ruled(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def _read_drawing(package: Package, part: str, relation_id: str, sheet: Sheet) -> None:
    """Take in the paragraphs of the sheet's text boxes, doubt the cells under them, and count the pictures."""
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
    for anchor in root:
        shape = next(_named(anchor, "sp"), None)
        if shape is not None and (any(e.text for e in _named(shape, "t")) or not _is_open(shape)):
            for at in _under(anchor, sheet):
                sheet.doubt(at, DoubtCode.COVERING)


def _is_open(shape: Element) -> bool:
    """Whether one sees through the shape."""
    properties = next(_named(shape, "spPr"), None)
    return properties is None or any(_local(e) == "noFill" for e in properties)


def _under(anchor: Element, sheet: Sheet) -> list[tuple[int, int]]:
    """The cells with content from the anchor's first cell to its last; of one that names no last only the first."""
    first, last = (next(_named(anchor, name), None) for name in ("from", "to"))
    if first is None:
        return []
    row, col = (_number(first, name) for name in ("row", "col"))
    end_row, end_col = (row, col) if last is None else (_number(last, name) for name in ("row", "col"))
    return [at for at in sheet.entries if row <= at[0] <= end_row and col <= at[1] <= end_col]


def _number(marker: Element, name: str) -> int:
    return whole(next((e.text or "" for e in _named(marker, name)), ""), _MOST_STYLES) or 0
