"""Facts: what is true of one record, row, value or cell of a reading. One fact, one line of JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

Level = Literal["document", "record", "row", "value", "cell", "header_cell", "column", "schema", "blank"]

FAULTS = (
    "missing", "invented", "merged", "split", "wrong-kind", "wrong-parent", "wrong-scope", "wrong-name",
    "wrong-value", "wrong-unit", "wrong-operator", "text-differs", "out-of-order", "invalid",
    "null-for-blank", "blank-for-null", "failed",
)  # fmt: skip
HARMLESS = frozenset({"out-of-order"})
"""Faults of a row that leave its values exact."""


@dataclasses.dataclass(slots=True)
class Fact:
    """One fact. Empty `faults` means right.

    `form` is the gold record's kind and place in its file (`project_goal#3`), with `+` before it for a record that
    only the reading has. `path` is the place in the gold record, `read_path` in the reading (None where the
    reading has nothing that answers to it). `extra` marks what only the reading has. `flags` is what the reading
    itself said about it, `confidence` how likely right it said it is (0..1). `distance` is the edit distance and
    `length` the length of the gold's normal form.
    """

    document: str
    form: str
    level: Level
    field: str
    path: str
    faults: list[str] = dataclasses.field(default_factory=list)
    gold: str | None = None
    read: str | None = None
    flags: list[str] = dataclasses.field(default_factory=list)
    distance: int = 0
    length: int = 0
    numeric: bool = False
    long: bool = False
    extra: bool = False
    read_path: str | None = None
    place: dict[str, Any] | None = None
    confidence: float | None = None
    note: str = ""
    task: str = "extract"

    @property
    def right(self) -> bool:
        """Whether nothing is wrong, the order of rows apart."""
        return HARMLESS.issuperset(self.faults)

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same between two runs over the same gold; an extra one goes by what it says."""
        place = f"+{self.read}" if self.extra else self.path
        return (self.task, self.document, self.form, self.level, self.field, place)

    def to_json(self) -> str:
        """One line without what is at its default."""
        out = {}
        for f in dataclasses.fields(self):
            value = getattr(self, f.name)
            default = f.default_factory() if f.default_factory is not dataclasses.MISSING else f.default
            if value != default:
                out[f.name] = value
        return json.dumps(out, ensure_ascii=False, separators=(",", ":"))


def write_facts(path: Path, facts: Iterable[Fact]) -> int:
    """The number of facts written, one a line."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for fact in facts:
            out.write(fact.to_json() + "\n")
            count += 1
    return count


def read_facts(path: Path) -> Iterator[Fact]:
    """The facts of a file, in its order. Keys that a later version wrote are an error that names them."""
    known = {f.name for f in dataclasses.fields(Fact)}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            unknown = set(row) - known
            if unknown:
                raise ValueError(f"{path}:{number}: 应为本版本的事实行，却有不认识的键 {sorted(unknown)}；请重新评分")
            yield Fact(**row)
