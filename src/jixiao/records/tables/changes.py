"""What people put right, as rows of tables, and what of a row was put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.records.annotations.corrections import ACTIONS, Correction, said_of
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath
from jixiao.records.reading import Reading
from jixiao.records.tables.columns import At, Column, heading_of


@dataclass(frozen=True, slots=True)
class Change:
    """A correction as a row: the field in words, what was done, texts before and after, and whether it counts."""

    correction: Correction
    field: str
    did: str
    was: str
    now: str
    state: str


def changes(reading: Reading) -> Iterator[At]:
    """What people put right, where anything was, and what of it no longer fits."""
    if reading.corrected is None:
        return
    said = [(each, "有效") for each in reading.corrected.applied]
    said += [(each.correction, f"对不上：{each.why}") for each in reading.corrected.stale]
    at = {reading.number_of(i): i for i in range(len(reading.records))}
    for row, (each, state) in enumerate(said, 1):
        position = at.get(each.form.number)
        record = reading.records[position] if position is not None else None
        heading = field_heading(type(record), each.path) if record is not None else each.path
        change = Change(each, heading, ACTIONS[each.action], said_of(each.was), said_of(each.now), state)
        yield At(reading, record, position + 1 if position is not None else 0, change, row=row, page=each.page)


def corrected_in(at: At) -> str | None:
    """The fields of the row that a person set or confirmed, each with who and when; None where there are none."""
    if at.record is None or at.reading.corrected is None:
        return None
    by = {each.id: each for each in at.reading.corrected.applied}
    out = []
    for path, evidence in at.record.evidence.items():
        inside = FieldPath(path).row is None if not at.path else (f"{path}.").startswith((f"{at.path}.", f"{at.path}["))
        if evidence.correction in by and inside:
            one = by[evidence.correction]
            how = "核对，" if one.action == "confirm" else ""
            heading = field_heading(type(at.record), path).rpartition(" ")[2]
            out.append(f"{heading}（{how}{one.who} {one.when[:10]}）")
    return "、".join(dict.fromkeys(out)) or None


CHANGE_COLUMNS = (
    Column("field", "栏目", "name", lambda at: at.item.field),
    Column("did", heading_of(Correction, "action"), "term", lambda at: at.item.did),
    Column("was", heading_of(Correction, "was"), "long", lambda at: at.item.was),
    Column("now", heading_of(Correction, "now"), "long", lambda at: at.item.now),
    Column("who", heading_of(Correction, "who"), "term", lambda at: at.item.correction.who),
    Column("made", heading_of(Correction, "when"), "code", lambda at: at.item.correction.when),
    Column("why", heading_of(Correction, "why"), "long", lambda at: at.item.correction.why),
    Column("state", "状态", "term", lambda at: at.item.state),
    Column("correction", heading_of(Correction, "id"), "code", lambda at: at.item.correction.id),
    Column("batch", heading_of(Correction, "batch"), "code", lambda at: at.item.correction.batch, technical=True),
    Column("path", "栏目路径", "code", lambda at: at.item.correction.path, technical=True),
)
