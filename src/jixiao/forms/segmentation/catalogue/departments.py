"""Whether a list is of departments and not of projects: what its names are, and what is said of each.

A list that names bodies alone is of departments where its title says so, or its money is that of a whole department:
what it spends to keep itself (基本支出) beside what it spends on projects (项目支出).
"""

from __future__ import annotations

from jixiao.evidence import Passage
from jixiao.forms.content import kinds_of
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.segmentation.catalogue.columns import written_in
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Table

KIND = "department_goal"
_WHOLE = {"budget.basic", "budget.project"}
_NAME = "department"


def names_bodies(table: Table, head: Head, words: Vocabulary) -> bool:
    """Whether all that the list names are bodies, under a head that does not ask for names of projects."""
    texts = written_in(table, head.name, range(head.body, table.n_rows))
    bodies = [t for t in texts if "org" in kinds_of(t)]
    asked = any(c.col == head.name and words.opens("project_goal", c.text, []) for c in head.leads)
    return not asked and 0 < settings.LISTED.most * len(texts) <= len(bodies)


def of_bodies(table: Table, head: Head, words: Vocabulary) -> list[Reason]:
    """The reason of a list of projects that names bodies alone: it may be of departments."""
    if not names_bodies(table, head, words):
        return []
    what = next((c.text[:12] for c in head.leads if c.col == head.name), "")
    said = f"清单按项目读，“{what}”一栏都是单位的名称，可能是部门整体的绩效目标；请对照原文核对"
    return [Reason(code="list.bodies", message=said, page=table.page or None)]


def department_fields(table: Table, head: Head, title: Passage | None, words: Vocabulary) -> dict[int, str] | None:
    """What the columns of a list of departments hold, by the first grid column of their heads; None where the list is
    not proven to be of departments."""
    if not names_bodies(table, head, words):
        return None
    terms = {c.col: words.term(KIND, c.text) for c in head.leads if c.col != head.name}
    known = {col: term.field for col, term in terms.items() if term is not None and term.field and not term.section}
    titled = title is not None and words.title_kind(title.text) == KIND
    if not titled and not set(known.values()) >= _WHOLE:
        return None
    goals = {col: name for col, name in head.fields.items() if name.startswith("goal") and col not in known}
    return {**goals, **known, head.name: _NAME}
