"""The fitting of the model of certainty: weights, curves, limits; and the figures of what was held out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import isotonic_regression, minimize

from jixiao.app.correcting.sampling import wilson
from jixiao.fields.certainty.facts import ODD
from jixiao.fields.certainty.model import Model, model_of

Row = dict[str, Any]
# What may only speak for a value, and what only against it.
_FOR = ("weakest", "sum closes", "sum repeats", "listed", "again")
_AGAINST = ("misread", "contested", "one off", "odd words", "blanks", "unsigned", "lines", *ODD)
# What facts are thought to weigh before anything was seen, by the start or end of their name; nothing otherwise.
_PRIOR = {"code ": -2.0, " against": -1.5, "unsigned": -3.0, "blanks": -2.0, **dict.fromkeys(ODD, -3.0)}
# The strength by which weights are held there, in values.
_HELD = 2.0
# Values of one share of right ones, at least; a kind with fewer wrong ones has the curve of all.
_BLOCK, _WRONG = 30, 25
# Errors among those let through for which the least probability is told.
_ERRORS = (0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05)
_FOLDS = 5
_STEPS = {"maxiter": 200}


@dataclass(slots=True)
class Table:
    """Rows as numbers: facts (rows x names), whether right, and of which document, level and kind."""

    names: list[str]
    facts: np.ndarray
    right: np.ndarray
    rows: list[Row]

    def some(self, chosen: np.ndarray) -> Table:
        """Those rows."""
        kept = [row for row, keep in zip(self.rows, chosen, strict=True) if keep]
        return Table(self.names, self.facts[chosen], self.right[chosen], kept)

    def of(self, name: str) -> np.ndarray:
        """A column of words."""
        return np.array([row[name] for row in self.rows])


def table_of(rows: list[Row]) -> Table:
    """The rows as numbers; facts that hardly ever occur are left out."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row["facts"]:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, n in counts.items() if n >= 5)
    at = {name: i for i, name in enumerate(names)}
    facts = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row["facts"].items():
            if name in at:
                facts[i, at[name]] = value
    return Table(names, facts, np.array([row["right"] for row in rows], float), rows)


def bounds_of(name: str) -> tuple[float | None, float | None]:
    """Between which figures the weight of a fact may be."""
    if name in _FOR or name.endswith(" agrees"):
        return 0.0, None
    if name in _AGAINST or name.startswith(("code ", "table ", "form ", "sum open")) or name.endswith(" against"):
        return None, 0.0
    return None, None


def prior_of(name: str) -> float:
    """What the fact is thought to weigh before anything was seen."""
    return next((weight for part, weight in _PRIOR.items() if name.startswith(part) or name.endswith(part)), 0.0)


def weights_of(table: Table) -> np.ndarray:
    """The weights under which what was right is likeliest, held near what was thought before."""
    signs, held = 2 * table.right - 1, np.array([_HELD * (name != "bias") for name in table.names])
    prior = np.array([*map(prior_of, table.names)])

    def cost(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signs * (table.facts @ w)
        off = w - prior
        loss = np.logaddexp(0, -margin).sum() + 0.5 * (held * off * off).sum()
        return float(loss), -(signs / (1 + np.exp(margin))) @ table.facts + held * off

    start, limits = prior.copy(), [*map(bounds_of, table.names)]
    return np.asarray(minimize(cost, start, jac=True, method="L-BFGS-B", bounds=limits, options=_STEPS).x)


def folds_of(table: Table, seed: int) -> np.ndarray:
    """A number for each row, the same for all of a document."""
    documents = sorted(set(table.of("document")))
    Random(seed).shuffle(documents)
    number = {document: i % _FOLDS for i, document in enumerate(documents)}
    return np.array([number[row["document"]] for row in table.rows])


def held_out_sums(table: Table, seed: int) -> np.ndarray:
    """What the facts of each row come to under weights that never saw its document."""
    folds, out = folds_of(table, seed), np.zeros(len(table.rows))
    for fold in range(_FOLDS):
        mine = folds == fold
        out[mine] = table.facts[mine] @ weights_of(table.some(~mine))
    return out


def curve_of(sums: np.ndarray, right: np.ndarray) -> dict[str, list[float]]:
    """The share of right values by sum: rising, in blocks, none quite sure."""
    order = np.argsort(sums)
    sums, right = sums[order], right[order]
    blocks = np.array_split(np.arange(len(sums)), max(1, len(sums) // _BLOCK))
    fitted = isotonic_regression([right[b].mean() for b in blocks], weights=[len(b) for b in blocks])
    ends = np.append(np.flatnonzero(np.diff(fitted.x) > 0), len(blocks) - 1)
    points, start = [], 0
    for end in ends:
        inside = np.concatenate(blocks[start : end + 1])
        points.append((float(sums[inside].mean()), (right[inside].sum() + 0.5) / (len(inside) + 1)))
        start = end + 1
    shares = np.maximum.accumulate([share for _, share in points])
    return {"sums": [round(s, 4) for s, _ in points], "shares": [round(float(s), 6) for s in shares]}


def fitted(table: Table, seed: int) -> dict[str, Any]:
    """Weights and curves."""
    sums, kinds = held_out_sums(table, seed), table.of("kind")
    whole = curve_of(sums, table.right)
    curves = {}
    for kind in ("amount", "target", "level", "text", "paragraph"):
        mine = kinds == kind
        curves[kind] = curve_of(sums[mine], table.right[mine]) if (table.right[mine] == 0).sum() >= _WRONG else whole
    weights = dict(zip(table.names, (round(float(w), 4) for w in weights_of(table)), strict=True))
    return {"weights": weights, "curves": curves, "limits": [(1.0, 0.0)]}


def chances_of(model: Model, table: Table) -> np.ndarray:
    """How likely each row is right."""
    return np.array([model.probability(row["facts"]) for row in table.rows])


def limits_of(chances: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """For each error the least probability from which no more of what is let through is wrong."""
    order = np.argsort(-chances, kind="stable")
    sure, wrong = chances[order], np.cumsum(1 - right[order])
    share = (wrong + 0.5) / np.arange(1, len(sure) + 1)
    last = np.append(sure[1:] < sure[:-1], True)
    out = []
    for error in _ERRORS:
        good = np.flatnonzero(last & (share <= error))
        out.append((error, round(float(sure[good[-1]]), 6) if good.size else 1.0))
    return out


@dataclass(slots=True)
class Held:
    """Rows that were held out, with how likely each was said to be right."""

    name: str
    table: Table
    chances: np.ndarray


def fit_all(rows: list[Row], seed: int) -> tuple[dict[str, Any], list[Held]]:
    """The model of all rows; and what is said of rows whose document, and whose document and level, were held out."""
    table = table_of(rows)
    folds, levels = folds_of(table, seed + 1), table.of("level")
    held = Held("documents", table, np.zeros(len(rows)))
    apart = Held("documents and level", table, np.zeros(len(rows)))
    for fold in range(_FOLDS):
        mine = folds == fold
        held.chances[mine] = chances_of(model_of(fitted(table.some(~mine), seed)), table.some(mine))
    for level in sorted(set(levels)) if len(set(levels)) > 1 else ():
        for part in range(2):
            mine, others = (folds % 2 == part) & (levels == level), (folds % 2 != part) & (levels != level)
            apart.chances[mine] = chances_of(model_of(fitted(table.some(others), seed)), table.some(mine))
    data = fitted(table, seed)
    data["limits"] = limits_of(held.chances, table.right)
    return data, [held, apart]


def said_of(figures: Sequence[Held]) -> Iterator[str]:
    """The figures in lines, by level."""
    for held in figures:
        yield f"held out: {held.name}"
        limits = dict(limits_of(held.chances, held.table.right))
        levels = held.table.of("level")
        for level in ("all", *sorted(set(levels))):
            mine = np.ones(len(levels), bool) if level == "all" else levels == level
            yield f"  {level}: {_line(held.chances[mine], held.table.right[mine], limits[0.001])}"


def _line(chances: np.ndarray, right: np.ndarray, least: float) -> str:
    taken = chances >= least
    wrong, n = int((1 - right[taken]).sum()), int(taken.sum())
    low, high = wilson(wrong, n)
    shown = int((~taken).sum())
    hits = int((1 - right[~taken]).sum())
    return (
        f"{len(right)} values, {int((1 - right).sum())} wrong; let through {n / len(right):.2%}, wrong {wrong} "
        f"({low:.2%}-{high:.2%}); shown {shown}, wrong {hits}; said {1 - chances.mean():.2%} wrong"
    )
