"""Drafts with a model: what it writes is guarded, sent back, and where it stays wrong, composed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import desk as desks
from tests.drafts.projects import project

from jixiao.config import ModelSettings
from jixiao.drafts import Desk, Drafted, Manner, draft
from jixiao.drafts.planning.plan import plan
from jixiao.drafts.writing.asking import ids_of, variables
from jixiao.llm import Model, prompt

ROWS = (
    ("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"),
    ("产出指标", "质量指标", "路灯亮灯率", "≥98%"),
    ("满意度指标", "服务对象满意度指标", "沿河市民满意度", "≥90%"),
)
FIRST = {"text": "2024年更换节能路灯420盏以上，路灯亮灯率达到98%以上。", "ids": ["i1", "i2", "f2"]}
LAST = {"text": "沿河市民满意度不低于90%。", "ids": ["i3"]}
WRONG = {"text": "沿河市民满意度不低于93%。", "ids": ["i3"]}


class Answers(desks.Desk):
    """A desk that gives these answers one after the other, the last again and again."""

    def __init__(self, answers: list[list[dict[str, Any]] | dict[str, Any]]) -> None:
        self.answers = answers
        super().__init__(Path())

    def answer(self, body: dict[str, Any]) -> str | None:
        self.requests.append(body)
        said = self.answers[min(len(self.requests), len(self.answers)) - 1]
        return json.dumps({"sentences": said} if isinstance(said, list) else said, ensure_ascii=False)


@contextmanager
def asked(*answers: list[dict[str, Any]] | dict[str, Any]) -> Iterator[tuple[Drafted, Answers]]:
    import threading

    served = Answers(list(answers))
    thread = threading.Thread(target=served.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    settings = ModelSettings(base_url=served.base_url, name=desks.MODEL, mode="json_schema")
    try:
        with Model.open(settings) as model:
            yield draft(project(*ROWS), desk=Desk(model)), served
    finally:
        served.server.shutdown()
        served.server.server_close()
        thread.join()


def test_a_good_answer_is_the_draft_with_its_trace() -> None:
    with asked([FIRST, LAST]) as (made, served):
        assert len(served.requests) == 1
    assert made.draft.final and not made.draft.replaced
    assert [s.cites for s in made.draft.sentences] == [["indicators[0]", "indicators[1]", "year"], ["indicators[2]"]]
    assert {s.by for s in made.draft.sentences} == {"model"}
    assert made.receipt and made.receipt.returned == 0 and made.receipt.tokens_in > 100


def test_a_sentence_that_is_wrong_is_asked_for_alone() -> None:
    with asked([FIRST, WRONG], LAST) as (made, served):
        told = served.requests[1]["messages"][-1]["content"]
        assert len(served.requests) == 2
    assert "93%" in told and "沿河市民满意度：≥90%" in told and "要重写的句子\n沿河市民满意度不低于93%。" in told
    assert made.draft.final and made.receipt and made.receipt.returned == 1
    assert [s.text for s in made.draft.sentences] == [FIRST["text"], LAST["text"]]


def test_what_no_official_would_write_is_asked_for_again_too() -> None:
    with asked([FIRST | {"text": "成本方面，" + str(FIRST["text"])}, LAST], FIRST) as (made, served):
        assert "分栏用语" in served.requests[1]["messages"][-1]["content"]
    assert made.draft.final


def test_a_sentence_that_stays_wrong_is_kept_and_the_draft_is_not_final() -> None:
    with asked([FIRST, WRONG], WRONG) as (made, _):
        pass
    assert not made.draft.final and {s.by for s in made.draft.sentences} == {"model"}
    assert any("93%" in fault.message and fault.sentence == 1 for fault in made.draft.faults)


ODD = FIRST | {"text": "2024年更换节能路灯420盏以上，路灯亮灯率达到98%以上，夜景熠熠生辉。"}


def test_words_that_a_rule_cannot_know_are_put_to_the_model_which_may_keep_them() -> None:
    with asked([ODD, LAST], {"ids": ["w1"]}) as (made, served):
        told = served.requests[1]["messages"][-1]["content"]
        assert len(served.requests) == 2
    assert "w1　“" in told and "i1　更换节能路灯数量：≥420盏" in told
    assert made.draft.final and made.draft.sentences[0].borne


def test_words_that_the_model_does_not_keep_are_written_again() -> None:
    with asked([ODD, LAST], {"ids": []}, FIRST) as (made, served):
        assert "待核" in served.requests[2]["messages"][-1]["content"]
    assert made.draft.final and made.draft.sentences[0].text == FIRST["text"]


def test_without_a_persons_plan_the_model_is_shown_all_and_chooses() -> None:
    given = project(*ROWS)
    free, chosen = (variables(given, plan(given, "short"), Manner(), [], chosen=c) for c in (False, True))
    shown = [i["id"] for group in free["groups"] for item in group["items"] for i in item]
    assert shown == ["i1", "i2", "i3"] and not free["left_out"] and chosen["chosen"]
    with asked([FIRST, LAST]) as (made, served):
        said = "".join(m["content"] for m in served.requests[0]["messages"])
        assert "全部指标" in said and "挑最能说明问题的写" in said
    parts = {group.part: [path for item in group.items for path in item.paths] for group in made.draft.plan.groups}
    assert parts == {"output": ["indicators[0]", "indicators[1]"], "satisfaction": ["indicators[2]"]}


def test_what_the_model_forgets_is_left_out_and_told() -> None:
    with asked([FIRST]) as (made, _):
        assert made.draft.final and {s.by for s in made.draft.sentences} == {"model"}
    assert [left.path for left in made.draft.plan.left_out] == ["indicators[2]"]


def test_an_id_that_is_none_is_told() -> None:
    with asked([FIRST, LAST | {"ids": ["i9"]}], [FIRST, LAST]) as (_, served):
        assert "编号“i9”在材料里没有" in served.requests[1]["messages"][-1]["content"]


def test_without_an_endpoint_the_goal_is_composed_and_the_reason_told() -> None:
    settings = ModelSettings(base_url="http://127.0.0.1:9/v1", name="none", mode="json_schema", attempts=1)
    with Model.open(settings) as model:
        made = draft(project(*ROWS), desk=Desk(model))
    assert made.draft.final and made.trouble and made.receipt is None
    assert {s.by for s in made.draft.sentences} == {"composed"}


def test_points_stand_on_lines_of_their_own() -> None:
    with asked([FIRST | {"text": "1." + FIRST["text"]}, LAST | {"text": "2." + LAST["text"]}]) as (made, _):
        assert "\n2.沿河" in made.draft.text


def test_the_prompt_holds_the_material_and_no_more() -> None:
    given = project(*ROWS, basis=["《照明条例》"], tasks=["更换路灯"])
    filled = variables(given, plan(given), Manner(length="short", tone="formal"), ["例文××"], chosen=True)
    (_, system), (_, user) = prompt("draft/goal").render(filled)
    for said in (
        "i1　更换节能路灯数量：≥420盏",
        "b1　政策依据：《照明条例》",
        "t1　主要工作任务：更换路灯",
        "例文××",
        "268.50万元",
    ):
        assert said in user
    assert "不要用“约”" in system and "一到两句" in user and "庄重" in user
    assert set(ids_of(given)) >= {"i1", "i2", "i3", "b1", "t1", "f1", "f2"}


def test_versions_are_laid_out_otherwise() -> None:
    given = project(*ROWS)
    layouts = {variables(given, plan(given), Manner(version=n), [])["layout"] for n in range(1, 4)}
    assert len(layouts) == 3
