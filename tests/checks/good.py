"""A budget file composed so that no check finds anything: forms, budget tables, the text beside them."""

from __future__ import annotations

from jixiao.records import (
    Budget,
    BudgetTable,
    DepartmentGoal,
    DepartmentNarrative,
    Funds,
    FundsSide,
    Indicator,
    ProjectGoal,
    Prose,
    Reading,
    SourceInfo,
    SpendingStep,
    SubGoal,
    Task,
    TasksTotal,
)

# level 1, level 2, name, target
_ROWS = (
    ("成本指标", "经济成本指标", "河道清淤单位成本", "≤20万元/公里"),
    ("成本指标", "经济成本指标", "河道清淤总成本", "≤60万元"),
    ("产出指标", "数量指标", "清淤河道长度", "≥3公里"),
    ("产出指标", "数量指标", "护岸修复数量", "≥2处"),
    ("产出指标", "质量指标", "工程验收合格率", "=100%"),
    ("产出指标", "时效指标", "工程完工时间", "2024年10月底前"),
    ("效益指标", "社会效益指标", "受益居民人数", "≥5000人"),
    ("效益指标", "生态效益指标", "河道水质", "较上年明显改善"),
    ("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥90%"),
)
_GOAL = (
    "2024年计划清淤河道长度3公里以上，修复护岸2处以上，工程验收合格率达到100%，10月底前完工；河道清淤总成本控制在60万元以内、"
    "单位成本不超过20万元/公里；受益居民5000人以上，河道水质明显改善，沿河居民满意度达到90%以上。"
)


def indicators() -> list[Indicator]:
    """Nine indicators of all levels, with points that sum to 90."""
    points = ("10", "10", "10", "10", "10", "10", "10", "10", "10")
    return [
        Indicator(level1=a, level2=b, level3=name, value=value, weight=weight)
        for (a, b, name, value), weight in zip(_ROWS, points, strict=True)
    ]


def project() -> ProjectGoal:
    """A project over two years."""
    rows = indicators()
    return ProjectGoal(
        title="项目支出绩效目标表",
        year=2024,
        project_name="河道清淤工程",
        period_start="2024年1月",
        period_end="2025年12月",
        funds=Funds(
            unit="万元",
            annual=FundsSide(total="60.00", fiscal="50.00", other="10.00", carryover="0.00"),
            lifetime=FundsSide(total="100.00", fiscal="80.00", other="20.00"),
        ),
        spending_plan=[
            SpendingStep(due="3月底", share="25%"),
            SpendingStep(due="6月底", share="50%"),
            SpendingStep(due="12月底", share="100%"),
        ],
        goal_annual=_GOAL,
        goal_lifetime="两年内完成城区河道清淤和护岸修复，建成管护制度，长期改善水环境质量。",
        execution_weight="10",
        indicators=rows,
    )


def department() -> DepartmentGoal:
    """A department with two tasks."""
    rows = [
        ("产出指标", "数量指标", "河道清淤长度", "≥3公里"),
        ("产出指标", "数量指标", "水质监测次数", "≥12次"),
        ("产出指标", "质量指标", "监测数据合格率", "=100%"),
        ("产出指标", "时效指标", "清淤工程按期完工率", "=100%"),
        ("产出指标", "成本指标", "水质监测单次成本", "≤0.5万元"),
        ("效益指标", "生态效益指标", "河道水质", "达到Ⅲ类标准"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
    ]
    return DepartmentGoal(
        title="部门整体支出绩效目标申报表",
        year=2024,
        department="临溪县水务局",
        goal_annual="完成城区河道清淤和水质监测，改善河道水质，提高居民满意度。",
        budget=Budget(unit="万元", basic="140.00", project="60.00", fiscal="190.00", other="10.00"),
        tasks=[
            Task(
                function="河道治理",
                policy="河道清淤",
                project="河道清淤工程",
                amount="54.00",
                fiscal="44.00",
                other="10.00",
            ),
            Task(
                function="水质监测",
                policy="开展水质监测",
                project="水质监测",
                amount="6.00",
                fiscal="6.00",
                other="0.00",
            ),
        ],
        tasks_total=TasksTotal(amount="60.00", fiscal="50.00", other="10.00"),
        indicators=[Indicator(level1=a, level2=b, level3=name, value=value) for a, b, name, value in rows],
    )


def narrative() -> DepartmentNarrative:
    """Two goals with indicators and standards."""
    return DepartmentNarrative(
        year=2024,
        overall_goal="水环境持续改善。",
        sub_goals=[
            SubGoal(
                area="河道治理",
                activity="清淤",
                goal="完成清淤。",
                indicators="清淤完成率。",
                standards="清淤完成率90%以上为优。",
            ),
            SubGoal(
                area="水质监测",
                activity="监测",
                goal="按月监测。",
                indicators="监测完成率。",
                standards="监测完成率95%以上为优。",
            ),
        ],
    )


def overview() -> BudgetTable:
    """Income on the left, expenditure on the right."""
    return BudgetTable(
        title="2024年收支总体情况表",
        unit="万元",
        year=2024,
        columns=[["收入", "项目"], ["收入", "预算数"], ["支出", "项目"], ["支出", "预算数"]],
        rows=[
            ["一、财政拨款收入", "190.00", "一、节能环保支出", "150.00"],
            ["一般公共预算收入", "170.00", "二、农林水支出", "50.00"],
            ["政府性基金预算收入", "20.00", "", ""],
            ["二、其他收入", "10.00", "", ""],
            ["本年收入合计", "200.00", "本年支出合计", "200.00"],
            ["上年结转", "5.00", "结转下年", "5.00"],
            ["收入总计", "205.00", "支出总计", "205.00"],
        ],
    )


def expense() -> BudgetTable:
    """Expenditure by function code, basic and project."""
    return BudgetTable(
        title="2024年支出总体情况表",
        unit="万元",
        year=2024,
        columns=[
            ["科目编码", "类"],
            ["科目编码", "款"],
            ["科目编码", "项"],
            ["科目名称"],
            ["合计"],
            ["基本支出"],
            ["项目支出"],
        ],
        rows=[
            ["合计", "", "", "", "200.00", "140.00", "60.00"],
            ["211", "", "", "节能环保支出", "150.00", "140.00", "10.00"],
            ["211", "01", "", "环境保护管理事务", "150.00", "140.00", "10.00"],
            ["211", "01", "01", "行政运行", "140.00", "140.00", ""],
            ["211", "01", "99", "其他环境保护管理事务支出", "10.00", "", "10.00"],
            ["213", "", "", "农林水支出", "50.00", "", "50.00"],
            ["213", "03", "", "水利", "50.00", "", "50.00"],
            ["213", "03", "11", "水资源节约管理与保护", "50.00", "", "50.00"],
        ],
    )


def three() -> BudgetTable:
    """三公."""
    return BudgetTable(
        title="2024年“三公”经费支出情况表",
        unit="万元",
        year=2024,
        columns=[
            ["合计"],
            ["因公出国（境）费"],
            ["公务用车购置及运行维护费", "小计"],
            ["公务用车购置及运行维护费", "购置费"],
            ["公务用车购置及运行维护费", "运行维护费"],
            ["公务接待费"],
        ],
        rows=[["6.50", "2.00", "3.00", "0.00", "3.00", "1.50"]],
    )


def fund() -> BudgetTable:
    """An empty table that says why."""
    columns = [["科目编码"], ["科目名称"], ["合计"], ["基本支出"], ["项目支出"]]
    return BudgetTable(
        title="2024年国有资本经营预算支出情况表",
        unit="万元",
        year=2024,
        columns=columns,
        rows=[["", "合计", "", "", ""]],
        notes="注：本部门没有国有资本经营预算支出，故本表无数据。",
    )


def projects() -> BudgetTable:
    """The list of projects."""
    return BudgetTable(
        title="2024年项目支出情况表",
        unit="万元",
        year=2024,
        columns=[["项目名称"], ["合计"], ["财政拨款"], ["其他资金"]],
        rows=[["合计", "60.00", "50.00", "10.00"], ["河道清淤工程", "60.00", "50.00", "10.00"]],
    )


PROSE = (
    "一、2024年收入预算205.00万元，其中：其他收入10.00万元，占4.88%；上年结转5.00万元，占2.44%。",
    "二、2024年支出预算205.00万元，其中：基本支出140.00万元，项目支出60.00万元。",
    "三、农林水支出（213类）水利（03款）水资源节约管理与保护（11项）50.00万元。2023年预算执行数为40.00万元，"
    "2024年预算安排50.00万元，比2023年预算执行数增加25%。",
    "四、2024年“三公”经费预算数为6.50万元，比2023年预算减少1.00万元。其中：公务接待费1.50万元。",
    "五、编报绩效目标的项目1个，涉及项目预算资金60.00万元。",
)


def reading() -> Reading:
    """The file: a project, a department, a narrative, six budget tables, five paragraphs."""
    records = [project(), department(), narrative(), overview(), expense(), three(), fund(), projects()]
    return Reading(
        source=SourceInfo(name="临溪县水务局2024年部门预算.pdf", sha256="0" * 64, pages=12),
        records=records,  # type: ignore[arg-type]
        prose=[Prose(text=text, page=9) for text in PROSE],
    )
