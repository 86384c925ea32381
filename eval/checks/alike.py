"""Learns whether two indicators say the same (`jixiao.checks.indicators.alike`), from labelled groups of names.

uv run --extra scans python -m eval.checks.alike           # what is said of the groups and forms kept apart
uv run --extra scans python -m eval.checks.alike --write   # the weights, into schemas/kinds/

A line of `same/*.txt` has names of one thing and names of others that stand beside it; each two of the first are a
pair, all others are none. So is no two rows of a form without faults.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse

from eval.checks.reader_faults import FOLDER, HELD, ORDINARY, THIRD, WIDE, WORDED, clean_forms
from eval.files import PROJECT
from jixiao.checks.indicators import alike
from jixiao.checks.indicators.alike import SURE, features
from jixiao.checks.rows import EFFECTS, Row, rows_of
from jixiao.checks.words import words

PLACE = PROJECT / "schemas" / "kinds" / "alike.json"
GROUPS = Path(__file__).with_name("same")
LEARNED, KEPT = (ORDINARY, FOLDER, HELD), (WIDE, THIRD, WORDED)
_RIDGE, _STEPS, _RATE, _LEAST, _SMALL = 3e-5, 1500, 2.0, 2, 0.02
_ONE = 3.0
_END = 3


class Pair(NamedTuple):
    """Two names with their targets, and whether they are of one thing."""

    one: str
    other: str
    values: tuple[str, str]
    same: bool


def of_groups(name: str) -> Iterator[Pair]:
    """The pairs of a file of groups, and two of two groups that have the target and the ends of their names in common,
    which are none."""
    groups: list[tuple[str, list[str]]] = []
    for line in (GROUPS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        value, same, others = (part.strip() for part in line.split("|"))
        one, beside = ([each.strip() for each in part.split(mark)] for part, mark in ((same, "="), (others, "≠")))
        yield from (Pair(a, b, (value, value), True) for a, b in combinations(one, 2))
        yield from (Pair(a, b, (value, value), False) for a, b in (*product(one, beside), *combinations(beside, 2)))
        groups.append((value, one))
    for (value, one), (again, other) in combinations(groups, 2):
        if _unit(value) == _unit(again):
            alike_ends = ((a, b) for a, b in product(one, other) if a[-_END:] == b[-_END:])
            yield from (Pair(a, b, (value, value), False) for a, b in alike_ends)


def _unit(value: str) -> str:
    return value.lstrip("0123456789.")


def of_forms(folders: Sequence[Path]) -> Iterator[Pair]:
    """Each two rows of clean forms that a check would look at, which are none."""
    for folder in folders:
        for form in clean_forms(folder).values():
            rows = [row for row in rows_of(form, words()) if row.name]
            near = ((a, b) for a, b in combinations(rows, 2) if comparable(a, b))
            yield from (Pair(a.name, b.name, (a.value, b.value), False) for a, b in near)


def comparable(one: Row, other: Row) -> bool:
    """Whether a check would hold two rows against each other at all."""
    return _kind(one) == _kind(other)


def _kind(row: Row) -> str:
    return "work" if row.family.level2 in ("quantity", "quality", *EFFECTS) else row.family.level2


def learn(some: Sequence[Pair]) -> dict[str, float]:
    """Weights by feature."""
    seen = [features(pair.one, pair.other, pair.values) for pair in some]
    counts = Counter(feature for each in seen for feature in each)
    index = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= _LEAST)}
    places = [(i, index[f]) for i, each in enumerate(seen) for f in each if f in index]
    at, of = zip(*places, strict=True)
    x = sparse.csr_matrix((np.ones(len(places)), (at, of)), shape=(len(some), len(index)))
    y = np.array([pair.same for pair in some], dtype=float)
    weight = np.where(y > 0, _ONE, 1.0)
    w = np.zeros(len(index))
    for step in range(_STEPS):
        chance = 1 / (1 + np.exp(-(x @ w)))
        w -= _RATE / (1 + step / 300) * (x.T @ ((chance - y) * weight) / len(some) + _RIDGE * w)
    return {feature: round(float(w[i]), 2) for feature, i in index.items() if abs(w[i]) >= _SMALL}


def told(some: Sequence[Pair], known: Mapping[str, float], least: float = SURE) -> tuple[int, int, int]:
    """How many pairs are said to be one thing, how many of them are, how many are at all."""
    alike.weights = lambda: known  # type: ignore[assignment]
    said = [pair for pair in some if alike.chance(pair.one, pair.other, pair.values) >= least]
    return len(said), sum(pair.same for pair in said), sum(pair.same for pair in some)


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    learned = learn([*of_groups("learned"), *of_forms(LEARNED)])
    if "--write" in arguments:
        PLACE.write_text(json.dumps(learned, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        return
    groups, forms = list(of_groups("kept")), list(of_forms(KEPT))
    for least in (0.5, 0.7, SURE, 0.9, 0.95):
        print(
            least,
            "groups",
            told(groups, learned, least),
            "of",
            len(groups),
            "forms",
            told(forms, learned, least)[0],
            "of",
            len(forms),
        )
    if "--show" in arguments:
        for pair in (*groups, *forms):
            said = alike.chance(pair.one, pair.other, pair.values)
            if (said >= SURE) != pair.same:
                print("wrong" if not pair.same else "missed", round(said, 2), pair)


if __name__ == "__main__":
    main(sys.argv[1:])
