"""Tables that would be the same are not made again; any that would not, are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import jixiao.app.extracting as extracting
from jixiao.app.files import unchanged
from jixiao.cli import run
from jixiao.engine.resuming import index

_NOTES = (index.NAME, unchanged.NAME)


@pytest.fixture
def folder(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents read with all tables, where even few are noted."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(index, "FEW", 1)
    (tmp_path / "in").mkdir()
    for name in ("xingan-projects.docx", "linhe-departments.docx"):
        shutil.copy(samples / name, tmp_path / "in" / name)
    extract()
    return tmp_path


def extract(*more: str) -> None:
    assert run(["extract", "in", "--out", "out", "--format", "jsonl,xlsx,csv", "--jobs", "1", *more]) in (0, 4)


def tables() -> dict[str, bytes]:
    """All files but the notes."""
    found = (path for path in sorted(Path("out").rglob("*")) if path.is_file() and path.name not in _NOTES)
    return {path.as_posix(): path.read_bytes() for path in found}


def made(monkeypatch: pytest.MonkeyPatch, *more: str) -> list[str]:
    """The tables that another run makes."""
    asked: list[str] = []
    real = extracting.write_all
    monkeypatch.setattr(
        extracting, "write_all", lambda some, workers: (asked.extend(t.format for t in some), real(some, workers))[1]
    )
    extract(*more)
    monkeypatch.setattr(extracting, "write_all", real)
    return asked


def test_tables_of_the_same_results_are_not_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables()
    assert made(monkeypatch) == []
    assert tables() == before
    assert made(monkeypatch, "--fresh") == ["jsonl", "xlsx", "csv"]
    assert tables() == before


def _touched(path: Path) -> None:
    info = path.stat()
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns + 1))


def _changed(path: Path) -> None:
    """Another byte at the same time."""
    info = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))


ALL = ["jsonl", "xlsx", "csv"]
CASES: dict[str, tuple[Callable[[], object], list[str]]] = {
    "note gone": (lambda: Path("out", unchanged.NAME).unlink(), ALL),
    "note cut": (lambda: Path("out", unchanged.NAME).write_bytes(b'{"records.jsonl": ['), ALL),
    "note of nothing": (lambda: Path("out", unchanged.NAME).write_bytes(b"[1]"), ALL),
    "result written again": (lambda: _touched(Path("out/linhe-departments.docx.json")), ALL),
    "table gone": (lambda: Path("out/records.jsonl").unlink(), ["jsonl"]),
    "table changed": (lambda: _changed(Path("out/records.jsonl")), ["jsonl"]),
    "workbook changed": (lambda: _changed(Path("out/汇总.xlsx")), ["xlsx"]),
    "part of a table changed": (lambda: _changed(next(Path("out/csv").iterdir())), ["csv"]),
    "a source less": (lambda: Path("in/linhe-departments.docx").unlink(), ALL),
    "other code": (lambda: None, ALL),
}


@pytest.mark.parametrize("case", CASES)
def test_whatever_is_otherwise_is_made_again(folder: Path, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change, expected = CASES[case]
    before = tables()
    change()
    if case == "other code":
        monkeypatch.setattr(unchanged, "_is_code", lambda path: path.startswith("app/"))
    assert made(monkeypatch) == expected
    if case == "a source less":
        assert b"linhe" in Path("out/records.jsonl").read_bytes(), "its result is in the folder as before"
    else:
        assert tables() == before
    assert made(monkeypatch) == []


def test_a_correction_makes_them_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = ["--store", "out", "--record", "xingan-projects.docx#1", "--field", "project_name"]
    assert run(["correct", *one, "--value", "改过的名称", "--who", "王某", "--why", "看错"]) == 0
    assert made(monkeypatch) == ALL
    assert "改过的名称" in Path("out/records.jsonl").read_text(encoding="utf-8")
