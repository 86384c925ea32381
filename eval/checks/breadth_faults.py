"""Faults of words that fit any goal, and of what is no result: one for every check of `schemas/checks/breadth.yaml`."""

from __future__ import annotations

import random

from eval.checks.faults import PLANTERS, Place, counted, pick, plants, rows
from eval.checks.judged_faults import added, retold
from jixiao.records import Funds, FundsSide, Indicator, ProjectGoal, Reading

_COUNT = {"level1": "产出指标", "level2": "数量指标"}
_TIME = {"level1": "产出指标", "level2": "时效指标"}
_COST = {"level1": "成本指标", "level2": "经济成本指标"}
_EFFECT = {"level1": "效益指标", "level2": "社会效益指标"}
PLANTERS |= {
    "goal.empty-words": retold(lambda text: f"新增石灯笼37盏，为全县经济社会高质量发展贡献力量，{text}"),
    "indicator.means": added("成立古塔修缮工作专班", "1个", "level3", **_COUNT),
    "indicator.perverse": added("损毁石刻罚没收入", "≥37万元", "level3", **_EFFECT),
    "quantity.upper-bound": added("修补石刻数量", "≤37块", "value", **_COUNT),
    "indicator.sign-unlike": added("古塔壁画清洗率", "≤92%", "value", level1="产出指标", level2="质量指标"),
    "time.roster": added("守塔人值班", "24小时值班", "level3", **_TIME),
    "level.row-blank": added("", "", "level2", level1="效益指标", level2="可持续影响指标"),
}


def _project(reading: Reading, rng: random.Random, least: int = 1) -> tuple[int, ProjectGoal] | None:
    return pick(reading, rng, ProjectGoal, lambda r: len(rows(r, counted)) >= least and bool(r.goal_annual and r.year))


@plants("effect.restates-output")
def _restated(reading: Reading, rng: random.Random) -> Place | None:
    found = _project(reading, rng)
    if found is None:
        return None
    n, record = found
    record.indicators += [
        Indicator(scope="annual", level3="石刻修补数量", value="≥37块", **levels) for levels in (_COUNT, _EFFECT)
    ]
    return n, f"indicators[{len(record.indicators) - 1}].level3"


@plants("indicator.too-late")
def _late(reading: Reading, rng: random.Random) -> Place | None:
    found = _project(reading, rng)
    if found is None:
        return None
    n, record = found
    record.period_start, record.period_end = f"{record.year}-01-01", f"{record.year}-12-31"
    record.indicators.append(Indicator(scope="annual", level3="三年后石刻完好率", value="≥90%", **_EFFECT))
    return n, f"indicators[{len(record.indicators) - 1}].level3"


@plants("money.nothing-left")
def _nothing_left(reading: Reading, rng: random.Random) -> Place | None:
    found = _project(reading, rng)
    if found is None:
        return None
    n, record = found
    record.project_name = "石刻修补及水榭运行"
    record.funds = Funds(unit="万元", annual=FundsSide(total="37.00", fiscal="37.00"))
    record.indicators = [
        Indicator(scope="annual", level3="石刻修补数量", value="=37块", **_COUNT),
        Indicator(scope="annual", level3="石刻修补单价", value="=1万元/块", **_COST),
    ]
    return n, "project_name"
