"""Open forms settled: values copied from the cells that were pointed at, and nothing lost on the way."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.fields.drawn_forms import HEAD, drawn, project, wide
from tests.fields.pointing.answered import ANSWER, begun, matter, settled
from tests.fields.pointing.hostile import NAMES, VALUES, hostile
from tests.fields.printed import Sheets, misplaced
from tests.pdf_builder import Paper

from jixiao.errors import AnswerCutOff, BudgetSpent, EndpointDown, ModelError
from jixiao.fields.pointing.inquiry import SMALL_MOST, ask_all
from jixiao.llm import Question
from jixiao.pipeline import questions, settle
from jixiao.records import ProjectGoal, Reading, Record

UNKNOWN = wide(["项目名称", "书库修缮"], ["谁干的", "县图书馆"], ["年度目标", "修缮书库两层。"], HEAD)


def only(reading: Reading) -> Any:
    (record,) = reading.records
    return record


def test_every_value_is_copied_from_where_it_was_pointed_at(tmp_path: Path) -> None:
    path = matter(tmp_path)
    record: Record = only(settled(path, ANSWER))
    assert isinstance(record, ProjectGoal) and record.funds is not None
    assert (record.project_name, record.implementer, record.goal_annual) == (
        "山塘清淤加固",
        "青禾县水利站",
        "山塘蓄水能力恢复。",
    )
    assert (record.year, record.funds.unit, record.funds.annual.total) == (2025, "万元", "64.5")
    rows = [(i.level1, i.level3, i.value) for i in record.indicators]
    assert rows == [("办成", "清淤山塘", "≥12座"), ("办成", "加固塘坝", "=3处"), ("满意", "村民点头", "≥90%")]
    assert record.evidence["indicators[0].value"].how == "model"
    assert (record.status, record.extra) == ("complete", [])
    assert misplaced(record, Sheets(path)) == {}


def test_what_is_open_can_be_sent_to_another_process(tmp_path: Path) -> None:
    path = matter(tmp_path)
    here, there = begun(path), pickle.loads(pickle.dumps(begun(path)))
    assert here.open and there.open
    assert [q.variables for q in questions(here)] == [q.variables for q in questions(there)]
    said = settled(path, ANSWER)
    assert settle(there, lambda asked: [_answer(q) for q in asked]) == said


def _answer(question: Any) -> Any:
    from tests.fields.pointing.answered import RECEIPT

    from jixiao.llm import Answer

    return Answer(question.shape.model_validate(ANSWER), RECEIPT)


def test_a_row_set_aside_is_kept_beside_the_fields(tmp_path: Path) -> None:
    path = matter(tmp_path, [["总分", "", "", "100"]])
    answer = deepcopy(ANSWER) | {"other": "9"}
    answer["fields"]["goal_annual"] = "B10"
    record = only(settled(path, answer))
    assert [(e.label, e.value) for e in record.extra] == [("总分", "100")]
    assert record.status == "complete"


def test_what_nobody_pointed_at_keeps_the_form_incomplete(tmp_path: Path) -> None:
    """A model that leaves a cell out loses nothing in silence."""
    path = matter(tmp_path, [["尾款", "再给他们", "9.9", "万元"]])
    answer = deepcopy(ANSWER)
    answer["fields"]["goal_annual"] = "B10"
    answer["fields"]["department"] = "B9"
    record = only(settled(path, answer))
    assert [r.code for r in record.reasons] == ["unexplained.digits", "witness.lost"]
    assert "9.9" in record.reasons[0].message


def test_a_form_nobody_answers_for_stays_what_it_was(tmp_path: Path) -> None:
    reading = settled(matter(tmp_path), EndpointDown("接口连不上；请检查网络"))
    assert reading.records == []
    assert [p.code for p in reading.problems] == ["table.unrecognised", "model.unanswered"]
    assert "接口连不上" in reading.problems[1].message


def test_a_form_the_rules_have_read_is_incomplete_without_an_answer(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["谁干的", "县图书馆"]))
    alone = only(settled(path, BudgetSpent("预算用完"), when="auto"))
    assert alone.project_name == "书库修缮"
    assert [r.code for r in alone.reasons] == ["label.unbound", "model.unanswered"]
    assert [(e.label, e.value) for e in alone.extra] == [("谁干的", "县图书馆")]


def test_a_label_nobody_knows_is_asked_and_its_value_put_in_place(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["谁干的", "县图书馆"]))
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "implementer": "B3", "goal_annual": "B4"},
        "lists": [{"columns": {"level1": "A5", "level2": "B5", "level3": "C5", "value": "D5"}, "rows": "6"}],
    }
    record = only(settled(path, answer))
    assert (record.implementer, record.extra, record.status) == ("县图书馆", [], "complete")
    assert record.evidence["implementer"].how == "model"
    assert record.evidence["project_name"].how == record.evidence["indicators[0].value"].how == "text"


def test_columns_nobody_knows_complete_what_the_rules_have(tmp_path: Path) -> None:
    """The rules read 2; that ≥ and 层 belong to it, the model says: no conflict, one reading is a part of the other."""
    path = drawn(
        tmp_path / "form.pdf",
        [
            ["项目名称", "书库修缮", "<", "<", "<", "<"],
            ["年度目标", "修缮书库两层。", "<", "<", "<", "<"],
            ["一级指标", "二级指标", "三级指标", "怎么比", "指标值", "按啥数"],
            ["产出指标", "数量指标", "修缮层数", "≥", "2", "层"],
        ],
    )
    columns = {"level1": "A4", "level2": "B4", "level3": "C4", "operator": "D4", "value": "E4", "unit": "F4"}
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "goal_annual": "B3"},
        "lists": [{"columns": columns, "rows": "5"}],
    }
    record = only(settled(path, answer))
    assert record.indicators[0].value == "≥2层"
    assert (record.extra, record.alternatives, record.status) == ([], {}, "complete")
    assert misplaced(record, Sheets(path)) == {}


def test_two_readings_that_differ_are_both_kept(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["主管部门", "县文化局"], ["实施单位", "县图书馆"]))
    answer = {
        "kind": "project_goal",
        "fields": {"project_name": "B2", "department": "B4", "implementer": "B3", "goal_annual": "B5"},
        "lists": [{"columns": {"level1": "A6", "level2": "B6", "level3": "C6", "value": "D6"}, "rows": "7"}],
        "other": "1",
    }
    record = only(settled(path, answer, when="always"))
    assert (record.department, record.implementer) == ("县文化局", "县图书馆")
    assert record.alternatives["department"][0].text == "县图书馆"
    assert record.alternatives["department"][0].how == "model"
    assert record.doubts["implementer"] == ["conflict"]
    assert [r.code for r in record.reasons] == ["conflict.reading"] * 2
    assert record.status == "incomplete"


def test_forms_that_agree_are_complete_and_say_nothing(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["实施单位", "县图书馆"]))
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "implementer": "B3", "goal_annual": "B4"},
        "lists": [{"columns": {"level1": "A5", "level2": "B5", "level3": "C5", "value": "D5"}, "rows": "6"}],
    }
    assert not begun(path).open
    record = only(settled(path, answer, when="always"))
    assert (record.status, record.alternatives, record.reasons) == ("complete", {}, [])
    assert {e.how for e in record.evidence.values()} == {"text"}


def test_another_kind_than_the_rules_is_said_and_not_taken(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["谁干的", "县图书馆"]))
    record = only(settled(path, {"kind": "other"}))
    assert record.project_name == "书库修缮"
    assert [r.code for r in record.reasons] == ["label.unbound", "conflict.kind"]


def test_a_table_that_is_none_of_ours_stays_put_aside(tmp_path: Path) -> None:
    reading = settled(matter(tmp_path), {"kind": "other"})
    assert reading.records == []
    assert [p.code for p in reading.problems] == ["table.unrecognised"]


def test_an_answer_cut_off_is_asked_in_halves(tmp_path: Path) -> None:
    """The halves point with the ids of the whole form, so the record is the same."""
    path = matter(tmp_path)
    first = deepcopy(ANSWER)
    first["fields"].pop("goal_annual")
    first["lists"] = []
    second = {"kind": "project_goal", "fields": {"goal_annual": "B9"}, "lists": ANSWER["lists"]}
    halved = settled(path, AnswerCutOff("回答太长"), first, second)
    assert halved == settled(path, ANSWER)


def test_small_questions_that_are_all_cut_off_end_with_what_to_do(tmp_path: Path) -> None:
    asked: list[int] = []

    def ask(questions: Sequence[Question[Any]]) -> list[ModelError]:
        asked.append(len(questions))
        return [AnswerCutOff("回答太长") for _ in questions]

    river = begun(matter(tmp_path))
    (inquiry,) = ask_all(river.works(), ask)
    assert sum(asked) <= 2 * SMALL_MOST
    assert "answer_tokens" in str(inquiry.failures[-1])


def test_half_an_answer_is_used_and_the_rest_said(tmp_path: Path) -> None:
    path = matter(tmp_path)
    first = deepcopy(ANSWER)
    first["fields"].pop("goal_annual")
    first["lists"] = []
    record = only(settled(path, AnswerCutOff("回答太长"), first, EndpointDown("接口连不上")))
    assert record.project_name == "山塘清淤加固"
    assert {"model.unanswered", "list.unheaded"} <= {r.code for r in record.reasons}


def test_orders_in_a_cell_are_read_as_text(tmp_path: Path) -> None:
    """Whatever a cell says, it is a value of the record and nothing more."""
    answer = {
        "kind": "project_goal",
        "fields": {"project_name": "B2", "implementer": "B3", "unit": "A4", "funds_total": "B4", "goal_annual": "B10"},
        "lists": [{"columns": {"level1": "A5", "level3": "B5", "value": "C5"}, "rows": "6-9"}],
        "other": "1",
    }
    record = only(settled(hostile(tmp_path), answer))
    assert ["".join((i.level3 or "").split()) for i in record.indicators] == ["".join(n.split()) for n in NAMES]
    assert [i.value for i in record.indicators] == VALUES


UNRULED: dict[str, Any] = {
    "kind": "project_goal",
    "fields": {"title": "A1", "year": "A1", "project_name": "A2:", "implementer": "A3:", "goal_annual": "A4:"},
    "lists": [{"columns": {"level1": "A5", "level3": "B5", "value": "C5"}, "rows": "6-9"}],
}


def unruled() -> Paper:
    """A form without rules."""
    paper = Paper().centred(60, "河口镇2025年惠民事")
    lines = ["办啥事：渡口修缮", "谁来办：河口镇政府", "办成啥样：渡口安全。"]
    for i, line in enumerate(lines):
        paper.text(60, 90 + 18 * i, line)
    rows = [("哪层", "看啥", "多少"), ("办成", "修渡口", "2处"), ("", "装护栏", "80米"), ("", "添救生衣", "60件"),
            ("点头", "乘客说好", "95%")]  # fmt: skip
    for i, row in enumerate(rows):
        for x, text in zip((60, 160, 320), row, strict=True):
            paper.text(x, 150 + 18 * i, text)
    return paper


def test_lines_of_a_table_without_rules_that_are_not_read_are_told(tmp_path: Path) -> None:
    paper = unruled().centred(250, "其余")
    for x, text in zip((60, 160, 320), ("办成", "修码头", "3处"), strict=True):
        paper.text(x, 270, text)
    reading = settled(paper.save(tmp_path / "lines.pdf"), UNRULED)
    assert [p.code for p in reading.problems] == ["table.not-found"]
    assert "修码头" in reading.problems[0].message


def test_a_form_without_rules_is_found_by_its_columns(tmp_path: Path) -> None:
    path = unruled().save(tmp_path / "lines.pdf")
    reading = settled(path, UNRULED)
    assert reading.problems == []
    record = only(reading)
    assert (record.project_name, record.implementer, record.goal_annual) == ("渡口修缮", "河口镇政府", "渡口安全。")
    assert [(i.level1, i.level3, i.value) for i in record.indicators] == [
        ("办成", "修渡口", "2处"),
        ("办成", "装护栏", "80米"),
        ("办成", "添救生衣", "60件"),
        ("点头", "乘客说好", "95%"),
    ]
    assert [r.code for r in record.reasons] == ["table.lines-only"]
    assert misplaced(record, Sheets(path)) == {}


@pytest.mark.parametrize("joined", ["7-8", ""])
def test_a_row_that_runs_over_lines_is_one(tmp_path: Path, joined: str) -> None:
    path = matter(tmp_path, [["", "与游客", "", ""]])
    answer = deepcopy(ANSWER)
    answer["fields"]["goal_annual"] = "B10"
    answer["lists"][0] |= {"rows": "6-9", "joined": joined.replace("7-8", "8-9")}
    names = [i.level3 for i in only(settled(path, answer)).indicators]
    assert names == ["清淤山塘", "加固塘坝", *(["村民点头与游客"] if joined else ["村民点头", "与游客"])]


def test_an_irregular_row_is_pointed_out_cell_by_cell(tmp_path: Path) -> None:
    path = matter(tmp_path, [["游客点头", "≥80%", "满意", "临时加的"]])
    answer = deepcopy(ANSWER)
    answer["fields"]["goal_annual"] = "B10"
    answer["lists"][0]["single"] = [{"level1": "C9", "level3": "A9", "value": "B9", "remark": "D9"}]
    record = only(settled(path, answer))
    assert [(i.level1, i.level3, i.value) for i in record.indicators][-1] == ("满意", "游客点头", "≥80%")
    assert [e.value for e in record.indicators[-1].extra] == ["临时加的"]
