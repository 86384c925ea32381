"""A project's goal form into the fields of `project_goal`."""

from __future__ import annotations

import re
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.areas import Areas, read_areas
from jixiao.fields.kinds.project_funds import all_given, only_amount, part_open, read_funds, was_before, whole_of_parts
from jixiao.fields.labels.bodies import two_in_one
from jixiao.fields.labels.labelled import Labelled
from jixiao.fields.lists.indicators import read_indicators
from jixiao.fields.said.cells import stated_rows
from jixiao.fields.said.rows import written_rows
from jixiao.fields.tree import Draft
from jixiao.fields.year import put_year
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell
from jixiao.text import has_digit, key

_PLAIN = (
    *("project_name", "project_code", "category", "attribute", "period_start", "period_end"),
    *("department", "department_code", "implementer"),
    *("purpose", "schedule", "goal_lifetime", "goal_annual", "execution_weight"),
)
_BODIES = ("department", "implementer")
# What a form says once, in one cell.
_ONCE = ("project_name", "project_code")
# 自2024年1月起 … 2026年12月止
_FROM = re.compile(r"^(?:自|从)\s*(?=\d)|(?<=[\d年月日号])\s*(?:起|起?至|到|[—–－～~-]+)$")
_UNTIL = re.compile(r"^(?:至|到|[—–－～~-]+)\s*(?=\d)|(?<=[\d年月日号])\s*止$")
# How long a project takes, which says neither when it begins nor when it ends: 3年, 12个月.
_SPAN = re.compile(r"\D{0,2}(?:\d{1,2}|[一二两三四五六七八九十半]+)(?:个?(?:年|季度|周)|个月|天)(?:期|以?内)?")
_TO = re.compile(r"\s*(?:至|到|—+|--+|–|～|~|－|-(?=\s*\d{4}))\s*")


def read_project(form: Form, year: Passage | None, words: Vocabulary) -> Draft:
    """The form's fields with the passages they were read from; `year` is the document's, where the form names none."""
    areas = read_areas(form, "project_goal", words, asked=year)
    draft = Draft({})
    tree: dict[str, Any] = {"title": form.title or None}
    draft.tree = tree
    draft.doubted += [(tree, "title", DoubtCode.UNCERTAIN)] if form.under else []
    put_year(areas.year, year, form, draft)
    tree.update(dict.fromkeys(_PLAIN))
    funds: list[Labelled] = []
    bodies = {i.name for i in areas.labelled if i.lead} & {"implementer", "department"}
    maker = bodies if len(bodies) == 1 else set()  # one body named over the form is whose form it is
    said = [part for item in areas.labelled for part in two_in_one(item)]
    for item in sorted(said, key=lambda i: (i.inferred, _is_over(i), was_before(i))):
        if item.name == "funds.unit":
            areas.units.insert(0, item.value)
        elif item.name.startswith("funds."):
            funds.append(item)
        elif item.lead and item.name in maker:
            if areas.lead_name is None and item.inferred and item.name == "department":
                draft.doubted.append((tree, "department", DoubtCode.LABEL_INFERRED))
            areas.lead_name = areas.lead_name or item.value
        elif item.name == "policy_tasks":
            _policy_task(item, tree)
        elif item.name == "period":
            _period(item, tree, draft)
        else:
            put(tree, "goal_annual" if item.name == "goal" else item.name, item, draft)
            draft.doubted += [(tree, other, DoubtCode.LABEL_INFERRED) for other in _BODIES if item.either]
    for name, text in areas.loose:
        if tree.get(name) is None:
            tree[name] = text
        else:
            draft.extra.append((Passage(name), text))
    if areas.lead_name is not None:
        if tree["department"] is None:
            tree["department"] = areas.lead_name
        elif areas.lead_name.text != tree["department"].text:
            draft.extra.append((Passage("编制单位"), areas.lead_name))
    if tree["goal_annual"] is None and tree["goal_lifetime"] is not None:
        tree["goal_annual"], tree["goal_lifetime"] = tree["goal_lifetime"], None
    tree["funds"] = read_funds(funds, areas, words, draft) or only_amount(areas, draft)
    whole_of_parts(tree["funds"], areas.pairs, draft)
    all_given(tree["funds"], areas.pairs, draft)
    part_open(tree["funds"], areas.pairs, draft)
    tree["spending_plan"] = _spending_plan(areas.spending)
    tree.setdefault("policy_tasks", None)
    tree["indicators"] = read_indicators(areas.lists.get("indicators", []), words, draft, _first_goal(areas))
    tree["indicators"] += written_rows(form.prose, words, draft) + stated_rows(areas.stated, words, draft)
    areas.put_aside(draft)
    draft.tree = tree
    return draft


def _first_goal(areas: Areas) -> str:
    """The period of the first of two goals that stand side by side, "" where none do."""
    goals = {i.name: i.cells[0] for i in areas.labelled if i.name in ("goal_lifetime", "goal_annual") and i.cells}
    if len(goals) < 2 or len({cell.row for cell in goals.values()}) > 1:
        return ""
    return min(goals, key=lambda name: goals[name].col).removeprefix("goal_")


def put(tree: dict[str, Any], name: str, item: Labelled, draft: Draft) -> None:
    """The first value stands; others are kept aside, and so is what this kind of form has no field for."""
    if name not in tree:
        draft.extra.append((item.label.flat, item.value))
        return
    old = tree[name]
    if name in _ONCE and len({c.row for c in item.cells if c.text}) > 1:
        said = (
            f"“{item.label.text[:16]}”下有几个名称（{item.value.text[:30]}…），可能是几个项目连在了一起；请对照原文核对"
        )
        draft.reasons.append(Reason(code="list.names", message=said, page=item.label.page or None))
    if old is None or (not old and item.value):
        tree[name] = item.value
        if item.inferred:
            draft.doubted.append((tree, name, DoubtCode.LABEL_INFERRED))
    elif item.inferred or (item.value and old.text != item.value.text):
        draft.extra.append((item.label.flat, item.value))
        if item.value and not item.inferred and not _is_over(item) and key(old.text) != key(item.value.text):
            draft.doubted.append((tree, name, DoubtCode.UNCERTAIN))  # two labels of the field, two values
    elif item.value:
        item.value.claim(Role.FIELD)


def _is_over(item: Labelled) -> bool:
    """Whether a body is named behind its label in one cell, or in a line over the form: it need not be what a cell of
    the form asks for."""
    return item.name in _BODIES and (item.lead or item.cells[:1] == [item.label])


def _policy_task(item: Labelled, tree: dict[str, Any]) -> None:
    tasks = tree.setdefault("policy_tasks", None) or []
    parts = re.split(r"\n", item.value.text) if item.value else []
    at = 0
    for part in parts:
        tasks.append(item.value.cut(at, at + len(part)).strip())
        at += len(part) + 1
    tree["policy_tasks"] = tasks


def _period(item: Labelled, tree: dict[str, Any], draft: Draft) -> None:
    """Start and end: two cells with 至 between them, or one text."""
    cells = [c for c in item.cells if c.text and key(c.text) not in ("至", "-", "到", "~")]
    for cell in item.cells:
        if cell not in cells:
            cell.flat.claim(Role.LABEL)
    if len(cells) >= 2:
        start, end = cells[0].flat, cells[1].flat
    else:
        start, end = period_ends(item.value)
        said = key(item.value.text)
        if not end and said and (not has_digit(said) or _SPAN.fullmatch(said)):
            draft.extra.append((item.label.flat, item.value))
            return
    tree["period_start"], tree["period_end"] = bare_ends(start, end)


def bare_ends(start: Passage, end: Passage) -> tuple[Passage, Passage]:
    """Start and end of a period without the words that say so: 自 … 起, … 止."""
    return _bare(start.strip(), _FROM), _bare(end.strip(), _UNTIL)


def _bare(text: Passage, mark: re.Pattern[str]) -> Passage:
    """The date without the words that say that a period begins or ends with it."""
    if not has_digit(text.text):
        return text
    while (match := mark.search(text.text)) is not None:
        text.cut(*match.span()).claim(Role.LABEL)
        text = text.cut(match.end()) if not match.start() else text.cut(0, match.start())
    return text


def period_ends(text: Passage) -> tuple[Passage, Passage]:
    """Start and end of a period in one text, cut at 至 or a dash; all of it is the start where there is none."""
    match = _TO.search(text.text)
    if match is None or match.start() == 0:
        return text, Passage()
    text.cut(*match.span()).claim(Role.LABEL)
    return text.cut(0, match.start()).strip(), text.cut(match.end()).strip()


def _spending_plan(rows: list[list[Cell]]) -> list[dict[str, Any]] | None:
    """Dates over shares, column by column; or date and share side by side."""
    if not rows:
        return None
    dated = [r for r in rows if r and not any("%" in key(c.text) for c in r)]
    shared = [r for r in rows if r and any("%" in key(c.text) or re.fullmatch(r"[\d.]+", key(c.text)) for c in r)]
    shared = [r for r in shared if r not in dated] or [r for r in rows if r and r is not (dated[0] if dated else None)]
    out = []
    for dates, shares in zip(dated, shared, strict=False):
        by_col = {c.col: c for c in shares}
        for date in dates:
            share = by_col.get(date.col)
            out.append({"due": date.flat, "share": share.flat if share is not None else Passage()})
    return out
