"""What a difference between a gold value and its reading is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.scoring.contract import STANDARD_LEVELS, Role
from eval.scoring.normal import distance, is_amount, likeness, target

OTHER_NAME = 0.6
"""Below this likeness a name is another name, from it on the same name with other characters."""
OTHER_WORD = 0.5
"""Below this likeness a target in words is another target."""

ROW_FAULT = {"parent": "wrong-parent", "scope": "wrong-scope", "name": "wrong-name", "target": "wrong-value"}
"""What a blank or superfluous cell means for its row, by the column's role; any other role: the text differs."""


@dataclass(frozen=True, slots=True)
class Known:
    """Normal forms that occur elsewhere in the gold: a reading equal to one of them was taken from there."""

    levels: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def with_names(self, names: Iterable[str]) -> Known:
        """The same levels beside other names."""
        return Known(self.levels, frozenset(names))


NOTHING_KNOWN = Known()


def differences(role: Role, gold: str, read: str, known: Known = NOTHING_KNOWN) -> list[str]:
    """The faults of a reading; arguments are normal forms. Empty where they are equal."""
    if gold == read:
        return []
    if not read:
        return ["missing"]
    if not gold:
        return ["invented"]
    if role == "parent":
        return [_parent(gold, read, known)]
    if role == "scope":
        return ["wrong-scope"]
    if role == "name":
        other = read in known.names or likeness(gold, read) < OTHER_NAME
        return ["wrong-name" if other else "text-differs"]
    if role in ("target", "amount", "code"):
        return _target(gold, read)
    if role == "unit":
        return ["wrong-unit"]
    return ["text-differs"]


def cell_differences(gold: str, read: str) -> list[str]:
    """The faults of a table's cell, where nobody says whether it holds a name or a number."""
    if gold and read and gold != read:
        return ["wrong-value" if is_amount(gold) or is_amount(read) else "text-differs"]
    return differences("text", gold, read)


def in_row(role: Role, faults: list[str]) -> list[str]:
    """The faults of a cell as faults of its row."""
    blank = ROW_FAULT.get(role, "wrong-value" if role == "amount" else "text-differs")
    return [blank if fault in ("missing", "invented") else fault for fault in faults]


def _parent(gold: str, read: str, known: Known) -> str:
    """A slip of one character is a slip, unless it makes the name of another level."""
    another = read in known.levels or read in STANDARD_LEVELS
    return "text-differs" if not another and distance(gold, read) == 1 and len(gold) > 2 else "wrong-parent"


def _target(gold: str, read: str) -> list[str]:
    """Operator, number and unit apart where the gold is a quantity; else a word for a word."""
    g, r = target(gold), target(read)
    if not g.numbers and not r.numbers:
        if g.operators != r.operators and g.rest == r.rest:
            return ["wrong-operator"]
        return ["text-differs" if likeness(gold, read) >= OTHER_WORD else "wrong-value"]
    if not g.numbers or not r.numbers:
        return ["wrong-value"]
    faults = []
    if g.numbers != r.numbers:
        faults.append("wrong-value")
    if g.operators != r.operators:
        faults.append("wrong-operator")
    if g.rest != r.rest:
        faults.append("wrong-unit" if g.is_quantity else "text-differs")
    return faults or ["text-differs"]
