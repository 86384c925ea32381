"""How what a text says stands to what a fact says: value, unit, direction, date."""

from __future__ import annotations

import datetime
import re
from typing import Literal

from jixiao.grounding.facts import Fact
from jixiao.grounding.prose.mentions import Mention
from jixiao.grounding.prose.quantities import Quantity, counted_by, fits, same
from jixiao.grounding.prose.words import CONTRARY, FALL, LESS_IS_BETTER, NONE, PER_PIECE, RISE, WHOLLY
from jixiao.quantity.dates import When
from jixiao.quantity.model import Operator

# An annual goal says what is to be in a year.
_WHOLE_YEAR = frozenset(("年",))

Direction = Literal["same", "loose", "lost", "opposed"]
# So many people as are served at most may be told as a plain number.
_QUANTITY, _SERVED = "数量", ("人", "名", "位", "户", "人次")
_UP, _DOWN = ("≥", ">"), ("≤", "<")
# Rates that may be told as kept within their value.
_RARE = re.compile("(?:犯罪|受害|发案|脱管|患病|返贫|超标|成灾)率")


def in_words(text: str, fact: Fact) -> bool:
    """Whether the text has words that stand for the fact's figure: 不发生 for none, 及时 or 足额 for 100 %."""
    meant = fact.quantities[0] if fact.quantities else None
    if meant is None:
        return False
    none = set(meant.values) == {0} and NONE.search(text)
    return bool(none or (meant.unit == "%" and set(meant.values) == {100} and WHOLLY.search(text)))


def possible(mention: Mention, fact: Fact) -> bool:
    """Whether the mention could be of the fact, by unit: people are no percentages."""
    if mention.date is not None:
        return bool(fact.dates)
    said = mention.quantity
    return said is not None and any(fits(said.unit, meant.unit) for meant in fact.quantities)


def comparable(mention: Mention, fact: Fact) -> bool:
    """Whether mention and fact count the same sort of thing for sure, so that other values contradict each other."""
    if mention.date is not None:
        return bool(fact.dates)
    said = mention.quantity
    return said is not None and any(
        (fits(said.unit, meant.unit) and "none" not in {said.sort, meant.sort}) or said.sort == meant.sort
        for meant in fact.quantities
    )


def equal(mention: Mention, fact: Fact, year: int | None = None) -> bool:
    """Whether the mention's value, or date, is one of the fact's."""
    if mention.date is not None:
        return any(same_date(mention.date, when, year) for when in fact.dates)
    said = mention.quantity
    if said is None or (fact.kind == "amount" and counted_by(said.unit)):
        return False
    return any((said.equals(m) or _fallen(mention, m)) and fits(said.unit, m.unit) for m in fact.quantities)


def _fallen(mention: Mention, meant: Quantity) -> bool:
    """Whether a fall is told of a change below zero: 下降5% of -5%."""
    said = mention.quantity
    if said is None or mention.change != "fall" or len(said.values) != 1 or len(meant.values) != 1:
        return False
    return meant.values[0] < 0 and said.values[0] == -meant.values[0]


def meant(mention: Mention, fact: Fact) -> Quantity | None:
    """The quantity of the fact that the mention is compared with."""
    said = mention.quantity
    if said is None or not fact.quantities:
        return None
    return next((each for each in fact.quantities if each.equals(said)), fact.quantities[0])


def same_date(said: When, meant: When, year: int | None) -> bool:
    """Whether both name the same last day, or the same month where one of them names no day."""
    a, b = said.date.last_day(year or 2000), meant.date.last_day(year or 2000)
    if a is None or b is None or (a.year != b.year and None not in (said.date.year, meant.date.year)):
        return False
    if said.date.day is not None and meant.date.day is not None:
        return (a.month, a.day) == (b.month, b.day)
    if a.month != b.month:
        return False
    if said.date.day is None and meant.date.day is None:
        return said.date.part in ("", "底", "末", meant.date.part) or not meant.date.part
    exact: datetime.date = a if said.date.day is not None else b
    return exact.day >= 28 if (said.deadline or meant.deadline) else True


def direction(mention: Mention, fact: Fact) -> Direction:
    """How the comparison of the text stands to that of the fact.

    loose   nothing is wrong with it: ≥95% as 达到95%, =100% as 不低于100%
    lost    a ceiling that is written as a plain number, or a bound put to what is exact
    opposed a floor written as a ceiling or a ceiling as a floor, a fall as a rise
    """
    said, ground = mention.quantity, meant(mention, fact)
    if said is None or ground is None:
        return "same"
    if _change_opposed(mention, fact) or CONTRARY.search(mention.text):
        return "opposed"
    return _compared(said, ground, fact)


def _compared(said: Quantity, ground: Quantity, fact: Fact) -> Direction:
    up, down = said.operator in _UP, said.operator in _DOWN
    if ground.operator in _UP:
        return "opposed" if down else "same" if up else "loose"
    if ground.operator in _DOWN:
        zero = set(ground.values) == {0}
        served = _QUANTITY in fact.level2 and ground.unit in _SERVED
        return "opposed" if up else "same" if down else "loose" if zero or served else "lost"
    if ground.operator in ("range", "±") or not (up or down):
        return "same"
    if ground.operator == "=":
        whole = ground.unit == "%" and set(ground.values) == {100}
        if down and (LESS_IS_BETTER.search(fact.name) or _RARE.search(fact.name)):
            return "loose"
        return "opposed" if down and not whole else "loose" if up and whole else "lost"
    less = LESS_IS_BETTER.search(fact.name + fact.level2) or _RARE.search(fact.name)
    better: Operator = "≤" if less else "≥"
    return "opposed" if (better == "≥") != up else "loose"


def _change_opposed(mention: Mention, fact: Fact) -> bool:
    """Whether a rise of the fact is told as a fall, or the reverse."""
    if mention.change is None or any(_fallen(mention, quantity) for quantity in fact.quantities):
        return False
    told = fact.target.change if fact.target else None
    if told is None:
        words = fact.name + fact.value
        rise, fall = bool(RISE.search(words)), bool(FALL.search(words))
        if rise == fall:
            return False
        told = "rise" if rise else "fall"
    return told != mention.change


def unit_gap(mention: Mention, fact: Fact) -> bool:
    """Whether a mention of equal value has another unit than the fact, or leaves a part of it out."""
    said, ground = mention.quantity, meant(mention, fact)
    if said is None or ground is None or not ground.unit:
        return False
    if not said.unit or not same(said.unit, ground.unit):
        return True
    missing = counted_by(ground.unit) - counted_by(said.unit)
    if "元" not in ground.unit:
        missing -= _WHOLE_YEAR
    if missing and not PER_PIECE.search(mention.wide):
        return True
    added = counted_by(said.unit) - counted_by(ground.unit)
    return bool(added) and not PER_PIECE.search(fact.name)
