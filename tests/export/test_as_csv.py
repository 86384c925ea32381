"""CSV files, read back as a spreadsheet and as a program would."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records import made

from jixiao.export import csv_files
from jixiao.export.as_csv import guarded
from jixiao.records.tables.schema import EXPORTED


def table(path: Path) -> list[dict[str, str]]:
    """The file's rows by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_file_for_each_table_with_chinese_headings(tmp_path: Path) -> None:
    paths = csv_files(iter([made.everything()]), tmp_path)
    assert sorted(paths) == sorted(tmp_path.iterdir())
    assert [path.name for path in paths] == [f"{noun.heading}.csv" for noun in EXPORTED]
    for noun, path in zip(EXPORTED, paths, strict=True):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = table(path)
        assert len(rows) == len(list(noun.rows(made.everything())))
        assert list(rows[0]) == [column.heading for column in noun.columns]


def test_values_stand_as_printed_and_codes_in_words(tmp_path: Path) -> None:
    csv_files(iter([made.reading()]), tmp_path)
    first = table(tmp_path / "绩效指标.csv")[0]
    assert (first["期间"], first["指标值"], first["指标数值"], first["指标性质"]) == ("年度", "≥3处", "3", "定量")
    project = table(tmp_path / "项目.csv")[0]
    assert (project["年度资金总额"], project["年度资金总额（元）"]) == ("1,200.50", "12005000")
    assert project["完整性"] == "不完整"


def test_nothing_that_a_spreadsheet_would_run_is_left_bare(tmp_path: Path) -> None:
    csv_files(iter([made.reading(values=made.SPOILT)]), tmp_path)
    values = [row["指标值"] for row in table(tmp_path / "绩效指标.csv")][: len(made.SPOILT)]
    assert values[:5] == ["'=100%", "'+5%", "'-3℃", "'@全体", "'=100元/万元"]
    assert [v.removeprefix("'") if v.startswith("'") else v for v in values] == list(made.SPOILT)
    assert table(tmp_path / "预算表.csv")[0]["注"] == "注：=以元为准"


@pytest.mark.parametrize("text", ["-1,234.50", "-5", "-0.5%", "-", "--", "≥3", "", "3-5", "a=b"])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1+2", "-A1", "@x", "\t=1", "'x", "-=1", "-1\n=2"])
def test_texts_that_could_run_get_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(st.text(st.sampled_from("=+-@'\t a1,.%")))
def test_taking_the_first_apostrophe_off_gives_the_printed_text(text: str) -> None:
    cell = guarded(text)
    assert (cell[1:] if cell.startswith("'") else cell) == text


def test_no_readings_give_headings_alone(tmp_path: Path) -> None:
    for path in csv_files(iter([]), tmp_path):
        assert table(path) == []
        assert path.read_text(encoding="utf-8-sig").count("\n") == 1
