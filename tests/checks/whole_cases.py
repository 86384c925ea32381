"""Faults that show when a form is read as a whole: one for every check of `schemas/checks/whole.yaml`, and of the rules
that look at the same."""

from __future__ import annotations

from typing import Any

from tests.checks.cases import PROJECT, Case, both, put, row
from tests.checks.judged_cases import more, swap

from jixiao.records import Reading

_GOAL = "goal_annual"
_ROW = "indicators[9]"
_COUNT = ("产出指标", "数量指标")
_QUALITY = ("产出指标", "质量指标")
_COST = ("成本指标", "经济成本指标")
_TIME = ("产出指标", "时效指标")
_SOCIAL = ("效益指标", "社会效益指标")
_PLEASED = ("满意度指标", "服务对象满意度指标")
_NUMBER = "goal.number-without-indicator"
_COMES = "受益居民5000人以上"
_BACKGROUND = (
    "河道治理是改善水环境的重要举措。近年来，各级高度重视河道治理工作，群众期盼日益强烈。"
    "为贯彻落实上级有关要求，设立本项目。"
)


def _one_year(reading: Reading) -> None:
    put(PROJECT, "period_end", "2024年12月")(reading)


def _two_lists(reading: Reading) -> None:
    project: Any = reading.records[PROJECT - 1]
    project.indicators += [one.model_copy(update={"scope": "lifetime"}) for one in project.indicators]


def _next_to(reading: Reading) -> None:
    """The last indicator but behind the one of all people."""
    project: Any = reading.records[PROJECT - 1]
    project.indicators.append(project.indicators.pop(6))
    project.indicators.append(project.indicators.pop(8))


WHOLE = (
    Case(
        "figures.parts-differ",
        PROJECT,
        _GOAL,
        swap(_COMES, "受益居民5000人以上（其中东岸3000人、西岸2600人）"),
        (_NUMBER, "goal.value-unlike", "goal.value-differs"),
    ),
    Case(
        "figures.parts-differ",
        PROJECT,
        f"{_ROW}.value",
        more(*_SOCIAL, "受益居民中的商户人数", "≥6000人"),
        ("indicator.counts-contradict",),
    ),
    Case("indicator.rate-without-scale", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "河道管护机制健全率", "=100%")),
    Case(
        "effect.only-complaints",
        PROJECT,
        "indicators[6].value",
        both(
            row(6, level3="河道清淤投诉次数", value="≤2次"),
            row(7, level3="河道管护机制健全程度", value="建立管护台账制度"),
        ),
        (_NUMBER,),
    ),
    Case(
        "goal.no-figure",
        PROJECT,
        _GOAL,
        put(PROJECT, _GOAL, "完成城区河道清淤和护岸修复，建成管护制度，改善沿河居民的水环境，让居民满意。"),
    ),
    Case(
        "indicator.merged",
        PROJECT,
        f"{_ROW}.value",
        both(more(*_COUNT, "清淤民工人数", "63人"), swap(_COMES, "东岸用工37人、西岸用工26人，受益居民5000人以上")),
        (_NUMBER,),
    ),
    Case(
        "indicator.lists-differ",
        PROJECT,
        "indicators[18].level3",
        both(_one_year, _two_lists, more(*_COUNT, "护栏修复数量", "≥7处")),
        ("amount.one-year-differs", _NUMBER),
    ),
    Case("amount.one-year-differs", PROJECT, "funds.annual.total", _one_year),
    Case(
        "date.too-soon",
        PROJECT,
        f"{_ROW}.value",
        both(more(*_TIME, "护岸主体施工完成时间", "2024年1月12日前"), put(PROJECT, "period_start", "2024年1月1日")),
        ("date.order",),
    ),
    Case("date.order", PROJECT, "indicators[5].value", more(*_TIME, "护岸工程投入使用时间", "2024年9月底前")),
    Case("goal.elsewhere", PROJECT, _GOAL, swap("2024年计划", "依据《中华人民共和国合同法》，2024年计划")),
    Case("goal.elsewhere", PROJECT, _GOAL, swap("2024年计划", "会同县国土资源局，2024年计划")),
    Case(
        "goal.elsewhere",
        PROJECT,
        _GOAL,
        both(put(PROJECT, "department", "临溪县水务局"), swap("沿河居民满意度", "全省群众受益，沿河居民满意度")),
    ),
    Case(
        "indicator.too-full", PROJECT, f"{_ROW}.value", more(*_PLEASED, "沿河商户满意度", "=100%"), ("level.missing",)
    ),
    Case(
        "goal.elsewhere",
        PROJECT,
        _GOAL,
        both(put(PROJECT, "department", "临溪县档案馆"), swap("2024年计划", "我局2024年计划")),
    ),
    Case(
        "figures.parts-differ",
        PROJECT,
        _GOAL,
        swap("河道水质明显", "清淤土方中粉土占60%、砂土占55%，河道水质明显"),
        (_NUMBER,),
    ),
    Case("indicator.noun-unit", PROJECT, f"{_ROW}.value", more(*_COST, "单座涵闸维修成本", "≤2万元/人")),
    Case(
        "money.does-not-fit",
        PROJECT,
        "indicators[1].value",
        row(1, level3="项目总成本", value="≤40万元"),
        ("goal.value-differs", "money.parts-exceed"),
    ),
    Case("indicator.kind-unlike", PROJECT, f"{_ROW}.level2", more(*_QUALITY, "群众诉求按时办结率", "≥95%")),
    Case("indicator.rise-steep", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "沿河夜市摊位租用数增长率", "较上年≥40%")),
    Case("indicator.others-decide", PROJECT, f"{_ROW}.level3", more(*_SOCIAL, "全县生产总值增长率", "比上年≥5%")),
    Case(
        "spending.not-allowed",
        PROJECT,
        _GOAL,
        swap("控制在60万元以内", "控制在60万元以内，结余用于弥补办公经费"),
    ),
    Case("effect.vague", PROJECT, "indicators[7].value", row(7, value="有效改善"), (_NUMBER,)),
    Case(
        "goal.background",
        PROJECT,
        _GOAL,
        put(PROJECT, _GOAL, _BACKGROUND),
        (_NUMBER, "goal.indicator-not-mentioned", "goal.copied"),
    ),
    Case(
        "goal.value-unlike",
        PROJECT,
        f"{_ROW}.value",
        both(
            more(*_SOCIAL, "沿岸住户接入雨水管网占比", "≥10%"), swap("河道水质", "沿岸住户普遍接入雨水管网，河道水质")
        ),
    ),
    Case(
        "money.does-not-fit",
        PROJECT,
        "indicators[0].value",
        more("成本指标", "经济成本指标", "护岸修复单位成本", "≤15万元/处"),
        ("money.parts-exceed",),
    ),
    Case("indicator.satisfaction-who", PROJECT, f"{_ROW}.level3", more(*_PLEASED, "护岸施工单位满意度", "≥90%")),
    Case("indicator.satisfaction-who", PROJECT, f"{_ROW}.level3", more(*_PLEASED, "上级主管部门满意度", "≥90%")),
    Case("indicator.same-in-other-words", PROJECT, f"{_ROW}.level3", more(*_PLEASED, "沿河群众满意率", "≥90%")),
    Case("indicator.no-base", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "沿河步道游人增长率", "≥10%")),
    Case("goal.wording", PROJECT, _GOAL, swap("满意度达到90%以上", "满意度不低于90%以上"), (_NUMBER,)),
    Case(
        "quantity.not-counted",
        PROJECT,
        "indicators[2].value",
        both(row(2, level3="河道清淤任务进度", value="100%"), row(3, level3="护岸修复任务进度", value="100%")),
        ("goal.number-without-indicator", "goal.value-differs", "goal.value-unlike"),
    ),
    Case(
        "time.only-payment",
        PROJECT,
        "indicators[5].level3",
        row(5, level3="工程款支付及时率", value="=100%"),
        (_NUMBER,),
    ),
    Case(
        "purpose.without-indicator",
        PROJECT,
        "purpose",
        put(PROJECT, "purpose", "用于河道清淤、护岸修复、白蚁防治、古桥拓片"),
    ),
    Case("purpose.mixed", PROJECT, "purpose", put(PROJECT, "purpose", "用于河道清淤工程，并发放巡河员工资")),
    Case(
        "effect.kind-doubtful",
        PROJECT,
        f"{_ROW}.level2",
        more("效益指标", "经济效益指标", "沿岸居民读书风气", "一年比一年浓厚"),
    ),
    Case(
        "goal.only-hopes",
        PROJECT,
        _GOAL,
        put(PROJECT, _GOAL, "不断提升沿河居民满意程度，持续改善护岸面貌，进一步增强群众幸福感"),
        (_NUMBER, "goal.indicator-not-mentioned", "goal.copied", "goal.wording"),
    ),
    Case(
        "cost.covers-part",
        PROJECT,
        "indicators[0].value",
        both(
            row(0, level3="老渔民人均补助标准", value="≤800元/人"),
            row(1, level3="护岸石料购置成本", value="≤2万元"),
            more(*_COUNT, "老渔民补助人数", "10人"),
            more(*_COUNT, "上岸青年安置人数", "20人"),
        ),
        (_NUMBER, "goal.value-differs", "goal.indicator-not-mentioned"),
    ),
    Case(
        "indicator.same-in-other-words",
        PROJECT,
        f"{_ROW}.level3",
        more("产出指标", "质量指标", "工程达标率", "=100%"),
    ),
    Case("indicator.floor-low", PROJECT, f"{_ROW}.value", more(*_SOCIAL, "沿河步道游人较上年增长率", "≥0%")),
    Case("indicator.output-as-effect", PROJECT, f"{_ROW}.level2", more(*_SOCIAL, "对巡河员的跟踪指导", "持续指导")),
    Case(
        "money.does-not-fit",
        PROJECT,
        "indicators[0].value",
        both(row(0, level3="护岸修复平均成本", value="≤50万元"), row(1, level3="清淤石料成本", value="≤1万元")),
        (_NUMBER, "goal.value-differs", "goal.value-unlike", "money.parts-exceed"),
    ),
    Case("weight.uneven", PROJECT, "indicators[3].weight", row(3, weight="0"), ("weight.total",)),
    Case(
        "period.without-year",
        PROJECT,
        "period_end",
        both(put(PROJECT, "period_start", "2021年1月"), put(PROJECT, "period_end", "2023年12月")),
        ("date.outside-period",),
    ),
    Case(
        "amount.negative",
        PROJECT,
        "funds.annual.other",
        put(PROJECT, "funds.annual.other", "-10.00"),
        ("amount.parts-do-not-sum",),
    ),
    Case(
        "amount.new-carries",
        PROJECT,
        "funds.annual.carryover",
        both(
            put(PROJECT, "attribute", "新增项目"),
            put(PROJECT, "funds.annual.carryover", "10.00"),
            put(PROJECT, "funds.annual.fiscal", "40.00"),
        ),
    ),
    Case(
        "figures.parts-differ",
        PROJECT,
        f"{_ROW}.value",
        both(more(*_SOCIAL, "其中：惠及商户人数", "≥6000人"), _next_to),
        (_NUMBER,),
    ),
    Case(
        "goal.amount-differs",
        PROJECT,
        "purpose",
        put(PROJECT, "purpose", "安排资金200万元，用于河道清淤。"),
        ("amount.rounding",),
    ),
)
