"""Which body is whose: labels nobody knows over names of bodies, bound to the two bodies of a project together.

One label alone seldom says whether its body is the department or the unit that spends the money (归口部门, 学校); what
the form names besides does: each body once, and what a known label has filled is the other's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from jixiao.fields.cells.witness import BODIES
from jixiao.fields.labels.labelled import Labelled, Open
from jixiao.fields.labels.model import held, senses, value_kind
from jixiao.forms.model import Form
from jixiao.text import has_digit, key

# How likely a label over a body's name must be of one of the two bodies, and how likely by its words alone.
_BODY, _SAID = 0.3, 0.15
# How likely it must be of the one that is free, among the two, where the form names the other one elsewhere.
_FREE = 0.08
# From here on a label is of no field that says so.
_OTHER = 0.7
# From here on a label says by itself which of the two its body is.
_TELLS = 0.8
# A label of two values beside each other: that of a name and of a body (专项名称及执行单位).
_AND_BODY = re.compile(r".*名称[及和与、/].{0,8}(?:单位|部门|机构)(?:名称)?")


class Bound(NamedTuple):
    """The field of a body; `either` where nothing says which of the two it is."""

    name: str
    either: bool


def is_body(pair: Open) -> bool:
    """Whether the pair is a body's name under a label of the form's own that is of a body, whichever."""
    if pair.lead or value_kind(pair.value.text) != "org" or sum(_shares(pair)) < _BODY:
        return False
    return sum(math.exp(sense.likely) for sense in senses(pair.label.text) if sense.name in BODIES) >= _SAID


def bind_bodies(pairs: Sequence[Open], taken: set[str]) -> dict[int, Bound]:
    """The bodies of a project among the pairs that are, by their number; `taken` are the fields that have a value."""
    bodies = [i for i, pair in enumerate(pairs) if is_body(pair)]
    free = [name for name in BODIES if name not in taken]
    likely = {i: _relative(pairs[i]) for i in bodies}
    if len(free) == 2 and len(bodies) == 1:
        share, name = max((likely[bodies[0]][name], name) for name in free)
        return {bodies[0]: Bound(name, share < _TELLS)}
    options = [
        [(i, name) for i, name in zip(chosen, free, strict=True) if likely[i][name] >= _FREE]
        for chosen in permutations([*bodies, *[-1] * len(free)], len(free))
        if -1 not in chosen
    ]
    options += [[(i, name)] for i in bodies for name in free if likely[i][name] >= _FREE]
    best = max(options, key=lambda o: (len(o), sum(math.log(likely[i][name]) for i, name in o)), default=[])
    return {i: Bound(name, either=False) for i, name in best}


def may_be_body(label: str, value: str, free: Sequence[str]) -> bool:
    """Whether the value is a body's name that may be of one of the `free` fields, its label not surely of something
    else: who supervises, a place, the other of the two bodies."""
    said = {sense.name: math.exp(sense.likely) for sense in held(label, value)}
    own, both = sum(said.get(name, 0.0) for name in free), sum(said.get(name, 0.0) for name in BODIES)
    other = max((share for name, share in said.items() if name.startswith("-")), default=0.0)
    return value_kind(value) == "org" and other < _OTHER and own >= _FREE * both > 0


def body_over(form: Form) -> Labelled | None:
    """The body alone in the row over a project of a list: the unit whose project it is, or, where a column of the list
    names that, its department; which one nothing says."""
    leads = form.listed
    said = form.tables[0].written(0) if leads is not None and leads.over else []
    if leads is None or len(said) != 1 or has_digit(said[0].text) or ":" in key(said[0].text):
        return None  # a code or a label says more of it
    if value_kind(said[0].text) != "org":
        return None
    name = next(body for body in BODIES[::-1] if body not in leads.fields.values() or body == BODIES[0])
    return Labelled(name, said[0], said[0].flat, [said[0]], inferred=True, either=True)


def two_in_one(item: Labelled) -> Iterator[Labelled]:
    """A name and the body in the cell beside it, which one label asks for; else what is given."""
    cells = [c for c in item.cells if c.text]
    two = item.name == "project_name" and len(cells) == 2 and cells[0].row == cells[1].row
    if not two or not _AND_BODY.fullmatch(key(item.label.text)) or value_kind(cells[1].text) != "org":
        yield item
        return
    yield Labelled(item.name, item.label, cells[0].flat, cells[:1], inferred=item.inferred)
    name = max(_relative(Open(item.label.flat, cells[1].flat)).items(), key=lambda found: found[1])[0]
    yield Labelled(name, item.label, cells[1].flat, cells[1:], inferred=True)


def _shares(pair: Open) -> tuple[float, float]:
    """How likely the label over the value is of the one body and of the other."""
    said = {sense.name: math.exp(sense.likely) for sense in held(pair.label.text, pair.value.text)}
    return said.get(BODIES[0], 0.0), said.get(BODIES[1], 0.0)


def _relative(pair: Open) -> dict[str, float]:
    """The same, as if it could be of nothing else."""
    first, second = _shares(pair)
    return {BODIES[0]: first / (first + second), BODIES[1]: second / (first + second)}
