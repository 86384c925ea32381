"""A draft against what it cites: nothing in a sentence without a source, nothing cited without a place in it."""

from __future__ import annotations

from jixiao.grounding.facts import Fact
from jixiao.grounding.sentences.project_facts import Facts
from jixiao.grounding.sentences.sentence import SentenceCheck
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Draft, Fault, Project, Sentence
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath

OPEN = ("word.unsupported", "background")
"""What a rule cannot know: whether words that the material has not in so many characters are of it."""


class Guard(Facts):
    """What a project bears out; made once for all sentences of its drafts."""

    def check_sentence(self, sentence: Sentence, number: int | None = None) -> list[Fault]:
        """What is wrong with the sentence: nothing where its cites bear out every number, date and name of it."""
        check = SentenceCheck(self, sentence, number)
        check.run()
        return [fault for fault in check.faults if fault.excerpt not in sentence.borne or fault.code not in OPEN]

    def check_draft(self, draft: Draft) -> list[Fault]:
        """What is wrong with its sentences, and what the plan has but no sentence."""
        faults = [fault for i, sentence in enumerate(draft.sentences) for fault in self.check_sentence(sentence, i)]
        said = {fact.path for sentence in draft.sentences for fact in self.cited(sentence)[0]}
        planned = {path for group in draft.plan.groups for item in group.items for path in item.paths}
        left_out = {each.path for each in draft.plan.left_out}
        for path in sorted(planned - said):
            fact = self.facts.get(path)
            faults.append(Fault(code="plan.dropped", message=_dropped(path, fact), paths=[path]))
        for fact in self.indicators:
            if fact.counts and fact.scope == "annual" and fact.path not in planned | said | left_out:
                message = f"指标“{fact.said}”既没有写，也没有列入不写的指标；请补写，或说明不写的原因"
                faults.append(Fault(code="plan.missing", message=message, paths=[fact.path]))
        return faults


def _dropped(path: str, fact: Fact | None) -> str:
    """What is not told, by the name of the field it was given in: 资金用途中的“清除淤积”."""
    if path.startswith("indicators["):
        told = f"指标“{fact.said}”" if fact else field_heading(Project, path)
        return f"{told}没有写进任何一句；请补写一句，或把它列为不写的"
    where = FieldPath(path)
    field = field_heading(Project, where.parent if where.endswith("]") else where)
    told = f"{field}中的“{fact.said}”" if fact else field
    return f"{told}没有写进任何一句；请补写一句，或从{field}中删去"


def check_sentence(project: ProjectGoal, sentence: Sentence) -> list[Fault]:
    """What is wrong with one sentence; see Guard, which is quicker for many."""
    return Guard(project).check_sentence(sentence)


def check_draft(project: ProjectGoal, draft: Draft) -> list[Fault]:
    """What is wrong with a draft: see Guard."""
    return Guard(project).check_draft(draft)
