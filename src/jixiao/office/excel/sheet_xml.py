"""One worksheet of an .xlsx from its XML: a single pass that keeps only cells which display something."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, ClassVar, Protocol
from xml.parsers import expat

from jixiao.errors import DamagedSource
from jixiao.evidence import DoubtCode
from jixiao.office.excel.formulas import stale
from jixiao.office.excel.number_format import displayed, displayed_text
from jixiao.office.excel.sheet import COLS, ROWS, Entry, Sheet, merge, place
from jixiao.office.package import Package, whole

_CHUNK = 1 << 20
_LONG = 4 << 20  # from this size on, formatted blank cells after the last content are skipped unparsed
_ROOT = re.compile(rb"<((?:[A-Za-z]\w*:)?)worksheet\b")
_MOST_MERGES = 200_000
_MOST_BYTES = 1 << 30
_DAY_SECONDS = 86_400


class _Look(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def size(self) -> float: ...
    @property
    def ruled(self) -> bool: ...
    @property
    def unseen(self) -> bool: ...


class _Full(Exception):
    """As many cells as may be read have been read."""


class SheetReader:
    """Fills a `Sheet`; `drawing` is the id of its drawing, "" without one."""

    def __init__(
        self, sheet: Sheet, strings: Sequence[str], looks: Sequence[_Look], from_1904: bool, most: int
    ) -> None:
        self.sheet = sheet
        self.strings = strings
        self.looks = looks
        self.from_1904 = from_1904
        self.most = most
        self.drawing = ""
        self._row, self._col = -1, -1
        self._cell: dict[str, str] = {}
        self._has_value = self._has_formula = False
        self._values = 0
        self._keep = False  # whether characters belong to the cell's value
        self._in_formula = False
        self._formula: list[str] = []
        self._formulas: dict[tuple[int, int], str] = {}
        self._numbers: dict[tuple[int, int], float] = {}
        self._phonetic = 0
        self._styles: dict[str, _Look] = {}
        self._styleless: set[str] = set()  # styles that the workbook does not have
        self._chars: list[str] = []
        self._hidden_cols: list[tuple[int, int]] = []

    def read(self, package: Package, part: str) -> None:
        """Take in the sheet's part of the package; DamagedSource where it is no XML."""
        size = package.size(part)
        cut = _last_content(package, part) if size > _LONG else None
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            with package.stream(part, _MOST_BYTES) as stream:
                if cut is None:
                    parser.ParseFile(stream)
                else:
                    _parse_around(parser, stream, *cut)
        except expat.ExpatError as exc:
            raise DamagedSource(
                package.name, f"工作表“{self.sheet.name}”内部损坏，读不出内容；请用 Excel 或 WPS 打开并另存后再试"
            ) from exc
        except _Full:
            self.sheet.full = True
        for start, end in sorted(self._hidden_cols):
            self.sheet.hidden_cols.add(start, end)
        if self._formulas and not self.sheet.full:
            for at in stale(self._formulas, self._numbers, frozenset(self.sheet.entries.keys() - self._numbers.keys())):
                self.sheet.doubt(at, DoubtCode.STALE)

    def _refuse(self, *_: object) -> None:
        raise expat.ExpatError("document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._STARTS.get(name) or self._STARTS.get(name.rpartition(":")[2])
        if handler is not None:
            handler(self, attributes)

    def _end(self, name: str) -> None:
        handler = self._ENDS.get(name) or self._ENDS.get(name.rpartition(":")[2])
        if handler is not None:
            handler(self)

    def _text(self, text: str) -> None:
        if self._keep:
            self._chars.append(text)
        elif self._in_formula:
            self._formula.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = whole(attributes.get("r"), ROWS)
        self._row = number - 1 if number else self._row + 1
        self._col = -1
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") in ("0", "0.0"):
            self.sheet.hidden_rows.add(self._row, self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._col += 1
        self._has_value = self._has_formula = False
        self._values = 0

    def _start_number(self, attributes: dict[str, str]) -> None:
        self._values += 1
        self._start_value(attributes)

    def _start_value(self, _: dict[str, str]) -> None:
        self._has_value = True
        self._keep = not self._phonetic

    def _end_value(self) -> None:
        self._keep = False

    def _start_formula(self, _: dict[str, str]) -> None:
        self._has_formula = self._in_formula = True

    def _end_formula(self) -> None:
        self._in_formula = False

    def _start_phonetic(self, _: dict[str, str]) -> None:
        self._phonetic += 1

    def _end_phonetic(self) -> None:
        self._phonetic -= 1

    def _start_col(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") in ("0", "0.0"):
            first, last = whole(attributes.get("min"), COLS), whole(attributes.get("max"), COLS)
            if first and last:
                self._hidden_cols.append((first - 1, last - 1))

    def _start_merge(self, attributes: dict[str, str]) -> None:
        try:
            if len(self.sheet.merges) < _MOST_MERGES:
                self.sheet.merges.append(merge(attributes.get("ref", "")))
        except ValueError:
            return

    def _start_drawing(self, attributes: dict[str, str]) -> None:
        self.drawing = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")

    def _end_cell(self) -> None:
        look = self._style(self._cell.get("s", "0"))
        if not self._has_value and not self._has_formula:
            if look.ruled:
                self.sheet.ruled.add(self._row, self._row)
            return
        try:
            at = place(self._cell["r"])
        except (KeyError, ValueError):
            at = self._row, self._col
        kind = self._cell.get("t", "n")
        raw, formula = "".join(self._chars), "".join(self._formula)
        self._chars.clear()
        self._formula.clear()
        if kind == "n" and raw:
            self._note_number(at, raw, formula)
        if self._has_formula and not raw and not (self._has_value and kind == "str"):
            self.sheet.valueless.append(at)
        if kind == "s" and raw.strip() and whole(raw.strip(), len(self.strings) - 1) is None:
            self.sheet.textless.append(at)
        text = self._displayed(raw, kind, look.code).strip() if raw else ""
        if not text:
            if look.ruled:
                self.sheet.ruled.add(at[0], at[0])
            return
        if look.unseen:
            self.sheet.unseen.append(at)
            return
        if at in self.sheet.entries or self._values > 1 or self._cell.get("s", "0") in self._styleless:
            self.sheet.contradicted.append(at)
        if len(self.sheet.entries) >= self.most:
            raise _Full
        self.sheet.entries[at] = Entry(text, look.size)

    def _note_number(self, at: tuple[int, int], raw: str, formula: str) -> None:
        try:
            self._numbers[at] = float(raw)
        except ValueError:
            return
        if formula:
            self._formulas[at] = formula

    def _style(self, index: str) -> _Look:
        look = self._styles.get(index)
        if look is None:
            number = whole(index, len(self.looks) - 1)
            if number is None and not self.sheet.styleless:
                self._styleless.add(index)
            look = self._styles[index] = self.looks[number or 0]
        return look

    def _displayed(self, raw: str, kind: str, code: str) -> str:
        """What the cell shows for the value as the file keeps it."""
        if kind == "s":
            index = whole(raw.strip(), len(self.strings) - 1)
            text = "" if index is None else self.strings[index]
            return displayed_text(text, code)
        if kind in ("str", "inlineStr"):
            return displayed_text(_plain(raw), code)
        if kind == "b":
            return "TRUE" if raw.strip() in ("1", "true") else "FALSE"
        if kind == "e":
            return raw
        try:
            number = _serial(raw, self.from_1904) if kind == "d" else float(raw)
        except ValueError:
            return raw
        return displayed(number, code, self.from_1904)

    # What the elements of these names begin and end.
    _STARTS: ClassVar[dict[str, Callable[[SheetReader, dict[str, str]], None]]] = {
        "row": _start_row, "c": _start_cell, "v": _start_number, "t": _start_value, "f": _start_formula,
        "rPh": _start_phonetic, "col": _start_col, "mergeCell": _start_merge, "drawing": _start_drawing,
    }  # fmt: skip
    _ENDS: ClassVar[dict[str, Callable[[SheetReader], None]]] = {
        "c": _end_cell, "f": _end_formula, "v": _end_value, "t": _end_value, "rPh": _end_phonetic,
    }  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _serial(text: str, from_1904: bool) -> float:
    """The serial number of a date written out (2023-06-01T00:00:00)."""
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    return (datetime.fromisoformat(text.strip()).replace(tzinfo=None) - first).total_seconds() / _DAY_SECONDS


def _last_content(package: Package, part: str) -> tuple[int, bytes] | None:
    """Where the last cell that is not empty ends, and the prefix of the tags; None where no cell has content."""
    end: int | None = None
    with package.stream(part, _MOST_BYTES) as stream:
        block = stream.read(_CHUNK)
        root = _ROOT.search(block)
        prefix = root[1] if root else b""
        closing = b"</" + prefix + b"c>"
        at = 0  # where the block begins
        while block:
            found = block.rfind(closing)
            if found >= 0:
                end = at + found + len(closing)
            carry = block[-len(closing) :]
            at += len(block) - len(carry)
            chunk = stream.read(_CHUNK)
            block = carry + chunk if chunk else b""
    return None if end is None else (end, prefix)


def _parse_around(parser: expat.XMLParserType, stream: IO[bytes], end: int, prefix: bytes) -> None:
    """Parse up to `end`, then what follows the sheet's cells, leaving the blank cells between unread."""
    left = end
    while left and (chunk := stream.read(min(_CHUNK, left))):
        parser.Parse(chunk, False)
        left -= len(chunk)
    closing = b"</" + prefix + b"sheetData>"
    carry = b""
    while chunk := stream.read(_CHUNK):
        block = carry + chunk
        at = block.find(closing)
        if at >= 0:
            parser.Parse(b"</" + prefix + b"row>" + block[at:], False)
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
            return
        carry = block[-len(closing) :]
    raise expat.ExpatError("cells without an end")
