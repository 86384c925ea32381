"""What `jixiao` offers to Python: the names, what they take, and the page that tells of them."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path

import pytest

import jixiao

PROJECT = Path(__file__).resolve().parents[1]
PAGE = (PROJECT / "docs" / "python.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
NAMES = {
    "BudgetTable", "CheckSettings", "Checked", "DepartmentGoal", "DepartmentNarrative", "Finding", "Indicator",
    "JixiaoError", "ModelSettings", "ProjectGoal", "Reading", "SelfEvaluation", "Settings", "SourceError", "Value",
    "Workspace", "__version__", "check", "draft", "extract", "extract_many", "readings", "review", "rows", "suggest",
    "to_arrow", "to_pandas", "write",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    """A name that is taken away breaks somebody's program; one that is added is promised."""
    assert set(jixiao.__all__) == NAMES
    for name in jixiao.__all__:
        assert getattr(jixiao, name) is not None and name in dir(jixiao)
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        jixiao.nothing_of_the_kind  # noqa: B018


def test_the_page_names_all_of_them() -> None:
    (_, _, told) = PAGE.partition("## 公开的名称")
    assert set(re.findall(r"`(\w+)`", told)) == NAMES - {"__version__"}


@pytest.mark.parametrize("name", sorted(n for n in NAMES if n.islower() and not n.startswith("_")))
def test_functions_are_documented_and_typed(name: str) -> None:
    function = getattr(jixiao, name)
    assert callable(function) and function.__doc__
    signature = inspect.signature(function)
    assert signature.return_annotation is not signature.empty
    assert all(each.annotation is not each.empty for each in signature.parameters.values())


def test_no_room_takes_the_name_of_a_function() -> None:
    """Importing the room would put it in the place of the function."""
    rooms = {path.stem for path in Path(jixiao.__file__).parent.iterdir()} - {"__init__"}
    assert not rooms & set(jixiao.__all__)


def test_modules_in_rooms_are_imported_under_a_name() -> None:
    import jixiao.fields.form as form
    import jixiao.reviews.run as run

    assert inspect.isfunction(form.record_of) and inspect.isfunction(run.review)


def test_one_path_is_taken_where_many_are(samples: Path) -> None:
    """Not the characters of its name, of which "." and "/" are folders too."""
    path = samples / "qingshi-budget.docx"
    for given in (path, str(path), [path], (str(path),)):
        assert [r.source.name for r in jixiao.extract_many(given, jixiao.Settings(jobs=1))] == [path.name]


@pytest.mark.parametrize("given", [3, None, b"a.pdf", [1]])
def test_what_is_no_path_is_refused_at_once(given: object) -> None:
    with pytest.raises(TypeError):
        jixiao.extract_many(given)  # type: ignore[arg-type]


def test_settings_are_checked_wherever_they_are_made() -> None:
    with pytest.raises(jixiao.JixiaoError, match="jobs"):
        jixiao.Settings(jobs=-3)
    with pytest.raises(jixiao.JixiaoError, match="base_url"):
        jixiao.ModelSettings(base_url="nowhere", name="x")


def test_what_is_written_has_its_format_by_name_or_suffix(samples: Path, tmp_path: Path) -> None:
    reading = jixiao.extract(samples / "qingshi-budget.docx")
    assert jixiao.write(reading, tmp_path / "全部.xlsx") == [tmp_path / "全部.xlsx"]
    made = jixiao.write([reading], tmp_path / "出", ["csv", "jsonl"])
    assert [path.name for path in made] == ["records.jsonl", "csv"] and all(path.exists() for path in made)
    with pytest.raises(jixiao.JixiaoError, match=r"没有“ods”这种格式；可用的有：jsonl、xlsx、csv、parquet、sqlite"):
        jixiao.write(reading, tmp_path, "ods")


def test_a_document_that_cannot_be_checked_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(jixiao.SourceError, match=r"^[^：]+无\.pdf：没有找到这个文件|^无\.pdf：没有找到这个文件"):
        jixiao.check(tmp_path / "无.pdf")


@pytest.mark.parametrize("at", range(len(PROGRAMS)))
def test_the_programs_of_the_page_run(
    at: int, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JIXIAO_JOBS", "1")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "材料"
    folder.mkdir()
    shutil.copy(samples / "xingan-projects.docx", folder)
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4\n")
    if "desk.suggest" in PROGRAMS[at]:
        shutil.copy(samples / "linhe-departments.docx", folder)  # a form of it lacks an indicator
        with jixiao.Workspace("库.db") as desk:
            desk.extract(folder / "xingan-projects.docx")
    assert len([line for line in PROGRAMS[at].splitlines() if line and not line.startswith("import")]) <= 13
    exec(compile(PROGRAMS[at], f"python.md:{at}", "exec"), {})
    said = capsys.readouterr().out
    expected = (
        ("坏.pdf", "≥420盏", "2685000"),
        ("成本指标", "写出 导出/汇总.xlsx"),
        ("建议", "相差", "滨河步道照明更新"),
    )
    assert all(word in said for word in expected[at]), said


def test_there_are_three_programs() -> None:
    assert len(PROGRAMS) == 3
