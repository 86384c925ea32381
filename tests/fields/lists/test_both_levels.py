"""Levels 1 and 2 printed in one cell are two levels, whichever column they stand in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fields.drawn_forms import HEAD, form, wide


@pytest.mark.parametrize("mark", ["—", "-", "·", "/"])
def test_both_levels_in_the_second_column(tmp_path: Path, mark: str) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["年度目标", "修缮书库两层，验收合格。"],
        HEAD,
        ["", f"产出指标{mark}数量指标", "修缮层数", "≥2层"],
        ["", f"产出指标{mark}质量指标", "验收合格率", "≥98%"],
        ["", f"满意度指标{mark}服务对象满意度指标", "读者满意度", "≥90%"],
    )
    record = form(tmp_path, rows)
    assert [(each.level1, each.level2) for each in record.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [["产出指标：修缮书库", "=2层"], ["效益指标：年接待读者", "≥5万人次"], ["满意度指标：读者满意度", "≥90%"]],
            [("产出指标", None, "修缮书库"), ("效益指标", None, "年接待读者"), ("满意度指标", None, "读者满意度")],
        ),
        (
            [["数量指标：修缮书库", "=2层"], ["成本指标：水电费", "≤2万元"]],
            [(None, "数量指标", "修缮书库"), (None, "成本指标", "水电费")],
        ),
    ],
)
def test_a_level_before_the_names_is_the_one_that_it_names(
    tmp_path: Path, rows: list[list[str]], told: list[tuple[str | None, str | None, str]]
) -> None:
    said = [["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，验收合格。"], ["指标名称", "指标值"]]
    record = form(tmp_path, wide(*said, *rows, columns=3))
    assert [(each.level1, each.level2, each.level3) for each in record.indicators] == told


@pytest.mark.parametrize("names", [["成本-水电费", "成本-印刷费"], ["成本指标：水电费", "成本指标：印刷费"]])
def test_a_name_that_says_again_what_it_stands_under_is_not_cut(tmp_path: Path, names: list[str]) -> None:
    said = [["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"], ["一级指标", "指标名称", "指标值"]]
    rows = [["成本指标", name, f"≤{i}万元"] for i, name in enumerate(names, 1)]
    record = form(tmp_path, wide(*said, *rows, columns=4))
    assert [(each.level1, each.level2, each.level3) for each in record.indicators] == [
        ("成本指标", None, name) for name in names
    ]
