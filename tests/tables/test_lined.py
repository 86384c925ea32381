"""Forms between horizontal rules alone, and lists in columns without any."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fields.drawn_forms import TITLE, records
from tests.pdf_builder import Paper

LABELS = [
    ("项目名称", "书库修缮"),
    ("主管部门", "沙洲县文化旅游局"),
    ("年度目标", "修缮书库两层，改善阅览条件，延长开放时间。"),
]
LIST = [
    ("一、产出指标",),
    ("（一）数量指标",),
    ("1", "修缮层数", "≥2层", "30"),
    ("（二）质量指标",),
    ("2", "工程验收合格率", "100%", "30"),
    ("二、满意度指标",),
    ("（一）服务对象满意度指标",),
    ("3", "读者满意度", "≥90%", "40"),
]
HEAD = ("序号", "指标名称", "目标值", "权重")
XS = (64, 170, 330, 460)
READ = [
    ("产出指标", "数量指标", "修缮层数", "≥2层", "30"),
    ("产出指标", "质量指标", "工程验收合格率", "100%", "30"),
    ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "40"),
]


def put(paper: Paper, top: float, rows: list[tuple[str, ...]], ruled: bool = True) -> float:
    """The rows, each between two rules; a text alone in its row is the name of a level."""
    for row in rows:
        if ruled:
            paper.line(60, top, 540, top)
        for x, text in zip(XS, row, strict=False):
            paper.text(x + 40 if row == HEAD and x == XS[1] else x, top + 14, text)
        top += 20
    if ruled:
        paper.line(60, top, 540, top)
    return top


def read(record: Any) -> list[tuple[str, ...]]:
    return [(i.level1, i.level2, i.level3, i.value, i.weight) for i in record.indicators]


def form(tmp_path: Path, paper: Paper) -> Any:
    (record,) = records(paper.save(tmp_path / "form.pdf"))
    return record


def test_a_form_between_horizontal_rules_is_read(tmp_path: Path) -> None:
    paper = Paper().centred(60, TITLE)
    put(paper, 90, [*LABELS, ("绩效指标",), HEAD, *LIST])
    record = form(tmp_path, paper)
    assert (record.project_name, record.department, record.goal_annual) == tuple(value for _, value in LABELS)
    assert read(record) == READ
    assert record.doubts["table"] == ["columns-inferred"] * 2


def test_its_list_goes_on_over_the_page_end(tmp_path: Path) -> None:
    paper = Paper().centred(60, TITLE)
    put(paper, 640, [*LABELS, HEAD, *LIST[:3]])
    paper.page()
    put(paper, 60, [HEAD, *LIST[3:]])
    assert read(form(tmp_path, paper)) == READ


def test_values_with_labels_of_their_own_are_one_cell(tmp_path: Path) -> None:
    paper = Paper().centred(60, TITLE)
    money = ("预算资金（万元）", "年度资金总额：35.20", "其中：财政拨款：30.20", "其他资金：5.00")
    put(paper, 90, [LABELS[0], money, *LABELS[1:], HEAD, *LIST])
    record = form(tmp_path, paper)
    annual = record.funds.annual
    assert (annual.total, annual.fiscal, annual.other) == ("35.20", "30.20", "5.00")
    assert read(record) == READ


def test_a_list_in_columns_without_rules_is_read(tmp_path: Path) -> None:
    paper = Paper().centred(60, TITLE)
    lines = [(f"{label}：{value}",) for label, value in LABELS]
    rows = [("指标体系", "", "目标值", "权重"), *((row[0] if len(row) == 1 else row[1], "", *row[2:]) for row in LIST)]
    put(paper, 90, [*lines, *rows], ruled=False)
    record = form(tmp_path, paper)
    assert record.project_name == "书库修缮"
    assert read(record) == READ
