"""Writes the annual goal of a project from its indicators, and stands for every number in it.

    >>> from jixiao.drafts import Project, draft
    >>> made = draft(Project(project_name="滨河步道照明更新", year=2024, indicators=[...])).draft
    >>> made.text, made.final, [sentence.cites for sentence in made.sentences]

`plan(project)` says what the goal will say and leave out; `compose` sets it in sentences; with a model `draft` asks
for them, guards them, and composes what stays wrong.
"""

from jixiao.drafts.drafting import Desk, Drafted, draft
from jixiao.drafts.language.sentence_templates import Manner
from jixiao.drafts.planning.plan import plan
from jixiao.drafts.writing.compose import compose
from jixiao.records.drafts import Draft, Plan, Project

__all__ = ["Desk", "Draft", "Drafted", "Manner", "Plan", "Project", "compose", "draft", "plan"]
