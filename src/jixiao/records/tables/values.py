"""Every value with where it stands and how sure it is, one a row: what traces a number of an export to its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.records.annotations.doubts import reasons_of
from jixiao.records.headings import field_heading
from jixiao.records.model import Alternative, Evidence
from jixiao.records.paths import FieldPath
from jixiao.records.reading import Reading
from jixiao.records.tables.columns import At, Column, Noun, heading_of, number_of
from jixiao.records.tables.identifying import FILE, ID, IS_WHOLE, KIND, PAGE, SUBJECT, YEAR

HOW = {"text": "文字层或单元格", "ocr": "识别", "model": "大模型指认", "person": "人工"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A value as a row: its field in words and in parts, its text, its evidence, why it is doubted, what else was read.

    `row` is the position in the `list`, from 1, None outside of lists.
    """

    heading: str
    path: str
    list: str
    row: int | None
    field: str
    text: str
    evidence: Evidence
    doubts: str
    others: tuple[Alternative, ...]


def values(reading: Reading) -> Iterator[At]:
    """Every value with evidence, in the order of the record's fields as they were read."""
    for number, record in enumerate(reading.records, 1):
        for position, (path, evidence) in enumerate(record.evidence.items(), 1):
            at = FieldPath(path)
            row, said = at.row, at.get(record)
            placed = Placed(
                field_heading(type(record), path), path, row.parent if row else "",
                (row.position or 0) + 1 if row else None, path[len(row) :].lstrip(".") if row else path,
                "" if said is None else str(said), evidence, reasons_of(record.doubts.get(path, ())),
                tuple(record.alternatives.get(path, ())),
            )  # fmt: skip
            yield At(reading, record, number, placed, path, position, evidence.page)


def _side(at: At, side: int) -> str | None:
    box = at.item.evidence.box
    return format(box[side], ".1f") if box else None


def _others(at: At) -> str | None:
    return "\n".join(dict.fromkeys(other.text for other in at.item.others)) or None


VALUES = Noun(
    "values",
    "值和出处",
    values,
    (
        SUBJECT,
        YEAR,
        KIND,
        IS_WHOLE,
        Column("field", "栏目", "name", lambda at: at.item.heading),
        Column("text", "值", "long", lambda at: at.item.text),
        Column("doubts", "存疑", "long", lambda at: at.item.doubts or None),
        Column("alternatives", "另外的读法", "long", _others),
        Column("how", heading_of(Evidence, "how"), "mark", lambda at: at.item.evidence.how, words=HOW),
        Column("confidence", heading_of(Evidence, "confidence"), "number",
               lambda at: number_of(at.item.evidence.confidence)),
        FILE,
        PAGE,
        *(Column(name, said, "number", lambda at, side=side: number_of(_side(at, side)))  # type: ignore[misc]
          for side, (name, said) in enumerate({"x0": "左", "y0": "上", "x1": "右", "y1": "下"}.items())),
        Column("place", heading_of(Evidence, "place"), "name", lambda at: at.item.evidence.place),
        Column("list", "列表", "code", lambda at: at.item.list or None, technical=True),
        Column("list_row", "列表里第几行", "count", lambda at: at.item.row, technical=True),
        Column("name", "字段", "code", lambda at: at.item.field, technical=True),
        Column("path", "栏目路径", "code", lambda at: at.item.path, technical=True),
        Column("correction", heading_of(Evidence, "correction"), "code",
               lambda at: at.item.evidence.correction or None, technical=True),
        ID,
    ),
    about="每个值一行：在第几页、什么位置（点，左上角为原点）、怎么读的、有没有疑",
)  # fmt: skip
