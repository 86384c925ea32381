"""Checks of the words of indicators: names that do not say of what, names and values as sentences, wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.goals.slips import pieces, slips_in
from jixiao.checks.judgement import judgement
from jixiao.checks.quantities import sense
from jixiao.checks.rows import Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.text import key

_HAN = re.compile("[\u4e00-\u9fff]")
# A letter among digits that looks like one.
_LETTER = re.compile(r"\d[OoIl](?=[\d%‰.]|$)|(?<![A-Za-z0-9])[OoIl]\d{2,}")
# A day has no inside.
_WITHIN = re.compile(r"\d{1,2}月\d{1,2}日内$")
_PAIRS = (("(", ")"), ("《", "》"))
_REMARK = re.compile(r"\([^()]*\)|《[^》]*》")
_STOPS = re.compile("[,。;]")
_NAMED = 4


@asks("indicator.name-bare", "indicator.name-sentence", "indicator.value-sentence")
def check_names(record: Goal, ground: Ground) -> Hits:
    """Names that do not say of what, and names and values that are whole sentences."""
    known = sense()
    for row in ground.rows(record):
        if not row.name:
            continue
        ground.look("indicator.name-bare", "indicator.name-sentence", "indicator.value-sentence", at=row.path)
        if known.has("bare_name", named(row)):
            yield Hit("indicator.name-bare", row.paths("level3"), {"name": row.name})
        elif _is_sentence(row):
            yield Hit("indicator.name-sentence", row.paths("level3"), {"name": row.name})
        if row.target.kind == "qualitative" and len(_HAN.findall(row.value)) >= known.numbers["sentence_value"]:
            yield Hit("indicator.value-sentence", row.paths("value"), {"name": row.name, "value": row.value})


def _is_sentence(row: Row) -> bool:
    """Whether a name is long and ends in no measure, or goes over a comma; remarks in brackets do not count."""
    plain = _REMARK.sub("", key(row.name))
    long = len(_HAN.findall(plain)) >= sense().numbers["sentence_name"]
    return long and (not row.measure or bool(_STOPS.search(plain)))


@asks("indicator.no-base")
def check_bases(record: Goal, ground: Ground) -> Hits:
    """Rises and falls by a number that do not say from what, neither there nor in the goal."""
    goal = record.goal_annual or ""
    for row in ground.rows(record):
        rate = sense().has("change_rate", named(row)) and row.target.base_unit == "%"
        if not row.name or not (row.target.change or rate) or row.target.number is None:
            continue
        ground.look("indicator.no-base", at=row.path)
        said = row.name + row.value + (row.indicator.description or "")
        due = "base_told" if rate and not row.target.change else "based"
        if rate and sense().has("before_it", row.name):
            continue
        if not sense().has(due, said) and not (due == "base_told" and sense().has(due, goal)):
            yield Hit("indicator.no-base", row.paths("value"), {"name": row.name, "value": row.value})


@asks("indicator.wording")
def check_words(record: Goal, ground: Ground) -> Hits:
    """Slips of the pen, doubled words and letters for digits in names and targets; all of a form in one."""
    rows = [row for row in ground.rows(record) if row.name or row.value]
    told: dict[str, tuple[str, ...]] = {}
    if isinstance(record, ProjectGoal) and record.project_name:
        told |= dict.fromkeys(faults_in(record.project_name, _beside(record, None)), ("project_name",))
    for row in rows:
        ground.look("indicator.wording", at=row.path)
        beside = _beside(record, row)
        for field, text in (("level3", row.name), ("value", row.value)):
            told |= {said: row.paths(field) for said in faults_in(text, beside)}
        if (within := _WITHIN.search(key(row.value))) is not None:
            told[f"“{within[0]}”应写“{within[0][:-1]}前”"] = row.paths("value")
        if _LETTER.search(key(row.value)):
            told[f"“{row.value}”里的字母应是数字"] = row.paths("value")
    if told:
        paths = tuple(dict.fromkeys(path for some in told.values() for path in some))
        yield Hit("indicator.wording", paths, {"said": "；".join(list(told)[:_NAMED])})


def faults_in(text: str, beside: frozenset[str]) -> Iterator[str]:
    """What is wrong with the words of a short text."""
    for slip in slips_in(text, beside):
        yield f"“{slip.written}”像是“{slip.meant}”"
    flat = key(text)
    for name, said in (("marks", "标点重复"), ("words", "词重复")):
        match = judgement().patterns[f"wording.{name}"].search(flat)
        if match is not None and not (name == "words" and len(set(match[0])) == 1):
            yield f"“{match[0]}”{said}"
    if any(flat.count(opened) != flat.count(closed) for opened, closed in _PAIRS):
        yield f"“{text}”括号不成对"


def _beside(record: Goal, row: Row | None) -> frozenset[str]:
    """What is written on the form elsewhere than in a row."""
    texts = [
        record.goal_annual or "",
        *(one.level3 or "" for i, one in enumerate(record.indicators) if row is None or i != row.index),
    ]
    return pieces("\n".join(texts))
