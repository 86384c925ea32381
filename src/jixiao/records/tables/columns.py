"""What a column of a table of records is: its name, its Chinese heading, the shape of its values, and how to get them.

Everything that lays records out in rows - database, workbook, CSV, Parquet - uses the columns of
`jixiao.records.tables.schema` and knows of a column only its shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from jixiao.records.kinds import AnyRecord
from jixiao.records.model import Model
from jixiao.records.paths import FieldPath
from jixiao.records.reading import Reading
from jixiao.records.record import Base

Value = str | int | Decimal | None

# term: a word or two; name: of a body or project; long: sentences; printed: a value as printed, to be read beside
# other values; money: an amount as printed; code: digits that are no number; mark: one of a few codes; amount: 元;
# number: any other quantity; count: a whole number; year: one not to be summed; page: of the source, where a reader can
# be sent; file: its name.
Shape = Literal[
    "term", "name", "long", "printed", "money", "code", "mark", "amount", "number", "count", "year", "page", "file"
]
_LARGEST = Decimal(10) ** 34
NUMERIC: frozenset[Shape] = frozenset({"amount", "number", "count", "year", "page"})


@dataclass(frozen=True, slots=True)
class At:
    """One row before it is cut into columns: a record, or an item of one of its lists.

    `number` is the record's in its reading, from 1; 0 for what belongs to the source as a whole. `path` is the item's
    field path ("indicators[3]"), "" for the record itself; `row` its position in the list, from 1; `page` where it
    was read. `named` maps a column to the item's field where the two names differ.
    """

    reading: Reading
    record: AnyRecord | None
    number: int
    item: Any
    path: str = ""
    row: int = 1
    page: int | None = None
    named: Mapping[str, str] = field(default_factory=dict)

    def field(self, name: str) -> str:
        """The field path of the column of that name, as evidence, parsed values and doubts use it."""
        own = self.named.get(name, name)
        return FieldPath(self.path) / own

    def value(self, name: str) -> Any:
        """The item's field for the column of that name, None where the item has none."""
        own = self.named.get(name, name)
        return FieldPath(own).get(self.item) if own else None

    def parsed(self, name: str, key: str) -> object:
        """What is derived from the printed value of that column, None where nothing is."""
        return self.record.parsed.get(self.field(name), {}).get(key) if self.record else None

    def doubted(self, name: str) -> bool:
        """Whether the reading of that column's value is not certain."""
        return self.record is not None and self.field(name) in self.record.doubts

    def signed(self, name: str) -> bool:
        """Whether a person set or confirmed that column's value."""
        evidence = self.record.evidence.get(self.field(name)) if self.record else None
        return evidence is not None and bool(evidence.correction)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `repeated` values are the same for all rows of a record; `words` say codes in Chinese; `technical`
    ones are for programs, and people see them when they ask for them.

    `of` is the name by which `At` finds the printed value, "" for columns that are derived.
    """

    name: str
    heading: str
    shape: Shape
    get: Callable[[At], Value]
    of: str = ""
    repeated: bool = False
    technical: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    def shown(self, value: Value) -> Value:
        """The value in words for people."""
        return self.words.get(value, value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Noun:
    """A table: English name, Chinese heading, where its rows come from, its columns, what it is for in words."""

    name: str
    heading: str
    places: Callable[[Reading], Iterator[At]]
    columns: tuple[Column, ...]
    about: str = ""

    def rows(self, reading: Reading) -> Iterator[tuple[Value, ...]]:
        """The reading's rows, each as long as there are columns."""
        for at in self.places(reading):
            yield tuple(column.get(at) for column in self.columns)


def printed(model: type[Model], name: str, shape: Shape, under: str = "", heading: str = "") -> Column:
    """The column of a field, headed by its description; `under` is the path of the object that holds the field."""
    path = f"{under}.{name}" if under else name
    column = path.replace(".", "_")
    return Column(column, heading or heading_of(model, name), shape, lambda at: _printed(at.value(path)), path)


def money(model: type[Model], name: str, under: str = "", side: str = "") -> tuple[Column, Column]:
    """Two columns of an amount: as printed, and as a number in 元. `side` goes before the headings."""
    text = printed(model, name, "money", under, side + heading_of(model, name))
    path = text.of
    yuan = Column(f"{text.name}_yuan", f"{text.heading}（元）", "amount", lambda at: number_of(at.parsed(path, "yuan")))
    return text, yuan


def derived(name: str, heading: str, shape: Shape, source: tuple[str, str], technical: bool = False) -> Column:
    """The column of a parsed value: `source` is (printed column, key of what is derived from it)."""
    clean: Callable[[object], Value] = number_of if shape in NUMERIC else _printed
    return Column(name, heading, shape, lambda at: clean(at.parsed(*source)), technical=technical)


def heading_of(model: type[Model], name: str) -> str:
    """The official Chinese term of a field."""
    said = model.model_fields[name].description
    if said is None:
        raise ValueError(f"{model.__name__}.{name} has no description to head a column with")
    return said


def number_of(value: object) -> Decimal | None:
    """The number that a parsed value holds, None for anything else; beyond 10^34 only the printed text is kept."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _LARGEST else None


def pages_of(record: Base) -> dict[str, int]:
    """The page of every field path with evidence, and of every item of a list: the first its evidence names."""
    out: dict[str, int] = {}
    for path, evidence in record.evidence.items():
        if evidence.page is None:
            continue
        out.setdefault(path, evidence.page)
        row = FieldPath(path).row
        if row is not None:
            out[row] = min(out.get(row, evidence.page), evidence.page)
    return out


def _printed(value: object) -> str | None:
    return None if value is None else str(value)
