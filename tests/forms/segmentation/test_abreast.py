"""Forms side by side on a landscape sheet."""

from __future__ import annotations

from pathlib import Path

from tests.fields.drawn_forms import records, written


def half(name: str, number: int) -> list[list[str]]:
    return [
        ["项目名称", name, "", ""],
        ["实施单位", "青禾县图书馆", "", ""],
        ["年度目标", f"{name}{number}层，读者满意。", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", f"{name}层数", f"≥{number}层"],
        ["满意度指标", "服务对象满意度指标", "读者满意度", f"≥9{number}%"],
    ]


def test_forms_side_by_side_are_a_record_each(tmp_path: Path) -> None:
    rows = [[*a, "", *b] for a, b in zip(half("书库修缮", 2), half("戏台更新", 3), strict=True)]
    found = records(written(tmp_path / "two.docx", rows))
    assert [r.project_name for r in found] == ["书库修缮", "戏台更新"]
    assert [[i.value for i in r.indicators] for r in found] == [["≥2层", "≥92%"], ["≥3层", "≥93%"]]
    assert [r.title for r in found] == [found[0].title] * 2


def test_a_form_that_asks_for_a_name_twice_is_one(tmp_path: Path) -> None:
    """Only what is below tells two forms apart."""
    rows = [[*a, "", "", "", "", ""] for a in half("书库修缮", 2)]
    rows[0] = ["项目名称", "书库修缮", "", "", "", "项目名称", "书库修缮", "", ""]
    assert len(records(written(tmp_path / "one.docx", rows))) == 1
