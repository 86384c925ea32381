"""What a person put right: which value of which form, what it was, what it is, who said so, when, why and where.

A correction changes nothing that was read: it is kept beside it for good, and a reading as corrected is made of both
(`jixiao.fields.corrected`). Taking one back is a correction too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import ConfigDict, Field

from jixiao.records.headings import field_heading
from jixiao.records.kinds import KINDS, LABELS
from jixiao.records.model import SCOPES, Model
from jixiao.records.record import ASIDE, Base

Action = Literal[
    "value", "confirm", "row-add", "row-delete", "row-split", "row-join", "row-move", "kind", "complete", "no-form",
    "undo",
]  # fmt: skip
ACTIONS: dict[str, str] = {
    "value": "改值",
    "confirm": "核对无误",
    "row-add": "增加一行",
    "row-delete": "删除一行",
    "row-split": "拆成几行",
    "row-join": "并成一行",
    "row-move": "移动一行",
    "kind": "改表的种类",
    "complete": "确认完整",
    "no-form": "不是要读的表",
    "undo": "撤销",
}
_DIGITS = 12
_WORDS = {**LABELS, **SCOPES}


class _Fact(Model):
    """What is said once and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FormMark(_Fact):
    """What a form is found again by: its place and its content as it was read. `number` 0 is the file as a whole."""

    number: int = Field(default=0, description="记录")
    kind: str = Field(default="", description="类型")
    title: str = Field(default="", description="表名")
    name: str = Field(default="", description="项目或部门")
    page: int | None = Field(default=None, description="页")
    digest: str = Field(default="", description="内容校验值")


class RowMark(_Fact):
    """What a row is found again by. `key` is its name for good: "r3" is the fourth row as read, "+…" one that a person
    added. `texts` are its values as read, by field or position; `page`, `box` and `place` where they stand."""

    key: str
    texts: dict[str, str] = Field(default_factory=dict)
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    place: str | None = None


class Correction(_Fact):
    """One thing that a person said of one source, named by the hash of its content.

    `path` is the field path at the time, "" for the form as a whole; `row` is the row it is in, `rows` those that are
    joined to it, `after` the row behind which one is put, None for the first place. `read` is what was read there,
    `was` what the person saw, `now` what it is: a text, None where the form has no such field, a row, or rows.
    `batch` is shared by those made at once; `undoes` is the id of a correction, or a batch, that is taken back.
    """

    id: str = Field(description="改正编号")
    sha256: str = Field(description="内容校验值")
    form: FormMark = Field(default_factory=FormMark, description="哪份表")
    action: Action = Field(description="做了什么")
    path: str = Field(default="", description="栏目")
    row: RowMark | None = None
    rows: tuple[RowMark, ...] = ()
    after: RowMark | None = None
    read: Any = Field(default=None, description="读到的")
    was: Any = Field(default=None, description="原为")
    now: Any = Field(default=None, description="改为")
    who: str = Field(default="", description="改正人")
    when: str = Field(default="", description="时间")
    why: str = Field(default="", description="说明")
    page: int | None = Field(default=None, description="页")
    box: tuple[float, float, float, float] | None = None
    place: str | None = None
    batch: str = Field(default="", description="批次")
    undoes: str = Field(default="", description="撤销的改正")
    version: str = Field(default="", description="读取的程序版本")


class Stale(_Fact):
    """A correction that no longer fits what is read, why, and what is read there now."""

    correction: Correction
    why: str = Field(description="为什么对不上")
    found: Any = Field(default=None, description="现在读到的")


class Corrected(Model):
    """What corrections made of a reading: those that count, and those that no longer fit.

    `numbers` are, for each record, its number in the reading as read; `rows` the keys of the rows of a list that is
    no longer as it was read, by "number:path".
    """

    applied: list[Correction] = Field(default_factory=list, description="改正")
    stale: list[Stale] = Field(default_factory=list, description="对不上的改正")
    numbers: list[int] = Field(default_factory=list, description="原来的记录编号")
    rows: dict[str, list[str]] = Field(default_factory=dict)


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that nobody took back, in their order; what takes back is not among them."""
    taken: set[str] = set()
    out: list[Correction] = []
    for each in reversed(list(corrections)):
        if each.id in taken or (each.batch and each.batch in taken):
            continue
        if each.action == "undo":
            taken.add(each.undoes)
        else:
            out.append(each)
    return out[::-1]


def mark_of(record: Base, number: int) -> FormMark:
    """What the record of that number, from 1, is found again by."""
    name = getattr(record, "project_name", None) or getattr(record, "department", None) or ""
    return FormMark(
        number=number,
        kind=str(getattr(record, "kind", "")),
        title=getattr(record, "title", None) or "",
        name=name,
        page=record.pages[0] if record.pages else None,
        digest=digest_of(record),
    )


def digest_of(record: Base) -> str:
    """Twelve hexadecimal digits that change with any of the record's fields."""
    said = json.dumps(record.model_dump(mode="json", exclude=ASIDE), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


def field_of(correction: Correction) -> str:
    """The field that the correction is of, in words; "" for the form as a whole."""
    kind = KINDS.get(correction.form.kind)
    return field_heading(kind.model, correction.path) if kind is not None and correction.path else ""


def said_of(value: object) -> str:
    """What a correction holds, as a text: a value, the texts of a row, or of several; what stands in it as a code
    (the kind of a form, the period of a row) in words."""
    if isinstance(value, dict):
        return "，".join(
            said_of(inner) for name, inner in value.items() if isinstance(inner, str) and inner and name != "code"
        )
    if isinstance(value, list | tuple):
        return "；".join(text for inner in value if (text := said_of(inner)))
    return "" if value is None else _WORDS.get(str(value), str(value))
