"""`jixiao.extract` and `jixiao.extract_many`."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import FunctionType

import pytest

import jixiao
from jixiao.config import Settings
from jixiao.errors import DamagedSource, SourceError
from jixiao.records import ProjectGoal


def test_extract_gives_typed_records(samples: Path) -> None:
    reading = jixiao.extract(samples / "xingan-projects.pdf")
    assert [type(r) for r in reading.records] == [ProjectGoal] * 4
    assert reading.source.name == "xingan-projects.pdf" and reading.source.pages == 3
    assert reading.version.startswith(f"{jixiao.__version__}+")


def test_no_room_takes_the_name_of_a_function(samples: Path) -> None:
    import jixiao.fields.form as form

    assert isinstance(jixiao.extract, FunctionType) and isinstance(form.record_of, FunctionType)
    assert len(jixiao.extract(samples / "qingshi-budget.docx").records) == 3


def test_extract_raises_what_is_wrong(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(DamagedSource, match=r"empty\.pdf：文件是空的"):
        jixiao.extract(tmp_path / "empty.pdf")
    with pytest.raises(SourceError, match="没有找到这个文件"):
        jixiao.extract(tmp_path / "absent.pdf")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for name in ("xingan-projects.docx", "qingshi-budget.docx"):
            archive.write(samples / name, name)
    with pytest.raises(SourceError, match="里面有 2 个文件"):
        jixiao.extract(tmp_path / "two.zip")


def test_extract_many_keeps_the_order_and_reads_each_content_once(samples: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(samples / "qingshi-budget.docx", "表/预算.docx")
        archive.write(samples / "xingan-projects.docx", "again.docx")
    inputs = [samples / "xingan-projects.docx", tmp_path / "absent.pdf", tmp_path / "all.zip"]
    readings = list(jixiao.extract_many(inputs, Settings(jobs=2)))
    assert [(r.source.name, len(r.records)) for r in readings[:2]] == [("xingan-projects.docx", 4), ("预算.docx", 3)]
    assert [p.code for p in readings[2].problems] == ["source.nothing-there"]
    assert len(readings) == 3


def test_one_and_many_and_the_file_say_the_same(samples: Path) -> None:
    path = samples / "haitun-department.xlsx"
    (many,) = jixiao.extract_many([path], Settings(jobs=1))
    assert many == jixiao.extract(path, Settings())


def test_readings_can_be_taken_one_by_one(samples: Path) -> None:
    """Who stops early leaves no process behind; the generator closes the pool."""
    some = jixiao.extract_many(sorted(samples.glob("*.docx")), Settings(jobs=2))
    assert next(some).source.name == "baiyan-narrative.docx"
    some.close()
