"""Learns what a reviewer would say of an indicator, from lines labelled by hand (`eval/checks/judgements`).

uv run python -m eval.checks.judged            # each tenth of the types of work left out: what is said of it
uv run python -m eval.checks.judged --write    # and the weights of all, into schemas/kinds/
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy import sparse

from eval.files import PROJECT
from jixiao.checks.indicators.learned import FINE, KINDS, SURE, features
from jixiao.checks.words import words

PLACE = PROJECT / "schemas" / "kinds" / "judged.json"
LINES = PROJECT / "eval" / "checks" / "judgements"
ORDINARY = PROJECT / "eval" / "checks" / "ordinary" / "forms.yaml"
_LABELS = {"ok": FINE, "perv": "perverse"}
_LEVELS = {
    "数": "quantity", "质": "quality", "时": "timeliness", "本": "cost", "经": "economic", "社": "social",
    "态": "ecological", "续": "sustainable", "满": "satisfaction",
}  # fmt: skip
# A quantity of what is done is a deed where it stands among the effects; of whom it is done for it may be an effect.
_FOR = re.compile("受益|惠及|服务|保护|覆盖|涉及|享受|人数|人次|人$|户数|保障|接待|用户")
_FOLDS, _SEED = 10, 3
_RIDGE, _STEPS, _RATE = 1e-4, 300, 4.0
_LEAST, _SMALL = 2, 0.1


class Line(NamedTuple):
    """An indicator of a type of work, and what it is."""

    type: str
    kind: str
    level: str
    name: str
    value: str
    project: str


def lines() -> list[Line]:
    """The labelled lines, and the rows of the ordinary forms, which are fine."""
    return [*labelled(), *_ordinary()]


def labelled() -> Iterator[Line]:
    """The lines of the folder; quantities of what is done a second time, as effects."""
    for path in sorted(LINES.glob("*.txt")):
        kind = project = ""
        for text in path.read_text(encoding="utf-8").splitlines():
            if text.startswith("#"):
                kind, _, project = text[1:].strip().partition(" | ")
                continue
            label, _, rest = text.partition(": ")
            for each in rest.split("; "):
                level, name, value = each.split(" ", 2)
                yield Line(kind, _LABELS.get(label, label), _LEVELS[level], name, value, project)
                if label == "ok" and level == "数" and not _FOR.search(name):
                    yield Line(kind, "deed", "social", name, value, project)


def _ordinary() -> Iterator[Line]:
    for form in yaml.safe_load(ORDINARY.read_text(encoding="utf-8")):
        project = form["project_name"]
        for row in form["rows"]:
            level, name, value = (part.strip() for part in row.split("|"))
            family = words().family(None, level).level2
            if family and name:
                yield Line(project, FINE, family, name, value, project)


def learn(told: Sequence[Line]) -> dict[str, NDArray[np.float64]]:
    """Weights by feature; of those that are seen often enough, and weigh anything."""
    seen = [features(*each[2:]) for each in told]
    counts = Counter(feature for some in seen for feature in some)
    index = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= _LEAST)}
    places = [(i, index[f]) for i, some in enumerate(seen) for f in some if f in index]
    at, of = zip(*places, strict=True)
    x = sparse.csr_matrix((np.ones(len(places)), (at, of)), shape=(len(told), len(index)))
    y = np.zeros((len(told), len(KINDS)))
    y[np.arange(len(told)), [KINDS.index(each.kind) for each in told]] = 1
    w = np.zeros((len(index), len(KINDS)))
    for step in range(_STEPS):
        w -= _RATE / (1 + step / 100) * (x.T @ (_softmax(x @ w) - y) / len(told) + _RIDGE * w)
    return {feature: w[i] for feature, i in index.items() if np.abs(w[i]).max() >= _SMALL}


def chances(learned: dict[str, NDArray[np.float64]], line: Line) -> NDArray[np.float64]:
    """How likely a line is of each kind."""
    sums = sum((learned[f] for f in features(*line[2:]) if f in learned), np.zeros(len(KINDS)))
    out: NDArray[np.float64] = _softmax(np.asarray(sums)[None, :])[0]
    return out


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return out


def left_out(told: Sequence[Line]) -> Iterable[str]:
    """What is said of types of work that were not learned from: of each kind how many, how many rightly, and what is
    fine and would be said."""
    types = sorted({each.type for each in told})
    random.Random(_SEED).shuffle(types)
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: list[str] = []
    for fold in range(_FOLDS):
        out = set(types[fold::_FOLDS])
        learned = learn([each for each in told if each.type not in out])
        for each in (line for line in told if line.type in out):
            found = chances(learned, each)
            for kind, sure in SURE.items():
                if found[KINDS.index(kind)] >= sure:
                    said[kind] += 1
                    right[kind] += each.kind == kind
                    if each.kind == FINE:
                        wrong.append(f"{each.name}（{each.project}：{kind}）")
    all_of = Counter(each.kind for each in told)
    for kind in SURE:
        yield f"{kind}：说了 {said[kind]}，对 {right[kind]}，共有 {all_of[kind]}"
    yield f"没有毛病的 {all_of[FINE]} 条里说了 {len(wrong)}：{'、'.join(wrong)}"


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    told = lines()
    for line in left_out(told):
        print(line)
    if "--write" in arguments:
        rows = {feature: [round(float(v), 2) for v in row] for feature, row in sorted(learn(told).items())}
        PLACE.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
