"""A goal with a model: asked, guarded, and each sentence that is not fit asked for again, alone.

A sentence that stays unfit is kept as the model wrote it, with what is wrong: a person puts it right, no template does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.drafts.language.lint import blemishes
from jixiao.drafts.language.sentence_templates import Manner
from jixiao.drafts.writing.asking import AGAIN, PROMPT, Written, WrittenSentence, again, ids_of, variables
from jixiao.errors import ModelError
from jixiao.grounding import Guard
from jixiao.records.drafts import Fault, LeftOut, Plan, Project, Sentence

if TYPE_CHECKING:
    from jixiao.llm import Model, Receipt

_POINT = re.compile(r"(?:\d{1,2}[.．、]|目标\d{1,2}[：:]|（[一二三四五六七八九十]{1,2}）)")
_UNSAID = "cite.left-out"
_STOPS = "。！；"
_FORGOTTEN = "大模型起草时没有写入，其余见绩效指标表"


class Outcome:
    """What came of asking: the sentences, what they cost (None where no answer came), and why there are none."""

    def __init__(self, sentences: list[Sentence], receipt: Receipt | None, trouble: str = "") -> None:
        self.sentences = sentences
        self.receipt = receipt
        self.trouble = trouble


def written(project: Project, plan: Plan, manner: Manner, model: Model, examples: list[str]) -> Outcome:
    """The model's sentences for the plan, each that was not fit asked for once more; [] where no answer came."""
    from jixiao.llm import Question

    known = ids_of(project)

    def strange(value: Written) -> list[str]:
        ids = [i for sentence in value.sentences for i in sentence.ids if i not in known]
        return [f"编号“{i}”在材料里没有" for i in dict.fromkeys(ids)]

    question = Question(PROMPT, variables(project, plan, manner, examples), shape=Written, check=strange)
    try:
        answer = model.ask(question)
    except ModelError as exc:
        return Outcome([], None, str(exc))
    guard = Guard(project)
    sentences = tidied(guard, sentences_of(project, answer.value.sentences))
    receipts = [answer.receipt]
    for n, sentence in enumerate(sentences):
        if wrong := wrong_with(guard, sentence):
            sentences[n], receipt = _once_more(guard, sentences, n, wrong, model)
            receipts += [receipt] if receipt else []
    return Outcome(sentences, together(receipts))


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


def unsaid(plan: Plan, sentences: list[Sentence]) -> Plan:
    """The plan with what no sentence says among what is left out."""
    said = {path for sentence in sentences for path in sentence.cites}
    lost = [p for g in plan.groups for i in g.items for p in i.paths if p not in said]
    groups = []
    for group in plan.groups:
        items = [item.model_copy(update={"paths": [p for p in item.paths if p in said]}) for item in group.items]
        groups.append(group.model_copy(update={"items": [item for item in items if item.paths]}))
    left = [LeftOut(path=path, reason=_FORGOTTEN) for path in lost if path.startswith("indicators")]
    return Plan(groups=[group for group in groups if group.items], left_out=plan.left_out + left)


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
