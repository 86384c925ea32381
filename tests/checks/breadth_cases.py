"""One fault for every check of `schemas/checks/breadth.yaml`."""

from __future__ import annotations

from typing import Any

from tests.checks.cases import PROJECT, Case, both, put, row
from tests.checks.judged_cases import more, swap

from jixiao.records import Indicator, Reading

_GOAL = "goal_annual"
_ROW = "indicators[9]"
_COUNT = ("产出指标", "数量指标")
_QUALITY = ("产出指标", "质量指标")
_TIME = ("产出指标", "时效指标")
_SOCIAL = ("效益指标", "社会效益指标")


def _blank_row(reading: Reading) -> None:
    project: Any = reading.records[PROJECT - 1]
    project.execution_weight = None
    for one in project.indicators:
        one.weight = None
    project.indicators.append(Indicator(scope="annual", level1="效益指标", level2="可持续影响指标"))


BREADTH = (
    Case("goal.empty-words", PROJECT, _GOAL, swap("2024年", "为全县高质量发展贡献力量，2024年")),
    Case("effect.restates-output", PROJECT, f"{_ROW}.level3", more(*_SOCIAL, "清淤河道长度", "≥3公里")),
    Case("indicator.means", PROJECT, f"{_ROW}.level3", more(*_COUNT, "召开调度会议次数", "≥4次")),
    Case(
        "indicator.too-late",
        PROJECT,
        f"{_ROW}.level3",
        both(more(*_SOCIAL, "三年后河道断面复淤率", "≤10%"), put(PROJECT, "period_end", "2024年12月")),
        ("amount.one-year-differs",),
    ),
    Case("indicator.perverse", PROJECT, f"{_ROW}.level3", more(*_SOCIAL, "河道违法罚没收入", "≥30万元")),
    Case("quantity.upper-bound", PROJECT, "indicators[3].value", row(3, value="≤2处"), ("goal.value-unlike",)),
    Case("indicator.sign-unlike", PROJECT, f"{_ROW}.value", more(*_QUALITY, "险工险段除险清零率", "≤95%")),
    Case("time.roster", PROJECT, f"{_ROW}.level3", more(*_TIME, "管护人员到岗", "每日8:30前")),
    Case("level.row-blank", PROJECT, f"{_ROW}.level2", _blank_row),
    Case(
        "money.nothing-left",
        PROJECT,
        "project_name",
        put(PROJECT, "project_name", "河道清淤工程及泵站运行"),
        ("listed.name-differs",),
    ),
)
