"""What the goal says in words and as a change, against the indicator of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.checks.judgement import pairs
from jixiao.checks.quantities import sense
from jixiao.checks.rows import Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.grounding import mentions_in
from jixiao.text import key

_CLAUSES = re.compile("[,，。；;、\n]")
_RISE = re.compile("[增提降减升涨]")
_DIGIT = re.compile(r"\d")
_SHARED = 2
_NEARLY = 0.6


@asks("goal.value-unlike")
def check_degrees_told(record: Goal, ground: Ground) -> Hits:
    """A share that is far from the word that the goal has for it (普遍, 全部), and a level that is a change there."""
    text = record.goal_annual or ""
    rates = [row for row in ground.rows(record) if row.name and row.target.base_unit == "%" and not row.target.change]
    rows = [row for row in rates if "satisfaction" not in (row.measure, row.family.level2)]
    if not text or not rows:
        return
    ground.look("goal.value-unlike")
    for said, row in (*_words(text, rows), *_changes(text, rows)):
        values = {"text": said, "name": row.name, "value": row.value}
        yield Hit("goal.value-unlike", (f"{row.path}.value", "goal_annual"), values)


def dates_unlike(text: str, rows: Sequence[Row], year: int | None) -> Iterator[tuple[str, Row]]:
    """Dates of the text in clauses that have all that is particular of an indicator's name, which has another date."""
    for one in mentions_in(text).mentions:
        due = one.date.date.last_day(year) if one.date and one.date.date else None
        begin = max((match.end() for match in _CLAUSES.finditer(text, 0, one.start)), default=0)
        end = next((match.start() for match in _CLAUSES.finditer(text, one.end)), len(text))
        for row in rows:
            own, other = pairs(named(row)), row.target.due(year)
            if due and other and due != other and len(own) >= _SHARED and own <= pairs(text[begin:end]):
                yield one.text, row


def _words(text: str, rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """Clauses without a number that say how many, and the share of the same thing that is lower."""
    for part in _CLAUSES.split(key(text)):
        least = next((least for words, least in sense().degrees if words.search(part)), None)
        if least is None or _DIGIT.search(part):
            continue
        for row in rows:
            low = row.target.low if row.target.low is not None else row.target.number
            shared = pairs(named(row)) & pairs(part)
            near = len(shared) >= _SHARED and len(shared) * _SHARED >= len(pairs(named(row)))
            if near and low is not None and row.target.operator not in ("≤", "<") and low * row.target.factor < least:
                yield part, row


def _changes(text: str, rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """Rises and falls of what an indicator gives as a level, without the level they start from."""
    for one in mentions_in(text).mentions:
        if one.quantity is None or not one.change:
            continue
        begin = max((match.end() for match in _CLAUSES.finditer(text, 0, one.start)), default=0)
        clause = text[begin : one.end]
        if len(re.findall(r"\d+(?:\.\d+)?", re.sub(r"20\d\d年", "", clause))) > 1:
            continue
        for row in (each for each in rows if not _RISE.search(named(each))):
            own, level = pairs(named(row)), f"{row.target.number:f}" if row.target.number is not None else ""
            if level and level in text:
                continue  # and comes to that level
            if len(own) >= _SHARED and len(own & pairs(clause)) >= _NEARLY * len(own):
                yield clause, row
