"""How sure a figure is: intervals by resampling documents and their forms, and tests whether two runs differ.

Variants of one document carry the same content, so they are drawn together; forms are drawn within them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.stats import binomtest

from eval.scoring.counts import Counts, figures

DRAWS = 1000
SEED = 20230101


def _draw(forms: dict[tuple[str, str], Counts], keys: list[str], clusters: dict[str, str]) -> list[np.ndarray]:
    """For each cluster of documents its forms' counts as a matrix (forms x keys)."""
    rows: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counter))
    for (document, form), counts in sorted(forms.items()):
        rows[clusters.get(document, document)][form].update(counts)
    return [np.array([[counts[k] for k in keys] for counts in group.values()]) for group in rows.values()]


def _resamples(groups: Sequence[np.ndarray], draws: int) -> np.ndarray:
    """Sums of counts over resampled documents and forms (draws x keys); the same seed, so the same resamples for
    two runs over the same forms."""
    rng = np.random.default_rng(SEED)
    out = np.zeros((draws, groups[0].shape[1]))
    picks = rng.integers(0, len(groups), size=(draws, len(groups)))
    for g, matrix in enumerate(groups):
        times = (picks == g).sum(axis=1)
        weights = rng.multinomial(len(matrix) * times, [1 / len(matrix)] * len(matrix))
        out += weights @ matrix
    return out


def _figures_of(samples: np.ndarray, keys: list[str], names: Sequence[str]) -> np.ndarray:
    out = np.full((len(samples), len(names)), np.nan)
    for i, row in enumerate(samples):
        values = figures(Counter(dict(zip(keys, row.tolist(), strict=True))))
        out[i] = [np.nan if (v := values[n]) is None else v for n in names]
    return out


def intervals(
    forms: dict[tuple[str, str], Counts], clusters: dict[str, str], names: Sequence[str], draws: int = DRAWS
) -> dict[str, tuple[float, float] | None]:
    """The 95 % interval of each named figure; None where the figure is not defined."""
    keys = sorted({key for counts in forms.values() for key in counts})
    groups = _draw(forms, keys, clusters)
    if not groups:
        return dict.fromkeys(names)
    table = _figures_of(_resamples(groups, draws), keys, names)
    return {name: _middle(table[:, k]) for k, name in enumerate(names)}


def differences(
    before: dict[tuple[str, str], Counts],
    after: dict[tuple[str, str], Counts],
    clusters: dict[str, str],
    names: Sequence[str],
    draws: int = DRAWS,
) -> dict[str, tuple[float, float] | None]:
    """The 95 % interval of after less before, both drawn over the same documents and forms."""
    every = sorted(set(before) | set(after))
    keys = sorted({key for counts in (*before.values(), *after.values()) for key in counts})
    tables = []
    for run in (before, after):
        groups = _draw({form: run.get(form, Counter()) for form in every}, keys, clusters)
        if not groups:
            return dict.fromkeys(names)
        tables.append(_figures_of(_resamples(groups, draws), keys, names))
    change = tables[1] - tables[0]
    return {name: _middle(change[:, k]) for k, name in enumerate(names)}


def sign_test(better: int, worse: int) -> float:
    """The probability of a split at least this uneven if better and worse were equally likely."""
    total = better + worse
    return float(binomtest(better, total, 0.5).pvalue) if total else 1.0


def _middle(values: np.ndarray) -> tuple[float, float] | None:
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
