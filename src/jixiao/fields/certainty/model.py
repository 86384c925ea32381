"""The probability that a value is right: the weights of its facts summed, then what share of such values were right.

The weights are data (schemas/certainty/weights.json, with its card beside it); `python -m eval.training.certainty`
makes them, of scans whose labels are known.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.fields.certainty.facts import Facts
from jixiao.resources import folder

# The share of wrong values among those that are let through, where nobody says otherwise.
MAX_ERROR = 0.005


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising line through points: the share of right values (`shares`) by the sum of their facts (`sums`)."""

    sums: tuple[float, ...]
    shares: tuple[float, ...]

    def at(self, total: float) -> float:
        """The share at that sum, between its two neighbours; beyond the ends that of the end."""
        i = bisect_right(self.sums, total)
        if i == 0 or i == len(self.sums):
            return self.shares[max(0, i - 1)]
        part = (total - self.sums[i - 1]) / (self.sums[i] - self.sums[i - 1])
        return self.shares[i - 1] + part * (self.shares[i] - self.shares[i - 1])


@dataclass(frozen=True, slots=True)
class Model:
    """The weight of each fact; the curve of each kind of value; which least probability lets through which error.

    `limits` are (error among those let through, least probability), the strictest first.
    """

    weights: dict[str, float]
    curves: dict[str, Curve]
    limits: tuple[tuple[float, float], ...]

    def total(self, facts: Facts) -> float:
        """What the facts come to (a logarithm of odds, not yet calibrated)."""
        return sum(self.weights.get(name, 0.0) * value for name, value in facts.items())

    def probability(self, facts: Facts) -> float:
        """How likely the value is right."""
        kind = next(name for name in facts if name.startswith("kind "))
        return self.curves[kind.removeprefix("kind ")].at(self.total(facts))

    def least(self, max_error: float) -> float:
        """The least probability of values of which, all together, so small a share is wrong."""
        strict = [least for error, least in self.limits if error <= max_error]
        return strict[-1] if strict else self.limits[0][1]


def model_of(data: dict[str, Any]) -> Model:
    """The model as it is kept."""
    curves = {name: Curve(tuple(c["sums"]), tuple(c["shares"])) for name, c in data["curves"].items()}
    return Model(data["weights"], curves, tuple((error, least) for error, least in data["limits"]))


@cache
def model() -> Model:
    """The model of schemas/certainty."""
    return model_of(json.loads((folder("schemas/certainty") / "weights.json").read_text(encoding="utf-8")))
