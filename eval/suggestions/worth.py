"""Learns whether a suggestion is useful or silly (`jixiao.suggestions.worth`) from suggestions that readers judged.

uv run --extra scans python -m eval.suggestions.worth           # each tenth of the forms, each author left out
uv run --extra scans python -m eval.suggestions.worth --show    # with what would be suggested, and how it was judged
uv run --extra scans python -m eval.suggestions.worth --write   # the weights, into schemas/library/

The forms are those without faults in `eval/checks`, and what three hands wrote as fine in `eval/checks/judgements`; of
each, all that the frame and the fields of work have for it, whether it was suggested when it was judged or not.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from eval.checks.judged import FINE, labelled
from eval.checks.reader_faults import FOLDER, HELD, ORDINARY, THIRD, WIDE, WORDED, clean_forms
from eval.files import PROJECT
from jixiao.library import Card, card_of, vocabulary
from jixiao.records import Indicator, ProjectGoal
from jixiao.suggestions.rank import rank
from jixiao.suggestions.worth import FILE, LEAST, SILLY, USEFUL, features

PLACE = PROJECT / "schemas" / "library" / FILE
LABELS = Path(__file__).with_name("labelled")
FOLDERS = (ORDINARY, FOLDER, HELD, WIDE, THIRD, WORDED)
# The hands that wrote lines and no forms, and what the lines call a level.
_HANDS, _LEVELS = ("first", "second", "third"), {"sustainable": "lasting"}
_ROWS, _TOLD = 14, 5
_FOLDS, _SEED = 10, 0
_RIDGE, _STEPS = 10.0, 25
_CUTS = (-0.1, 0.0, 0.1, 0.2, 0.3, 0.4)
Numbers = NDArray[np.float64]
Weights = Mapping[str, Mapping[str, float]]


class Judged(NamedTuple):
    """A suggestion for a form: whose form, which, what is seen of it, and the marks that readers gave."""

    author: str
    form: str
    name: str
    seen: Mapping[str, float]
    marks: tuple[str, ...]

    def share(self, mark: str) -> float:
        """The share of its readers who gave the mark."""
        return self.marks.count(mark) / len(self.marks)


def marks() -> dict[tuple[str, str], tuple[str, ...]]:
    """What the readers said, by form and name."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in sorted(LABELS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            form, name, *said = line.split("\t")
            found[form, name] = tuple(mark for mark in said if mark)
    return found


def forms() -> Iterator[tuple[str, str, Card]]:
    """Author, key and card of each form."""
    for folder in FOLDERS:
        for name, form in clean_forms(folder).items():
            yield folder.name, f"{folder.name}/{name}", card_of(form)
    rows: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for line in labelled(twice=False):
        if line.kind == FINE:
            level1, level2 = vocabulary().families[_LEVELS.get(line.level, line.level)].levels
            row = Indicator(level1=level1, level2=level2, level3=line.name, value=line.value)
            rows[line.hand, line.project].append(row)
    for (hand, project), some in rows.items():
        goal = "，".join(f"{row.level3}{row.value}" for row in some[:_TOLD]) + "。"
        form = ProjectGoal(project_name=project, goal_annual=goal, indicators=some[:_ROWS])
        yield hand, f"{hand}/{project}", card_of(form)


def judged() -> list[Judged]:
    """The judged suggestions that the program would still weigh."""
    said, out = marks(), []
    for author, form, card in forms():
        for one in rank(card, None).candidates:
            told = said.get((form, one.called or one.group))
            if told and one.framed is not None and one.family != "satisfaction":
                out.append(Judged(author, form, one.called, features(one.framed, card), told))
    return out


def learn(some: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Weights by mark and feature."""
    names = list(some[0].seen)
    x = np.array([[each.seen[name] for name in names] for each in some])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    out = {}
    for mark in (USEFUL, SILLY):
        y = np.array([each.share(mark) for each in some])
        constant, w = _fitted((x - mean) / spread, y)
        w = w / spread
        weights = {"": constant - float(mean @ w)} | dict(zip(names, map(float, w), strict=True))
        out[mark] = {name: round(value, 3) for name, value in weights.items()}
    return out


def _fitted(x: Numbers, y: Numbers) -> tuple[float, Numbers]:
    """Constant and weights of a logistic regression."""
    x = np.c_[np.ones(len(x)), x]
    ridge = np.diag([1e-3] + [_RIDGE] * (x.shape[1] - 1))
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(x @ w)))
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + ridge
        w = w + np.linalg.solve(curve, x.T @ (y - chance) - ridge @ w)
    return float(w[0]), w[1:]


def left_out(some: Sequence[Judged], part: Callable[[Judged], str]) -> Numbers:
    """What is said of each part by weights of the others."""
    out = np.zeros(len(some))
    for name in sorted({part(each) for each in some}):
        known = learn([each for each in some if part(each) != name])
        for n, each in enumerate(some):
            if part(each) == name:
                out[n] = _worth(known, each.seen)
    return out


def _worth(known: Weights, seen: Mapping[str, float]) -> float:
    odds = {mark: sum(w * seen.get(name, 1.0) for name, w in some.items()) for mark, some in known.items()}
    return float(1 / (1 + np.exp(-odds[USEFUL])) - 1 / (1 + np.exp(-odds[SILLY])))


def _tenths(some: Sequence[Judged]) -> Callable[[Judged], str]:
    keys = sorted({each.form for each in some})
    random.Random(_SEED).shuffle(keys)
    place = {key: str(n % _FOLDS) for n, key in enumerate(keys)}
    return lambda each: place[each.form]


def _said(some: Sequence[Judged], worth: Numbers, least: float) -> str:
    kept = [each for each, value in zip(some, worth, strict=True) if value >= least]
    if not kept:
        return f"{least:+.1f}: 0 of {len(some)}"
    useful, silly = (sum(each.share(mark) for each in kept) for mark in (USEFUL, SILLY))
    every = sum(each.share(USEFUL) for each in some)
    shares = f"useful {useful / len(kept):.2f}, silly {silly / len(kept):.2f}"
    return f"{least:+.1f}: {len(kept)} of {len(some)}, {shares}, {useful:.0f} of {every:.0f} useful ones"


def report(some: Sequence[Judged], show: bool) -> Iterable[str]:
    """What is kept with parts of the forms left out."""
    for title, part in (("tenths of the forms", _tenths(some)), ("authors", lambda each: each.author)):
        worth = left_out(some, part)
        for whose, is_of in (("forms", True), ("lines", False)):
            at = [n for n, each in enumerate(some) if (each.author not in _HANDS) is is_of]
            mine = [some[n] for n in at]
            yield f"{title} left out, {whose}:"
            yield from (f"  {_said(mine, worth[at], least)}" for least in _CUTS)
        if show:
            for n in np.argsort(-worth):
                if worth[n] >= LEAST - 0.2:
                    yield f"  {worth[n]:+.2f} {'/'.join(some[n].marks)} {some[n].form} {some[n].name}"


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    some = judged()
    if "--write" in arguments:
        PLACE.write_text(json.dumps(learn(some), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    print(f"{len(some)} suggestions of {len({each.form for each in some})} forms; {len(marks())} are labelled")
    print("\n".join(report(some, "--show" in arguments)))


if __name__ == "__main__":
    main(sys.argv[1:])
