"""What is to be read, estimated from a few files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jixiao.app.bulk.planning import Planned, plan
from jixiao.app.events import finished
from jixiao.app.workspace import Workspace
from jixiao.cli import run
from jixiao.config import Settings


def test_a_sample_tells_of_all(tmp_path: Path, samples: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}").mkdir()
        shutil.copy(samples / "qingshi-budget.pdf", tmp_path / f"{n}" / "表.pdf")
    shutil.copy(samples / "haitun-department.xlsx", tmp_path)
    (tmp_path / "notes.txt").write_text("no document")
    with Workspace(settings=Settings(jobs=1)) as workspace:
        found = finished(plan(str(tmp_path), workspace, 7))
        again = finished(plan(str(tmp_path), workspace, 2))
    assert found.kinds == {".pdf": 6, ".xlsx": 1} and len(found.seconds) == 7 and len(again.seconds) == 2
    assert found.of_all(found.counts.pages) == found.counts.pages == 24
    assert 0 < found.hours[0] < 1 and list(tmp_path.rglob("*.json")) == []


def test_hours_grow_with_the_files() -> None:
    one = Planned(seconds=[1.0, 3.0])
    one.kinds[".pdf"] = 3600
    assert one.hours[0] == 2.0 and one.hours[1] == pytest.approx(1.96)
    assert Planned().hours == (0.0, 0.0)


def test_what_a_model_would_be_asked_is_part_of_the_plan(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(samples / "xingan-projects.docx", tmp_path)
    endpoint = ["--model-option", "base_url=http://127.0.0.1:9/v1", "--model-option", "name=a"]
    command = ["plan", str(tmp_path), "--model", "always", "--jobs", "1", *endpoint]
    assert run([*command, "--model-option", "price_in=1000"]) == 0
    said = capsys.readouterr().out
    assert "要问大模型的，试读里有" in said and "单独问约" in said and "批量约" in said
    assert run(["plan", str(tmp_path), "--model", "never", "--jobs", "1", *endpoint]) == 0
    assert "问；全部约" not in capsys.readouterr().out


def test_an_empty_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(tmp_path)]) == 0
    assert "文件 0 个" in capsys.readouterr().out
    assert run(["plan", str(tmp_path / "none")]) == 1 and "不是文件夹" in capsys.readouterr().err


def test_a_shard_with_a_database_says_who_fills_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["extract", str(tmp_path), "--out", str(tmp_path / "out"), "--shard", "1/2", "--store", "s.db"]
    assert run(command) == 1 and "jixiao gather" in capsys.readouterr().err
