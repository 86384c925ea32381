"""Learns what a reviewer would say of an indicator, from lines labelled by hand (`eval/checks/judgements`).

uv run python -m eval.checks.judged            # each tenth of the first hand's types of work left out
uv run python -m eval.checks.judged --later    # what the weights as shipped say of the later hands' lines
uv run python -m eval.checks.judged --hands    # each hand that wrote lines left out in turn
uv run python -m eval.checks.judged --write    # the weights of the first hand's lines, into schemas/kinds/
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy import sparse

from eval.files import PROJECT
from jixiao.checks.indicators.learned import FINE, KINDS, SURE, features, weights
from jixiao.checks.words import words

PLACE = PROJECT / "schemas" / "kinds" / "judged.json"
LINES = PROJECT / "eval" / "checks" / "judgements"
ORDINARY = PROJECT / "eval" / "checks" / "ordinary" / "forms.yaml"
# The files of the hands that came later; the others are the first one's.
_FIRST, _LATER = "first", ("second", "third")
_OFF = "off"
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
    hand: str = _FIRST


def lines() -> list[Line]:
    """The labelled lines, and the rows of the ordinary forms, which are fine."""
    return [*labelled(), *_ordinary()]


def labelled(twice: bool = True) -> Iterator[Line]:
    """The lines of the folder; quantities of what is done a second time (`twice`), as effects. What belongs to no
    project of that name (`off`) is of the form, not of the line, and is left aside."""
    for path in sorted(LINES.glob("*.txt")):
        hand = path.stem if path.stem in _LATER else _FIRST
        kind = project = ""
        for text in path.read_text(encoding="utf-8").splitlines():
            if text.startswith("#"):
                kind, _, project = text[1:].strip().partition(" | ")
                continue
            label, _, rest = text.partition(": ")
            for each in rest.split("; ") if label != _OFF else ():
                level, name, value = each.split(" ", 2)
                yield Line(kind, _LABELS.get(label, label), _LEVELS[level], name, value, project, hand)
                if twice and label == "ok" and level == "数" and not _FOR.search(name):
                    yield Line(kind, "deed", "social", name, value, project, hand)


def _ordinary() -> Iterator[Line]:
    for form in yaml.safe_load(ORDINARY.read_text(encoding="utf-8")):
        project = form["project_name"]
        for row in form["rows"]:
            level, name, value = (part.strip() for part in row.split("|"))
            family = words().family(None, level).level2
            if family and name:
                yield Line(project, FINE, family, name, value, project)


def learn(told: Sequence[Line]) -> dict[str, list[float]]:
    """Weights by feature; of those that are seen often enough, and weigh anything."""
    seen = [features(*each[2:6]) for each in told]
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
    return {feature: w[i].tolist() for feature, i in index.items() if np.abs(w[i]).max() >= _SMALL}


def chances(learned: Mapping[str, Sequence[float]], line: Line) -> NDArray[np.float64]:
    """How likely a line is of each kind."""
    sums = sum((np.asarray(learned[f]) for f in features(*line[2:6]) if f in learned), np.zeros(len(KINDS)))
    out: NDArray[np.float64] = _softmax(np.asarray(sums)[None, :])[0]
    return out


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return out


Part = tuple[Mapping[str, Sequence[float]], Sequence[Line]]
"""Weights, and the lines that they are asked about."""


def left_out(told: Sequence[Line]) -> Iterable[str]:
    """What is said of types of work that were not learned from: of each kind how many, how many rightly, and what is
    fine and would be said."""
    types = sorted({each.type for each in told})
    random.Random(_SEED).shuffle(types)
    return _said([_part(told, lambda each, out=set(types[n::_FOLDS]): each.type in out) for n in range(_FOLDS)])


def hands_left_out(told: Sequence[Line]) -> Iterable[str]:
    """The same of each hand, learned from the others."""
    for hand in (_FIRST, *_LATER):
        yield f"—— {hand}"
        yield from _said([_part(told, lambda each, hand=hand: each.hand == hand)])


def later() -> Iterable[str]:
    """The same of the later hands' lines as they were written, by the weights as shipped."""
    return _said([(weights(), [each for each in labelled(twice=False) if each.hand in _LATER])])


def _part(told: Sequence[Line], is_out: Callable[[Line], bool]) -> Part:
    """What is left out, and the weights learned from the rest."""
    return learn([each for each in told if not is_out(each)]), [each for each in told if is_out(each)]


def _said(parts: Sequence[Part]) -> Iterable[str]:
    """What is said of each part by its weights."""
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: list[str] = []
    for learned, part in parts:
        for each in part:
            found = chances(learned, each)
            for kind, sure in SURE.items():
                if found[KINDS.index(kind)] >= sure:
                    said[kind] += 1
                    right[kind] += each.kind == kind
                    if each.kind == FINE:
                        wrong.append(f"{each.name}（{each.project}：{kind}）")
    all_of = Counter(each.kind for _, part in parts for each in part)
    for kind in SURE:
        yield f"{kind}：说了 {said[kind]}，对 {right[kind]}，共有 {all_of[kind]}"
    yield f"没有毛病的 {all_of[FINE]} 条里说了 {len(wrong)}：{'、'.join(wrong)}"


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    told = lines()
    first = [each for each in told if each.hand == _FIRST]  # the later hands are what the weights are measured on
    if "--write" in arguments:
        rows = {feature: [round(float(v), 2) for v in row] for feature, row in sorted(learn(first).items())}
        PLACE.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        return
    asked = later() if "--later" in arguments else hands_left_out(told) if "--hands" in arguments else left_out(first)
    print(*asked, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
