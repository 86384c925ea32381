"""Many reviewers: who has a form, whether it is done, and whether another pair of eyes agreed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.app.desk.desk import Desk, OpenForm
from jixiao.errors import ConfigError, NotAllowed
from jixiao.reviews import Opinion
from jixiao.store.reviewing import Pass, Wanted

STAGES = {"": "待处理", "done": "待复核", "agreed": "已复核", "returned": "退回"}
ACTS = {"given": "交给", "done": "处理完，交复核", "agreed": "复核同意", "returned": "复核退回"}


@dataclass(frozen=True, slots=True)
class Handled:
    """Who has the form and how far it is (a key of STAGES); who was the last to say it is done, why it was returned.

    `changed` where the opinion is another one than was passed on; the stage is then that of a form to be done.
    """

    holder: str
    stage: str
    done_by: str
    note: str
    changed: bool


def handled(desk: Desk, form: OpenForm, opinion: Opinion) -> Handled:
    """How far the form is."""
    passes = desk.store.reviewing.passes(form.reading.source.sha256, form.number)
    holder = next((each.whom for each in reversed(passes) if each.act == "given"), "")
    last = next((each for each in reversed(passes) if each.act != "given"), None)
    done = next((each.who for each in reversed(passes) if each.act == "done"), "")
    changed = last is not None and last.act != "returned" and last.state != _state(opinion)
    stage = "" if last is None or changed else last.act
    return Handled(holder, stage, done, last.note if last else "", changed)


def give(desk: Desk, form: OpenForm, whom: str, who: str) -> None:
    """From now on `whom` has the form; nobody where it is ""."""
    _pass(desk, form, "given", who, whom=whom)


def share(desk: Desk, people: Sequence[str], who: str) -> int:
    """The forms that nobody has, in turns to the people; how many."""
    if not people:
        raise ConfigError("没有选审核的人；请至少选一个")
    free = desk.store.reviewing.forms(Wanted(holder=""), most=100_000)
    desk.store.reviewing.pass_on(
        [Pass(one.source, one.record, "given", who, people[n % len(people)]) for n, one in enumerate(free)]
    )
    return len(free)


def finish(desk: Desk, form: OpenForm, opinion: Opinion, who: str) -> None:
    """All remarks are decided on; now another one looks. ConfigError where some are not."""
    left = sum(each.decision is None for each in opinion.remarks)
    if left:
        raise ConfigError(f"还有 {left} 条意见没有处理；请逐条处理后再交复核")
    _pass(desk, form, "done", who, state=_state(opinion))


def agree(desk: Desk, form: OpenForm, opinion: Opinion, who: str) -> None:
    """The second pass agrees; NotAllowed to whoever made the first."""
    _second(handled(desk, form, opinion), who)
    _pass(desk, form, "agreed", who, state=_state(opinion))


def send_back(desk: Desk, form: OpenForm, opinion: Opinion, who: str, note: str) -> None:
    """The second pass sends the form back, and says why."""
    if not note.strip():
        raise ConfigError("没有写为什么退回；请写明要改什么")
    _second(handled(desk, form, opinion), who)
    _pass(desk, form, "returned", who, note=note)


def _second(found: Handled, who: str) -> None:
    if found.changed:
        raise ConfigError("交复核以后又改过；请处理的人再交一次")
    if found.stage != "done":
        raise ConfigError(f"这份表现在是“{STAGES[found.stage]}”，不能复核；请先处理完、交复核")
    if found.done_by == who:
        raise NotAllowed("处理的人不能自己复核；请由另一个审核人复核")


def _pass(desk: Desk, form: OpenForm, act: str, who: str, **more: str) -> None:
    desk.store.reviewing.pass_on([Pass(form.reading.source.sha256, form.number, act, who, **more)])


def _state(opinion: Opinion) -> str:
    """What changes with the remarks and what was decided on them."""
    said = [
        (each.matter, each.message, each.decision and (each.decision.verdict, each.decision.text, each.decision.note))
        for each in opinion.remarks
    ]
    return hashlib.sha256(json.dumps(sorted(said, key=str), ensure_ascii=False).encode()).hexdigest()[:16]
