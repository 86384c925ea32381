"""Documents read with answers that a test writes itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.fields.drawn_forms import drawn, wide

from jixiao.config import Settings
from jixiao.errors import ModelError
from jixiao.fields.begun import Begun
from jixiao.fields.pointing.check import AnswerCheck
from jixiao.fields.pointing.render import Rendering, render
from jixiao.fields.pointing.wire import FormAnswer
from jixiao.llm import Answer, Question
from jixiao.llm.receipts import Receipt
from jixiao.pipeline import begin, settle
from jixiao.records import Reading
from jixiao.sources import Source

TITLE = "青禾县2025年惠民实事单"
ANSWER: dict[str, Any] = {
    "kind": "project_goal",
    "fields": {
        "title": "A1",
        "year": "A1",
        "project_name": "B2",
        "implementer": "B3",
        "unit": "A4",
        "funds_total": "B4",
        "goal_annual": "B9",
    },
    "lists": [{"columns": {"level1": "A5", "level3": "B5", "operator": "C5", "value": "D5"}, "rows": "6-8"}],
}
RECEIPT = Receipt(*("",) * 3, 1, *("",) * 7, 0, 0, False, None, 0.0, 1, 0, "answered")

Reply = dict[str, Any] | ModelError
Replies = Callable[[Question[Any]], Reply]


def matter(folder: Path, rows: Sequence[list[str]] = (), title: str = TITLE) -> Path:
    """A project's form in words that no vocabulary file has."""
    return drawn(
        folder / "matter.pdf",
        wide(
            ["办哪件事", "山塘清淤加固"],
            ["谁去办", "青禾县水利站"],
            ["花多少钱（万元）", "64.5"],
            ["哪一层", "看哪点", "怎么比", "到多少"],
            ["办成", "清淤山塘", "≥", "12座"],
            ["^", "加固塘坝", "=", "3处"],
            ["满意", "村民点头", "≥", "90%"],
            *rows,
            ["办到什么样", "山塘蓄水能力恢复。"],
        ),
        title=title,
    )


def begun(path: Path, when: str = "auto") -> Begun:
    """The file read by the rules, with what is left to ask."""
    return begin(Source(path.name, path, "0" * 64, "pdf"), Settings(), None, when)


def shown(path: Path, when: str = "auto") -> Rendering:
    """What is shown of the only form that is asked about."""
    (work,) = begun(path, when).works()
    return render(work.form, work.rest)[0]


def settled(path: Path, *replies: Reply, when: str = "auto") -> Reading:
    """The reading with the replies put in, one for each question in their order."""
    rest = iter(replies)
    return settle(begun(path, when), lambda questions: [_outcome(q, next(rest)) for q in questions])


def _outcome(question: Question[Any], reply: Reply) -> Answer[Any] | ModelError:
    if isinstance(reply, ModelError):
        return reply
    value = FormAnswer.model_validate(reply)
    assert question.check is not None
    assert question.check(value) == []
    return Answer(value, RECEIPT)


def findings(path: Path, answer: dict[str, Any]) -> list[str]:
    """What the check finds in an answer about the only open form."""
    return AnswerCheck(shown(path))(FormAnswer.model_validate(answer))
