"""Tables as text (.csv, .txt): cells parted by commas, tabs, semicolons or bars; other text as paragraphs."""

from __future__ import annotations

import csv
import io

from jixiao.errors import SourceError
from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box
from jixiao.office.charset import decoded
from jixiao.sources import Source
from jixiao.tables.reader import Way
from jixiao.tables.table import Cell, Layout, Line, Paragraph, Table
from jixiao.text import NO_CHARACTER, printed

_MOST_BYTES = 64 * 1024 * 1024
_MOST_SLOTS = 200_000
_DELIMITERS = (",", "\t", ";", "|", "，")
_NOWHERE = Box(0, 0, 0, 0)


def from_text(source: Source, way: Way) -> Layout:
    """The reader of tables as text."""
    if source.path.stat().st_size > _MOST_BYTES:
        raise SourceError(source.name, f"文件超过 {_MOST_BYTES // 1024 // 1024} MB，没有读取；请拆分后再试")
    return read_text(source.path.read_bytes())


def read_text(data: bytes) -> Layout:
    """The rows as one table, lines before it that hold one text as paragraphs; without columns all are paragraphs.

    `source.repaired` where characters mean nothing or a quotation has no end, `text.limit` where rows were left out.
    """
    layout = Layout([], None)
    text, _, lost = decoded(data)
    if lost:
        said = f"文件里有 {lost} 处字符解不出来，读到的可能不对；请核对，另存为 UTF-8 再试"
        layout.problems.append((None, "source.repaired", said))
    rows, broken = _rows(text)
    if broken:
        said = "文件里的引号不成对，按一行一行读的，读到的可能不对；请用 Excel 或 WPS 打开核对，另存为 .xlsx 再试"
        layout.problems.append((None, "source.repaired", said))
    first = next((i for i, row in enumerate(rows) if sum(1 for cell in row if cell.strip()) > 1), len(rows))
    for number, row in enumerate(rows[:first], 1):
        if lines := _lines(" ".join(cell for cell in row if cell.strip()), f"第{number}行"):
            layout.blocks.append(Paragraph(lines, place=f"第{number}行"))
    if first < len(rows):
        layout.blocks.append(_table(rows, first, layout))
    return layout


def _rows(text: str) -> tuple[list[list[str]], bool]:
    """The rows by the delimiter that parts most lines, and whether quotations do not end."""
    lines = text.splitlines()
    counts = {each: sum(1 for line in lines if each in line) for each in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda each: counts[each])
    if counts[delimiter] * 2 < sum(1 for line in lines if line.strip()):
        return [[line] for line in lines], False
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)), False
    except csv.Error:
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)), True


def _table(rows: list[list[str]], first: int, layout: Layout) -> Table:
    """The rows from `first` on, without columns and rows at the end in which nothing stands."""
    body = rows[first:]
    while not any(cell.strip() for cell in body[-1]):
        body.pop()
    width = max(i + 1 for row in body for i, cell in enumerate(row) if cell.strip())
    most = max(1, _MOST_SLOTS // width)
    if len(body) > most:
        said = f"表格太大，只读到第 {first + most} 行，其余未读；请拆分后再试"
        layout.problems.append((None, "text.limit", said))
        body = body[:most]
    cells = []
    for r, row in enumerate(body):
        for c in range(width):
            place = f"第{first + r + 1}行第{c + 1}列"
            cells.append(Cell(r, c, 1, 1, _lines(row[c] if c < len(row) else "", place)))
    return Table(cells, len(body), width, row_pages=[0] * len(body), place="表格1")


def _lines(text: str, place: str) -> list[Line]:
    """The lines of a cell; `="0012"` is how a spreadsheet is made to keep a text."""
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    out = []
    for part in text.splitlines():
        clean = printed(part.replace("\t", " ")).strip()
        if clean:
            word = Word(clean, 0, _NOWHERE, (), 0.0)
            word.place = place
            word.doubts = tuple(Doubt(m.start(), m.end(), DoubtCode.UNREADABLE) for m in NO_CHARACTER.finditer(clean))
            out.append(Line([word], hard=True))
    return out
