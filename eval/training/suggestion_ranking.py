"""Learns how likely a project has an indicator from what a library shows: logistic regression on labelled forms.

uv run python -m eval.training.suggestion_ranking                 # recall with each place left out in turn
uv run python -m eval.training.suggestion_ranking --write         # and the weights of all, into schemas/library/

Each case hides one to three indicators of a form and takes a library without the form's document, or without any of
its place; each other name of that library or of the frame is an example.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.files import PROJECT
from eval.suggestions import hidden
from eval.suggestions.hidden import Case
from jixiao.library import Library
from jixiao.suggestions.rank import PEERS, pool
from jixiao.suggestions.weighing import FEATURES, Scales

PLACE = PROJECT / "schemas" / "library" / "ranking.json"
DRAWS = 5
CUTS = (3, 5, 10)
_RIDGE, _STEPS = 1.0, 25


@dataclass(frozen=True, slots=True)
class Example:
    """A case as numbers: whose place it is, the hidden names, the names that might be suggested and their features."""

    place: str
    hidden: frozenset[str]
    names: tuple[str, ...]
    features: NDArray[np.float64]

    @property
    def right(self) -> NDArray[np.float64]:
        """1 for a name that was hidden."""
        return np.array([float(name in self.hidden) for name in self.names])


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights with the constant in front, and mean and spread of the features."""

    weights: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]

    def score(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log odds."""
        scores: NDArray[np.float64] = self.weights[0] + ((features - self.mean) / self.spread) @ self.weights[1:]
        return scores


def example(case: Case, library: Library) -> Example | None:
    """The case as numbers, None where nothing could be suggested."""
    peers = library.peers(case.card, PEERS)
    scales = Scales(case.card, library, peers)
    found = [
        (c.group, scales.features(c.group, c.family, c.framed is not None)) for c in pool(case.card, library, peers)
    ]
    if not found:
        return None
    features = np.array([[said[name] for name in FEATURES] for _, said in found])
    known = frozenset(library.resolved(group) for group in case.hidden)
    return Example(hidden.office(case.document), known, tuple(name for name, _ in found), features)


def examples(folder: Path) -> list[Example]:
    """All cases, with libraries that do not know the document, and with those that know nothing of the place."""
    readings = hidden.labelled()
    every = list(hidden.cases(readings, DRAWS))
    out = []
    for kin in (lambda name: {name}, lambda name: {n for n in readings if hidden.office(n) == hidden.office(name)}):
        libraries: dict[frozenset[str], Library] = {}
        for case in every:
            left = frozenset(kin(case.document))
            if left not in libraries:
                libraries[left] = hidden.library_without(readings, set(left), folder)
            out += [made] if (made := example(case, libraries[left])) is not None else []
        folder = folder / "places"
        folder.mkdir()
    return out


def learn(of: Sequence[Example]) -> Learned:
    """The weights by Newton's method, with a small ridge."""
    features, right = np.concatenate([e.features for e in of]), np.concatenate([e.right for e in of])
    mean, spread = features.mean(0), features.std(0) + 1e-9
    known = np.c_[np.ones(len(features)), (features - mean) / spread]
    ridge = np.eye(known.shape[1]) * _RIDGE
    ridge[0, 0] = 0
    weights = np.zeros(known.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (likely - right) + ridge @ weights
        bend = (known * (likely * (1 - likely) + 1e-6)[:, None]).T @ known + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return Learned(weights, mean, spread)


def recalled(of: Sequence[Example], by: Learned) -> dict[int, int]:
    """How many hidden names stand among the first so many."""
    out = dict.fromkeys(CUTS, 0)
    for one in of:
        order = [one.names[i] for i in np.argsort(-by.score(one.features), kind="stable")]
        for cut in CUTS:
            out[cut] += len(one.hidden & set(order[:cut]))
    return out


def main() -> None:
    """Leave each place out in turn; with --write learn from all and keep the weights."""
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        every = examples(Path(folder))
    found, total = dict.fromkeys(CUTS, 0), sum(len(one.hidden) for one in every)
    for place in sorted({one.place for one in every}):
        own = [one for one in every if one.place == place]
        for cut, count in recalled(own, learn([one for one in every if one.place != place])).items():
            found[cut] += count
    print({cut: round(count / total, 3) for cut, count in found.items()}, f"of {total} hidden, each place left out")
    if "--write" in sys.argv:
        made = learn(every)
        said = {"base": made.weights[0], "weights": made.weights[1:], "mean": made.mean, "spread": made.spread}
        PLACE.write_text(json.dumps({k: _rounded(v) for k, v in said.items()}, indent=1) + "\n", encoding="utf-8")


def _rounded(value: NDArray[np.float64] | np.float64) -> object:
    if np.ndim(value) == 0:
        return round(float(value), 4)
    return {name: round(float(v), 4) for name, v in zip(FEATURES, np.atleast_1d(value), strict=True)}


if __name__ == "__main__":
    main()
