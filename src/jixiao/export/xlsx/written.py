"""A hidden sheet that says which rows of which forms the workbook was written with: so that rows that a person took out
are told from rows that others added since."""

from __future__ import annotations

from jixiao.export.xlsx.paper import Paper, put_text
from jixiao.records import Reading
from jixiao.records.tables.identifying import record_id
from jixiao.records.tables.marks import HEADING, lists_of, written_rows

HEADINGS = ("记录编号", "列表", "各行", "内容校验值（SHA-256）", "文件")


class RowsWritten:
    """The sheet; readings are added as they pass."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._sheet = paper.sheet(HEADING)
        self._sheet.hide()
        self._at = 0
        self._write(HEADINGS)

    def add(self, reading: Reading) -> None:
        """Write down the rows of every list of the reading's records."""
        for number in range(1, len(reading.records) + 1):
            for path, keys in lists_of(reading, number).items():
                record = record_id(reading, number)
                self._write((record, path, written_rows(keys), reading.source.sha256, reading.source.name))

    def _write(self, texts: tuple[str, ...]) -> None:
        for col, text in enumerate(texts):
            put_text(self._sheet, self._at, col, text, self._paper.look.cell("code"))
        self._at += 1
