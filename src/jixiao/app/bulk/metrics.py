"""How far runs over a place are, as OpenMetrics text: for Prometheus' textfile collector or anything that scrapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from jixiao.app.bulk.status import Progress

_RESULTS = ("read", "failed", "left")
_PAGES = {"pages": "all", "scanned": "scanned"}
_RECORDS = ("complete", "incomplete")


def openmetrics(found: Sequence[Progress]) -> str:
    """One exposition of every version whose results are there, as OpenMetrics 1.0 has it, ending in `# EOF`."""
    lines: list[str] = []
    for name, kind, about, samples in _FAMILIES:
        said = [(each.version, labels, value) for each in found for labels, value in samples(each)]
        lines += _family(name, kind, about, said)
    return "\n".join([*lines, "# EOF", ""])


Samples = Iterable[tuple[dict[str, str], float]]


def _written(each: Progress) -> Samples:
    return [({}, datetime.fromisoformat(each.latest).timestamp())] if each.latest else []


_FAMILIES: tuple[tuple[str, str, str, Callable[[Progress], Samples]], ...] = (
    ("jixiao_files", "counter", "Files done with, by what came of them.",
     lambda p: [({"result": name}, p.results[name]) for name in _RESULTS]),
    ("jixiao_shard_files", "counter", "Files done with, by shard.",
     lambda p: [({"shard": name}, count) for name, count in sorted(p.shards.items())]),
    ("jixiao_pages", "counter", "Pages read; scanned ones are among all.",
     lambda p: [({"kind": kind}, p.counts[name]) for name, kind in _PAGES.items()]),
    ("jixiao_records", "counter", "Records, by whether they are whole.",
     lambda p: [({"status": name}, p.counts[name]) for name in _RECORDS]),
    ("jixiao_doubted_values", "counter", "Values whose reading is not certain.", lambda p: [({}, p.counts["doubted"])]),
    ("jixiao_source_files", "gauge", "Files there are to read.",
     lambda p: [({"source": name}, count) for name, count in p.sources.items() if count is not None]),
    ("jixiao_last_written_seconds", "gauge", "When the last result was written, in seconds since 1970.", _written),
)  # fmt: skip


def _family(name: str, kind: str, about: str, samples: Iterable[tuple[str, dict[str, str], float]]) -> Iterator[str]:
    yield f"# TYPE {name} {kind}"
    yield f"# HELP {name} {about}"
    total = "_total" if kind == "counter" else ""
    for version, labels, value in samples:
        said = ",".join(f'{label}="{_escaped(text)}"' for label, text in {"version": version, **labels}.items())
        yield f"{name}{total}{{{said}}} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
