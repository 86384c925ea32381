"""Faults that show when a form is read as a whole: one for every check of `schemas/checks/whole.yaml`."""

from __future__ import annotations

import random
from collections.abc import Callable

from eval.checks.faults import PLANTERS, Place, Planter, counted, pick, plants, rows
from eval.checks.judged_faults import added, retold
from jixiao.records import Funds, FundsSide, Indicator, ProjectGoal, Reading

_TIME = {"level1": "产出指标", "level2": "时效指标"}
_EFFECT = {"level1": "效益指标", "level2": "社会效益指标"}
_WHY = (
    "古塔修缮是传承历史文脉的重要举措。近年来，各级高度重视文物保护，群众期盼日益强烈。为贯彻落实有关要求，设立本项目。"
)
PLANTERS |= {
    "effect.vague": added("古塔周边人居风貌", "持续改善", "value", **_EFFECT),
    "indicator.rate-without-scale": added("古塔管理机制健全率", "=100%", "value", **_EFFECT),
    "goal.no-figure": retold(lambda text: "把古塔修缮好、管护好，让乡亲和游客看到一座完好的古塔，周边环境得到改善。"),
    "goal.background": retold(lambda text: _WHY),
    "effect.kind-doubtful": added("塔下读书风气", "一年比一年浓厚", "level2", level1="效益指标", level2="经济效益指标"),
    "goal.elsewhere": retold(lambda text: f"依据《中华人民共和国民法通则》，{text}"),
    "figures.parts-differ": retold(lambda text: f"{text}聘请石匠30名（其中本地12名、外地9名）。"),
    "spending.not-allowed": retold(lambda text: f"{text}结余资金用于弥补办公经费。"),
    "indicator.too-full": added("游塔群众满意度", "=100%", "value", level1="满意度指标", level2="服务对象满意度指标"),
    "indicator.kind-unlike": added("游塔诉求按时办结率", "≥95%", "level2", level1="产出指标", level2="质量指标"),
    "indicator.rise-steep": added("古塔文创品销售额增长率", "≥45%", "value", **_EFFECT),
    "indicator.others-decide": added("全县生产总值增长率", "比上年≥5%", "level3", **_EFFECT),
}


@plants("date.too-soon")
def _too_soon(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)) and bool(r.year))
    if found is None:
        return None
    n, record = found
    record.period_start = f"{record.year}-03-01"
    record.indicators.append(Indicator(level3="古塔主体施工完成时间", value=f"{record.year}年3月9日前", **_TIME))
    return n, f"indicators[{len(record.indicators) - 1}].value"


@plants("effect.only-complaints")
def _only_complaints(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)))
    if found is None:
        return None
    n, record = found
    record.indicators = [row for row in record.indicators if "效益" not in f"{row.level1}{row.level2}"]
    record.indicators.append(Indicator(level3="古塔修缮投诉次数", value="≤1次", **_EFFECT))
    return n, f"indicators[{len(record.indicators) - 1}].value"


@plants("indicator.merged")
def _merged(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)) and bool(r.goal_annual))
    if found is None:
        return None
    n, record = found
    record.goal_annual = f"{record.goal_annual}慰问老石匠37名、守塔人26名。"
    record.indicators.append(Indicator(level1="产出指标", level2="数量指标", level3="慰问人数", value="63名"))
    return n, f"indicators[{len(record.indicators) - 1}].value"


def _of_one_year(reading: Reading, rng: random.Random) -> tuple[int, ProjectGoal] | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)) and bool(r.year))
    if found is not None:
        found[1].period_start, found[1].period_end = f"{found[1].year}-01-01", f"{found[1].year}-12-31"
    return found


@plants("indicator.lists-differ")
def _lists_differ(reading: Reading, rng: random.Random) -> Place | None:
    found = _of_one_year(reading, rng)
    if found is None:
        return None
    n, record = found
    if not any(row.scope == "lifetime" for row in record.indicators):
        record.indicators += [row.model_copy(update={"scope": "lifetime"}) for row in record.indicators]
    record.indicators.append(
        Indicator(scope="annual", level1="产出指标", level2="数量指标", level3="古塔测绘图数量", value="17张")
    )
    return n, f"indicators[{len(record.indicators) - 1}].level3"


@plants("amount.one-year-differs")
def _one_year_differs(reading: Reading, rng: random.Random) -> Place | None:
    found = _of_one_year(reading, rng)
    if found is None or found[1].funds is None:
        return None
    n, record = found
    record.funds.annual.total, record.funds.unit = "52.00", record.funds.unit or "万元"
    record.funds.lifetime = FundsSide(total="58.00")
    return n, "funds.annual.total"


def _replaced(level: str, name: str, value: str, **new: str) -> Planter:
    """The rows of a level of outputs give way to this one."""

    def plant(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, ProjectGoal, lambda r: any(level in (row.level2 or "") for row in r.indicators))
        if found is None:
            return None
        n, record = found
        record.indicators = [row for row in record.indicators if level not in (row.level2 or "")]
        record.indicators.append(Indicator(level3=name, value=value, **new))
        record.project_name, record.goal_annual = "古塔修缮", "修缮古塔一座。"
        return n, f"indicators[{len(record.indicators) - 1}].{'value' if level == '数量' else 'level3'}"

    return plant


PLANTERS |= {
    "quantity.not-counted": _replaced("数量", "古塔修缮任务进度", "100%", level1="产出指标", level2="数量指标"),
    "time.only-payment": _replaced("时效", "石匠工钱支付及时率", "100%", **_TIME),
}


def _purpose(text: str) -> Planter:
    """A purpose of its own."""

    def plant(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)))
        if found is None:
            return None
        found[1].purpose, found[1].project_name = text, "古塔修缮"
        return found[0], "purpose"

    return plant


PLANTERS |= {
    "purpose.without-indicator": _purpose("用于古塔修缮、石灯笼添置、碑帖拓印、塔铃重铸"),
    "purpose.mixed": _purpose("用于古塔修缮和守塔人工资"),
}


@plants("goal.only-hopes")
def _only_hopes(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)))
    if found is None:
        return None
    found[1].project_name = "古塔面貌提升"
    found[1].goal_annual = "不断提升古塔面貌，持续改善群众生活环境，进一步增强乡亲的幸福感。"
    return found[0], "goal_annual"


@plants("cost.covers-part")
def _covers_part(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)) and r.funds is not None)
    if found is None or found[1].funds is None:
        return None
    n, record = found
    record.indicators = [row for row in record.indicators if "成本" not in f"{row.level1}{row.level2}"]
    record.indicators = [row for row in record.indicators if "数量" not in (row.level2 or "")]
    for name, value in (
        ("老石匠慰问人数", "20人"),
        ("守塔人聘用人数", "60人"),
        ("学徒培训人数", "15人"),
        ("村民安置人数", "9人"),
    ):
        record.indicators.append(Indicator(level1="产出指标", level2="数量指标", level3=name, value=value))
    record.indicators.append(
        Indicator(level1="成本指标", level2="经济成本指标", level3="老石匠人均慰问标准", value="500元/人")
    )
    record.funds.unit, record.funds.annual.total = "万元", "52.00"
    return n, f"indicators[{len(record.indicators) - 1}].value"


def _set(change: Callable[[ProjectGoal], str]) -> Planter:
    """A change of a project with money and a year; it gives the path of the fault."""

    def plant(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(
            reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)) and bool(r.year) and r.funds is not None
        )
        return (found[0], change(found[1])) if found else None

    return plant


def _past(record: ProjectGoal) -> str:
    record.period_start, record.period_end = f"{(record.year or 0) - 4}-01", f"{(record.year or 0) - 2}-12"
    if record.funds is not None and record.funds.annual is not None:
        record.funds.annual.carryover = None  # money of earlier years may be spent after the end
    return "period_end"


def _funded(record: ProjectGoal, **parts: str) -> None:
    record.funds = Funds(unit="万元", annual=FundsSide(**parts))


def _below(record: ProjectGoal) -> str:
    _funded(record, total="50.00", fiscal="60.00", other="-10.00")
    return "funds.annual.other"


def _carries(record: ProjectGoal) -> str:
    _funded(record, total="50.00", fiscal="40.00", carryover="10.00")
    record.attribute = "新增项目"
    return "funds.annual.carryover"


def _unscored(record: ProjectGoal) -> str:
    for row in record.indicators:
        row.weight = "10"
    at = next(i for i, row in enumerate(record.indicators) if row.scope == "annual")
    record.indicators[at].weight = "0"
    return f"indicators[{at}].weight"


PLANTERS |= {
    "period.without-year": _set(_past),
    "amount.negative": _set(_below),
    "amount.new-carries": _set(_carries),
    "weight.uneven": _set(_unscored),
}
