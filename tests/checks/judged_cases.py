"""Faults of what reviewers judge: one for every check of `schemas/checks/judged.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.checks.cases import PROJECT, Case, both, put, row

from jixiao.records import FundsSide, Indicator, Reading

_SLOGAN = "深入贯彻落实上级决策部署，扎实做好各项工作，圆满完成年度任务，推动事业健康发展。"
_OTHER = "为1200名80周岁以上老人发放高龄津贴，减轻老人负担，全年按月足额发放到位。"
_GOAL = "goal_annual"
_DIFFERS = ("goal.number-without-indicator", "goal.indicator-not-mentioned")


def _project(reading: Reading) -> Any:
    return reading.records[PROJECT - 1]


def more(level1: str, level2: str, name: str, value: str, *, scope: str = "annual") -> Callable[[Reading], None]:
    """Add an indicator, after taking the points away."""

    def do(reading: Reading) -> None:
        project = _project(reading)
        project.execution_weight = None
        for one in project.indicators:
            one.weight = None
        project.indicators.append(
            Indicator(scope=scope, level1=level1, level2=level2, level3=name, value=value)  # type: ignore[arg-type]
        )

    return do


def swap(old: str, new: str) -> Callable[[Reading], None]:
    """Change a part of the goal."""

    def do(reading: Reading) -> None:
        assert old in _project(reading).goal_annual
        _project(reading).goal_annual = _project(reading).goal_annual.replace(old, new)

    return do


def second(reading: Reading, **values: str) -> Any:
    """A second project in the file, nowhere else listed."""
    extra = _project(reading).model_copy(deep=True, update={"project_name": "滨水步道照明", **values})
    reading.records.append(extra)
    reading.prose[4].text = reading.prose[4].text.replace("项目1个", "项目2个")
    return extra


def _same_goal(reading: Reading) -> None:
    second(reading)


def _other_price(reading: Reading) -> None:
    second(reading).indicators[0].value = "≤90万元/公里"


def _zero(reading: Reading) -> None:
    project = _project(reading)
    project.funds.annual = FundsSide(total="0.00", fiscal="0.00", other="0.00", carryover="0.00")
    project.funds.lifetime = None


_NEXT = 9
_ROW = f"indicators[{_NEXT}]"
_TWICE = ("goal.same-as-other", "effect.same-as-other", "listed.project-missing", "listed.name-differs")
JUDGED = (
    Case("indicator.vague", PROJECT, f"{_ROW}.value", more("产出指标", "质量指标", "施工现场管理", "规范")),
    Case(
        "effect.all-vague", PROJECT, "indicators[6].value",
        both(
            both(row(6, level3="河道面貌", value="显著改善"), row(7, value="明显改善")),
            swap("受益居民5000人以上，", ""),
        ),
    ),
    Case(
        "cost.no-amount", PROJECT, "indicators[0].value",
        both(row(0, level3="河道清淤单位成本", value="合理控制"), swap("、单位成本不超过20万元/公里", "")),
        ("cost.budget-word",),
    ),
    Case(
        "cost.budget-word", PROJECT, "indicators[1].level3",
        both(
            both(row(0, level3="项目资金总额", value="≤60万元"), row(1, level3="项目预算总额", value="≤60万元")),
            swap("、单位成本不超过20万元/公里", ""),
        ),
        (*_DIFFERS, "goal.value-unlike", "cost.budget-word"),
    ),
    Case(
        "indicator.value-extends-name", PROJECT, f"{_ROW}.value",
        more("效益指标", "社会效益指标", "完善河道管护", "完善河道管护体系"),
    ),
    Case(
        "indicator.two-in-one", PROJECT, f"{_ROW}.level3",
        more("产出指标", "质量指标", "护岸完好率和清淤达标率", "≥95%"),
    ),
    Case(
        "indicator.floor-low", PROJECT, "indicators[8].value",
        both(row(8, value="≥45%"), swap("满意度达到90%以上", "满意度达到45%以上")),
    ),
    Case("indicator.process-as-output", PROJECT, f"{_ROW}.level3", more("产出指标", "质量指标", "资金支付率", "≥95%")),
    Case(
        "indicator.output-as-effect", PROJECT, f"{_ROW}.level2",
        more("效益指标", "社会效益指标", "安装河道警示牌数量", "≥40块"),
    ),
    Case(
        "indicator.noun-unit", PROJECT, f"{_ROW}.value", more("产出指标", "数量指标", "护岸警示牌数量", "≥40吨"),
        _DIFFERS,
    ),
    Case(
        "indicator.same-in-other-words", PROJECT, f"{_ROW}.level3",
        more("效益指标", "社会效益指标", "沿河受益居民数量", "≥5000人"),
    ),
    Case("indicator.satisfaction-who", PROJECT, "indicators[8].level3", row(8, level3="患者满意度"), _DIFFERS),
    Case(
        "indicator.annual-exceeds-lifetime", PROJECT, "indicators[2].value",
        more("产出指标", "数量指标", "清淤河道长度", "≥2公里", scope="lifetime"),
        ("level.missing", "goal.number-without-indicator"),
    ),
    Case("indicator.value-none", PROJECT, f"{_ROW}.value", more("产出指标", "质量指标", "护岸质量等级", "无")),
    Case(
        "money.does-not-fit", PROJECT, f"{_ROW}.value", more("成本指标", "经济成本指标", "水质检测单价", "≤2000万元/份")
    ),
    Case(
        "money.does-not-fit", PROJECT, "indicators[0].value",
        both(row(0, value="≤60万元/公里"), swap("不超过20万元/公里", "不超过60万元/公里")),
    ),
    Case(
        "amount.total-zero", PROJECT, "funds.annual.total", _zero,
        ("listed.amount-differs", "amount.cost-exceeds-budget"),
    ),
    Case("goal.slogan", PROJECT, _GOAL, put(1, _GOAL, _SLOGAN), ("goal.only-duties",)),
    Case("goal.other-project", PROJECT, _GOAL, put(1, _GOAL, _OTHER), (*_DIFFERS, "goal.value-unlike")),
    Case(
        "goal.deed-without-indicator", PROJECT, _GOAL, swap("修复护岸2处以上，", "修复护岸2处以上，安装太阳能路灯，")
    ),
    Case("goal.wording", PROJECT, _GOAL, swap("90%以上。", "90%以上。。")),
    Case(
        "goal.value-unlike", PROJECT, "indicators[2].value",
        swap("清淤河道长度3公里以上", "疏浚河道长度8公里以上"), _DIFFERS
    ),
    Case("text.value-unlike", PROJECT, "indicators[2].value", put(PROJECT, "purpose", "用于清淤河道8公里")),
    Case("goal.same-as-other", 9, _GOAL, _same_goal, _TWICE),
    Case("effect.same-as-other", 9, "indicators[6].level3", _same_goal, _TWICE),
    Case(
        "price.differs-from-other", 9, "indicators[0].value", _other_price,
        (*_TWICE, "money.does-not-fit", "goal.value-differs", "goal.value-unlike", "goal.number-without-indicator"),
    ),
)  # fmt: skip
