"""A table of many projects cut into a table each: at the left a project's merged cells, at the right its indicators.

That a table is such a list is told by its shape: names of levels begin again and again, and each time cells begin at
their left, under heads that stand in one row with those of the indicators. A known label of the projects' names alone
tells it too. Rows that belong to no project - the numbers of the columns, a head printed again, a department over its
projects, a total - are told by what stands in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.evidence import Passage, Role
from jixiao.forms.levels import says_levels
from jixiao.forms.model import Leads
from jixiao.forms.segmentation.catalogue.apart import totals_of
from jixiao.forms.segmentation.catalogue.claims import Head, claims
from jixiao.forms.segmentation.catalogue.departments import KIND, department_fields, of_bodies
from jixiao.forms.segmentation.catalogue.heads import (
    bare_head,
    first_levels,
    head_of,
    result_head,
    side_head,
    stated_head,
)
from jixiao.forms.segmentation.catalogue.order import leads_first, moved_before
from jixiao.forms.segmentation.catalogue.panels import sides_of
from jixiao.forms.segmentation.catalogue.rows import with_head
from jixiao.forms.segmentation.catalogue.starts import Project, projects_of
from jixiao.forms.segmentation.catalogue.unfolded import unfolded, unfolding_of
from jixiao.forms.segmentation.split import title_over
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Table

_LABELLED = re.compile(r"\s*[^：:，。]{2,8}[：:]")


@dataclass(slots=True)
class Listed:
    """One project of a list: its table with the heads, the title over the list, and how the list is laid out.

    `reasons` say why it may not be whole; `bare` where no indicators stand in it; `kind` where the list tells the kind
    of its records.
    """

    table: Table
    title: Passage | None
    leads: Leads | None
    reasons: list[Reason]
    bare: bool = False
    kind: str = ""


def listed_forms(table: Table, words: Vocabulary, kind: str = "project_goal") -> list[Listed]:
    """A table for each project of a list, with the rows over the list; none where the table is no such list.

    Where the list has no indicators each table is heads over one row of values, and `leads` is None.
    """
    found = _side_by_side(table, words) if kind == "project_goal" else None
    found = found or _under_one_another(table, words, kind)
    if found is None:
        return []
    table, head = found
    projects, bodies = projects_of(table, head, words)
    plan = unfolding_of(head, words) if head.panels else None
    title, out = title_over(table, head.top, words), []
    fields = department_fields(table, head, title, words) if kind == "project_goal" else None
    if fields is not None:
        head.kind, head.fields = KIND, fields
    unproven = of_bodies(table, head, words) if head.kind == "project_goal" else []
    totals = [*totals_of(table, head, words), *bodies]
    said = claims(table, head, [one.rows for one in projects], totals, words)
    for one, reasons in zip(projects, said, strict=True):
        down = 0 if one.over is None else 1
        top, body = head.top + down, head.body + down
        leads = (
            Leads(top, body, head.left, head.fields, over=one.over is not None)
            if head.left < table.n_cols or head.kind != "project_goal"
            else None
        )
        if plan is not None:
            own = unfolded(table, head, plan, one, words)
            levels = {col: name for name, col in plan.levels.items()}
            leads = Leads(top, body, head.left, head.fields, levels, over=one.over is not None)
        else:
            own = with_head(table, head, one.rows, one.over)
        bare = head.left == table.n_cols and not any(says_levels(c.text, words) for c in own.cells)
        out.append(Listed(own, title, leads, [*reasons, *unproven, *_unread(one, words)], bare, head.kind))
    return out


def _side_by_side(table: Table, words: Vocabulary) -> tuple[Table, Head] | None:
    """The head of a list whose indicators stand in groups side by side, and the table with all of a project's own
    columns before them."""
    sides = sides_of(table, words)
    if sides is None:
        return None
    moved = moved_before(table, sides.panels[-1].end, sides.panels[0].start)
    again = sides if moved is table else sides_of(moved, words)
    head = side_head(moved, again, words) if again is not None else None
    return (moved, head) if head is not None else None


def _under_one_another(table: Table, words: Vocabulary, kind: str) -> tuple[Table, Head] | None:
    """The head of a list that has a row an indicator, or none, and the table with all of a project's own columns before
    those of its indicators."""
    found = first_levels(table, words)
    if found is None:
        bare = bare_head if kind == "project_goal" else result_head
        head = stated_head(table, words, kind) or bare(table, words)
        return (table, head) if head is not None else None
    moved = leads_first(table, *found, words, kind)
    again = found if moved is table else first_levels(moved, words)
    head = head_of(moved, *again, words, kind) if again is not None else None
    return (moved, head) if head is not None else None


def _unread(one: Project, words: Vocabulary) -> list[Reason]:
    """That texts were taken for no project's; notes, and labels with their values (填表人：…), are none."""
    pattern = words.budget.get("notes")
    noted = [c for c in one.unread if _LABELLED.match(c.text) or (pattern is not None and pattern.match(c.text))]
    said = [cell for cell in one.unread if cell not in noted]
    for cell in one.unread:
        cell.flat.claim(Role.HEADING)
    if not said:
        return []
    message = f"项目清单里有 {len(said)} 行没有归入任何项目（如“{said[0].text[:12]}”）；请对照原文核对"
    return [Reason(code="list.unread-row", message=message, page=said[0].page or None)]
