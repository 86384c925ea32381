"""Layouts that no vocabulary describes: read by what stands in the cells and by the parts of words."""

from __future__ import annotations

from pathlib import Path

import docx
from tests.fields.drawn_forms import form, wide

import jixiao
from jixiao.records import DepartmentGoal, ProjectGoal, Reading

Row = list[str]


def read(folder: Path, title: str, rows: list[Row], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Reading:
    """The reading of a Word file with one table; `merged` are (row, column, last row, last column) of merged cells."""
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for r, c, last, end in merged:
        text = table.cell(r, c).text
        cell = table.cell(r, c).merge(table.cell(last, end))
        cell.text = text
    path = folder / "表.docx"
    document.save(str(path))
    return jixiao.extract(path)


def projects(reading: Reading) -> list[ProjectGoal]:
    return [record for record in reading.records if isinstance(record, ProjectGoal)]


LEVELS = [
    ["产出指标", "数量指标", "维护点位", "≥85个"],
    ["效益指标", "社会效益指标", "出警次数", "≥60次"],
    ["满意度指标", "满意度指标", "群众满意度", "≥90%"],
]


def test_a_projects_own_columns_may_stand_behind_its_indicators(tmp_path: Path) -> None:
    head = ["行次", "具体项目名称", "一级", "二级", "三级", "数值", "批复金额", "年度预期目标"]
    numbers = [f"栏次{n}" for n in range(1, 9)]
    rows = [head, numbers]
    for n, name in enumerate(("雪亮工程运维", "辅警经费保障"), 1):
        goal = f"保障{name}平稳有序，维护点位若干处，群众安全感稳步提升。"
        rows += [[str(n), name, *level, f"{n}20.50", goal] for level in LEVELS]
    merged = tuple((2 + 3 * n, c, 4 + 3 * n, c) for n in (0, 1) for c in (0, 1, 6, 7))
    found = projects(read(tmp_path, "2026年项目支出绩效目标公开表（单位：万元）", rows, merged))
    assert [p.project_name for p in found] == ["雪亮工程运维", "辅警经费保障"]
    assert [len(p.indicators) for p in found] == [3, 3]
    assert [p.funds and p.funds.annual and p.funds.annual.total for p in found] == ["120.50", "220.50"]
    assert all(p.goal_annual and p.goal_annual.startswith("保障") for p in found)


def test_each_level_may_have_a_row_of_its_own(tmp_path: Path) -> None:
    rows = [["具体项目名称", "申报单位", "一级指标", "二级指标", "绩效指标名称", "目标数值"]]
    for name in ("雪亮工程运维", "辅警经费保障"):
        rows.append([name, "和布县公安局", "", "", "", ""])
        for first, second, third, value in LEVELS:
            rows += [["", "", first, "", "", ""], ["", "", "", second, "", ""], ["", "", "", "", third, value]]
    found = projects(read(tmp_path, "2026年项目支出绩效目标公开表", rows))
    assert [p.project_name for p in found] == ["雪亮工程运维", "辅警经费保障"]
    for project in found:
        said = [[row.level1, row.level2, row.level3, row.value] for row in project.indicators]
        assert said == LEVELS


FORM = [["项目名称", "机关食堂运行保障", "", ""], ["主管部门", "和布县机关事务服务中心", "", ""]]


def test_levels_may_stand_over_the_whole_width_beside_a_label(tmp_path: Path) -> None:
    rows = [*FORM, ["考评体系", "指标小类", "指标项目", "数值"]]
    for first, second, third, value in LEVELS:
        rows += [["", first, "", ""], ["", second, third, value]]
    merged = ((2, 0, 8, 0), *((r, 1, r, 3) for r in (0, 1, 3, 5, 7)))
    (project,) = projects(read(tmp_path, "2026年项目支出绩效目标申报表", rows, merged))
    assert [[row.level1, row.level2, row.level3, row.value] for row in project.indicators] == LEVELS


def test_money_by_years_belongs_to_the_year_and_to_the_whole(tmp_path: Path) -> None:
    rows = [
        *[[*row, ""] for row in FORM],
        ["资金构成", "年度", "合计（万元）", "财政预算资金（万元）", "非财政性资金（万元）"],
        ["", "2025年", "100.00", "80.00", "20.00"],
        ["", "2026年", "150.00", "110.00", "40.00"],
        ["", "全部年度", "250.00", "190.00", "60.00"],
    ]
    merged = ((2, 0, 5, 0), (0, 1, 0, 4), (1, 1, 1, 4))
    (project,) = projects(read(tmp_path, "2026年项目支出绩效目标申报表", rows, merged))
    assert project.funds is not None and project.funds.annual and project.funds.lifetime
    annual, whole = project.funds.annual, project.funds.lifetime
    assert (annual.total, annual.fiscal, annual.other) == ("150.00", "110.00", "40.00")
    assert (whole.total, whole.fiscal, whole.other) == ("250.00", "190.00", "60.00")


def test_a_sentence_may_say_the_money(tmp_path: Path) -> None:
    said = "年度资金合计171.23万元，其中：财政拨款（补助）100.00万元，其他来源资金71.23万元。"
    (project,) = projects(read(tmp_path, "2026年项目支出绩效目标申报表", [*FORM, ["资金构成", said, "", ""], *[
        ["绩效指标", *level[1:]] for level in LEVELS
    ]], ((0, 1, 0, 3), (1, 1, 1, 3), (2, 1, 2, 3))))  # fmt: skip
    assert project.funds is not None and project.funds.annual is not None and project.funds.unit == "万元"
    annual = project.funds.annual
    assert (annual.total, annual.fiscal, annual.other) == ("171.23", "100.00", "71.23")


def test_tasks_are_known_by_the_parts_of_their_heads(tmp_path: Path) -> None:
    rows = [
        ["部门名称", "和布县公安局", "", ""],
        ["年度重点任务", "任务事项", "工作内容", "任务预算数（万元）"],
        ["", "雪亮工程运维", "保障视频监控系统稳定运行", "120.50"],
        ["", "辅警经费", "新建交通信号灯23处", "88.00"],
        ["年度整体绩效目标", "1.保障视频监控系统稳定运行；2.打击各类违法犯罪。", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        *LEVELS,
    ]
    reading = read(tmp_path, "2026年部门整体支出绩效目标表", rows, ((0, 1, 0, 3), (1, 0, 3, 0), (4, 1, 4, 3)))
    (department,) = [record for record in reading.records if isinstance(record, DepartmentGoal)]
    assert [(task.function, task.policy, task.amount) for task in department.tasks or []] == [
        ("雪亮工程运维", "保障视频监控系统稳定运行", "120.50"), ("辅警经费", "新建交通信号灯23处", "88.00"),
    ]  # fmt: skip
    assert len(department.indicators) == len(LEVELS)


def test_amounts_of_sources_that_nobody_knows_are_kept_each_under_its_labels(tmp_path: Path) -> None:
    rows = [
        *[[*row, ""] for row in FORM],
        ["资金构成", "来源", "本年度（万元）", "实施期（万元）", ""],
        ["", "资金总额", "100.00", "300.00", ""],
        ["", "上级补助", "60.00", "180.00", ""],
        ["", "其他资金", "40.00", "120.00", ""],
    ]
    merged = ((2, 0, 5, 0), (0, 1, 0, 4), (1, 1, 1, 4), *((r, 3, r, 4) for r in range(2, 6)))
    (project,) = projects(read(tmp_path, "2026年项目支出绩效目标申报表", rows, merged))
    assert project.funds is not None and project.funds.annual and project.funds.lifetime
    assert (project.funds.annual.other, project.funds.lifetime.other) == ("40.00", "120.00")
    assert {(e.label, e.value) for e in project.extra} >= {
        ("上级补助·本年度（万元）", "60.00"),
        ("上级补助·实施期（万元）", "180.00"),
    }
    assert not [r for r in project.reasons if r.code == "unexplained.digits"]


def test_the_sum_under_a_part_of_the_money_is_that_parts(tmp_path: Path) -> None:
    rows = [
        *[[*row, ""] for row in FORM],
        ["资金构成（万元）", "本年度申请金额", "", "100.00", ""],
        ["", "财政拨款收入", "小计", "60.00", ""],
        ["", "", "政府性基金", "60.00", ""],
        ["", "其他来源资金", "", "40.00", ""],
    ]
    merged = ((2, 0, 5, 0), (0, 1, 0, 4), (1, 1, 1, 4), (3, 1, 4, 1), (2, 1, 2, 2), (5, 1, 5, 2))
    (project,) = projects(read(tmp_path, "2026年项目支出绩效目标申报表", rows, merged))
    assert project.funds is not None and project.funds.annual is not None
    annual = project.funds.annual
    assert (annual.total, annual.fiscal, annual.other) == ("100.00", "60.00", "40.00")


def test_a_cell_may_say_the_money_line_by_line(tmp_path: Path) -> None:
    said = "年度预算合计：171.23；本级财政拨款：100.00；其他渠道资金：71.23"
    (project,) = projects(read(tmp_path, "2026年项目支出绩效目标申报表", [*FORM, ["资金构成", said, "", ""], *[
        ["绩效指标", *level[1:]] for level in LEVELS
    ]], ((0, 1, 0, 3), (1, 1, 1, 3), (2, 1, 2, 3))))  # fmt: skip
    assert project.funds is not None and project.funds.annual is not None
    annual = project.funds.annual
    assert (annual.total, annual.fiscal, annual.other) == ("171.23", "100.00", "71.23")


def test_money_of_other_years_alone_leaves_the_years_money_open(tmp_path: Path) -> None:
    rows = [
        *[[*row, ""] for row in FORM],
        ["资金构成", "来源", "2021年（万元）", "2022年（万元）", ""],
        ["", "资金总额", "100.00", "300.00", ""],
        ["", "财政拨款", "100.00", "300.00", ""],
    ]
    merged = ((2, 0, 4, 0), (0, 1, 0, 4), (1, 1, 1, 4), *((r, 3, r, 4) for r in range(2, 5)))
    (project,) = projects(read(tmp_path, "2026年项目支出绩效目标申报表", rows, merged))
    assert "missing.funds" in [r.code for r in project.reasons]


def test_bands_that_nobody_knows_stand_over_rows_of_a_list(tmp_path: Path) -> None:
    rows = [
        ["二级指标", "三级指标", "指标值"],
        ["（一）干成的事", "<", "<"],
        ["数量指标", "修缮层数", "≥2层"],
        ["质量指标", "验收合格率", "100%"],
        ["（二）各方看法", "<", "<"],
        ["读者怎么看", "读者满意度", "≥90%"],
    ]
    top = wide(["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，保障读者借阅。"], columns=3)
    record = form(tmp_path, [*top, *rows])
    assert [i.level1 for i in record.indicators] == ["（一）干成的事", "（一）干成的事", "（二）各方看法"]
    assert [(i.level3, i.value) for i in record.indicators][-1] == ("读者满意度", "≥90%")


def test_one_list_in_two_halves_has_one_period(tmp_path: Path) -> None:
    rows = [
        ["一级指标", "二级指标", "绩效指标", "年度指标值", "二级指标", "绩效指标", "年度指标值"],
        ["产出指标", "数量指标", "修缮层数", "2层", "数量指标", "更换书架", "≥40组"],
        ["^", "质量指标", "验收合格率", "100%", "质量指标", "返修率", "≤2%"],
        ["效益指标", "社会效益指标", "接待读者", "≥3000人次", "", "", ""],
    ]
    top = wide(["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，保障读者借阅。"], columns=7)
    record = form(tmp_path, [*top, *rows])
    assert {i.scope for i in record.indicators} == {"annual"}
    assert {i.level3 for i in record.indicators} == {"修缮层数", "更换书架", "验收合格率", "返修率", "接待读者"}
