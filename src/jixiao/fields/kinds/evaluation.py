"""A self-evaluation form into the fields of `self_evaluation`."""

from __future__ import annotations

import re
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.areas import Areas, read_areas
from jixiao.fields.kinds.evaluation_funds import counted, measured, read_executed_funds, rows_of
from jixiao.fields.kinds.evaluation_gaps import say_points
from jixiao.fields.kinds.evaluation_goals import read_goals
from jixiao.fields.kinds.evaluation_money import said_money
from jixiao.fields.kinds.evaluation_points import GRADE, read_points
from jixiao.fields.kinds.evaluation_rows import read_evaluated
from jixiao.fields.kinds.project import period_ends
from jixiao.fields.labels.labelled import Labelled
from jixiao.fields.said.projects import SaidOf, said_of, unit_of
from jixiao.fields.tree import Draft
from jixiao.fields.year import put_year
from jixiao.forms.content import kinds_of
from jixiao.forms.model import Form, Leads
from jixiao.forms.said_pairs import field_of, pairs_in
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Table
from jixiao.text import key

_KIND = "self_evaluation"
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,6}")
_PLAIN = (
    *("project_name", "project_code", "category", "attribute", "period_start", "period_end"),
    *("department", "department_code", "implementer", "contact", "phone", "goal_expected", "goal_actual", "grade"),
)


def read_evaluation(form: Form, year: Passage | None, words: Vocabulary) -> Draft:
    """The form's fields with the passages they were read from; `year` is the document's, where the form names none."""
    draft = Draft({})
    indicators, total, listed = read_evaluated(form.tables, words, draft, form.listed)
    if form.listed is not None and form.listed.fields:
        listed[0].update(range(form.listed.head, form.tables[0].n_rows))
        _claim_heads(form.tables[0], form.listed)
    said = said_of(form, words)
    listed[0].update(said.rows)
    funds, paid = read_executed_funds(form.tables, listed, words, draft)
    goals, told = read_goals(form.tables, [a | b for a, b in zip(listed, paid, strict=True)], words)
    taken = [a | b | c for a, b, c in zip(listed, paid, told, strict=True)]
    points, pointed = read_points(form.tables, taken, words)
    taken = [a | b for a, b in zip(taken, pointed, strict=True)]
    areas = read_areas(form, _KIND, words, taken)
    areas.labelled = [item for item in areas.labelled if not said.holds(item.value)]
    areas.pairs = [pair for pair in areas.pairs if not said.holds(pair[1])]
    tree = {"title": form.title or None, "year": None, **dict.fromkeys(_PLAIN), **goals}
    tree["grade"] = points.pop("grade", None)
    if points:
        total = {"weight": None, **points}
    if "total" in said.fields:
        total = {"weight": total["weight"] if total else None, "score": said.fields["total"]}
    tree.update((name, value) for name, value in said.fields.items() if name in _PLAIN)
    draft.extra.extend(said.aside)
    tree["funds"] = _money(form, (funds, said), areas, taken, words)
    tree["indicators"] = indicators
    tree["total"] = _sorted(areas, tree, total, form, draft)
    _read_under(form, tree, draft, words)
    _left_over(tree, areas, form, draft)
    _graded(tree, draft)
    _aimed(tree, draft, words)
    _answered(tree, draft, words)
    say_points(tree, draft)
    draft.tree = tree
    put_year(areas.year, year, form, draft)
    if tree["year"] is None:  # each is of a year
        draft.doubted.append((tree, "year", DoubtCode.UNCERTAIN))
    return draft


def _money(
    form: Form, read: tuple[dict[str, Any] | None, SaidOf], areas: Areas, taken: list[set[int]], words: Vocabulary
) -> dict[str, Any] | None:
    """The funds: as a table of them was `read`, or a list says them, or labels do, or the heads of a list's columns."""
    funds, said = read
    money = [item for item in areas.labelled if measured(item)]
    if said.money:
        funds = {"unit": unit_of(said.units), "rows": rows_of(said.money)}
    if funds is None and money:
        funds = {"unit": None, "rows": rows_of(counted(money))}
        areas.labelled = [item for item in areas.labelled if item not in money]
    elif funds is None and (paid_for := said_money(form.tables, taken, words)):
        funds = {"unit": None, "rows": paid_for}
    areas.units = [item.value for item in reversed(areas.labelled) if item.name == "funds.unit"] + areas.units
    if funds is not None and funds["unit"] is None:
        funds["unit"] = areas.units[0] if areas.units else areas.lead_unit
    return funds


def _sorted(
    areas: Areas, tree: dict[str, Any], total: dict[str, Any] | None, form: Form, draft: Draft
) -> dict[str, Any] | None:
    """Put what labels say into the tree, the rest aside; the total, with what labels say of it."""
    for item in areas.labelled:
        if item.name == "total":
            total = _scored(total, item, draft)
        elif item.name == "period":
            tree["period_start"], tree["period_end"] = period_ends(item.value)
        elif item.name in _PLAIN and not (item.name == "project_name" and item.inferred and _of_bodies(form)):
            _put(tree, item, draft)
        elif item.value and item.name != "funds.unit":
            draft.extra.append((item.label.flat, item.value))
    return total


def _left_over(tree: dict[str, Any], areas: Areas, form: Form, draft: Draft) -> None:
    """What is left of the areas stands aside; a body that the lines over the form name is its department."""
    if tree["department"] is None and areas.lead_name is not None:
        tree["department"] = areas.lead_name
    areas.put_aside(draft)
    draft.extra.extend((Passage(name), text) for name, text in areas.loose)
    rows = (tree["funds"] or {}).get("rows", [])
    held = {id(w): (a, b) for row in rows for p in row.values() if p for w, a, b in p.pieces}
    draft.extra = [pair for pair in draft.extra if not _is_held(pair[1], held)]
    if tree["department"] is None and form.listed is not None:
        over = next((value for label, value in draft.extra if not label and "org" in kinds_of(value.text)), None)
        tree["department"] = over
        draft.extra = [pair for pair in draft.extra if pair[1] is not over or over is None]


def _read_under(form: Form, tree: dict[str, Any], draft: Draft, words: Vocabulary) -> None:
    """The lines under the form that say who filled it in, by their labels."""
    for pair in (pair for line in form.notes for pair in pairs_in(line.passage, words)[1] if pair.value):
        name = field_of(pair, words)
        if name in ("contact", "phone") and not tree[name]:
            tree[name] = pair.value
        else:
            draft.extra.append((pair.label, pair.value))
            draft.beside.add(id(pair.value))


def _answered(tree: dict[str, Any], draft: Draft, words: Vocabulary) -> None:
    """Who answers for the form, where it names nobody to be asked: who filled it in, else who is in charge."""
    pattern = words.evaluation["contact"]
    said = [p for p in draft.extra if pattern.search(label_key(p[0].text)) and _PERSON.fullmatch(key(p[1].text))]
    if not tree["contact"] and said:
        tree["contact"] = _taken(said[0], draft)
        draft.doubted.append((tree, "contact", DoubtCode.LABEL_INFERRED))


def _graded(tree: dict[str, Any], draft: Draft) -> None:
    """A grade under a label that nobody knows (结论：优), where the form has no other."""
    grades = [pair for pair in draft.extra if GRADE.fullmatch(key(pair[1].text))]
    if tree["grade"] is None and len(grades) == 1:
        tree["grade"] = _taken(grades[0], draft)
        draft.doubted.append((tree, "grade", DoubtCode.LABEL_INFERRED))


def _taken(pair: tuple[Passage, Passage], draft: Draft) -> Passage:
    """The value of a pair that stood aside and has a field now; its label is accounted for."""
    draft.extra.remove(pair)
    pair[0].claim(Role.LABEL)
    return pair[1]


def _of_bodies(form: Form) -> bool:
    """Whether the form is a body of a list of bodies, which has no project."""
    fields = set(form.listed.fields.values()) if form.listed is not None else set()
    return "department" in fields and "project_name" not in fields


def _aimed(tree: dict[str, Any], draft: Draft, words: Vocabulary) -> None:
    """The only sentence under a label that nobody knows and that speaks of tasks, where the form says what was reached
    and no goal."""
    aim = words.evaluation["aim"]
    said = [pair for pair in draft.extra if aim.search(pair[0].text) and pair[1].text.rstrip().endswith("。")]
    if tree["goal_actual"] and not tree["goal_expected"] and len(said) == 1:
        tree["goal_expected"] = _taken(said[0], draft)
        draft.doubted.append((tree, "goal_expected", DoubtCode.LABEL_INFERRED))


def _claim_heads(table: Table, listed: Leads) -> None:
    """The heads of a list are labels, whether or not anything stands under them."""
    for r in range(listed.head, listed.body):
        for cell in table.row(r):
            cell.flat.claim(Role.LABEL)


def _is_held(value: Passage, held: dict[int, tuple[int, int]]) -> bool:
    """Whether every piece of the value is one of a field that was read otherwise; `held` are their words' parts."""
    return bool(value.pieces) and all(held.get(id(word)) == (start, end) for word, start, end in value.pieces)


def _put(tree: dict[str, Any], item: Labelled, draft: Draft) -> None:
    """The first value that holds something stands; others are kept aside."""
    old = tree.get(item.name)
    if not old and (item.value or old is None):
        tree[item.name] = item.value
        if item.inferred and item.value:
            draft.doubted.append((tree, item.name, DoubtCode.LABEL_INFERRED))
    elif item.value and old is not None and old.text != item.value.text:
        draft.extra.append((item.label.flat, item.value))


def _scored(total: dict[str, Any] | None, item: Labelled, draft: Draft) -> dict[str, Any] | None:
    """The total as a label says it, where no row of the list has."""
    if total is None or not total["score"]:
        return {"weight": total["weight"] if total else None, "score": item.value}
    if item.value and item.value.text != total["score"].text:
        draft.extra.append((item.label.flat, item.value))
    return total
