"""Department forms: duties, staff, budget by kind and source, tasks with totals, indicators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fields.drawn_forms import HEAD, drawn, form, records, wide, written
from tests.pdf_builder import Rows

TITLE = "2024年部门整体支出绩效目标申报表"
COLUMNS = 6


def department(*rows: list[str]) -> Rows:
    """A department's form around the given rows, six columns wide."""
    indicator = ["产出指标", "数量指标", "<", "新增藏书", "<", "≥3000册"]
    head = [HEAD[0], HEAD[1], "<", HEAD[2], "<", "目标值"]
    return wide(
        ["部门名称", "沙洲县图书馆"], *rows, ["年度绩效目标", "新增藏书，延长开放。"], head, indicator, columns=COLUMNS
    )


def read(tmp_path: Path, *rows: list[str]) -> Any:
    record = form(tmp_path, department(*rows), title=TITLE)
    assert record.kind == "department_goal"
    return record


@pytest.mark.parametrize("make", [drawn, written], ids=["pdf", "word"])
def test_names_duties_and_goal(tmp_path: Path, make: Callable[..., Path]) -> None:
    rows = department(
        ["联系人", "周某某", "<", "联系电话", "0800-1234567"],
        ["职能依据", "沙编发〔2020〕7号"],
        ["部门职能", "保存地方文献，开展阅读推广。"],
        ["部门战略目标", "三年内建成区域阅读中心。"],
    )
    (record,) = records(make(tmp_path / f"form.{'pdf' if make is drawn else 'docx'}", rows, title=TITLE))
    assert (record.title, record.year, record.department) == (TITLE, 2024, "沙洲县图书馆")
    assert (record.contact, record.phone, record.duty_basis) == ("周某某", "0800-1234567", "沙编发〔2020〕7号")
    assert (record.duties, record.strategic_goal) == ("保存地方文献，开展阅读推广。", "三年内建成区域阅读中心。")
    assert record.goal_annual == "新增藏书，延长开放。"
    assert [(i.level3, i.value, i.scope) for i in record.indicators] == [("新增藏书", "≥3000册", "annual")]
    assert record.status == "complete"


def test_sentences_that_are_values(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["直属单位2个，包括：东馆、西馆。"],
        ["直属单位一并纳入本表填报的预算绩效管理范围", "<", "<", "是"],
        ["内设职能部门3个，包括：办公室、采编部、读者部。"],
        ["本部门的核心职能为：", "保障公众阅读权利。"],
    )
    assert record.affiliates == "直属单位2个，包括：东馆、西馆。"
    assert record.affiliates_included == "是"
    assert record.offices == "内设职能部门3个，包括：办公室、采编部、读者部。"
    assert record.core_functions == "保障公众阅读权利。"


def test_the_prefix_of_core_functions_in_the_same_cell_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, ["本部门的核心职能为：保障公众阅读权利。"]).core_functions == "保障公众阅读权利。"


def test_staff_by_year(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["人员情况", "内容", "<", "上年", "当年", "<"],
        ["^", "人员编制数", "<", "46", "48", "<"],
        ["^", "在职人员总数", "<", "44", "45", "<"],
    )
    assert [(s.item, s.last_year, s.this_year) for s in record.staff] == [
        ("人员编制数", "46", "48"), ("在职人员总数", "44", "45"),
    ]  # fmt: skip


def test_headcounts_beside_their_labels(tmp_path: Path) -> None:
    record = read(tmp_path, ["财政供养人员数", "46", "<", "下属二级单位数", "2"])
    assert [(s.item, s.this_year) for s in record.staff] == [("财政供养人员数", "46"), ("下属二级单位数", "2")]


def test_the_budget_by_kind_and_source(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["预算情况（万元）", "基本支出", "<", "812.40", "财政拨款", "2,405.40"],
        ["^", "项目支出", "<", "1,655.00", "其他资金", "62.00"],
        ["^", "运转类支出", "<", "894.40", "区（县）本级安排", "2,155.40"],
        ["^", "特定目标类支出", "<", "1,573.00", "上级转移支付", "250.00"],
    )
    assert record.budget.model_dump() == {
        "unit": "万元",
        "basic": "812.40",
        "project": "1,655.00",
        "fiscal": "2,405.40",
        "other": "62.00",
        "operating": "894.40",
        "specific": "1,573.00",
        "local": "2,155.40",
        "transfer": "250.00",
    }
    assert record.parsed["budget.project"] == {"yuan": "16550000", "unit": "万元"}


def test_tasks_and_their_total(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["年度主要任务"],
        ["职能", "政策或重点任务", "对应的拟安排项目", "预算资金", "财政拨款", "其他资金"],
        ["阅读推广", "举办讲座四十场", "全民阅读", "20.00", "20.00", ""],
        ["文献保存", "数字化地方志", "地方文献", "15.20", "10.20", "5.00"],
        ["合计", "<", "<", "35.20", "30.20", "5.00"],
    )
    assert [tuple(t.model_dump().values()) for t in record.tasks] == [
        ("阅读推广", "举办讲座四十场", "全民阅读", "20.00", "20.00", ""),
        ("文献保存", "数字化地方志", "地方文献", "15.20", "10.20", "5.00"),
    ]
    assert tuple(record.tasks_total.model_dump().values()) == ("35.20", "30.20", "5.00")
    assert record.status == "complete"


def test_tasks_under_a_header_of_two_levels(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["年度主要任务", "任务名称", "主要内容", "预算金额", "<", "<"],
        ["^", "^", "^", "总额", "财政拨款", "其他资金"],
        ["^", "阅读推广", "举办讲座四十场", "20.00", "20.00", ""],
        ["^", "金额合计", "<", "20.00", "20.00", ""],
    )
    (task,) = record.tasks
    assert (task.function, task.policy, task.project) == ("阅读推广", "举办讲座四十场", None)
    assert (task.amount, task.fiscal, task.other) == ("20.00", "20.00", "")
    assert record.tasks_total.amount == "20.00"


def test_a_single_overall_goal_is_the_annual_one(tmp_path: Path) -> None:
    rows = wide(
        ["部门名称", "沙洲县图书馆"],
        ["总体绩效目标", "新增藏书，延长开放。"],
        HEAD,
        ["产出指标", "数量指标", "藏书", "3000册"],
    )
    record = form(tmp_path, rows, title=TITLE)
    assert (record.goal_annual, record.strategic_goal) == ("新增藏书，延长开放。", None)


def test_what_a_form_lacks_is_none(tmp_path: Path) -> None:
    record = read(tmp_path)
    assert (record.staff, record.budget, record.tasks, record.tasks_total, record.duties) == (None,) * 5


def test_what_only_projects_have_is_kept_aside(tmp_path: Path) -> None:
    record = read(tmp_path, ["项目起止时间", "2024年1月至2024年12月"])
    assert [(each.label, each.value) for each in record.extra] == [("项目起止时间", "2024年1月至2024年12月")]


def test_a_list_of_one_task_beside_its_label(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["年度主要任务", "任务名称", "主要实施内容", "<", "<", "拟投入资金（元）"],
        ["^", "在线监控运维", "运维监测站点61个，开展比对监测5轮。", "<", "<", "1,930,000"],
    )
    assert [(t.function, t.policy, t.amount) for t in record.tasks] == [
        ("在线监控运维", "运维监测站点61个，开展比对监测5轮。", "1,930,000")
    ]


def test_staff_by_years_whatever_is_said_of_them(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["人员情况", "项目", "<", "上年实际", "<", "本年预计"],
        ["^", "编制人数（人）", "<", "67", "<", "68"],
        ["^", "在职人数（人）", "<", "61", "<", "62"],
    )
    assert [(s.last_year, s.this_year) for s in record.staff] == [("67", "68"), ("61", "62")]


def test_heads_of_tasks_without_a_task_are_told(tmp_path: Path) -> None:
    record = read(tmp_path, ["年度主要任务", "任务名称", "主要实施内容", "<", "<", "拟投入资金（元）"])
    assert (record.status, [reason.code for reason in record.reasons]) == ("incomplete", ["list.empty"])


def test_a_plan_of_spending_stays_in_a_record_that_has_no_field_for_it(tmp_path: Path) -> None:
    record = read(
        tmp_path, ["用款安排", "3月底", "6月底", "9月底", "12月底", ""], ["^", "20%", "50%", "80%", "100%", ""]
    )
    plan = [("3月底", "20%"), ("6月底", "50%"), ("9月底", "80%"), ("12月底", "100%")]
    assert [(extra.label, extra.value) for extra in record.extra] == plan


def test_a_column_of_tasks_without_a_heading_is_told(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        ["年度主要任务"],
        ["职能", "政策或重点任务", "", "预算资金", "财政拨款", "其他资金"],
        ["阅读推广", "举办讲座四十场", "年内全部免费开放", "20.00", "20.00", ""],
        ["文献保存", "数字化地方志", "全部完成", "15.20", "10.20", "5.00"],
    )
    assert "list.unnamed-column" in {reason.code for reason in record.reasons}


def test_a_label_said_once_more_before_its_value_takes_no_other_cell(tmp_path: Path) -> None:
    rows = (
        ["核心职能", "本部门的核心职能为：统筹学前教育、义务教育。"],
        ["直属单位", "直属单位3个，包括：服务中心、保障中心、推广站。", "<", "<", "是否一并纳入", "是"],
    )
    record = read(tmp_path, *rows)
    assert (record.core_functions, record.affiliates_included) == ("统筹学前教育、义务教育。", "是")
    assert "core_functions" not in record.doubts
