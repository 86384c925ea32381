"""Recorded answers are given to the same things shown: in the words of then, or in another order, never to others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eval.model.replay import Desk

_FIRST = "内容\ni1　造林面积\ni2　成活率\ns1　年度资金60万元，合计60万元\nq1　放错了级。看：i1\nq2　查不出。看：i1"
_SECOND = "内容\ni2　成活率\ns1　年度资金60万元，合计60万元\ni1　造林面积\nq1　查不出。看：i1\nq2　放错了级。看：i1"


def _body(shown: str) -> dict[str, Any]:
    return {"model": "desk", "messages": [{"role": "user", "content": shown}]}


def _answer(name: str) -> str:
    return json.dumps({"answers": [{"question": name, "problem": ["i1"]}]})


def test_an_answer_to_another_order_has_the_names_that_its_questions_have_now(tmp_path: Path) -> None:
    for id, shown, name in (("a", _FIRST, "q2"), ("b", _SECOND, "q1")):
        (tmp_path / f"{id}.shown.txt").write_text(shown, encoding="utf-8")
        (tmp_path / f"{id}.answer.txt").write_text(_answer(name), encoding="utf-8")
    desk = Desk(tmp_path)
    try:
        again = "内容\ni1　造林面积\ns1　年度资金60万元\ni2　成活率\nq1　查不出。看：i1\nq2　放错了级。看：i1"
        assert desk.answer(_body(again)) is None  # which of the two orders it is is not known yet
        assert desk.answer(_body(_FIRST.replace("，合计60万元", ""))) == _answer("q2")
        assert json.loads(desk.answer(_body(again)) or "") == json.loads(_answer("q1"))
        turned = "内容\ni2　成活率\ni1　造林面积\ns1　年度资金60万元\nq1　放错了级。看：i1\nq2　查不出。看：i1"
        assert json.loads(desk.answer(_body(turned)) or "") == json.loads(_answer("q2"))
        assert desk.answer(_body(again.replace("造林面积", "造林质量"))) is None
        assert desk.older == {"a", "b"} and len(desk.unknown) == 2
    finally:
        desk.server.server_close()
