"""Learns which kind an indicator is from its name and unit: softmax regression on labelled forms.

uv run python -m eval.checks.kinds FOLDER ...            # each folder left out in turn: how many are told rightly
uv run python -m eval.checks.kinds FOLDER ... --write    # and the weights of all, into schemas/kinds/
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.files import PROJECT, read_gold
from jixiao.checks.indicators.kinds import KINDS, features, kind_of_level, unit_of
from jixiao.checks.words import bare, words
from jixiao.quantity import parse_target

PLACE = PROJECT / "schemas" / "kinds" / "weights.json"
_RIDGE, _STEPS, _RATE = 1e-3, 400, 2.0
_LEAST, _SMALL = 2, 0.05
_SURE, _NEVER = 0.9, 0.04
Told = tuple[str, str, str]
"""Name, unit and kind of an indicator."""
Weights = dict[str, NDArray[np.float64]]


def examples(folder: Path) -> list[Told]:
    """Each name and unit of the labelled forms of a folder once, with the kind it has most often."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("*.json")):
        for record in read_gold(path).records:
            for row in record.get("indicators") or ():
                kind = kind_of_level(words().family(row.get("level1"), row.get("level2")).level2)
                name, target = bare(row.get("level3")), parse_target((row.get("value") or "").strip())
                if kind and name and target.kind in ("quantitative", "date"):
                    counts[name, unit_of(target)][kind] += 1
    return [(name, unit, found.most_common(1)[0][0]) for (name, unit), found in counts.items()]


def learn(
    told: Sequence[Told],
    kinds: Sequence[str] = KINDS,
    seen_of: Callable[[str, str], list[str]] = features,
    even: float = 0.0,
) -> Weights:
    """Weights by feature; of those that are seen often enough, and weigh anything. `even` says how far rarer kinds
    count for more: 0 not at all, 1 as if there were as many of each."""
    seen = Counter(feature for name, unit, _ in told for feature in seen_of(name, unit))
    index = {feature: i for i, feature in enumerate(f for f, n in seen.items() if n >= _LEAST)}
    x = np.zeros((len(told), len(index)))
    y = np.zeros((len(told), len(kinds)))
    for i, (name, unit, kind) in enumerate(told):
        x[i, [index[f] for f in seen_of(name, unit) if f in index]] = 1
        y[i, kinds.index(kind)] = 1
    weight = (y @ (y.sum(axis=0).max() / np.maximum(y.sum(axis=0), 1)) ** even)[:, None] if even else np.ones(1)
    w = np.zeros((len(index), len(kinds)))
    for step in range(_STEPS):
        w -= _RATE / (1 + step / 100) * (x.T @ ((_softmax(x @ w) - y) * weight) / len(told) + _RIDGE * w)
    return {feature: w[i] for feature, i in index.items() if np.abs(w[i]).max() >= _SMALL}


def chances(learned: Weights, name: str, unit: str) -> NDArray[np.float64]:
    """How likely each kind is."""
    sums = sum((learned[f] for f in features(name, unit) if f in learned), np.zeros(len(KINDS)))
    return _softmax(np.asarray(sums)[None, :])[0]


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return out


def left_out(folders: Sequence[Path]) -> Iterable[str]:
    """For each folder, how the names that no other folder has are told by what was learned from the others."""
    told = {folder: examples(folder) for folder in folders}
    for folder in folders:
        others = [each for other in folders if other != folder for each in told[other]]
        known, learned = {each[:2] for each in others}, learn(others)
        new = [each for each in told[folder] if each[:2] not in known]
        right, against = 0, []
        for name, unit, kind in new:
            found = chances(learned, name, unit)
            right += KINDS[int(found.argmax())] == kind
            if found.max() >= _SURE and found[KINDS.index(kind)] <= _NEVER:
                against.append(f"{name}（{kind}，像 {KINDS[int(found.argmax())]}）")
        yield f"{folder}：{right}/{len(new)}；有把握而不同 {len(against)}：{'、'.join(against)}"


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    folders = [Path(text) for text in arguments if text != "--write"]
    for line in left_out(folders):
        print(line)
    if "--write" in arguments:
        learned = learn([each for folder in folders for each in examples(folder)])
        rows = {feature: [round(float(v), 2) for v in row] for feature, row in sorted(learned.items())}
        PLACE.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
