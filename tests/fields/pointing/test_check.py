"""What is sent back: ids that are not there, cells used twice, rows and lists left out."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.fields.drawn_forms import drawn
from tests.fields.pointing.answered import ANSWER, findings, matter

from jixiao.fields.pointing.quotes import located
from jixiao.fields.pointing.wire import FormAnswer, row_numbers, runs


def changed(**how: Any) -> dict[str, Any]:
    answer = deepcopy(ANSWER)
    answer["fields"].update(how.pop("fields", {}))
    answer["lists"][0].update(how.pop("list", {}))
    return answer | how


def test_a_right_answer_has_no_findings(tmp_path: Path) -> None:
    assert findings(matter(tmp_path), ANSWER) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (changed(fields={"department": "B99"}), "没有 B99 这一格"),
        (changed(fields={"department": "B3"}), "B3 用了 2 次"),
        (changed(fields={"department": "B7"}), "B7 既是字段，又在清单 indicators 的行里"),
        (changed(fields={"contact": "B3"}), "project_goal 没有字段 contact"),
        (changed(list={"rows": "6-7"}), "第 8 行没有交代"),
        (changed(list={"rows": "6-8,7"}), "第 7 行写了两次"),
        (changed(list={"rows": "6-40"}), "没有第 10-40 行"),
        (changed(list={"rows": "5-8"}), "表头 A5 所在的第 5 行不是清单的行"),
        (changed(list={"columns": {"level3": "B5", "value": "D5"}}), "C6 所在的一栏没有说明"),
        (changed(list={"columns": {}}), "没有说明各栏"),
        (changed(list={"columns": {"level1": "A5", "level3": "B5", "operator": "B5", "value": "D5"}}), "B5 用了两次"),
        (changed(list={"name": "tasks"}), "project_goal 没有清单 tasks"),
        (changed(list={"columns": {"level1": "A5", "level3": "B5", "due": "C5", "value": "D5"}}), "没有栏目 due"),
        (changed(other="8"), "第 8 行既在清单里又在 other 里"),
        (changed(lists=[]), "第 5-8 行没有交代"),
        (changed(fields={"implementer": {"id": "B3", "start": "青山"}}), "在原文里找不到"),
        (changed(fields={"goal_annual": {"id": "B9", "start": "山塘", "end": "没有的"}}), "在原文里找不到"),
        (changed(fields={"implementer": "B3:"}), "没有冒号"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, answer: dict[str, Any], said: str) -> None:
    assert any(said in finding for finding in findings(matter(tmp_path), answer))


def test_rows_that_hold_nothing_are_set_aside(tmp_path: Path) -> None:
    path = matter(tmp_path, [["填表须知：以验收为准"]])
    answer = changed(fields={"goal_annual": "B10"})
    assert findings(path, answer) == [
        "第 9 行没有交代：属于字段或清单的请补上，没有字段的栏目写进 extra，其余写进 other"
    ]
    assert findings(path, answer | {"other": "9"}) == []


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "project_goal", "lists": None},
        {"kind": "department_narrative", "lists": []},
        {"kind": "project_goal", "lists": [], "fields": {"project_name": "清淤"}},
        {"kind": "project_goal", "lists": [{"columns": {}, "rows": "6-8行"}]},
        {"kind": "project_goal", "lists": [], "values": {"project_name": "山塘"}},
    ],
)
def test_there_is_no_place_for_a_value_and_no_silence_about_a_list(answer: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FormAnswer.model_validate(answer)


def test_quotes_are_located_in_normal_form() -> None:
    text = "一是办公活动：绩效目标是： 保障“三保”支出≥95%，运转有序。"
    assert text[slice(*located(text, '保障"三保"', "95％"))] == "保障“三保”支出≥95%"  # type: ignore[misc]
    assert located(text, None, "：") == "结尾“：”在原文里出现 2 次，请多抄几个字"
    assert located(text, "运转", "办公活动") == "结尾在开头之前"
    assert located(text, "", None) == "开头“”是空的"


def test_rows_are_written_in_runs() -> None:
    assert row_numbers("3-5,8") == [3, 4, 5, 8]
    assert row_numbers("") == []
    assert runs([8, 3, 5, 4]) == "3-5,8"


def test_a_list_that_goes_on_under_the_name_of_a_level_needs_no_header(tmp_path: Path) -> None:
    rows = [
        ["办哪件事", "山塘清淤", "<"],
        ["看哪点", "怎么说", "到多少"],
        ["办成", "<", "<"],
        ["清淤山塘", "实打实", "有成效"],
    ]
    answer: dict[str, Any] = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2"},
        "lists": [{"columns": {"level3": "A5", "remark": "B5", "value": "C5"}, "rows": "5", "bands": {"level1": "4"}}],
        "other": "3",
    }
    path = drawn(tmp_path / "form.pdf", rows, title="青禾县实事单")
    assert findings(path, answer) == []
    plain = {**answer, "lists": [{**answer["lists"][0], "bands": {}}], "other": "3-4"}
    assert "表头 A5 所在的第 5 行不是清单的行" in findings(path, plain)[0]
