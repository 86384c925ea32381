"""A record taken apart, so that its rows can be added, taken out and moved with all that is known about them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, get_args

from jixiao.geometry import Box, union
from jixiao.records.annotations.corrections import RowMark
from jixiao.records.kinds import KINDS, AnyRecord
from jixiao.records.model import Evidence, Model
from jixiao.records.paths import FieldPath
from jixiao.records.record import ASIDE

ABOUT = ("evidence", "alternatives", "doubts")


@dataclass(slots=True)
class Row:
    """A row of a list: its name for good, its content, the content as read (None of one that a person added), and by
    name what is known about its values, by their paths inside the row. `aka` are the names of rows that a person added
    and that a later version reads by itself."""

    key: str
    content: Any
    read: Any = None
    aka: set[str] = field(default_factory=set)
    about: dict[str, dict[str, Any]] = field(default_factory=lambda: {name: {} for name in ABOUT})

    def mark(self) -> RowMark:
        """What it is found again by."""
        found: dict[str, Evidence] = self.about["evidence"]
        first = next((e for e in found.values() if e.page is not None or e.place), None)
        boxes = [Box(*e.box) for e in found.values() if e.box and first and e.page == first.page]
        return RowMark(
            key=self.key,
            texts=texts_of(self.read) if self.read is not None else {},
            page=first.page if first else None,
            box=union(boxes).rounded() if boxes else None,
            place=first.place if first else None,
        )


class Parted:
    """A record as plain values, with its lists as rows once they are asked for."""

    def __init__(self, record: AnyRecord) -> None:
        self.record = record
        self.model: type[Model] = type(record)
        self.fields: dict[str, Any] = record.model_dump(exclude=ASIDE)
        self.read: dict[str, Any] = deepcopy(self.fields)
        self.about: dict[str, dict[str, Any]] = {name: dict(getattr(record, name)) for name in ABOUT}
        self.lists: dict[str, list[Row]] = {}
        self.reasons = list(record.reasons)

    @property
    def kind(self) -> str:
        """The kind as it is now."""
        return str(self.fields["kind"])

    def rows(self, path: str) -> list[Row]:
        """The rows of the list at the path; KeyError where such a record has none."""
        if path not in self.lists:
            found = FieldPath(path).get(self.fields)
            if not isinstance(found, list):
                self._make(path)
                found = []
            self.lists[path] = [Row(f"r{i}", item, deepcopy(item)) for i, item in enumerate(found)]
            for name, known in self.about.items():
                self._hand_over(path, name, known)
        return self.lists[path]

    def row(self, path: str, key: str) -> Row | None:
        """The row of that key in the list at the path."""
        return next((row for row in self.rows(path) if row.key == key or key in row.aka), None)

    def get(self, path: str, row: Row | None, read: bool = False) -> Any:
        """The value at the path (inside the row, where there is one), as it is or as it was read."""
        if row is None:
            return FieldPath(path).get(self.read if read else self.fields)
        content = row.read if read else row.content
        return content if not path else FieldPath(path).get(content)

    def put(self, path: str, row: Row | None, value: Any) -> None:
        """Set the value there; KeyError or IndexError where such a record has no such place."""
        if row is not None and not path:
            row.content = value
        elif row is not None:
            FieldPath(path).put(row.content, value)
        else:
            self._make(path)
            FieldPath(path).put(self.fields, value)

    def known(self, row: Row | None) -> dict[str, dict[str, Any]]:
        """What is known about the values of the row, or of the record outside of its lists."""
        return self.about if row is None else row.about

    def put_together(self) -> dict[str, Any]:
        """The record as plain values, with evidence, doubts and other readings at the paths where values are now."""
        about = {name: dict(known) for name, known in self.about.items()}
        for path, rows in self.lists.items():
            if rows or FieldPath(path).get(self.fields) is not None:
                FieldPath(path).put(self.fields, [row.content for row in rows])
            for i, row in enumerate(rows):
                for name, known in row.about.items():
                    about[name].update({within(f"{path}[{i}]", rest): said for rest, said in known.items()})
        return {**self.fields, **about}

    def moved(self) -> dict[str, list[str]]:
        """By path, the keys of the rows of lists that are not as they were read."""
        keys = {path: [row.key for row in rows] for path, rows in self.lists.items()}
        read = {path: FieldPath(path).get(self.read) or [] for path in keys}
        return {path: found for path, found in keys.items() if found != [f"r{i}" for i in range(len(read[path]))]}

    def _hand_over(self, path: str, name: str, known: dict[str, Any]) -> None:
        lead = f"{path}["
        for full in [p for p in known if p.startswith(lead)]:
            index, _, rest = full[len(lead) :].partition("]")
            if int(index) < len(self.lists[path]):
                self.lists[path][int(index)].about[name][rest.removeprefix(".")] = known.pop(full)

    def _make(self, path: str) -> None:
        """Make the parts on the way to the path that the form did not have; KeyError where there can be none."""
        *above, last = FieldPath(path).steps
        inside, model = self.fields, KINDS[self.kind].model if self.kind in KINDS else self.model
        for step in above:
            if isinstance(step, int):
                return
            if inside.get(step) is None:
                made = part_of(model, step)
                if made is None:
                    raise KeyError(path)
                inside[step] = made().model_dump()
            inside, model = inside[step], part_of(model, step) or model
            if isinstance(inside, list):
                return
        if last not in inside:
            raise KeyError(path)


def part_of(model: type[Model], name: str | int) -> type[Model] | None:
    """The model of the part, or of the items of the list, that the field holds."""
    found = model.model_fields.get(str(name))
    return _model_in(found.annotation) if found else None


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((made for inner in get_args(annotation) if (made := _model_in(inner)) is not None), None)


def within(row: str, rest: str) -> str:
    """The path of what stands at `rest` inside the row."""
    return f"{row}.{rest}" if rest and not rest.startswith("[") else f"{row}{rest}"


def split_path(path: str) -> tuple[str, str]:
    """(list, path inside the row) of a path into a list, ("", path) of any other."""
    row = FieldPath(path).row
    if row is None:
        return "", path
    return row.parent, path[len(row) :].removeprefix(".")


def texts_of(content: Any) -> dict[str, str]:
    """The texts of a row by field, or by position."""
    if isinstance(content, dict):
        return {name: value for name, value in content.items() if isinstance(value, str) and value}
    if isinstance(content, list):
        return {str(i): text for i, text in enumerate(content) if isinstance(text, str) and text}
    return {"": content} if isinstance(content, str) and content else {}
