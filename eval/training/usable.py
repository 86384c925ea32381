"""Trains what tells whether a draft can be handed in (schemas/usable/usable.json), on drafts that were looked through.

    uv run python -m eval.training.usable           # each author's forms left out in turn
    uv run python -m eval.training.usable --write   # the weights of all

The labelled drafts stand in `eval/training/usable/` (with the clauses to be changed) and `eval/training/paragraphs/`
(without). A draft is good if no clause is changed, so both kinds teach the chance of a clause. What the judge of
clauses says is taken from judges that did not see the clauses of that author.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from eval.checks import judged
from eval.checks import reader_faults as faults
from eval.files import PROJECT
from eval.training import clause_judge
from eval.training.paragraph_judge import ranked
from jixiao.drafts.clauses.judge import features as clause_features
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.writing.usable import Features, Reader, parted
from jixiao.records import Indicator
from jixiao.records.drafts import Project

LABELLED = PROJECT / "eval" / "training" / "usable"
PLACE = PROJECT / "schemas" / "usable" / "usable.json"
BAR = clause_judge.BAR
_RIDGE, _STEPS = 1.0, 500
_FREE = ("bias",)  # weights that are not held near nothing
_FOLDERS = ("held", "reader", "third", "wide", "worded", "ordinary")  # of eval/checks
# Authors whose forms are alike are left out together.
_HANDS = {"held": "reader", "wide": "reader", "third": "reader"}
_SHARES = (0.3, 0.5, 0.7, 1.0)
_LEVELS: dict[str, tuple[str, str]] = {
    "quantity": ("产出指标", "数量指标"), "quality": ("产出指标", "质量指标"), "time": ("产出指标", "时效指标"),
    "cost": ("成本指标", "经济成本指标"), "effect": ("效益指标", "社会效益指标"),
    "satisfaction": ("满意度指标", "服务对象满意度指标"), "other": ("产出指标", "数量指标"),
    "economic": ("效益指标", "经济效益指标"), "social": ("效益指标", "社会效益指标"),
    "ecological": ("效益指标", "生态效益指标"), "sustainable": ("效益指标", "可持续影响指标"),
}  # fmt: skip
_KINDS = {"timeliness": "time"}


class Labelled(NamedTuple):
    """A draft of a project, whether it can be handed in, its clauses to be changed (None: not told), and its hand."""

    project: Project
    text: str
    good: bool
    changed: tuple[str, ...] | None
    hand: str


class Seen(NamedTuple):
    """What is seen of a draft: a row a clause, and which clauses are changed (None: not told)."""

    rows: NDArray[np.float64]
    good: bool
    changed: NDArray[np.bool_] | None
    hand: str


@cache
def projects() -> Mapping[str, Project]:
    """The forms of the labelled drafts by author and name."""
    out = {
        f"{author}/{name}": Project.of(form)
        for author in _FOLDERS
        for name, form in faults.clean_forms(faults.FOLDER.with_name(author)).items()
    }
    for file in ("offices", "clumsy", "services"):
        out |= {f"{file}/{name}": project for name, project in _listed(file)}
    return out | {f"judged/{name}": project for name, project in _judged()}


def _judged() -> Iterator[tuple[str, Project]]:
    """The types of work whose indicators were judged one by one for the checks, with those that are fine."""
    rows: dict[str, list[Indicator]] = {}
    for line in judged.labelled():
        kind = _KINDS.get(line.level, line.level)
        if line.kind == judged.FINE and kind in _LEVELS:
            level1, level2 = _LEVELS[kind]
            row = Indicator(scope="annual", level1=level1, level2=level2, level3=line.name, value=line.value)
            rows.setdefault(line.project, []).append(row)
    for name, found in rows.items():
        yield name, Project(project_name=name, year=2026, indicators=found)


def _listed(file: str) -> Iterator[tuple[str, Project]]:
    """The projects of a file of labelled clauses, with the indicators that stand there."""
    text = (clause_judge.LINES / f"{file}.txt").read_text(encoding="utf-8")
    for block in text.split("\n## ")[1:]:
        name, *lines = block.strip().splitlines()
        told = dict.fromkeys(tuple(line.split(BAR)[1:4]) for line in lines)
        rows = [
            Indicator(scope="annual", level1=_LEVELS[kind][0], level2=_LEVELS[kind][1], level3=row, value=value)
            for kind, row, value in told
        ]
        yield name, Project(project_name=name, year=2026, indicators=rows)


def labelled() -> Iterator[Labelled]:
    """All labelled drafts."""
    for path in sorted(LABELLED.glob("*.txt")):
        hand = _HANDS.get(path.stem, path.stem)
        for block in path.read_text(encoding="utf-8").split("\n# ")[1:]:
            name, line = block.strip().splitlines()
            label, text, *changed = line.split(BAR)
            told = tuple(changed[0].split("；")) if changed else ()
            yield Labelled(projects()[f"{path.stem}/{name}"], text, label == clause_judge.GOOD, told, hand)
    by_name = {project.project_name: key for key, project in projects().items()}
    for one in ranked():
        if (key := by_name.get(one.called)) is not None:
            author = key.partition("/")[0]
            for text, good in zip(one.texts, one.good, strict=True):
                yield Labelled(projects()[key], text, good, None, _HANDS.get(author, author))


class Judges:
    """Judges of clauses that did not see those of some authors' forms."""

    def __init__(self) -> None:
        told = [line for line in clause_judge.lines() if line.file not in clause_judge.NEVER]
        rows = {(r.level3, r.value): k.partition("/")[0] for k, p in projects().items() for r in p.indicators}
        self.told = [
            (clause_judge.seen(line), line.good, _hand(rows.get((line.point.name, line.point.value), line.file)))
            for line in told
        ]
        self.known: dict[frozenset[str], dict[str, float]] = {}

    def without(self, hands: frozenset[str]) -> dict[str, float]:
        """The weights learned without the clauses of these hands."""
        if hands not in self.known:
            self.known[hands] = clause_judge.learn([(row, good) for row, good, hand in self.told if hand not in hands])
        return self.known[hands]


def _hand(author: str) -> str:
    return _HANDS.get(author, author)


def seen(told: Sequence[Labelled], judges: Judges, without: frozenset[str], names: Sequence[str]) -> list[Seen]:
    """What is seen of the drafts, by judges that know neither the draft's own hand nor those of `without`."""
    return [_table(one, _features(one, judges.without(without | {one.hand})), names) for one in told]


def _features(one: Labelled, known: Mapping[str, float]) -> Sequence[Features]:
    def judged(text: str, point: Point, ruled: bool) -> float:
        return sum(known.get(name, 0.0) for name in clause_features(text, point, ruled))

    return Reader(points(one.project), judged).features(one.text)


def _table(one: Labelled, found: Sequence[Features], names: Sequence[str]) -> Seen:
    rows = np.array([[row.get(name, 0.0) for name in names] for row in found])
    if one.changed is None:
        return Seen(rows, one.good, None, one.hand)
    clauses = parted(one.text).clauses
    bare = [clause.partition("（")[0] for clause in clauses]
    changed = [
        any(
            part in clause or (clause_bare and clause_bare in part and len(clause_bare) > len(part) // 2)
            for part in one.changed
        )
        for clause, clause_bare in zip(clauses, bare, strict=True)
    ]
    return Seen(rows, one.good, np.array(changed), one.hand)


def learn(told: Sequence[Seen], names: Sequence[str]) -> NDArray[np.float64]:
    """The weights under which the labels of clauses and drafts are likeliest, held near nothing."""
    ridge = np.array([0.01 if name in _FREE else _RIDGE for name in names])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = float(0.5 * (ridge * w * w).sum()), ridge * w
        for one in told:
            z = one.rows @ w
            p = 1 / (1 + np.exp(-z))
            sound = -np.logaddexp(0, z).sum()
            if one.changed is not None and (one.good or one.changed.any()):
                signs = np.where(one.changed, 1.0, -1.0)
                value += float(np.logaddexp(0, -signs * z).sum())
                slope = slope - one.rows.T @ (signs / (1 + np.exp(signs * z)))
            elif one.good:
                value -= float(sound)
                slope = slope + one.rows.T @ p
            else:
                spoilt = -np.expm1(sound)
                value -= float(np.log(max(spoilt, 1e-9)))
                slope = slope - one.rows.T @ p * (np.exp(sound) / max(spoilt, 1e-9))
        return value, slope

    return cast(
        NDArray[np.float64],
        optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x,
    )


def chances(weights: NDArray[np.float64], told: Sequence[Seen]) -> NDArray[np.float64]:
    """How likely each draft can be handed in."""
    return np.array([np.exp(-np.logaddexp(0, one.rows @ weights).sum()) for one in told])


def names_of(told: Sequence[Labelled]) -> list[str]:
    """The features of all drafts."""
    return sorted({name for one in told for row in Reader(points(one.project)).features(one.text) for name in row})


def area(good: NDArray[np.bool_], told: NDArray[np.float64]) -> float:
    """How often a good draft is likelier than a bad one."""
    order = np.argsort(np.argsort(told)) + 1
    yes, no = int(good.sum()), int((~good).sum())
    return float((order[good].sum() - yes * (yes + 1) / 2) / max(yes * no, 1))


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    every, judges = list(labelled()), Judges()
    names = names_of(every)
    if "--write" in arguments:
        found = learn(seen(every, judges, frozenset(), names), names)
        PLACE.parent.mkdir(exist_ok=True)
        data = {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)}
        PLACE.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        return
    good: list[bool] = []
    out: list[float] = []
    for hand in sorted({one.hand for one in every}):
        rows = seen(every, judges, frozenset({hand}), names)
        weights = learn([row for row in rows if row.hand != hand], names)
        own = [row for row, one in zip(rows, every, strict=True) if row.hand == hand and one.changed is not None]
        found = chances(weights, own)
        good += [row.good for row in own]
        out += list(found)
        print(said_of(hand, np.array([row.good for row in own]), found))
    print(said_of("轮流留出", np.array(good), np.array(out)))


def said_of(name: str, good: NDArray[np.bool_], told: NDArray[np.float64]) -> str:
    """How many drafts can be handed in among those that are told to be likeliest, by share."""
    order = np.argsort(-told)
    parts = []
    for share in _SHARES:
        top = order[: max(1, round(len(order) * share))]
        parts.append(f"前{share:.0%}（{told[top[-1]]:.2f} 起）能用 {good[top].mean():.2f}")
    return f"{name}：{len(good)} 篇，AUC {area(good, told):.3f}；" + "；".join(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
