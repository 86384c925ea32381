"""The second reading of a form: blanks filled, lists and titles told by the network of cells alone, forms cut apart."""

from __future__ import annotations

from pathlib import Path

from tests.fields.drawn_forms import drawn
from tests.pdf_builder import Rows, examined

from jixiao.records import Record

LEVELS: Rows = [
    ["产出指标", "数量指标", "修缮书库面积", "≥320平方米"],
    ["^", "^", "更新书架数量", "≥46组"],
    ["^", "质量指标", "工程验收合格率", "100%"],
    ["效益指标", "社会效益指标", "年接待读者人次", "≥5.2万人次"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥92%"],
]
GOAL = "修缮书库两层，更新书架，改善藏书条件，全年开放三百天以上，读者满意。"
TITLE = "2024年度项目支出绩效目标表"


def form(name: str, body: str, *rows: list[str]) -> Rows:
    head = [
        ["项目名称", name, "主管部门", "青禾县文化和旅游局"],
        ["实施单位", body, "<", "<"],
        ["年度目标", GOAL, "<", "<"],
    ]
    return [*head, *rows, ["一级指标", "二级指标", "三级指标", "指标值"], *LEVELS]


def records(path: Path, rows: Rows, title: str = TITLE) -> list[Record]:
    return examined(drawn(path / "form.pdf", rows, title=title)).reading.records


def codes(record: Record) -> set[str]:
    return {reason.code for reason in record.reasons}


def test_an_amount_under_a_label_nobody_knows_is_filled_and_said(tmp_path: Path) -> None:
    rows = form("县图书馆书库修缮", "青禾县图书馆", ["总盘子（万元）", "120.50", "公家给的", "100.50"])
    (record,) = records(tmp_path, rows)
    assert (record.funds.annual.total, record.funds.annual.fiscal) == ("120.50", "100.50")
    assert "cell.told" in codes(record)
    assert {"funds.annual.total", "funds.annual.fiscal"} <= set(record.doubts)


def test_a_total_of_weights_is_no_indicator(tmp_path: Path) -> None:
    weighed = [[*row, w] for row, w in zip(LEVELS, ("20", "20", "20", "30", "10"), strict=True)]
    rows: Rows = [
        ["项目名称", "县图书馆书库修缮", "主管部门", "青禾县文化和旅游局", "<"],
        ["年度目标", GOAL, "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
        *weighed,
        ["总分", "<", "<", "<", "100"],
    ]
    (record,) = records(tmp_path, rows)
    assert [row.level3 for row in record.indicators] == [row[2] for row in LEVELS]
    assert "indicator.no-value" not in codes(record)


def test_a_title_that_no_pattern_knows_is_told_and_doubted(tmp_path: Path) -> None:
    (record,) = records(tmp_path, form("县图书馆书库修缮", "青禾县图书馆"), title="县级财政专项任务书")
    assert record.title == "县级财政专项任务书"
    assert "title" in record.doubts


def test_two_forms_one_under_the_other_are_two(tmp_path: Path) -> None:
    one, two = form("县图书馆书库修缮", "青禾县图书馆"), form("乡村戏台更新", "青禾县文化馆")
    rows = [[{"项目名称": "办的事情"}.get(text, text) for text in row] for row in (*one, *two)]
    found = records(tmp_path, rows)
    assert [record.project_name for record in found] == ["县图书馆书库修缮", "乡村戏台更新"]
    assert [len(record.indicators) for record in found] == [5, 5]


def test_levels_before_names_are_cut_off(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "县图书馆书库修缮", "主管部门", "青禾县文化和旅游局"],
        ["年度目标", GOAL, "<", "<"],
        ["一级指标", "绩效指标", "<", "指标值"],
        *([row[0], f"{row[1] if row[1] != '^' else '数量指标'}：{row[2]}", "<", row[3]] for row in LEVELS),
    ]
    (record,) = records(tmp_path, rows)
    assert [row.level3 for row in record.indicators] == [row[2] for row in LEVELS]
    assert record.indicators[1].level2 == "数量指标"
