"""One fault for every check: what is done to the good file, and where it must be found; `also` are checks that the
same fault breaks as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from jixiao.records import FundsSide, Indicator, Reading

PROJECT, DEPARTMENT, NARRATIVE, OVERVIEW, EXPENSE, THREE, EMPTY, LISTED = range(1, 9)


class Case(NamedTuple):
    """A fault: the check, the record (0 for the text), the path, what is done, what else it breaks."""

    check: str
    record: int
    path: str
    do: Callable[[Reading], object]
    also: tuple[str, ...] = ()


def put(number: int, path: str, value: object) -> Callable[[Reading], None]:
    """Set the value at a path of a record."""

    def do(reading: Reading) -> None:
        *steps, last = path.replace("[", ".[").split(".")
        at: Any = reading.records[number - 1]
        for step in steps:
            at = at[int(step[1:-1])] if step.startswith("[") else getattr(at, step)
        if last.startswith("["):
            at[int(last[1:-1])] = value
        else:
            setattr(at, last, value)

    return do


def row(index: int, **values: str) -> Callable[[Reading], None]:
    """Change an indicator of the project."""

    def do(reading: Reading) -> None:
        for name, value in values.items():
            setattr(_project(reading).indicators[index], name, value)

    return do


def keep(*indexes: int) -> Callable[[Reading], None]:
    """Leave only these indicators of the project, without points, and a goal that speaks of none."""

    def do(reading: Reading) -> None:
        project = _project(reading)
        project.indicators = [project.indicators[i] for i in indexes]
        _plain(reading)

    return do


def both(*steps: Callable[[Reading], object]) -> Callable[[Reading], None]:
    """One after the other."""

    def do(reading: Reading) -> None:
        for step in steps:
            step(reading)

    return do


def add(**values: str) -> Callable[[Reading], None]:
    """Add an indicator to the project, after taking the points away."""

    def do(reading: Reading) -> None:
        _plain(reading)
        _project(reading).indicators.append(Indicator(**values))

    return do


def text(index: int, old: str, new: str) -> Callable[[Reading], None]:
    """Change a paragraph of the text."""

    def do(reading: Reading) -> None:
        assert old in reading.prose[index].text
        reading.prose[index].text = reading.prose[index].text.replace(old, new)

    return do


def _project(reading: Reading) -> Any:
    return reading.records[PROJECT - 1]


def _plain(reading: Reading) -> None:
    """Without points, and with a goal that names no number."""
    project = _project(reading)
    project.goal_annual = "完成本年度城区河道清淤和护岸修复任务，质量合格，24小时值守，改善水环境，居民满意。"
    project.execution_weight = None
    for one in project.indicators:
        one.weight = None


def _copied(reading: Reading) -> None:
    _plain(reading)
    _project(reading).goal_lifetime = _project(reading).goal_annual


def _words_only(count: int) -> Callable[[Reading], None]:
    def do(reading: Reading) -> None:
        _plain(reading)
        for one in _project(reading).indicators[:count]:
            one.level3, one.value = f"{(one.level3 or '')[:4]}工作情况", "良好"

    return do


def _lost_form(reading: Reading) -> None:
    reading.records[LISTED - 1].rows.append(["灯光亮化工程", "0.00", "0.00", "0.00"])  # type: ignore[union-attr]


def _misnamed(reading: Reading) -> None:
    _project(reading).project_name = "河道清淤工程项目"


def _unlisted(reading: Reading) -> None:
    extra = _project(reading).model_copy(deep=True)
    extra.project_name, extra.funds.annual.total = "农村饮水安全巩固提升", "60.00"
    reading.records.append(extra)
    reading.prose[4].text = reading.prose[4].text.replace("项目1个", "项目2个")


def _side(total: str) -> FundsSide:
    return FundsSide(total=total, fiscal=total, other="0.00")


def _share_wrong(reading: Reading) -> None:
    wrong = "其他收入10.00万元，占4.88%；上年结转5.00万元，占3.44%。"
    reading.prose[0].text = f"一、2024年收入预算205.00万元，其中：财政拨款收入190.00万元，占92.68%；{wrong}"


CASES: tuple[Case, ...] = (
    Case("amount.parts-do-not-sum", PROJECT, "funds.annual.total", put(1, "funds.annual.fiscal", "52.00")),
    Case("amount.rounding", PROJECT, "funds.annual.total", put(1, "funds.annual.other", "10.01")),
    Case("amount.annual-exceeds-lifetime", PROJECT, "funds.annual.total", put(1, "funds.lifetime", _side("50.00"))),
    Case(
        "amount.total-missing",
        PROJECT,
        "funds.annual.total",
        both(
            put(1, "funds.annual.total", ""),
            put(1, "funds.annual.fiscal", ""),
            put(1, "funds.annual.other", ""),
            put(1, "funds.annual.carryover", ""),
        ),
    ),
    Case(
        "amount.not-a-number",
        PROJECT,
        "funds.annual.other",
        both(put(1, "funds.annual.other", "待定"), put(1, "funds.annual.fiscal", "60.00")),
    ),
    Case("amount.unit-missing", PROJECT, "funds.unit", put(1, "funds.unit", "")),
    Case(
        "amount.unit-doubtful",
        PROJECT,
        "funds.annual.total",
        put(1, "funds.unit", "元"),
        ("listed.unit-differs", "amount.cost-exceeds-budget", "money.does-not-fit"),
    ),
    Case(
        "amount.cost-exceeds-budget",
        PROJECT,
        "indicators[1].value",
        both(
            row(1, value="≤160万元"),
            put(1, "goal_annual", "完成本年度河道清淤任务，质量合格，24小时值守，改善水环境质量，居民满意。"),
        ),
    ),
    Case("plan.falls", PROJECT, "spending_plan[1].share", put(1, "spending_plan[1].share", "15%")),
    Case("plan.not-complete", PROJECT, "spending_plan[2].share", put(1, "spending_plan[2].share", "90%")),
    Case("weight.total", PROJECT, "indicators[0].weight", row(3, weight="8")),
    Case("weight.missing", PROJECT, "indicators[3].weight", row(3, weight="")),
    Case(
        "weight.by-level1",
        PROJECT,
        "indicators[0].weight",
        both(row(0, weight="24"), both(row(6, weight="4"), row(7, weight="2"))),
        ("weight.by-level1",),
    ),
    Case(
        "period.reversed",
        PROJECT,
        "period_end",
        both(
            put(1, "period_end", "2023年12月"),
            row(5, value="按期"),
            put(1, "goal_annual", "完成本年度河道清淤任务，质量合格，24小时值守，改善水环境质量，居民满意。"),
        ),
        ("indicator.time-without-date",),
    ),
    Case(
        "date.outside-period",
        PROJECT,
        "indicators[5].value",
        both(
            row(5, value="2026年10月底前"),
            put(1, "goal_annual", "完成本年度河道清淤任务，质量合格，24小时值守，改善水环境质量，居民满意。"),
        ),
    ),
    Case("year.title-differs", DEPARTMENT, "year", put(2, "year", 2023)),
    Case(
        "goal.wrong-year",
        PROJECT,
        "goal_annual",
        put(1, "goal_annual", "2022年计划完成城区河道清淤任务，质量合格，24小时值守，改善水环境质量，居民满意。"),
    ),
    Case(
        "goal.missing",
        PROJECT,
        "goal_annual",
        put(1, "goal_annual", ""),
        ("goal.number-without-indicator",),
    ),
    Case(
        "goal.placeholder",
        PROJECT,
        "goal_annual",
        put(1, "goal_annual", "目标1：目标内容1，改善水环境质量，完成清淤。"),
    ),
    Case("goal.copied", PROJECT, "goal_annual", _copied),
    Case("goal.too-short", PROJECT, "goal_annual", put(1, "goal_annual", "改善水环境。")),
    Case(
        "goal.only-duties",
        PROJECT,
        "goal_annual",
        put(1, "goal_annual", "认真做好城区河道的清淤工作，按要求落实各项任务。"),
    ),
    Case(
        "goal.number-without-indicator",
        PROJECT,
        "goal_annual",
        put(1, "goal_annual", "完成本年度河道清淤任务，新建橡胶坝6座，改善水环境质量。"),
        ("goal.deed-without-indicator",),
    ),
    Case("goal.value-differs", PROJECT, "indicators[2].value", row(2, value="≥8公里"), ("money.does-not-fit",)),
    Case(
        "goal.direction-differs", PROJECT, "indicators[8].value", row(8, value="≤90%"), ("indicator.direction-unfit",)
    ),
    Case(
        "goal.indicator-not-mentioned",
        PROJECT,
        "goal_annual",
        both(
            lambda r: setattr(_project(r), "goal_annual", _project(r).goal_annual.replace("修复护岸2处以上，", "")),
            row(2, level3="涵闸整修座数", value="≥4座"),
        ),
        ("goal.number-without-indicator",),
    ),
    Case(
        "department.tasks-do-not-sum",
        DEPARTMENT,
        "tasks_total.amount",
        both(put(2, "tasks[0].amount", "52.00"), put(2, "tasks[0].fiscal", "42.00")),
        ("department.tasks-do-not-sum",),
    ),
    Case(
        "department.task-parts",
        DEPARTMENT,
        "tasks[1].amount",
        put(2, "tasks[1].fiscal", "5.00"),
        ("department.tasks-do-not-sum",),
    ),
    Case("department.budget-parts", DEPARTMENT, "budget.basic", put(2, "budget.fiscal", "180.00")),
    Case(
        "department.tasks-exceed-budget",
        DEPARTMENT,
        "tasks[0].amount",
        both(
            *(put(2, f"tasks[0].{name}", value) for name, value in (("amount", "254.00"), ("fiscal", "244.00"))),
            *(put(2, f"tasks_total.{name}", value) for name, value in (("amount", "260.00"), ("fiscal", "250.00"))),
        ),
    ),
    Case(
        "department.tasks-differ-from-projects",
        DEPARTMENT,
        "tasks[0].amount",
        both(
            *(put(2, f"tasks[0].{name}", value) for name, value in (("amount", "84.00"), ("fiscal", "74.00"))),
            *(put(2, f"tasks_total.{name}", value) for name, value in (("amount", "90.00"), ("fiscal", "80.00"))),
        ),
    ),
    Case(
        "department.task-without-indicator",
        DEPARTMENT,
        "tasks[1].project",
        both(
            put(2, "tasks[1].function", "防汛值守"),
            put(2, "tasks[1].policy", "物资储备"),
            put(2, "tasks[1].project", "防汛储备"),
        ),
    ),
    Case(
        "narrative.indicator-without-standard",
        NARRATIVE,
        "sub_goals[1].standards",
        put(3, "sub_goals[1].standards", None),
    ),
    Case(
        "narrative.goal-without-indicator", NARRATIVE, "sub_goals[0].indicators", put(3, "sub_goals[0].indicators", "")
    ),
    Case(
        "narrative.indicator-not-in-standard",
        NARRATIVE,
        "sub_goals[0].indicators",
        put(3, "sub_goals[0].indicators", "清淤完成率、堤防加固长度。"),
    ),
    Case("level.missing", PROJECT, "indicators", keep(0, 1, 2, 3, 4, 5, 8)),
    Case("level.cost-missing", PROJECT, "indicators", keep(2, 3, 4, 5, 6, 7, 8)),
    Case("level.output-missing", PROJECT, "indicators", keep(0, 1, 2, 3, 4, 6, 7, 8)),
    Case("indicator.level-blank", PROJECT, "indicators[4].level2", row(4, level2=""), ("level.output-missing",)),
    Case(
        "indicator.name-missing",
        PROJECT,
        "indicators[9].level3",
        add(level1="产出指标", level2="数量指标", level3="", value="≥4座"),
    ),
    Case(
        "indicator.value-missing",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="数量指标", level3="新建泵站数量", value=""),
    ),
    Case(
        "indicator.placeholder",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="数量指标", level3="新建泵站数量", value="≥**座"),
    ),
    Case(
        "indicator.value-repeats-name",
        PROJECT,
        "indicators[9].value",
        add(level1="效益指标", level2="社会效益指标", level3="保障防洪安全", value="保障防洪安全"),
    ),
    Case(
        "indicator.quantity-without-number",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="数量指标", level3="新建泵站数量", value="按计划"),
    ),
    Case(
        "indicator.time-without-date",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="时效指标", level3="资金支付时间", value="及时"),
        ("indicator.process-as-output",),
    ),
    Case(
        "indicator.unit-missing",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="数量指标", level3="新建泵站数量", value="≥4"),
    ),
    Case(
        "indicator.unit-unfit",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="质量指标", level3="设备完好率", value="4台"),
    ),
    Case(
        "indicator.unit-incomplete",
        PROJECT,
        "indicators[9].value",
        add(level1="成本指标", level2="经济成本指标", level3="护岸修复单位成本", value="≤3.2/米"),
    ),
    Case(
        "indicator.unit-wording",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="质量指标", level3="设备完好率", value="≥90百分比"),
    ),
    Case(
        "indicator.percent-over-100",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="质量指标", level3="设备完好率", value="=120%"),
    ),
    Case(
        "indicator.direction-unfit",
        PROJECT,
        "indicators[9].value",
        add(level1="效益指标", level2="社会效益指标", level3="群众投诉数量", value="≥3起"),
    ),
    Case(
        "indicator.duplicate",
        PROJECT,
        "indicators[9].level3",
        add(level1="产出指标", level2="质量指标", level3="工程验收合格率", value="=100%"),
    ),
    Case(
        "indicator.same-name-differs",
        PROJECT,
        "indicators[9].value",
        add(level1="产出指标", level2="质量指标", level3="工程验收合格率", value="≥90%"),
    ),
    Case(
        "indicator.wrong-level",
        PROJECT,
        "indicators[9].level2",
        add(level1="效益指标", level2="社会效益指标", level3="商户满意度", value="≥90%"),
        ("indicator.satisfaction-who",),
    ),
    Case(
        "indicator.input-as-output",
        PROJECT,
        "indicators[9].level3",
        add(level1="产出指标", level2="数量指标", level3="投入资金总额", value="60万元"),
    ),
    Case(
        "indicator.all-qualitative",
        PROJECT,
        "indicators",
        _words_only(9),
        ("level.missing", "indicator.duplicate", "cost.no-amount", "effect.all-vague", "indicator.vague"),
    ),
    Case(
        "indicator.mostly-qualitative",
        PROJECT,
        "indicators",
        _words_only(6),
        ("indicator.duplicate", "cost.no-amount", "indicator.vague"),
    ),
    Case("indicator.too-few", PROJECT, "indicators", keep(2, 4, 6, 8), ("level.cost-missing", "level.output-missing")),
    Case("table.row-parts", EXPENSE, "rows[4][4]", put(5, "rows[4][4]", "12.00"), ("table.children",)),
    Case(
        "table.column-total",
        EXPENSE,
        "rows[0][5]",
        both(put(5, "rows[0][5]", "141.00"), put(5, "rows[0][6]", "59.00")),
        ("table.column-total", "prose.amount-differs", "prose.performance-money", "table.totals-differ"),
    ),
    Case(
        "table.children",
        EXPENSE,
        "rows[2][4]",
        both(put(5, "rows[3][4]", "139.00"), put(5, "rows[3][5]", "139.00")),
        ("table.children",),
    ),
    Case("table.rounding", EXPENSE, "rows[2][4]", put(5, "rows[3][4]", "140.01"), ("table.row-parts",)),
    Case(
        "table.income-expense",
        OVERVIEW,
        "rows[6][1]",
        both(put(4, "rows[6][3]", "206.00"), put(4, "rows[5][3]", "6.00")),
        ("prose.amount-differs",),
    ),
    Case(
        "table.totals-differ",
        EXPENSE,
        "rows[0][4]",
        both(
            *(
                put(4, path, value)
                for path, value in (
                    ("rows[1][3]", "60.00"),
                    ("rows[4][3]", "210.00"),
                    ("rows[6][3]", "215.00"),
                    ("rows[2][1]", "30.00"),
                    ("rows[0][1]", "200.00"),
                    ("rows[4][1]", "210.00"),
                    ("rows[6][1]", "215.00"),
                )
            ),
            text(0, "205.00万元，其中", "215.00万元，其中"),
            text(0, "4.88%", "4.65%"),
            text(0, "2.44%", "2.33%"),
            text(1, "205.00", "215.00"),
        ),
    ),
    Case("table.empty-without-note", EMPTY, "rows", put(7, "notes", "")),
    Case(
        "listed.amount-differs",
        PROJECT,
        "funds.annual.total",
        both(*(put(1, f"funds.annual.{name}", value) for name, value in (("total", "65.00"), ("fiscal", "55.00")))),
    ),
    Case(
        "listed.unit-differs",
        PROJECT,
        "funds.annual.total",
        both(
            *(
                put(1, f"funds.annual.{name}", value)
                for name, value in (("total", "600000"), ("fiscal", "500000"), ("other", "100000"), ("carryover", "0"))
            ),
            put(1, "funds.lifetime", None),
        ),
        ("money.does-not-fit",),
    ),
    Case("listed.name-differs", PROJECT, "project_name", _misnamed),
    Case("listed.form-missing", LISTED, "rows[2][0]", _lost_form),
    Case(
        "listed.project-missing",
        9,
        "project_name",
        _unlisted,
        (
            "goal.same-as-other",
            "effect.same-as-other",
        ),
    ),
    Case("prose.form-count", 0, "prose[4]", text(4, "项目1个", "项目3个")),
    Case("prose.performance-money", 0, "prose[4]", text(4, "60.00", "260.00")),
    Case("prose.amount-differs", 0, "prose[1]", text(1, "140.00", "145.00")),
    Case(
        "prose.amount-differs",
        0,
        "prose[2]",
        both(text(2, "）50.00", "）51.00"), text(2, "安排50.00", "安排51.00"), text(2, "增加25%", "增加27.5%")),
    ),
    Case("prose.amount-differs", 0, "prose[3]", text(3, "接待费1.50", "接待费2.50")),
    Case("prose.amount-twice", 0, "prose[2]", both(text(2, "安排50.00", "安排48.00"), text(2, "增加25%", "增加20%"))),
    Case("prose.growth-wrong", 0, "prose[2]", text(2, "增加25%", "增加35%")),
    Case("prose.share-wrong", 0, "prose[0]", _share_wrong),
    Case("prose.own-year", 0, "prose[3]", text(3, "比2023年", "比2024年")),
    Case("prose.name-differs", 0, "prose[2]", text(2, "农林水支出（213类）", "农林水事务（213类）")),
    Case("prose.choice-left", 0, "prose[3]", text(3, "减少1.00万元", "增加（减少）1.00万元")),
    Case("prose.reason-missing", 0, "prose[3]", text(3, "减少1.00万元", "减少1.00万元，主要原因是")),
    Case("prose.mark-twice", 0, "prose[3]", text(3, "1.50万元。", "1.50万元。。")),
    Case("prose.no-stop", 0, "prose[3]", text(3, "1.50万元。", "1.50万元，主要原因是接待批次减少")),
    Case("prose.mark-unpaired", 0, "prose[3]", text(3, "公务接待费", "公务接待费”")),
    Case(
        "prose.other-body",
        0,
        "prose[3]",
        both(text(0, "一、", "一、部门预算："), text(3, "其中：", "其中：单位预算安排")),
    ),
)
