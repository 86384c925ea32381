"""A hit of a check as the finding that goes out: its words, its places on the page, whether its reading is sure."""

from __future__ import annotations

import re

from jixiao.checks.catalogue import check_of
from jixiao.checks.violation import Hit
from jixiao.records import Evidence, Finding, Reading, Related, Severity, Spot

_MILDER: dict[Severity, Severity] = {"error": "warning", "warning": "advice", "advice": "advice"}
_ITEM = re.compile(r"^(.*\])\.[^.\]]+$")


def finding_of(reading: Reading, number: int, hit: Hit) -> Finding:
    """The finding; one that rests on a value whose reading is in doubt is one degree milder, and says so."""
    entry = check_of(hit.check)
    record = reading.records[number - 1] if number else None
    missing = entry.absence and record is not None and record.status == "incomplete"
    doubted = (
        missing
        or any(_doubted(reading, number, path) for path in hit.paths)
        or any(_doubted(reading, other, path) for other, path in hit.related)
    )
    return Finding(
        check=entry.id,
        severity=_MILDER[entry.severity] if doubted else entry.severity,
        message=entry.message.format_map(hit.said) + hit.more,
        advice=_advice(entry.advice.format_map(hit.said), doubted, missing),
        rule=entry.rule,
        record=number,
        paths=list(hit.paths),
        related=[Related(record=other, path=path) for other, path in hit.related],
        spots=_spots(reading, number, hit.paths),
        doubted=doubted,
    )


def _advice(advice: str, doubted: bool, missing: bool) -> str:
    if missing:
        return f"这份表没有读全，先对照原文看是否漏读；确实没有的，{advice}"
    return f"这里的文字识读没有把握，先对照原文核对；识读无误的，{advice}" if doubted else advice


def _doubted(reading: Reading, number: int, path: str) -> bool:
    """Whether the reading of the value is in doubt."""
    if not number:
        evidence = _prose(reading, path)
        return evidence is not None and evidence.how == "ocr" and (evidence.confidence or 1) < 1
    doubts = reading.records[number - 1].doubts
    return path in doubts or "table" in doubts


def _spots(reading: Reading, number: int, paths: tuple[str, ...]) -> list[Spot]:
    """The places of the values on the page; of a value without one, that of its row."""
    out: list[Spot] = []
    for path in paths:
        evidence = _evidence(reading, number, path)
        if evidence is not None:
            out.extend(Spot(page=spot.page, box=spot.box, place=spot.place) for spot in (evidence, *evidence.continued))
    if not out and number and (pages := reading.records[number - 1].pages):
        out.append(Spot(page=pages[0]))
    return out


def _evidence(reading: Reading, number: int, path: str) -> Evidence | None:
    if not number:
        return _prose(reading, path)
    known = reading.records[number - 1].evidence
    if path in known:
        return known[path]
    item = _ITEM.match(path)
    if item:
        return next((evidence for name, evidence in known.items() if name.startswith(item[1] + ".")), None)
    listed = next((evidence for name, evidence in known.items() if name.startswith(f"{path}[")), None)
    return listed and Evidence(page=listed.page, place=listed.place)


def _prose(reading: Reading, path: str) -> Evidence | None:
    index = path.removeprefix("prose[").removesuffix("]")
    return reading.prose[int(index)] if index.isdecimal() and int(index) < len(reading.prose) else None
