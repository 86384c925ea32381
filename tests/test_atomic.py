"""Files that appear whole or not at all: after an error, after a kill, beside another writer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.atomic_writer import WRITERS
from tests.conftest import PROJECT
from tests.records import made

from jixiao.atomic import sweep, whole
from jixiao.records import Reading


def files(folder: Path) -> dict[str, bytes]:
    """Everything in the folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_file_appears_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "新文件夹" / "a.txt"
    with whole(path) as part:
        part.write_text("一")
        assert not path.exists()
    assert files(path.parent) == {"a.txt": "一".encode()}


def test_after_an_error_the_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧")
    with pytest.raises(KeyboardInterrupt), whole(path) as part:
        part.write_text("半")
        raise KeyboardInterrupt
    assert files(tmp_path) == {"a.txt": "旧".encode()}


def test_a_file_without_anything_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole(tmp_path / "a.txt"):
        pass
    assert files(tmp_path) == {}


def test_what_a_living_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    code = (
        "import sys, pathlib; from jixiao.export import whole\n"
        "with whole(pathlib.Path(sys.argv[1])) as part:\n"
        "    part.write_text('甲', encoding='utf-8'); print('begun', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        with whole(path) as part:
            part.write_text("乙")
        assert path.read_text() == "乙"
        other.communicate()
    assert other.returncode == 0
    assert files(tmp_path) == {"a.txt": "甲".encode()}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_killed_writer_leaves_no_half_file(tmp_path: Path, kind: str) -> None:
    name, write = WRITERS[kind]
    write(iter([made.reading("同一个.pdf")]), tmp_path / name)
    before = files(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.atomic_writer", kind, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    assert process.stdout is not None
    for _ in range(40):
        assert process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    after = {name: content for name, content in files(tmp_path).items() if not name.endswith(".part")}
    assert set(after) == set(before)
    if kind == "json":  # one file after the other: the last whole one stands
        (content,) = after.values()
        assert len(Reading.model_validate_json(content).records) in (6, 1206)
    else:
        assert after == before
    write(iter([made.reading("同一个.pdf")]), tmp_path / name)
    assert set(files(tmp_path)) == set(before)
    assert files(tmp_path) == before


def test_a_folder_of_many_files_is_not_looked_through_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Path] = []
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: looks.append(folder) or listed(folder))
    for number in range(1000):
        with whole(tmp_path / f"{number}.json") as part:
            part.touch()
    assert len(looks) < 120


def test_what_killed_processes_left_is_swept_in_folders_within_too(tmp_path: Path) -> None:
    """Of a living one it stays."""
    code = (
        "import os, pathlib, signal, sys; from jixiao.atomic import whole\n"
        "with whole(pathlib.Path(sys.argv[1])) as part:\n"
        "    part.touch(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = tmp_path / "县" / "a.json"
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, cwd=PROJECT)
    assert len(files(path.parent)) == 1
    with whole(path.with_name("b.json")) as part:
        part.touch()
        (path.parent / part.name.replace(str(os.getpid()), "999999999")).touch()
        sweep(tmp_path)
        assert list(files(path.parent)) == [part.name]
