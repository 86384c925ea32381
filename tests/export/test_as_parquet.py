"""Parquet files, read back with DuckDB."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.records import made

from jixiao.export import parquet_files
from jixiao.records.tables.columns import Noun
from jixiao.records.tables.schema import EXPORTED


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    """The answer; the file is named `t`."""
    quoted = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        return connection.execute(f"WITH t AS (FROM read_parquet('{quoted}')) {sql}").fetchall()


@pytest.mark.parametrize("noun", EXPORTED, ids=lambda n: n.name)
def test_a_file_holds_the_rows_of_its_table(tmp_path: Path, noun: Noun) -> None:
    readings = [made.reading("甲.pdf", values=made.SPOILT), made.failed(), made.reading("乙.pdf")]
    paths = parquet_files(iter(readings), tmp_path)
    path = paths[EXPORTED.index(noun)]
    assert path == tmp_path / f"{noun.name}.parquet"
    found = query(path, "FROM t")
    assert found == [row for reading in readings for row in noun.rows(reading)]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths)


def test_amounts_are_exact_and_can_be_summed(tmp_path: Path) -> None:
    parquet_files(iter([made.reading()]), tmp_path)
    sql = "SELECT sum(yuan), any_value(typeof(yuan)) FROM t WHERE header LIKE '%合计'"
    assert query(tmp_path / "budget_cells.parquet", sql) == [(Decimal("12345000.0000"), "DECIMAL(38,4)")]
    sql = "SELECT DISTINCT typeof(number), typeof(page), typeof(row), typeof(year) FROM t"
    assert query(tmp_path / "indicators.parquet", sql) == [("DOUBLE", "BIGINT", "BIGINT", "BIGINT")]


def test_blank_and_absent_are_told_apart(tmp_path: Path) -> None:
    parquet_files(iter([made.reading()]), tmp_path)
    sql = "SELECT funds_annual_other, funds_lifetime_other FROM t"
    assert query(tmp_path / "projects.parquet", sql) == [("", None)]


def test_a_folder_of_any_name_will_do(tmp_path: Path) -> None:
    paths = parquet_files(iter([made.reading()]), tmp_path / "it's 结果")
    assert query(paths[0], "SELECT file FROM t") == [("临溪县预算.pdf",)]


def test_no_readings_give_typed_files_without_rows(tmp_path: Path) -> None:
    parquet_files(iter([]), tmp_path)
    assert query(tmp_path / "projects.parquet", "FROM t") == []
    assert query(tmp_path / "projects.parquet", "SELECT column_type FROM (DESCRIBE t) WHERE column_name = 'year'") == [
        ("BIGINT",)
    ]
