"""Facts about the lists of a record, row by row and value by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from eval.scoring.align import Alignment, Row, align_rows, row_likeness
from eval.scoring.contract import Column, ListSpec, rows_of
from eval.scoring.facts import Fact
from eval.scoring.judge import Known, differences, in_row
from eval.scoring.normal import blank, distance, normal
from eval.scoring.said import Said

SHOWN = " · "


@dataclass(frozen=True, slots=True)
class Pair:
    """One gold record and its reading; either is None where the other side has nothing that answers to it."""

    document: str
    form: str
    kind: str
    gold: dict[str, Any] | None
    read: dict[str, Any] | None
    said: Said
    known: Known


def score_list(pair: Pair, spec: ListSpec) -> Iterator[Fact]:
    """Row and value facts of one list."""
    gold = [r for r in rows_of(pair.gold or {}, spec.name) if isinstance(r, dict)]
    read = [r for r in rows_of(pair.read or {}, spec.name) if isinstance(r, dict)]
    g_rows = [tuple(map(normal, spec.cells(r))) for r in gold]
    r_rows = [tuple(map(normal, spec.cells(r))) for r in read]
    found = align_rows(g_rows, r_rows, row_likeness([c.weight for c in spec.columns]), spec.telling)
    names = _names(spec, g_rows)
    for i, row in enumerate(gold):
        j = found.pairs.get(i)
        known = pair.known.with_names(names - _names(spec, [g_rows[i]]))
        whole = _RowPair(pair, spec, f"{spec.name}[{i}]", None if j is None else f"{spec.name}[{j}]", known)
        broken = _broken(found, i)
        values = list(whole.values(row, read[j] if j is not None else None, broken))
        yield whole.row_fact(row, read[j] if j is not None else None, values, _fate(found, i, spec.name))
        yield from values
    for j, row in enumerate(read):
        if j not in found.pairs.values():
            yield from _extra(pair, spec, j, row, found)


def _names(spec: ListSpec, rows: list[Row]) -> set[str]:
    at = next((k for k, c in enumerate(spec.columns) if c.role == "name"), None)
    return {row[at] for row in rows if row[at]} if at is not None else set()


def _broken(found: Alignment, i: int) -> str:
    """`merged` or `split` where the row's reading is not one whole row of its own."""
    if i in found.merged.values():
        return "merged"
    return "split" if i in found.split.values() else ""


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of a row as a whole: its own faults, and a remark on where it went."""

    faults: tuple[str, ...]
    note: str = ""


def _fate(found: Alignment, i: int, name: str) -> _Fate:
    if i in found.merged:
        return _Fate(("merged",), f"并入 {name}[{found.merged[i]}]")
    if i not in found.pairs:
        return _Fate(("missing",))
    faults = [broken] if (broken := _broken(found, i)) else []
    if i in found.moved:
        faults.append("out-of-order")
    return _Fate(tuple(faults))


@dataclass(frozen=True, slots=True)
class _RowPair:
    """One row's places in gold and reading, and what is needed to judge its cells."""

    pair: Pair
    spec: ListSpec
    path: str
    read_path: str | None
    known: Known

    def values(self, gold: dict[str, Any], read: dict[str, Any] | None, broken: str) -> Iterator[Fact]:
        for column in self.spec.columns:
            a, b = gold.get(column.name), (read or {}).get(column.name)
            if blank(a) and blank(b):
                if read is not None and (a is None) != (b is None) and column.name in read:
                    yield blank_fact(self.pair, self._field(column), f"{self.path}.{column.name}", a)
                continue
            faults = differences(column.role, normal(a), normal(b), self.known)
            if faults and broken and read is not None:
                faults = [broken]
            yield self._value_fact(column, a, b, faults)

    def _field(self, column: Column) -> str:
        return f"{self.pair.kind}.{self.spec.name}.{column.name}"

    def _value_fact(self, column: Column, a: Any, b: Any, faults: list[str]) -> Fact:
        read_path = f"{self.read_path}.{column.name}" if self.read_path else None
        sides = Sides(f"{self.path}.{column.name}", read_path, a, b)
        numeric = column.role in ("target", "amount")
        return value_fact(self.pair, self._field(column), sides, faults, numeric=numeric, long=column.long)

    def row_fact(self, gold: dict[str, Any], read: dict[str, Any] | None, values: list[Fact], fate: _Fate) -> Fact:
        roles = {c.name: c.role for c in self.spec.columns}
        faults = list(fate.faults)
        if read is not None and not {"merged", "split"} & set(faults):
            for fact in values:
                if fact.level == "value":
                    faults += in_row(roles[fact.path.rsplit(".", 1)[1]], fact.faults)
        flags = {flag for fact in values if not fact.right for flag in fact.flags}
        said = self.pair.said
        if not flags and faults:
            flags = set(said.about(self.read_path) if self.read_path else said.about_list(self.spec.name))
        return Fact(
            self.pair.document,
            self.pair.form,
            "row",
            f"{self.pair.kind}.{self.spec.name}",
            self.path,
            faults=list(dict.fromkeys(faults)),
            gold=shown(self.spec, gold),
            read=shown(self.spec, read) if read is not None else None,
            flags=sorted(flags),
            distance=sum(f.distance for f in values),
            length=sum(f.length for f in values),
            read_path=self.read_path,
            place=said.place(self.read_path) if self.read_path and faults else None,
            note=fate.note,
        )


def _extra(pair: Pair, spec: ListSpec, j: int, row: dict[str, Any], found: Alignment) -> Iterator[Fact]:
    """A row that only the reading has, and its values."""
    path = f"{spec.name}[{j}]"
    fault = "split" if j in found.split else "invented"
    note = f"属于 {spec.name}[{found.split[j]}]" if j in found.split else ""
    yield Fact(
        pair.document,
        pair.form,
        "row",
        f"{pair.kind}.{spec.name}",
        path,
        faults=[fault],
        read=shown(spec, row),
        flags=pair.said.about(path),
        extra=True,
        read_path=path,
        place=pair.said.place(path),
        note=note,
    )
    for column in spec.columns:
        if not blank(value := row.get(column.name)):
            yield Fact(
                pair.document,
                pair.form,
                "value",
                f"{pair.kind}.{spec.name}.{column.name}",
                f"{path}.{column.name}",
                faults=[fault],
                read=printed(value),
                flags=pair.said.about(f"{path}.{column.name}"),
                distance=len(normal(value)),
                numeric=column.role in ("target", "amount") and has_digit(normal(value)),
                extra=True,
                read_path=f"{path}.{column.name}",
                place=pair.said.place(f"{path}.{column.name}"),
            )


@dataclass(frozen=True, slots=True)
class Sides:
    """A value in gold and reading, with its place in each record; no place where its row has no reading."""

    path: str
    read_path: str | None
    gold: Any
    read: Any


def value_fact(
    pair: Pair, field: str, sides: Sides, faults: list[str], *, numeric: bool = False, long: bool = False
) -> Fact:
    """The fact about one value of the gold."""
    a, b = normal(sides.gold), normal(sides.read)
    said, at = pair.said, sides.read_path
    return Fact(
        pair.document,
        pair.form,
        "value",
        field,
        sides.path,
        faults=faults,
        gold=printed(sides.gold),
        read=printed(sides.read) if faults and at else None,
        flags=said.about(at) if at else said.about_list(sides.path.split("[")[0]),
        distance=distance(a, b) if faults else 0,
        length=len(a),
        numeric=numeric and (has_digit(a) or has_digit(b)),
        long=long,
        read_path=at,
        place=said.place(at) if at and faults else None,
        confidence=said.confidence(at) if at else None,
    )


def blank_fact(pair: Pair, field: str, path: str, gold: Any) -> Fact:
    """The fact that null stands for a blank cell or a blank cell for null; not an error of the value."""
    fault = "blank-for-null" if gold is None else "null-for-blank"
    return Fact(pair.document, pair.form, "blank", field, path, faults=[fault])


def printed(value: Any) -> str | None:
    """The value as text; None stays None."""
    return None if value is None else str(value)


def has_digit(text: str) -> bool:
    """Whether any character is a digit."""
    return any(c.isdigit() for c in text)


def shown(spec: ListSpec, row: dict[str, Any]) -> str:
    """A row on one line, for people."""
    return SHOWN.join(str(v) for v in spec.cells(row) if not blank(v) and v not in ("annual", "lifetime"))
