"""Forms of one layout: asked about once, the answer carried to the others by their labels, or the others asked too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.fields.drawn_forms import drawn, project
from tests.fields.pointing.answered import RECEIPT, begun

from jixiao.fields.pointing.wire import FormAnswer
from jixiao.llm import Answer, Question
from jixiao.pipeline import questions, settle
from jixiao.records import Reading

ANSWER: dict[str, Any] = {
    "kind": "project_goal",
    "fields": {"title": "A1", "project_name": "B2", "implementer": "B3", "goal_annual": "B4"},
    "lists": [{"columns": {"level1": "A5", "level2": "B5", "level3": "C5", "value": "D5"}, "rows": "6"}],
}


def answered(path: Path, *answers: dict[str, Any], when: str = "always") -> tuple[Reading, int]:
    """The reading with the answers given in turn, and how many questions were asked."""
    river = begun(path, when)
    asked: list[Question[Any]] = []

    def ask(found: Sequence[Question[Any]]) -> list[Answer[Any]]:
        out = []
        for question in found:
            value = FormAnswer.model_validate(answers[len(asked)])
            assert question.check is not None and question.check(value) == []
            asked.append(question)
            out.append(Answer(value, RECEIPT))
        return out

    return settle(river, ask), len(asked)


def other(label: str = "干活单位", rows: int = 2) -> list[list[str]]:
    form = project([label, "乡图书馆"])
    form[0][1], form[2][1] = "阅览室改造", "改造阅览室三间。"
    more = [["产出指标", "质量指标", f"验收合格{n}", f"≥9{n}%"] for n in range(rows)]
    return [*form[:-1], *more]


def test_one_answer_serves_all_forms_of_a_layout(tmp_path: Path) -> None:
    path = drawn(tmp_path / "forms.pdf", project(["干活单位", "县图书馆"]), other())
    assert len(questions(begun(path, "always"))) == 1
    reading, asked = answered(path, ANSWER)
    assert asked == 1
    assert [r.implementer for r in reading.records] == ["县图书馆", "乡图书馆"]  # type: ignore[union-attr]
    assert [r.status for r in reading.records] == ["complete", "complete"]
    second = reading.records[1]
    assert [i.level3 for i in second.indicators] == ["验收合格0", "验收合格1"]  # type: ignore[union-attr]
    assert second.doubts == {}


def test_a_form_with_a_label_of_its_own_is_asked_about_itself(tmp_path: Path) -> None:
    path = drawn(tmp_path / "forms.pdf", project(["干活单位", "县图书馆"]), other("出钱单位"))
    reading, asked = answered(path, ANSWER, {**ANSWER, "lists": [{**ANSWER["lists"][0], "rows": "6-7"}]})
    assert asked == 2
    assert [r.implementer for r in reading.records] == ["县图书馆", "乡图书馆"]  # type: ignore[union-attr]


def test_a_line_of_signatures_under_a_list_is_no_row_of_it(tmp_path: Path) -> None:
    """The form that was asked about has none; the other is asked about itself."""
    signed = [*other(), ["填报人", "王平", "<", "填报日期：5月"]]
    path = drawn(tmp_path / "forms.pdf", project(["干活单位", "县图书馆"]), signed)
    more = {**ANSWER, "lists": [{**ANSWER["lists"][0], "rows": "6-7"}], "extra": {"A8": "B8", "D8:": "D8:"}}
    reading, asked = answered(path, ANSWER, more)
    assert asked == 2
    assert [len(r.indicators) for r in reading.records] == [1, 2]  # type: ignore[union-attr]


def test_what_is_carried_reaches_forms_that_were_not_asked_about(tmp_path: Path) -> None:
    """A form that the rules read whole stays whole where the answer about its sister says the same."""
    path = drawn(tmp_path / "forms.pdf", project(["干活单位", "县图书馆"]), other("干活单位", rows=1))
    reading, _ = answered(path, ANSWER, when="auto")
    assert [r.alternatives for r in reading.records] == [{}, {}]
