"""A run: files written whole, an earlier run taken up, the same bytes in the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import jixiao
from jixiao.atomic import whole
from jixiao.config import Settings
from jixiao.engine.plan import Outcome, Plan, write
from jixiao.engine.run import run
from jixiao.engine.tally import Tally
from jixiao.errors import ConfigError
from jixiao.records import Reading
from jixiao.sources import Gathered, Source

READER = "tests.engine.readers:as_pdf"


class Notes:
    """A watcher that remembers."""

    def __init__(self) -> None:
        self.kept = -1
        self.done: list[str] = []
        self.pages: list[int] = []
        self.total = Tally()

    def gathered(self, found: Gathered, kept: int) -> None:
        self.kept = kept

    def started(self, source: Source) -> None:
        return

    def paged(self, source: Source, done: int, total: int, scanned: int) -> None:
        self.pages.append(done)

    def finished(self, source: Source, counts: Tally, total: Tally) -> None:
        self.done.append(source.name)
        self.total = total


def document(folder: Path, name: str, text: str) -> Path:
    """A file that is taken in as a PDF; what the reader does with it stands behind the header."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"%PDF-1.7\n{text}", encoding="utf-8")
    return path


def go(inputs: list[Path], out: Path, notes: Notes | None = None, fresh: bool = False) -> Outcome:
    """A run with two processes."""
    return run(Plan(inputs, out, fresh, reader=READER), Settings(jobs=2), notes or Notes())


def contents(out: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_each_file_gives_one_json_file_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    inputs = [
        document(tmp_path / "in", name, text) for name, text in (("b.pdf", "slow 3"), ("a.pdf", "x"), ("c.pdf", "gap"))
    ]
    notes = Notes()
    outcome = go(inputs, tmp_path / "out", notes)
    assert [p.name for p in outcome.files] == ["b.pdf.json", "a.pdf.json", "c.pdf.json"]
    assert notes.done[-1] == "b.pdf" and notes.kept == 0
    assert notes.total.files == 3
    assert outcome.total.complete.total() == 2 and outcome.total.incomplete.total() == 1
    assert [g.page for g in outcome.total.gaps] == [2]
    data = json.loads((tmp_path / "out" / "b.pdf.json").read_text(encoding="utf-8"))
    assert data["source"]["name"] == "b.pdf"
    assert data["records"][0]["project_name"] == "slow 3"
    assert [r.source.name for r in outcome.readings()] == ["b.pdf", "a.pdf", "c.pdf"]


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    inputs = [document(tmp_path / "in", f"{i}.pdf", f"text {i}") for i in range(3)]
    go(inputs, tmp_path / "out")
    before = contents(tmp_path / "out")
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()}
    notes = Notes()
    outcome = go(inputs, tmp_path / "out", notes)
    assert notes.done == [] and notes.kept == 3
    assert outcome.total.records == 3 and outcome.total.pages == 9
    assert contents(tmp_path / "out") == before
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()} == stamps
    notes = Notes()
    go(inputs, tmp_path / "out", notes, fresh=True)
    assert len(notes.done) == 3


@pytest.mark.parametrize("how", ["content", "torn", "version", "failed", "limited"])
def test_what_may_be_otherwise_now_is_done_again(tmp_path: Path, how: str) -> None:
    path = document(tmp_path / "in", "a.pdf", "refuse" if how == "failed" else "limited" if how == "limited" else "x")
    go([path], tmp_path / "out")
    written = tmp_path / "out" / "a.pdf.json"
    if how == "content":
        document(tmp_path / "in", "a.pdf", "y")
    elif how == "torn":
        written.write_bytes(written.read_bytes()[:-40])
    elif how == "version":
        written.write_text(
            written.read_text(encoding="utf-8").replace('"version": "', '"version": "0'), encoding="utf-8"
        )
    notes = Notes()
    go([path], tmp_path / "out", notes)
    assert notes.done == ["a.pdf"]
    assert Reading.model_validate_json(written.read_bytes()).version.startswith(f"{jixiao.__version__}+")


def test_a_file_that_can_no_longer_be_read_leaves_no_old_result(tmp_path: Path) -> None:
    path = document(tmp_path / "in", "a.pdf", "x")
    go([path], tmp_path / "out")
    document(tmp_path / "in", "a.pdf", "refuse")
    outcome = go([path], tmp_path / "out")
    reading = Reading.model_validate_json((tmp_path / "out" / "a.pdf.json").read_bytes())
    assert reading.records == [] and reading.problems[0].code == "source.damaged"
    assert outcome.total.failed == 1


def test_files_that_cannot_be_taken_in_are_counted(tmp_path: Path) -> None:
    good = document(tmp_path / "in", "a.pdf", "x")
    empty = tmp_path / "in" / "empty.pdf"
    empty.touch()
    outcome = go([tmp_path / "absent.pdf", empty, good], tmp_path / "out")
    assert outcome.total.files == 3 and outcome.total.failed == 2
    assert [Path(t.file).name for t in outcome.total.troubles] == ["absent.pdf", "empty.pdf"]
    written = {p.name for p in (tmp_path / "out").iterdir()}
    assert written == {"a.pdf.json", "empty.pdf.json"}, "of a name behind which there is nothing nothing is kept"


@pytest.mark.parametrize(
    "name", ["空 格.pdf", "[bold]粗[red].pdf", "-o.pdf", "a%s{0}.pdf", "长" * 80 + ".pdf", "'\"$(x).pdf"]
)
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    path = document(tmp_path / "in", name, "x")
    outcome = go([path], tmp_path / "out")
    assert outcome.total.records == 1
    (made,) = (tmp_path / "out").iterdir()
    assert made == outcome.files[0]


def test_two_machines_with_one_output_folder_do_not_write_over_each_others_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both write the same reading under the same process number; what the other has half written stays its own."""
    path = tmp_path / "甲.json"
    monkeypatch.setattr("platform.node", lambda: "machine-a")
    with whole(path) as half:
        half.write_bytes(b"half")
        monkeypatch.setattr("platform.node", lambda: "machine-b")
        write(path, b"whole of b")
        assert (half.read_bytes(), path.read_bytes()) == (b"half", b"whole of b")
    assert path.read_bytes() == b"half"
    assert [p.name for p in tmp_path.iterdir()] == ["甲.json"]


def test_a_result_that_cannot_be_written_stops_the_run_and_the_others_are_kept(tmp_path: Path) -> None:
    inputs = [document(tmp_path / "in", name, text) for name, text in (("a.pdf", "x"), ("b.pdf", "slow 2"))]
    (tmp_path / "out" / "b.pdf.json" / "in the way").mkdir(parents=True)
    with pytest.raises(ConfigError, match=r"b\.pdf\.json.*再次运行会接着做"):
        go(inputs, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir() if p.is_file()] == ["a.pdf.json"]


def test_the_output_folder_is_checked_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ConfigError, match="不能写入"):
        go([document(tmp_path / "in", "a.pdf", "x")], tmp_path / "out")


RUN = """
import os, signal, sys
from pathlib import Path
from tests.engine.test_run import Notes, go
class Told(Notes):
    def finished(self, source, counts, total):
        super().finished(source, counts, total)
        if len(self.done) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
go([Path(sys.argv[1])], Path(sys.argv[2]), Told())
"""


def test_a_killed_run_started_again_ends_with_the_same_bytes(tmp_path: Path) -> None:
    for i in range(8):
        document(tmp_path / "in", f"{i}.pdf", f"slow 0.{i + 1}")
    go([tmp_path / "in"], tmp_path / "whole")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", RUN, str(tmp_path / "in"), str(tmp_path / "out")]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    left = contents(tmp_path / "out")
    assert 3 <= len([n for n in left if n.endswith(".json")]) < 8
    notes = Notes()
    go([tmp_path / "in"], tmp_path / "out", notes)
    assert notes.kept >= 3
    assert notes.kept + len(notes.done) == 8
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
