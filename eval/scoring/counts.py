"""Facts counted, and counts turned into figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from eval.scoring.facts import Fact

Counts = Counter[str]
Figures = dict[str, float | None]

LISTS = {"indicators": "ind", "budget_table.rows": "tab"}
"""Lists that are counted on their own beside all rows together."""

VALUES: dict[str, str] = {"value": "values", "cell": "cells", "column": "columns"}
"""The facts that count as values, which may be silently wrong; cells by header path are the same cells once more."""

HEADLINES = (
    "row_recall", "rows_exact_f1", "indicator_recall", "indicators_exact_f1", "table_rows_exact_f1",
    "values_exact", "cells_exact", "silent_rate", "silent_numbers_rate", "right_flagged_rate",
)  # fmt: skip


def count_fact(fact: Fact) -> Counts:
    """What one fact adds to the counts."""
    out: Counts = Counter()
    if fact.level == "record":
        count_sides(out, "records", fact)
    elif fact.level == "row":
        count_sides(out, "rows", fact)
        for end, name in LISTS.items():
            if fact.field.endswith(end):
                count_sides(out, name, fact)
    elif fact.level in VALUES:
        _count_value(out, fact)
    elif fact.level == "header_cell":
        out["header_cells"] += 1
        out["header_cells_exact"] += fact.right
    elif fact.level == "schema":
        out["schema"] += 1
        out["schema_valid"] += fact.right
    elif fact.level == "blank":
        out["blanks"] += 1
    elif fact.level == "document":
        out["documents"] += 1
        out["documents_failed"] += not fact.right
    return out


def count_sides(out: Counts, name: str, fact: Fact) -> None:
    """Gold, found and exact on the gold's side; read counts both what was found and what is extra."""
    out[f"{name}_read"] += fact.read_path is not None
    if not fact.extra:
        out[f"{name}_gold"] += 1
        out[f"{name}_found"] += fact.read_path is not None
        out[f"{name}_exact"] += fact.right


def _count_value(out: Counts, fact: Fact) -> None:
    name = VALUES[fact.level]
    if not fact.extra:
        out[name] += 1
        out[f"{name}_exact"] += fact.right
        out["numeric"] += fact.numeric
        if fact.long:
            out["long_length"] += fact.length
            out["long_distance"] += fact.distance
    if fact.right:
        out["right"] += 1
        out["right_flagged"] += any(flag != "incomplete" for flag in fact.flags)
        out["right_incomplete"] += fact.flags == ["incomplete"]
        return
    out["wrong"] += 1
    out["silent"] += not fact.flags
    if fact.numeric and {"wrong-value", "invented", "merged", "split"} & set(fact.faults):
        out["numeric_wrong"] += 1
        out["numeric_silent"] += not fact.flags


def figures(counts: Counts) -> Figures:
    """The figures of some counts; None where nothing was there to be counted."""
    out: Figures = {}
    for name, key in (("row", "rows"), ("indicator", "ind"), ("table_row", "tab"), ("record", "records")):
        gold, read = counts[f"{key}_gold"], counts[f"{key}_read"]
        found, exact = counts[f"{key}_found"], counts[f"{key}_exact"]
        out |= {f"{name}_{k}": v for k, v in zip(("recall", "precision", "f1"), _prf(found, gold, read), strict=True)}
        prf = zip(("recall", "precision", "f1"), _prf(exact, gold, read), strict=True)
        out |= {f"{name}s_exact_{k}": v for k, v in prf}
    for name in ("values", "cells", "header_cells", "columns"):
        out[f"{name}_exact"] = share(counts[f"{name}_exact"], counts[name])
    scored = sum(counts[name] for name in VALUES.values())
    out["cer"] = share(counts["long_distance"], counts["long_length"])
    out["silent_rate"] = share(counts["silent"], scored)
    out["silent_numbers_rate"] = share(counts["numeric_silent"], counts["numeric"])
    out["wrong_flagged_rate"] = share(counts["wrong"] - counts["silent"], counts["wrong"])
    out["right_flagged_rate"] = share(counts["right_flagged"], counts["right"])
    out["right_incomplete_rate"] = share(counts["right_incomplete"], counts["right"])
    out["schema_valid_rate"] = share(counts["schema_valid"], counts["schema"])
    return out


def _prf(hits: int, gold: int, read: int) -> tuple[float | None, float | None, float | None]:
    return share(hits, gold), share(hits, read), share(2 * hits, gold + read)


def share(part: int, whole: int) -> float | None:
    """The part of the whole; None where there is no whole."""
    return part / whole if whole else None


def by_form(facts: Iterable[Fact]) -> dict[tuple[str, str], Counts]:
    """The counts of each form of each document; what belongs to no form stands under ''."""
    out: dict[tuple[str, str], Counts] = defaultdict(Counter)
    for fact in facts:
        form = "" if fact.level in ("schema", "document") else fact.form
        out[fact.document, form].update(count_fact(fact))
    return dict(out)
