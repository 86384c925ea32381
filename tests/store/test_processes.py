"""The store among several processes: readers beside a writer, many that open at once, a writer that is killed."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pytest
from tests.conftest import PROJECT
from tests.records import made
from tests.store.writer import INDICATORS

from jixiao.store import Store


def writer(path: Path, first: int = 0) -> subprocess.Popen[str]:
    """A process that adds readings without end."""
    command = [sys.executable, "-m", "tests.store.writer", str(path), str(first)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT)


def wait_for(process: subprocess.Popen[str], readings: int) -> None:
    """Until the writer has added so many."""
    assert process.stdout is not None
    for _ in range(readings):
        assert process.stdout.readline()


def counts(path: Path) -> list[int]:
    """How many rows of indicators each reading has."""
    query = "SELECT (SELECT count(*) FROM indicators i WHERE i.reading = r.id) FROM readings r"
    connection = sqlite3.connect(path)
    try:
        return [n for (n,) in connection.execute(query)]
    finally:
        connection.close()


def look(path: str) -> list[int]:
    """What one of many readers sees, again and again."""
    seen = []
    for _ in range(5):
        with Store.open(path) as store:
            seen.extend(len(r.records[0].indicators) for r in islice(store.readings(), 3))
        seen.extend(counts(Path(path)))
    return seen


def begin(path: str) -> int:
    """Open the database, which may not be there yet, and begin a run."""
    with Store.open(path) as store:
        run = store.begin({})
        store.add(run, made.reading(f"{run}.pdf"))
        return run


def test_readers_beside_a_writer_see_whole_readings(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    process = writer(path)
    try:
        wait_for(process, 3)
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            seen = [n for found in pool.map(look, [str(path)] * 2) for n in found]
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()
    assert len(seen) >= 2 * 5 * 2 * 3
    assert set(seen) == {INDICATORS}


def test_many_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        runs = list(pool.map(begin, [str(path)] * 8))
    assert sorted(runs) == list(range(1, 9))
    with Store.open(path) as store:
        assert len(list(store.readings())) == 8


@pytest.mark.parametrize("times", [1, 2])
def test_a_writer_that_is_killed_leaves_no_half_reading(tmp_path: Path, times: int) -> None:
    path = tmp_path / "a.db"
    said = 0
    for time in range(times):
        process = writer(path, first=1000 * time)
        wait_for(process, 5)
        said += 5
        process.send_signal(signal.SIGKILL)
        process.wait()
    with Store.open(path) as store:
        assert [run.finished for run in store.runs()] == [None] * times
        readings = list(store.readings())
        assert len(readings) >= said
        assert all(store.reading(r.source.sha256, "v") == r for r in readings)
    assert set(counts(path)) == {INDICATORS}
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        settings = [json.loads(s) for (s,) in connection.execute("SELECT settings FROM runs")]
    assert settings == [{"first": 1000 * t} for t in range(times)]
