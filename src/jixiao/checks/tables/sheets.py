"""Budget tables as checks see them: amounts by row and column, codes as levels, total rows, sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.checks.figures import Figure, figure
from jixiao.records import PublishedTable
from jixiao.resources import folder, read_yaml
from jixiao.text import key

_DIGITS = re.compile(r"\d+$")
_LENGTHS = {3: 1, 5: 2, 7: 3}
_ITEM = re.compile("^[一二三四五六七八九十]+[、.]")
_SUB_ITEM = re.compile(r"^(?:\d+[、.]|[(][一二三四五六七八九十\d]+[)])")

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TableWords:
    """What `schemas/checks/tables.yaml` says, ready for use."""

    roles: Mapping[str, Pattern]
    other: Pattern
    columns: Mapping[str, Pattern]
    rows: Mapping[str, Pattern]
    equal: tuple[Mapping[str, Any], ...]
    prose: Mapping[str, Any]

    def role(self, title: str | None) -> str:
        """Which of the standard tables the title names, "" for any other."""
        flat = key(title or "")
        if not flat or self.other.search(flat):
            return ""
        return next((name for name, pattern in self.roles.items() if pattern.search(flat)), "")


@cache
def table_words() -> TableWords:
    """The words, read once."""
    data = read_yaml(folder("schemas/checks") / "tables.yaml")
    roles, columns, rows = (
        {name: re.compile(pattern) for name, pattern in data[part].items()} for part in ("roles", "columns", "rows")
    )
    return TableWords(roles, re.compile(data["other"]), columns, rows, tuple(data["equal"]), data["prose"])


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a table: the column of its row names, the columns of its amounts."""

    label: int
    money: tuple[int, ...]


class Sheet:
    """A budget table with its amounts parsed; rows and columns are counted from 0."""

    def __init__(self, record: PublishedTable) -> None:
        self.record = record
        self.unit = record.unit
        self.words = table_words()
        self.heads = [[key(part) for part in path] for path in record.columns]
        self.codes = [c for c in range(len(self.heads)) if self._last(c) and self._is("codes", self._last(c))]
        self.grid = [
            [None if c in self.codes else figure(text, record.unit) for c, text in enumerate(row)]
            for row in record.rows
        ]
        self.money = tuple(c for c in range(len(self.heads)) if c not in self.codes and self._is_money(c))
        self.levels = [self._level(r) for r in range(len(record.rows))]

    @property
    def coded(self) -> bool:
        """Whether rows have codes that make a tree."""
        return sum(level is not None for level in self.levels) >= 2

    def sides(self) -> list[Side]:
        """The sides: a column of names, then amounts; one side for a plain table."""
        out: list[Side] = []
        label: int | None = None
        amounts: list[int] = []
        for c in range(len(self.heads)):
            if c in self.money:
                amounts.append(c)
            elif c not in self.codes:
                if label is not None and amounts:
                    out.append(Side(label, tuple(amounts)))
                    amounts = []
                label = c if label is None or not amounts else label
                label = c if not amounts else label
        if label is not None and amounts:
            out.append(Side(label, tuple(amounts)))
        return out

    def label(self, r: int, column: int | None = None) -> str:
        """The name of a row: its text in the column, or its first text that is no amount and no code."""
        texts = self.record.rows[r]
        if column is not None:
            return texts[column] if column < len(texts) else ""
        names = [c for c in range(len(texts)) if c not in self.money and texts[c]]
        return next((texts[c] for c in names if c not in self.codes), texts[names[0]] if names else "")

    def head(self, c: int) -> str:
        """The header over a column, from the top down."""
        return "/".join(self.heads[c]) if c < len(self.heads) else ""

    def amount(self, r: int, c: int) -> Figure | None:
        """The amount of a cell."""
        row = self.grid[r]
        return row[c] if c < len(row) else None

    def is_total(self, r: int) -> bool:
        """Whether the row is the total of the table."""
        return self.levels[r] is None and any(
            self.words.rows["total"].search(key(text)) for text in self.record.rows[r] if text
        )

    def is_row(self, kind: str, text: str) -> bool:
        """Whether a row's name is of that kind (total, current, grand, …)."""
        return self.words.rows[kind].search(key(text)) is not None

    def children(self, r: int) -> list[int]:
        """The rows one level below a coded row, up to the next of its level or above."""
        own = self.levels[r]
        out: list[int] = []
        if own is None:
            return out
        below: int | None = None
        for i in range(r + 1, len(self.levels)):
            level = self.levels[i]
            if level is None:
                if self.is_total(i):
                    break
                continue
            if level <= own:
                break
            below = level if below is None else below
            if level == below:
                out.append(i)
        return out

    def path(self, r: int, c: int) -> str:
        """The field path of a cell."""
        return f"rows[{r}][{c}]"

    def _last(self, c: int) -> str:
        return self.heads[c][-1] if self.heads[c] else ""

    def _is(self, kind: str, text: str) -> bool:
        return self.words.columns[kind].search(text) is not None

    def _is_money(self, c: int) -> bool:
        """Whether the column holds amounts: most that is written in it is a number; a blank one by its header."""
        written = [row[c] for row in self.record.rows if c < len(row) and row[c].strip(" -—")]
        if not written:
            return not self._is("names", self._last(c)) and not self._is("codes", self._last(c))
        numbers = sum(self.grid[r][c] is not None for r, row in enumerate(self.record.rows) if c < len(row))
        return numbers * 2 > len(written) and not (self._last(c) and re.search("年份|编号|%", self._last(c)))

    def _level(self, r: int) -> int | None:
        """The level of a row's code: 1 for 类, 2 for 款, 3 for 项; None without a code."""
        texts = self.record.rows[r]
        codes = self._own_codes()
        written = [i for i, c in enumerate(codes) if c < len(texts) and _DIGITS.match(key(texts[c]))]
        if not written:
            return None
        if len(codes) == 1:
            return _LENGTHS.get(len(key(texts[codes[0]])))
        return written[-1] + 1

    def _own_codes(self) -> list[int]:
        """The code columns of the first kind of code: a second 类 begins another."""
        out: list[int] = []
        for c in self.codes:
            if out and (c != out[-1] + 1 or self._last(c) == "类"):
                break
            out.append(c)
        return out


def is_item(text: str) -> bool:
    """Whether a row's name is numbered as an item of the first order: 一、."""
    return _ITEM.match(key(text)) is not None


def is_sub_item(text: str) -> bool:
    """Whether a row's name is numbered below an item: 1. or （一）."""
    return _SUB_ITEM.match(key(text)) is not None


def unnumbered(text: str) -> str:
    """A row's name without its number, for comparing."""
    flat = key(text)
    return _SUB_ITEM.sub("", _ITEM.sub("", flat)) or flat


def sheets(records: list[Any]) -> Iterator[tuple[int, Sheet]]:
    """The budget tables among the records, with their numbers."""
    for number, record in enumerate(records, 1):
        if isinstance(record, PublishedTable):
            yield number, Sheet(record)
