"""One open workbook: sheets are added to it, texts are put on them as they are, nothing becomes a formula."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from jixiao.export.xlsx.links import PICTURES, Locate, address, at_page, picture_of
from jixiao.export.xlsx.look import FONT, SIZE, Look
from jixiao.records import SourceInfo
from jixiao.scratch import Scratch
from jixiao.sources import OUTPUT_CREATOR

_LONGEST = 32_000  # a cell holds 32,767 UTF-16 units
CUT = "……（全文过长，未完；全文见 JSON 文件）"
_A4, _A3 = 9, 8
# So wide, in half characters, may a sheet be and still be read when it is printed on one page.
_A4_WIDTH, _A3_WIDTH = 190, 300
_SCALE = 80
_ILLEGAL = re.compile("[\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@", "'")
# A fixed date: the same readings give the same bytes.
CREATED = datetime(2000, 1, 1)


class _Spool(io.FileIO):
    """A file that fails once: a zip that is given up tries to write its end, which would be said as another error."""

    _end: int | None = None  # after a failure, where the file would end

    def write(self, data: Any) -> int:
        """Write all of it, or fail; after a failure nothing more is written."""
        rest = memoryview(data).cast("B")
        count = len(rest)
        if self._end is not None:
            self._end += count
            return count
        try:
            while rest:
                rest = rest[super().write(rest) or 0 :]
        except OSError:
            self._end = super().tell() + len(rest)
            raise
        return count

    def tell(self) -> int:
        """Where it stands, or would stand."""
        return super().tell() if self._end is None else self._end

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go there; nowhere after a failure."""
        return super().seek(offset, whence) if self._end is None else self._end

    def flush(self) -> None:
        """Nothing is held back here."""

    def close(self) -> None:
        """Close it; a zip that was given up and is cleared away later finds nothing to write to, and says nothing."""
        super().close()
        self._end = self._end or 0


class Paper:
    """A workbook that is being written to `part`; `path` is where it will be, for links from it.

    As a context manager it is finished at the end, or given up where something went wrong.
    """

    def __init__(self, part: Path, path: Path, locate: Locate | None) -> None:
        import xlsxwriter

        self._scratch = Scratch()
        font = {"font_name": FONT, "font_size": SIZE}
        options = {"constant_memory": True, "tmpdir": self._scratch.name, "default_format_properties": font}
        self._file = _Spool(part, "w+b")
        self.book = xlsxwriter.Workbook(self._file, options)
        self.book.use_zip64()
        self.titled("预算绩效公开信息提取结果")
        self.look = Look(self.book)
        self._path = path
        self._locate = locate
        self._source: SourceInfo | None = None
        self._address: str | None = None

    def __enter__(self) -> Paper:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            if kind is None:
                self.book.close()
            else:
                for sheet in self.book.worksheets():
                    sheet.row_data_fh.close()
        except FileCreateError as exc:  # what it makes of an error of the operating system
            raise exc.args[0] if exc.args and isinstance(exc.args[0], OSError) else OSError(str(exc)) from exc
        finally:
            self._file.close()
            self._scratch.cleanup()

    def titled(self, title: str, ours: bool = True) -> None:
        """Give the workbook its title; one that is `ours` is passed by where the documents of a folder are read."""
        author = {"author": OUTPUT_CREATOR} if ours else {}
        self.book.set_properties({"title": title, "created": CREATED, **author})

    def sheet(self, name: str, tab: str = "") -> Any:
        """A new sheet, printed across."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&8{name}&R&8第 &P 页 / 共 &N 页")
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if tab:
            sheet.set_tab_color(tab)
        return sheet

    def link(self, source: SourceInfo, page: int | None) -> str | None:
        """The link to a page of a source, None where its file is not known."""
        if self._locate is None:
            return None
        if self._source is not source:
            target = self._locate(source)
            self._source, self._address = source, address(target, self._path) if target is not None else None
        return at_page(self._address, page) if self._address is not None else None

    def picture(self, source: SourceInfo, number: int, path: str) -> str | None:
        """The link to the picture of a doubted value, None where there is none beside the workbook."""
        place = self._path.parent / PICTURES / picture_of(source, number, path)
        return address(place, self._path) if path and place.is_file() else None


def fit(sheet: Any, width: float) -> None:
    """Choose the paper for columns of that width in all: one page wide, or several with the first column repeated."""
    sheet.set_paper(_A4 if width <= _A4_WIDTH else _A3)
    if width <= _A3_WIDTH:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0)
        sheet.set_print_scale(_SCALE)


def put_text(sheet: Any, row: int, col: int, text: str, form: Any) -> None:
    """Write the text as text, whatever it looks like; one too long for a cell is cut, and says so."""
    sheet.write_string(row, col, as_written(text), form)


def as_written(text: str) -> str:
    """The text as a cell can hold it."""
    if len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) > _LONGEST * 2:
        text = text[: _LONGEST // 2] + CUT
    return text if text.isprintable() else _ILLEGAL.sub("\ufffd", text)


def needs_quote(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula once somebody edits it."""
    return text.startswith(_RISKY)
