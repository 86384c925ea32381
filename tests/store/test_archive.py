"""The archive of what a model was asked: comes back as it was, is shared by threads, is never changed."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.errors import StoreError
from jixiao.llm import Receipt
from jixiao.store import Archive, Store
from jixiao.store.migrations import STEPS, level, migrate

RECEIPT = Receipt(
    made="2026-05-01T08:00:00.000+00:00",
    about="0a1b2c3d#1",
    prompt="extract/form",
    version=1,
    prompt_sha256="a" * 64,
    schema_sha256="b" * 64,
    input_sha256="c" * 64,
    key="k1",
    base_url="http://127.0.0.1:1/v1",
    model="fake",
    mode="json_schema",
    tokens_in=1000,
    tokens_out=50,
    estimated=False,
    price=0.25,
    seconds=1.5,
    attempts=1,
    returned=0,
    outcome="answered",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is to be."""
    return tmp_path / "库.db"


def test_an_answer_comes_back_with_its_receipt_in_another_process_of_time(path: Path) -> None:
    with Archive.open(path) as archive:
        assert archive.answer("k1") is None
        archive.keep(RECEIPT, '{"a": "值"}')
        archive.keep(replace(RECEIPT, key="k2", outcome="model.down"), None)
    with Archive.open(path) as archive:
        assert archive.answer("k1") == ('{"a": "值"}', RECEIPT)
        assert archive.answer("k2") is None
        assert [r.outcome for r in archive.receipts()] == ["answered", "model.down"]


def test_the_latest_answer_counts(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.keep(RECEIPT, "1")
        archive.keep(RECEIPT, "2")
        found = archive.answer("k1")
    assert found is not None
    assert found[0] == "2"


def test_the_latest_manner_of_an_endpoint_counts(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.remember("http://a/v1", "m", "tools max_tokens plain")
        archive.remember("http://a/v1", "m", "json max_tokens plain")
        archive.remember("http://b/v1", "m", "md_json max_tokens plain")
        assert archive.manner("http://a/v1", "m") == "json max_tokens plain"
        assert archive.manner("http://a/v1", "n") is None


def test_threads_and_a_store_write_side_by_side(path: Path) -> None:
    with Store.open(path) as store:
        run = store.begin({})
        with Archive.open(path, run) as archive, ThreadPoolExecutor(8) as threads:
            done = [threads.submit(archive.keep, replace(RECEIPT, key=str(n)), str(n)) for n in range(200)]
            store.finish(run)
            for each in done:
                each.result()
            found = [archive.answer(str(n)) for n in range(200)]
    assert [text for text, _ in filter(None, found)] == [str(n) for n in range(200)]


def test_costs_are_summed_by_what_is_wanted(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.keep(RECEIPT, "1")
        archive.keep(replace(RECEIPT, attempts=3, outcome="model.bad-answer", estimated=True), None)
        archive.keep(replace(RECEIPT, prompt="draft/goal", price=None, made="2026-05-02T01:00:00.000+00:00"), "2")
        draft, form = archive.costs()
        assert (form.group, form.questions, form.answered, form.requests) == ("extract/form", 2, 1, 4)
        assert (form.tokens_in, form.tokens_out, form.price, form.unpriced, form.estimated) == (2000, 100, 0.5, 0, 1)
        assert (draft.price, draft.unpriced) == (None, 1)
        assert [c.group for c in archive.costs("day")] == ["2026-05-01", "2026-05-02"]
        assert [c.questions for c in archive.costs("about")] == [3]


@pytest.mark.parametrize("table", ["receipts", "answers", "manners"])
def test_nothing_is_changed_or_taken_out(path: Path, table: str) -> None:
    with Archive.open(path) as archive:
        archive.keep(RECEIPT, "1")
        archive.remember("http://a/v1", "m", "tools max_tokens plain")
    with sqlite3.connect(path) as connection:
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {_a_column(connection, table)} = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="nothing is"):
                connection.execute(statement)


def _a_column(connection: sqlite3.Connection, table: str) -> str:
    return str(connection.execute(f"PRAGMA table_info({table})").fetchall()[-1][1])


def test_an_older_database_is_brought_up(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, STEPS[:1])
    connection.close()
    with Archive.open(path) as archive:
        archive.keep(RECEIPT, "1")
    with sqlite3.connect(path) as connection:
        assert level(connection) == len(STEPS)


def test_a_file_of_another_program_is_refused(path: Path) -> None:
    path.write_text("no database")
    with pytest.raises(StoreError):
        Archive.open(path)
