"""What is noted beside the results: a run that goes on need not read them again, and is never led astray by it."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engine.test_run import READER, Notes, contents, document, go

from jixiao.config import Settings
from jixiao.engine.events import Known
from jixiao.engine.plan import Plan
from jixiao.engine.resuming import earlier, index
from jixiao.engine.run import run, running
from jixiao.sources import copies
from jixiao.sources.single import digest_of
from jixiao.store import Store

TEXTS = ("x", "gap", "slow 0.1", "refuse", "limited", "y")


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents that were read into `out` and `whole`, where even few are noted; the folder they are in."""
    monkeypatch.setattr(index, "FEW", 1)
    for number, text in enumerate(TEXTS):
        document(tmp_path / "in", f"{number}.pdf", text)
    for out in ("out", "whole"):
        go([tmp_path / "in"], tmp_path / out)
    return tmp_path


def results(out: Path) -> dict[str, bytes]:
    """The results without the notes."""
    return {name: content for name, content in contents(out).items() if name != index.NAME}


def test_what_is_noted_is_not_read_again_and_counts_the_same(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (noted / "whole" / index.NAME).unlink()
    slowly = go([noted / "in"], noted / "whole")
    asked: list[str] = []
    read = earlier._written
    monkeypatch.setattr(earlier, "_written", lambda path: (asked.append(path.name), read(path))[1])
    notes = Notes()
    outcome = go([noted / "in"], noted / "out", notes)
    assert outcome.total == slowly.total
    assert sorted(notes.done) == ["3.pdf", "4.pdf"] and notes.kept == 4
    assert sorted(asked) == ["3.pdf.json", "4.pdf.json"]  # what failed and what met a limit may come to more
    assert results(noted / "out") == results(noted / "whole")


def test_where_there_are_few_nothing_is_noted(tmp_path: Path) -> None:
    go([document(tmp_path / "in", "a.pdf", "x")], tmp_path / "out")
    assert list(contents(tmp_path / "out")) == ["a.pdf.json"]


def _same_time(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change what stands in the file; its time stays."""
    before = path.stat()
    path.write_bytes(change(path.read_bytes()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


LIES: dict[str, Callable[[Path], object]] = {
    "gone": lambda out: (out / index.NAME).unlink(),
    "cut": lambda out: _same_time(out / index.NAME, lambda old: old[: len(old) // 2]),
    "changed": lambda out: _same_time(out / index.NAME, lambda old: old.replace(b'"pages": 3', b'"pages": 9')),
    "rubbish": lambda out: (out / index.NAME).write_bytes(b"\xff\x00 []\n0 {}\n" * 50),
    "a folder": lambda out: ((out / index.NAME).unlink(), (out / index.NAME).mkdir()),
    "result gone": lambda out: (out / "0.pdf.json").unlink(),
    "result cut": lambda out: _same_time(out / "0.pdf.json", lambda old: old[:-40]),
    "result emptied": lambda out: _same_time(out / "0.pdf.json", lambda old: bytes(len(old))),
    "result of another": lambda out: _same_time(out / "0.pdf.json", lambda old: (out / "5.pdf.json").read_bytes()),
    "another version": lambda out: _same_time(
        out / "0.pdf.json", lambda old: old.replace(b'"version": "0', b'"version": "9')
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_notes_that_lie_or_are_gone_change_nothing(noted: Path, lie: str) -> None:
    whole = go([noted / "in"], noted / "whole")
    LIES[lie](noted / "out")
    outcome = go([noted / "in"], noted / "out")
    assert outcome.total == whole.total
    if lie == "a folder":
        (noted / "out" / index.NAME).rmdir()
    assert results(noted / "out") == results(noted / "whole")


def test_a_file_of_other_content_is_read_whatever_was_noted(noted: Path) -> None:
    _same_time(document(noted / "in", "0.pdf", "x"), lambda old: old.replace(b"x", b"z"))
    notes = Notes()
    go([noted / "in"], noted / "out", notes)
    assert "0.pdf" in notes.done
    assert b'"z"' in (noted / "out" / "0.pdf.json").read_bytes()


def test_outdated_notes_are_cleared_away(noted: Path) -> None:
    path = noted / "out" / index.NAME
    path.write_bytes(path.read_bytes() * 200)
    before = results(noted / "out")
    notes = Notes()
    go([noted / "in"], noted / "out", notes)
    assert notes.kept == 4 and results(noted / "out") == before
    assert len(path.read_bytes().splitlines()) < 20


def test_what_the_store_lacks_is_put_into_it_though_it_is_noted(noted: Path) -> None:
    def kept(name: str) -> int:
        with Store.open(noted / name) as store:
            shelf = store.shelf(store.begin({}))
            run(Plan([noted / "in"], noted / "out", shelf=shelf, reader=READER), Settings(jobs=1), Notes())
            return len(store.latest())

    assert [kept(name) for name in ("one.db", "one.db", "two.db")] == [len(TEXTS)] * 3


def test_a_damaged_body_in_the_store_is_put_there_again_though_its_result_is_noted(noted: Path) -> None:
    path = noted / "one.db"

    def kept() -> list[str]:
        with Store.open(path) as store:
            run(Plan([noted / "in"], noted / "out", shelf=store.shelf(1), reader=READER), Settings(jobs=1), Notes())
            return [one.problems[0].code for one in store.readings() if one.problems and not one.source.pages]

    with Store.open(path) as store:
        store.begin({})
    whole = kept()
    with sqlite3.connect(path) as connection:
        ((body,),) = connection.execute("SELECT body FROM readings WHERE name = '0.pdf'")
    connection.close()
    content = path.read_bytes()
    at = content.index(body[20:60])
    path.write_bytes(content[:at] + bytes(40) + content[at + 40 :])
    with Store.open(path) as store:
        assert [one.source.name for one in store.readings() if "解不开" in str(one.problems)] == ["0.pdf"]
    assert kept() == whole
    with Store.open(path) as store:
        assert not any("解不开" in str(one.problems) for one in store.readings())


def test_who_reads_a_file_hashes_it_and_only_what_may_be_known_is_hashed_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [document(tmp_path / "in", f"{text}.pdf", text) for text in TEXTS]
    hashed: list[str] = []

    def noting(path: Path, shown: str) -> str:
        hashed.append(path.stem)
        return digest_of(path, shown)

    for module in (copies, earlier):
        monkeypatch.setattr(module, "digest_of", noting)

    def hashed_in(out: str, store: Store | None = None) -> list[str]:
        hashed.clear()
        shelf = store.shelf(store.begin({})) if store else None
        outcome = run(Plan(paths, tmp_path / out, shelf=shelf, reader=READER), Settings(jobs=2), Notes())
        shas = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
        assert [one.source.sha256 for one in outcome.readings()] == shas
        assert [source.sha256 for source in outcome.found.sources] == shas
        return sorted(hashed)

    assert hashed_in("out") == []
    (tmp_path / "out" / "gap.pdf.json").unlink()
    there = sorted({*TEXTS} - {"gap"})
    assert hashed_in("out") == there
    with Store.open(tmp_path / "one.db") as store:
        assert hashed_in("new", store) == []
        (tmp_path / "new" / "gap.pdf.json").unlink()
        assert hashed_in("new", store) == sorted(TEXTS)  # the store may have it
    with Store.open(tmp_path / "two.db") as store:
        paths.pop(TEXTS.index("gap"))
        assert hashed_in("another", store) == []
        paths.append(document(tmp_path / "in", "gap.pdf", "gap"))
        assert hashed_in("another", store) == there  # all that the store has is accounted for


def test_a_file_that_is_gone_when_its_turn_comes_is_told_and_read_when_it_is_there_again(tmp_path: Path) -> None:
    paths = [document(tmp_path / "in", f"{text}.pdf", text) for text in TEXTS[:3]]
    content = paths[1].read_bytes()
    going = running(Plan(paths, tmp_path / "out", reader=READER), Settings(jobs=1))
    assert isinstance(next(going), Known)
    paths[1].unlink()
    for _ in going:
        pass
    outcomes = [json.loads((tmp_path / "out" / f"{path.name}.json").read_bytes()) for path in paths]
    assert [bool(one["records"]) for one in outcomes] == [True, False, True]
    assert "读取中断" in outcomes[1]["problems"][0]["message"]
    paths[1].write_bytes(content)
    notes = Notes()
    assert go(paths, tmp_path / "out", notes).total.failed == 0 and notes.done == [paths[1].name]


RUN = """
import os, signal, sys
from pathlib import Path
from jixiao.engine.resuming import index
from tests.engine.test_run import Notes, go
index.FEW = index._AT_ONCE = 1
class Told(Notes):
    def finished(self, source, counts, total):
        super().finished(source, counts, total)
        if len(self.done) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
go([Path(sys.argv[1])], Path(sys.argv[2]), Told())
"""


def test_a_killed_run_goes_on_from_what_it_had_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 1)
    for i in range(8):
        document(tmp_path / "in", f"{i}.pdf", f"slow 0.{i + 1}")
    whole = go([tmp_path / "in"], tmp_path / "whole")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", RUN, str(tmp_path / "in"), str(tmp_path / "out")]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    assert (tmp_path / "out" / index.NAME).stat().st_size > 0
    outcome = go([tmp_path / "in"], tmp_path / "out")
    assert outcome.total == whole.total
    assert results(tmp_path / "out") == results(tmp_path / "whole")
