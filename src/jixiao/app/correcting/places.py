"""Values of forms that people correct: where one is, who corrects it, and what is there now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from jixiao.errors import ConfigError
from jixiao.fields.corrected import apply
from jixiao.fields.corrected.parted import Parted, split_path, texts_of
from jixiao.records import AnyRecord, Evidence, Reading
from jixiao.records.annotations.corrections import Correction, FormMark, RowMark, mark_of, said_of
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath


@dataclass(frozen=True, slots=True)
class Where:
    """A place in what was read of one source: the hash of its content, the record's number in the reading as it was
    read, from 1 (0 for the file as a whole), and the field path in the reading as corrected ("" for the record)."""

    sha256: str
    record: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class By:
    """Who corrects, and why."""

    who: str
    why: str = ""


class View:
    """What is known of one source now: the reading as it was read, its corrections, and the reading as corrected."""

    def __init__(self, read: Reading, corrections: Sequence[Correction]) -> None:
        self.read = read
        self.corrections = list(corrections)
        self.reading = apply(read, corrections)

    def record(self, number: int) -> AnyRecord:
        """The record as corrected, by its number as read; ConfigError where there is none."""
        for at, record in enumerate(self.reading.records):
            if self.reading.number_of(at) == number:
                return record
        gone = 1 <= number <= len(self.read.records)
        why = "已经标为“不是要读的表”；要改请先撤销" if gone else f"共有 {len(self.read.records)} 条；请换一个"
        raise ConfigError(f"{self.read.source.name} 没有第 {number} 条记录可改：{why}")

    def value(self, where: Where) -> Any:
        """What stands at the place now; ConfigError where such a form has no such place."""
        record = self.record(where.record)
        path = _path(where.path)
        item: Any = record
        for step in path.steps:
            if isinstance(step, int) and not (isinstance(item, list) and step < len(item)):
                raise ConfigError(f"“{self.called(where)}”不在表里；请看过现在的表再改")
            if not isinstance(step, int) and item is not None and step not in type(item).model_fields:
                raise ConfigError(f"这种表没有“{self.called(where)}”这一栏；请换一个栏目")
            item = None if item is None else FieldPath(_one(step)).get(item)
        return item

    def evidence(self, where: Where) -> Evidence | None:
        """Where the value was read from; of a row, where the first value of it was."""
        found = self.record(where.record).evidence
        inside = (e for path, e in found.items() if path.startswith((f"{where.path}.", f"{where.path}[")))
        return found.get(where.path) or next(inside, None)

    def form(self, number: int) -> FormMark:
        """What the record of that number is found again by."""
        return mark_of(self.read.records[number - 1], number) if number else FormMark()

    def key(self, number: int, path: str, at: int) -> str:
        """The name for good of the row at the position of the list; ConfigError where there is no such row."""
        if not 0 <= at < len(FieldPath(path).get(self.record(number)) or ()):
            name = field_heading(type(self.record(number)), path)
            raise ConfigError(f"“{name}”没有第 {at + 1} 行，可能刚被别人删去；请看过现在的表再改")
        rows = self.reading.corrected.rows if self.reading.corrected else {}
        keys = rows.get(f"{number}:{path}")
        return keys[at] if keys is not None else f"r{at}"

    def position(self, number: int, path: str, key: str) -> int | None:
        """Where the row of that name for good is in the list now, None where it is gone."""
        count = len(FieldPath(path).get(self.record(number)) or ())
        return next((at for at in range(count) if self.key(number, path, at) == key), None)

    def texts(self, where: Where) -> list[str]:
        """The texts of the row at the path, its period in words."""
        found = self.value(where)
        texts = texts_of(found.model_dump() if isinstance(found, BaseModel) else found)
        return [said_of(text) for text in texts.values()]

    def called(self, where: Where) -> str:
        """The field in words."""
        return field_heading(type(self.record(where.record)), where.path)

    def row(self, number: int, path: str, at: int) -> RowMark:
        """What the row at the position of the list is found again by."""
        key = self.key(number, path, at)
        known = None if key.startswith("+") else Parted(self.read.records[number - 1]).row(path, key)
        return known.mark() if known is not None else RowMark(key=key)

    def as_read(self, where: Where) -> Any:
        """What was read at the place, None in a row that a person added."""
        path, rest = split_path(_path(where.path))
        sheet = Parted(self.read.records[where.record - 1])
        if not path:
            return sheet.get(rest, None, read=True)
        row = sheet.row(path, self.key(where.record, path, FieldPath(where.path).position or 0))
        return sheet.get(rest, row, read=True) if row is not None else None


def _one(step: str | int) -> str:
    return f"[{step}]" if isinstance(step, int) else step


def _path(text: str) -> FieldPath:
    path = FieldPath(text)
    try:
        path.steps  # noqa: B018
    except ValueError as exc:
        raise ConfigError(f"“{text}”不是栏目名；请写成“绩效指标 第1行 指标值”这样") from exc
    return path
