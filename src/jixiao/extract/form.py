"""One form into one record: read by its kind, accounted for, and said to be complete or not."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import Passage
from jixiao.extract.budget import read_budget
from jixiao.extract.complete import gaps
from jixiao.extract.department import read_department
from jixiao.extract.ledger import form_reasons
from jixiao.extract.narrative import read_narrative
from jixiao.extract.parsed import parsed_values
from jixiao.extract.project import read_project
from jixiao.extract.tree import Turns
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import BudgetTable, DepartmentGoal, DepartmentNarrative, ProjectGoal, Record

_READERS = {
    "project_goal": (read_project, ProjectGoal),
    "department_goal": (read_department, DepartmentGoal),
    "department_narrative": (read_narrative, DepartmentNarrative),
    "budget_table": (read_budget, BudgetTable),
}


def read_form(form: Form, year: Passage | None, words: Vocabulary, turns: Turns, failed: dict[int, str]) -> Record:
    """The form's record; `year` is what the document says, `failed` the pages that could not be read."""
    read, model = _READERS[str(form.kind)]
    draft = read(form, year, words)
    plain: dict[str, Any] = draft.plain(turns)
    reasons = [*draft.reasons, *gaps(str(form.kind), draft.tree, form, failed), *form_reasons(form)]
    for table in form.tables:
        for doubt in table.doubts:
            plain.setdefault("doubts", {}).setdefault("table", []).append(doubt)
    plain["pages"] = form.pages
    plain["status"] = "incomplete" if reasons else "complete"
    plain["reasons"] = reasons
    plain["parsed"] = parsed_values(plain, words)
    return model.model_validate(plain)
