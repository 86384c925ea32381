"""OpenMetrics text, read back by the parser of Prometheus' own client."""

from __future__ import annotations

from collections import Counter

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from jixiao.app.bulk.metrics import openmetrics
from jixiao.app.bulk.status import Progress


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and the values of its labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_is_counted_can_be_scraped() -> None:
    found = Progress(
        "v1",
        Counter(read=7, failed=1, left=2, packed=1),
        Counter(pages=20, scanned=4, complete=9, incomplete=1, doubted=3),
        Counter({"1/2": 10}),
        {'s3://桶/"a"\\b': 12, "gone": None},
        "2026-12-01T08:00:00+00:00",
    )
    said = samples(openmetrics([found]))
    assert said["jixiao_files_total", ("v1", "read")] == 7 and said["jixiao_files_total", ("v1", "failed")] == 1
    assert said["jixiao_shard_files_total", ("v1", "1/2")] == 10
    assert said["jixiao_pages_total", ("v1", "scanned")] == 4
    assert said["jixiao_source_files", ("v1", 's3://桶/"a"\\b')] == 12
    assert not any("gone" in labels for _, labels in said)
    assert said["jixiao_last_written_seconds", ("v1",)] == 1796112000


def test_nothing_read_is_no_error() -> None:
    assert samples(openmetrics([])) == {}
