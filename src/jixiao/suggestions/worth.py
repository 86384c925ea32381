"""How likely a reader finds a suggestion useful, by what the form itself bears out.

Learned from suggestions that readers judged; `eval/training/suggestion_usefulness.py` learns the weights in
`schemas/library/usefulness.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from jixiao import resources
from jixiao.checks.judgement import pairs
from jixiao.errors import ResourceError
from jixiao.library import Card

FEATURES = ("own", "satisfaction", "borne", "both")
_FILE = "usefulness.json"
_OUTPUTS = ("quantity", "quality", "timeliness", "cost")


@dataclass(frozen=True, slots=True)
class Usefulness:
    """The learned weights; what is less likely to be useful than `cut` is not suggested."""

    base: float
    weights: Mapping[str, float]
    cut: float

    def likely(self, features: Mapping[str, float]) -> float:
        """How likely (0..1) a suggestion with these features is useful."""
        return 1 / (1 + exp(-self.base - sum(self.weights[name] * features[name] for name in FEATURES)))


@cache
def usefulness() -> Usefulness:
    """The weights of this installation; ResourceError where the file is missing or wrong."""
    path = resources.folder("schemas/library") / _FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Usefulness(said["base"], {name: float(said["weights"][name]) for name in FEATURES}, float(said["cut"]))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ResourceError(f"建议取舍的权重 {path} 的写法不对（{type(exc).__name__}：{exc}）；请重新安装") from exc


def features(name: str, slot: str, family: str, own: bool, card: Card) -> dict[str, float]:
    """What speaks for a name: that the type of project has it of its `own`, that the form asks nobody whether they are
    satisfied, that name or goal of the project speak of what is particular in it, and both the first and the last.

    An effect is borne out by more than the project's object alone: by what else the frame's `slot` says of it.
    """
    said = name if family in _OUTPUTS else slot.replace("{}", "，")
    borne = bool(pairs(said) & pairs(f"{card.name}。{card.purpose}"))
    asked = family == "satisfaction" and family not in card.families
    return {"own": float(own), "satisfaction": float(asked), "borne": float(borne), "both": float(own and borne)}
