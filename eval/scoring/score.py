"""Facts about the reading of one file, from its records and the gold's. Reads nothing, imports no program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from eval.scoring.contract import LONG_SCALARS, SPECS, TABLES, at, display_name, rows_of
from eval.scoring.facts import Fact
from eval.scoring.forms import FormAlignment, align_forms
from eval.scoring.judge import Known, differences
from eval.scoring.normal import blank, normal
from eval.scoring.rows import Pair, Sides, blank_fact, printed, score_list, value_fact
from eval.scoring.said import Said
from eval.scoring.schema import schema_errors
from eval.scoring.tables import score_table

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """The label of a file: its records, and the kinds that were labelled (None: all of them)."""

    records: list[Record]
    kinds: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a program gave back for a file; `failure` where it gave nothing, with its own words."""

    records: list[Record]
    failure: str = ""
    problems: list[Any] = field(default_factory=list)


def score_document(document: str, gold: Gold, reading: Reading) -> Iterator[Fact]:
    """All facts about one document."""
    read = [r for r in reading.records if gold.kinds is None or r.get("kind") in gold.kinds]
    found = align_forms(gold.records, read)
    levels = _levels(gold.records)
    failed = ["failed"] if reading.failure else []
    yield Fact(document, "", "document", "document", "", faults=failed, note=reading.failure)
    for i, record in enumerate(gold.records):
        j = found.pairs.get(i)
        other = read[j] if j is not None else None
        form = f"{record['kind']}#{i}"
        said = Said(other, _loss_flags(reading, record))
        pair = Pair(document, form, record["kind"], record, other, said, Known(levels=levels))
        yield _record_fact(pair, found, i)
        yield from _values(pair)
    for j, record in enumerate(read):
        yield from _schema_facts(document, j, record)
        if j not in found.pairs.values():
            yield from _extra(document, record, j, found)


def _levels(records: Iterable[Record]) -> frozenset[str]:
    """Every level name the gold of this file holds."""
    rows = (row for r in records for row in rows_of(r, "indicators"))
    return frozenset(normal(row.get(c)) for row in rows for c in ("level1", "level2")) - {""}


def _loss_flags(reading: Reading, record: Record) -> list[str]:
    """What was said of the file that covers what is missing from a form: that it failed, or a problem on one of the
    form's pages, or one that names no page."""
    if reading.failure:
        return ["failed"]
    claimed = record.get("pages")
    for problem in reading.problems:
        page = problem.get("page") if isinstance(problem, dict) else None
        if page is None or not claimed or claimed[0] <= page <= claimed[-1]:
            return ["finding"]
    return []


def _record_fact(pair: Pair, found: FormAlignment, i: int) -> Fact:
    record, read = pair.gold or {}, pair.read
    faults, note = [], ""
    if i in found.merged:
        faults, note = ["merged"], f"并入第 {found.merged[i] + 1} 张表"
    elif i in found.other_kind:
        faults, note = ["wrong-kind"], f"读成了另一种表（第 {found.other_kind[i] + 1} 条）"
    elif read is None:
        faults = ["missing"]
    elif i in found.merged.values():
        faults = ["merged"]
    elif i in found.split.values():
        faults = ["split"]
    elif i in found.moved:
        faults = ["out-of-order"]
    return Fact(
        pair.document,
        pair.form,
        "record",
        f"{pair.kind}.record",
        "",
        faults=faults,
        gold=display_name(record),
        read=display_name(read) if read is not None else None,
        flags=pair.said.form if read is not None else pair.said.lost,
        read_path=f"#{found.pairs[i]}" if read is not None else None,
        place=_pages(record),
        note=note,
    )


def _pages(record: Record) -> dict[str, Any] | None:
    pages = record.get("pages")
    return {"page": pages[0], "last": pages[-1]} if isinstance(pages, list) and pages else None


def _values(pair: Pair) -> Iterator[Fact]:
    """The facts inside one form."""
    spec = SPECS[pair.kind]
    gold, read = pair.gold or {}, pair.read
    for path, role in spec.scalars.items():
        a, b = at(gold, path), at(read, path) if read is not None else None
        name = f"{pair.kind}.{path}"
        if blank(a) and blank(b):
            if read is not None and (a is None) != (b is None):
                yield blank_fact(pair, name, path, a)
            continue
        faults = differences(role, normal(a), normal(b))
        sides = Sides(path, path if read is not None else None, a, b)
        yield value_fact(pair, name, sides, faults, numeric=role == "amount", long=path in LONG_SCALARS)
    if pair.kind == "project_goal":
        yield from _policy_tasks(pair)
    for lists in spec.lists:
        yield from score_list(pair, lists)
    if pair.kind in TABLES:
        yield from score_table(pair)


def _policy_tasks(pair: Pair) -> Iterator[Fact]:
    """The policy tasks as one text: where one item ends is not scored."""
    path = "policy_tasks"
    a, b = (rows_of(r or {}, path) for r in (pair.gold, pair.read))
    if a or b:
        x, y = "".join(map(str, a)), "".join(map(str, b))
        faults = differences("text", normal(x), normal(y))
        sides = Sides(path, path if pair.read is not None else None, x, y)
        yield value_fact(pair, f"{pair.kind}.{path}", sides, faults, long=True)


def _schema_facts(document: str, j: int, record: Record) -> Iterator[Fact]:
    """One fact a violation of the contract's shape, or one that says there is none."""
    errors = schema_errors(record)
    form = f"#{j}"
    if not errors:
        yield Fact(document, form, "schema", "schema", f"#{j}")
    for path, message in errors:
        yield Fact(document, form, "schema", "schema", f"#{j}.{path}", faults=["invalid"], note=message)


def _extra(document: str, record: Record, j: int, found: FormAlignment) -> Iterator[Fact]:
    """A record that only the reading has, and all that it holds."""
    kind = str(record.get("kind"))
    said = Said(record)
    split = j in found.split
    fault = "split" if split else "wrong-kind" if j in found.other_kind.values() else "invented"
    form = f"+{kind}#{j}"
    yield Fact(
        document,
        form,
        "record",
        f"{kind}.record",
        f"#{j}",
        faults=[fault],
        read=display_name(record),
        flags=said.form,
        extra=True,
        read_path=f"#{j}",
        place=_pages(record),
        note=f"属于第 {found.split[j] + 1} 张表" if split else "",
    )
    spec = SPECS.get(kind)
    if spec is None:
        return
    pair = Pair(document, form, kind, None, record, said, Known())
    for path in spec.scalars:
        value = at(record, path)
        if not blank(value):
            yield Fact(
                document,
                form,
                "value",
                f"{kind}.{path}",
                path,
                faults=[fault],
                read=printed(value),
                flags=said.about(path),
                distance=len(normal(value)),
                extra=True,
                read_path=path,
                place=said.place(path),
                confidence=said.confidence(path),
            )
    for lists in spec.lists:
        yield from score_list(pair, lists)
    if kind in TABLES:
        yield from score_table(pair)
