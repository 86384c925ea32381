"""A department's goals in prose: sections, areas and activities, parts by their opening words, measures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from tests.fields.drawn_forms import records
from tests.pdf_builder import Paper

LINES = [
    "第一部分 部门整体绩效目标",
    "一、总体绩效目标",
    "2024年围绕阅读服务改善条件，保障开放。",
    "二、分项绩效目标",
    "（一）阅读服务",
    "一是馆内开放活动：",
    "绩效目标是：全年开放三百天。",
    "绩效指标是：开放天数。",
    "绩效标准是：三百天以上为优。",
    "二是阅读推广活动：",
    "绩效目标是：举办讲座四十场。绩效指标：讲座场次。",
    "（二）文献保存",
    "绩效目标：完成地方志数字化。",
    "三、工作保障措施",
    "（一）加强领导。成立工作专班。",
    "（二）严格管理。",
    "按月通报进度。",
    "及时公开结果。",
]


def word(path: Path, lines: list[str]) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def pdf(path: Path, lines: list[str]) -> Path:
    paper = Paper()
    for i, line in enumerate(lines):
        paper.text(104, 80 + 28 * i, line, 12)
    return paper.save(path)


@pytest.fixture(params=["docx", "pdf"])
def narrative(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    make = word if request.param == "docx" else pdf
    (record,) = records(make(tmp_path / f"prose.{request.param}", LINES))
    assert record.kind == "department_narrative"
    return record


def test_the_overall_goal_and_the_year(narrative: Any) -> None:
    assert narrative.overall_goal == "2024年围绕阅读服务改善条件，保障开放。"
    assert narrative.year == 2024
    assert narrative.department is None


def test_goals_by_area_and_activity(narrative: Any) -> None:
    assert [tuple(g.model_dump().values()) for g in narrative.sub_goals] == [
        ("阅读服务", "馆内开放活动", "全年开放三百天。", "开放天数。", "三百天以上为优。"),
        ("阅读服务", "阅读推广活动", "举办讲座四十场。", "讲座场次。", None),
        ("文献保存", None, "完成地方志数字化。", None, None),
    ]


def test_measures_with_heading_and_text(narrative: Any) -> None:
    assert [(m.heading, m.text) for m in narrative.measures] == [
        ("加强领导", "成立工作专班。"),
        ("严格管理", "按月通报进度。\n及时公开结果。"),
    ]


def test_nothing_of_it_is_left_over(narrative: Any) -> None:
    assert narrative.status == "complete"


def test_prose_about_goals_alone_is_no_narrative(tmp_path: Path) -> None:
    lines = ["一、总体绩效目标", "全年开放三百天。", "二、预算安排", "共安排35.20万元。"]
    assert records(word(tmp_path / "prose.docx", lines)) == []


def test_a_narrative_ends_where_the_next_part_begins(tmp_path: Path) -> None:
    lines = [*LINES, "第二部分 预算说明", "共安排35.20万元。"]
    (record,) = records(word(tmp_path / "prose.docx", lines))
    assert record.measures[-1].text == "按月通报进度。\n及时公开结果。"


def test_a_narrative_without_an_overall_goal_says_so(tmp_path: Path) -> None:
    (record,) = records(word(tmp_path / "prose.docx", [x for x in LINES if not x.startswith("2024")]))
    assert record.status == "incomplete"
    assert "missing.overall_goal" in [r.code for r in record.reasons]
