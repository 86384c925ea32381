"""The tables as one SQLite file, asked in SQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from tests.records import made

from jixiao.errors import StoreError
from jixiao.records.paths import FieldPath
from jixiao.records.tables.columns import Noun
from jixiao.records.tables.schema import EXPORTED
from jixiao.store.tables.flat import sqlite_file


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    """The answer of the file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("noun", EXPORTED, ids=lambda n: n.name)
def test_a_table_holds_the_rows_of_its_noun(tmp_path: Path, noun: Noun) -> None:
    readings = [made.reading("甲.pdf", values=made.SPOILT), made.failed(), made.reading("乙.pdf")]
    sqlite_file(iter(readings), tmp_path / "表格.sqlite")
    wanted = [row for reading in readings for row in noun.rows(reading)]
    plain = [tuple(float(v) if isinstance(v, Decimal) else v for v in row) for row in wanted]
    assert query(tmp_path / "表格.sqlite", f'SELECT * FROM "{noun.name}"') == plain
    assert [p.name for p in tmp_path.iterdir()] == ["表格.sqlite"]


def test_a_value_is_asked_for_with_its_page_and_doubts(tmp_path: Path) -> None:
    path = tmp_path / "表格.sqlite"
    sqlite_file(iter([made.reading()]), path)
    sql = 'SELECT p.project_name, v.text, v.page, v.x0 FROM projects p JOIN "values" v USING (record_id) LIMIT 3'
    record = made.reading().records[0]
    said = [(at.get(record), place) for at, place in ((FieldPath(path), e) for path, e in record.evidence.items())]
    assert query(path, sql) == [("河道清淤", text, e.page, e.box[0] if e.box else None) for text, e in said][:3]


def test_a_disk_that_takes_nothing_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "结果").write_text("")
    with pytest.raises((StoreError, OSError)):
        sqlite_file(iter([made.reading()]), tmp_path / "结果" / "表格.sqlite")


def test_what_was_there_stays_when_reading_fails(tmp_path: Path) -> None:
    path = tmp_path / "表格.sqlite"
    sqlite_file(iter([made.reading()]), path)
    before = path.read_bytes()

    def broken():  # type: ignore[no-untyped-def]
        yield made.reading()
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        sqlite_file(broken(), path)
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == [path.name]
