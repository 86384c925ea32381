"""The errors of a run as a reader wants them: one item a row, form or field, with what differs inside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from eval.scoring.contract import SPECS
from eval.scoring.facts import Fact
from eval.words import LISTS, field_name

if TYPE_CHECKING:
    from eval.runs.cutouts import Cutout

Segment = tuple[str, str]
"""A piece of text and how it stands: `same`, `gone` (only in the gold), `new` (only in the reading), `skip`."""

MOST_CUTOUTS = 300
"""So many errors of a report have a picture, unless told otherwise."""
AROUND = 24
LONG = 160
_ROW = re.compile(r"^(\w+)\[(\d+)\]")


@dataclass(slots=True)
class Item:
    """One error: the fact that heads it, the facts inside it, and the picture."""

    head: Fact
    form_name: str
    pages: tuple[int, int] | None
    inside: list[Fact] = field(default_factory=list)
    row_name: str | None = None
    cutout: Cutout | None = None

    @property
    def silent(self) -> bool:
        """Whether anything wrong in it went unflagged."""
        return any(not f.flags for f in (self.inside or [self.head]))

    @property
    def flags(self) -> list[str]:
        """All that was said about it."""
        return sorted({flag for f in (self.head, *self.inside) for flag in f.flags})

    @property
    def title(self) -> str:
        """What it is about: the list and the row's number, the field, the form."""
        row = _ROW.match(self.head.path)
        if self.head.level == "record":
            return "整张表"
        if self.head.level == "document":
            return "整个文件"
        if self.head.level == "schema":
            return f"结构 {self.head.path}"
        if row:
            name = "表头" if row[1] == "columns" else LISTS.get(row[1], row[1])
            return name if name == "表头" else f"{name}第 {int(row[2]) + 1} 行"
        return field_name(self.head.field)

    @property
    def texts(self) -> list[str | None]:
        """The label's texts to find the place on the page by, the most telling first."""
        own = [self.head.gold] if self.head.level in ("value", "column") else []
        rest = sorted((f.gold or "" for f in self.inside), key=len, reverse=True)
        return [self.row_name, *own, *rest]


def items(facts: Iterable[Fact]) -> list[Item]:
    """The errors of a run in the order of its facts. What is inside a form that is missing or invented as a whole
    is not listed again."""
    out: list[Item] = []
    forms: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        forms[fact.document, fact.form].append(fact)
    for (_, form), group in forms.items():
        out += _form_items(form, group)
    return out


def _form_items(form: str, facts: list[Fact]) -> Iterator[Item]:
    record = next((f for f in facts if f.level == "record"), None)
    name = (record.gold or record.read or "") if record else ""
    place = (record.place if record else None) or {}
    pages = (place["page"], place["last"]) if "last" in place else None
    if record and record.faults:
        yield Item(record, name, pages, inside=_unread(facts) if record.read_path is None else [])
        if record.read_path is None or form.startswith("+"):
            return
    inside: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.level in ("value", "cell") and fact.faults and (row := _ROW.match(fact.path)):
            inside[f"{row[0]}{'+' if fact.extra else ''}"].append(fact)
    columns = [fact for fact in facts if fact.level == "column" and fact.faults]
    if columns:
        yield Item(columns[0], name, pages, columns)
    names = _row_names(facts)
    for fact in facts:
        if not fact.faults or fact.level in ("record", "cell", "header_cell", "column", "blank"):
            continue
        if fact.level == "row":
            found = inside[f"{fact.path}{'+' if fact.extra else ''}"]
            yield Item(fact, name, pages, found if not fact.extra else [], names.get(fact.path))
        elif fact.level != "value" or not _ROW.match(fact.path):
            yield Item(fact, name, pages)


def _row_names(facts: list[Fact]) -> dict[str, str]:
    """What each row of the gold is called: its cell in the column that tells most, or its longest cell."""
    tells = {
        f"{lists.name}.{c.name}": c.weight for kind in SPECS.values() for lists in kind.lists for c in lists.columns
    }
    best: dict[str, tuple[float, str]] = {}
    for fact in facts:
        row = _ROW.match(fact.path)
        if row and fact.level in ("value", "cell") and not fact.extra and fact.gold:
            weight = tells.get(fact.field.partition(".")[2], len(fact.gold))
            best[row[0]] = max(best.get(row[0], (0.0, "")), (weight, fact.gold))
    return {path: text for path, (_, text) in best.items()}


def _unread(facts: list[Fact]) -> list[Fact]:
    """What best shows where a form that was not read stands: a few of its texts."""
    return [f for f in facts if f.level == "value" and not f.extra and f.gold][:3]


def diff(gold: str | None, read: str | None) -> tuple[list[Segment], list[Segment]]:
    """Both texts in pieces, with what differs marked; in long texts only the surroundings of a difference."""
    a, b = gold or "", read or ""
    left: list[Segment] = []
    right: list[Segment] = []
    for op in Levenshtein.opcodes(a, b):
        x, y = a[op.src_start : op.src_end], b[op.dest_start : op.dest_end]
        if op.tag == "equal":
            left.append((x, "same"))
            right.append((y, "same"))
            continue
        left += [(x, "gone")] if x else []
        right += [(y, "new")] if y else []
    return _shorten(left), _shorten(right)


def _shorten(segments: list[Segment]) -> list[Segment]:
    if sum(len(text) for text, _ in segments) <= LONG:
        return segments
    out: list[Segment] = []
    for k, (text, how) in enumerate(segments):
        if how != "same" or len(text) <= 2 * AROUND:
            out.append((text, how))
            continue
        head = text[:AROUND] if k else ""
        tail = text[-AROUND:] if k + 1 < len(segments) else ""
        out += [(head, "same"), (f"…{len(text) - len(head) - len(tail)} 字…", "skip"), (tail, "same")]
    return [(text, how) for text, how in out if text]
