"""A form shown once: its family is learned, the next document of it is read, what contradicts is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from jixiao.app.learning.families import Family, checked, field_names, field_of, without_known, write
from jixiao.app.learning.learning import Shown, differing, learn, parted, words_of
from jixiao.app.learning.showing import family_of_extras, title_pattern
from jixiao.cli.screen import results
from jixiao.cli.views.learning import learned_view
from jixiao.config import Settings
from jixiao.engine.reading import version_of
from jixiao.errors import ConfigError, ResourceError
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import read
from jixiao.records import Extra, Indicator, ProjectGoal, Reading, SourceInfo
from jixiao.sources import gather

UNSEEN = Path(__file__).parents[3] / "eval" / "documents" / "unseen"


@pytest.fixture(autouse=True)
def families(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A folder of families of this test's own; nothing of it stays in the vocabulary."""
    folder = tmp_path / "families"
    monkeypatch.setenv("JIXIAO_FAMILIES", str(folder))
    vocabulary.cache_clear()
    yield folder
    vocabulary.cache_clear()


def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((UNSEEN / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def confirmed(name: str, folder: Path) -> Path:
    """The form as somebody put it right, in a JSON reading."""
    source = {"name": f"{name}.pdf", "sha256": "0" * 64, "pages": 1}
    reading = Reading.model_validate({"source": source, "records": gold(name)["records"]})
    path = folder / f"{name}.json"
    path.write_text(reading.model_dump_json(), encoding="utf-8")
    return path


def reading_of(name: str, tmp_path: Path) -> Reading:
    (source,) = gather([UNSEEN / "docs" / f"{name}.pdf"], tmp_path).sources
    return read(source, Settings())


@pytest.mark.parametrize(("family", "right"), [("yunling-matters", 1.0), ("beihu-units", 0.95)])
def test_the_next_document_of_a_family_needs_neither_model_nor_correction(
    family: str, right: float, tmp_path: Path
) -> None:
    assert all(record.status == "incomplete" for record in reading_of(f"{family}-2", tmp_path).records)
    first = UNSEEN / "docs" / f"{family}-1.pdf"
    learned = learn(Shown(first, family, confirmed(f"{family}-1", tmp_path)), Settings())
    assert learned.path is not None
    assert learned.after[0] == 1
    assert learned.after[1] > learned.before[1]
    for number in (2, 3):
        reading = reading_of(f"{family}-{number}", tmp_path)
        wanted = Reading.model_validate(
            {"source": {"name": "", "sha256": "", "pages": 1}, "records": gold(f"{family}-{number}")["records"]}
        )
        (record,) = reading.records
        still = differing(wanted.records[0], [record])
        values = sum(1 for path in record.evidence if not path.startswith("extra["))
        assert len(still) <= (1 - right) * values + 0.5, still


def test_a_family_changes_the_version_so_that_documents_are_read_again(families: Path) -> None:
    before = version_of(Settings())
    write(Family("临溪县", "project_goal", labels={"承办处室": "implementer"}))
    assert version_of(Settings()) != before
    assert families.joinpath("临溪县.yaml").read_text(encoding="utf-8").startswith("# 由 jixiao learn 写出")


def test_words_alone_teach_too(tmp_path: Path) -> None:
    labels, columns = parted(["承办处室=实施单位", "考核尺度=指标值"])
    assert (labels, columns) == ({"承办处室": "实施单位"}, {"考核尺度": "指标值"})
    form = UNSEEN / "docs" / "yunling-matters-1.pdf"
    learned = learn(Shown(form, "某县", kind="项目绩效目标", labels=labels, columns=columns), Settings())
    words = vocabulary()
    term = words.term("project_goal", "承办处室")
    assert term is not None
    assert term.field == "implementer"
    assert words.column("indicators", "考核尺度") == "value"
    assert learned.family.kind == "project_goal"


def test_a_small_file_of_words(tmp_path: Path) -> None:
    path = tmp_path / "改正.yaml"
    path.write_text("种类: 项目绩效目标\n栏目:\n  承办处室: 实施单位\n指标栏:\n  考核尺度: 指标值\n", encoding="utf-8")
    assert words_of(path) == ("项目绩效目标", {"承办处室": "实施单位"}, {"考核尺度": "指标值"})
    path.write_text("标签: {}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="只能写 种类、栏目、指标栏"):
        words_of(path)


def test_a_corrected_json_shows_what_its_extras_mean() -> None:
    record = ProjectGoal(
        project_name="河道清淤",
        implementer="临溪县水务局",
        indicators=[Indicator(level3="清淤处数", value="≥3处"), Indicator(level3="验收率", value="100%")],
        extra=[
            Extra(label="承办处室", value="临溪县水务局"),
            Extra(label="填报人", value="某某"),
            Extra(label="考核尺度（第1行）", value="≥3处"),
            Extra(label="考核尺度（第2行）", value="100%"),
        ],
    )
    family = family_of_extras("临溪县", record)
    assert family.labels == {"承办处室": "implementer"}
    assert family.columns == {"indicators": {"考核尺度": "value"}}


def test_what_contradicts_the_vocabulary_is_refused_and_nothing_written(families: Path) -> None:
    with pytest.raises(ResourceError, match="已经是另一个栏目"):
        without_known(Family("某县", "project_goal", labels={"项目名称": "purpose"}), vocabulary())
    with pytest.raises(ResourceError, match="已经是另一栏"):
        without_known(Family("某县", "project_goal", columns={"indicators": {"分值": "value"}}), vocabulary())
    form = UNSEEN / "docs" / "yunling-matters-1.pdf"
    with pytest.raises(ResourceError):
        learn(Shown(form, "某县", kind="project_goal", labels={"项目名称": "实施单位"}), Settings())
    assert not families.exists()


def test_two_families_of_a_user_may_not_contradict_each_other() -> None:
    write(Family("甲县", "project_goal", labels={"承办处室": "implementer"}))
    with pytest.raises(ResourceError, match="承办处室"):
        checked(Family("乙县", "project_goal", labels={"承办处室": "department"}))


def test_what_is_known_is_not_written_again() -> None:
    family = without_known(Family("某县", "project_goal", labels={"项目名称": "project_name"}), vocabulary())
    assert family.empty


@pytest.mark.parametrize("name", ["", "a/b", "县:区"])
def test_a_name_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="不能作名称"):
        write(Family(name, "project_goal", labels={"承办处室": "implementer"}))


def test_fields_are_named_in_chinese() -> None:
    assert field_of("实施单位", "project_goal") == "implementer"
    assert field_of("implementer", "project_goal") == "implementer"
    assert "年度资金总额" in field_names("project_goal")
    with pytest.raises(ConfigError, match="可用的有"):
        field_of("没有的栏目", "project_goal")


@pytest.mark.parametrize(
    ("title", "others"),
    [
        ("云岭省本级2025年财政事项任务书", ["云岭省本级2026年财政事项任务书", "云岭省本级财政事项任务书"]),
        ("临溪县2024年度财政支出绩效计划单", ["临溪县财政支出绩效计划单（2025年度）"]),
    ],
)
def test_a_title_stands_for_those_of_other_years(title: str, others: list[str]) -> None:
    import re

    pattern = re.compile(title_pattern(title))
    assert all(pattern.search(other) for other in [title, *others])
    assert not pattern.search("部门收支预算总表")


def test_nothing_to_learn_says_what_to_do(tmp_path: Path) -> None:
    reading = Reading(source=SourceInfo(name="a.pdf", sha256="0"), records=[ProjectGoal(project_name="甲")])
    path = tmp_path / "a.json"
    path.write_text(reading.model_dump_json(), encoding="utf-8")
    with pytest.raises(ConfigError, match="--set 表上的叫法=栏目名称"):
        learn(Shown(path, "某县"), Settings())


def own_form(folder: Path) -> Path:
    """A table without a title, in words of its own."""
    rows = [
        ["任务名称", "河道清淤", "承办处室", "水务局"],
        ["一级指标", "二级指标", "三级指标", "考核尺度"],
        ["产出指标", "数量指标", "清淤处数", "≥3处"],
        ["产出指标", "质量指标", "验收率", "100%"],
        ["效益指标", "社会效益", "受益人数", "≥1万人"],
    ]
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=4)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    path = folder / "目标卡.docx"
    document.save(str(path))
    return path


def records_of(path: Path, folder: Path) -> list[Any]:
    (source,) = gather([path], folder).sources
    return [record.model_dump() for record in read(source, Settings()).records]


@pytest.mark.parametrize("label", ["任务名称", "期望达到的目标"])
def test_one_taught_label_turns_no_other_form_into_a_project(label: str, samples: Path, tmp_path: Path) -> None:
    others = [samples / "haitun-department.xlsx", samples / "linhe-departments.docx", samples / "xingan-projects.docx"]
    before = [records_of(path, tmp_path) for path in others]
    learned = learn(Shown(own_form(tmp_path), "卡", labels={label: "项目名称"}), Settings())
    assert learned.path is not None
    assert [records_of(path, tmp_path) for path in others] == before


def test_a_form_without_title_needs_two_words_of_its_own_and_is_then_read(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, other = own_form(tmp_path), samples / "haitun-department.xlsx"
    before = records_of(other, tmp_path)
    first = learn(Shown(form, "卡", labels={"任务名称": "项目名称"}), Settings())
    assert first.after == (0, 0)
    results().print(learned_view(first))
    said = capsys.readouterr().out
    assert "任务名称 → 项目名称" in said
    assert "还没有读出表" in said
    more = Shown(form, "卡", labels={"承办处室": "实施单位"}, columns={"考核尺度": "指标值"})
    second = learn(more, Settings())
    assert second.after[0] == 1
    results().print(learned_view(second))
    said = capsys.readouterr().out
    assert "承办处室 → 实施单位" in said
    assert "考核尺度 → 指标值" in said
    assert "implementer" not in said
    (record,) = records_of(form, tmp_path)
    assert (record["project_name"], record["implementer"]) == ("河道清淤", "水务局")
    assert records_of(other, tmp_path) == before


def test_an_unrecognised_table_says_what_to_enter_where(tmp_path: Path) -> None:
    (source,) = gather([own_form(tmp_path)], tmp_path).sources
    (problem,) = read(source, Settings()).problems
    assert "--set 表上的叫法=栏目名称" in problem.message
    assert "docs/kinds.md" in problem.message
