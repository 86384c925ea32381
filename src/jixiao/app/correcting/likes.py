"""The likes of a correction: other places of the same field where the same was read, to be put right at once."""

from __future__ import annotations

import json
import re
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.app.correcting.making import Correcting, Plan, changed
from jixiao.app.correcting.places import By, View, Where
from jixiao.records.annotations.corrections import Correction
from jixiao.records.paths import FieldPath
from jixiao.records.published import PublishedTable

_INDEX = re.compile(r"\[\d+\]")
_CELL = re.compile(r"rows\[\d+\]\[(\d+)\]")
_MOST_RECORDS = 2000


@dataclass(frozen=True, slots=True)
class Like:
    """A place where the same was read in the same field, and nobody has said anything yet."""

    where: Where
    file: str
    subject: str
    page: int | None
    text: str
    doubted: bool


def likes(correcting: Correcting, correction: Correction) -> list[Like]:
    """The likes of a correction of a value, by file; none where nothing was read there."""
    text = correction.read
    if correction.action != "value" or not isinstance(text, str) or not text.strip():
        return []
    said = json.dumps(text, ensure_ascii=False)[1:-1]
    column = _column(correcting, correction)
    by_source: dict[str, set[int]] = defaultdict(set)
    for sha256, record in correcting.book.index().searching.records_with(said, _MOST_RECORDS):
        by_source[sha256].add(record)
    out: list[Like] = []
    for sha256, records in by_source.items():
        view = correcting.view(sha256)
        for position in sorted(records):
            out += _in_record(view, position, correction, column)
    return out


def correct_likes(correcting: Correcting, found: Sequence[Like], now: str, by: By) -> list[Correction]:
    """Set all these values, kept together or not at all, as one batch that one undo takes back.

    A place where by now something else stands than was shown is left out.
    """
    batch = secrets.token_hex(6)
    places: dict[str, list[Like]] = defaultdict(list)
    for each in found:
        places[each.where.sha256].append(each)

    def plan_of(mine: list[Like]) -> Plan:
        def plan(view: View) -> list[Correction]:
            fresh = [each for each in mine if view.value(each.where) == each.text]
            return [changed(view, each.where, now, by, batch) for each in fresh]

        return plan

    return correcting.keep_all({sha256: plan_of(mine) for sha256, mine in places.items()})


def _in_record(view: View, position: int, correction: Correction, column: tuple[str, ...]) -> list[Like]:
    if position > len(view.reading.records):
        return []
    record, number = view.reading.records[position - 1], view.reading.number_of(position - 1)
    field = _INDEX.sub("[]", correction.path)
    out = []
    for path, evidence in record.evidence.items():
        if evidence.correction or _INDEX.sub("[]", path) != field or FieldPath(path).get(record) != correction.read:
            continue
        if column and _heads(record, path) != column:
            continue
        where = Where(view.read.source.sha256, number, path)
        subject = getattr(record, "project_name", None) or getattr(record, "department", None) or ""
        out.append(Like(where, view.read.source.name, subject, evidence.page, correction.read, path in record.doubts))
    return out


def _column(correcting: Correcting, correction: Correction) -> tuple[str, ...]:
    """The header over the cell of a published table that was corrected; () for fields, which have names."""
    if not _CELL.fullmatch(correction.path):
        return ()
    view = correcting.view(correction.sha256)
    record = view.read.records[correction.form.number - 1]
    return _heads(record, correction.path)


def _heads(record: object, path: str) -> tuple[str, ...]:
    cell = _CELL.fullmatch(path)
    if cell is None or not isinstance(record, PublishedTable) or int(cell[1]) >= len(record.columns):
        return ()
    return tuple(record.columns[int(cell[1])])
