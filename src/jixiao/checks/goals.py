"""Checks of goal texts: blank, left over from the template, copied, too short, duties only."""

from __future__ import annotations

from jixiao.checks.figures import figure
from jixiao.checks.hits import Ground, Hit, Hits
from jixiao.checks.rows import Goal
from jixiao.records import ProjectGoal
from jixiao.text import key


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
        elif ground.words.has("duties.verbs", text) and not ground.words.has("duties.results", text):
            yield Hit("goal.only-duties", (path,))


def check_copied(record: ProjectGoal, ground: Ground) -> Hits:
    """A project over several years, or with other money in this one, has an annual goal of its own."""
    annual, lifetime = key(record.goal_annual or ""), key(record.goal_lifetime or "")
    if annual and annual == lifetime and _goes_on(record):
        yield Hit("goal.copied", ("goal_annual", "goal_lifetime"))


def _goes_on(record: ProjectGoal) -> bool:
    """Whether the project is more than its year: by its period, or by its money."""
    start, end = key(record.period_start or ""), key(record.period_end or "")
    if start[:4].isdigit() and end[:4].isdigit() and start[:4] != end[:4]:
        return True
    funds = record.funds
    if funds is None or funds.lifetime is None:
        return False
    year, whole = figure(funds.annual.total, funds.unit), figure(funds.lifetime.total, funds.unit)
    return year is not None and whole is not None and year.value != whole.value
