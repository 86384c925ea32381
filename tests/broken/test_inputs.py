"""Odd inputs, a store that is locked or damaged, a full disk: told in a sentence, and nobody else is hurt."""

from __future__ import annotations

import json
import os
import resource
import socket
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest
from tests.broken.pdfs import form, saved

from jixiao.config import Settings
from jixiao.engine.plan import Outcome, Plan
from jixiao.engine.run import running
from jixiao.errors import StoreError
from jixiao.pages.page import Page
from jixiao.pages.scan import pictures
from jixiao.records import Reading
from jixiao.scratch import Scratch
from jixiao.store import Store

START = "import sys; from jixiao.cli import main; sys.argv = ['jixiao', *sys.argv[1:]]; main()"


def extracted(*inputs: Path, out: Path, store: Store | None = None) -> Outcome:
    """Everything read by the program itself, in one process."""
    shelf = store.shelf(store.begin({})) if store is not None else None
    work = running(Plan(inputs, out, shelf=shelf), Settings(jobs=1))
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def jixiao(*arguments: str, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """The program as a process; no file it writes may grow over so many bytes."""

    def limit() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [sys.executable, "-c", START, *arguments]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)


def test_what_is_no_document_is_refused_with_a_file_of_its_own_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = saved(form(), folder)
    for name in ("pipe.pdf", "pipe", "pipe.xlsx"):
        os.mkfifo(folder / name)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket.docx"))
    (folder / "zero.pdf").symlink_to("/dev/zero")
    (folder / "round.pdf").symlink_to("round.pdf")
    (folder / "empty.pdf").touch()
    with Store.open(tmp_path / "store.db") as store:
        outcome = extracted(folder, out=tmp_path / "out", store=store)
        kept = {reading.source.name: reading for reading in store.readings()}
    refused = {"pipe.pdf", "pipe.xlsx", "socket.docx", "zero.pdf", "round.pdf", "empty.pdf"}
    told = [json.loads(path.read_text(encoding="utf-8")) for path in outcome.refused]
    assert {one["source"]["name"] for one in told} == refused
    assert kept.keys() == refused | {good.name}
    for name in refused:
        written = Reading.model_validate_json((tmp_path / "out" / f"{name}.json").read_bytes())
        assert written.problems and not written.records
    assert kept[good.name].records[0].status == "complete"


def test_names_in_an_old_encoding_go_through_every_output(tmp_path: Path) -> None:
    folder = tmp_path / "in" / os.fsdecode("绩效".encode("gbk"))
    folder.mkdir(parents=True)
    saved(form(), tmp_path).rename(folder / os.fsdecode("部门".encode("gbk") + b".pdf"))
    out = tmp_path / "out"
    ran = jixiao("extract", str(tmp_path / "in"), "--out", str(out), "--csv", "--parquet", "--jobs", "1")
    assert "Traceback" not in ran.stderr
    assert ran.returncode in (0, 3)
    assert {"部门.pdf.json", "汇总.xlsx", "records.jsonl"} <= {path.name for path in out.iterdir()}


def test_a_file_whose_name_is_not_utf8_is_read_as_any_other(tmp_path: Path) -> None:
    given = saved(form(), tmp_path)
    plain, odd = tmp_path / "plain", tmp_path / "odd"
    for folder in (plain, odd):
        folder.mkdir()
    with pymupdf.open(given) as document:
        document[0].get_pixmap(dpi=20).save(plain / "a.png")
    (plain / "a.pdf").write_bytes(given.read_bytes())
    with tarfile.open(plain / "a.tar.gz", "w:gz") as archive:
        archive.add(saved(form("7.00"), tmp_path), "packed.pdf")
    for path in sorted(plain.iterdir()):
        (odd / os.fsdecode("部门".encode("gbk") + os.fsencode(path.name))).write_bytes(path.read_bytes())
    one, other = (extracted(folder, out=tmp_path / f"out-{folder.name}") for folder in (plain, odd))
    assert other.total.failed == one.total.failed == 0
    assert [len(reading.records) for reading in other.readings()] == [
        len(reading.records) for reading in one.readings()
    ]
    assert not other.refused and one.total.records


def test_a_locked_store_does_not_end_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.store.opening.WAIT_SECONDS", 0.1)
    good = saved(form(), tmp_path)
    with Store.open(tmp_path / "store.db") as store:
        store.begin({})
        other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        run = store.shelf(1)
        other.execute("BEGIN IMMEDIATE")
        work = running(Plan([good], tmp_path / "out", shelf=run), Settings(jobs=1))
        outcome: Outcome | None = None
        while outcome is None:
            try:
                next(work)
            except StopIteration as done:
                outcome = done.value
        other.execute("ROLLBACK")
    assert (tmp_path / "out" / "form.pdf.json").is_file()
    assert [trouble.code for trouble in outcome.total.troubles] == ["store"]


def test_a_pipe_is_no_store(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "store.db")
    with pytest.raises(StoreError, match="不是普通文件"):
        Store.open(tmp_path / "store.db")


def test_one_reading_that_cannot_be_opened_is_said_and_the_others_are_given(tmp_path: Path) -> None:
    good = saved(form(), tmp_path)
    (tmp_path / "empty.pdf").touch()
    with Store.open(tmp_path / "store.db") as store:
        extracted(good, tmp_path / "empty.pdf", out=tmp_path / "out", store=store)
    with sqlite3.connect(tmp_path / "store.db") as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE readings SET body = x'00' WHERE name = 'empty.pdf'")
    with Store.open(tmp_path / "store.db") as store:
        found = {reading.source.name: reading for reading in store.readings()}
    assert [problem.code for problem in found["empty.pdf"].problems] == ["store"]
    assert found["form.pdf"].records


@pytest.mark.parametrize("most", [0, 3_000, 9_000, 60_000])
def test_a_disk_that_fills_up_is_told_in_a_sentence_and_leaves_whole_files(tmp_path: Path, most: int) -> None:
    good, out = saved(form(), tmp_path), tmp_path / "out"
    ran = jixiao("extract", str(good), "--out", str(out), "--csv", "--parquet", "--jobs", "1", most=most)
    assert "Traceback" not in ran.stderr + ran.stdout
    assert ran.returncode == 0 or "出错了" in ran.stderr
    for path in out.glob("*.json"):
        json.loads(path.read_bytes())
    assert not list(out.glob(".*.part"))


def test_the_folder_of_a_killed_process_is_cleared_away_and_one_in_use_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dies = "import os; from jixiao.scratch import Scratch; Scratch(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", dies], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    (left,) = tmp_path.iterdir()
    with Scratch() as first, Scratch() as second:
        assert not left.exists()
        assert Path(first).is_dir() and Path(second).is_dir()
    assert not list(tmp_path.iterdir())


def test_pages_of_a_long_tiff_cost_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures alone, without reading them: the last of 2,000 pages is reached as soon as the first ones are."""
    path = tmp_path / "long.tif"
    assert cv2.imwritemulti(str(path), [np.full((60, 40), 255, np.uint8)] * 2000)
    monkeypatch.setattr(pictures, "read_page", lambda picture, scale, number, reader, why: Page(number, 10, 10))
    monkeypatch.setattr(pictures, "weigh", lambda page, read: None)
    seconds = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pictures.Pictures(path, path.name) as long:
        begun = time.process_time()
        for page in long.pages():
            assert page.problem is None
            if page.number % 200 == 0:
                seconds.append(time.process_time() - begun)
                begun = time.process_time()
    assert len(seconds) == 10
    assert seconds[-1] < 3 * seconds[0] + 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10
