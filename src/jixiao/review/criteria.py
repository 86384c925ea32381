"""The criteria of a review and how a grade is proposed, read from schemas/review/criteria.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from jixiao import resources
from jixiao.errors import ResourceError

FOLDER = "schemas/review"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a criterion: its points, and what it asks."""

    name: str
    points: int
    asks: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its points and parts, what the program sees of it (`seen`) and what only the reviewer can judge.

    Findings under one of `also` count here too.
    """

    name: str
    points: int
    items: tuple[Item, ...]
    seen: str
    unseen: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of a criterion: up to `most` of open weight, and which share of the points it stands for."""

    name: str
    most: float
    share: float


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything a review rests on; `basis` and `says` are shown beside every grade."""

    basis: str
    says: str
    criteria: tuple[Criterion, ...]
    weights: Mapping[str, float]
    grades: tuple[Grade, ...]
    overall: tuple[tuple[str, float], ...]
    cap: Mapping[str, str]
    after: Mapping[str, str]
    suggestions: Mapping[str, str]

    def home(self, name: str) -> str:
        """The criterion under which findings of that name stand, the first one where none claims them."""
        return next((c.name for c in self.criteria if name == c.name or name in c.also), self.criteria[0].name)

    def grade(self, weight: float) -> Grade:
        """The grade proposed for a criterion with so much open weight."""
        return next((g for g in self.grades if weight <= g.most), self.grades[-1])

    def whole(self, points: float, standing: Iterable[str]) -> str:
        """The grade proposed for so many points of a hundred, while findings of these weights stand."""
        names = [name for name, _ in self.overall]
        found = next((n for n, (_, least) in enumerate(self.overall) if points >= least), len(names) - 1)
        return names[max(found, *(names.index(self.cap[w]) for w in standing if w in self.cap), 0)]


@cache
def criteria() -> Criteria:
    """The criteria of this installation; ResourceError where the file is missing or wrong."""
    path = resources.folder(FOLDER) / "criteria.yaml"
    said = resources.read_yaml(path)
    try:
        return Criteria(
            basis=said["basis"],
            says=said["says"],
            criteria=tuple(
                Criterion(
                    c["name"],
                    c["points"],
                    tuple(Item(i["name"], i["points"], i["asks"]) for i in c["items"]),
                    c["seen"],
                    c["unseen"],
                    tuple(c.get("also", ())),
                )
                for c in said["criteria"]
            ),
            weights=said["weights"],
            grades=tuple(Grade(g["name"], g.get("most", float("inf")), g["share"]) for g in said["grades"]),
            overall=tuple((g["name"], g["least"]) for g in said["overall"]),
            cap=said["cap"],
            after=said["after"],
            suggestions=said["suggestions"],
        )
    except (KeyError, TypeError) as exc:
        raise ResourceError(f"评审标准 {path} 的写法不对（{type(exc).__name__}：{exc}）；请对照随附的文件改正") from exc
