"""A value that a model alone placed is doubted where neither its label, its header nor what it reads speaks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fields.drawn_forms import drawn, wide
from tests.fields.pointing.answered import ANSWER, findings, matter, settled

from jixiao.evidence import DoubtCode


def doubts(record: Any, code: DoubtCode) -> set[str]:
    return {path for path, codes in record.doubts.items() if code in codes}


def test_columns_that_hold_what_was_said_are_not_doubted(tmp_path: Path) -> None:
    (record,) = settled(matter(tmp_path), ANSWER).records
    assert not any("indicators" in path for path in doubts(record, DoubtCode.POINTED))


def test_a_column_that_holds_something_else_is(tmp_path: Path) -> None:
    """Signs are said to be names, and names to be what levels are called."""
    swapped = {"level1": "B5", "level2": "A5", "level3": "C5", "value": "D5"}
    path = matter(tmp_path)
    answer = ANSWER | {"lists": [{"columns": swapped, "rows": "6-8"}]}
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert {f"indicators[{i}].level3" for i in range(3)} <= doubts(record, DoubtCode.POINTED)


ROWS = wide(
    ["办哪件事", "山塘清淤"],
    ["谁去办", "青禾县水利站"],
    ["几样钱", "64.5"],
    ["看哪点", "到多少"],
    ["清淤山塘", "12座"],
    columns=2,
)


def test_a_field_is_doubted_where_its_label_says_nothing_of_it(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", ROWS, title="青禾县实事单")
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "category": "B3", "funds_total": "B4"},
        "lists": [{"columns": {"level3": "A5", "value": "B5"}, "rows": "6"}],
    }
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert record.category == "青禾县水利站"
    assert "category" in doubts(record, DoubtCode.POINTED)
    assert "project_name" not in doubts(record, DoubtCode.POINTED)


def test_parts_that_do_not_come_to_their_total_are_doubted(tmp_path: Path) -> None:
    rows = wide(
        ["办哪件事", "山塘清淤"],
        ["共要钱", "64.5"],
        ["县财政", "60"],
        ["自己出", "5"],
        ["看哪点", "到多少"],
        ["清淤山塘", "12座"],
        columns=2,
    )
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "funds_total": "B3", "funds_fiscal": "B4", "funds_other": "B5"},
        "lists": [{"columns": {"level3": "A6", "value": "B6"}, "rows": "7"}],
    }
    (record,) = settled(drawn(tmp_path / "form.pdf", rows, title="青禾县实事单"), answer).records
    assert doubts(record, DoubtCode.SUM_OPEN) == {f"funds.annual.{name}" for name in ("total", "fiscal", "other")}


def test_a_row_of_the_list_that_is_set_aside_is_told(tmp_path: Path) -> None:
    """The rules know no such list; the model says of one of its rows that it is none."""
    rows = wide(
        ["办哪件事", "山塘清淤"],
        ["看哪点", "到多少"],
        ["清淤山塘", "12座"],
        ["加固塘坝", "3处"],
        columns=2,
    )
    answer: dict[str, Any] = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2"},
        "lists": [{"columns": {"level3": "A3", "value": "B3"}, "rows": "4"}],
        "other": "5",
    }
    (record,) = settled(drawn(tmp_path / "form.pdf", rows, title="青禾县实事单"), answer).records
    assert "list.aside" in {r.code for r in record.reasons}
    assert record.status == "incomplete"


def test_a_row_set_aside_that_the_network_too_takes_for_none_is_no_reason(tmp_path: Path) -> None:
    rows = [
        ["办哪件事", "山塘清淤加固", "<", "<"],
        ["办到什么样", "山塘蓄水能力恢复。", "<", "<"],
        ["哪一层", "看哪点", "怎么比", "到多少"],
        ["办成", "清淤山塘", "≥", "12座"],
        ["满意", "村民点头", "≥", "90%"],
        ["填报人：王平", "复核人：李明", "<", "2025年1月9日"],
    ]
    columns = {"level1": "A4", "level3": "B4", "operator": "C4", "value": "D4"}
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "goal_annual": "B3"},
        "lists": [{"columns": columns, "rows": "5-6"}],
        "other": "7",
    }
    path = drawn(tmp_path / "form.pdf", rows, title="青禾县2025年惠民实事单")
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert "list.aside" not in {r.code for r in record.reasons}
    assert any("李明" in e.value for e in record.extra)
