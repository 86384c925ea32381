"""A second witness for the values of a form: whether the network, which knows neither vocabulary nor rules, sees in a
cell what the rules read there.

Amounts are left out: which of a form's amounts is whose is told better by sums and labels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.evidence import Passage, Role
from jixiao.fields.cells.account import Account
from jixiao.fields.cells.roles import AT, MONEY, NOWHERE, OF_ROW, OF_VALUE, said_of
from jixiao.fields.cells.told import SURE
from jixiao.forms.content import kinds_of
from jixiao.forms.model import Form
from jixiao.records import Reason
from jixiao.records.kinds import KINDS
from jixiao.resources import folder
from jixiao.text import key

_SOME = re.compile("[1-9]")  # which nil is whose tells nothing
_PLACE = re.compile(r"\[\d+\]")
# A cell of fewer characters that no field took is of no weight.
_TELLING = 2
_HALF = 0.5
_ROWS = 2
_NAME, _LEVELS = "level3", ("level1", "level2")
# Reasons that only say that a reading is not sure: two readings that agree are.
_SETTLED = ("table.walls-unsure", "table.columns-inferred")
# The kind of form of whose fields the network has seen enough to take doubts away.
SETTLED_KIND = "project_goal"
_UPPER = tuple(f".{level}" for level in _LEVELS)
_PERIOD = ("period_start", "period_end")
# Fields that only the words of their labels tell apart, and bodies, which are written in too many ways to be judged.
_ALIKE, BODIES = (("goal_annual", "goal_lifetime"),), ("department", "implementer")
_UNNAMED = ("部门", "单位")  # so labels end that call for a body
_NO_LABEL = tuple(role for role in AT if role != "label")
# A shorter text that was taken for a label may well be one.
_LABEL = 8
# A description may be no more than the name again.
_AGAIN = {"description": ("description", "level3")}


class Thresholds(NamedTuple):
    """From which probability on the witness speaks (schemas/cells/limits.json).

    A value of a list's row is in doubt below `rows`, an amount of a project below `money`, another value below `texts`,
    a body's name where the cell is something else than a label with less than `body`. A cell that no field took makes
    the record incomplete where it may be of such a row from `lost` on, of a field that is blank from `missed` on. An
    unknown label is left alone where what stands under it is of a field with less than `outside`. The two agree where
    no value has less than `agrees` and no cell that no field took is likelier of a row than not.
    """

    rows: float
    texts: float
    lost: float
    missed: float
    outside: float
    agrees: float
    body: float
    money: float


@cache
def limits() -> Thresholds:
    """The limits as shipped."""
    return Thresholds(**json.loads((folder("schemas/cells") / "limits.json").read_text(encoding="utf-8")))


@lru_cache(maxsize=4096)
def roles_for(path: str) -> tuple[str, ...]:
    """The roles of cells that a value at the path is read from; none where the network is not asked."""
    name = _PLACE.sub("", path).removeprefix("indicators.")
    if name == "value":
        return OF_VALUE
    if name in _PERIOD:
        return ("period",)
    if name in _AGAIN:
        return _AGAIN[name]
    alike = next((names for names in _ALIKE if name in names), None)
    if alike is not None:
        return (name, *(other for other in alike if other != name))
    return (name,) if name in AT and name not in BODIES and name not in NOWHERE and name not in MONEY else ()


def sees(told: Account, path: str, passage: Passage) -> bool:
    """Whether the network holds it likelier than not that the passage stands where the value of the path does; it may
    be asked so of amounts and bodies too, of which its denial is worth nothing."""
    name = _PLACE.sub("", path)
    roles = roles_for(path) or (BODIES if name in BODIES else (name,) if name in AT else ())
    return bool(told.cells([passage])) and bool(roles) and told.share(passage, roles) >= _HALF


@dataclass(slots=True)
class Heard:
    """What the witness says of the values of a form: how likely each is (`shares`, by field path), how likely cells
    that no field took are of a list's row (`loose`) or of a field that is blank (`missed`). `settles` where the network
    knows enough of the kind of form to take a doubt away; of values that are `sure` it says nothing."""

    told: Account
    values: Mapping[str, Passage]
    shares: dict[str, float]
    loose: dict[int, float]
    missed: dict[int, float]
    settles: bool
    sure: Collection[str] = ()
    differing: list[str] = field(init=False)
    """The paths of values in whose cells the network sees something else."""

    def __post_init__(self) -> None:
        """Weigh each value once."""
        bounds, sure = limits(), self.sure
        asked = [(path, share, roles_for(path)) for path, share in self.shares.items() if path not in sure]
        self.differing = [path for path, share, roles in asked if share < _bound(path, roles, bounds)]

    @property
    def agrees(self) -> bool:
        """Whether the network sees every value where the rules read it, and no further row."""
        least = limits().agrees
        if sum(path.endswith(f".{_NAME}") for path in self.shares) < _ROWS:
            return False  # so few rows do not say where columns are
        return min(self.shares.values(), default=0.0) >= least and max(self.loose.values(), default=0.0) < _HALF

    def weighed(self, reasons: list[Reason]) -> list[Reason]:
        """The reasons that remain once the network was heard, and its own: the value that it believes least, the cell
        it is surest of."""
        out = [r for r in reasons if r.code not in _SETTLED] if self.settles and self.agrees else list(reasons)
        told = self.told
        if differing := self.differing:
            path = min(differing, key=lambda p: self.shares[p])
            passage, roles = self.values[path], roles_for(path) or (path,)
            cell = told.worst(passage, roles)
            here, there = said_of(roles[0]), said_of(told.best[cell])
            said = f"“{passage.text[:16]}”读作{here}，从位置和内容看更像{there}；请对照原文核对"
            out.append(Reason(code="witness.differs", message=said, page=told.grid.pages[cell] or None))
        lost = [(share, i) for i, share in self.loose.items() if share >= limits().lost]
        lost += [(share, i) for i, share in self.missed.items() if share >= limits().missed]
        if lost:
            cell = max(lost)[1]
            text, there = told.grid.texts[cell][:16], said_of(told.best[cell])
            said = f"“{text}”像是{there}，没有归入任何栏目；请对照原文核对"
            out.append(Reason(code="witness.lost", message=said, page=told.grid.pages[cell] or None))
        return out


def _bound(path: str, roles: tuple[str, ...], bounds: Thresholds) -> float:
    """The limit for the value of a path."""
    if not roles:
        return bounds.money if path in MONEY else bounds.body
    return bounds.rows if roles[0] in OF_ROW else bounds.texts


def heard(
    told: Account,
    values: Mapping[str, Passage],
    kind: str,
    agreed: Collection[str] = (),
    own: Collection[int] = (),
    listed: Iterable[Passage] = (),
) -> Heard:
    """What the witness says of the values of a form of the kind, by field path. Those that two readings gave alike are
    sure, but for levels, which both carry down alike. The `own` cells of one project among many are of no list's row,
    what is `listed` stands in a list of no field.
    """
    sure = {path for path in agreed if path.rpartition(".")[2] not in _LEVELS}
    asked = {
        path: roles for path, p in values.items() if p and (roles := roles_for(path)) and told.known.issuperset(roles)
    }
    for path in [path for path in asked if path.endswith(_UPPER)]:
        name = values.get(path.rpartition(".")[0] + ".level3")
        if name and told.cells([name]) == told.cells([values[path]]):
            del asked[path]  # level and name stand in one cell
    said: dict[tuple[int, tuple[str, ...]], float] = {}  # one passage is the level of several rows
    for path, roles in asked.items():
        if (at := (id(values[path]), roles)) not in said:
            said[at] = told.share(values[path], roles)
    shares = {path: said[id(values[path]), roles] for path, roles in asked.items()}
    bodies = {path: told.share(p, _NO_LABEL) for path in BODIES if (p := values.get(path)) and not _names_body(p.text)}
    shares |= {path: share for path, share in bodies.items() if share < limits().body}
    if kind == SETTLED_KIND:
        amounts = [path for path, p in values.items() if path in told.known and path in MONEY and _SOME.search(p.text)]
        sums = {path: told.share(values[path], _money(path, values)) for path in amounts}
        shares |= {path: share for path, share in sums.items() if share < limits().money}
    taken = told.cells([*values.values(), *listed])
    free = [i for i, text in enumerate(told.grid.texts) if i not in taken and len(key(text)) >= _TELLING]
    of_row, blank = _of_rows(told).difference(own), _blank_fields(values, kind)
    missed = {i: told.at(i, told.best[i]) for i in free if told.best[i] in blank}
    return Heard(
        told, values, shares, {i: told.fields[i] for i in free if i in of_row}, missed, kind == SETTLED_KIND, sure
    )


def _names_body(text: str) -> bool:
    """Whether the text is the name of a body, which no label is: 安平县农业农村局, not 主管部门."""
    return "org" in kinds_of(text) and not text.endswith(_UNNAMED)


def _money(path: str, values: Mapping[str, Passage]) -> tuple[str, ...]:
    """The roles that an amount may stand in: its own; those of all parts for a total whose period prints no part."""
    period, _, part = path.rpartition(".")
    own = tuple(role for role in MONEY if role.rpartition(".")[0] == period)
    return (path,) if part != "total" or any(values.get(role) for role in own if role != path) else own


def _of_rows(told: Account) -> set[int]:
    """The cells that may be of a list's row: targets, names with something else of a row beside them, and levels
    beside a name."""
    spans = [range(place[0], place[2]) for place in told.grid.places]
    beside = {r for i, role in enumerate(told.best) if role in (*_LEVELS, *OF_VALUE) for r in spans[i]}
    named = {r for i, role in enumerate(told.best) if role == _NAME for r in spans[i]}
    names = {i for i, role in enumerate(told.best) if role == _NAME and not beside.isdisjoint(spans[i])}
    levels = {i for i, role in enumerate(told.best) if role in _LEVELS and not named.isdisjoint(spans[i])}
    return {i for i, role in enumerate(told.best) if role == "value"} | names | levels


def _blank_fields(values: Mapping[str, Passage], kind: str) -> set[str]:
    """The roles of fields that stand once in a form of the kind and that nothing was read for; bodies are left out."""
    read = {path for path, passage in values.items() if passage}
    blank = set(_once(kind) - read)
    if any(name in read for name in _ALIKE[0]):
        blank -= set(_ALIKE[0])
    return blank | ({"period"} if kind == SETTLED_KIND and read.isdisjoint(_PERIOD) else set())


@cache
def _once(kind: str) -> frozenset[str]:
    """The roles that are such fields."""
    fields = KINDS[kind].model.model_fields
    return frozenset(name for name in AT if name in fields and name not in (*BODIES, *NOWHERE))


def may_be_field(told: Account, passage: Passage) -> bool:
    """Whether the network holds it likelier than not that a part of the passage is of a field."""
    return any(told.fields[i] >= _HALF for i in told.cells([passage]))


def is_outside(told: Account, passage: Passage) -> bool:
    """Whether the network is sure that the passage is of no field."""
    cells = told.cells([passage])
    return bool(cells) and all(told.fields[i] < limits().outside for i in cells)


def left_outside(told: Account, form: Form, kind: str) -> list[Passage]:
    """The cells that nobody read and that the network is sure are of no field, where it knows the kind of form; of
    those that were taken for labels the ones of which it is sure that they are none."""
    free, called = [], []
    for cell in (c for table in form.tables for c in table.cells if c.text) if kind == SETTLED_KIND else ():
        roles = [piece.word.roles for piece in cell.flat.pieces]
        if roles.count(None) == len(roles):
            free.append(cell.passage)
        elif all(r and r.count(Role.LABEL) == len(r) for r in roles) and len(key(cell.text)) >= _LABEL:
            called.append(cell)
    sure = [c.passage for c in called if all(told.at(i, "outside") >= SURE for i in told.cells([c.passage]))]
    return [*(passage for passage in free if is_outside(told, passage)), *sure]
