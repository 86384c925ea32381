"""Amounts of the year that are those of all years of a project: 购置消防车 =12辆 beside 三年累计购置消防车 =12辆."""

from __future__ import annotations

import re

from jixiao.checks import indicators_in_doubt
from jixiao.drafts.language.points import Point
from jixiao.drafts.planning.reach import beyond
from jixiao.records.drafts import Project

# What names say of how long, how it is added up and how it is counted.
_WHOLE = re.compile("(?:[一二两三四五]年|实施期|项目期|期内|全周期)(?:内)?(?:累计|共|总)?|累计|总共|共计|合计")
_COUNT = re.compile("(?:数量|总数|个数|面积|长度|里程|[一-龥]数|数|量)$")
# What is had once and is there then: as much of it in one year as in all years is a slip.
_ONCE = re.compile("^(?:购置|采购|新建|新增|改造|建设|修建|建成|安装|更新|更换|扩建|翻建|铺设|栽植|造林|新购)")
_SAYS = "“{name}”{value}与整个实施期的“{whole}”一样多，像是几年的总数"


def odd(project: Project) -> dict[str, str]:
    """Indicators that hardly belong as they are, by their path, with what is odd about them."""
    return beyond(project) | indicators_in_doubt(project) | of_all_years(project)


def of_all_years(project: Project) -> dict[str, str]:
    """The indicators of the year that have the amount of all years, by their path, with what is odd."""
    rows = [Point.of(row, n) for n, row in enumerate(project.indicators)]
    scopes = [row.scope for row in project.indicators]
    wholes = [point for point, scope in zip(rows, scopes, strict=True) if scope == "lifetime" and _sums(point)]
    out = {}
    for point, scope in zip(rows, scopes, strict=True):
        if scope != "annual" or not _ONCE.search(point.name) or point.target.scaled is None:
            continue
        same = next((one for one in wholes if _key(one) == _key(point)), None)
        if same is not None:
            out[point.path] = _SAYS.format(name=point.name, value=point.value, whole=same.name)
    return out


def _sums(point: Point) -> bool:
    """Whether the name says that it adds up years."""
    return point.target.scaled is not None and _WHOLE.search(point.name) is not None


def _key(point: Point) -> tuple[str, object, str]:
    """What is counted, and how much of it."""
    return _COUNT.sub("", _WHOLE.sub("", point.name)), point.target.scaled, point.target.base_unit
