"""What a goal says for nothing; indicators that come too late, are steps, or tell an output
over again as an effect."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

from jixiao.checks.indicators import alike, learned
from jixiao.checks.indicators.values import directed
from jixiao.checks.judgement import judgement, pairs
from jixiao.checks.periods import day_of
from jixiao.checks.rows import EFFECTS, Goal, Row, named, names_of, paths_of
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.resources import folder, read_yaml
from jixiao.text import key

_CLAUSES = re.compile("[,，。;；\n]")
# Numbers of points, and titles of documents, tell nothing of the project.
_LIST = re.compile(r"目标\d+|(?:^|(?<=[\n。；;]))\s*[(（]?\d{1,2}[.、)）](?!\d)")
_TITLE = re.compile("《[^》]*》")
_DIGIT = re.compile(r"\d")
_SHOWN = 3
# A count as small is equal by chance.
_CHANCE = 3
_ALIKE = 0.6


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    data = read_yaml(folder("schemas/checks") / "breadth.yaml")
    return {name: re.compile(text) for name, text in data["words"].items()}


@asks("goal.empty-words")
def check_empty_words(record: ProjectGoal, ground: Ground) -> Hits:
    """Clauses that fit any project; a goal without a number is told as such."""
    text = key(_LIST.sub("", _TITLE.sub("", record.goal_annual or "")))
    if not _DIGIT.search(text) or len(text) < ground.settings.min_goal or ground.words.has("placeholder.text", text):
        return
    ground.look("goal.empty-words")
    empty = [part for part in _CLAUSES.split(text) if _words()["empty"].search(part) and not _DIGIT.search(part)]
    if empty:
        yield Hit("goal.empty-words", ("goal_annual",), {"text": "，".join(empty[:_SHOWN])})


@asks("effect.restates-output")
def check_restated(record: Goal, ground: Ground) -> Hits:
    """Effects that are an output over again: the same amount of the same thing."""
    rows = [row for row in ground.rows(record) if row.name and row.target.kind == "quantitative"]
    outputs = [row for row in rows if row.family.level2 == "quantity"]
    for row in rows:
        if row.family.level2 not in EFFECTS or judgement().has("deed_named", named(row)):
            continue  # a deed among the effects is told as that
        ground.look("effect.restates-output", at=row.path)
        other = next((one for one in outputs if _is_same(row, one) or _is_told_so(row, one)), None)
        again = (other,) if other is not None else _parts_of(row, outputs)
        if again:
            values = {"name": row.name, "value": row.value, "other": "”“".join(one.name for one in again)}
            paths = (*row.paths("level3"), *(f"{one.path}.level3" for one in again))
            yield Hit("effect.restates-output", paths, values)


@asks("indicator.means")
def check_means(record: ProjectGoal, ground: Ground) -> Hits:
    """Steps on the way told as outputs, where neither the project nor its goal is about them."""
    about = pairs(f"{record.project_name or ''}，{record.goal_annual or ''}，{record.goal_lifetime or ''}")
    steps = []
    for row in ground.rows(record):
        if not row.name or row.family.level1 != "output" or row.family.level2 == "timeliness":
            continue
        ground.look("indicator.means", at=row.path)
        match = _words()["means"].search(named(row))
        if match is not None and not pairs(match[0]) & about:
            steps.append(row)
    if steps:
        yield Hit("indicator.means", paths_of(steps, "level3"), {"names": names_of(steps)})


@asks("indicator.too-late")
def check_late(record: ProjectGoal, ground: Ground) -> Hits:
    """What shows years after the project is over."""
    start, end = day_of(record.period_start, first=True), day_of(record.period_end)
    told = start is not None and end is not None
    if not told and (record.year is None or record.goal_lifetime):
        return
    last = record.period_end if told else f"{record.year}年底"
    years = end.year - start.year if start and end else 0
    for row in ground.rows(record):
        if not row.name or row.target.kind == "blank" or row.indicator.scope != "annual":
            continue
        ground.look("indicator.too-late", at=row.path)
        later = _words()["later"].search(named(row)) or learned.says(row, "late", record.project_name or "")
        if years < 1 and later:
            paths = (*row.paths("level3"), *(("period_end",) if told else ()))
            yield Hit("indicator.too-late", paths, {"name": row.name, "end": last or ""})


@asks("indicator.perverse")
def check_perverse(record: ProjectGoal, ground: Ground) -> Hits:
    """What is set as a task to be as much as possible, and leads to doing the wrong thing for the number's sake."""
    for row in ground.rows(record):
        if not row.name or row.family.level1 not in ("output", "benefit"):
            continue
        ground.look("indicator.perverse", at=row.path)
        if not row.target.scaled or any(directed(row, ground)):
            continue  # a sign that is turned round is told as that
        if learned.says(row, "perverse", record.project_name or ""):
            yield Hit("indicator.perverse", row.paths("level3"), {"name": row.name, "value": row.value})


@asks("time.roster", "level.row-blank")
def check_rosters(record: Goal, ground: Ground) -> Hits:
    """Who is on duty when, told as a time; rows that have a level and nothing else."""
    blank = []
    for row in ground.rows(record):
        if not row.name and not row.value and row.family.level2 and row.family.level2 != "satisfaction":
            blank.append(row)
        if not row.name or row.family.level2 != "timeliness":
            continue
        ground.look("time.roster", at=row.path)
        said = named(row) + key(row.value)
        if _words()["roster"].search(said) and not _words()["roster_but"].search(said):
            yield Hit("time.roster", row.paths("level3"), {"name": row.name, "value": row.value})
    if isinstance(record, ProjectGoal) and any(row.name for row in ground.rows(record)):
        ground.look("level.row-blank")
        if blank:
            levels = "、".join(dict.fromkeys(f"“{row.indicator.level2 or row.indicator.level1}”" for row in blank))
            yield Hit("level.row-blank", paths_of(blank, "level2"), {"level": levels})


@asks("quantity.upper-bound")
def check_upper(record: Goal, ground: Ground) -> Hits:
    """Quantities of what is to be done that have an upper end only; how many people do it is another thing."""
    for row in ground.rows(record):
        target = row.target
        counted = row.family.level2 == "quantity" and target.kind == "quantitative" and bool(row.name)
        if not counted or not target.number or target.base_unit[:1] in ("", "%", "元") or "/" in target.unit:
            continue
        ground.look("quantity.upper-bound", at=row.path)
        if target.base_unit in ground.words.units["time"]:
            continue  # how long it takes
        fewer = ground.words.has("fewer.named", row.name) or _words()["staff"].search(named(row)) is not None
        if target.operator in ("≤", "<") and not fewer:
            yield Hit("quantity.upper-bound", row.paths("value"), {"name": row.name, "value": row.value})


def _is_told_so(effect: Row, output: Row) -> bool:
    """Whether an effect is the output in other words."""
    return effect.indicator.scope == output.indicator.scope and alike.are_one(effect, output)


def _parts_of(effect: Row, outputs: Sequence[Row]) -> tuple[Row, ...]:
    """The two outputs that an effect is the sum of, one for each: 330 served of 300 at home and 30 in homes."""
    whole = effect.target
    if not whole.scaled or whole.scaled <= _CHANCE or whole.base_unit == "%" or whole.change:
        return ()
    scope, own = effect.indicator.scope, pairs(named(effect))
    alike = [row for row in outputs if row.target.base_unit == whole.base_unit and not row.target.change]
    alike = [row for row in alike if row.indicator.scope == scope and pairs(named(row)) & own]
    for pair in combinations(alike, 2):
        if sum(row.target.scaled or 0 for row in pair) == whole.scaled:
            return pair
    return ()


def _is_same(effect: Row, output: Row) -> bool:
    one, other = effect.target, output.target
    amount = one.scaled
    if amount is None or amount != other.scaled or one.base_unit != other.base_unit or one.change != other.change:
        return False
    if effect.indicator.scope != output.indicator.scope or one.base_unit == "%":
        return False
    if named(effect) == named(output):
        return True
    if amount <= _CHANCE or _words()["changed"].search(named(effect)):
        return False
    a, b = (set(_words()["filler"].sub("", named(row))) for row in (effect, output))
    return bool(a and b) and len(a & b) >= _ALIKE * max(len(a), len(b))
