"""Labels that nobody knew: counted by forms and files, with where they stand, and their pictures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jixiao.app.learning.pictures import pictures_of
from jixiao.app.learning.unknown import unknown_labels
from jixiao.cli import run
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.records import Evidence, Extra, ProjectGoal, Reading, Reason, SourceInfo


def reading(name: str, *labels: str) -> Reading:
    record = ProjectGoal(project_name="甲", pages=(1, 1), extra=[Extra(label=label, value="值") for label in labels])
    for i, _ in enumerate(labels):
        record.evidence[f"extra[{i}].value"] = Evidence(page=1, box=(100.0, 100.0, 160.0, 115.0))
    return Reading(source=SourceInfo(name=name, sha256="0", pages=1), records=[record])


def test_the_most_frequent_come_first_and_a_column_counts_once_a_form() -> None:
    found = unknown_labels(
        [
            reading("a.pdf", "承办处室", "考核尺度（第1行）", "考核尺度（第2行）", "备注（第1行）", "项目名称"),
            reading("b.pdf", "承办处室："),
        ],
        vocabulary(),
    )
    assert [(one.label, one.count, len(one.files), one.column) for one in found] == [
        ("承办处室", 2, 2, False),
        ("考核尺度", 1, 1, True),
    ]
    assert [(place.file, place.page, place.value) for place in found[0].places] == [
        ("a.pdf", 1, "值"),
        ("b.pdf", 1, "值"),
    ]


def test_known_words_totals_and_bare_marks_are_not_told() -> None:
    found = unknown_labels([reading("a.pdf", "主管部门", "合计", "—", "年度绩效目标", "指标值（第1行）")], vocabulary())
    assert found == []


def test_the_places_are_cut_out_of_the_documents(samples: Path, tmp_path: Path) -> None:
    found = unknown_labels([reading("xingan-projects.pdf", "承办处室")], vocabulary())
    (picture,) = pictures_of(found, samples, tmp_path / "图")
    assert picture.name == "承办处室-1.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert pictures_of(found, tmp_path, tmp_path / "无") == []


def test_files_that_cannot_be_read_are_named(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    folder = tmp_path / "材料"
    folder.mkdir()
    os.mkfifo(folder / "管道.pdf")
    (folder / "半截.pdf").write_bytes((samples / "xingan-projects.pdf").read_bytes()[:5000])
    for given, names in (
        (tmp_path / "没有.pdf", ["没有.pdf"]),
        (folder / "管道.pdf", ["管道.pdf"]),
        (folder, ["管道.pdf", "半截.pdf"]),
    ):
        assert run(["unknown", str(given)]) == 3
        out = capsys.readouterr().out
        assert all(name in out for name in names)
        assert "没有不认识的栏目名" not in out


def test_what_a_reason_calls_unknown_is_listed() -> None:
    """期望达到的目标 is known of lists of tasks; a record that could not place it says so, and so does the list."""
    found = reading("a.pdf", "期望达到的目标")
    assert unknown_labels([found], vocabulary()) == []
    said = "有一个栏目名不认识，没有归入栏目（“期望达到的目标”：值）"
    found.records[0].reasons.append(Reason(code="label.unbound", message=said, page=1))
    assert [one.label for one in unknown_labels([found], vocabulary())] == ["期望达到的目标"]
