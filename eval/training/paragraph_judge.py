"""Trains the judge of paragraphs (schemas/paragraphs/paragraphs.json) on arrangements that a reader ranked.

    uv run python -m eval.training.paragraph_judge           # each file, and a tenth of the projects, left out in turn
    uv run python -m eval.training.paragraph_judge --write   # the weights of all files

Each pair of arrangements of one project is an example: the weights are those under which the better one is liked more
(Bradley and Terry's model).
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from eval.files import PROJECT
from jixiao.drafts.writing.liked import features

RANKED = PROJECT / "eval" / "training" / "paragraphs"
PLACE = PROJECT / "schemas" / "paragraphs" / "paragraphs.json"
BAR = "\uff5c"
GOOD = "可"
_RIDGE, _STEPS, _FOLDS = 1.5, 200, 10


class Ranked(NamedTuple):
    """Arrangements of one project called so, the one that a reader would rather hand in first, which of them can be
    handed in as they stand, and their file."""

    called: str
    texts: tuple[str, ...]
    good: tuple[bool, ...]
    file: str

    @property
    def fold(self) -> int:
        """The part that its project is left out with."""
        return zlib.crc32(self.called.encode()) % _FOLDS


def ranked() -> Iterator[Ranked]:
    """All that was ranked."""
    for path in sorted(RANKED.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n# ")[1:]:
            called, *lines = block.strip().splitlines()
            told = [line.split(BAR, 1) for line in lines]
            yield Ranked(called, tuple(text for _, text in told), tuple(label == GOOD for label, _ in told), path.stem)


def learn(told: Sequence[Ranked]) -> dict[str, float]:
    """The weights under which the rankings are likeliest, held near nothing."""
    pairs = [pair for one in told for pair in combinations([features(text, one.called) for text in one.texts], 2)]
    names = sorted({name for pair in pairs for some in pair for name in some})
    x = np.array([[better.get(name, 0.0) - worse.get(name, 0.0) for name in names] for better, worse in pairs])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = x @ w
        value = np.logaddexp(0, -margin).sum() + 0.5 * _RIDGE * (w @ w)
        return float(value), -(x.T @ (1 / (1 + np.exp(margin)))) + _RIDGE * w

    found = optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)}


def told(weights: dict[str, float], left: Sequence[Ranked]) -> tuple[int, int, int]:
    """How many pairs of these are told rightly, of how many, and of how many projects the best is."""
    right = pairs = best = 0
    for one in left:
        likings = [sum(weights.get(n, 0.0) * v for n, v in features(t, one.called).items()) for t in one.texts]
        right += sum(a > b for a, b in combinations(likings, 2))
        pairs += len(one.texts) * (len(one.texts) - 1) // 2
        best += all(likings[0] > other for other in likings[1:])
    return right, pairs, best


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    every = list(ranked())
    if "--write" in arguments:
        PLACE.write_text(json.dumps(learn(every), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        return
    for file in sorted({one.file for one in every}):
        left = [one for one in every if one.file == file]
        names = {one.called for one in left}
        found = told(learn([one for one in every if one.file != file and one.called not in names]), left)
        print(f"{file} 的项目都留出：{found[1]} 对说对 {found[0]}，{len(left)} 个项目里最好的说对 {found[2]}")
    parts = [
        told(learn([o for o in every if o.fold != fold]), [o for o in every if o.fold == fold])
        for fold in range(_FOLDS)
    ]
    right, pairs, best = (sum(part[n] for part in parts) for n in range(3))
    print(f"项目分十份轮流留出：{pairs} 对说对 {right}，{len(every)} 个项目里最好的说对 {best}")


if __name__ == "__main__":
    main(sys.argv[1:])
