"""Trains the judge of clauses (schemas/clauses/clauses.json) on clauses that a reader labelled.

    uv run python -m eval.training.clause_judge           # each file left out in turn, and what never trains
    uv run python -m eval.training.clause_judge --wrong   # and the clauses that are told wrongly
    uv run python -m eval.training.clause_judge --write   # the weights of all files but those that never train

The labelled clauses stand in `eval/training/clauses/`. `offices.txt` and `documents.txt` never train: names by another
hand, and of published documents, whose text is not kept here (their clauses are made again from the corpus, where there
is one, and found by their hash).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from eval.drafts.goals import goals
from eval.files import PROJECT
from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.clauses.judge import features
from jixiao.drafts.clauses.offers import offers
from jixiao.drafts.language.points import Kind, Point, points

LINES = PROJECT / "eval" / "training" / "clauses"
PLACE = PROJECT / "schemas" / "clauses" / "clauses.json"
NEVER = ("offices", "documents")
GOOD = "可"
BAR = "\uff5c"
_YEAR = 2025
_RIDGE, _LEAST, _SMALL, _STEPS = 2.0, 2, 0.02, 300
_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.001)


class Line(NamedTuple):
    """A clause that tells a point, whether an official would write it (else the kind of fault), and its file."""

    point: Point
    text: str
    label: str
    file: str

    @property
    def good(self) -> bool:
        """Whether the reader would take it as it stands."""
        return self.label == GOOD


def lines() -> Iterator[Line]:
    """All labelled clauses; those of published documents where the corpus is at hand."""
    for path in sorted(LINES.glob("*.txt")):
        if path.stem == "documents":
            yield from _documents(dict(text.split() for text in _told(path.read_text(encoding="utf-8"))))
            continue
        for text in _told(path.read_text(encoding="utf-8")):
            label, kind, name, value, said = text.split(BAR)
            yield Line(Point("indicators[0]", cast(Kind, kind), name, value), said, label, path.stem)


def _told(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _documents(labels: dict[str, str]) -> Iterator[Line]:
    """The labelled clauses of published documents, made again."""
    for goal in goals():
        for point in points(goal.project):
            for one in offers(point, goal.project.year):
                label = labels.pop(hash_of(point, one.text), None)
                if label:
                    yield Line(point, one.text, label, "documents")


def hash_of(point: Point, text: str) -> str:
    """What stands for a clause whose text is not kept."""
    return hashlib.sha256(f"{point.name}{BAR}{point.value}{BAR}{text}".encode()).hexdigest()[:16]


def seen(line: Line) -> list[str]:
    """What the judge sees of the line."""
    return features(line.text, line.point, clause([line.point], _YEAR).text == line.text)


def learn(told: Sequence[tuple[list[str], bool]]) -> dict[str, float]:
    """The weights under which the labels are likeliest, held near nothing."""
    counts = Counter(feature for some, _ in told for feature in some)
    index = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= _LEAST)}
    places = [(row, index[f]) for row, (some, _) in enumerate(told) for f in some if f in index]
    at, of = zip(*places, strict=True)
    x = sparse.csr_matrix((np.ones(len(places)), (at, of)), shape=(len(told), len(index)))
    signs = np.array([1.0 if good else -1.0 for _, good in told])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = signs * (x @ w)
        value = np.logaddexp(0, -margin).sum() + 0.5 * _RIDGE * (w @ w)
        return float(value), -(x.T @ (signs / (1 + np.exp(margin)))) + _RIDGE * w

    found = optimize.minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return {f: round(float(found[i]), 3) for f, i in index.items() if abs(found[i]) >= _SMALL}


def chances(weights: dict[str, float], rows: Sequence[list[str]]) -> NDArray[np.float64]:
    """How likely each row is a good one."""
    return np.array([1 / (1 + np.exp(-sum(weights.get(f, 0.0) for f in row))) for row in rows])


def said_of(name: str, good: NDArray[np.bool_], told: NDArray[np.float64]) -> str:
    """The figures of clauses that were left out: how many are told rightly, and how many of each band are good."""
    order = np.argsort(np.argsort(told)) + 1
    yes, no = int(good.sum()), int((~good).sum())
    auc = (order[good].sum() - yes * (yes + 1) / 2) / max(yes * no, 1)
    bands = []
    for low, high in pairwise(_BANDS):
        inside = (told >= low) & (told < high)
        share = f"{good[inside].mean():.2f}" if inside.any() else "-"
        bands.append(f"{low:.1f}起 {inside.sum()} 条，能用 {share}")
    right = ((told >= 0.5) == good).mean()
    return f"{name}：{len(told)} 条，能用 {good.mean():.2f}，说对 {right:.3f}，AUC {auc:.3f}；" + "；".join(bands)


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    told = list(lines())
    rows = [seen(line) for line in told]

    def learned(keep: Callable[[Line], bool]) -> dict[str, float]:
        return learn([(row, line.good) for row, line in zip(rows, told, strict=True) if keep(line)])

    if "--write" in arguments:
        data = dict(sorted(learned(lambda line: line.file not in NEVER).items()))
        PLACE.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        return
    for file in sorted({line.file for line in told}):
        weights = learned(lambda line, file=file: line.file not in (*NEVER, file))  # type: ignore[misc]
        own = [n for n, line in enumerate(told) if line.file == file]
        found = chances(weights, [rows[n] for n in own])
        print(said_of(file, np.array([told[n].good for n in own]), found))
        for n, chance in zip(own, found, strict=True) if "--wrong" in arguments else ():
            if (chance >= 0.5) != told[n].good:
                print(f"  {chance:.2f} {told[n].label} {told[n].point.name}={told[n].point.value} {told[n].text}")


if __name__ == "__main__":
    main(sys.argv[1:])
