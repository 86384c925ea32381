"""What a run finds in its folder of results is not lost: edited workbooks, results of earlier runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from jixiao.app.bulk.status import status
from jixiao.app.files.others import put_aside
from jixiao.cli import run
from jixiao.export.xlsx.touched import is_touched
from jixiao.store import Store

ONE, TWO = "xingan-projects.docx", "linhe-departments.docx"


@pytest.fixture
def folder(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents, one of which was read."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in (ONE, TWO):
        shutil.copy(samples / name, tmp_path / "in" / name)
    assert extract(ONE) == 0
    return tmp_path


def extract(*names: str, more: tuple[str, ...] = ()) -> int:
    return run(["extract", *(f"in/{name}" for name in names), "--out", "out", "--jobs", "1", *more])


def files() -> set[str]:
    return {json.loads(line)["source"]["name"] for line in Path("out/records.jsonl").read_text("utf-8").splitlines()}


def edited(path: Path, value: str) -> None:
    """As a person edits and saves it."""
    book = openpyxl.load_workbook(path)
    book["项目"]["D2"] = value
    book.save(path)


def test_a_workbook_that_was_edited_is_kept_under_another_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Path("out/汇总.xlsx")
    written = book.read_bytes()
    assert not is_touched(book)
    for number, value in enumerate(("改过的一", "改过的二")):
        edited(book, value)
        assert is_touched(book)
        capsys.readouterr()
        assert extract(ONE) == 0
        aside = Path("out", f"汇总（改过{'' if not number else 2}）.xlsx")
        said = capsys.readouterr().out
        assert f"jixiao correct 存进去　{aside}" in said
        assert openpyxl.load_workbook(aside)["项目"]["D2"].value == value
        assert book.read_bytes() == written
    assert run(["correct", str(aside), "--store", "out"]) == 0
    assert "改过的二" in capsys.readouterr().out
    assert run(["export", "out", "--out", "out"]) == 0 and len(list(Path("out").glob("汇总*.xlsx"))) == 3
    edited(book, "改过的三")
    assert run(["export", "out", "--out", "out"]) == 0 and len(list(Path("out").glob("汇总*.xlsx"))) == 4


def test_what_is_no_workbook_of_ours_any_more_is_kept_too(folder: Path) -> None:
    Path("out/汇总.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 locked with a password")
    assert extract(ONE) == 0
    assert Path("out/汇总（改过）.xlsx").read_bytes().startswith(b"\xd0\xcf")
    assert put_aside([Path("out/汇总.xlsx"), Path("out/没有.xlsx"), Path("out/records.jsonl")]) == []


def test_tables_speak_of_all_results_in_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert files() == {ONE}
    capsys.readouterr()
    assert extract(TWO) == 0
    assert "表里连同这个文件夹先前读的 1 个文件" in capsys.readouterr().out
    assert files() == {ONE, TWO}
    Path("in", TWO).rename("in/新名.docx")
    assert extract(ONE, "新名.docx") == 0
    assert files() == {ONE, "新名.docx"}, "a content once, under its present name"
    assert run(["check", "out", "--out", "out"]) in (0, 4, 5)
    Path("in", ONE).rename("in/另.docx")
    assert extract("另.docx") == 0
    assert files() == {"另.docx", TWO}, "results that were checked are results; one of two of the same content"


def test_a_mistyped_name_leaves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path("out").iterdir()}
    capsys.readouterr()
    assert extract("没有这个.pdf", more=("--store", "库.db")) == 3
    said = capsys.readouterr().out
    assert "没有找到这个文件" in said and "records.jsonl" not in said
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path("out").iterdir()} == before
    with Store.open(Path("库.db")) as store:
        assert store.latest() == []


@pytest.mark.parametrize("given", [["in", "--out", "in"], ["in", "--out", "."], ["in/*.docx", "--out", "in"]])
@pytest.mark.parametrize("shard", [[], ["--shard", "1/1"]])
def test_results_do_not_go_among_the_originals(
    folder: Path, given: list[str], shard: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.rglob("*"))
    assert run(["extract", *given, *shard]) == 1
    assert "会和原件混在一起" in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


def test_results_in_a_folder_of_the_documents_are_left_out_of_them(folder: Path) -> None:
    for _ in range(2):
        assert run(["extract", "in", "--out", "in/结果", "--jobs", "1"]) == 0
    assert sorted(path.name for path in Path("in/结果").glob("*.json")) == [f"{TWO}.json", f"{ONE}.json"]


def test_status_tells_of_ordinary_results(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = status("out")
    assert (found.results["read"], found.counts["complete"]) == (1, 4) and found.latest
    capsys.readouterr()
    assert run(["status", "out"]) == 0
    said = capsys.readouterr().out
    assert "读出 1 个文件" in said and "再运行同一条 extract 命令会接着读" in said
    assert run(["status", "in"]) == 0
    assert "请先运行 jixiao extract 来源 --out in" in capsys.readouterr().out
