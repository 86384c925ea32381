"""A record as it lies on a desk: sections of fields and grids, each cell with its value, its place and its doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from jixiao.app.correcting.sampling import DERIVED
from jixiao.records.annotations.doubts import reasons_of
from jixiao.records.kinds import AnyRecord, kind_of
from jixiao.records.model import Evidence, Model
from jixiao.records.published import PublishedTable
from jixiao.records.record import Base, Part

_FIGURE = re.compile(r"[-+]?[\d,，.]{2,16}%?")
# So many characters are more than a line of a form holds.
_LONG = 24
_LONG_FIELDS = ("goal", "purpose", "schedule", "duties", "functions", "affiliates", "offices", "notes", "text")
_BASE = frozenset(Base.model_fields) | {"kind"}
_TABLE = frozenset({"columns", "rows"})


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value on the desk.

    `text` is None where the form has no such field. `spots` are (page, [x0, y0, x1, y1]) in points of the page as
    displayed, `place` words for where it stands in Word or Excel. `why` says the doubts in words, `others` are what
    else was read; a `figure` is one number. `read` is what was read where a person put something else; `by` and `when`
    say who and when.
    """

    path: str
    heading: str
    text: str | None
    spots: tuple[tuple[int, tuple[float, float, float, float]], ...] = ()
    place: str | None = None
    how: str = ""
    confidence: float | None = None
    doubts: tuple[str, ...] = ()
    why: str = ""
    others: tuple[str, ...] = ()
    long: bool = False
    read: str | None = None
    by: str = ""
    when: str = ""
    settled: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form: single fields, or a grid with `headings` over `rows`; `path` is the list that rows stand in.

    Rows of a grid can be added and taken out where `grows`.
    """

    name: str
    heading: str
    cells: tuple[ShownValue, ...] = ()
    headings: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[ShownValue, ...], ...] = ()
    path: str = ""
    grows: bool = False

    @property
    def grid(self) -> bool:
        """Whether it is a grid."""
        return bool(self.path)

    def all(self) -> Iterator[ShownValue]:
        """Every cell, in the order of reading."""
        yield from self.cells
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record on the desk. `reasons` are (code, message, page) of why it is not complete."""

    kind: str
    label: str
    status: str
    pages: tuple[int, int] | None
    reasons: tuple[tuple[str, str, int | None], ...]
    sections: tuple[Section, ...]

    def cells(self) -> Iterator[ShownValue]:
        """Every cell of the form, in the order of reading."""
        for section in self.sections:
            yield from section.all()


@dataclass(frozen=True, slots=True)
class Put:
    """What a person said of a path: the value that was read, who said so and when; `doubts` are those it settled."""

    read: str | None
    by: str = ""
    when: str = ""


@dataclass(slots=True)
class _Builder:
    record: AnyRecord
    put: Mapping[str, Put] = field(default_factory=dict)

    def cell(self, path: str, heading: str, text: object, long: bool = False) -> ShownValue:
        """The cell at the path."""
        record, put = self.record, self.put.get(path)
        evidence = record.evidence.get(path)
        said = None if text is None else str(text)
        doubts = tuple(record.doubts.get(path, ()))
        others = dict.fromkeys(other.text for other in record.alternatives.get(path, ()) if other.text != said)
        if put is not None and put.read is not None and put.read != said:
            others = dict.fromkeys([put.read, *others])
        return ShownValue(
            path,
            heading,
            said,
            tuple(_spots(evidence)),
            evidence.place if evidence else None,
            evidence.how if evidence else "",
            evidence.confidence if evidence else None,
            doubts,
            reasons_of(doubts),
            tuple(others),
            long or bool(said and (len(said) > _LONG or "\n" in said)),
            put.read if put else None,
            put.by if put else "",
            put.when if put else "",
            put is not None,
            bool(said and _FIGURE.fullmatch(said)),
        )


def sheet_of(record: AnyRecord, put: Mapping[str, Put] | None = None) -> Sheet:
    """The record laid out; `put` is what people put at its paths."""
    build = _Builder(record, put or {})
    sections = [_main(build)]
    for name, info in type(record).model_fields.items():
        if name in _BASE or (isinstance(record, PublishedTable) and name in _TABLE):
            continue
        value = getattr(record, name)
        if isinstance(value, Part):
            sections.extend(_part(build, name, info.description or name, value))
        elif isinstance(value, list):
            sections.append(_list(build, name, info.description or name, value))
    if isinstance(record, PublishedTable):
        sections.append(_table(build, record))
    if record.extra:
        cells = [build.cell(f"extra[{i}].value", each.label, each.value) for i, each in enumerate(record.extra)]
        sections.append(Section("extra", "其他栏目", tuple(cells)))
    return Sheet(
        kind_of(record).name,
        kind_of(record).label,
        record.status,
        record.pages,
        tuple((reason.code, reason.message, reason.page) for reason in record.reasons),
        tuple(section for section in sections if section.cells or section.grid),
    )


def plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet as plain values for JSON."""
    return asdict(sheet)


def _main(build: _Builder) -> Section:
    """The fields that stand by themselves."""
    record = build.record
    cells = []
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if name in _BASE or isinstance(value, list | Part) or not _is_text(info.annotation):
            continue
        cells.append(build.cell(name, info.description or name, value, _is_long(name)))
    return Section("main", "基本情况", tuple(cells))


def _part(build: _Builder, path: str, heading: str, part: Part) -> Iterator[Section]:
    """A part with values of its own, and the parts within it."""
    cells, inner = [], []
    for name, info in type(part).model_fields.items():
        value, at, said = getattr(part, name), f"{path}.{name}", info.description or name
        if isinstance(value, Part):
            inner += list(_part(build, at, said, value))
        elif isinstance(value, list):
            inner.append(_list(build, at, said, value))
        elif _is_text(info.annotation):
            cells.append(build.cell(at, said, value))
    if cells:
        yield Section(path, heading, tuple(cells))
    yield from inner


def _list(build: _Builder, path: str, heading: str, items: Sequence[Any]) -> Section:
    """A list as a grid; columns that no row has are left out, unless there are no rows."""
    if items and not isinstance(items[0], Model):
        lines = tuple((build.cell(f"{path}[{i}]", heading, item),) for i, item in enumerate(items))
        return Section(path, heading, headings=((heading,),), rows=lines, path=path, grows=True)
    names = _columns(items)
    fields = type(items[0]).model_fields if items else {}
    heads = tuple((fields[name].description or name,) for name in names)
    rows = tuple(
        tuple(
            build.cell(f"{path}[{i}].{name}", head[0], getattr(item, name))
            for name, head in zip(names, heads, strict=True)
        )
        for i, item in enumerate(items)
    )
    return Section(path, heading, headings=heads, rows=rows, path=path, grows=True)


def _columns(items: Sequence[Any]) -> list[str]:
    """The fields that some row has, in the order of the model."""
    if not items:
        return []
    names = [name for name, info in type(items[0]).model_fields.items() if _is_text(info.annotation)]
    single = {name for name in names if name in DERIVED and len({getattr(item, name) for item in items}) < 2}
    return [name for name in names if name not in single and any(getattr(item, name) is not None for item in items)]


def _table(build: _Builder, table: PublishedTable) -> Section:
    """A published table as it is printed."""
    heads = tuple(tuple(path) for path in table.columns)
    rows = tuple(
        tuple(
            build.cell(f"rows[{r}][{c}]", heads[c][-1] if c < len(heads) and heads[c] else f"第{c + 1}栏", text)
            for c, text in enumerate(row)
        )
        for r, row in enumerate(table.rows)
    )
    return Section("rows", "表", headings=heads, rows=rows, path="rows", grows=True)


def _spots(evidence: Evidence | None) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    for spot in (evidence, *evidence.continued) if evidence else ():
        if spot.page is not None and spot.box is not None:
            yield spot.page, spot.box


def _is_long(name: str) -> bool:
    return any(part in name for part in _LONG_FIELDS)


def _is_text(annotation: Any) -> bool:
    """Whether the field holds one printed value."""
    said = str(annotation)
    return ("list[" not in said and "jixiao.records" not in said) or "Literal" in said
