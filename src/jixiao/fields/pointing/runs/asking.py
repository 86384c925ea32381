"""The question about a run of pages, in parts where it is long, and the answers to the parts as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.errors import AnswerCutOff, ModelError
from jixiao.fields.pointing.chunks import context_of, put_together
from jixiao.fields.pointing.inquiry import COLUMNS_SAID, FIELDS_SAID, SMALL_MOST, SMALL_TOKENS, Ask
from jixiao.fields.pointing.render import Index, Rendering
from jixiao.fields.pointing.runs.check import RunCheck, answer_of
from jixiao.fields.pointing.wire import FormAnswer, RunAnswer, RunForm, row_numbers, runs
from jixiao.llm import Answer, Question, tokens

PROMPT = "extract/run"
# What one question shows of a run at most, in tokens.
PART_TOKENS = 5000


@dataclass(slots=True)
class RunInquiry:
    """The questions about one run; `starts` are rows in which a form may begin, where it is cut first."""

    shown: Rendering
    index: Index
    starts: list[int]
    about: str = ""
    answers: dict[int, RunAnswer] = field(default_factory=dict)
    failures: list[ModelError] = field(default_factory=list)
    small: int = 0

    @property
    def forms(self) -> list[RunForm]:
        """The forms of all parts, those that go on over the end of a part put together."""
        return joined([self.answers[at] for at in sorted(self.answers)])


def parts_of(inquiry: RunInquiry, most: int = PART_TOKENS) -> list[Rendering]:
    """The run in parts of at most so many tokens, cut where forms begin as far as that helps."""
    return _parts(inquiry.shown, inquiry.starts, most)


def _parts(whole: Rendering, starts: Sequence[int], most: int) -> list[Rendering]:
    rows = sorted(whole.asked)
    if tokens(whole.text) <= most or len(rows) < 2:
        return [whole]
    return [part for half in halves(whole, starts) for part in _parts(half, starts, most)]


def halves(whole: Rendering, starts: Sequence[int]) -> list[Rendering]:
    """The rows cut in two, at the start of a form in the middle half, else in the middle; what is cut through has the
    rows that explain it in both parts."""
    rows = sorted(whole.asked)
    if len(rows) < 2:
        return [whole]
    middle, quarter = len(rows) // 2, max(1, len(rows) // 4)
    near = [i for i, n in enumerate(rows) if n in starts and quarter <= i <= len(rows) - quarter]
    at = min(near, key=lambda i: abs(i - middle), default=middle)
    first, second = rows[:at], rows[at:]
    clean = second[0] in starts
    return [whole.part(first, ()), whole.part(second, () if clean else context_of(whole, second[0]))]


def question(inquiry: RunInquiry, part: Rendering) -> Question[Any]:
    """The question about one part of a run."""
    first = min(part.asked)
    cut = first != min(inquiry.shown.asked)
    shown = {"shown": part.text, "fields": FIELDS_SAID, "columns": COLUMNS_SAID, "cut": cut}
    return Question(PROMPT, shown, RunAnswer, RunCheck(part, cut), about=inquiry.about)


def ask_runs(inquiries: Sequence[RunInquiry], ask: Ask) -> None:
    """All runs asked about; a part whose answer was cut off is asked again in halves."""
    waiting = [(inquiry, part) for inquiry in inquiries for part in parts_of(inquiry)]
    while waiting:
        outcomes = ask([question(inquiry, part) for inquiry, part in waiting])
        again: list[tuple[RunInquiry, Rendering]] = []
        for (inquiry, part), outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Answer):
                inquiry.answers[min(part.asked)] = outcome.value
                inquiry.small = 0
                continue
            cut = halves(part, inquiry.starts) if isinstance(outcome, AnswerCutOff) else []
            inquiry.small += tokens(part.text) <= SMALL_TOKENS
            if len(cut) > 1 and inquiry.small < SMALL_MOST:
                again += [(inquiry, half) for half in cut]
            else:
                inquiry.failures.append(outcome)
        waiting = again


def joined(answers: Sequence[RunAnswer]) -> list[RunForm]:
    """The forms of the parts in order, the first of a part put to the last before it where it goes on."""
    out: list[RunForm] = []
    for answer in answers:
        offset = len(out)
        for k, form in enumerate(answer.forms):
            if k == 0 and form.continues and out and out[-1].kind == form.kind and out[-1].like is None:
                out[-1] = _both(out[-1], form)
                offset -= 1
                continue
            like = form.like + offset if form.like is not None else None
            out.append(form.model_copy(update={"continues": None, "like": like}))
    return out


def _both(first: RunForm, second: RunForm) -> RunForm:
    rows = runs(row_numbers(f"{first.rows},{second.rows}"))
    both = put_together([answer_of(first), answer_of(second)])
    assert isinstance(both, FormAnswer)
    return RunForm.model_validate({**both.model_dump(exclude={"continues"}), "rows": rows})
