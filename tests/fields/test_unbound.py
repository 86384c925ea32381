"""What no field holds makes a form incomplete, and only that."""

from __future__ import annotations

from pathlib import Path

from tests.fields.drawn_forms import form
from tests.pdf_builder import Rows

import jixiao


def test_a_column_of_tasks_that_is_known_and_has_no_field_leaves_the_form_complete(samples: Path) -> None:
    """期望达到的目标 is known of lists of tasks; what stands there is kept beside the fields, row by row."""
    (record,) = jixiao.extract(samples / "haitun-department.xlsx").records
    assert any(extra.label.startswith("期望达到的目标（第") for extra in record.extra)
    assert record.status == "complete"


def test_an_amount_of_a_department_that_no_parts_make_is_said(tmp_path: Path) -> None:
    """基本支出 heads a column whose amount stands beside a label of all money: it must not be lost in silence."""
    rows: Rows = [
        ["单位名称", "青禾县水利局", "<", "<", "<"],
        ["预算情况（万元）", "按支出类型", "基本支出", "项目支出", "合计"],
        ["^", "金额", "1960.76", "778.00", "2738.76"],
        ["年度绩效目标", "完成水库除险加固三座。", "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "<", "指标值"],
        ["产出指标", "数量指标", "加固水库", "<", "≥3座"],
    ]
    record = form(tmp_path, rows, title="2025年单位整体绩效目标申报表")
    assert record.budget.basic == "1960.76" or "funds.open" in {r.code for r in record.reasons}
