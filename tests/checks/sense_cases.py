"""Faults of what holds of any project: one for every check of `schemas/checks/sense.yaml`."""

from __future__ import annotations

from tests.checks.cases import PROJECT, Case, both, put, row
from tests.checks.judged_cases import more, swap

_GOAL = "goal_annual"
_ROW = "indicators[9]"
_COUNT = ("产出指标", "数量指标")
_SOCIAL = ("效益指标", "社会效益指标")
_NUMBER = "goal.number-without-indicator"
_DIFFERS = "goal.value-differs"
SENSE = (
    Case("indicator.fraction-of-whole", PROJECT, f"{_ROW}.value", more(*_COUNT, "护岸警示牌数量", "≥40.5块")),
    Case(
        "indicator.fraction-of-whole",
        PROJECT,
        _GOAL,
        swap("修复护岸2处", "修复护岸2.5处"),
        (_DIFFERS, "goal.value-unlike"),
    ),
    Case("indicator.impossible", PROJECT, f"{_ROW}.value", more(*_COUNT, "河道巡护天数", "≥380天")),
    Case(
        "indicator.impossible",
        PROJECT,
        "indicators[5].value",
        row(5, value="2024年10月32日前"),
        ("indicator.time-without-date", _NUMBER, "goal.value-unlike"),
    ),
    Case("indicator.vacuous", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "沿河商铺复业率", "≥0%")),
    Case("indicator.harm-allowed", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "施工伤亡事故起数", "≤3起")),
    Case(
        "indicator.value-contradicts",
        PROJECT,
        "indicators[8].value",
        row(8, value="95%-90%"),
        (_DIFFERS, _NUMBER, "goal.direction-differs"),
    ),
    Case("indicator.above-all", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "沿河商铺知晓率", "≥100%")),
    Case("indicator.value-loose", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "沿河商铺复业率", "70%左右")),
    Case(
        "indicator.all-hundred",
        PROJECT,
        "indicators[4].value",
        both(
            both(
                more("产出指标", "质量指标", "护岸完好率", "=100%"),
                more("产出指标", "质量指标", "淤泥外运合规率", "=100%"),
            ),
            both(row(8, value="=100%"), swap("满意度达到90%以上", "满意度达到100%")),
        ),
    ),
    Case("indicator.name-bare", PROJECT, f"{_ROW}.level3", more("产出指标", "质量指标", "达标率", "≥95%")),
    Case(
        "indicator.name-sentence",
        PROJECT,
        f"{_ROW}.level3",
        more(*_SOCIAL, "通过清淤和护岸进一步改善沿河居民生活环境推动城市面貌持续向好发展", "≥90%"),
    ),
    Case(
        "indicator.value-sentence",
        PROJECT,
        f"{_ROW}.value",
        more("产出指标", "质量指标", "施工组织", "按照有关规定和监理要求精心组织施工并做好各个环节的现场管理"),
        ("indicator.vague",),
    ),
    Case("indicator.no-base", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "沿河步道人流", "提升15%")),
    Case("indicator.wording", PROJECT, f"{_ROW}.level3", more("产出指标", "质量指标", "护岸工程验收合格格率", "≥95%")),
    Case(
        "indicator.counts-contradict",
        PROJECT,
        f"{_ROW}.value",
        more(*_SOCIAL, "沿河受益居民人数", "≥7000人"),
    ),
    Case(
        "indicator.name-number-differs",
        PROJECT,
        f"{_ROW}.value",
        more(*_COUNT, "安装35块警示牌", "≥30块"),
        ("goal.indicator-not-mentioned",),
    ),
    Case(
        "indicator.product-differs",
        PROJECT,
        f"{_ROW}.value",
        both(
            both(more(*_COUNT, "每场河道讲解听众人数", "=50人/场"), more(*_COUNT, "河道讲解场次", "=4场")),
            more(*_COUNT, "河道讲解听众人数", "=900人"),
        ),
        ("goal.indicator-not-mentioned",),
    ),
    Case("date.order", PROJECT, f"{_ROW}.value", more("产出指标", "时效指标", "工程招标时间", "2024年11月底前")),
    Case("year.elsewhere", PROJECT, f"{_ROW}.level3", more("产出指标", "质量指标", "2021年护岸完好率", "≥95%")),
    Case(
        "goal.amount-differs",
        PROJECT,
        _GOAL,
        swap("2024年计划", "2024年计划投入项目资金180万元，"),
        (_NUMBER,),
    ),
    Case(
        "money.parts-exceed",
        PROJECT,
        f"{_ROW}.value",
        both(
            more("成本指标", "经济成本指标", "护岸石料成本", "≤58万元"),
            more("成本指标", "经济成本指标", "淤泥外运费用", "≤55万元"),
        ),
    ),
    Case("indicator.placeholder", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "河道讲解受众", "同上")),
    Case("goal.wording", PROJECT, _GOAL, swap("工程验收合格率达到", "工程验收合格率率达到"), (_NUMBER,)),
    Case(
        "goal.placeholder",
        PROJECT,
        _GOAL,
        put(1, _GOAL, "在某县清淤河道（）公里以上，修复护岸并改善居民生活环境。"),
        (_NUMBER, "goal.indicator-not-mentioned"),
    ),
)
