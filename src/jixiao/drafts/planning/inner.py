"""What is a part of what the line before it counts, told with it or not at all: 5600批次（其中食用农产品2800批次）.

>>> from jixiao.records import Indicator
>>> rows = [("食品监督抽检批次", "≥5600批次"), ("其中：食用农产品抽检批次", "≥2800批次")]
>>> found = [Indicator(scope="annual", level2="数量指标", level3=name, value=value) for name, value in rows]
>>> made = Project(project_name="食品抽检", indicators=found)
>>> [(path, home.name, inside(points(made)[1])) for path, home in parts_of(made, points(made)).items()]
[('indicators[1]', '食品监督抽检批次', '其中食用农产品2800批次以上')]
"""

from __future__ import annotations

from dataclasses import replace

from jixiao.drafts.clauses.counts import count, number_of
from jixiao.drafts.language.points import Point, points
from jixiao.records.drafts import Project

_OF_WHICH = "其中"


def is_part(project: Project, point: Point) -> bool:
    """Whether the form prints it as a part of the line before it."""
    row = project.indicators[int(point.path[len("indicators[") : -1])]
    return (row.level3 or "").strip().startswith(_OF_WHICH)


def parts_of(project: Project, said: list[Point]) -> dict[str, Point]:
    """The parts by their path, with what they are parts of, where both are said and the part is less."""
    whole: Point | None = None
    out: dict[str, Point] = {}
    parts: list[Point] = []
    for point in points(project):
        if not is_part(project, point):
            whole, parts = point, []
            continue
        parts.append(point)
        if whole in said and point in said and _fits(point, whole):
            out[point.path] = whole
        if len(parts) > 1:  # several do not stand in one pair of brackets
            out = {path: home for path, home in out.items() if home is not whole}
    return out


def _fits(part: Point, whole: Point | None) -> bool:
    if whole is None or part.kind != whole.kind or part.target.base_unit != whole.target.base_unit:
        return False
    less, more = part.target.scaled, whole.target.scaled
    return less is not None and more is not None and less < more


def inside(point: Point) -> str:
    """The part as it stands in brackets behind the whole: its thing and its number, without the verb of the whole."""
    bare = replace(point, name=point.name.removeprefix(_OF_WHICH).lstrip("：:，,"))
    made = count(bare)
    return _OF_WHICH + (made.text.removeprefix(made.verb) if made else bare.name + number_of(bare))
