"""Findings in the store: each run of checks is kept, the last one comes back with its reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records import made

from jixiao.errors import StoreError
from jixiao.records import Checked, Reading
from jixiao.records.tables.schema import FINDINGS
from jixiao.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def kept(store: Store) -> list[Reading]:
    return list(store.readings())


def test_findings_come_back_with_their_reading(path: Path) -> None:
    with Store.open(path) as store:
        run = store.begin({})
        store.add(run, made.reading("甲.pdf"))
        store.add(run, made.reading("乙.pdf"))
        store.checks.add(made.checked("甲.pdf"), {"off": ["goal.*"]})
        second, first = kept(store)
    assert isinstance(first, Checked) and first.findings == made.checked().findings
    assert not isinstance(second, Checked), "never checked"


def test_the_last_run_of_checks_counts(path: Path) -> None:
    checked = made.checked("甲.pdf")
    with Store.open(path) as store:
        store.add(store.begin({}), made.reading("甲.pdf"))
        store.checks.add(checked, {})
        store.checks.add(checked.model_copy(update={"findings": checked.findings[:1]}), {})
        (found,) = kept(store)
        assert isinstance(found, Checked) and len(found.findings) == 1
        assert [row["check"] for row in store.rows(FINDINGS)] == ["indicator.unit-missing"]


def test_a_new_reading_of_the_source_is_not_checked_yet(path: Path) -> None:
    with Store.open(path) as store:
        run = store.begin({})
        store.add(run, made.reading("甲.pdf"))
        store.checks.add(made.checked("甲.pdf"), {})
        store.add(run, made.reading("甲.pdf"))
        (found,) = kept(store)
        assert not isinstance(found, Checked)
        assert list(store.rows(FINDINGS)) == []


def test_checks_of_a_source_that_was_never_read_are_refused(path: Path) -> None:
    with Store.open(path) as store, pytest.raises(StoreError, match="extract --store"):
        store.checks.add(made.checked("丙.pdf"), {})


def test_the_findings_are_there_after_the_tables_are_made_anew(path: Path) -> None:
    with Store.open(path) as store:
        store.add(store.begin({}), made.reading("甲.pdf"))
        store.checks.add(made.checked("甲.pdf"), {})
        with store._connection as connection:
            connection.execute("INSERT INTO layouts (made, version, columns) VALUES ('', '0', '{}')")
    with Store.open(path) as store:
        assert len(list(store.rows(FINDINGS))) == 3
