"""A department's goal form into the fields of `department_goal`."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.areas import Areas, read_areas
from jixiao.fields.kinds.project import put
from jixiao.fields.labels.labelled import Labelled
from jixiao.fields.lists.indicators import read_indicators
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.said.cells import stated_rows
from jixiao.fields.said.rows import written_rows
from jixiao.fields.tree import Draft
from jixiao.fields.year import put_year
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell

_PLAIN = ("department", "contact", "phone", "duty_basis", "duties", "core_functions", "strategic_goal", "goal_annual",
          "affiliates", "affiliates_included", "offices")  # fmt: skip
_BUDGET = ("basic", "project", "fiscal", "other", "operating", "specific", "local", "transfer")
_TASK = ("function", "policy", "project", "amount", "fiscal", "other")
_AMOUNTS = ("amount", "fiscal", "other")
_UNNAMED = "list.unnamed-column"


def read_department(form: Form, year: Passage | None, words: Vocabulary) -> Draft:
    """The form's fields with the passages they were read from; `year` is the document's, where the form names none."""
    areas = read_areas(form, "department_goal", words, asked=year)
    draft = Draft({})
    tree: dict[str, Any] = {"title": form.title or None}
    draft.tree = tree
    put_year(areas.year, year, form, draft)
    tree.update(dict.fromkeys(_PLAIN))
    budget: dict[str, Any] = dict.fromkeys(_BUDGET)
    staff: list[dict[str, Any]] = []
    lifetime: Labelled | None = None
    for item in sorted(areas.labelled, key=lambda i: i.inferred):
        head, _, part = item.name.partition(".")
        if item.name == "budget.unit":
            areas.units.insert(0, item.value)
        elif head == "budget":
            _amount(budget, part, item, draft)
        elif head == "staff":
            staff.append({"item": item.label.flat.strip("：:"), "last_year": None, "this_year": item.value})
        elif item.name == "goal_lifetime":
            lifetime = lifetime or item
        else:
            put(tree, "goal_annual" if item.name == "goal" else item.name, item, draft)
    if lifetime is not None:
        if tree["goal_annual"] is None:
            tree["goal_annual"] = lifetime.value
        elif tree["strategic_goal"] is None:
            tree["strategic_goal"] = lifetime.value
        else:
            draft.extra.append((lifetime.label.flat, lifetime.value))
    if tree["department"] is None and areas.lead_name is not None:
        tree["department"] = areas.lead_name
    staff.extend(_staff(areas, words))
    tree["staff"] = staff or None
    tree["budget"] = _budget(budget, areas)
    tree["tasks"], tree["tasks_total"] = _tasks(areas, words, draft)
    tree["indicators"] = read_indicators(areas.lists.get("indicators", []), words, draft)
    tree["indicators"] += written_rows(form.prose, words, draft) + stated_rows(areas.stated, words, draft)
    areas.put_aside(draft)
    draft.extra.extend((Passage(name), text) for name, text in areas.loose)
    draft.tree = tree
    return draft


def _amount(budget: dict[str, Any], part: str, item: Labelled, draft: Draft) -> None:
    if budget.get(part) is None or (not budget[part] and item.value):
        budget[part] = item.value
        if item.inferred:
            draft.doubted.append((draft.tree, f"budget.{part}", DoubtCode.LABEL_INFERRED))
    elif item.value:
        draft.extra.append((item.label.flat, item.value))


def _budget(budget: dict[str, Any], areas: Areas) -> dict[str, Any] | None:
    if all(v is None for v in budget.values()):
        return None
    unit = areas.units[0] if areas.units else areas.lead_unit
    return {"unit": unit, **budget}


def _rows(block: ListBlock) -> list[dict[str, list[Cell]]]:
    """Each body row as cells by role; a row without text is left out."""
    out = []
    for r in range(block.body, block.end):
        found: dict[str, list[Cell]] = {}
        for column, cell in block.cells(r):
            found.setdefault(column.role, []).append(cell)
        if any(c.text and c.row == r for cells in found.values() for c in cells):
            out.append(found)
    return out


def _text(found: dict[str, list[Cell]], role: str, has: set[str]) -> Passage | None:
    if role not in has:
        return None
    return Passage.join(c.passage for c in found.get(role, []) if c.text)


def _staff(areas: Areas, words: Vocabulary) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for block in areas.lists.get("staff", []):
        block.claim_labels(words)
        has = set(block.roles())
        out.extend({f: _text(found, f, has) for f in ("item", "last_year", "this_year")} for found in _rows(block))
    return out


def _tasks(areas: Areas, words: Vocabulary, draft: Draft) -> tuple[list[dict[str, Any]] | None, dict[str, Any] | None]:
    """The tasks, and the row of totals under them."""
    blocks = areas.lists.get("tasks", [])
    tasks: list[dict[str, Any]] = []
    total: dict[str, Any] | None = None
    for block in blocks:
        block.claim_labels(words)
        has = set(block.roles())
        for found in _rows(block):
            first = next((c for cells in found.values() for c in cells if c.text), None)
            if first is not None and words.is_total(first.text):
                first.flat.claim(Role.LABEL)
                total = {f: _text(found, f, has) for f in _AMOUNTS}
                continue
            for role in ("number",):
                for cell in found.get(role, []):
                    cell.flat.claim(Role.LABEL)
            tasks.append({f: _text(found, f, has) for f in _TASK})
            told = [c.role for c in block.columns if c.told]
            draft.doubted.extend((tasks[-1], role, DoubtCode.COLUMN_INFERRED) for role in told)
            for role in ("", "remark"):
                _remark(block, found.get(role, []), len(tasks), draft)
    if blocks and not tasks and all(block.body == block.end for block in blocks):
        said = "印有任务的表头，下面没有读到任务；请对照原文核对"
        draft.reasons.append(Reason(code="list.empty", message=said, page=blocks[0].table.page or None))
    return (tasks if blocks else None), total


def _remark(block: ListBlock, cells: list[Cell], number: int, draft: Draft) -> None:
    """What the contract has no column for is kept with its heading."""
    for cell in cells:
        if cell.text:
            column = next(c for c in block.columns if c.start <= cell.col < c.end)
            label = column.heads[-1].flat if column.heads else Passage()
            if not label.text and all(reason.code != _UNNAMED for reason in draft.reasons):
                said = f"任务表有一栏没有栏目名称（如“{cell.text[:12]}”），没有归入任务的栏目；请对照原文核对"
                draft.reasons.append(Reason(code=_UNNAMED, message=said, page=cell.page or None))
            draft.extra.append((Passage.join([label, f"（第{number}项）"]), cell.passage))
