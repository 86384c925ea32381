"""Lists that are of no field: they stand aside, and nothing in them is taken for a field of the form."""

from __future__ import annotations

from pathlib import Path

from tests.pdf_builder import Paper, reading

HEAD = ["项目名称", "书库修缮", "主管部门", "沙洲县文化局"]
FUNDS = ["年度资金总额（万元）", "35.20", "其他资金", "0.00"]
LIST = [
    ["序号", "支出内容", "经济分类", "金额（万元）"],
    ["1", "材料费", "30218", "20.20"],
    ["2", "委托业务费", "30227", "15.00"],
]
TOTAL = ["合计", "<", "<", "35.20"]
REST = [
    ["年度绩效目标", "修缮书库两层，改善保存条件。", "<", "<"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "修缮书库数量", "=2层"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"],
]


def test_a_counted_list_stands_aside(tmp_path: Path) -> None:
    paper = Paper().centred(60, "2025年项目支出绩效目标表")
    paper.table([HEAD, FUNDS, *LIST, TOTAL, *REST], [110.0, 130.0, 100.0, 100.0], 90)
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert (record.status, record.funds.annual.total, record.funds.annual.other) == ("complete", "35.20", "0.00")
    aside = [(extra.label, extra.value) for extra in record.extra]
    assert ("支出内容", "委托业务费") in aside and ("经济分类", "30227") in aside and ("金额（万元）", "35.20") in aside


def test_counted_rows_of_the_form_s_own_fields_are_read(tmp_path: Path) -> None:
    counted = [
        ["序号", "栏目", "内容", "备注"],
        ["1", "主管部门", "沙洲县文化局", ""],
        ["2", "实施单位", "沙洲县图书馆", ""],
    ]
    money = [
        ["序号", "资金来源", "金额（万元）", "备注"],
        ["1", "财政拨款", "30.00", ""],
        ["2", "其他资金", "5.20", ""],
    ]
    paper = Paper().centred(60, "2025年项目支出绩效目标表")
    rows = [["项目名称", "书库修缮", "<", "<"], *counted, *money, ["合计", "<", "35.20", ""], *REST]
    paper.table(rows, [110.0, 130.0, 100.0, 100.0], 90)
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert (record.department, record.implementer) == ("沙洲县文化局", "沙洲县图书馆")
    assert (record.funds.annual.fiscal, record.funds.annual.other) == ("30.00", "5.20")
