"""What every command is pointed at: the same things, in the same way."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

import jixiao
from jixiao.app.events import Note
from jixiao.app.files.inputs import Taken, listed
from jixiao.app.workspace import Workspace
from jixiao.cli import run
from jixiao.config import Settings
from jixiao.errors import SourceError, StoreError

COMMANDS = ("check", "review", "suggest", "draft", "show", "export")


@pytest.fixture(scope="session")
def reading(samples: Path) -> jixiao.Reading:
    return jixiao.extract(samples / "xingan-projects.docx", Settings(jobs=1))


@pytest.fixture
def mixed(samples: Path, tmp_path: Path, reading: jixiao.Reading, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document, the reading of another one beside it, and JSON of somebody else."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "材料"
    folder.mkdir()
    shutil.copy(samples / "linhe-departments.docx", folder)
    shutil.copy(samples / "xingan-projects.docx", folder)
    (folder / "xingan-projects.docx.json").write_text(reading.model_dump_json(), encoding="utf-8")
    (folder / "note.json").write_text('{"note": 1}', encoding="utf-8")
    return folder


def taken(*inputs: Path | str) -> tuple[list[str], list[str]]:
    """The names of the sources of what is taken, and what is said beside."""
    names, notes = [], []
    with Workspace(settings=Settings(jobs=1)) as workspace:
        for each in workspace.taken(inputs, here=True):
            if isinstance(each, Taken):
                names.append(each.reading.source.name)
            else:
                assert isinstance(each, Note)
                notes.append(each.message)
    return names, notes


def test_a_folder_gives_what_is_kept_in_it_and_what_was_not_read_yet(mixed: Path) -> None:
    names, notes = taken(mixed)
    assert names == ["xingan-projects.docx", "linhe-departments.docx"]
    assert notes == ["note.json：不是 jixiao extract 写出的 JSON，没有看"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_folder_of_documents(
    command: str, mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same folder, with a document, a result, and JSON that is none of these."""
    code = run([command, str(mixed), "--jobs", "1"])
    said = capsys.readouterr()
    assert code in (0, 4, 5), said.err
    assert "note.json" in said.err
    assert "滨河步道照明更新" in said.out or command in ("export", "check")


def test_what_this_program_drew_is_no_document(mixed: Path, samples: Path) -> None:
    (mixed / "cutouts" / "a.pdf").mkdir(parents=True)
    (mixed / "cutouts" / "a.pdf" / "001-year.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    shutil.copy(samples / "xingan-projects.pdf", mixed / "xingan-projects-检查.pdf")
    assert taken(mixed)[0] == ["xingan-projects.docx", "linhe-departments.docx"]


def test_a_result_that_is_damaged_is_a_failure_and_not_passed_by(mixed: Path) -> None:
    path = mixed / "xingan-projects.docx.json"
    path.write_bytes(path.read_bytes()[:3000])
    names, notes = taken(mixed)
    assert names[0] == "xingan-projects.docx.json" and len(notes) == 1
    assert run(["check", str(mixed), "--jobs", "1"]) == 3


def test_each_content_is_read_once(mixed: Path, samples: Path) -> None:
    assert taken(mixed, samples / "linhe-departments.docx")[0] == ["xingan-projects.docx", "linhe-departments.docx"]


def test_a_list_on_stdin_stands_for_its_lines() -> None:
    assert listed(["a", "-", "b"], io.StringIO("x y.pdf\r\n\nz.pdf\n")) == ["a", "x y.pdf", "z.pdf", "b"]
    assert listed(["-"], io.StringIO("x\ny.pdf\0z.pdf\0")) == ["x\ny.pdf", "z.pdf"]


@pytest.mark.parametrize("command", [*COMMANDS, "extract"])
def test_every_command_reads_a_list_from_stdin(
    command: str, mixed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = mixed / "xingan-projects.docx.json"
    given = mixed / "xingan-projects.docx" if command == "extract" else kept
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{given}\n"))
    assert run([command, "-", "--jobs", "1"]) in (0, 4, 5), capsys.readouterr().err


def test_what_is_named_and_is_not_what_it_should_be_stops(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SourceError, match="不是 jixiao extract 写出的 JSON"):
        taken(tmp_path / "a.json")
    with pytest.raises(StoreError, match="没有"):
        taken(tmp_path / "无.db")


def test_one_file_that_cannot_be_read_does_not_stop_the_others(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mixed / "坏.pdf").write_bytes(b"%PDF-1.4\n")
    for command in ("suggest", "draft", "show", "review"):
        assert run([command, str(mixed), "--jobs", "1"]) == 3
        said = capsys.readouterr()
        assert "坏.pdf" in said.out and "滨河步道照明更新" in said.out, command


def test_a_folder_of_results_that_are_findings_too_stays_what_it_is(mixed: Path, tmp_path: Path) -> None:
    assert run(["check", str(mixed), "--out", "查", "--jobs", "1"]) == 5
    assert run(["export", "查", "--format", "csv,jsonl"]) == 0
    assert {path.name for path in (tmp_path / "export").iterdir()} == {"csv", "records.jsonl"}
    assert "amount." in (tmp_path / "export" / "csv" / "检查发现.csv").read_text(encoding="utf-8-sig")
    lines = (tmp_path / "export" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["source"]["name"] for line in lines} == {"xingan-projects.docx", "linhe-departments.docx"}
