"""Readings composed for tests: every kind of record, values that are easily spoilt, problems of every level."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from jixiao.records import (
    Budget,
    BudgetTable,
    Checked,
    DepartmentGoal,
    DepartmentNarrative,
    EvaluatedIndicator,
    EvaluationTotal,
    Evidence,
    ExecutedFunds,
    Execution,
    Extra,
    FinalAccountsTable,
    Finding,
    Funds,
    FundsSide,
    Indicator,
    Measure,
    PageCoverage,
    ProjectGoal,
    Prose,
    Reading,
    Reason,
    SelfEvaluation,
    SourceInfo,
    SpendingStep,
    Spot,
    Staff,
    SubGoal,
    Task,
    TasksTotal,
)
from jixiao.records.annotations.corrections import Corrected, Correction, FormMark

# Texts that a spreadsheet takes for something else, or that a careless writer spoils.
SPOILT = (
    "=100%", "+5%", "-3℃", "@全体", "=100元/万元", "0531-00000000", "2023-5", "1/2", "00123", "1E5", "-", "—",
    "a,b\"c\"", "两行\n文字", "\t制表", "'引号", " 前后有空格 ", "_x0041_", "=HYPERLINK(\"http://x\",\"y\")", "",
    "TRUE",
)  # fmt: skip


def project(name: str = "河道清淤", values: tuple[str, ...] = ("≥3处", "=100%", "≤12万元", "显著改善")) -> ProjectGoal:
    """A project goal with one indicator for each value, amounts in 万元."""
    indicators = [
        Indicator(level1="产出指标", level2="数量指标", level3=f"指标{i}", value=value, weight="10" if i else "")
        for i, value in enumerate(values, 1)
    ]
    record = ProjectGoal(
        title="项目支出绩效目标表",
        year=2023,
        project_name=name,
        department="临溪县水务局",
        implementer="临溪县水务局",
        funds=Funds(unit="万元", annual=FundsSide(total="1,200.50", fiscal="1,200.50", other=""), lifetime=None),
        spending_plan=[SpendingStep(due="3月底", share="25.00%"), SpendingStep(due="12月底", share="100.00%")],
        goal_annual="完成河道清淤三处，改善水质。",
        policy_tasks=["治水", "护岸"],
        indicators=indicators,
        pages=(2, 3),
        extra=[Extra(label="填报人", value="某某")],
    )
    record.parsed["funds.annual.total"] = {"number": "1200.50", "yuan": "12005000", "unit": "万元"}
    for i, _ in enumerate(values):
        record.evidence[f"indicators[{i}].value"] = Evidence(page=2 + i % 2, box=(10.0, 20.0, 30.5, 40.0))
    record.parsed["indicators[0].value"] = {"kind": "quantitative", "operator": "≥", "number": "3", "unit": "处"}
    return record


def department() -> DepartmentGoal:
    """A department goal with tasks and headcounts."""
    return DepartmentGoal(
        title="部门整体支出绩效目标申报表",
        year=2023,
        department="临溪县档案馆",
        contact="某某",
        phone="0000-00000000",
        duties="保管档案。" * 60,
        goal_annual="完成档案数字化。",
        staff=[Staff(item="编制数（人）", last_year="12", this_year="13")],
        budget=Budget(unit="万元", basic="90.00", project="10.00", fiscal="100.00", other="-"),
        tasks=[
            Task(function="保管", policy="档案数字化", project="数字化项目", amount="10.00", fiscal="10.00", other="")
        ],
        tasks_total=TasksTotal(amount="10.00", fiscal="10.00", other="-"),
        indicators=[Indicator(level1="效益指标", level2="社会效益", level3="查档满意率", value="≥95%")],
        pages=(4, 6),
        parsed={"tasks[0].amount": {"yuan": "100000"}},
    )


def narrative() -> DepartmentNarrative:
    """A department's goals in prose."""
    return DepartmentNarrative(
        year=2023,
        overall_goal="稳中求进。",
        sub_goals=[
            SubGoal(area="综合", activity="办公", goal="运转有序。", indicators="运转率", standards="90%以上为优")
        ],
        measures=[Measure(heading="加强领导", text="成立小组。\n定期检查。")],
        pages=(1, 1),
    )


def budget() -> BudgetTable:
    """A budget table with merged headers, codes and amounts, one blank row."""
    table = BudgetTable(
        title="收入预算总表",
        unit="万元",
        year=2023,
        columns=[
            ["项目", "编码"],
            ["项目", "名称"],
            ["收入", "合计"],
            ["收入", "财政拨款", "本级"],
            ["收入", "财政拨款", "上级"],
        ],
        rows=[
            ["204", "公共安全", "1,234.50", "1,000.00", "234.5"],
            ["", "", "", "", ""],
            ["合计", "", "1,234.50", "1,000.00", "-"],
        ],
        notes="注：=以元为准",
        pages=(7, 7),
    )
    for path, yuan in {"rows[0][2]": "12345000", "rows[0][3]": "10000000", "rows[0][4]": "2345000"}.items():
        table.parsed[path] = {"yuan": yuan}
    return table


def evaluation() -> SelfEvaluation:
    """A project's self-evaluation: two rows of money, one indicator that fell short."""
    return SelfEvaluation(
        title="项目支出绩效自评表",
        year=2023,
        project_name="河道清淤",
        department="临溪县水务局",
        implementer="临溪县水务局",
        funds=ExecutedFunds(
            unit="万元",
            rows=[
                Execution(item="年度资金总额", initial="1,200.50", budget="1,200.50", executed="1,080.45", weight="10",
                          rate="90.00%", score="9"),
                Execution(item="其中：财政拨款", initial="1,200.50", budget="1,200.50", executed="1,080.45", weight="—",
                          rate="90.00%", score="—"),
            ],
        ),
        goal_expected="完成河道清淤三处。",
        goal_actual="完成两处。",
        indicators=[
            EvaluatedIndicator(level1="产出指标", level2="数量指标", level3="清淤处数", value="≥3处", actual="2处",
                               weight="90", score="60", reason="汛期停工，已列入下年计划")
        ],
        total=EvaluationTotal(weight="100", score="69"),
        grade="中",
        pages=(8, 8),
        parsed={"funds.rows[0].executed": {"yuan": "10804500"}, "indicators[0].actual": {"number": "2", "unit": "处"}},
        evidence={"indicators[0].actual": Evidence(page=8, box=(10.0, 20.0, 30.5, 40.0))},
    )  # fmt: skip


def final_accounts() -> FinalAccountsTable:
    """A table of final accounts."""
    return FinalAccountsTable(
        title="收入决算表",
        unit="万元",
        year=2023,
        columns=[["项目", "科目编码"], ["项目", "科目名称"], ["本年收入合计"]],
        rows=[["合计", "", "1,080.45"], ["213", "农林水支出", "1,080.45"]],
        pages=(8, 8),
        parsed={"rows[0][2]": {"yuan": "10804500"}},
    )


def reading(name: str = "临溪县预算.pdf", **project_values: object) -> Reading:
    """A reading with one record of each kind and a trouble of each level."""
    first = project(**project_values)  # type: ignore[arg-type]
    first.status = "incomplete"
    first.reasons = [
        Reason(code="unexplained.digits", message="表中有文字没有归入任何栏目：“9”；请对照原文核对", page=3)
    ]
    first.doubts = {"indicators[1].value": ["两次读法不一致"]}
    return Reading(
        source=source(name, pages=8),
        records=[first, department(), narrative(), budget(), evaluation(), final_accounts()],
        problems=[Reason(code="page.scanned", message="第8页：这一页是图片；请先做文字识别", page=8)],
        coverage=[PageCoverage(page=1, characters=90, prose=80), PageCoverage(page=7, unexplained=["未归", "12.5"])],
        prose=[Prose(text="临溪县2023年部门预算", page=1, box=(90.0, 60.0, 300.0, 80.0))],
        version="0.1.0+00000000",
    )


def checked(name: str = "临溪县预算.pdf", **project_values: object) -> Checked:
    """The same reading with a finding of each severity: in a list, in a table, in the text between the forms."""
    spot = Spot(page=3, box=(10.0, 20.0, 30.5, 40.0))
    findings = [
        Finding(check="indicator.unit-missing", severity="warning", message="“指标2”没有写单位", advice="补上单位",
                rule="填报要求", record=1, paths=["indicators[1].value"], spots=[spot], doubted=True),
        Finding(check="table.row-parts", severity="error", message="合计与各栏之和相差 1 元", advice="核对这一行",
                record=4, paths=["rows[0][2]", "rows[0][3]"], spots=[Spot(page=7)]),
        Finding(check="prose.choice-left", severity="advice", message="留有没选的“增加（减少）”", paths=["prose[0]"]),
    ]  # fmt: skip
    made = reading(name, **project_values)
    return Checked(**{field: getattr(made, field) for field in Reading.model_fields}, findings=findings)


def everything() -> Checked:
    """The checked reading with a value that a person put right: rows for every table."""
    out = checked()
    mark = FormMark(number=1, kind="project_goal", page=2)
    one = Correction(
        id="0a1b2c3d4e5f", sha256=out.source.sha256, form=mark, action="value", path="indicators[1].value", was="≥8处",
        now="≥3处", who="王某", when="2026-12-01T03:00:00.000+00:00", why="看错", page=3,
    )  # fmt: skip
    out.corrected = Corrected(applied=[one], numbers=list(range(1, len(out.records) + 1)))
    out.records[0].evidence["indicators[1].value"] = Evidence(page=3, how="person", correction=one.id)
    return out


def source(name: str, pages: int | None = None) -> SourceInfo:
    """A source whose hash is made from its name."""
    return SourceInfo(name=name, sha256=hashlib.sha256(name.encode()).hexdigest(), pages=pages)


def failed(name: str = "坏.pdf", sha256: str = "") -> Reading:
    """A reading of a file that could not be read."""
    reason = Reason(code="source.damaged", message=f"{name}：应为 PDF，文件是空的；请重新下载")
    return Reading(source=SourceInfo(name=name, sha256=sha256), problems=[reason])


def many(files: int, projects: int = 20, indicators: int = 10) -> Iterator[Reading]:
    """Yields that many readings, each with that many projects and indicators."""
    for n in range(files):
        records = [project(f"项目{n}-{i}", ("≥3处",) * indicators) for i in range(projects)]
        yield Reading(source=source(f"{n:05}.pdf", pages=projects), records=records, version="0.1.0+00000000")
