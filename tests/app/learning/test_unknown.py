"""Labels that nobody knew: counted by forms and files, with where they stand, and their pictures."""

from __future__ import annotations

from pathlib import Path

from jixiao.app.learning.pictures import pictures_of
from jixiao.app.learning.unknown import unknown_labels
from jixiao.forms.installed import vocabulary
from jixiao.records import Evidence, Extra, ProjectGoal, Reading, SourceInfo


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
