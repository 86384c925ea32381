"""What an answer can say of a form: levels in rows of their own, lists side by side, pairs without a field, labels in a
line of several, tables that go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fields.drawn_forms import TITLE, drawn, project, wide
from tests.fields.pointing.answered import begun, findings, settled
from tests.pdf_builder import Paper

from jixiao.fields.pointing.quotes import span


def only(reading: Any) -> Any:
    (record,) = reading.records
    return record


def test_a_level_in_a_row_of_its_own_holds_for_the_rows_under_it(tmp_path: Path) -> None:
    rows = wide(
        ["办哪件事", "山塘清淤"],
        ["看哪点", "怎么比", "到多少", "按啥数"],
        ["办成的"],
        ["数目"],
        ["清淤山塘", "≥", "12", "座"],
        ["满意的"],
        ["村民点头", "≥", "90", "%"],
        ["办到什么样", "山塘蓄水能力恢复。"],
    )
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "goal_annual": "B9"},
        "lists": [
            {
                "columns": {"level3": "A3", "operator": "B3", "value": "C3", "unit": "D3"},
                "rows": "6,8",
                "bands": {"level1": "4,7", "level2": "5"},
            }
        ],
    }
    record = only(settled(drawn(tmp_path / "bands.pdf", rows, title="青禾县实事单"), answer))
    found = [(i.level1, i.level2, i.level3, i.value) for i in record.indicators]
    assert found == [("办成的", "数目", "清淤山塘", "≥12座"), ("满意的", None, "村民点头", "≥90%")]


SIDES = [
    ["办哪件事", "山塘清淤", "<", "<", "<"],
    ["今年办到", "<", "三年办到", "<", "<"],
    ["清淤12座。", "<", "清淤36座。", "<", "<"],
    ["哪一层", "看哪点", "到多少", "看哪点", "到多少"],
    ["办成", "清淤山塘", "12座", "清淤山塘", "36座"],
]


def beside(**second: Any) -> dict[str, Any]:
    first = {"columns": {"level1": "A5", "level3": "B5", "value": "C5"}, "rows": "6"}
    other = {"scope": "lifetime", "columns": {"level1": "A5", "level3": "D5", "value": "E5"}, "rows": "6"} | second
    fields = {"title": "A1", "project_name": "B2", "goal_annual": "A4", "goal_lifetime": "C4"}
    return {"kind": "project_goal", "fields": fields, "lists": [first, other]}


def test_lists_side_by_side_name_the_columns_together(tmp_path: Path) -> None:
    path = drawn(tmp_path / "sides.pdf", SIDES, title="青禾县实事单")
    assert findings(path, beside()) == []
    record = only(settled(path, beside()))
    assert [(i.scope, i.value) for i in record.indicators] == [("annual", "12座"), ("lifetime", "36座")]
    left = findings(path, beside(columns={"level1": "A5", "level3": "D5"}))
    assert left == ["清单 indicators 里 E6 所在的一栏没有说明；不属于任何栏目的用 remark"]


def test_a_pair_without_a_field_is_kept_and_settled(tmp_path: Path) -> None:
    """The rules ask who the label is for; the model says that no field is for it."""
    path = drawn(tmp_path / "form.pdf", project(["挂点单位", "县水利局"]))
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "goal_annual": "B4"},
        "lists": [{"columns": {"level1": "A5", "level2": "B5", "level3": "C5", "value": "D5"}, "rows": "6"}],
        "extra": {"A3": "B3"},
    }
    record = only(settled(path, answer, when="always"))
    assert [(e.label, e.value) for e in record.extra] == [("挂点单位", "县水利局")]
    assert (record.status, record.reasons) == ("complete", [])


def test_a_row_is_accounted_for_by_any_field(tmp_path: Path) -> None:
    rows = project(["起止时间", "2024年1月—2024年12月"], ["金额单位", "万元"], ["挂点单位", "县水利局"])
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "period": "B3", "unit": "B4", "goal_annual": "B6"},
        "lists": [{"columns": {"level1": "A7", "level2": "B7", "level3": "C7", "value": "D7"}, "rows": "8"}],
        "extra": {"A5": "B5"},
    }
    assert findings(drawn(tmp_path / "form.pdf", rows), answer) == []


@pytest.mark.parametrize(
    ("mark", "value"),
    [
        ("A1:项目名称", "书库修缮"),
        ("A1:单位", "县图书馆"),
        ("A1:电话：", "123"),
        ("A1:", "书库修缮 单位：县图书馆（公章） 电话：123"),
        ("A1:金额", None),
    ],
)
def test_a_label_picks_its_value_from_a_line_of_several(mark: str, value: str | None) -> None:
    text = "项目名称：书库修缮 单位：县图书馆（公章） 电话：123"
    found = span(text, mark)
    if value is None:
        assert found == "“金额”在原文里出现 0 次，请照抄值前面的几个字，使它只出现一次"
    else:
        assert isinstance(found, tuple)
        assert text[slice(*found)].removesuffix("（公章）") == value.removesuffix("（公章）")


def torn(tmp_path: Path) -> Path:
    """A form whose list goes on, on the next page, in a table of other columns and without a header."""
    paper = Paper(842, 595)
    paper.centred(60, TITLE)
    paper.table(project(["实施单位", "县图书馆"]), [175.0] * 4, 90)
    paper.page()
    rest = [["验收合格", "质量指标", "≥98%"], ["读者点头", "满意指标", "≥90%"]]
    paper.table(rest, [150.0, 120.0, 90.0], 120)
    return paper.save(tmp_path / "torn.pdf")


CONTINUED: dict[str, Any] = {
    "kind": "project_goal",
    "continues": True,
    "fields": {"title": "A1", "project_name": "B2", "implementer": "B3", "goal_annual": "B4"},
    "lists": [
        {"columns": {"level1": "A5", "level2": "B5", "level3": "C5", "value": "D5"}, "rows": "6"},
        {"columns": {"level3": "A7", "level2": "B7", "value": "C7"}, "rows": "7-8"},
    ],
}


def test_a_form_whose_list_may_go_on_is_not_complete_before_it_is_settled(tmp_path: Path) -> None:
    path = torn(tmp_path)
    (record,) = begun(path, "never").reading().records
    assert (record.status, [r.code for r in record.reasons]) == ("incomplete", ["table.torn"])


def test_a_table_that_goes_on_with_a_form_is_shown_and_read_with_it(tmp_path: Path) -> None:
    path = torn(tmp_path)
    reading = settled(path, CONTINUED)
    record = only(reading)
    found = [(i.level1, i.level2, i.level3, i.value) for i in record.indicators]
    assert found[1:] == [("产出指标", "质量指标", "验收合格", "≥98%"), ("产出指标", "满意指标", "读者点头", "≥90%")]
    assert (record.status, reading.problems) == ("complete", [])


def test_a_table_that_does_not_stays_apart(tmp_path: Path) -> None:
    answer = CONTINUED | {"continues": False, "lists": CONTINUED["lists"][:1]}
    reading = settled(torn(tmp_path), answer, {"kind": "other"})
    assert [p.code for p in reading.problems] == ["table.unrecognised"]
    assert len(only(reading).indicators) == 1


def test_whether_it_goes_on_must_be_said(tmp_path: Path) -> None:
    answer = {name: said for name, said in CONTINUED.items() if name != "continues"}
    assert any("没有写 continues" in finding for finding in findings(torn(tmp_path), answer))
