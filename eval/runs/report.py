"""One HTML file that tells a run: headlines, tables by document and field, every error beside its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from eval import words
from eval.runs.certainty import Drawn, drawn
from eval.runs.cutouts import Cutter, phrases_of
from eval.runs.errors import MOST_CUTOUTS, Item, diff, items
from eval.runs.programs import Timing
from eval.runs.run import read_timings
from eval.scoring.counts import HEADLINES
from eval.scoring.facts import FAULTS, Fact

TEMPLATE = Path(__file__).with_name("report.html.j2")
MOST_ITEMS = 2000


@dataclass(frozen=True, slots=True)
class Errors:
    """The listed errors, and what was left out of the list and of the pictures."""

    items: list[Item]
    total: int
    silent: int
    cutouts: int
    wanted_cutouts: int


def write_report(
    folder: Path,
    verdict: tuple[list[Fact], dict[str, Any]],
    run: dict[str, Any],
    most_cutouts: int = MOST_CUTOUTS,
    done: Callable[[int, int], None] = lambda _a, _b: None,
) -> Path:
    """The path of report.html in the run's folder."""
    facts, summary = verdict
    errors = collect(facts, run, most_cutouts, done)
    target = folder / "report.html"
    target.write_text(render(folder.name, summary, run, errors, drawn(facts), read_timings(folder)), encoding="utf-8")
    return target


def collect(
    facts: list[Fact], run: dict[str, Any], most: int, done: Callable[[int, int], None] = lambda _a, _b: None
) -> Errors:
    """The errors with their pictures; those that went unflagged get theirs first."""
    every = items(facts)
    listed = sorted(every, key=lambda item: not item.silent)[:MOST_ITEMS]
    kept = {id(item) for item in listed}
    wanted = [item for item in listed if item.head.level not in ("schema", "document")]
    made = 0
    by_document: dict[str, list[Item]] = {}
    for item in wanted[:most]:
        by_document.setdefault(item.head.document, []).append(item)
    for document, group in by_document.items():
        source = run.get("documents", {}).get(document)
        if source is None or not Path(source["path"]).is_file():
            continue
        cutter = Cutter(Path(source["path"]), source["gold"])
        for item in group:
            place = item.head.place or next((f.place for f in item.inside if f.place), None)
            item.cutout = cutter.cut(place, phrases_of(item.texts), item.pages)
            made += item.cutout is not None
            done(made, min(most, len(wanted)))
        cutter.close()
    return Errors(
        [item for item in every if id(item) in kept],
        len(every),
        sum(item.silent for item in every),
        made,
        len(wanted),
    )


def render(
    name: str,
    summary: dict[str, Any],
    run: dict[str, Any],
    errors: Errors,
    certainty: list[Drawn],
    timings: list[Timing],
) -> str:
    """The page."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE.parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": words.percent,
        "field": words.field_name,
        "fault": words.fault_name,
        "flag": words.flag_name,
    }
    return environment.get_template(TEMPLATE.name).render(
        name=name,
        run=run,
        summary=summary,
        figures=summary["overall"]["figures"],
        counts=_Zero(summary["overall"]["counts"]),
        headlines=[_headline(key, summary) for key in HEADLINES],
        documents=_documents(summary, timings),
        fields=_fields(summary),
        lists=_lists(summary),
        certainty=certainty,
        errors=errors,
        diff=diff,
        kinds=words.KINDS,
    )


def _headline(key: str, summary: dict[str, Any]) -> dict[str, Any]:
    interval = (summary.get("intervals") or {}).get(key)
    return {
        "key": key,
        "name": words.FIGURES[key],
        "value": summary["overall"]["figures"].get(key),
        "interval": interval,
        "low": key in words.LOWER_IS_BETTER,
    }


def _documents(summary: dict[str, Any], timings: list[Timing]) -> list[dict[str, Any]]:
    times = {t.document: t for t in timings}
    return [
        {"name": name, "figures": part["figures"], "counts": _Zero(part["counts"]), "timing": times.get(name)}
        for name, part in summary["documents"].items()
    ]


class _Zero(dict[str, int]):
    """Counts, where what was never counted is none."""

    def __missing__(self, key: str) -> int:
        return 0


def _fields(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields under their kind, those with errors first."""
    out: dict[str, list[dict[str, Any]]] = {}
    for name, row in summary["fields"].items():
        out.setdefault(name.partition(".")[0], []).append({"name": name, "whole": not row["faults"], **row})
    return [
        {"kind": kind, "name": words.KINDS.get(kind, kind), "fields": rows, "wrong": _wrong(rows)}
        for kind, rows in out.items()
    ]


def _wrong(rows: list[dict[str, Any]]) -> int:
    return sum(row["n"] - row["exact"] + row["extra"] for row in rows)


def _lists(summary: dict[str, Any]) -> dict[str, Any]:
    """A matrix of lists by faults, with only the faults that occur."""
    seen = [fault for fault in FAULTS if any(fault in row["faults"] for row in summary["lists"].values())]
    rows = []
    for name, row in summary["lists"].items():
        kind, _, rest = name.partition(".")
        rows.append({"name": f"{words.KINDS.get(kind, kind)} · {words.LISTS.get(rest, rest)}", **row})
    return {"faults": seen, "rows": rows}
