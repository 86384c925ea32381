"""Projects composed for tests of the library, and stores that hold them."""

from __future__ import annotations

from pathlib import Path

from jixiao.library import Library
from jixiao.records import Funds, FundsSide, Indicator, ProjectGoal, Reading, SourceInfo
from jixiao.store import Store

LEVELS = {
    "成本": ("成本指标", "经济成本指标"),
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"),
    "社会": ("效益指标", "社会效益指标"),
    "满意": ("满意度指标", "服务对象满意度指标"),
}
SUBSIDY = (
    "数量 {}补贴人数 ≥300人",
    "质量 {}补贴应发尽发率 =100%",
    "时效 {}补贴发放及时率 =100%",
    "满意 {}补贴对象满意度 ≥95%",
)


def project(
    name: str, *rows: str, department: str = "临溪县民政局", year: int = 2024, total: str = "100"
) -> ProjectGoal:
    """A project with indicators written as "level name value"; {} stands for the project's name."""
    indicators = []
    for row in rows:
        level, third, value = row.format(name).split(" ", 2)
        first, second = LEVELS[level]
        indicators.append(Indicator(level1=first, level2=second, level3=third, value=value))
    funds = Funds(unit="万元", annual=FundsSide(total=total))
    return ProjectGoal(
        project_name=name, department=department, year=year, funds=funds, indicators=indicators, pages=(1, 1)
    )


def reading(name: str, *projects: ProjectGoal, version: str = "1") -> Reading:
    """A reading of a file of that name."""
    return Reading(
        source=SourceInfo(name=name, sha256=f"{name}-content", pages=1), records=list(projects), version=version
    )


def subsidies(count: int = 4) -> Reading:
    """A file of so many projects that pay a subsidy."""
    names = ("高龄老人", "困难儿童", "残疾人护理", "优抚对象", "失能老人", "孤儿助学")
    return reading("补贴.pdf", *(project(f"{name}生活", *SUBSIDY) for name in names[:count]))


TOWNS = ("东山", "西坪", "南湾", "北原", "青石", "柳林", "白沙", "石桥", "松岭", "云台")


def relief(count: int = 8) -> Reading:
    """A file of so many projects of one type: a subsidy for families on 低保, each of another town."""
    return reading("低保.pdf", *(project(f"{town}低保家庭生活补贴", *SUBSIDY) for town in TOWNS[:count]))


def opened(path: Path, *readings: Reading) -> Library:
    """The library of a store with these readings; the store stays open as long as the library lives."""
    store = Store.open(path)
    run = store.begin({})
    for one in readings:
        store.add(run, one)
    return Library.open(store)
