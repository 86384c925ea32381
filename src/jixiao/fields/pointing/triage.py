"""What the rules leave open in a form, and so is asked: the codes of why, none where the rules have settled it."""

from __future__ import annotations

import re
from typing import Any

from jixiao.evidence import Passage
from jixiao.fields.tree import Draft, asides
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.records import Record
from jixiao.records.kinds import KINDS
from jixiao.text import key

# Reasons of a record that reading again may remove; pages that failed and columns without a rule stay what they are.
_ASKABLE = ("unexplained.", "missing.", "indicator.", "list.")
_NUMBERED = re.compile(r"（第\d+[行项]）$")
_MANY_CELLS = 4


def openings(form: Form, draft: Draft, record: Record, words: Vocabulary) -> list[str]:
    """Why the form is not settled: what its record lacks, labels nobody knows, prose that was not cut."""
    if not KINDS[str(form.kind)].asked:  # no question knows its fields
        return []
    if KINDS[str(form.kind)].layout == "table":  # its columns and rows are told by their places
        return []
    out = [r.code for r in record.reasons if r.code.startswith(_ASKABLE)]
    if form.kind in GOAL_KINDS and any(_unknown(label, form.kind, words) for label in _labels(draft)):
        out.append("label.unknown")
    if form.kind == "department_narrative" and _uncut(draft.tree):
        out.append("prose.uncut")
    return list(dict.fromkeys(out))


def _labels(draft: Draft) -> list[Passage]:
    """The labels of all that has no field."""
    return [*(label for label, _ in draft.extra), *(aside.label for aside in asides(draft.tree))]


def worth_asking(form: Form) -> bool:
    """Whether a table that nobody recognises holds more than a framed note."""
    return bool(form.prose) or sum(1 for t in form.tables for c in t.cells if c.text) >= _MANY_CELLS


def _unknown(label: Passage, kind: str, words: Vocabulary) -> bool:
    """Whether a label of a value without a field is one that the vocabulary does not know."""
    text = _NUMBERED.sub("", label.text)
    if not label.pieces or not key(text) or words.is_total(text):
        return False
    known = words.term(kind, text) is not None or words.knows(text)
    return not known and all(words.column(name, text) is None for name in words.lists)


def _uncut(tree: dict[str, Any]) -> bool:
    goals, measures = tree["sub_goals"], tree["measures"]
    return not goals or not measures or any(not g["goal"] for g in goals) or any(not m["heading"] for m in measures)
