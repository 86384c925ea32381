"""The tables that records are laid out in, each a list of columns. A new column is one line here."""

from __future__ import annotations

from functools import partial

from jixiao.records.annotations.findings import SEVERITIES, Finding
from jixiao.records.goals import (
    Budget,
    DepartmentGoal,
    Funds,
    FundsSide,
    Indicator,
    ProjectGoal,
    SpendingStep,
    Staff,
    SubGoal,
    Task,
    TasksTotal,
)
from jixiao.records.headings import field_heading
from jixiao.records.kinds import KINDS, LABELS
from jixiao.records.model import SCOPES
from jixiao.records.reading import Reading
from jixiao.records.tables.changes import CHANGE_COLUMNS, changes
from jixiao.records.tables.columns import At, Column, Noun, derived, heading_of, money, printed
from jixiao.records.tables.identifying import (
    DEPARTMENT,
    FILE,
    ID,
    IS_WHOLE,
    KIND,
    OF_ITEM,
    OF_RECORD,
    PAGE,
    PROJECT,
    ROW,
    STATUS,
    SUBJECT,
    TITLE,
    YEAR,
    status_of,
)
from jixiao.records.tables.kind_tables import tables_of
from jixiao.records.tables.published import BUDGET_CELLS, BUDGET_TABLES, FINAL_CELLS, FINAL_TABLES
from jixiao.records.tables.rows import findings, items, parts, records, sources, troubles
from jixiao.records.tables.values import VALUES

TARGETS = {"quantitative": "定量", "qualitative": "定性", "date": "时间", "blank": "未填"}
LEVELS = {"failed": "未能读取", "incomplete": "不完整", "doubted": "存疑", "unexplained": "未归入"}
PARTS = {"overall_goal": "总体绩效目标", "sub_goals": "分项绩效目标", "measures": "工作保障措施"}


def _of_kind(kind: str, at: At) -> int:
    return sum(r.kind == kind for r in at.reading.records)


def _indicators(at: At) -> int:
    return sum(len(getattr(r, "indicators", ())) for r in at.reading.records if KINDS[r.kind].goal)


def _field(at: At) -> str | None:
    """The official terms of the field that a finding is about; text between the forms has none."""
    return field_heading(type(at.record), at.item.path) or None if at.record else heading_of(Reading, "prose")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _lines(at: At, name: str) -> str | None:
    found = at.value(name)
    return None if found is None else "\n".join(found)


SOURCES = Noun(
    "sources",
    "文件",
    sources,
    (
        FILE,
        Column("status", "完整性", "mark", lambda at: status_of(at.reading), words=STATUS),
        Column("pages", "页数", "count", lambda at: at.reading.source.pages),
        *(Column(f"{kind}s", said, "count", partial(_of_kind, kind)) for kind, said in LABELS.items()),
        Column("indicators", "绩效指标行数", "count", _indicators),
        Column(
            "incomplete", "不完整的记录", "count", lambda at: sum(r.status == "incomplete" for r in at.reading.records)
        ),
        Column("problems", "未能读取之处", "count", lambda at: len(at.reading.problems)),
        Column(
            "unexplained", "未归入文字的处数", "count", lambda at: sum(len(p.unexplained) for p in at.reading.coverage)
        ),
        Column("path", "所在位置", "file", lambda at: at.reading.source.path or at.reading.source.name),
        Column("also_at", "内容相同的文件", "long", lambda at: "\n".join(at.reading.source.also_at) or None),
        Column("version", "程序版本", "code", lambda at: at.reading.version, technical=True),
        Column("sha256", "内容校验值（SHA-256）", "code", lambda at: at.reading.source.sha256, technical=True),
    ),
    about="读过的文件，每个一行",
)
RECORDS = Noun("records", "记录", records(), (KIND, SUBJECT, TITLE, YEAR, DEPARTMENT, PROJECT, IS_WHOLE, *OF_RECORD))
PROJECTS = Noun(
    "projects",
    "项目",
    records("project_goal"),
    (
        printed(ProjectGoal, "project_name", "name"),
        IS_WHOLE,
        YEAR,
        printed(ProjectGoal, "department", "name"),
        printed(ProjectGoal, "implementer", "name"),
        printed(Funds, "unit", "term", "funds"),
        *(c for name in FundsSide.model_fields for c in money(FundsSide, name, "funds.annual", "年度")),
        *(c for name in FundsSide.model_fields for c in money(FundsSide, name, "funds.lifetime", "项目期")),
        printed(ProjectGoal, "goal_annual", "long"),
        printed(ProjectGoal, "goal_lifetime", "long"),
        printed(ProjectGoal, "purpose", "long"),
        printed(ProjectGoal, "schedule", "long"),
        Column("policy_tasks", heading_of(ProjectGoal, "policy_tasks"), "long", lambda at: _lines(at, "policy_tasks")),
        printed(ProjectGoal, "project_code", "code"),
        printed(ProjectGoal, "category", "term"),
        printed(ProjectGoal, "attribute", "term"),
        printed(ProjectGoal, "period_start", "term"),
        printed(ProjectGoal, "period_end", "term"),
        printed(ProjectGoal, "department_code", "code"),
        printed(ProjectGoal, "execution_weight", "printed"),
        Column("indicators", "绩效指标行数", "count", lambda at: len(at.item.indicators)),
        TITLE,
        *OF_RECORD,
    ),
    about="每个项目一行：资金、目标、期限",
)
INDICATORS = Noun(
    "indicators",
    "绩效指标",
    items("indicators", "project_goal", "department_goal"),
    (
        SUBJECT,
        YEAR,
        Column("scope", heading_of(Indicator, "scope"), "mark", lambda at: at.item.scope, "scope", words=SCOPES),
        printed(Indicator, "level1", "term"),
        printed(Indicator, "level2", "term"),
        printed(Indicator, "level3", "name"),
        printed(Indicator, "description", "long"),
        printed(Indicator, "value", "printed"),
        printed(Indicator, "weight", "printed"),
        printed(Indicator, "basis", "long"),
        Column("target", "指标性质", "mark", lambda at: _text(at.parsed("value", "kind")), words=TARGETS),
        derived("operator", "比较符", "term", ("value", "operator")),
        derived("number", "指标数值", "number", ("value", "number")),
        derived("low", "数值下限", "number", ("value", "low")),
        derived("high", "数值上限", "number", ("value", "high")),
        derived("unit", "计量单位", "term", ("value", "unit")),
        derived("scaled", "换算数值", "number", ("value", "scaled"), technical=True),
        derived("base_unit", "换算单位", "term", ("value", "base_unit"), technical=True),
        *OF_ITEM,
    ),
    about="每条绩效指标一行：印出的指标值，旁边是拆出的比较符、数值、单位",
)
DEPARTMENTS = Noun(
    "departments",
    "部门",
    records("department_goal"),
    (
        printed(DepartmentGoal, "department", "name"),
        IS_WHOLE,
        YEAR,
        printed(Budget, "unit", "term", "budget"),
        *(c for name in Budget.model_fields if name != "unit" for c in money(Budget, name, "budget")),
        *(c for name in TasksTotal.model_fields for c in money(TasksTotal, name, "tasks_total", "任务")),
        printed(DepartmentGoal, "goal_annual", "long"),
        printed(DepartmentGoal, "core_functions", "long"),
        printed(DepartmentGoal, "strategic_goal", "long"),
        printed(DepartmentGoal, "duties", "long"),
        printed(DepartmentGoal, "duty_basis", "name"),
        printed(DepartmentGoal, "affiliates", "long"),
        printed(DepartmentGoal, "affiliates_included", "term"),
        printed(DepartmentGoal, "offices", "long"),
        printed(DepartmentGoal, "contact", "term"),
        printed(DepartmentGoal, "phone", "code"),
        Column("indicators", "绩效指标行数", "count", lambda at: len(at.item.indicators)),
        TITLE,
        *OF_RECORD,
    ),
    about="每个部门（单位）一行：预算、目标、职能",
)
TASKS = Noun(
    "tasks",
    "年度任务",
    items("tasks"),
    (
        SUBJECT,
        YEAR,
        printed(Task, "function", "name"),
        printed(Task, "policy", "long"),
        printed(Task, "project", "name"),
        *(c for name in ("amount", "fiscal", "other") for c in money(Task, name)),
        *OF_ITEM,
    ),
    about="部门整体绩效目标里的年度主要任务",
)
STAFF = Noun(
    "staff",
    "人员",
    items("staff"),
    (SUBJECT, YEAR, *(printed(Staff, name, "name") for name in Staff.model_fields), *OF_ITEM),
    about="部门整体绩效目标里的人员情况",
)
_SHARE = derived("share_number", "比例（数值）", "number", ("share", "share"))
SPENDING = Noun(
    "spending",
    "支出计划",
    items("spending_plan"),
    (SUBJECT, YEAR, printed(SpendingStep, "due", "name"), printed(SpendingStep, "share", "printed"), _SHARE, *OF_ITEM),
    about="项目的资金支出计划",
)
NARRATIVES = Noun(
    "narratives",
    "叙述",
    parts,
    (
        SUBJECT,
        YEAR,
        Column("part", "部分", "mark", lambda at: at.path.partition("[")[0] or "overall_goal", words=PARTS),
        Column("heading", "标题", "name", lambda at: _text(at.value("heading")), "heading"),
        printed(SubGoal, "activity", "name"),
        Column("text", "内容", "long", lambda at: _text(at.value("text")), "text"),
        printed(SubGoal, "indicators", "long"),
        printed(SubGoal, "standards", "long"),
        *OF_ITEM,
    ),
    about="用文字写成的部门整体绩效目标",
)
OF_KINDS = tuple(
    noun for kind in KINDS.values() for noun in tables_of(kind, (SUBJECT, YEAR), (IS_WHOLE, *OF_RECORD), OF_ITEM)
)
PROBLEMS = Noun(
    "problems",
    "问题",
    troubles,
    (
        Column("level", "程度", "mark", lambda at: at.item.level, words=LEVELS),
        FILE,
        PAGE,
        SUBJECT,
        Column("field", "栏目", "name", lambda at: at.item.field),
        Column("text", "读到的值", "long", lambda at: at.item.text or None),
        Column("message", "问题", "long", lambda at: at.item.message),
        Column("advice", "怎么办", "long", lambda at: at.item.advice),
        Column("code", "代码", "code", lambda at: at.item.code, technical=True),
        Column("path", "栏目路径", "code", lambda at: at.item.path, technical=True),
        Column("cause", "原因", "name", lambda at: at.item.cause, technical=True),
        ID,
        ROW,
    ),
    about="需要人看一看的地方，每处一行：问题在哪一页，怎么办",
)

CHANGES = Noun(
    "changes",
    "改正",
    changes,
    (
        FILE,
        PAGE,
        SUBJECT,
        *CHANGE_COLUMNS,
        ID,
        ROW,
    ),
    about="人工改正过的值，每处一行：原来读成什么，改成什么，谁、什么时候改的",
)

FINDINGS = Noun(
    "findings",
    "检查发现",
    findings,
    (
        Column("severity", heading_of(Finding, "severity"), "mark", lambda at: at.item.severity, words=SEVERITIES),
        FILE,
        PAGE,
        SUBJECT,
        Column("field", heading_of(Finding, "paths"), "name", _field),
        Column("message", heading_of(Finding, "message"), "long", lambda at: at.item.message),
        Column("advice", heading_of(Finding, "advice"), "long", lambda at: at.item.advice),
        Column("rule", heading_of(Finding, "rule"), "long", lambda at: at.item.rule),
        Column("check", heading_of(Finding, "check"), "code", lambda at: at.item.check),
        Column("path", "栏目路径", "code", lambda at: at.item.path, technical=True),
        ID,
        ROW,
    ),
    about="检查出的问题，每处一行：错在哪里、怎么改、依据什么",
)

NOUNS = (
    SOURCES, RECORDS, PROJECTS, INDICATORS, DEPARTMENTS, TASKS, STAFF, SPENDING, NARRATIVES, *OF_KINDS, BUDGET_TABLES,
    BUDGET_CELLS, FINAL_TABLES, FINAL_CELLS, PROBLEMS, FINDINGS, CHANGES,
)  # fmt: skip
# What goes into files for programs and spreadsheets; the database holds the values in its readings.
EXPORTED = (*NOUNS, VALUES)
