"""Lists that are made of two because a page between them is missing: levels that come back, or stand under others.

At a page end the order of the levels tells it; elsewhere only what no list does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from jixiao.records import DepartmentGoal, Indicator, ProjectGoal, Reason

AGAIN = "list.again"
"""Code of a reason."""
LAST = "满意"
"""What every list comes to at its end."""

EFFECT = ("效益", "效果", LAST)
"""Names of levels that come after those of outputs."""
_OUTPUT = ("产出",)
_OF_OUTPUT, _OF_EFFECT = ("数量", "质量", "时效"), ("效益", "影响", LAST)

Goal = ProjectGoal | DepartmentGoal


class _Step(NamedTuple):
    """Two rows of one period under one another, the number of the lower one, and its page (0 without pages)."""

    above: Indicator
    below: Indicator
    number: int
    page: int
    turned: bool


def made_of_two(record: Goal, others: Sequence[Goal]) -> Reason | None:
    """Why the record's list may be made of two; `others` are records of its kind in the same file."""
    steps = _steps(record)
    return _again(record) or _misplaced(steps) or _back(record, steps) or _turned(record, steps, others)


def one_of_two(record: Goal, others: Sequence[Goal]) -> Reason | None:
    """Why one of two lists of a form over several pages may be missing, with the page end that it was cut by: the form
    has two goals, and all others in the file that have two have two lists."""
    if record.pages is None or record.pages[0] == record.pages[1] or not _two_goals(record):
        return None
    like = [other for other in others if _two_goals(other)]
    if len(_scopes(record)) != 1 or not like or any(len(_scopes(other)) < 2 for other in like):
        return None
    said = "有两个时期的目标，却只有一个时期的指标，别的表都有两个，跨页处可能缺页或接错；请对照原文核对"
    return Reason(code=AGAIN, message=said, page=record.pages[0])


def _two_goals(record: Goal) -> bool:
    return isinstance(record, ProjectGoal) and bool(record.goal_annual) and bool(record.goal_lifetime)


def _scopes(record: Goal) -> set[str]:
    return {row.scope for row in record.indicators}


def _steps(record: Goal) -> list[_Step]:
    """The pairs of rows; `turned` where a page ends between them."""
    spots = [record.evidence.get(f"indicators[{i}].level3") for i in range(len(record.indicators))]
    pages = [(spot.page or 0) if spot is not None else 0 for spot in spots]
    return [
        _Step(above, below, i, pages[i], 0 != pages[i - 1] != pages[i] != 0)
        for i, (above, below) in enumerate(pairwise(record.indicators), 1)
        if above.scope == below.scope
    ]


def _again(record: Goal) -> Reason | None:
    """Outputs come again before the end of the list was reached, or after it.

    A form may have two whole lists, one for the year and one for the project; the record then says which is which.
    """
    page = record.pages[0] if record.pages else None
    for scope in ("annual", "lifetime"):
        runs = _runs([row.level1 for row in record.indicators if row.scope == scope and row.level1])
        ended = [any(LAST in level for level in run) for run in runs]
        if len(runs) > 1 and not ended[0] and ended[-1]:
            said = "指标从效益又回到产出，可能是两张表连在了一起，中间缺页；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=page)
        if len(runs) > 1 and ended[0]:
            said = "指标到满意度为止又从头开始，可能是年度和实施期的指标没有分开，或两个项目连在一起；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=page)
    return None


def _runs(levels: list[str]) -> list[list[str]]:
    """First levels in the runs that outputs begin after effects, or the level of the first row after satisfaction."""
    out: list[list[str]] = [[]]
    for above, level in pairwise(["", *levels]):
        output = any(name in level for name in _OUTPUT) and any(name in seen for seen in out[-1] for name in EFFECT)
        if output or (LAST in above and level != above and level == out[-1][0]):
            out.append([])
        out[-1].append(level)
    return out


def _misplaced(steps: Sequence[_Step]) -> Reason | None:
    """Rows stand under a first level to which their second one does not belong: at a page end, or at the end."""
    for step in steps:
        for row in (step.above, step.below) if step.turned else (step.below,):
            first, second = row.level1 or "", row.level2 or ""
            output, effect = (any(name in first for name in names) for names in (_OUTPUT, EFFECT))
            wrong: tuple[str, ...] = _OF_EFFECT if output else _OF_OUTPUT if effect else ()
            if step.turned and LAST in first and not any(name in first for name in EFFECT[:2]) and LAST not in second:
                wrong += _OF_EFFECT[:2]  # satisfaction alone has no effects under it
            if (step.turned or LAST in first) and any(name in second for name in wrong):
                said = f"“{second}”接在“{first}”下面，中间可能缺页或没有接上；请对照原文核对"
                return Reason(code=AGAIN, message=said, page=step.page or None)
    return None


def _back(record: Goal, steps: Sequence[_Step]) -> Reason | None:
    """The list goes back from satisfaction to the effects before it, and satisfaction comes a second time, or a page
    ended meanwhile."""
    turned = any(step.turned for step in steps)
    for step in steps:
        above, below = step.above.level1 or "", step.below.level1 or ""
        back = above != below and LAST in above and any(name in below for name in EFFECT[:2])
        before = (row.level1 for row in record.indicators[: step.number] if row.scope == step.below.scope)
        again = turned and below in before
        if back and (again or any(LAST in (row.level1 or "") for row in _after(record, step))):
            return _jump(step)
    return None


def _turned(record: Goal, steps: Sequence[_Step], others: Sequence[Goal]) -> Reason | None:
    """After a page end another level follows satisfaction, or one that stood before comes again behind another, or rows
    of one level have second levels that had none before, or none any more.

    Where other forms of the file have the two levels in that order on one page it is their way.
    """
    for step in steps:
        above, below = step.above.level1, step.below.level1
        if step.turned and above == below and _kind_again(record, step, others):
            return _jump(step, "level2")
        if step.turned and above == below and bool(step.above.level2) != bool(step.below.level2):
            said = f"“{below}”下面有的行有二级指标，换页后变了，中间可能缺页或没有接上；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=step.page or None)
        if not step.turned or not above or not below or above == below or _usual(above, below, others):
            continue
        before = {
            row.level1 for row in record.indicators[: step.number] if row.level1 and row.scope == step.below.scope
        }
        if (LAST in above and LAST not in below) or any(row.level1 in before for row in _after(record, step)):
            return _jump(step)
    return None


def _kind_again(record: Goal, step: _Step, others: Sequence[Goal]) -> bool:
    """Whether after the page end a second level comes again that stood before another one, as in no other form."""
    above, below = step.above.level2, step.below.level2
    if not above or not below or above == below:
        return False
    before = [
        row for row in record.indicators[: step.number]
        if row.scope == step.below.scope and row.level1 == step.below.level1
    ]  # fmt: skip
    return any(row.level2 == below for row in before) and not any(
        (other.above.level2, other.below.level2) == (above, below) for form in others for other in _steps(form)
    )


def _after(record: Goal, step: _Step) -> list[Indicator]:
    """The rows of the same period from the lower one on."""
    return [row for row in record.indicators[step.number :] if row.scope == step.below.scope]


def _usual(above: str, below: str, others: Sequence[Goal]) -> bool:
    return any(
        (step.above.level1, step.below.level1) == (above, below) and not step.turned
        for other in others
        for step in _steps(other)
    )


def _jump(step: _Step, level: str = "level1") -> Reason:
    above, below = getattr(step.above, level), getattr(step.below, level)
    said = f"从“{above}”到“{below}”接不上，中间可能缺页；请对照原文核对"
    return Reason(code=AGAIN, message=said, page=step.page or None)
