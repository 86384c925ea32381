"""Which record of the reading answers to which record of the gold: by kind, place and likeness.

A form that nothing answers to is missing, unless its rows stand inside another one's reading (merged) or a record
of another kind stands in its place. A record that answers to nothing is invented, unless it holds the rows that
another form's reading lacks (split).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from eval.scoring.align import moved_from
from eval.scoring.contract import KINDS, SPECS, TABLES, at, rows_of
from eval.scoring.normal import likeness, normal

Record = dict[str, Any]

HEAD = 80
CONTENT = 400
LIKE = 0.35
LIKE_IN_PLACE = 0.2
SAME_PLACE = 0.5
SHARED_ROWS = 0.5


@dataclass(slots=True)
class FormAlignment:
    """Pairs of gold and reading by their places in the two lists, and what became of the others.

    `merged`: gold without a pair -> gold whose reading holds its rows. `split`: reading without a pair -> gold
    whose rows it holds. `other_kind`: gold without a pair -> reading of another kind in its place.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    split: dict[int, int] = field(default_factory=dict)
    other_kind: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)


def align_forms(gold: list[Record], read: list[Record]) -> FormAlignment:
    """The alignment of a file's records."""
    out = FormAlignment()
    for kind in KINDS:
        mine = [i for i, r in enumerate(gold) if r.get("kind") == kind]
        theirs = [j for j, r in enumerate(read) if r.get("kind") == kind]
        if mine and theirs:
            out.pairs |= _assign(gold, read, mine, theirs)
    out.pairs = dict(sorted(out.pairs.items()))
    out.moved = moved_from(out.pairs)
    _explain_lost(out, gold, read)
    _explain_spare(out, gold, read)
    return out


def _assign(gold: list[Record], read: list[Record], mine: list[int], theirs: list[int]) -> dict[int, int]:
    alike = np.array([[form_likeness(gold[i], read[j]) for j in theirs] for i in mine])
    place = np.array([[page_overlap(gold[i], read[j]) for j in theirs] for i in mine], dtype=float)
    order = np.minimum(np.abs(np.arange(len(mine))[:, None] - np.arange(len(theirs))[None, :]) / 5, 1.0)
    known = ~np.isnan(place)
    cost = np.where(
        known,
        0.7 * (1 - alike) + 0.2 * (1 - np.nan_to_num(place)) + 0.1 * order,
        0.85 * (1 - alike) + 0.15 * order,
    )
    pairs = {}
    for a, b in zip(*linear_sum_assignment(cost), strict=True):
        in_place = bool(known[a, b]) and place[a, b] >= SAME_PLACE
        if alike[a, b] >= LIKE or (in_place and alike[a, b] >= LIKE_IN_PLACE):
            pairs[mine[a]] = theirs[b]
    return pairs


def form_likeness(a: Record, b: Record) -> float:
    """How much two records of one kind agree in what names them and in what their lists begin with."""
    scores = []
    for name in SPECS[str(a.get("kind"))].identity if a.get("kind") in SPECS else ("title",):
        x, y = normal(at(a, name))[:HEAD], normal(at(b, name))[:HEAD]
        if x or y:
            scores.append(likeness(x, y))
    identity = sum(scores) / len(scores) if scores else 0.5
    x, y = _content(a), _content(b)
    return 0.6 * identity + 0.4 * likeness(x, y) if x or y else identity


def page_overlap(a: Record, b: Record) -> float:
    """Shared pages over all pages of two records; NaN where either has none."""
    try:
        (a0, a1), (b0, b1) = a["pages"], b["pages"]
    except (KeyError, TypeError, ValueError):
        return float("nan")
    shared = min(a1, b1) - max(a0, b0) + 1
    return float(max(0, shared) / (max(a1, b1) - min(a0, b0) + 1))


def row_texts(record: Record) -> list[str]:
    """The rows of all lists of a record, each as one normal text."""
    kind = str(record.get("kind"))
    if kind in TABLES:
        rows = ["|".join(normal(c) for c in row) for row in rows_of(record, "rows") if isinstance(row, list)]
        return [row for row in rows if row.strip("|")]
    texts = []
    for spec in SPECS[kind].lists if kind in SPECS else ():
        texts += ["|".join(map(normal, spec.cells(r))) for r in rows_of(record, spec.name) if isinstance(r, dict)]
    return texts


def _content(record: Record) -> str:
    parts: list[str] = []
    length = 0
    for text in row_texts(record):
        parts.append(text)
        length += len(text)
        if length >= CONTENT:
            break
    return "".join(parts)[:CONTENT]


def _explain_lost(out: FormAlignment, gold: list[Record], read: list[Record]) -> None:
    lost = [i for i in range(len(gold)) if i not in out.pairs]
    beyond = {h: Counter(row_texts(read[j])) - Counter(row_texts(gold[h])) for h, j in out.pairs.items()}
    for _, i, host in sorted((abs(i - h), i, h) for i in lost for h, more in beyond.items() if more):
        rows = Counter(row_texts(gold[i]))
        shared = rows & beyond[host]
        if i not in out.merged and rows and shared.total() >= SHARED_ROWS * rows.total():
            out.merged[i] = host
            beyond[host] -= shared
    spare = [j for j in range(len(read)) if j not in out.pairs.values()]
    alike = [(_across_kinds(gold[i], read[j]), i, j) for i in lost if i not in out.merged for j in spare]
    for score, i, j in sorted(alike, reverse=True):
        if score > SAME_PLACE and i not in out.other_kind and j not in out.other_kind.values():
            out.other_kind[i] = j


def _across_kinds(gold: Record, read: Record) -> float:
    """How much two records of different kinds look like the same form."""
    if gold.get("kind") == read.get("kind"):
        return 0.0
    title = likeness(normal(gold.get("title")), normal(read.get("title"))) if gold.get("title") else 0.0
    place = page_overlap(gold, read)
    shared = likeness(_content(gold), _content(read))
    return max(shared, title if np.isnan(place) else (title + place) / 2)


def _explain_spare(out: FormAlignment, gold: list[Record], read: list[Record]) -> None:
    for spare in range(len(read)):
        if spare in out.pairs.values() or spare in out.other_kind.values():
            continue
        rows = Counter(row_texts(read[spare]))
        for host, j in out.pairs.items():
            lacking = Counter(row_texts(gold[host])) - Counter(row_texts(read[j]))
            if rows and (rows & lacking).total() >= SHARED_ROWS * rows.total():
                out.split[spare] = host
                break
