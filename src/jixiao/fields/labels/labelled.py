"""What the label rows of a form gave, before it is sorted into fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jixiao.evidence import Passage, Role
from jixiao.forms.vocabulary import Term
from jixiao.tables.table import Cell
from jixiao.text import is_cjk

# Fields whose text keeps the line breaks that the writer made.
PROSE = {"goal", "goal_annual", "goal_lifetime", "purpose", "schedule", "duties", "duty_basis", "strategic_goal",
         "core_functions", "policy_tasks"}  # fmt: skip
_OF_DATE = re.compile("[年月日号起止至到底初]")
_UNIT = re.compile(r"[亿万千百]?\s*元")


@dataclass(slots=True)
class Labelled:
    """A label that was found, with its value (empty for a blank cell) and the cells of both.

    `lead` where it stands in a line over the form; `scope` is the period that a heading over the label speaks of;
    `inferred` where the label is not known, and what it is like and what stands there tell the field; `among` where
    amounts of other years or periods stand beside it; `either` where nothing says which of two bodies it is.
    """

    name: str
    label: Cell
    value: Passage
    cells: list[Cell] = field(default_factory=list)
    lead: bool = False
    scope: str = ""
    inferred: bool = False
    among: bool = False
    either: bool = False


@dataclass(slots=True)
class Open:
    """A label whose field is not settled, with its value as it is set and (`flat`) on one line, None where it is both.

    `cell` is the label's, an empty one in a line over the form (`lead`); `told` is how likely the value has each role
    by the network of cells, where it was asked.
    """

    label: Passage
    value: Passage
    flat: Passage | None = None
    cell: Cell = field(default_factory=lambda: Cell(0, 0, 1, 1))
    cells: list[Cell] = field(default_factory=list)
    lead: bool = False
    told: Sequence[float] | None = None


@dataclass(slots=True)
class LabelArea:
    """What the label rows of a table gave: values by label, labels without a field yet, units, text loose in a section,
    and pairs that no field can be of."""

    found: list[Labelled] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    units: list[Passage] = field(default_factory=list)
    loose: list[tuple[str, Passage]] = field(default_factory=list)
    pairs: list[tuple[Passage, Passage]] = field(default_factory=list)
    spending: list[list[Cell]] = field(default_factory=list)

    def put(self, label: Passage, value: Passage, cell: Cell, term: Term | None) -> None:
        """Keep a label and its value that stand in one cell with others; it is open where nobody knows it."""
        label.claim(Role.LABEL)
        if term is not None and term.field and not term.section:
            self.found.append(Labelled(term.field, cell, value, [cell]))
            self.note_unit(label, term)
        else:
            self.open.append(Open(label, value))

    def note_unit(self, label: Passage, term: Term | None = None) -> None:
        """Keep the unit of amounts that a label says; `term` is what is known of the label."""
        if term is None or (term.unit and term.unit not in "%％"):
            spans = [match.span() for match in _UNIT.finditer(label.text)]
            self.units.extend(label.cut(*span).without(" ") for span in spans[-1:])


def is_code_or_date(text: str) -> bool:
    """Whether the text holds figures and no words but those of a date."""
    return any(map(str.isdigit, text)) and not any(is_cjk(c) for c in _OF_DATE.sub("", text))


def stacked(parts: list[Passage], joint: str) -> Passage:
    """The parts that hold something, with the joint between them."""
    if len(parts) == 1:
        return parts[0]
    out: list[Passage | str] = []
    for part in parts:
        if part:
            if out:
                out.append(joint)
            out.append(part)
    return Passage.join(out)
