"""Which body is whose: labels nobody knows over names of bodies, bound to the two bodies of a project together.

One label alone seldom says whether its body is the department or the unit that spends the money (归口部门, 学校); what
the form names besides does: each body once, and what a known label has filled is the other's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

from jixiao.fields.cells.witness import BODIES
from jixiao.fields.labels.labelled import Open
from jixiao.fields.labels.model import held, senses, value_kind

# How likely a label over a body's name must be of one of the two bodies, and how likely by its words alone.
_BODY, _SAID = 0.3, 0.15
# How likely it must be of the one that is free, among the two, where the form names the other one elsewhere.
_FREE = 0.08
# From here on a label is of no field that says so.
_OTHER = 0.7
# From here on a label says by itself which of the two its body is.
_TELLS = 0.8


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


def _shares(pair: Open) -> tuple[float, float]:
    """How likely the label over the value is of the one body and of the other."""
    said = {sense.name: math.exp(sense.likely) for sense in held(pair.label.text, pair.value.text)}
    return said.get(BODIES[0], 0.0), said.get(BODIES[1], 0.0)


def _relative(pair: Open) -> dict[str, float]:
    """The same, as if it could be of nothing else."""
    first, second = _shares(pair)
    return {BODIES[0]: first / (first + second), BODIES[1]: second / (first + second)}
