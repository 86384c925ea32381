"""Learns how likely a reader finds a suggestion useful: logistic regression on judged suggestions.

uv run python -m eval.training.suggestion_usefulness              # each list of suggestions left out in turn
uv run python -m eval.training.suggestion_usefulness --write      # and the weights of all, into schemas/library/
"""

from __future__ import annotations

import json
import sys

import numpy as np
import yaml
from numpy.typing import NDArray

from eval.files import PROJECT
from jixiao.suggestions.worth import FEATURES

JUDGED = PROJECT / "eval" / "judged" / "suggestions.yaml"
PLACE = PROJECT / "schemas" / "library" / "usefulness.json"
CUT = 0.6
_RIDGE, _STEPS = 1.0, 30

Numbers = NDArray[np.float64]


def learn(known: Numbers, useful: Numbers) -> Numbers:
    """The constant and the weights, by Newton's method with a small ridge."""
    with_base = np.c_[np.ones(len(known)), known]
    ridge = np.eye(with_base.shape[1]) * _RIDGE
    ridge[0, 0] = 0
    weights = np.zeros(with_base.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-with_base @ weights))
        slope = with_base.T @ (likely - useful) + ridge @ weights
        bend = (with_base * (likely * (1 - likely) + 1e-6)[:, None]).T @ with_base + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Leave each list out in turn; with --write learn from all and keep the weights."""
    rows = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))["suggestions"]
    rows = [row for row in rows if not row.get("had")]  # what a form had in other words is not suggested any more
    known = np.array([[float(row[name]) for name in FEATURES] for row in rows])
    marks, lists = np.array([row["mark"] for row in rows]), np.array([row["list"] for row in rows])
    useful = (marks == "useful").astype(float)
    kept = np.zeros(len(rows), dtype=bool)
    for one in sorted(set(lists)):
        weights = learn(known[lists != one], useful[lists != one])
        own = lists == one
        kept[own] = 1 / (1 + np.exp(-np.c_[np.ones(own.sum()), known[own]] @ weights)) >= CUT
        print(_said(f"第 {one} 份", marks[own & kept], marks[own]))
    print(_said("合计", marks[kept], marks))
    if "--write" in sys.argv:
        base, *weights = (round(float(w), 3) for w in learn(known, useful))
        said = {"base": base, "weights": dict(zip(FEATURES, weights, strict=True)), "cut": CUT}
        PLACE.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _said(what: str, kept: NDArray[np.str_], every: NDArray[np.str_]) -> str:
    def shares(of: NDArray[np.str_]) -> str:
        return f"{len(of)} 条，有用 {np.mean(of == 'useful'):.2f}，荒唐 {np.mean(of == 'silly'):.2f}"

    return f"{what}：原有 {shares(every)}；留下 {shares(kept)}"


if __name__ == "__main__":
    main()
