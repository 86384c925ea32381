"""What each cell of a made form holds, found by laying the labelled record beside it.

A text may answer several fields (an amount that is the total and its only part): then all of them are kept, and the
training asks only that one of them be told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jixiao.fields.cells.grid import Grid
from jixiao.fields.cells.roles import AT, ROLES
from jixiao.forms.vocabulary import label_key
from jixiao.records.paths import leaves
from jixiao.text import key

_BARE = re.compile(r"[,，]|(?:亿|万|千|百)?元$|[%分]$")
_INDICATOR = ("level1", "level2", "level3", "description", "weight", "basis")
_SIGNS = {
    "≥": "不低于|不少于|大于等于|>=|至少|以上|≧|大于或等于|达到",
    "≤": "不高于|不超过|小于等于|<=|至多|以内|≦|小于或等于|不大于",
    "=": "等于|达到|＝",
    ">": "大于",
    "<": "小于",
}
_CONTAINED = 4
_TITLE = 7
NOTHING = frozenset({AT["label"], AT["outside"]})
Roles = list[frozenset[int]]


@dataclass(slots=True)
class Sample:
    """A form's cells with the roles that each may have."""

    kind: str
    grid: Grid
    roles: Roles

    @classmethod
    def of(cls, form: dict[str, Any]) -> Sample:
        """A line of `eval.training.cell_grids` with the roles of its cells."""
        places = [(p[0], p[1], p[2], p[3]) for p in form["places"]]
        return cls(form["kind"], Grid(form["texts"], places, form["widths"]), roles_of(form))


def roles_of(form: dict[str, Any]) -> Roles:
    """For each cell of a line of `eval.training.cell_grids` the roles that it may have; none where nothing is known."""
    texts = [key(text) for text in form["texts"]]
    out: list[set[int]] = [set() for _ in texts]
    open_: set[int] = set()
    said: dict[str, list[str]] = defaultdict(list)
    labels, outside = set(), set()
    for gold in form["gold"]:
        for role, text in _fields(gold["record"], gold["also"]):
            said[role].append(key(text))
        open_ |= {AT[r] for path in gold["ignore"] if (r := _role_of(path)) in AT}
        labels |= {label_key(word) for word in [*gold["words"].values(), *(pair[0] for pair in gold["extras"])]}
        outside |= {key(pair[1]) for pair in gold["extras"]}
        _rows(form, texts, gold, out)
    _scalars(texts, said, out)
    known: Roles = []
    for text, found in zip(texts, out, strict=True):
        if not text or -1 in found:
            known.append(frozenset())
        elif found:
            known.append(frozenset(found))
        elif label_key(text) in labels:
            known.append(frozenset({AT["label"]}))
        elif text in outside:
            known.append(frozenset({AT["outside"], *_open(text, open_)}))
        else:
            known.append(NOTHING | _open(text, open_))
    return known


def _open(text: str, roles: set[int]) -> set[int]:
    """Of the roles that the record leaves open those that the text may have: amounts or words."""
    money = _number(text) is not None
    return {
        r
        for r in roles
        if ROLES[r].startswith(("funds", "budget", "tasks")) == money and (r != AT["title"] or len(text) > _TITLE)
    }


def _role_of(path: str) -> str:
    path = re.sub(r"\[\d+\]", "", path)
    path = re.sub(r"^indicators\.", "", path)
    return "period" if path.startswith("period") else path


def _fields(record: dict[str, Any], also: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """All values that stand once in a record, each with its role."""
    for path, value in leaves(record):
        role = _role_of(path)
        if role in AT and path != "year" and not path.startswith("indicators"):
            for text in [value, *also.get(path, [])]:
                if text:
                    yield role, str(text)
        elif role == "staff.item" and value:
            yield "label", value


def _number(text: str) -> float | None:
    bare = text
    while (shorter := _BARE.sub("", bare)) != bare:
        bare = shorter
    try:
        return float(bare)
    except ValueError:
        return None


def _scalars(texts: list[str], said: dict[str, list[str]], out: list[set[int]]) -> None:
    """Put down which fields that stand once each cell may be of; cells of a list's rows are told already."""
    wanted: dict[str, set[int]] = defaultdict(set)
    numbers: dict[float, set[int]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for role, values in said.items():
        for value in values:
            wanted[value].add(AT[role])
            counts[value] += 1
            if (number := _number(value)) is not None:
                numbers[number].add(AT[role])
    there: dict[str, int] = defaultdict(int)
    for text, found in zip(texts, out, strict=True):
        there[text] += not found
    long = [(value, roles) for value, roles in wanted.items() if len(value) >= _CONTAINED]
    for text, found in zip(texts, out, strict=True):
        if not text or found:
            continue
        number = _number(text)
        if text in wanted:
            found |= wanted[text]
            if there[text] > counts[text]:
                found |= NOTHING
        elif number is not None:
            if number in numbers:
                found |= numbers[number] | NOTHING
        else:
            for value, roles in long:
                if (value in text and (len(value) > 0.4 * len(text) or re.search(r"[:：]", text[:16]))) or (
                    len(text) > 6 and text in value and len(value) > 16
                ):
                    found |= roles
            if found:
                found |= NOTHING


def _rows(form: dict[str, Any], texts: list[str], gold: dict[str, Any], out: list[set[int]]) -> None:
    """Put down what the cells in the rows of a list of indicators hold."""
    rows = gold["record"].get("indicators") or []
    also = gold["also"]
    if not rows:
        return
    by_name: dict[str, list[int]] = defaultdict(list)
    level1 = {
        key(t) for i, row in enumerate(rows) for t in [row["level1"], *also.get(f"indicators[{i}].level1", [])] if t
    }
    level2 = {
        key(t) for i, row in enumerate(rows) for t in [row["level2"], *also.get(f"indicators[{i}].level2", [])] if t
    }
    for i, row in enumerate(rows):
        for text in [row["level3"], *also.get(f"indicators[{i}].level3", [])]:
            if text:
                by_name[key(text)].append(i)
    long = [name for name in by_name if len(name) >= _CONTAINED]
    lines: dict[int, set[int]] = defaultdict(set)
    for at, text in enumerate(texts):
        if text in by_name:
            out[at].add(AT["level3"])
            for r in range(form["places"][at][0], form["places"][at][2]):
                lines[r].update(by_name[text])
    for at, text in enumerate(texts):
        place = form["places"][at]
        if not text:
            continue
        if text in level1:
            out[at].add(AT["level1"])
        if text in level2:
            out[at].add(AT["level2"])
        if out[at]:
            continue
        near = set[int]().union(*(lines.get(r, set()) for r in range(place[0], place[2])))
        for i in near:
            out[at] |= _of_row(text, i, rows[i], also)
        if not out[at] and any(name in text for name in long):
            out[at].add(-1)


def _of_row(text: str, i: int, row: dict[str, Any], also: dict[str, list[str]]) -> set[int]:
    found: set[int] = set()
    for name in ("description", "weight", "basis"):
        for said in [row[name], *also.get(f"indicators[{i}].{name}", [])]:
            if said and (
                key(said) == text
                or (name == "weight" and _number(text) is not None and _number(text) == _number(key(said)))
            ):
                found.add(AT[name])
    for said in [row["value"], *also.get(f"indicators[{i}].value", [])]:
        value = key(said or "")
        if not value:
            continue
        if text == value:
            found.add(AT["value"])
        elif any(c.isdigit() for c in text):
            if text in value and not any(c.isdigit() for c in value.replace(text, "", 1)):
                found.add(AT["value"])
        elif value.endswith(text) and value != text:
            found.add(AT["unit"])
        elif value.startswith(text) or any(value.startswith(s) and re.fullmatch(w, text) for s, w in _SIGNS.items()):
            found.add(AT["sign"])
    return found


assert set(_INDICATOR) <= set(ROLES)
