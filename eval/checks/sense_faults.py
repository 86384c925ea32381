"""Faults of what holds of any project: one for every check of `schemas/checks/sense.yaml`."""

from __future__ import annotations

import random

from eval.checks.faults import PLANTERS, Place, both, counted, has, pick, plants, rows
from eval.checks.judged_faults import added, retold
from jixiao.records import Indicator, ProjectGoal, Reading

_OUTPUT = {"level1": "产出指标", "level2": "质量指标"}
_COUNT = {"level1": "产出指标", "level2": "数量指标"}
_COST = {"level1": "成本指标", "level2": "经济成本指标"}
_TIME = {"level1": "产出指标", "level2": "时效指标"}
_EFFECT = {"level1": "效益指标", "level2": "社会效益指标"}
_LONG = "通过古塔修缮和讲解进一步丰富居民精神文化生活推动传统文化深入人心"
PLANTERS |= {
    "indicator.fraction-of-whole": added("新装石灯笼数量", "≥20.5个", "value", **_COUNT),
    "indicator.impossible": added("古塔修缮完成时间", "2月31日前", "value", **_TIME),
    "indicator.vacuous": added("石刻修补合格率", "≤100%", "value", **_OUTPUT),
    "indicator.harm-allowed": added("修塔伤亡事故起数", "≤2起", "value", **_EFFECT),
    "indicator.value-contradicts": added("石刻修补完好率", "≥95%且≤90%", "value", **_OUTPUT),
    "indicator.above-all": added("石刻修补完好率", "≥100%", "value", **_OUTPUT),
    "indicator.value-loose": added("石刻修补完好率", "90%左右", "value", **_OUTPUT),
    "indicator.name-bare": added("合格率", "≥95%", "level3", **_OUTPUT),
    "indicator.name-sentence": added(_LONG, "≥90%", "level3", **_EFFECT),
    "indicator.value-sentence": added(
        "古塔看护", "按照文物管理的要求认真组织看护并做好每一个环节的巡查登记工作", "value", **_OUTPUT
    ),
    "indicator.no-base": added("古塔游人", "提高12%", "value", **_EFFECT),
    "indicator.wording": added("石刻修补验收合格率率", "≥95%", "level3", **_OUTPUT),
    "indicator.name-number-differs": added("新立26座石灯笼", "≥21座", "value", **_COUNT),
    "goal.amount-differs": retold(lambda text: f"投入项目资金98765万亿元，{text}"),
    "year.elsewhere": added("2009年石灯笼完好率", "≥95%", "level3", **_OUTPUT),
}


def _added(reading: Reading, rng: random.Random, *new: Indicator) -> Place | None:
    found = pick(
        reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)) and bool(r.funds and r.funds.unit and r.year)
    )
    if found is None:
        return None
    found[1].indicators.extend(new)
    return found[0], f"indicators[{len(found[1].indicators) - 1}].value"


@plants("indicator.counts-contradict")
def _fewer(reading: Reading, rng: random.Random) -> Place | None:
    many, few = (
        Indicator(level3=f"古塔讲解听众{n}", value=v, **_COUNT) for n, v in (("人数", "≥900人"), ("人次", "≥300人次"))
    )
    return _added(reading, rng, many, few)


@plants("indicator.product-differs")
def _product(reading: Reading, rng: random.Random) -> Place | None:
    return _added(
        reading, rng,
        Indicator(level3="古塔夜游场次", value="=6场", **_COUNT),
        Indicator(level3="每场古塔夜游人次", value="=50人次/场", **_COUNT),
        Indicator(level3="古塔夜游游客人次", value="=9000人次", **_COUNT),
    )  # fmt: skip


@plants("date.order")
def _order(reading: Reading, rng: random.Random) -> Place | None:
    return _added(
        reading, rng,
        Indicator(level3="石灯笼竣工时间", value="3月底前", **_TIME),
        Indicator(level3="石灯笼招标时间", value="5月底前", **_TIME),
    )  # fmt: skip


@plants("money.parts-exceed")
def _parts(reading: Reading, rng: random.Random) -> Place | None:
    def fits(record: ProjectGoal) -> bool:
        return bool(record.funds and record.funds.annual.total and record.funds.unit and record.indicators)

    found = pick(reading, rng, ProjectGoal, fits)
    if found is None:
        return None
    sides = [side.total for side in (found[1].funds.annual, found[1].funds.lifetime) if side and side.total]
    most = max(float(text.replace(",", "")) for text in sides)
    if most <= 0:
        return None
    for name in ("古塔石料采购", "灯笼彩绘"):
        found[1].indicators.append(
            Indicator(level3=f"{name}成本", value=f"≤{most * 0.8:.2f}{found[1].funds.unit}", **_COST)
        )
    return found[0], f"indicators[{len(found[1].indicators) - 1}].value"


@plants("indicator.all-hundred")
def _all_hundred(reading: Reading, rng: random.Random) -> Place | None:
    shares = both(has("%", "value"), has("率$|度$"))
    found = pick(reading, rng, ProjectGoal, lambda r: len(rows(r, shares)) >= 4 and bool(rows(r, has("满意"))))
    if found is None:
        return None
    n, record = found
    record.indicators = [one for one in record.indicators if "%" not in (one.value or "") or shares(one)]
    for one in record.indicators:
        one.value = "=100%" if shares(one) else one.value
    return n, f"indicators[{rows(record, shares)[0]}].value"
