"""What is understood of a printed value. Each object is frozen and keeps the printed text it stands for."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.quantity.exact import ONE, plain, times

Kind = Literal["quantitative", "qualitative", "date", "blank"]
Operator = Literal["≥", "≤", "=", ">", "<", "±", "range"]
Change = Literal["rise", "fall"]
Role = Literal["quantity", "year", "month", "day", "ordinal", "name"]
UnitSource = Literal["printed", "given"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as far as it is printed; parts that are not printed are None.

    `part` is the word that narrows a month or year: 初, 上旬, 中旬, 下旬, 底, 末, else "".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""

    def last_day(self, year: int | None = None) -> datetime.date | None:
        """The last calendar day meant, with `year` where none is printed; None without a year or for a 31 June."""
        y = self.year if self.year is not None else year
        if y is None or not datetime.MINYEAR <= y <= datetime.MAXYEAR:
            return None
        month = self.month if self.month is not None else 12
        last = calendar.monthrange(y, month)[1]
        day = self.day if self.day is not None else _PART_ENDS.get(self.part, last)
        return datetime.date(y, month, day) if day <= last else None


_PART_ENDS = {"初": 10, "上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class Target:
    """A 指标值 as understood; `text` is the printed one.

    kind        quantitative, qualitative, date, or blank (nothing filled in: "", "-", "/", 无, "≥**%")
    operator    the printed comparison, as a sign or in words; "range" for two ends, None where nothing is printed
    number      the one number, as printed; None for a range, a ratio, a date, or where several numbers are printed
    low, high   the bounds the target admits, in the printed unit, None where it is open: ≥95 is (95, None),
                ≤5 is (None, 5), =3 and a bare 3 are (3, 3), 3-5 is (3, 5), ±10 is (-10, 10).
                For > and < the bound itself is outside
    unit        as printed, with its multiplier: 万平方米, 元/人/年, 百分比
    base_unit   the unit without multiplier, one name for each: 平方米, 元/人/年, %
    factor      what a number in `unit` is multiplied by to stand in `base_unit`: 10000 for 万元, 0.1 for ‰ (in %)
    approx      约, 左右, 余 and the like
    change      "rise" or "fall" where the number is a difference (增长5%), not a level (增长到5%)
    ratio       the two sides of 1：3, 2/3, 三分之二
    since, date the two ends of a span in time; for a single point `date` alone
    deadline    whether the date is the latest one: 前, 底, 之前, 以前, 内, 截至, ≤
    words       what else is printed, in order: remarks in brackets, verbs, what is compared with
    """

    text: str
    kind: Kind
    operator: Operator | None = None
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    base_unit: str = ""
    factor: Decimal = ONE
    approx: bool = False
    change: Change | None = None
    ratio: tuple[Decimal, Decimal] | None = None
    since: Moment | None = None
    date: Moment | None = None
    deadline: bool = False
    words: tuple[str, ...] = ()

    @property
    def scaled(self) -> Decimal | None:
        """`number` in `base_unit`: 30000000 for 3000万."""
        return None if self.number is None else times(self.number, self.factor)

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """`low` and `high` in `base_unit`."""
        low = None if self.low is None else times(self.low, self.factor)
        high = None if self.high is None else times(self.high, self.factor)
        return low, high

    @property
    def year(self) -> int | None:
        """The year of `date`, if printed."""
        return self.date.year if self.date else None

    @property
    def month(self) -> int | None:
        """The month of `date`, if printed."""
        return self.date.month if self.date else None

    @property
    def day(self) -> int | None:
        """The day of `date`, if printed."""
        return self.date.day if self.date else None

    def due(self, year: int | None = None) -> datetime.date | None:
        """The last calendar day of `date`, with `year` where none is printed; None for what is no date."""
        return self.date.last_day(year) if self.date else None

    def as_dict(self) -> dict[str, object]:
        """What is known, for JSON: numbers as plain decimal strings, nothing that is empty, `text` left out.

        The bounds stand in it where they are not one number and its operator.
        """
        out: dict[str, object] = {
            "kind": self.kind,
            "operator": self.operator,
            "number": plain(self.number),
            "unit": self.unit,
            "base_unit": self.base_unit,
            "scaled": plain(self.scaled),
            "approx": self.approx,
            "change": self.change,
            "ratio": [plain(side) for side in self.ratio] if self.ratio else None,
            "year": self.year,
            "month": self.month,
            "day": self.day,
            "part": self.date.part if self.date else "",
            "since": _moment_dict(self.since),
            "deadline": self.deadline,
            "words": list(self.words),
        }
        if self.operator in ("range", "±"):
            low, high = self.bounds
            out |= {"low": plain(self.low), "high": plain(self.high)}
            out |= {"scaled_low": plain(low), "scaled_high": plain(high)}
        return {name: value for name, value in out.items() if value}


def _moment_dict(moment: Moment | None) -> dict[str, object] | None:
    if moment is None:
        return None
    parts = {"year": moment.year, "month": moment.month, "day": moment.day}
    return {name: value for name, value in parts.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount of money.

    `number` is the printed one, in `unit`; `yuan` the same in 元, None where no unit is known. `unit_from` says whether
    the unit stands in the text itself ("printed") or beside it ("given"); what is printed goes before what is given.
    """

    text: str
    number: Decimal
    yuan: Decimal | None
    unit: str | None
    unit_from: UnitSource | None

    def as_dict(self) -> dict[str, object]:
        """What is known, for JSON: numbers as plain decimal strings, nothing that is empty."""
        out = {"number": plain(self.number), "yuan": plain(self.yuan), "unit": self.unit, "unit_from": self.unit_from}
        return {name: value for name, value in out.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in running text: `text[start:end]` is its printed form, without sign, operator and unit.

    `role` tells quantities from the numbers that count nothing: years, months, days, list numbers and 第3 ("ordinal"),
    and parts of names and addresses ("name": 6号楼, 5G). `operator`, `approx`, `unit`, `base_unit` and `factor` are as
    in Target; both ends of a range carry the operator "range". `span` takes in operator words and unit.
    `written` is True for Chinese numerals.
    """

    start: int
    end: int
    text: str
    value: Decimal
    role: Role = "quantity"
    operator: Operator | None = None
    approx: bool = False
    unit: str = ""
    base_unit: str = ""
    factor: Decimal = ONE
    span: tuple[int, int] = (0, 0)
    written: bool = False

    @property
    def is_year(self) -> bool:
        """Whether the number is a calendar year."""
        return self.role == "year"

    @property
    def scaled(self) -> Decimal:
        """`value` in `base_unit`."""
        return times(self.value, self.factor)
