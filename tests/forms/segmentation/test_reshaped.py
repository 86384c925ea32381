"""Lists of indicators in two lines each, and lists whose heads stand at the left."""

from __future__ import annotations

from pathlib import Path

from tests.fields.drawn_forms import form, written
from tests.fields.drawn_forms import records as records_of
from tests.pdf_builder import Rows

GOAL: Rows = [["项目名称", "书库修缮", *["<"] * 4], ["年度目标", "修缮书库两层。", *["<"] * 4]]
TWO_LINES: Rows = [
    *GOAL,
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值"],
    ["^", "^", "^", "指标解释", "<", "<"],
    ["^", "产出指标", "数量指标", "修缮层数", "≥2层", "20"],
    ["^", "^", "^", "按竣工验收单计", "<", "<"],
    ["^", "^", "质量指标", "验收合格率", "=100%", "30"],
    ["^", "^", "^", "按验收报告计", "<", "<"],
    ["^", "满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "10"],
    ["^", "^", "^", "问卷调查的结果", "<", "<"],
]
ACROSS: Rows = [
    *GOAL,
    ["一级指标", "产出指标", "<", "<", "效益指标", "满意度指标"],
    ["二级指标", "数量指标", "<", "质量指标", "社会效益指标", "服务对象满意度指标"],
    ["三级指标", "修缮层数", "更新书架", "验收合格率", "年接待读者", "读者满意度"],
    ["指标值", "≥2层", "=1200个", "=100%", "≥3万人次", "≥90%"],
]


def test_an_indicator_in_two_lines_is_one(tmp_path: Path) -> None:
    for record in (form(tmp_path, TWO_LINES), *records_of(written(tmp_path / "form.docx", TWO_LINES))):
        assert [(i.level1, i.level3, i.value, i.weight, i.description) for i in record.indicators] == [
            ("产出指标", "修缮层数", "≥2层", "20", "按竣工验收单计"),
            ("产出指标", "验收合格率", "=100%", "30", "按验收报告计"),
            ("满意度指标", "读者满意度", "≥90%", "10", "问卷调查的结果"),
        ]


def test_a_list_that_lies_across_is_turned(tmp_path: Path) -> None:
    for record in (form(tmp_path, ACROSS), *records_of(written(tmp_path / "form.docx", ACROSS))):
        assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
            ("产出指标", "数量指标", "修缮层数", "≥2层"),
            ("产出指标", "数量指标", "更新书架", "=1200个"),
            ("产出指标", "质量指标", "验收合格率", "=100%"),
            ("效益指标", "社会效益指标", "年接待读者", "≥3万人次"),
            ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
        ]
        assert record.goal_annual == "修缮书库两层。"


def test_a_second_line_that_is_missing_leaves_the_list_as_it_is(tmp_path: Path) -> None:
    """Where a row breaks the order nothing is folded, and what is not an indicator makes the form incomplete."""
    rows: Rows = [*TWO_LINES[:5], TWO_LINES[6], *TWO_LINES[8:]]
    record = form(tmp_path, rows)
    assert record.status == "incomplete"
