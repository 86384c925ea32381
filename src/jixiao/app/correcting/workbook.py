"""An exported workbook that was edited, line by line: which row of which form each is, and what its cells say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.errors import SourceError
from jixiao.export.xlsx.written import HEADINGS as ROWS_HEADINGS
from jixiao.office.excel.sheet import Sheet, address
from jixiao.office.excel.workbook_xml import sheets_of_xlsx
from jixiao.records.tables.columns import Column, Noun
from jixiao.records.tables.marks import HEADING, Mark, can_be_marked, hash_of, parted, rough, rows_written
from jixiao.records.tables.schema import NOUNS

_MOST_CELLS = 20_000_000
_HEAD_ROWS = 12
_RECORD_ID, _ID = "record_id", "记录编号"


@dataclass(slots=True)
class EditedRow:
    """A row of a sheet: its mark (None where a person added it), its cells by column, and where each of them is.

    `record` is what stands in the column of record ids. `noun` is None on the sheet of a single published table, whose
    columns are numbers.
    """

    sheet: str
    row: int
    mark: Mark | None
    noun: Noun | None
    cells: dict[str, str]
    places: dict[str, str]
    record: str = ""

    @property
    def where(self) -> str:
        """The row in words."""
        return f"“{self.sheet}”第 {self.row + 1} 行"

    def changed(self) -> list[str]:
        """The columns whose cell is not as it was written."""
        hashes = self.mark.hashes if self.mark else {}
        return [name for name, text in self.cells.items() if name in hashes and hash_of(text) != hashes[name]]

    def derived(self) -> list[str]:
        """The columns that cannot be corrected whose cell is not as it was written."""
        hashes = self.mark.derived if self.mark else {}
        return [name for name, text in self.cells.items() if name in hashes and rough(text) != hashes[name]]

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((c for c in self.noun.columns if c.name == name), None) if self.noun else None

    def words(self, name: str) -> Mapping[str, str]:
        """The words of the codes that the column holds, none where it holds texts."""
        column = self.column(name)
        return column.words if column is not None else {}

    def said(self, name: str) -> str:
        """The cell as a value: words of codes as the codes."""
        text = self.cells[name]
        return next((code for code, word in self.words(name).items() if text in (word, code)), text)

    def word(self, name: str, value: str) -> str:
        """A value of the column as its cell says it."""
        column = self.column(name)
        return str(column.shown(value) or "") if column is not None else value


@dataclass(slots=True)
class Written:
    """What the workbook says: its lines, the rows that there were when it was written (by record id and list), the
    sources by the beginning of their hash (hash, name), and what of it could not be read."""

    lines: list[EditedRow] = field(default_factory=list)
    rows: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def read_workbook(path: Path) -> Written:
    """What the workbook says; SourceError where it is none that `extract` or `export` wrote."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        raise SourceError(path.name, "应是 jixiao 导出后改过的 .xlsx 工作簿；请检查路径，另存为 .xlsx 再试")
    out = Written()
    marked = False
    for sheet in sheets_of_xlsx(path, path.name, _MOST_CELLS):
        rows = _rows(sheet)
        if sheet.name == HEADING:
            _take_rows(rows, out)
            continue
        head = _head(rows)
        if head is None:
            if _like_ours(rows):
                out.refused.append(
                    f"工作表“{sheet.name}”没有“{HEADING}”一栏（可能删掉了），没有取；请在导出的工作簿上改"
                )
            continue
        marked = True
        out.lines += _lines(sheet, rows, head, out)
    if not marked:
        raise SourceError(path.name, f"里面没有带“{HEADING}”一栏的表；请用 jixiao extract 或 export 写出的工作簿")
    return out


Rows = Mapping[int, Mapping[int, str]]


def _rows(sheet: Sheet) -> dict[int, dict[int, str]]:
    out: dict[int, dict[int, str]] = {}
    for (row, col), entry in sheet.entries.items():
        out.setdefault(row, {})[col] = entry.text
    return out


def _take_rows(rows: Rows, out: Written) -> None:
    """The rows that there were, from the hidden sheet."""
    for number, cells in rows.items():
        texts = [cells.get(col, "") for col in range(len(ROWS_HEADINGS))]
        if tuple(texts) == ROWS_HEADINGS or number == 0:
            continue
        record, path, keys, sha256, name = texts
        out.rows[record, path] = rows_written(keys)
        out.sources[record.rpartition("#")[0]] = (sha256, name)


def _head(rows: Rows) -> tuple[int, int] | None:
    """(row, column) of the heading over the marks; on a published table, which has none, of its first mark."""
    for row in sorted(rows):
        for col, text in rows[row].items():
            if text == HEADING:
                return row, col
    for row in sorted(rows):
        col = max(rows[row])
        mark = parted(rows[row][col])
        if mark is not None and mark.path == "rows":
            return row, col
        if row > _HEAD_ROWS and len(rows) > _HEAD_ROWS:
            break
    return None


def _like_ours(rows: Rows) -> bool:
    """Whether the sheet is one of ours whose cells can be corrected."""
    heads = [set(cells.values()) for row, cells in rows.items() if row < _HEAD_ROWS]
    return any(_ID in found and (noun := _noun("", found)) is not None and can_be_marked(noun) for found in heads)


def _lines(sheet: Sheet, rows: Rows, head: tuple[int, int], out: Written) -> Iterator[EditedRow]:
    top, marks = head
    if rows[top][marks] != HEADING:
        yield from _table_lines(sheet, rows, marks, out)
        return
    noun = _noun(sheet.name, rows[top].values())
    names = {c.heading: c.name for c in noun.columns} if noun else {}
    columns = {col: names[text] for col, text in rows[top].items() if text in names}
    formulas = set(sheet.valueless)
    for row in sorted(row for row in rows if row > top):
        texts = rows[row]
        cells = {name: texts.get(col, "") for col, name in columns.items()}
        places = {name: address(row, col) for col, name in columns.items()}
        blank = [name for name, col in ((n, c) for c, n in columns.items()) if (row, col) in formulas]
        for name in blank:
            out.refused.append(f"“{sheet.name}”{places[name]} 是没有算出结果的公式，没有取；请写成文字")
            cells.pop(name)
        mark = parted(texts.get(marks, ""))
        record = cells.get(_RECORD_ID, "")
        if mark is not None or any(cells.values()):
            yield EditedRow(sheet.name, row, mark, noun, cells, places, record)


def _table_lines(sheet: Sheet, rows: Rows, marks: int, out: Written) -> Iterator[EditedRow]:
    """The rows of a published table on a sheet of its own; a column is known by its place alone."""
    for row in sorted(rows):
        mark = parted(rows[row].get(marks, ""))
        if mark is None:
            continue
        if len(mark.hashes) != marks:
            out.refused.append(f"工作表“{sheet.name}”的列删过或加过，没有取；请保留原来的各列，在格子里改")
            return
        cells = {str(col): rows[row].get(col, "") for col in range(marks)}
        yield EditedRow(sheet.name, row, mark, None, cells, {str(col): address(row, col) for col in range(marks)})


def _noun(sheet: str, headings: Iterable[str]) -> Noun | None:
    """The table that the sheet is of: by its name, where it was given another by the headings."""
    named = next((noun for noun in NOUNS if noun.heading == sheet.rstrip(" 0123456789")), None)
    if named is not None:
        return named
    found = set(headings)
    scores = [(len(found & {c.heading for c in noun.columns}) / len(noun.columns), noun) for noun in NOUNS]
    best = max(scores, key=lambda each: each[0])
    return best[1] if best[0] else None
