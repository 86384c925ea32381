"""The criteria of a review and how points and a grade are proposed, read from schemas/review/criteria.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jixiao import resources
from jixiao.errors import ResourceError

FOLDER = "schemas/review"
Coherent = Literal["", "indicators", "goal"]


@dataclass(frozen=True, slots=True)
class Item:
    """A scored part of a criterion: its points, what it asks, which checks it rests on, what only a person can judge.

    An item without `duties` is never scored by the program. `asked` are checks that want more than the form (a model,
    last year's form): what they find takes points, and what they do not find gives none. A `coherent` one has all its
    points only where goal and indicators go together, in this part of their coherence.
    """

    name: str
    points: int
    asks: str
    unseen: str
    duties: tuple[str, ...]
    asked: tuple[str, ...] = ()
    coherent: Coherent = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its points and items. Findings under one of `also` count here too."""

    name: str
    points: int
    items: tuple[Item, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything a review rests on; `basis` and `says` are shown beside every grade.

    `deductions` are shares of an item's points by severity, `spread` how many times as much is taken where it is in few
    indicators and where it is in all, `coherence` by part the share of points kept where goal and indicators have
    nothing in common and the coherence from which on all are, `touched` that of an item about indicators where
    something was found in all of them, `caps` the best grade while one of these checks (or
    "error": any error) stands, `unjudged` the word for what nothing looked at. `delete` are the checks after which an
    indicator is to go, `twins` those of them after which only the first of two does, `matters` what the summary takes
    together.
    """

    basis: str
    says: str
    criteria: tuple[Criterion, ...]
    deductions: Mapping[str, float]
    spread: tuple[float, float]
    coherence: Mapping[str, tuple[float, float]]
    touched: float
    weights: Mapping[str, float]
    overall: tuple[tuple[str, float], ...]
    unjudged: str
    caps: Mapping[str, tuple[str, ...]]
    after: Mapping[str, str]
    suggestions: Mapping[str, str]
    delete: tuple[str, ...]
    twins: tuple[str, ...]
    matters: tuple[Mapping[str, Any], ...]

    def home(self, name: str) -> str:
        """The criterion under which findings of that name stand, the first one where none claims them."""
        return next((c.name for c in self.criteria if name == c.name or name in c.also), self.criteria[0].name)

    def deduction(self, severity: str, share: float | None) -> float:
        """Which share of an item's points a check takes that found something in this share of the indicators.

        None is for what is about no indicator.
        """
        least, most = self.spread
        return self.deductions[severity] * (1 if share is None else least + (most - least) * share)

    def kept(self, part: Coherent, together: float | None, touched: float) -> float:
        """Which share of the points of an item that wants this part is kept; None is for what cannot be compared,
        `touched` the share of the indicators in which anything was found."""
        if not part:
            return 1.0
        whole = 1 - (1 - self.touched) * touched if part == "indicators" else 1.0
        return whole * self._together(part, together)

    def _together(self, part: Coherent, together: float | None) -> float:
        if together is None:
            return 1.0
        least, full = self.coherence[part]
        return least + (1 - least) * min(1.0, together / full)

    def grade(self, share: float, standing: Iterable[str] = ()) -> str:
        """The grade for so many percent of the points judged, while these checks (or "error") stand."""
        names = [name for name, _ in self.overall]
        found = next((n for n, (_, least) in enumerate(self.overall) if share >= least), len(names) - 1)
        stands = set(standing)
        return names[max(found, *(names.index(name) for name, checks in self.caps.items() if stands & set(checks)), 0)]


@cache
def criteria() -> Criteria:
    """The criteria of this installation; ResourceError where the file is missing or wrong."""
    path = resources.folder(FOLDER) / "criteria.yaml"
    said = resources.read_yaml(path)
    try:
        return Criteria(
            basis=said["basis"],
            says=said["says"],
            criteria=tuple(_criterion(c) for c in said["criteria"]),
            deductions=said["deductions"],
            spread=(said["spread"][0], said["spread"][1]),
            coherence={part: (least, full) for part, (least, full) in said["coherence"].items()},
            touched=said["touched"],
            weights=said["weights"],
            overall=tuple((g["name"], g["least"]) for g in said["overall"]),
            unjudged=said["unjudged"],
            caps={name: tuple(checks) for name, checks in said["caps"].items()},
            after=said["after"],
            suggestions=said["suggestions"],
            delete=tuple(said["delete"]),
            twins=tuple(said["twins"]),
            matters=tuple(said["matters"]),
        )
    except (KeyError, TypeError) as exc:
        raise ResourceError(f"评审标准 {path} 的写法不对（{type(exc).__name__}：{exc}）；请对照随附的文件改正") from exc


def _criterion(said: Mapping[str, Any]) -> Criterion:
    items = tuple(
        Item(i["name"], i["points"], i["asks"], i["unseen"], tuple(i["duties"]), tuple(asked), i.get("coherent", ""))
        for i in said["items"]
        for asked in (i.get("asked", ()),)
    )
    return Criterion(said["name"], said["points"], items, tuple(said.get("also", ())))
