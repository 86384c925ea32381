"""The table of values: one a row, each with its place, the way it was read, and what is not certain of it."""

from __future__ import annotations

from decimal import Decimal

from tests.records import made

from jixiao.records import Alternative, Evidence, Reading
from jixiao.records.tables.frames import rows


def doubted() -> Reading:
    """A reading of which one value was read by OCR and is doubted."""
    reading = made.reading()
    record = next(r for r in reading.records if getattr(r, "indicators", None))
    record.evidence["indicators[0].value"] = Evidence(page=2, box=(10, 20, 30.04, 40), how="ocr", confidence=0.8)
    record.doubts["indicators[0].value"] = ["low-score"]
    record.alternatives["indicators[0].value"] = [Alternative(text="≥8处", how="ocr")]
    return reading


def test_a_value_has_its_place_in_parts() -> None:
    row = next(row for row in rows(doubted(), "values") if row["path"] == "indicators[0].value")
    assert (row["page"], row["x0"], row["x1"]) == (2, Decimal("10.0"), Decimal("30.0"))
    assert (row["list"], row["list_row"], row["name"], row["how"]) == ("indicators", 1, "value", "ocr")
    assert (row["text"], row["doubts"], row["alternatives"]) == ("≥3处", "字迹不清", "≥8处")


def test_every_value_with_evidence_is_there() -> None:
    reading = doubted()
    assert len(rows(reading, "values")) == sum(len(record.evidence) for record in reading.records)


def test_a_row_says_which_of_its_values_are_doubted() -> None:
    reading = made.reading()
    for record in reading.records:
        record.doubts.clear()
    assert not any(row["doubted"] for row in rows(reading, "indicators"))
    record = next(r for r in reading.records if getattr(r, "indicators", None))
    record.doubts["indicators[1].value"] = ["low-score"]
    _, second, *others = rows(reading, "indicators")
    assert second["doubted"] == "指标值（字迹不清）"
    assert not any(row["doubted"] for row in (*others, *rows(reading, "projects")))
