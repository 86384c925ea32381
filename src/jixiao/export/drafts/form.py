"""The project's form as a Word file, from a template that an office can edit in Word.

The template is a table with {{ names }}; a row of indicators stands between {%tr for indicator in indicators %} and
{%tr endfor %}. Neighbouring cells of 一级指标 and 二级指标 with the same text are merged.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from jixiao.atomic import whole
from jixiao.drafts.language.words import FOLDER
from jixiao.export.drafts.entry import Entry
from jixiao.export.word_template import WordTemplate
from jixiao.records import Indicator, ProjectGoal
from jixiao.records.drafts import Draft, Plan, Project
from jixiao.records.headings import field_heading

FORM = WordTemplate(FOLDER, "goal-form.docx", "--template", "jixiao draft --new-template 表.docx")
own_form = FORM.copy
_MERGED = ("indicators[0].level1", "indicators[0].level2")
_TITLE = "项目支出绩效目标表"


def word_form(entry: Entry, path: Path, template: Path | None = None) -> Path:
    """The form of the project with its goal, filled into the template; SourceError where that cannot be filled."""
    document = FORM.filled(_values(entry), template)
    for table in document.tables:
        _merge_levels(table)
    with whole(path) as part:
        document.save(str(part))
    return path


def check_form(template: Path) -> None:
    """SourceError where the template could not be filled; asked before the goals are written."""
    project = Project(project_name=_TITLE, indicators=[Indicator()])
    FORM.check(template, _values(Entry(project, Draft(plan=Plan()))))


def _values(entry: Entry) -> dict[str, Any]:
    from docxtpl import Listing

    project = entry.project
    title = project.title or _TITLE
    annual = project.funds.annual if project.funds else None
    return {
        "title": title,
        "year_line": "" if not project.year or str(project.year) in title else f"（{project.year}年度）",
        "project_name": project.project_name or "",
        "department": project.department or "",
        "implementer": project.implementer or "",
        "unit": (project.funds.unit if project.funds else None) or "万元",
        "total": (annual.total if annual else None) or "",
        "fiscal": (annual.fiscal if annual else None) or "",
        "carryover": (annual.carryover if annual else None) or "",
        "other": (annual.other if annual else None) or "",
        "goal": Listing(entry.draft.text),
        "indicators": [i.model_dump() for i in _of_the_year(project)],
        "remark": entry.remark,
    }


def _of_the_year(project: ProjectGoal) -> list[Any]:
    own = [i for i in project.indicators if i.scope == "annual"] or project.indicators
    return [i.model_copy(update={name: getattr(i, name) or "" for name in type(i).model_fields}) for i in own]


def _merge_levels(table: Any) -> None:
    """Neighbouring cells of a level that say the same become one, of level 2 only within one of level 1."""
    headings = [field_heading(ProjectGoal, path).rpartition(" ")[2] for path in _MERGED]
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    head = next((n for n, row in enumerate(rows) if all(heading in row for heading in headings)), None)
    if head is None:
        return
    for depth in range(len(headings)):
        columns = [rows[head].index(heading) for heading in headings[: depth + 1]]
        last = len(rows)
        keyed = [(n, tuple(rows[n][col] for col in columns)) for n in range(head + 1, last)]
        for told, run in groupby(keyed, key=lambda one: one[1]):
            same = [n for n, _ in run]
            if len(same) > 1 and told[-1] and len(set(rows[same[0]])) > 1:
                _merge(table, columns[-1], same)


def _merge(table: Any, column: int, rows: list[int]) -> None:
    top = table.cell(rows[0], column)
    said = top.text
    merged = top.merge(table.cell(rows[-1], column))
    for extra in merged.paragraphs[1:]:
        extra._element.getparent().remove(extra._element)
    first = merged.paragraphs[0]
    for run in first.runs[1:]:
        run._element.getparent().remove(run._element)
    if first.runs:
        first.runs[0].text = said.strip()
