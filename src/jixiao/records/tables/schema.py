"""The tables that records are laid out in, each a list of columns. A new column is one line here."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from jixiao.records.annotations.findings import SEVERITIES, Finding
from jixiao.records.headings import field_heading
from jixiao.records.kinds import KINDS, LABELS, AnyRecord
from jixiao.records.model import (
    Budget,
    DepartmentGoal,
    Funds,
    FundsSide,
    Indicator,
    ProjectGoal,
    PublishedTable,
    SpendingStep,
    Staff,
    SubGoal,
    Task,
    TasksTotal,
)
from jixiao.records.reading import Reading
from jixiao.records.tables.columns import At, Column, Noun, derived, heading_of, money, number_of, printed
from jixiao.records.tables.kind_tables import tables_of
from jixiao.records.tables.rows import cells, findings, items, parts, records, sources, troubles

STATUS = {"complete": "完整", "incomplete": "不完整", "failed": "未能读取"}
SCOPES = {"annual": "年度", "lifetime": "实施期"}
TARGETS = {"quantitative": "定量", "qualitative": "定性", "date": "时间", "blank": "未填"}
LEVELS = {"failed": "未能读取", "incomplete": "不完整", "doubted": "存疑", "unexplained": "未归入"}
PARTS = {"overall_goal": "总体绩效目标", "sub_goals": "分项绩效目标", "measures": "工作保障措施"}


def record_id(reading: Reading, number: int) -> str:
    """The record's name in tables: the beginning of the source's hash and the record's number, `3f2a9c01b7de#003`."""
    return f"{reading.source.sha256[:12] or reading.source.name}#{number:03}"


def status_of(reading: Reading) -> str:
    """failed where nothing of the file could be read, incomplete where a page or a part of a record is missing."""
    if any(p.code.startswith("source.") for p in reading.problems):
        return "failed"
    if reading.problems or any(r.status == "incomplete" for r in reading.records):
        return "incomplete"
    return "complete"


def name_of(reading: Reading, record: AnyRecord) -> str:
    """What a person would call the record: its project, department or title; without any (a narrative may be) the
    department that the other records of the file agree on, else the file's name."""
    for name in ("project_name", "department", "title"):
        if said := getattr(record, name, None):
            return str(said)
    departments = {said for other in reading.records if (said := getattr(other, "department", None))}
    return str(departments.pop()) if len(departments) == 1 else PurePath(reading.source.name).stem


def _subject(at: At) -> str | None:
    return name_of(at.reading, at.record) if at.record else None


def _record_id(at: At) -> str | None:
    return record_id(at.reading, at.number) if at.record else None


def _page(at: At, end: int) -> int | None:
    return at.record.pages[end] if at.record and at.record.pages else None


def _of_kind(kind: str, at: At) -> int:
    return sum(r.kind == kind for r in at.reading.records)


def _extra(at: At) -> str | None:
    """All that the contract has no field for; what belongs to a row of indicators with the number of the row."""
    if at.record is None:
        return None
    said = [f"{e.label}：{e.value}" for e in at.record.extra]
    rows = enumerate(getattr(at.record, "indicators", ()), 1)
    said += [f"{e.label}（第{i}行）：{e.value}" for i, row in rows for e in getattr(row, "extra", ())]
    return "\n".join(said) or None


def _reasons(at: At) -> str | None:
    return "\n".join(r.message for r in at.record.reasons) or None if at.record else None


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


_FILE = Column("file", "文件", "file", lambda at: at.reading.source.name, repeated=True)
_ID = Column("record_id", "记录编号", "code", _record_id, repeated=True)
_ROW = Column("row", "序号", "count", lambda at: at.row)
_PAGE = Column("page", "页", "page", lambda at: at.page)
_DEPARTMENT = Column(
    "department", heading_of(DepartmentGoal, "department"), "name", lambda at: getattr(at.record, "department", None)
)
_PROJECT = Column(
    "project_name", heading_of(ProjectGoal, "project_name"), "name", lambda at: getattr(at.record, "project_name", None)
)
_STATUS = Column(
    "status", "完整性", "mark", lambda at: at.record.status if at.record else None, words=STATUS, repeated=True
)
_SUBJECT = Column("subject", "项目或部门", "name", _subject, repeated=True)
_TITLE = Column("title", "表名", "name", lambda at: getattr(at.record, "title", None), "title", repeated=True)
_YEAR = Column("year", "年度", "year", lambda at: at.record.year if at.record else None, repeated=True)
_KIND = Column("kind", "类型", "mark", lambda at: at.record.kind if at.record else None, words=LABELS)
_LAST = Column("last_page", "末页", "count", lambda at: _page(at, 1), repeated=True, technical=True)
_WHY = Column("reasons", "不完整的原因", "long", _reasons, repeated=True)
_EXTRA = Column("extra", "其他栏目", "long", _extra, repeated=True)
_RECORD = (_WHY, _EXTRA, _FILE, _PAGE, _LAST, _ID)
_ITEM = (_FILE, _PAGE, _ID, _ROW)

SOURCES = Noun(
    "sources",
    "文件",
    sources,
    (
        _FILE,
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
        Column("version", "程序版本", "code", lambda at: at.reading.version, technical=True),
        Column("sha256", "内容校验值（SHA-256）", "code", lambda at: at.reading.source.sha256, technical=True),
    ),
    about="读过的文件，每个一行",
)
RECORDS = Noun("records", "记录", records(), (_KIND, _SUBJECT, _TITLE, _YEAR, _DEPARTMENT, _PROJECT, _STATUS, *_RECORD))
PROJECTS = Noun(
    "projects",
    "项目",
    records("project_goal"),
    (
        printed(ProjectGoal, "project_name", "name"),
        _STATUS,
        _YEAR,
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
        _TITLE,
        *_RECORD,
    ),
    about="每个项目一行：资金、目标、期限",
)
INDICATORS = Noun(
    "indicators",
    "绩效指标",
    items("indicators", "project_goal", "department_goal"),
    (
        _SUBJECT,
        _YEAR,
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
        *_ITEM,
    ),
    about="每条绩效指标一行：印出的指标值，旁边是拆出的比较符、数值、单位",
)
DEPARTMENTS = Noun(
    "departments",
    "部门",
    records("department_goal"),
    (
        printed(DepartmentGoal, "department", "name"),
        _STATUS,
        _YEAR,
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
        _TITLE,
        *_RECORD,
    ),
    about="每个部门（单位）一行：预算、目标、职能",
)
TASKS = Noun(
    "tasks",
    "年度任务",
    items("tasks"),
    (
        _SUBJECT,
        _YEAR,
        printed(Task, "function", "name"),
        printed(Task, "policy", "long"),
        printed(Task, "project", "name"),
        *(c for name in ("amount", "fiscal", "other") for c in money(Task, name)),
        *_ITEM,
    ),
    about="部门整体绩效目标里的年度主要任务",
)
STAFF = Noun(
    "staff",
    "人员",
    items("staff"),
    (_SUBJECT, _YEAR, *(printed(Staff, name, "name") for name in Staff.model_fields), *_ITEM),
    about="部门整体绩效目标里的人员情况",
)
_SHARE = derived("share_number", "比例（数值）", "number", ("share", "share"))
SPENDING = Noun(
    "spending",
    "支出计划",
    items("spending_plan"),
    (_SUBJECT, _YEAR, printed(SpendingStep, "due", "name"), printed(SpendingStep, "share", "printed"), _SHARE, *_ITEM),
    about="项目的资金支出计划",
)
NARRATIVES = Noun(
    "narratives",
    "叙述",
    parts,
    (
        _SUBJECT,
        _YEAR,
        Column("part", "部分", "mark", lambda at: at.path.partition("[")[0] or "overall_goal", words=PARTS),
        Column("heading", "标题", "name", lambda at: _text(at.value("heading")), "heading"),
        printed(SubGoal, "activity", "name"),
        Column("text", "内容", "long", lambda at: _text(at.value("text")), "text"),
        printed(SubGoal, "indicators", "long"),
        printed(SubGoal, "standards", "long"),
        *_ITEM,
    ),
    about="用文字写成的部门整体绩效目标",
)
_TABLE_COLUMNS = (
    _TITLE,
    _STATUS,
    _YEAR,
    printed(PublishedTable, "unit", "term"),
    Column("columns", "栏数", "count", lambda at: len(at.item.columns)),
    Column("rows", "行数", "count", lambda at: len(at.item.rows)),
    printed(PublishedTable, "notes", "long"),
    *_RECORD,
)
_CELL_COLUMNS = (
    _TITLE,
    _YEAR,
    Column("label", "行名", "name", lambda at: at.item.label),
    Column("header", heading_of(PublishedTable, "columns"), "name", lambda at: at.item.header),
    Column("text", "数据", "printed", lambda at: at.item.text, "text"),
    Column("yuan", "金额（元）", "amount", lambda at: number_of(at.parsed("text", "yuan"))),
    Column("col", "列号", "count", lambda at: at.item.column, technical=True),
    *_ITEM,
)
BUDGET_TABLES = Noun("budget_tables", "预算表", records("budget_table"), _TABLE_COLUMNS, "预算公开表目录，点表名看原样")
BUDGET_CELLS = Noun(
    "budget_cells",
    "预算数据",
    cells("budget_table"),
    _CELL_COLUMNS,
    "所有预算公开表的数据，一格一行，可筛选、可汇总",
)
FINAL_TABLES = Noun(
    "final_tables", "决算表", records("final_accounts_table"), _TABLE_COLUMNS, "决算公开表目录，点表名看原样"
)
FINAL_CELLS = Noun(
    "final_cells",
    "决算数据",
    cells("final_accounts_table"),
    _CELL_COLUMNS,
    "所有决算公开表的数据，一格一行，可筛选、可汇总",
)
OF_KINDS = tuple(
    noun for kind in KINDS.values() for noun in tables_of(kind, (_SUBJECT, _YEAR), (_STATUS, *_RECORD), _ITEM)
)
PROBLEMS = Noun(
    "problems",
    "问题",
    troubles,
    (
        Column("level", "程度", "mark", lambda at: at.item.level, words=LEVELS),
        _FILE,
        _PAGE,
        _SUBJECT,
        Column("field", "栏目", "name", lambda at: at.item.field),
        Column("message", "问题", "long", lambda at: at.item.message),
        Column("advice", "怎么办", "long", lambda at: at.item.advice),
        Column("code", "代码", "code", lambda at: at.item.code, technical=True),
        _ID,
        _ROW,
    ),
    about="需要人看一看的地方，每处一行：问题在哪一页，怎么办",
)

FINDINGS = Noun(
    "findings",
    "检查发现",
    findings,
    (
        Column("severity", heading_of(Finding, "severity"), "mark", lambda at: at.item.severity, words=SEVERITIES),
        _FILE,
        _PAGE,
        _SUBJECT,
        Column("field", heading_of(Finding, "paths"), "name", _field),
        Column("message", heading_of(Finding, "message"), "long", lambda at: at.item.message),
        Column("advice", heading_of(Finding, "advice"), "long", lambda at: at.item.advice),
        Column("rule", heading_of(Finding, "rule"), "long", lambda at: at.item.rule),
        Column("check", heading_of(Finding, "check"), "code", lambda at: at.item.check),
        Column("path", "栏目路径", "code", lambda at: at.item.path, technical=True),
        _ID,
        _ROW,
    ),
    about="检查出的问题，每处一行：错在哪里、怎么改、依据什么",
)

NOUNS = (
    SOURCES, RECORDS, PROJECTS, INDICATORS, DEPARTMENTS, TASKS, STAFF, SPENDING, NARRATIVES, *OF_KINDS, BUDGET_TABLES,
    BUDGET_CELLS, FINAL_TABLES, FINAL_CELLS, PROBLEMS, FINDINGS,
)  # fmt: skip
