"""The goal of a form that has read none, from the one text of the form that nobody claimed.

What is missing and what is left over meet: the text stands under a heading that asks for a goal, or beside a label that
is likelier a goal's than another's. Two such texts are none.
"""

from __future__ import annotations

import math

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.cells.told import SURE
from jixiao.fields.cells.witness import SETTLED_KIND
from jixiao.fields.labels.model import held, senses, value_kind
from jixiao.fields.tree import Draft
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.tables.table import Cell

_GOALS = ("goal_annual", "goal_lifetime")
_ASKS = ("goal", *_GOALS)
# Classes of labels that have no text of their own.
_BARE = ("section", "column", "value")
# How likely a label must be a goal's, and how likely the network must hold the text one.
_LIKELY, _SEEN = 0.5, 0.1


def fill_goal(draft: Draft, form: Form, words: Vocabulary) -> None:
    """Put the text into the draft, in doubt."""
    tree = draft.tree
    if form.kind not in GOAL_KINDS or form.in_list or any(tree.get(name) for name in _GOALS):
        return
    asked = any(_asks(line.text) for line in form.lead) or any(_asks(c.text) for c in _alone(form))
    beside = [value for label, value in draft.extra if _is_goals(label.text, value, str(form.kind), words)]
    seen = [value for value in beside if _may_be(draft, value, form)]
    seen += [*(cell.passage for cell in _left(draft, form) if asked), *filter(None, [_under_heading(form)])]
    if len(seen) != 1:
        return
    tree["goal_annual"] = seen[0]
    draft.extra = [pair for pair in draft.extra if pair[1] is not seen[0]]
    draft.doubted.append((tree, "goal_annual", DoubtCode.LABEL_INFERRED))


def _asks(text: str) -> bool:
    """Whether a line is surely the label of a goal."""
    said = senses(text)[0]
    return said.name in _ASKS and said.likely > math.log(SURE)


def _alone(form: Form) -> list[Cell]:
    """The cells that stand alone in their rows."""
    rows = (table.written(r) for table in form.tables for r in range(table.n_rows))
    return [row[0] for row in rows if len(row) == 1]


def _is_goals(label: str, value: Passage, kind: str, words: Vocabulary) -> bool:
    """Whether a text stands beside an unknown label that is likelier a goal's than another's."""
    term = words.term(kind, label) if label else None
    if not label or value_kind(value.text) != "text" or (term is not None and not term.section):
        return False
    likely = {name: math.exp(v) for name, v in held(label, value.text) if name not in _BARE}
    return sum(likely.get(name, 0.0) for name in _ASKS) > _LIKELY * sum(likely.values())


def _left(draft: Draft, form: Form) -> list[Cell]:
    """The texts alone in their rows of which nothing was read, and that were taken for nothing else."""
    read = [*draft.values().values(), *(p for pair in draft.extra for p in pair)]
    taken = {id(piece.word) for passage in read for piece in passage.pieces}
    texts = (c for c in _alone(form) if value_kind(c.text) == "text")
    return [c for c in texts if all(p.word.roles is None and id(p.word) not in taken for p in c.passage.pieces)]


def _under_heading(form: Form) -> Passage:
    """The lines of text right under a heading, among the lines over the form's tables, that asks for a goal."""
    lines = [line.passage for line in form.lead]
    first = next((i for i, line in enumerate(lines) if _asks(line.text)), len(lines))
    out: list[Passage] = []
    for line in lines[first + 1 :]:
        if value_kind(line.text) != "text":
            break
        out.append(line)
    parts: list[Passage | str] = [part for line in out for part in ("\n", line)][1:]
    return Passage.join(parts)


def _may_be(draft: Draft, text: Passage, form: Form) -> bool:
    """Whether the network, where it knows the kind of form, holds the text for a goal at all."""
    if draft.told is None or form.kind != SETTLED_KIND or not draft.told.cells([text]):
        return True
    return draft.told.share(text, _GOALS) >= _SEEN
