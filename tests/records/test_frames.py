"""Readings as tables: rows, pandas, Arrow."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pandas
import pyarrow
import pytest

import jixiao
from jixiao.errors import MissingPackage
from jixiao.records.tables.frames import TABLES


@pytest.fixture(scope="module")
def reading(samples: Path) -> jixiao.Reading:
    return jixiao.extract(samples / "xingan-projects.docx")


def test_rows_are_those_of_the_database(reading: jixiao.Reading) -> None:
    rows = reading.rows("indicators")
    assert len(rows) == sum(len(project.indicators) for project in reading.projects)
    assert rows[0]["value"] == reading.projects[0].indicators[0].value and rows[0]["number"] == Decimal(5200)
    assert list(rows[0]) == [column.name for column in TABLES["indicators"].columns]
    assert jixiao.rows([reading, reading], "projects") == reading.rows("projects") * 2
    with pytest.raises(KeyError, match=r"there is no table 'indicator'; there are: .*indicators"):
        reading.rows("indicator")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_a_frame_and_an_arrow_table(table: str, reading: jixiao.Reading) -> None:
    rows = reading.rows(table)
    frame, arrow = reading.to_pandas(table), reading.to_arrow(table)
    assert len(frame) == arrow.num_rows == len(rows)
    assert list(frame.columns) == arrow.column_names == [column.name for column in TABLES[table].columns]


def test_numbers_can_be_counted_with(reading: jixiao.Reading) -> None:
    projects = jixiao.to_pandas([reading], "projects")
    assert isinstance(projects, pandas.DataFrame)
    assert projects["funds_annual_total_yuan"].sum() == sum(
        float(p.at("funds.annual.total").yuan or 0) for p in reading.projects
    )
    assert str(projects["year"].dtype) == "Int64" and projects["funds_annual_total"].iloc[0] == "268.50"
    arrow = jixiao.to_arrow(reading, "projects")
    assert arrow.schema.field("funds_annual_total_yuan").type == pyarrow.decimal128(38, 4)
    assert arrow.column("funds_annual_total_yuan")[0].as_py() == Decimal("2685000.0000")


@pytest.mark.parametrize(("package", "method"), [("pandas", "to_pandas"), ("pyarrow", "to_arrow")])
def test_a_package_that_is_missing_is_named_with_what_to_do(
    package: str, method: str, reading: jixiao.Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingPackage, match=f"pip install {package}"):
        getattr(reading, method)("indicators")
