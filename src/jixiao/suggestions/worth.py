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
from jixiao.library.vocabulary import Usual

FEATURES = ("own", "satisfaction", "borne", "both", "hoped")
_FILE = "usefulness.json"
OUTPUTS = ("quantity", "quality", "timeliness", "cost", "satisfaction")
# What must not happen can be looked up; what is hoped for is the project's own to say.
_CHECKED = ("harm", "safety")


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


def features(name: str, family: str, usual: Usual | None, card: Card) -> dict[str, float]:
    """What speaks for a name, `usual` in the frame: that the type of project has it of its `own`, that the form asks
    nobody whether they are satisfied, that name or goal of the project speak of what is particular in it, both the
    first and the last; and against it, that it is an effect that is hoped for.

    An effect is borne out by more than the project's object alone: by what else the frame says of it.
    """
    output, own = family in OUTPUTS, usual is not None and usual.own
    said = name if output or usual is None else usual.worded("，")
    told = {
        "own": own,
        "satisfaction": family == "satisfaction" and family not in card.families,
        "borne": bool(pairs(said) & pairs(f"{card.name}。{card.purpose}")),
        "hoped": not output and (usual is None or usual.aspect.code not in _CHECKED),
    }
    return {**{key: float(value) for key, value in told.items()}, "both": float(own and told["borne"])}
