"""A goal with a model: asked, guarded, and each sentence that is not fit asked for again, alone.

A sentence that stays unfit is kept as the model wrote it, with what is wrong: a person puts it right, no template does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.drafts.language.lint import blemishes
from jixiao.drafts.language.points import points
from jixiao.drafts.language.sentence_templates import Manner
from jixiao.drafts.planning.plan import PARTS
from jixiao.drafts.writing.asking import (
    AGAIN,
    BORNE,
    PROMPT,
    Borne,
    Written,
    WrittenSentence,
    again,
    doubted,
    ids_of,
    variables,
)
from jixiao.errors import ModelError
from jixiao.grounding import OPEN, Guard
from jixiao.records.drafts import Fault, LeftOut, Plan, PlanGroup, PlanItem, Project, Sentence

if TYPE_CHECKING:
    from jixiao.llm import Model, Receipt

_POINT = re.compile(r"(?:\d{1,2}[.．、]|目标\d{1,2}[：:]|（[一二三四五六七八九十]{1,2}）)")
_UNSAID = "cite.left-out"
_STOPS = "。！；"
_FORGOTTEN = "大模型起草时没有写入，其余见绩效指标表"
_ROOM = "大模型起草时没有选入，其余见绩效指标表"


class Outcome:
    """What came of asking: the sentences, what they cost (None where no answer came), and why there are none."""

    def __init__(self, sentences: list[Sentence], receipt: Receipt | None, trouble: str = "") -> None:
        self.sentences = sentences
        self.receipt = receipt
        self.trouble = trouble


def written(
    project: Project, plan: Plan, manner: Manner, model: Model, examples: list[str], chosen: bool = False
) -> Outcome:
    """The model's sentences for the plan, each that was not fit asked for once more; [] where no answer came."""
    from jixiao.llm import Question

    known = ids_of(project)

    def strange(value: Written) -> list[str]:
        ids = [i for sentence in value.sentences for i in sentence.ids if i not in known]
        return [f"编号“{i}”在材料里没有" for i in dict.fromkeys(ids)]

    question = Question(PROMPT, variables(project, plan, manner, examples, chosen), shape=Written, check=strange)
    try:
        answer = model.ask(question)
    except ModelError as exc:
        return Outcome([], None, str(exc))
    guard = Guard(project)
    sentences = tidied(guard, sentences_of(project, answer.value.sentences))
    sentences, receipts = judged(guard, sentences, model)
    receipts.insert(0, answer.receipt)
    for n, sentence in enumerate(sentences):
        if wrong := wrong_with(guard, sentence):
            sentences[n], receipt = _once_more(guard, sentences, n, wrong, model)
            receipts += [receipt] if receipt else []
            sentences[n : n + 1], more = judged(guard, [sentences[n]], model)
            receipts += more
    return Outcome(sentences, together(receipts))


def judged(guard: Guard, sentences: list[Sentence], model: Model) -> tuple[list[Sentence], list[Receipt]]:
    """The sentences with the words noted that the model says are of the material, asked once for all of them."""
    from jixiao.llm import Question

    project = guard.project
    doubts = [
        (n, fault.excerpt) for n, s in enumerate(sentences) for fault in guard.check_sentence(s) if fault.code in OPEN
    ]
    if not doubts or not isinstance(project, Project):
        return sentences, []
    asked = doubted(project, [(words, sentences[n].text.strip()) for n, words in doubts])
    known = {f"w{i}": doubt for i, doubt in enumerate(doubts, 1)}

    def strange(value: Borne) -> list[str]:
        return [f"没有编号“{i}”" for i in value.ids if i not in known]

    try:
        answer = model.ask(Question(BORNE, asked, shape=Borne, check=strange))
    except ModelError:
        return sentences, []
    borne = [known[i] for i in dict.fromkeys(answer.value.ids)]
    found = [
        s.model_copy(update={"borne": [*s.borne, *(words for at, words in borne if at == n)]})
        for n, s in enumerate(sentences)
    ]
    return found, [answer.receipt]


def _once_more(
    guard: Guard, sentences: list[Sentence], n: int, wrong: list[Fault], model: Model
) -> tuple[Sentence, Receipt | None]:
    """The sentence as the model writes it when told what is wrong; as it was where that is no better."""
    from jixiao.llm import Question

    project, old = guard.project, sentences[n]
    if not isinstance(project, Project):
        return old, None

    def check(value: WrittenSentence) -> list[str]:
        return [fault.message for new in sentences_of(project, [value]) for fault in wrong_with(guard, new)]

    try:
        answer = model.ask(Question(AGAIN, again(project, sentences, n, wrong), shape=WrittenSentence, check=check))
    except ModelError:
        return old, None
    new = next(iter(tidied(guard, sentences_of(project, [answer.value]))), old)
    lead = _POINT.match(old.text)
    text = new.text if not lead or _POINT.match(new.text) else lead[0] + new.text
    return new.model_copy(update={"text": text + ("\n" if old.text.endswith("\n") else "")}), answer.receipt


def wrong_with(guard: Guard, sentence: Sentence) -> list[Fault]:
    """What the guard and the language have against a sentence."""
    said = [Fault(code=f"language.{b.code}", message=b.message) for b in blemishes(sentence.text)]
    return guard.check_sentence(sentence) + said


def together(receipts: Sequence[Receipt]) -> Receipt:
    """What several questions cost, as one."""
    first = receipts[0]
    prices = [r.price for r in receipts if r.price is not None]
    return replace(
        first,
        tokens_in=sum(r.tokens_in for r in receipts),
        tokens_out=sum(r.tokens_out for r in receipts),
        price=sum(prices) if prices else None,
        seconds=sum(r.seconds for r in receipts),
        attempts=sum(r.attempts for r in receipts),
        returned=sum(r.returned for r in receipts) + len(receipts) - 1,
    )


def unsaid(project: Project, plan: Plan, sentences: list[Sentence], chosen: bool) -> Plan:
    """The plan as it was written: what the sentences say, and among what is left out all that none says."""
    said = {path for sentence in sentences for path in sentence.cites}
    by_part = {point.path: point.part for point in points(project)}
    reasons = {one.path: one.reason for one in plan.left_out}
    groups = []
    for part in PARTS:
        planned = [item.paths for group in plan.groups if group.part == part for item in group.items]
        items = [[path for path in paths if path in said] for paths in planned]
        known = {path for paths in planned for path in paths}
        items += [[path] for path, own in by_part.items() if own == part and path in said - known]
        if found := [PlanItem(paths=paths) for paths in items if paths]:
            groups.append(PlanGroup(part=part, items=found))
    left = [
        LeftOut(path=path, reason=reasons.get(path, _FORGOTTEN if chosen else _ROOM))
        for path in by_part
        if path not in said
    ]
    return Plan(groups=groups, left_out=left)


def sentences_of(project: Project, written: Sequence[WrittenSentence]) -> list[Sentence]:
    """The model's sentences with paths for ids; numbered points stand on lines of their own."""
    known = ids_of(project)
    out: list[Sentence] = []
    for one in written:
        text = one.text.strip().replace("\n", "")
        if not text:
            continue
        if text[-1] not in _STOPS:
            text += "。"
        if out and _POINT.match(text):
            out[-1].text += "\n"
        cites = [known.get(i, i) for i in dict.fromkeys(one.ids)]
        out.append(Sentence(text=text, cites=cites, by="model"))
    return out


def tidied(guard: Guard, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences without cites of what they do not say: 更换路灯后… may name the lamps, not their number."""
    out = []
    for sentence in sentences:
        lost = {p for fault in guard.check_sentence(sentence) if fault.code == _UNSAID for p in fault.paths}
        out.append(sentence.model_copy(update={"cites": [path for path in sentence.cites if path not in lost]}))
    return out
