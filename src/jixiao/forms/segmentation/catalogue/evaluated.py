"""The columns at the left of a list of self-evaluations: what each says of its project, by its head and its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.forms.content import is_amount, kinds_of, may_hold
from jixiao.forms.evaluation import measure_of
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.columns import NUMBER, are_codes, counts_up, name_open, written_in
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell, Table
from jixiao.text import key

KIND = "self_evaluation"
# What a self-evaluation says of a project beside its name; so many make a list of them.
_RESULTS = ("total", "grade", "goal_actual", "funds.executed", "funds.rate")
_JUDGED = ("total", "grade", "goal_actual")
_SEVERAL = 2
_POINTS = re.compile(r"-?\d{1,3}(\.\d+)?分?")
_OF_MONEY = re.compile("预算|资金|执行|支出")
_LONGEST_GRADE = 6
_BODY = re.compile("部门|单位|机构")


def result_fields(
    table: Table, heads: Sequence[Cell], top: int, rows: Sequence[int], words: Vocabulary
) -> dict[int, str]:
    """For each head's first grid column the field of a self-evaluation that the column holds; columns that nothing
    tells are left out. `top` is the first row of the heads, `rows` are those of all projects."""
    texts = {h.col: written_in(table, h.col, rows) for h in heads}
    out: dict[int, str] = {}
    measure = ""
    for head in heads:
        over = table.at(head.row - 1, head.col) if head.row > top else None
        name = _told(head.text, over.text if over is not None else "", measure, texts[head.col], words)
        measure = name.removeprefix("funds.") if name.startswith("funds.") else ""
        if name and (name.startswith("funds.") or name not in out.values()):
            out[head.col] = name
    _first_is_initial(out, {h.col for h in heads if "其中" in key(h.text)})
    open_ = [h for h in heads if h.col not in out]
    for head in list(open_):
        if counts_up(texts[head.col]):
            out[head.col] = NUMBER
            open_.remove(head)
    found = [h for h in open_ if are_codes(texts[h.col])]
    if "project_code" not in out.values() and len(found) == 1:
        out[found[0].col] = "project_code"
    name_open([h for h in open_ if h.col not in out], texts, out)
    return out


def names_project(text: str, words: Vocabulary) -> bool:
    """Whether the head is that of the projects' names."""
    term = words.term(KIND, text)
    return words.opens("project_goal", text, [text]) or (term is not None and term.field == "project_name")


def names_body(text: str, words: Vocabulary, texts: Sequence[str] = ()) -> bool:
    """Whether the head is that of the bodies' names, in a list of departments; one that nobody knows is where most of
    the `texts` under it are names of bodies, each of another."""
    term = words.term(KIND, text)
    if words.opens("department_goal", text, [text]) or (term is not None and term.field == "department"):
        return True
    bodies = sum("org" in kinds_of(t) for t in texts)
    called = term is None and _BODY.search(label_key(text)) is not None
    return called and len(set(texts)) == len(texts) and bodies >= settings.LISTED.most * len(texts) > 0


def tells_results(table: Table, heads: Sequence[Cell], top: int, rows: Sequence[int], words: Vocabulary) -> bool:
    """Whether the heads, with what stands under them, are those of a list of what became of projects."""
    found = set(result_fields(table, heads, top, rows, words).values())
    return len(found & set(_RESULTS)) >= _SEVERAL and not found.isdisjoint(_JUDGED)


def _told(text: str, over: str, before: str, texts: list[str], words: Vocabulary) -> str:
    """The field that a head names, with the head over it, where what stands in the column can be that; `before` is what
    the column of money at its left is."""
    if names_project(text, words):
        return "project_name"
    amounts = [t for t in texts if is_amount(t)]
    money = bool(texts) and len(amounts) >= settings.LISTED.most * len(texts)
    bare = label_key(text)
    if _share(texts, _POINTS) and not (_OF_MONEY.search(bare) or measure_of(over, words)) and _scores(bare, words):
        return "total"
    measure = measure_of(text, words) or (before if "其中" in key(text) else "")
    measure = measure or (measure_of(over, words) if over else "")
    if money and measure:
        return f"funds.{measure}"
    term = words.term(KIND, text)
    if term is not None and not term.section and term.field and not term.field.startswith("funds."):
        return term.field if _may(term.field, texts) else ""
    of_goals = not _OF_MONEY.search(bare)
    for part, name in (("expected", "goal_expected"), ("actual", "goal_actual")):
        if of_goals and words.evaluation[part].search(bare) and _may(name, texts):
            return name
    return ""


def _scores(bare: str, words: Vocabulary) -> bool:
    return bool(words.evaluation["total"].search(bare) or words.evaluated("columns")[bare] == "score")


def _share(texts: list[str], pattern: re.Pattern[str]) -> bool:
    return bool(texts) and sum(pattern.fullmatch(t) is not None for t in texts) >= settings.LISTED.most * len(texts)


def _may(name: str, texts: list[str]) -> bool:
    if name == "total":
        return not texts or _share(texts, _POINTS)
    if name == "grade":
        return all(len(t) <= _LONGEST_GRADE and not is_amount(t) for t in texts)
    if name in ("goal_expected", "goal_actual"):
        name = "goal_annual"
    return sum(may_hold(name, t) for t in texts) >= settings.LISTED.most * len(texts)


def _first_is_initial(out: dict[int, str], parts: set[int]) -> None:
    """Of two columns of budgets the first is that of the year's beginning; `parts` are columns of parts of others."""
    budgets = [col for col in sorted(out) if out[col] == "funds.budget" and col not in parts]
    if len(budgets) > 1 and "funds.initial" not in out.values():
        spent = [col for col in sorted(out) if out[col] == "funds.executed" and col not in parts]
        if len(spent) < len(budgets):
            out[budgets[0]] = "funds.initial"
