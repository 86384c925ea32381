"""The words that checks go by, from `schemas/checks/words.yaml`: levels, what names measure, units, placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from jixiao.resources import folder, read_yaml
from jixiao.text import key

_REMARK = re.compile(r"\([^()]*\)")
# The number before a name: 指标1：, 1.; the marks after it.
_NUMBER = re.compile(r"^(?:(?:指标|目标)\d*[:：]|[(]?\d{1,2}[.、)](?!\d)|[①-⑳])+")
# The number of a point of a goal: 目标1：, （一）, 3.
POINT = re.compile(r"^(目标\d+[:：]|[(（]?[\d一二三四五六七八九十]+[)）.、]|[①-⑳])+")
_ENDS = " ，,。.；;：:、"

Pattern = re.Pattern[str]


class Family(NamedTuple):
    """The standard level 1 and level 2 that printed levels stand for, "" for those nobody knows.

    `level1` is one of cost, output, benefit, satisfaction, input; `level2` one of quantity, quality, timeliness, cost,
    economic, social, ecological, sustainable, satisfaction.
    """

    level1: str
    level2: str


class Misfiled(NamedTuple):
    """Names that do not belong under some levels, and the level they belong under; `done` where only those do not that
    count what will be done, `units` the kinds of unit that they must have, where any will not do."""

    named: Pattern
    but: Pattern | None
    under: frozenset[str]
    right: str
    done: bool = False
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The words, ready for use; every text is compared as `jixiao.text.key` has it."""

    level1: Mapping[str, Pattern]
    level2: Mapping[str, Pattern]
    level_names: Mapping[str, str]
    names: Mapping[str, Pattern]
    units: Mapping[str, frozenset[str]]
    misfiled: tuple[Misfiled, ...]
    everywhere: frozenset[str]
    patterns: Mapping[str, Pattern]

    def family(self, level1: str | None, level2: str | None) -> Family:
        """What the printed levels stand for; a level 2 that says satisfaction or cost goes before its level 1."""
        return _family(level1 or "", level2 or "")

    def measure(self, name: str) -> str:
        """What an indicator of that name measures (rate, people, area, …), "" where its name does not tell."""
        return _measure(name)

    def has(self, pattern: str, text: str) -> bool:
        """Whether the pattern of that name is found in the text."""
        return self.patterns[pattern].search(key(text)) is not None


@cache
def words() -> Words:
    """The words of the folder `schemas/checks`, read once."""
    data = read_yaml(folder("schemas/checks") / "words.yaml")
    return Words(
        _compiled(data["levels"]["level1"]),
        _compiled(data["levels"]["level2"]),
        data["levels"]["names"],
        _compiled(data["names"]),
        {name: frozenset(units) for name, units in data["units"].items()},
        tuple(_misfiled(row) for row in data["misfiled"]),
        frozenset(word for line in data["everywhere"] for word in line.split()),
        _compiled(dict(_flat(data))),
    )


def bare(name: str | None) -> str:
    """An indicator's name for comparing: without its list number and the marks around it."""
    return _NUMBER.sub("", key(name or "")).strip(_ENDS)


@lru_cache(maxsize=8192)
def _family(level1: str, level2: str) -> Family:
    known = words()
    first, second = _first(known.level1, level1), _first(known.level2, level2)
    if second == "satisfaction":
        first = "satisfaction"
    elif second == "cost":
        first = "cost"
    elif first in ("cost", "satisfaction") and not second:
        second = first
    elif not first and second:  # forms with one level, or with levels 1 of their own
        first = "output" if second in ("quantity", "quality", "timeliness") else "benefit"
    return Family(first, second)


@lru_cache(maxsize=8192)
def _measure(name: str) -> str:
    plain = _REMARK.sub("", bare(name)).strip(_ENDS)
    return _first(words().names, plain)


def _first(patterns: Mapping[str, Pattern], text: str) -> str:
    flat = key(text)
    return next((name for name, pattern in patterns.items() if pattern.search(flat)), "") if flat else ""


def _compiled(patterns: Mapping[str, Any]) -> dict[str, Pattern]:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _misfiled(row: Mapping[str, Any]) -> Misfiled:
    but = re.compile(row["except"]) if "except" in row else None
    units = frozenset(row.get("units", ()))
    return Misfiled(re.compile(row["named"]), but, frozenset(row["under"]), row["right"], row.get("done", False), units)


def _flat(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The single patterns of the file, by name or by group and name ("fewer.named")."""
    out = []
    for name, value in data.items():
        if isinstance(value, str):
            out.append((name, value))
        elif name in ("fewer", "more", "placeholder", "input", "duties"):
            out.extend((f"{name}.{inner}", pattern) for inner, pattern in value.items())
    return out
