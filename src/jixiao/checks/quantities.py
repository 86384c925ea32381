"""What is known of quantities (`schemas/checks/quantities.yaml`): what is whole, how long a year is, what is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jixiao.resources import folder, read_yaml
from jixiao.text import key

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sense:
    """`whole` are the units of what has no halves, `year` how many of a unit a year has at most, `orders` the words
    of what comes first to what comes last, each a chain of work,
    `degrees` words for how many there are and the share in percent that they stand for at least."""

    whole: frozenset[str]
    year: Mapping[str, int]
    orders: tuple[tuple[Pattern, ...], ...]
    degrees: tuple[tuple[Pattern, int], ...]
    patterns: Mapping[str, Pattern]
    numbers: Mapping[str, int]

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern of that name is found in the text."""
        return self.patterns[name].search(key(text)) is not None


@cache
def sense() -> Sense:
    """The file, read once."""
    data = read_yaml(folder("schemas/checks") / "quantities.yaml")
    texts = {name: value for name, value in data.items() if isinstance(value, str) and name != "whole"}
    return Sense(
        whole=frozenset(data["whole"].split()),
        year=data["year"],
        orders=tuple(tuple(re.compile(text) for text in chain) for chain in data["orders"]),
        degrees=tuple((re.compile(row["said"]), row["least"]) for row in data["degrees"]),
        patterns={name: re.compile(key(text)) for name, text in texts.items()},
        numbers={name: value for name, value in data.items() if isinstance(value, int)},
    )
