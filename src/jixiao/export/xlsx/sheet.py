"""A table of records as sheets: a heading that stays, filters, widths by what stands in the columns, and so many rows
to a sheet as a sheet may have."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.export.xlsx.look import MARKS, Tone
from jixiao.export.xlsx.measure import UNBROKEN, column_width, height, lines
from jixiao.export.xlsx.paper import Paper, as_written, fit, needs_quote, put_text
from jixiao.records.tables.columns import NUMERIC, At, Column, Noun, Value
from jixiao.records.tables.marks import HEADING, Marker, can_be_marked

_ROWS = 1_048_575
_TEXT_CELL = 255  # what is longer some versions show as ##### in cells of the text format
_SAMPLE = 200  # so many rows are waited for before the widths are settled
_LINKS = 10_000  # each link is kept in memory until the end


@dataclass(slots=True)
class _Row:
    values: tuple[Value, ...]
    texts: tuple[str, ...]
    doubted: frozenset[int]
    set: frozenset[int]
    band: bool
    mark: str
    link: str | None
    jump: str | None


class NounSheet:
    """The sheets of one noun; `count` rows were written. `jumps` names the column that a row's jump goes from."""

    def __init__(self, paper: Paper, noun: Noun, tab: str = "", jumps: str = "") -> None:
        self.noun = noun
        self.count = 0
        self.name = noun.heading
        self._paper = paper
        self._tab = tab
        self._sheet = paper.sheet(noun.heading, tab)
        self._sheets = [self._sheet]
        self._at = 0
        self._held: list[_Row] | None = []
        self._widths: list[float] = []
        self._absent = [True] * len(noun.columns)
        self._band = False
        self._last: object = None
        self._links = 0
        self._marked, self._marker = can_be_marked(noun), Marker(noun)
        self._linked = _index(noun, "page"), _index(noun, "file")
        self._jumps = next((i for i, c in enumerate(noun.columns) if c.name == jumps), 0)

    def add(self, at: At, link: str | None = None, jump: str | None = None) -> None:
        """Write one row; `link` opens its page (or its file, where it has none), `jump` goes from another cell."""
        row = self._row(at, link, jump)
        for i, value in enumerate(row.values):
            if value is not None:
                self._absent[i] = False
        self.count += 1
        if self._held is None:
            self._write(row)
            return
        self._held.append(row)
        if len(self._held) >= _SAMPLE:
            self._settle()

    def close(self) -> None:
        """Write what is still held, fit the filters; hide technical columns, columns that no row has, bare sheets."""
        self._settle()
        self._finish()
        hidden = {i for i, column in enumerate(self.noun.columns) if column.technical or self._absent[i]}
        marks = len(self.noun.columns)
        for sheet in self._sheets:
            if self._marked:
                sheet.set_column(marks, marks, 8, None, {"hidden": True})
            for i in hidden if self.count else ():
                sheet.set_column(i, i, self._widths[i], None, {"hidden": True})
            fit(sheet, sum(wide for i, wide in enumerate(self._widths) if i not in hidden))
            if not self.count:
                sheet.hide()

    def _row(self, at: At, link: str | None, jump: str | None) -> _Row:
        columns = self.noun.columns
        doubted: frozenset[int] = frozenset()
        signed: frozenset[int] = frozenset()
        if at.record is not None and at.record.doubts:
            doubted = frozenset(i for i, c in enumerate(columns) if c.of and at.doubted(c.of))
        if at.reading.corrected is not None:
            signed = frozenset(i for i, c in enumerate(columns) if c.of and at.signed(c.of))
        mark = (at.reading.source.sha256, at.number)
        if mark != self._last:
            self._band = not self._band
            self._last = mark
        values = tuple(c.get(at) for c in columns)
        texts = tuple([_shown(c, value) for c, value in zip(columns, values, strict=True)])
        written = {c.name: as_written(text) for c, text in zip(columns, texts, strict=True)}
        return _Row(values, texts, doubted, signed, self._band, self._marker.mark(at, written), link, jump)

    def _settle(self) -> None:
        """Settle the widths by the rows so far, write the heading and the rows."""
        if self._held is None:
            return
        held, self._held = self._held, None
        for i, column in enumerate(self.noun.columns):
            texts = [row.texts[i] for row in held]
            self._widths.append(column_width(column.shape, column.heading, texts))
        self._begin()
        for row in held:
            self._write(row)

    def _begin(self) -> None:
        sheet = self._sheet
        for i, width in enumerate(self._widths):
            sheet.set_column(i, i, width)
        tall = max(lines(c.heading, wide) for c, wide in zip(self.noun.columns, self._widths, strict=True))
        sheet.set_row(0, height(max(tall, 2)))
        form = self._paper.look.heading()
        for i, column in enumerate(self.noun.columns):
            put_text(sheet, 0, i, column.heading, form)
        if self._marked:
            put_text(sheet, 0, len(self.noun.columns), HEADING, form)
        sheet.set_default_row(height(1))
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        self._at = 1

    def _finish(self) -> None:
        # the marks are sorted with their rows
        self._sheet.autofilter(0, 0, max(self._at - 1, 1), len(self.noun.columns) - 1 + self._marked)

    def _write(self, row: _Row) -> None:
        if self._at > _ROWS:
            self._finish()
            self._sheet = self._paper.sheet(f"{self.noun.heading} {len(self._sheets) + 1}", self._tab)
            self._sheets.append(self._sheet)
            self._links = 0
            self._begin()
        count = 1
        for i, (column, value) in enumerate(zip(self.noun.columns, row.values, strict=True)):
            if isinstance(value, str) and column.shape not in UNBROKEN:
                count = max(count, lines(value, self._widths[i]))
        if count > 1:  # each set row is kept in memory
            self._sheet.set_row(self._at, height(count))
        for i, column in enumerate(self.noun.columns):
            self._cell(i, column, row)
        if row.mark:
            put_text(self._sheet, self._at, len(self.noun.columns), row.mark, self._paper.look.cell("code"))
        self._at += 1

    def _cell(self, i: int, column: Column, row: _Row) -> None:
        value, sheet, look = row.values[i], self._sheet, self._paper.look
        tone: Tone = "doubted" if i in row.doubted else "signed" if i in row.set else "band" if row.band else "plain"
        if value is None or value == "":
            absent = value is None and column.of
            sheet.write_blank(self._at, i, None, look.cell(column.shape, "absent" if absent else tone))
            return
        if url := self._link(i, row):
            form = look.link(column.shape, tone)
            sheet.write_url(self._at, i, url, form, "")
            self._links += 1
        elif column.shape == "mark" and isinstance(value, str) and value in MARKS:
            form = look.cell(column.shape, MARKS[value][1])
        elif isinstance(value, str) and (column.shape == "long" or len(value) > _TEXT_CELL):
            form = look.cell("long", tone, quote_prefix=True) if needs_quote(value) else look.cell("long", tone)
        else:
            form = look.cell(column.shape, tone)
        if isinstance(value, str):
            put_text(sheet, self._at, i, row.texts[i], form)
        else:
            sheet.write_number(self._at, i, float(value) if isinstance(value, Decimal) else value, form)

    def _link(self, i: int, row: _Row) -> str | None:
        if self._links >= _LINKS:
            return None
        if i == self._jumps and row.jump:
            return row.jump
        page, file = self._linked
        return row.link if i == (file if page is None or row.values[page] is None else page) else None


def _index(noun: Noun, shape: str) -> int | None:
    return next((i for i, c in enumerate(noun.columns) if c.shape == shape), None)


def _shown(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if column.shape == "amount":
        return f"{value:,.2f}"
    if column.shape in NUMERIC:
        return str(value)
    sign = MARKS[value][0] if column.shape == "mark" and isinstance(value, str) and value in MARKS else ""
    return f"{sign}{column.shown(value)}"
