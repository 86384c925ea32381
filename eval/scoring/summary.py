"""The summary of a run: counts, figures and intervals overall, by document, field, list and fault."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from eval.scoring.bootstrap import intervals
from eval.scoring.counts import HEADLINES, VALUES, Counts, by_form, count_sides, figures, share
from eval.scoring.facts import Fact


def summarize(facts: list[Fact], clusters: dict[str, str]) -> dict[str, Any]:
    """Everything that is counted, ready for JSON: overall and by document, field, list and fault. `clusters` says
    which documents are variants of one."""
    forms = by_form(facts)
    documents: dict[str, Counts] = defaultdict(Counter)
    for (document, _), counts in forms.items():
        documents[document].update(counts)
    total: Counts = sum(documents.values(), Counter())
    return {
        "overall": {"counts": dict(sorted(total.items())), "figures": figures(total)},
        "documents": {
            name: {"counts": dict(sorted(counts.items())), "figures": figures(counts)}
            for name, counts in sorted(documents.items())
        },
        "fields": by_field(facts),
        "lists": by_list(facts),
        "faults": _faults(facts),
        "flags": _flags(facts),
        "intervals": intervals(forms, clusters, HEADLINES),
        "clusters": clusters,
    }


def by_field(facts: Iterable[Fact]) -> dict[str, dict[str, Any]]:
    """For each field how many values, how many exact, what was wrong, silent errors; character errors if long."""
    out: dict[str, dict[str, Any]] = {}
    for fact in facts:
        if fact.level not in ("value", "cell", "header_cell", "column"):
            continue
        row = out.setdefault(
            fact.field, {"n": 0, "exact": 0, "extra": 0, "silent": 0, "distance": 0, "length": 0, "faults": Counter()}
        )
        row["extra"] += fact.extra
        if not fact.extra:
            row["n"] += 1
            row["exact"] += fact.right
            row["distance"] += fact.distance
            row["length"] += fact.length
        row["silent"] += fact.level in VALUES and not fact.right and not fact.flags
        row["faults"].update(fact.faults)
        row["long"] = row.get("long", False) or fact.long
    for row in out.values():
        row["faults"] = dict(row["faults"].most_common())
        row["cer"] = share(row["distance"], row["length"]) if row["long"] else None
    return dict(sorted(out.items()))


def by_list(facts: Iterable[Fact]) -> dict[str, dict[str, Any]]:
    """For each list its rows: gold, read, found, exact, and the faults."""
    out: dict[str, Counts] = defaultdict(Counter)
    faults: dict[str, Counts] = defaultdict(Counter)
    for fact in facts:
        if fact.level in ("row", "record"):
            count_sides(out[fact.field], "n", fact)
            faults[fact.field].update(fact.faults)
    return {
        name: {key: counts[f"n_{key}"] for key in ("gold", "read", "found", "exact")}
        | {"faults": dict(faults[name].most_common())}
        for name, counts in sorted(out.items())
    }


def _faults(facts: Iterable[Fact]) -> dict[str, dict[str, int]]:
    out: dict[str, Counts] = defaultdict(Counter)
    for fact in facts:
        out[fact.level].update(fact.faults)
    return {level: dict(counts.most_common()) for level, counts in out.items() if counts}


def _flags(facts: Iterable[Fact]) -> dict[str, dict[str, int]]:
    """How often each flag stands at a right and at a wrong value."""
    out: dict[str, Counts] = {"right": Counter(), "wrong": Counter()}
    for fact in facts:
        if fact.level in VALUES:
            out["right" if fact.right else "wrong"].update(fact.flags or ["none"])
    return {side: dict(counts.most_common()) for side, counts in out.items()}
