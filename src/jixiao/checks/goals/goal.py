"""Checks of goal texts: blank, left over from the template, copied, too short, duties only."""

from __future__ import annotations

import re

from jixiao.checks.figures import figure
from jixiao.checks.goals.agreement import dates_unlike
from jixiao.checks.goals.alignment import dates_missed, is_spoken_of, times_left, worked_out
from jixiao.checks.goals.changes import changes_without
from jixiao.checks.goals.counterparts import Board
from jixiao.checks.goals.numbers import (
    is_base,
    is_each,
    is_given,
    is_sure,
    is_target,
    says_it,
    stands_alone,
)
from jixiao.checks.goals.said import figures_of
from jixiao.checks.judgement import judgement, pairs
from jixiao.checks.money.products import is_counted
from jixiao.checks.rows import Goal, Row
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.checks.words import POINT
from jixiao.grounding import Comparison, Discrepancy, compare_goals, mentions_in
from jixiao.records import ProjectGoal
from jixiao.text import key

_COMPARED = (
    "goal.value-differs", "goal.direction-differs", "goal.number-without-indicator", "goal.indicator-not-mentioned",
    "goal.value-unlike",
)  # fmt: skip
_CLAUSES = re.compile("[,，。；;\n]")
# A goal gives at least so many reasons before it is told that it gives nothing else.
_REASONS = 2
# Numbers of points, years and documents are no figures.
_NO_FIGURE = re.compile(r"目标\d+|20\d\d年?|[\[(〔]\d+[\])〕]|^\d+[.、]|(?<=[\n;；。])\d+[.、)]", re.MULTILINE)
# One indicator that the goal is silent of is no matter.
_ALONE = 1
_SHOWN = 4
_NUMBERED = re.compile(r"\d")


@asks(
    "goal.missing", "goal.placeholder", "goal.too-short", "goal.only-duties", "goal.background", "goal.no-figure",
    "goal.only-hopes",
)  # fmt: skip
def check_goal(record: Goal, ground: Ground) -> Hits:
    """The annual goal, and the lifetime goal where the form has one."""
    for path in ("goal_annual", "goal_lifetime"):
        text = getattr(record, path, None)
        if text is None:
            continue
        flat = key(text)
        left = ground.words.patterns["placeholder.text"].search(flat)
        if not flat.strip("-/无。"):
            yield Hit("goal.missing", (path,))
        elif left is not None:
            yield Hit("goal.placeholder", (path,), {"text": left[0]})
        elif len(flat) < ground.settings.min_goal:
            yield Hit("goal.too-short", (path,), {"length": len(flat)})
        elif _only_duties(text, ground):
            yield Hit("goal.only-duties", (path,))
        elif _only_background(text):
            yield Hit("goal.background", (path,))
        elif isinstance(record, ProjectGoal) and path == "goal_annual":
            yield from _figures(record, text, ground)


def _figures(record: ProjectGoal, text: str, ground: Ground) -> Hits:
    """A goal of the project's own without a number, beside indicators that count."""
    rows = [row for row in ground.rows(record) if row.name]
    counts = [row for row in rows if is_counted(row)]
    ground.look("goal.no-figure", "goal.only-hopes")
    about = pairs(f"{record.project_name or ''}，{'，'.join(row.name for row in rows)}")
    bare = _NO_FIGURE.sub("", text)
    if not about & pairs(text) or _NUMBERED.search(key(bare)) or mentions_in(bare).mentions:
        return
    if hopes := _hopes(text):
        yield Hit("goal.only-hopes", ("goal_annual",), {"text": "、".join(hopes[:_REASONS])})
    elif counts:
        said = "、".join(f"“{row.name}”{row.value}" for row in counts[:_SHOWN])
        yield Hit("goal.no-figure", ("goal_annual",), {"names": said})


def _hopes(text: str) -> list[str]:
    """The clauses of a goal that all say what is hoped for and none what will be done, [] where one does."""
    words = judgement().patterns
    clauses = [part for part in (POINT.sub("", key(part)) for part in _CLAUSES.split(text)) if part]
    hopes = [part for part in clauses if words["hope"].search(part) or words["background"].search(part)]
    done = any(words["deed"].search(part) or words["work"].search(part) for part in clauses)
    return hopes if len(hopes) == len(clauses) and not done else []


def _only_background(text: str) -> bool:
    """Whether a goal without a number says why there is a project, and nothing that will be done or come of it."""
    if _NUMBERED.search(text):
        return False
    words = judgement().patterns
    clauses = [part for part in _CLAUSES.split(key(text)) if part]
    reasons = [part for part in clauses if words["background"].search(part)]
    rest = [part for part in clauses if part not in reasons]
    done = any(words["deed"].match(part) or words["result"].search(part) for part in rest)
    return len(reasons) >= _REASONS and not done


def _only_duties(text: str, ground: Ground) -> bool:
    """Whether a goal says what the office is for: what is in every list of duties, or no result of what it does."""
    if ground.words.has("duties.office", text) and not _NUMBERED.search(text):
        return True
    return ground.words.has("duties.verbs", text) and not ground.words.has("duties.results", text)


@asks("goal.copied")
def check_copied(record: ProjectGoal, ground: Ground) -> Hits:
    """A project over several years, or with other money in this one, has an annual goal of its own."""
    annual, lifetime = key(record.goal_annual or ""), key(record.goal_lifetime or "")
    if annual and annual == lifetime and _goes_on(record):
        yield Hit("goal.copied", ("goal_annual", "goal_lifetime"))


@asks(*_COMPARED)
def check_agreement(record: Goal, ground: Ground) -> Hits:
    """The numbers and years of each goal text against the indicators, and the reverse; a text printed twice once."""
    texts: set[str] = set()
    for compared in compare_goals(record):
        if key(compared.text) in texts:
            continue
        texts.add(key(compared.text))
        if compared.said or compared.discrepancies:
            ground.look(*_COMPARED)
        by_kind: dict[str, list[Discrepancy]] = {}
        for each in compared.discrepancies:
            by_kind.setdefault(each.kind, []).append(each)
        sure, open_ = _contradictions(record, compared, by_kind)
        yield from sure
        settled = compared.mentioned | {path for hit in sure for path in _of_rows(hit.paths)}
        unlike, without = _unlike(record, compared, settled, open_, ground)
        topic = (record.project_name if isinstance(record, ProjectGoal) else None) or ""
        without = [each for each in without if not is_spoken_of(ground.rows(record), compared, each, topic)]
        for said, row in unlike:
            differs = {"text": said, "name": row.name, "value": row.value}
            yield Hit("goal.value-unlike", (f"{row.path}.value", compared.path), differs)
        lacking = [each.excerpt for each in without]
        if compared.path == "goal_annual" and record.indicators:
            changed = changes_without(compared.text, [(row.name, row.value) for row in ground.rows(record)])
            lacking += [each.said for each in changed if f"{each.share}%" not in lacking]
        if lacking:
            said = "、".join(dict.fromkeys(lacking))
            yield Hit("goal.number-without-indicator", (compared.path,), {"text": said})
        for each in by_kind.get("unmentioned", []):
            paths = [path for path in each.paths if _is_due(record, path, compared.text, ground)]
            if _ALONE < len(paths) <= len(compared.mentioned):  # else the goal is not told in numbers
                values = {"count": len(paths), "names": "、".join(_indicator(record, path)[0] for path in paths)}
                yield Hit("goal.indicator-not-mentioned", (compared.path, *paths), values)


def _unlike(
    record: Goal, compared: Comparison, settled: set[str], open_: list[Discrepancy], ground: Ground
) -> tuple[list[tuple[str, Row]], list[Discrepancy]]:
    """What the goal says otherwise than an indicator of which nothing is `settled`, and the numbers of `open_` of which
    no indicator speaks."""
    text, year, every = compared.text, record.year, ground.rows(record)
    rows = [row for row in every if row.path not in settled]
    timed = [row for row in rows if row.target.date]
    unlike = list(dates_unlike(text, timed, year)) or list(dates_missed(text, timed, year))
    unlike += worked_out([row for row in every if row.path not in compared.mentioned], text)
    mentions = mentions_in(text).mentions
    figures = {(one.mention.start, one.mention.end): one for one in figures_of(text, mentions)}
    by_path = {row.path: row for row in every}
    told = [(figures[at], by_path[p]) for at, ps in compared.said.items() for p in ps if at in figures and p in by_path]
    free = [*open_, *times_left(compared)]
    free = [each for each in free if stands_alone(record, compared, each) and not is_given(record, compared, each)]
    places = {(each.start, each.end): each for each in free}
    board = Board([figures[at] for at in places if at in figures], rows, told)
    named = {each.start: each.paths[0] for each in open_ if each.kind == "value"}
    found = [(places[f.mention.start, f.mention.end], r) for f, r in (*board.other_units(), *board.pairs(named=named))]
    taken = {each: row for each, row in found if not is_each(row.name, text, each)}
    unlike += [(each.excerpt, row) for each, row in taken.items()]
    spoken = board.spoken()
    without = [
        each
        for each in open_
        if each not in taken
        and (each.start, each.end) not in spoken
        and is_target(record, compared, each)
        and not is_given(record, compared, each)
    ]
    return list({row.path: (said, row) for said, row in reversed(unlike)}.values())[::-1], without


def _contradictions(
    record: Goal, compared: Comparison, by_kind: dict[str, list[Discrepancy]]
) -> tuple[list[Hit], list[Discrepancy]]:
    """What the goal says otherwise than the indicator of that name for sure; and the numbers that are yet open."""
    out, open_ = [], list(by_kind.get("unsupported", []))
    for kind, check in (("value", "goal.value-differs"), ("direction", "goal.direction-differs")):
        for each in by_kind.get(kind, []):
            name, value = _indicator(record, each.paths[0])
            sure = is_sure(name, compared.text, each)
            if not _NUMBERED.search(each.excerpt) and not sure:
                continue  # 全年 beside a date
            if kind == "value" and (
                says_it(name + value, compared.text, each)  # 每日巡查 48.7公里 beside a length of 48.7公里
                or is_each(name, compared.text, each)
                or is_base(compared.text, each)
                or value.endswith(f"{each.excerpt.lstrip('约')[-1]}次")  # 3.1万户 beside 5.2万户次
            ):
                continue
            borne = (each.start, each.end) in compared.said  # the same number, told of another while
            if kind == "value" and not sure and not borne and not _is_date(compared.text, each):
                open_.append(each)
                continue
            values = {"text": each.excerpt, "name": name, "value": value}
            out.append(Hit(check if sure else "goal.value-unlike", (f"{each.paths[0]}.value", compared.path), values))
    return out, open_


def _is_date(text: str, each: Discrepancy) -> bool:
    return any((one.start, one.end) == (each.start, each.end) and one.date for one in mentions_in(text).mentions)


def _of_rows(paths: tuple[str, ...]) -> list[str]:
    """The rows that paths of fields are of."""
    return [path.removesuffix(".value") for path in paths if path.startswith("indicators[")]


def _is_due(record: Goal, path: str, text: str, ground: Ground) -> bool:
    """Whether a goal should speak of the indicator: of the work that is counted, and that it says no word of."""
    row = record.indicators[_row(path)]
    if ground.words.family(row.level1, row.level2).level2 != "quantity":
        return False
    own = pairs(row.level3 or "")
    return bool(own) and not own & pairs(text)


def _indicator(record: Goal, path: str) -> tuple[str, str]:
    """Name and target of the indicator at a path."""
    row = record.indicators[_row(path)]
    return row.level3 or "", row.value or ""


def _row(path: str) -> int:
    return int(path.removeprefix("indicators[").removesuffix("]"))


def _goes_on(record: ProjectGoal) -> bool:
    """Whether the project is more than its year: by its period, or by its money."""
    start, end = key(record.period_start or ""), key(record.period_end or "")
    if start[:4].isdigit() and end[:4].isdigit():
        return start[:4] != end[:4]
    funds = record.funds
    if funds is None or funds.lifetime is None:
        return False
    year, whole = figure(funds.annual.total, funds.unit), figure(funds.lifetime.total, funds.unit)
    return year is not None and whole is not None and year.value != whole.value
