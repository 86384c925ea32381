"""Learns whether more or less of a share is better, from its name and size: signs of labelled forms.

uv run python -m eval.checks.directions FOLDER ...            # each folder left out, as signed and turned round
uv run python -m eval.checks.directions FOLDER ... --write    # and the weights of all, into schemas/kinds/
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.checks.kinds import Told, Weights, learn
from eval.files import PROJECT, read_gold
from jixiao.checks.indicators.directions import LESS, MORE, features, is_share, size_of
from jixiao.checks.words import bare, words
from jixiao.quantity import parse_target

PLACE = PROJECT / "schemas" / "kinds" / "directions.json"
WAYS = ("more", "less")
_EVEN = 0.5
_SURE_MORE, _SURE_LESS = 0.93, 0.04
_ALL = 100


def examples(folder: Path) -> list[Told]:
    """Each name and size of a share once, with the way its sign goes; what is to be all is to be more; no costs."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.json")):
        for record in read_gold(path).records:
            for row in record.get("indicators") or ():
                level = words().family(row.get("level1"), row.get("level2")).level2
                name, target = bare(row.get("level3")), parse_target((row.get("value") or "").strip())
                if level in ("cost", "satisfaction") or not name or not is_share(target):
                    continue
                if target.operator in MORE or (target.operator not in LESS and target.scaled == _ALL):
                    found[name, size_of(target)] = "more"
                elif target.operator in LESS or target.scaled == 0:
                    found[name, size_of(target)] = "less"
    return [(name, size, way) for (name, size), way in found.items()]


def learned_of(told: Sequence[Told]) -> dict[str, float]:
    """How much each feature speaks for more."""
    weights: Weights = learn(told, WAYS, features, _EVEN)
    return {feature: round(float(row[0] - row[1]), 2) for feature, row in sorted(weights.items())}


def left_out(folders: Sequence[Path]) -> Iterable[str]:
    """For each folder what is said of its names that no other has: as signed, and each with its sign turned round."""
    told = {folder: examples(folder) for folder in folders}
    for folder in folders:
        others = [each for other in folders if other != folder for each in told[other]]
        known, weights = {name for name, _, _ in others}, learned_of(others)
        new = [each for each in told[folder] if each[0] not in known]
        against, turned = [], 0
        for name, size, way in new:
            chance = 1 / (1 + math.exp(-sum(weights.get(feature, 0.0) for feature in features(name, size))))
            says = "more" if chance >= _SURE_MORE else "less" if chance <= _SURE_LESS else ""
            turned += says == way
            if says and says != way:
                against.append(f"{name}（{way}）")
        yield f"{folder}：{len(new)}；反过来写会说 {turned}；照原样就说 {len(against)}：{'、'.join(against)}"


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    folders = [Path(text) for text in arguments if text != "--write"]
    for line in left_out(folders):
        print(line)
    if "--write" in arguments:
        weights = learned_of([each for folder in folders for each in examples(folder)])
        PLACE.write_text(json.dumps(weights, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
