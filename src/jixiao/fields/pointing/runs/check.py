"""What is wrong with an answer about a run of pages: rows of two forms, rows of none, what is wrong with each form."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.fields.pointing.check import AnswerCheck
from jixiao.fields.pointing.quotes import id_in
from jixiao.fields.pointing.render import Rendering
from jixiao.fields.pointing.terms import FORMS
from jixiao.fields.pointing.wire import (
    FormAnswer,
    RunAnswer,
    RunForm,
    cell_ids,
    label_marks,
    place_rows,
    row_numbers,
    runs,
)

_MANY = 16  # findings are said up to this many at once


def answer_of(form: RunForm) -> FormAnswer:
    """What was said of the form, without where it stands in the run."""
    return FormAnswer.model_validate(form.model_dump(exclude={"rows", "like"}))


def pointed_rows(form: RunForm, shown: Rendering) -> set[int]:
    """The rows of all cells that the answer about a form points at."""
    spans = [*form.fields.values(), *form.extra.values()]
    spans += [said for item in form.lists for one in item.single for said in one.values()]
    ids = [id_in(said) for found in spans for said in found]
    ids += [id_in(mark) for label in form.extra for mark in label_marks(label)]
    heads = [item.columns for item in form.lists] + ([form.projects.columns] if form.projects else [])
    ids += [id_in(head) for columns in heads for found in columns.values() for head in found]
    bands = [n for item in form.lists for places in item.bands.values() for n in place_rows(places)]
    return {shown.cells[id].row for id in ids if id in shown.cells} | {n for n in bands if n in shown.tables}


def part_of(form: RunForm, shown: Rendering) -> Rendering:
    """The rows of one form, with those outside it that the answer points at, as headings over several forms."""
    rows = [n for n in row_numbers(form.rows) if n in shown.tables]
    return shown.part(rows, pointed_rows(form, shown))


@dataclass(frozen=True, slots=True)
class RunCheck:
    """Checks an answer against what was shown; `cut` where that begins in the middle of a run."""

    shown: Rendering
    cut: bool = False

    def __call__(self, answer: RunAnswer) -> list[str]:
        """The findings, none where the answer can be used."""
        found: list[str] = []
        owner: dict[int, int] = {}
        for k, form in enumerate(answer.forms, 1):
            found += self._rows(form, k, owner)
            found += [f"第 {k} 份：{said}" for said in self._form(form, k, answer)]
        aside = set(row_numbers(answer.other))
        both = sorted(aside & set(owner))
        if both:
            found.append(f"第 {runs(both)} 行既在一份表里又在最后的 other 里")
        if wrong := sorted(aside - set(self.shown.tables)):
            found.append(f"没有第 {runs(wrong)} 行")
        left = [n for n in sorted(self.shown.asked - aside - set(owner)) if self._written(n)]
        if left:
            found.append(f"第 {runs(left)} 行不在任何一份表的 rows 里，也不在最后的 other 里")
        return list(dict.fromkeys(found))[:_MANY]

    def _rows(self, form: RunForm, k: int, owner: dict[int, int]) -> list[str]:
        """Whether the form's rows are there, and are its alone."""
        rows = row_numbers(form.rows)
        wrong = [n for n in rows if n not in self.shown.asked]
        taken = [n for n in rows if n in owner]
        owner.update(dict.fromkeys(rows, k))
        out = [f"第 {k} 份：没有第 {runs(wrong)} 行"] if wrong else []
        out += [f"第 {runs(taken)} 行写在两份表的 rows 里"] if taken else []
        return out + ([] if rows else [f"第 {k} 份没有写 rows"])

    def _form(self, form: RunForm, k: int, answer: RunAnswer) -> list[str]:
        """What is wrong with what was said of the form."""
        if form.continues and not (self.cut and k == 1):
            return ["continues 只用于一段开头接着上一段的那一份"]
        if form.like is not None:
            other = answer.forms[form.like - 1] if 0 < form.like < k else None
            good = other is not None and other.like is None and other.kind == form.kind and form.kind in FORMS
            return [] if good else [f"like {form.like} 不是前面写全了的一份同类的表"]
        if form.kind not in FORMS:
            return []
        bad = [id for item in form.lists for places in item.bands.values() for id in cell_ids(places)]
        missing = [f"没有 {id} 这一格" for id in bad if id not in self.shown.cells]
        return missing or AnswerCheck(part_of(form, self.shown))(answer_of(form))

    def _written(self, n: int) -> bool:
        """Whether a row of a table holds something."""
        return self.shown.tables[n] > 0 and any(c.text for c in self.shown.own(n))
