"""A draft against what it cites: nothing in a sentence without a source, nothing cited without a place in it."""

from __future__ import annotations

from jixiao.grounding.sentences.project_facts import Facts
from jixiao.grounding.sentences.sentence import Check
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Draft, Fault, Sentence

OPEN = ("word.unsupported", "background")
"""What a rule cannot know: whether words that the material has not in so many characters are of it."""


class Guard(Facts):
    """What a project bears out; made once for all sentences of its drafts."""

    def check_sentence(self, sentence: Sentence, number: int | None = None) -> list[Fault]:
        """What is wrong with the sentence: nothing where its cites bear out every number, date and name of it."""
        check = Check(self, sentence, number)
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
            message = f"提纲里的“{fact.said if fact else path}”没有写进任何一句；请补写，或在提纲中删去"
            faults.append(Fault(code="plan.dropped", message=message, paths=[path]))
        for fact in self.indicators:
            if fact.counts and fact.scope == "annual" and fact.path not in planned | said | left_out:
                message = f"指标“{fact.said}”既没有写，也没有列入不写的指标；请补写，或说明不写的原因"
                faults.append(Fault(code="plan.missing", message=message, paths=[fact.path]))
        return faults


def check_sentence(project: ProjectGoal, sentence: Sentence) -> list[Fault]:
    """What is wrong with one sentence; see Guard, which is quicker for many."""
    return Guard(project).check_sentence(sentence)


def check_draft(project: ProjectGoal, draft: Draft) -> list[Fault]:
    """What is wrong with a draft: see Guard."""
    return Guard(project).check_draft(draft)
