"""The store on real files: what goes in comes out, nothing is lost, changed or half there."""

from __future__ import annotations

import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records import made

import jixiao
from jixiao.errors import StoreError
from jixiao.records import Checked, Indicator, ProjectGoal, Reading
from jixiao.records.tables.schema import INDICATORS, PROBLEMS, RECORDS
from jixiao.store import Store
from jixiao.store.migrations import STEPS, level, migrate
from jixiao.store.shelf import laid
from jixiao.store.tables.kept import KEPT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is to be."""
    return tmp_path / "库" / "jixiao.db"


def filled(path: Path, *readings: Reading) -> None:
    """A database with one finished run of these readings."""
    with Store.open(path) as store:
        run = store.begin({"jobs": 2})
        for reading in readings:
            store.add(run, reading)
            if isinstance(reading, Checked):
                store.checks.add(reading, {"off": []})
        store.finish(run)


def raw(path: Path) -> sqlite3.Connection:
    """The database without the store."""
    return sqlite3.connect(path, isolation_level=None)


def test_a_reading_comes_back_as_it_was(path: Path) -> None:
    reading = made.reading(values=made.SPOILT)
    filled(path, reading)
    with Store.open(path) as store:
        assert list(store.readings()) == [reading]
        assert store.reading(reading.source.sha256, reading.version) == reading


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=8))
def test_any_printed_text_comes_back_from_its_column(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("s") / "a.db"
    record = ProjectGoal(indicators=[Indicator(value=text) for text in texts])
    filled(path, Reading(source=made.source("a.pdf"), records=[record]))
    with Store.open(path) as store:
        assert [row["value"] for row in store.rows(INDICATORS)] == texts


@pytest.mark.parametrize("noun", KEPT, ids=lambda n: n.name)
def test_the_tables_hold_the_rows_that_every_export_has(path: Path, noun) -> None:
    readings = [made.checked("甲.pdf"), made.reading("乙.pdf", values=("=1%",)), made.failed(sha256="f" * 64)]
    filled(path, *readings)
    expected = [
        [float(v) if isinstance(v, Decimal) else v for v in row] for reading in readings for row in noun.rows(reading)
    ]
    names = [c.name for c in noun.columns]
    with Store.open(path) as store:
        assert [[row[name] for name in names] for row in store.rows(noun)] == expected
    assert expected or noun.name == "changes"


def test_people_can_ask_the_database_in_plain_sql(path: Path) -> None:
    filled(path, made.reading())
    with raw(path) as connection:
        (found,) = connection.execute(
            "SELECT subject, file, page, value, number FROM latest_indicators WHERE level3 = '指标1'"
        ).fetchall()
        assert found == ("河道清淤", "临溪县预算.pdf", 2, "≥3处", 3.0)
        (total,) = connection.execute("SELECT sum(yuan) FROM latest_budget_cells WHERE header LIKE '%合计'").fetchone()
        assert total == 12345000
        (fields,) = connection.execute("SELECT fields FROM records WHERE kind = 'project_goal'").fetchone()
        assert json.loads(fields)["funds"]["annual"]["total"] == "1,200.50"
        assert "evidence" not in json.loads(fields)


def test_only_the_latest_reading_of_a_source_counts_and_the_others_stay(path: Path) -> None:
    old, new = made.reading(values=("1",)), made.reading(values=("2", "3"))
    filled(path, old)
    filled(path, new)
    with Store.open(path) as store:
        assert list(store.readings()) == [new]
        assert [list(store.readings(run.id)) for run in store.runs()] == [[old], [new]]
        printed = [row["value"] for row in store.rows(INDICATORS) if row["record"] == 1]
    assert printed == ["2", "3"]


def test_a_reading_is_found_by_content_and_fingerprint_alone(path: Path) -> None:
    reading = made.reading()
    with Store.open(path) as store:
        run = store.begin({})
        store.add(run, reading, "甲")
        assert store.reading(reading.source.sha256, "甲") == reading
        assert store.reading(reading.source.sha256, "乙") is None
        assert store.reading("0" * 64, "甲") is None
        shelf = store.shelf(run)
        assert shelf.find(reading.source.sha256, reading.version) is None
        shelf.keep([laid(reading)])
        assert shelf.find(reading.source.sha256, reading.version) == reading


def test_files_that_could_not_be_opened_are_kept_apart(path: Path) -> None:
    filled(path, made.failed("甲.pdf"), made.failed("乙.pdf"))
    with Store.open(path) as store:
        assert sorted(r.source.name for r in store.readings()) == ["乙.pdf", "甲.pdf"]
        assert [row["file"] for row in store.rows(PROBLEMS)] == ["甲.pdf", "乙.pdf"]


def test_readings_come_in_the_order_of_their_names(path: Path) -> None:
    filled(path, *(made.reading(name) for name in ("c.pdf", "a.pdf", "b.pdf")))
    with Store.open(path) as store:
        assert [r.source.name for r in store.readings()] == ["a.pdf", "b.pdf", "c.pdf"]


def test_a_run_knows_when_with_what_and_where(path: Path) -> None:
    with Store.open(path) as store:
        first, second = store.begin({"页数上限": 3}), store.begin({})
        store.finish(first)
        done, killed = store.runs()
    assert (done.id, killed.id) == (first, second)
    assert done.version == jixiao.__version__
    assert done.settings == {"页数上限": 3}
    assert done.finished is not None
    assert done.finished >= done.started
    assert killed.finished is None
    assert "Python" in done.machine


def test_a_run_ends_once(path: Path) -> None:
    with Store.open(path) as store:
        run = store.begin({})
        store.finish(run)
        with pytest.raises(StoreError, match="ends once"):
            store.finish(run)


def test_the_size_and_pages_of_a_source_are_kept(path: Path) -> None:
    with Store.open(path) as store:
        store.add(store.begin({}), made.reading(), size=1234)
    with raw(path) as connection:
        assert connection.execute("SELECT name, pages, size FROM sources").fetchall() == [("临溪县预算.pdf", 8, 1234)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE readings SET status = 'complete'",
        "DELETE FROM readings",
        "UPDATE sources SET name = 'x'",
        "DELETE FROM sources",
        "UPDATE runs SET settings = '{}'",
        "DELETE FROM runs",
    ],
)
def test_nothing_is_changed_in_place(path: Path, statement: str) -> None:
    filled(path, made.reading())
    with raw(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_a_reading_that_cannot_be_laid_out_leaves_nothing_behind(path: Path) -> None:
    spoilt = made.reading()
    spoilt.records[1].year = 10**30
    with Store.open(path) as store:
        run = store.begin({})
        with pytest.raises(OverflowError):
            store.add(run, spoilt)
        assert list(store.readings()) == []
        store.add(run, made.reading())
        assert len(list(store.rows(RECORDS))) == 6


def test_an_unknown_run_is_refused(path: Path) -> None:
    with Store.open(path) as store, pytest.raises(StoreError, match="FOREIGN KEY"):
        store.add(99, made.reading())


def test_a_newer_database_is_refused(path: Path) -> None:
    filled(path, made.reading())
    with raw(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match=r"第 999 版.*请升级"):
        Store.open(path)


def test_tables_of_an_older_program_are_made_anew_from_the_readings(path: Path) -> None:
    filled(path, made.reading())
    with raw(path) as connection:
        connection.execute("DROP VIEW latest_indicators")
        connection.execute("ALTER TABLE indicators DROP COLUMN operator")
        connection.execute("DELETE FROM tasks")
        connection.execute("INSERT INTO layouts (made, version, columns) VALUES ('', '0.0.9', '{}')")
    with Store.open(path) as store:
        assert [row["operator"] for row in store.rows(INDICATORS)][:2] == ["≥", None]
    with raw(path) as connection:
        assert connection.execute("SELECT count(*) FROM latest_tasks").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM layouts").fetchone() == (3,)


def test_tables_of_a_newer_program_are_left_alone(path: Path) -> None:
    filled(path, made.reading())
    with raw(path) as connection:
        connection.execute("INSERT INTO layouts (made, version, columns) VALUES ('', '99.0', '{}')")
    with pytest.raises(StoreError, match=r"99\.0.*请升级"):
        Store.open(path)


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with raw(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="别的程序"):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...............", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="请"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Store.open(tmp_path)


def test_a_damaged_reading_is_said_aloud(path: Path) -> None:
    filled(path, made.reading())
    with raw(path) as connection:
        connection.execute("DROP TRIGGER readings_keep")
        connection.execute("UPDATE readings SET body = x'00'")
    with Store.open(path) as store:
        (reading,) = store.readings()
        assert reading.records == [] and "解不开" in reading.problems[0].message
        with pytest.raises(StoreError, match="解不开"):
            store.kept(1)


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    filled(path, made.reading())
    with raw(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_step_that_fails_leaves_the_database_as_it_was() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    connection.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*STEPS, "CREATE TABLE half (x);\nCREATE TABLE runs (x);"))
    connection.execute("ROLLBACK")
    assert level(connection) == len(STEPS)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)


def test_a_later_step_is_taken_alone() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    migrate(connection, (*STEPS, "CREATE TABLE later (x);\nINSERT INTO later VALUES (';');"))
    assert connection.execute("SELECT x FROM later").fetchall() == [(";",)]
    assert level(connection) == len(STEPS) + 1
