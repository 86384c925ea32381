"""What a project bears out, as the guard asks for it."""

from __future__ import annotations

import re
from functools import cached_property

from jixiao.grounding.facts import Fact, facts_of, grams
from jixiao.grounding.sentences.novel import Material
from jixiao.grounding.sentences.replaced import other_names
from jixiao.grounding.wording import usual_of
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Sentence
from jixiao.text import key


class Facts:
    """The facts of a project, by path, and all that is printed of it."""

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
    def other_names(self) -> list[tuple[str, str, str]]:
        """The project's name with one of its words changed."""
        return other_names(self.project.project_name or "")

    @cached_property
    def printed(self) -> Material:
        """The pairs and the characters of all that is printed of the project."""
        rows = self.project.indicators
        texts = [f"{fact.name}{fact.value}" for fact in self.facts.values()]
        texts += [t for row in rows for t in (row.level1, row.level2, row.description, row.basis) if t]
        # 平方米 of a value in ㎡.
        units = [quantity.unit for fact in self.facts.values() for quantity in fact.quantities]
        named = self.material.union(*(grams(unit) for unit in units))
        return Material(named, frozenset("".join(texts + units)))

    @cached_property
    def purpose(self) -> str:
        """What such projects are for, as half a sentence; "" where that is not known."""
        usual = usual_of(self.project.project_name or "")
        return f"为{usual.say}，" if usual else ""

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


def _below(facts: dict[str, Fact], path: str) -> list[Fact]:
    return [fact for name, fact in facts.items() if name.startswith((f"{path}.", f"{path}["))]
