"""A draft against what it cites: nothing in a sentence without a source, nothing cited without a place in it."""

from __future__ import annotations

import re
from functools import cached_property

from jixiao.grounding.facts import Fact, facts_of, grams
from jixiao.grounding.sentences.novel import Material
from jixiao.grounding.sentences.replaced import other_names
from jixiao.grounding.sentences.sentence import Check
from jixiao.grounding.wording import common
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Draft, Fault, Sentence
from jixiao.text import key

OPEN = ("word.unsupported", "background")
"""What a rule cannot know: whether words that the material has not in so many characters are of it."""


class Guard:
    """What a project bears out; made once for all sentences of its drafts."""

    def __init__(self, project: ProjectGoal) -> None:
        self.project = project
        self.facts = {fact.path: fact for fact in facts_of(project)}
        self.indicators = [fact for fact in self.facts.values() if fact.kind == "indicator"]

    @cached_property
    def everything(self) -> str:
        """All printed text of the project, in the form for comparing."""
        return key("|".join(f"{fact.name}|{fact.value}" for fact in self.facts.values()))

    @cached_property
    def grams(self) -> frozenset[str]:
        """The pairs of characters of all that the project says."""
        return frozenset().union(*(grams(fact.said) for fact in self.facts.values()))

    @cached_property
    def material(self) -> frozenset[str]:
        """The pairs of characters of all that is printed of the project, descriptions and levels too."""
        rows = self.project.indicators
        more = [t for row in rows for t in (row.level1, row.level2, row.description, row.basis) if t]
        return self.grams.union(*(grams(text) for text in more))

    @cached_property
    def other_names(self) -> list[re.Pattern[str]]:
        """The project's name with one of its words changed."""
        return other_names(self.project.project_name or "")

    @cached_property
    def printed(self) -> Material:
        """The pairs and the characters of all that is printed of the project."""
        rows = self.project.indicators
        texts = [f"{fact.name}{fact.value}" for fact in self.facts.values()]
        texts += [t for row in rows for t in (row.level1, row.level2, row.description, row.basis) if t]
        return Material(self.material, frozenset("".join(texts)))

    @cached_property
    def purpose(self) -> str:
        """What such projects are for, as half a sentence; "" where that is not known."""
        said = common().purpose_of(self.project.project_name or "")
        return f"为{said}，" if said else ""

    def cited(self, sentence: Sentence) -> tuple[list[Fact], list[str]]:
        """The facts that the sentence cites, a group by its beginning (funds.annual), and cites that are no field."""
        facts: list[Fact] = []
        unknown = []
        for cite in sentence.cites:
            path = re.sub(r"(\[\d+\])\..*", r"\1", cite)
            found = [self.facts[path]] if path in self.facts else _below(self.facts, path)
            if not found:
                unknown.append(cite)
            facts += [fact for fact in found if all(fact is not each for each in facts)]
        return facts, unknown

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


def _below(facts: dict[str, Fact], path: str) -> list[Fact]:
    return [fact for name, fact in facts.items() if name.startswith((f"{path}.", f"{path}["))]
