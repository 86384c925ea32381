"""Learns which indicator a number of a goal is of, from forms where the two agree (`jixiao.checks.goals.counterparts`).

uv run python -m eval.checks.counterparts           # each set of forms left out in turn
uv run python -m eval.checks.counterparts --write   # the weights of all, into schemas/kinds/

A pair with the same number is taken apart: the indicator's number is altered as a slip would, the indicator is taken
out, the number is taken out, or of two pairs one half each is. Only the first is a pair.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from scipy import sparse

from eval.checks.reader_faults import FOLDER, HELD, ORDINARY, THIRD, WIDE, WORDED, clean_forms
from eval.files import CORPUS, PROJECT, read_gold
from jixiao.checks.goals import counterparts
from jixiao.checks.goals.counterparts import SURE, Board, quantity_of
from jixiao.checks.goals.said import Figure, figures_of
from jixiao.checks.rows import Row, rows_of
from jixiao.checks.words import words
from jixiao.grounding import compare_goals, mentions_in
from jixiao.quantity import parse_target
from jixiao.records import DepartmentGoal, ProjectGoal

PLACE = PROJECT / "schemas" / "kinds" / "counterparts.json"
_KINDS = {"project_goal": ProjectGoal, "department_goal": DepartmentGoal}
_FOLDERS = (FOLDER, HELD, WIDE, THIRD, ORDINARY, WORDED)
_CLEAN = frozenset(folder.name for folder in _FOLDERS)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TIMES = ("0.1", "0.25", "0.4", "0.5", "0.6", "0.75", "0.8", "0.9", "1.2", "1.25", "1.5", "1.7", "2", "2.7", "4", "10")
_RIDGE, _STEPS, _RATE, _SEED, _LEAST = 1e-4, 800, 2.0, 3, 3
Goal = ProjectGoal | DepartmentGoal


class Pair(NamedTuple):
    """What is seen of a number and a row, and whether they are one."""

    seen: list[str]
    one: bool


class Case(NamedTuple):
    """A form taken apart: how, the numbers and rows of which nothing is told, the pairs told, and which number (by
    where it begins) and row are one; `unknown` are those that an office may have written differently itself."""

    set: str
    way: str
    figures: list[Figure]
    rows: list[Row]
    told: list[tuple[Figure, Row]]
    due: tuple[int, int] | None
    unknown: frozenset[tuple[int, int]] = frozenset()


def forms() -> Iterator[tuple[str, Goal]]:
    """The forms by set: those without faults, and the labelled documents."""
    for folder in _FOLDERS:
        yield from ((folder.name, form) for form in clean_forms(folder).values())
    for path in sorted((CORPUS / "gold").glob("*.json")):
        for record in read_gold(path).records:
            if record.get("kind") in _KINDS and record.get("goal_annual") and record.get("indicators"):
                yield path.stem, _KINDS[record["kind"]].model_validate(record)


def cases() -> Iterator[Case]:
    """Every form, taken apart at each of its pairs."""
    draw = random.Random(_SEED)
    for name, form in forms():
        found = list(_taken_apart(name, form, draw))
        whole = found[0]
        open_ = (
            {(f.mention.start, row.index) for f in whole.figures for row in whole.rows} if name not in _CLEAN else ()
        )
        yield from (each._replace(unknown=frozenset(open_)) for each in found)


def _taken_apart(name: str, form: Goal, draw: random.Random) -> Iterator[Case]:
    text = form.goal_annual or ""
    figures = figures_of(text, mentions_in(text).mentions)
    rows = rows_of(form, words())
    paired, taken, told = _paired(form, figures, rows)
    open_figures = [f for f in figures if (f.mention.start, f.mention.end) not in taken]
    open_rows = [row for row in rows if row.path not in told]
    by_path = {row.path: row for row in rows}
    borne = [(figure, by_path[path]) for figure, path in paired if path in by_path]
    yield Case(name, "whole", open_figures, open_rows, borne, None)
    for n, (figure, path) in enumerate(paired):
        row = by_path.get(path)
        altered = _altered(row, draw) if row is not None else None
        if row is None or altered is None:
            continue
        left = [each for each in borne if each[0] is not figure]
        yield Case(
            name, "altered", [*open_figures, figure], [*open_rows, altered], left, (figure.mention.start, row.index)
        )
        yield Case(name, "no row", [*open_figures, figure], open_rows, left, None)
        yield Case(name, "no number", open_figures, [*open_rows, row], left, None)
        like = [k for k, (f, _) in enumerate(paired) if k != n and f.quantity.sort == figure.quantity.sort]
        for k in draw.sample(like, min(2, len(like))):
            if (other := by_path.get(paired[k][1])) is not None:
                rest = [each for each in left if each[1] is not other]
                yield Case(name, "crossed", [*open_figures, figure], [*open_rows, other], rest, None)


def _paired(
    form: Goal, figures: Sequence[Figure], rows: Sequence[Row]
) -> tuple[list[tuple[Figure, str]], set[tuple[int, int]], set[str]]:
    """Numbers with the one row that has them; the places and the rows of which something is told at all."""
    compared = next(each for each in compare_goals(form) if each.path == "goal_annual")
    taken, told, out = set(compared.said), set(compared.mentioned), []
    by_place = {(f.mention.start, f.mention.end): f for f in figures}
    for place, paths in compared.said.items():
        if place in by_place and len(paths) == 1 and paths[0].startswith("indicators["):
            out.append((by_place[place], paths[0]))
    for figure in figures:
        place = (figure.mention.start, figure.mention.end)
        same = [row for row in rows if (q := quantity_of(row)) and q.values == figure.quantity.values]
        alone = sum(other.quantity.values == figure.quantity.values for other in figures) == 1
        if (
            place not in taken
            and alone
            and len(same) == 1
            and same[0].path not in told
            and figure.quantity.values[0] > 9
        ):
            out.append((figure, same[0].path))
            taken.add(place)
            told.add(same[0].path)
    return out, taken, told


def _altered(row: Row, draw: random.Random) -> Row | None:
    """The row with another number, as a slip or an older plan would have it."""
    match = _NUMBER.search(row.value)
    if match is None or row.target.kind != "quantitative":
        return None
    printed = match[0].replace(",", "")
    old = Decimal(printed)
    if row.target.base_unit == "%":
        new = old - draw.choice((5, 8, 10, 12, 20, 25, 30)) if old >= 50 else old + draw.choice((2, 3, 5, 7, 20))
    else:
        new = old
        turned = [i for i in range(len(printed) - 1) if printed[i : i + 2].isdigit() and printed[i] != printed[i + 1]]
        if turned and draw.random() < 0.3:
            i = draw.choice(turned)
            new = Decimal(printed[:i] + printed[i + 1] + printed[i] + printed[i + 2 :])
        while new == old or not new:
            new = (old * Decimal(draw.choice(_TIMES))).quantize(Decimal(1) if old == old.to_integral_value() else old)
            new = new if new != old else old + 1
    target = parse_target(row.value[: match.start()] + f"{new:f}" + row.value[match.end() :])
    return replace(row, target=target)


def seen_in(case: Case) -> Iterator[Pair]:
    """The pairs of a case."""
    board = Board(case.figures, case.rows, case.told)
    for i in range(len(board.figures)):
        for j, row in enumerate(board.rows):
            at = (board.figures[i].mention.start, row.index)
            if at not in case.unknown and (seen := board.features(i, j)):
                yield Pair(seen, case.due == at)


def learn(pairs: Sequence[Pair]) -> dict[str, float]:
    """Weights by feature."""
    counts = Counter(feature for pair in pairs for feature in pair.seen)
    index = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= _LEAST)}
    places = [(i, index[f]) for i, pair in enumerate(pairs) for f in pair.seen if f in index]
    at, of = zip(*places, strict=True)
    x = sparse.csr_matrix((np.ones(len(places)), (at, of)), shape=(len(pairs), len(index)))
    y = np.array([pair.one for pair in pairs], dtype=float)
    w = np.zeros(len(index))
    for step in range(_STEPS):
        chance = 1 / (1 + np.exp(-(x @ w)))
        w -= _RATE / (1 + step / 200) * (x.T @ (chance - y) / len(pairs) + _RIDGE * w)
    return {feature: round(float(w[i]), 2) for feature, i in index.items() if abs(w[i]) >= 0.01}


def told(some: Sequence[Case], learned: Mapping[str, float], least: float = SURE) -> Counter[str]:
    """By way of taking apart: how many cases, how many where a pair is told, how many of these the right one."""
    counterparts.weights = lambda: learned  # type: ignore[assignment]
    out: Counter[str] = Counter()
    for case in some:
        board = Board(case.figures, case.rows, case.told)
        found = {(f.mention.start, row.index) for f, row in board.pairs(least)} - case.unknown
        out[case.way] += 1
        out[f"{case.way}: right"] += case.due in found
        out[f"{case.way}: wrong"] += bool(found - {case.due})
    return out


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    by_set: dict[str, list[Case]] = defaultdict(list)
    for case in cases():
        by_set[case.set].append(case)
    seen = {name: [pair for case in some for pair in seen_in(case)] for name, some in by_set.items()}
    if "--write" in arguments:
        learned = learn([pair for some in seen.values() for pair in some])
        PLACE.write_text(json.dumps(learned, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        return
    levels = (0.3, 0.5, 0.6, SURE, 0.8, 0.9)
    every: dict[float, Counter[str]] = {least: Counter() for least in levels}
    for name, some in by_set.items():
        learned = learn([pair for other, pairs in seen.items() if other != name for pair in pairs])
        for least in levels:
            found = told(some, learned, least)
            every[least] += found
            if least == SURE:
                print(name, dict(found))
    for least, found in every.items():
        print(least, dict(found))


if __name__ == "__main__":
    main(sys.argv[1:])
