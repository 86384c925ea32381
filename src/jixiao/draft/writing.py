"""A goal with a model: asked, guarded, sent back, and what stays wrong put right by composing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.draft.asking import PROMPT, Written, ids_of, variables
from jixiao.draft.compose import restate
from jixiao.draft.sentence_templates import Manner
from jixiao.errors import ModelError
from jixiao.grounding import Guard
from jixiao.records.drafts import Draft, Fault, Plan, Project, Sentence

if TYPE_CHECKING:
    from jixiao.llm import Model, Receipt

_POINT = re.compile(r"(?:\d{1,2}[.．、]|目标\d{1,2}[：:]|（[一二三四五六七八九十]{1,2}）)")
_UNSAID = "cite.left-out"
_STOPS = "。！；"


class Outcome:
    """What came of asking: the sentences, the receipt (None where no answer came), and why there are none."""

    def __init__(self, sentences: list[Sentence], receipt: Receipt | None, trouble: str = "") -> None:
        self.sentences = sentences
        self.receipt = receipt
        self.trouble = trouble


def written(project: Project, plan: Plan, manner: Manner, model: Model, examples: list[str]) -> Outcome:
    """The model's sentences for the plan; the last ones where it could not put right all that the guard found."""
    from jixiao.llm import Question

    reader = _Reader(project, plan)
    question = Question(PROMPT, variables(project, plan, manner, examples), shape=Written, check=reader)
    try:
        answer = model.ask(question)
    except ModelError as exc:
        return Outcome(reader.last, None, str(exc))
    return Outcome(tidied(Guard(project), sentences_of(project, answer.value)), answer.receipt)


class _Reader:
    """Reads each answer, keeps the one with the fewest faults, and says in words for the model what is wrong."""

    def __init__(self, project: Project, plan: Plan) -> None:
        self.project = project
        self.plan = plan
        self.guard = Guard(project)
        self.last: list[Sentence] = []
        self._faults: int | None = None

    def __call__(self, value: Written) -> list[str]:
        sentences = tidied(self.guard, sentences_of(self.project, value))
        faults = self.guard.check_draft(Draft(plan=self.plan, sentences=sentences))
        if self._faults is None or len(faults) <= self._faults:
            self.last, self._faults = sentences, len(faults)
        known = ids_of(self.project)
        strange = [i for sentence in value.sentences for i in sentence.ids if i not in known]
        told = [f"编号“{i}”在材料里没有" for i in dict.fromkeys(strange)]
        return told + [_told(fault, known) for fault in faults if fault.code != "cite.unknown"]


def _told(fault: Fault, known: dict[str, str]) -> str:
    where = f"第{fault.sentence + 1}句" if fault.sentence is not None else ""
    ids = "、".join(i for i, path in known.items() if path in fault.paths)
    return f"{where}{f'（{ids}）' if ids else ''}：{fault.message}".lstrip("：")


def sentences_of(project: Project, value: Written) -> list[Sentence]:
    """The model's sentences with paths for ids; numbered points stand on lines of their own."""
    known = ids_of(project)
    out: list[Sentence] = []
    for one in value.sentences:
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
    """The sentences without cites of what only another says: 更换路灯后… may name the lamps, not their number."""
    unsaid = [
        {path for fault in guard.check_sentence(sentence) if fault.code == _UNSAID for path in fault.paths}
        for sentence in sentences
    ]
    said = {
        path for sentence, lost in zip(sentences, unsaid, strict=True) for path in sentence.cites if path not in lost
    }
    return [
        sentence.model_copy(update={"cites": [path for path in sentence.cites if path not in lost & said]})
        for sentence, lost in zip(sentences, unsaid, strict=True)
    ]


def repaired(
    project: Project, plan: Plan, sentences: list[Sentence], manner: Manner
) -> tuple[list[Sentence], list[int]]:
    """The sentences with composed ones for those that the guard has something against, and which those are.

    What no sentence says is added at the end. The order of what stays is kept.
    """
    guard = Guard(project)
    bad = {n for n, sentence in enumerate(sentences) if guard.check_sentence(sentence, n)}
    said = {path for n, sentence in enumerate(sentences) if n not in bad for path in sentence.cites}
    planned = [path for group in plan.groups for item in group.items for path in item.paths]
    out: list[Sentence] = []
    replaced: list[int] = []

    def put(paths: list[str], like: str = "") -> None:
        for sentence in restate(project, plan, paths, manner):
            replaced.append(len(out))
            lead = _POINT.match(like)
            end = "\n" if like.endswith("\n") else ""
            out.append(sentence.model_copy(update={"text": (lead[0] if lead else "") + sentence.text + end}))

    for n, sentence in enumerate(sentences):
        if n not in bad:
            out.append(sentence)
            continue
        paths = [path for path in planned if path in sentence.cites and path not in said]
        said |= set(paths)
        put(paths, sentence.text)
    put([path for path in planned if path not in said])
    return out, replaced
