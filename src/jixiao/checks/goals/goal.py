"""Checks of goal texts: blank, left over from the template, copied, too short, duties only."""

from __future__ import annotations

import re

from jixiao.checks.figures import figure
from jixiao.checks.goals.alignment import is_spoken_of
from jixiao.checks.goals.changes import changes_without
from jixiao.checks.goals.differences import contradictions, indicator_at, unlike
from jixiao.checks.goals.texts import check_texts
from jixiao.checks.judgement import judgement, pairs
from jixiao.checks.money.products import is_counted
from jixiao.checks.rows import Goal
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.checks.words import POINT
from jixiao.grounding import Discrepancy, compare_goals, mentions_in
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


@asks(*_COMPARED, "text.value-unlike")
def check_agreement(record: Goal, ground: Ground) -> Hits:
    """The numbers and years of each goal text against the indicators, and the reverse; a text printed twice once. Then
    those of purpose, tasks and schedule, of indicators that no goal differs from."""
    texts: set[str] = set()
    told: set[str] = set()
    for compared in compare_goals(record):
        if key(compared.text) in texts:
            continue
        texts.add(key(compared.text))
        if compared.said or compared.discrepancies:
            ground.look(*_COMPARED)
        by_kind: dict[str, list[Discrepancy]] = {}
        for each in compared.discrepancies:
            by_kind.setdefault(each.kind, []).append(each)
        sure, open_ = contradictions(record, compared, by_kind)
        yield from sure
        settled = compared.mentioned | {path for hit in sure for path in _of_rows(hit.paths)}
        seeming, without = unlike(record, compared, settled, open_, ground)
        topic = (record.project_name if isinstance(record, ProjectGoal) else None) or ""
        without = [each for each in without if not is_spoken_of(ground.rows(record), compared, each, topic)]
        for said, row in seeming:
            differs = {"text": said, "name": row.name, "value": row.value}
            yield Hit("goal.value-unlike", (f"{row.path}.value", compared.path), differs)
        told |= settled - compared.mentioned | {row.path for _, row in seeming}
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
                values = {
                    "count": len(paths),
                    "names": "、".join(indicator_at(record, path).level3 or "" for path in paths),
                }
                yield Hit("goal.indicator-not-mentioned", (compared.path, *paths), values)
    if isinstance(record, ProjectGoal):
        yield from check_texts(record, told, ground)


def _of_rows(paths: tuple[str, ...]) -> list[str]:
    """The rows that paths of fields are of."""
    return [path.removesuffix(".value") for path in paths if path.startswith("indicators[")]


def _is_due(record: Goal, path: str, text: str, ground: Ground) -> bool:
    """Whether a goal should speak of the indicator: of the work that is counted, and that it says no word of."""
    row = indicator_at(record, path)
    if ground.words.family(row.level1, row.level2).level2 != "quantity":
        return False
    own = pairs(row.level3 or "")
    return bool(own) and not own & pairs(text)


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
