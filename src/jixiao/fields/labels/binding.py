"""Labels that the vocabulary does not know, bound to fields together: what their words say and what stands under them.

Each field is bound once, and none that a known label has filled. A label that is likelier something the records have
no field for (a person, a reason, an opinion) is left aside, and so is one whose value cannot be of the field.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from jixiao.evidence import Passage
from jixiao.fields.cells.network import network
from jixiao.fields.cells.roles import AT, NOWHERE
from jixiao.fields.cells.told import SURE
from jixiao.fields.cells.witness import BODIES, roles_for
from jixiao.fields.labels.amounts import (
    FORMER,
    OF_MONEY,
    OTHER_YEAR,
    amount_field,
    names_source,
    of_government,
    spent_on,
)
from jixiao.fields.labels.bodies import bind_bodies, is_body
from jixiao.fields.labels.labelled import Labelled, Open
from jixiao.fields.labels.model import barred, held, may_stand, value_kind
from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records.kinds import KINDS
from jixiao.text import key

# The least probability with which a label is bound to a field.
LEAST = 0.5
# Fields that every form of a kind has: what may be theirs is, where nothing else is as likely.
_ALWAYS = {"project_goal": ("project_name",)}
_POSSIBLE, _SHARE = 0.02, 0.7
_YEAR = re.compile(r"(?:19|20)\d\d")
# Classes of labels whose field has another name, by the kind of form.
_NAMES = {"department_goal": {"implementer": "department", "goal_lifetime": "goal_annual", "goal": "goal_annual"}}
# Parts of a record that hold several amounts: what is told of them is not enough.
_BLOCKS = frozenset({"funds", "budget", "staff"})
# However unlikely the network of cells holds a field, it is no less so.
_LEAST_TOLD = 0.02
# Kinds of values that are numbers alone.
_NUMBERS = frozenset({"amount", "digits", "percent"})
_DEPARTMENT = re.compile("主管|部门")
_GOALS = ("goal", "goal_annual", "goal_lifetime")
# What sort a project is; the name of a source of money is none.
_SORTS = ("category", "attribute")


class Binding(NamedTuple):
    """The labels that were bound, the years that labels or their values name, and what is left aside."""

    found: list[Labelled]
    years: list[Passage]
    aside: list[tuple[Passage, Passage]]


@cache
def field_of(kind: str, name: str) -> str:
    """The field of the kind of form that a class of labels names, "" where the kind has none."""
    name = _NAMES.get(kind, {}).get(name, name)
    if name == "staff" and kind == "department_goal":
        return "staff.this_year"
    known = name in KINDS[kind].model.model_fields or name in ("period", "goal", "funds.unit")
    return name if known and name not in _BLOCKS else ""


def bind(pairs: list[Open], taken: set[str], kind: str, words: Vocabulary) -> Binding:
    """Bind the pairs to the fields that are not `taken`, the likeliest first."""
    found: dict[int, Labelled] = {}
    years: list[Passage] = []
    for i, pair in enumerate(pairs):
        years += _years(pair)
        if (
            pair.value
            and _tells_amount(pair)
            and not _counts_people(pair, kind)
            and (name := _amount(pair, kind, taken, words))
        ):
            found[i] = _labelled(name, pair)
    gone = set(taken)
    if kind == "project_goal":
        for i, body in bind_bodies(pairs, taken).items():
            found[i] = _labelled(body.name, pairs[i])
            found[i].either = body.either
            gone.add(body.name)
    for _, i, name in sorted(_options(pairs, kind), key=lambda o: -o[0]):
        if i in found or _is_taken(name, gone) or (name == "department_code" and _of_unit(pairs[i], gone)):
            continue
        if name in BODIES and kind == "project_goal" and is_body(pairs[i]):
            continue  # bound, or left, with the others
        found[i] = _labelled(name, pairs[i])
        gone.add(name)
    for name in _ALWAYS.get(kind, ()):
        if not _is_taken(name, gone) and (best := _best(pairs, name, found)) is not None:
            found[best] = _labelled(name, pairs[best])
            gone.add(name)
    if kind == "project_goal" and (only := _only_amount(pairs, found, gone)) is not None:
        found[only] = _labelled("funds.total", pairs[only])
    aside = [(pair.label, pair.value) for i, pair in enumerate(pairs) if i not in found]
    return Binding([found[i] for i in sorted(found)], years, aside)


def _best(pairs: list[Open], name: str, found: dict[int, Labelled]) -> int | None:
    """The pair of a field that every form has: by far the likeliest of those that are left, early in the form."""
    likely: dict[int, float] = {}
    for i, pair in enumerate(pairs):
        if i in found or pair.lead or not pair.value or not may_stand(name, pair.value.text):
            continue
        share = sum(math.exp(s.likely) for s in held(pair.label.text, pair.value.text) if s.name == name)
        if share >= _POSSIBLE:
            likely[i] = share / (1 + i)
    first = max(likely, key=lambda i: likely[i], default=None)
    if first is None or likely[first] < _SHARE * sum(likely.values()):
        return None
    return first


def _of_unit(pair: Open, gone: set[str]) -> bool:
    """Whether a code is that of the unit that the form names beside its department: 单位编码."""
    return "implementer" in gone and not _DEPARTMENT.search(key(pair.label.text))


def _only_amount(pairs: list[Open], found: dict[int, Labelled], gone: set[str]) -> int | None:
    """The only amount of a form that tells no total, under a label of money: its total."""
    if any(name.endswith(".total") for name in (*gone, *(item.name for item in found.values()))):
        return None
    money = [
        i
        for i, pair in enumerate(pairs)
        if i not in found
        and is_amount(pair.value.text)
        and not OTHER_YEAR.search(pair.label.text)
        and not of_government(pair.label.text)
        and held(pair.label.text, pair.value.text)[0].name == "funds"
    ]
    return money[0] if len(money) == 1 else None


def _tells_amount(pair: Open) -> bool:
    """Whether an amount stands there, or a mark that there is none under a label of money."""
    text = pair.value.text
    nil = "none" in kinds_of(text) and sum(bool(c.text) for c in pair.cells) < 2
    return is_amount(text) or (nil and OF_MONEY.search(key(pair.label.text)) is not None)


def _counts_people(pair: Open, kind: str) -> bool:
    """Whether the label of a department's form asks for people, whoever pays them (财政供养人员数)."""
    return kind == "department_goal" and held(pair.label.text, pair.value.text)[0].name == "staff"


def _amount(pair: Open, kind: str, taken: set[str], words: Vocabulary) -> str:
    """The amount that the label names by its parts."""
    if kind == "project_goal":
        return amount_field(pair.label.text, words)
    part = spent_on(pair.label.text)
    return f"budget.{part}" if part and f"budget.{part}" not in taken else ""


def _options(pairs: list[Open], kind: str) -> Iterator[tuple[float, int, str]]:
    """For each pair the fields that it is likely of, and how likely; what a year before reached is of none of this
    year's, whatever else its label says (上年执行率, 上年绩效目标)."""
    for i, pair in enumerate(pairs):
        if FORMER.search(key(pair.label.text)) and not _counts_people(pair, kind):
            continue
        found = likely_fields(pair.label.text, pair.value.text, pair.told, kind) if pair.value else {}
        likely = {name: share for name, share in found.items() if name and share >= LEAST}
        yield from ((share, i, name) for name, share in likely.items())
        if pair.lead and kind == "project_goal":  # a body over the form is the one that the form does not name itself
            yield from ((share / 2, i, other) for name, share in likely.items() for other in _other_body(name))


def _other_body(name: str) -> list[str]:
    return [other for other in BODIES if other != name] if name in BODIES else []


def likely_fields(label: str, value: str, told: Sequence[float] | None, kind: str) -> dict[str, float]:
    """How likely a value under a label nobody knows is of each field of the kind of form, and ("") of none: by the
    label's words, the value, and where the network of cells was asked (`told`) by what it sees in the value's place;
    numbers are told by labels and sums alone."""
    told = None if value_kind(value) in _NUMBERS else told
    likely: dict[str, float] = defaultdict(float)
    never = barred(value_kind(value))
    for sense in held(label, value):
        name = field_of(kind, sense.name)
        unseen = sense.name in never and (told is None or _sum(told, _places(name)) < SURE)
        if unseen or (sense.name in _SORTS and names_source(value)):
            name = ""
        likely[name] += math.exp(sense.likely)
    if told is not None and _sum(told, _at(BODIES)) <= LEAST:  # which body it is only the label says
        likely = {name: share * max(_LEAST_TOLD, _sum(told, _known_places(name))) for name, share in likely.items()}
    whole = sum(likely.values())
    return {name: share / whole for name, share in likely.items()}


@cache
def _places(name: str) -> tuple[int, ...]:
    """The places, among the roles of cells, of those with values of the field; of those that are in none for ""."""
    return _at(_GOALS[1:] if name == "goal" else roles_for(name) or ((name,) if name in AT else NOWHERE))


@cache
def _known_places(name: str) -> tuple[int, ...]:
    """The same, or, where the network knows too little of them, the places of all of which it knows too little."""
    places, known = _places(name), {AT[role] for role in network().known}
    return places if known.issuperset(places) else tuple(i for i in range(len(AT)) if i not in known | {*_at(NOWHERE)})


def _at(roles: Iterable[str]) -> tuple[int, ...]:
    return tuple(AT[role] for role in roles)


def _sum(told: Sequence[float], places: tuple[int, ...]) -> float:
    return sum([told[i] for i in places])


def _is_taken(name: str, gone: Iterable[str]) -> bool:
    """Whether the field has its value; a period is told by its ends too."""
    if name.startswith("staff."):
        return False
    if name == "period":
        return any(g.startswith("period") for g in gone)
    return name in gone or (name.startswith("period_") and "period" in gone)


def _labelled(name: str, pair: Open) -> Labelled:
    value = pair.value if name.startswith("goal") or pair.flat is None else pair.flat
    return Labelled(name, pair.cell, value, pair.cells, lead=pair.lead, inferred=True)


def _years(pair: Open) -> list[Passage]:
    """The year that the value names where the label asks for one, or that a goal's label names."""
    sense = held(pair.label.text, pair.value.text)[0].name
    source = pair.value if sense == "year" else pair.label if sense in _GOALS else Passage()
    match = _YEAR.search(source.text)
    return [source.cut(*match.span())] if match else []
