"""Forms in sections: label lines, tables and lists by turns belong to one form until the next title."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from tests.pdf_builder import Paper, reading

FUNDS = [["资金总额", "财政拨款", "上年结转", "其他资金"], ["14.36", "10.36", "0.00", "4.00"]]
LIST = [
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "修缮渠道长度", "≥12公里"],
    ["产出指标", "质量指标", "工程验收合格率", "=100%"],
    ["满意度指标", "服务对象满意度指标", "受益群众满意度", "≥90%"],
]
LINES = [
    "（一）产出指标",
    "1.数量指标：修缮渠道长度≥12公里。",
    "2.质量指标：工程验收合格率=100%。",
    "（二）满意度指标",
    "1.服务对象满意度指标：受益群众满意度≥90%。",
]


def head(name: str) -> list[str]:
    return [
        "一、项目基本情况",
        f"（一）项目名称：{name}",
        "（二）主管部门：青川县水务局",
        "（三）实施单位：青川县水利站",
        "二、项目资金（单位：万元）",
    ]


def word(path: Path, *parts: str | list[list[str]]) -> list[Any]:
    document = Document()
    for part in parts:
        if isinstance(part, str):
            line = document.add_paragraph(part.lstrip("^"))
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER if part.startswith("^") else None
            continue
        table = document.add_table(len(part), len(part[0]))
        for r, row in enumerate(part):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    document.save(str(path))
    return list(reading(path).records)


def told(record: Any) -> list[tuple[str, ...]]:
    return [(i.level1, i.level2, i.level3, i.value) for i in record.indicators]


def test_forms_under_a_title_that_nobody_knows_hold_all_their_sections(tmp_path: Path) -> None:
    parts: list[str | list[list[str]]] = []
    for name in ("灌区渠道维修", "城区路灯改造"):
        parts += ["^财政项目绩效计划书", "^（2025年度）", *head(name), FUNDS, "三、绩效目标"]
        parts += [
            "（一）实施期目标：",
            "建立长效管护机制。",
            "（二）年度目标：",
            "1.修缮渠道12公里；",
            "2.保障灌溉用水。",
        ]
        parts += ["四、年度绩效指标", LIST, "填报人：罗海涛"]
    found = word(tmp_path / "form.docx", *parts)
    assert [(r.title, r.year, r.project_name) for r in found] == [
        ("财政项目绩效计划书", 2025, "灌区渠道维修"),
        ("财政项目绩效计划书", 2025, "城区路灯改造"),
    ]
    for record in found:
        assert (record.department, record.implementer) == ("青川县水务局", "青川县水利站")
        assert (record.funds.unit, record.funds.annual.total, record.funds.annual.other) == ("万元", "14.36", "4.00")
        assert record.goal_lifetime == "建立长效管护机制。"
        assert record.goal_annual == "1.修缮渠道12公里；\n2.保障灌溉用水。"
        assert told(record) == [tuple(row) for row in LIST[1:]]
        assert record.status == "complete"


def test_indicators_in_lines_under_the_last_table_are_of_the_form(tmp_path: Path) -> None:
    parts: list[str | list[list[str]]] = ["^项目支出绩效目标表", *head("灌区渠道维修"), FUNDS, "三、年度绩效目标"]
    (record,) = word(tmp_path / "form.docx", *parts, "修缮渠道12公里。", "四、绩效指标", *LINES)
    assert told(record) == [tuple(row) for row in LIST[1:]]
    assert (record.goal_annual, record.status) == ("修缮渠道12公里。", "complete")


def test_lines_set_close_together_are_items_of_their_own(tmp_path: Path) -> None:
    paper = Paper().centred(60, "项目支出绩效目标表")
    for i, line in enumerate(["（2025年度）", *head("灌区渠道维修")]):
        paper.text(60, 90 + 13 * i, line)
    bottom = paper.table(FUNDS, [110, 110, 110, 110], 176)
    for i, line in enumerate(["三、年度绩效目标", "修缮渠道12公里。", "四、绩效指标"]):
        paper.text(60, bottom + 16 + 13 * i, line)
    paper.table(LIST, [90, 120, 150, 80], bottom + 50)
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    got: Any = record
    assert (got.project_name, got.implementer, got.funds.unit) == ("灌区渠道维修", "青川县水利站", "万元")
    assert (got.year, got.goal_annual, told(got)) == (2025, "修缮渠道12公里。", [tuple(row) for row in LIST[1:]])


def test_a_department_in_sections_says_its_indicators_in_lines(tmp_path: Path) -> None:
    lines = ["一、部门基本情况", "部门名称：青川县水务局", "联系人：何一鸣", "联系电话：0835-2210088"]
    lines += ["二、职能职责", "负责辖区水务管理和防汛抗旱工作。", "三、预算情况（单位：万元）"]
    money = [["基本支出", "310.20", "项目支出", "88.40"], ["财政拨款", "396.60", "其他资金", "2.00"]]
    end = ["四、年度绩效目标", "1.完成渠道修缮任务。", "2.提升服务水平。", "五、绩效指标", *LINES]
    (record,) = word(tmp_path / "form.docx", "^部门整体支出绩效目标申报表", *lines, money, *end)
    assert (record.kind, record.department, record.budget.basic) == ("department_goal", "青川县水务局", "310.20")
    assert record.goal_annual == "1.完成渠道修缮任务。\n2.提升服务水平。"
    assert told(record) == [tuple(row) for row in LIST[1:]]


def test_tasks_in_columns_without_rules_are_told_by_their_numbers(tmp_path: Path) -> None:
    paper = Paper(height=1000).centred(50, "部门整体支出绩效目标")
    lines = ["一、基本信息", "部门名称：青川县水务局", "联系人：何一鸣", "联系电话：0835-2210088", "二、部门职能"]
    for i, line in enumerate([*lines, "负责辖区水务管理和防汛抗旱工作。", "三、年度主要任务"]):
        paper.text(60, 80 + 20 * i, line)
    rows = [
        ("序号", "任务名称", "主要内容", "预算金额"),
        ("1", "渠道修缮", "修缮渠道12公里，维修涵闸", "27.75"),
        ("", "", "16处，更换启闭机。", ""),
        ("2", "山洪灾害监测", "维护雨量水位站104处；开展", "75.08"),
        ("", "和预警", "避险转移演练11场。", ""),
    ]
    for r, row in enumerate(rows):
        for x, text in zip((60, 100, 190, 330), row, strict=True):
            if text:
                paper.text(x, 230 + 16 * r, text)
    paper.text(60, 330, "四、绩效指标")
    paper.table(LIST, [90, 120, 150, 80], 346)
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    got: Any = record
    said = [[text.replace("\n", "") for text in (t.function, t.policy, t.amount)] for t in got.tasks]
    assert said == [
        ["渠道修缮", "修缮渠道12公里，维修涵闸16处，更换启闭机。", "27.75"],
        ["山洪灾害监测和预警", "维护雨量水位站104处；开展避险转移演练11场。", "75.08"],
    ]
    assert got.status == "incomplete"
