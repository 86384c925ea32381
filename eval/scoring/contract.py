"""What is scored of a record: the fields of each kind, what each field is, and how rows of its lists are named.

The tables below are the whole of what the harness knows about the record contract; adding a field means adding
a line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["parent", "scope", "name", "target", "amount", "unit", "code", "text"]
"""What a field is, which decides what a difference is called:
a level above the row; annual or lifetime; the row's name; operator, number and unit; a bare number; a unit of
money; a code, year or date; running text."""

TABLES = ("budget_table", "final_accounts_table")
KINDS = ("project_goal", "department_goal", "department_narrative", "self_evaluation", *TABLES)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its weight says how much it tells about which row this is."""

    name: str
    role: Role
    weight: float
    long: bool = False


@dataclass(frozen=True, slots=True)
class ListSpec:
    """One list of a record, row by row."""

    name: str
    columns: tuple[Column, ...]

    @property
    def telling(self) -> list[float]:
        """The weights of the columns, without those whose cells rows share with their neighbours."""
        return [0.0 if c.role in ("parent", "scope") else c.weight for c in self.columns]

    def cells(self, row: dict[str, Any]) -> list[Any]:
        """The row's values in the order of the columns."""
        return [row.get(c.name) for c in self.columns]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: scalar fields by path, lists, and the fields that tell one form from another."""

    scalars: dict[str, Role]
    lists: tuple[ListSpec, ...]
    identity: tuple[str, ...]


_INDICATORS = ListSpec(
    "indicators",
    (
        Column("scope", "scope", 0.08),
        Column("level1", "parent", 0.08),
        Column("level2", "parent", 0.08),
        Column("level3", "name", 0.40),
        Column("description", "text", 0.08),
        Column("value", "target", 0.22),
        Column("weight", "amount", 0.03),
        Column("basis", "text", 0.03),
    ),
)
_MONEY = ("total", "fiscal", "other", "carryover")

SPECS: dict[str, Kind] = {
    "project_goal": Kind(
        scalars={
            "title": "text",
            "year": "code",
            "project_name": "text",
            "project_code": "code",
            "category": "text",
            "attribute": "text",
            "period_start": "code",
            "period_end": "code",
            "department": "text",
            "department_code": "code",
            "implementer": "text",
            "purpose": "text",
            "schedule": "text",
            "goal_lifetime": "text",
            "goal_annual": "text",
            "execution_weight": "amount",
            "funds.unit": "unit",
            **{f"funds.annual.{m}": "amount" for m in _MONEY},
            **{f"funds.lifetime.{m}": "amount" for m in _MONEY},
        },
        lists=(
            _INDICATORS,
            ListSpec("spending_plan", (Column("due", "name", 0.6), Column("share", "target", 0.4))),
        ),
        identity=("project_name", "project_code", "title", "goal_annual"),
    ),
    "department_goal": Kind(
        scalars={
            "title": "text",
            "year": "code",
            "department": "text",
            "contact": "text",
            "phone": "code",
            "duty_basis": "text",
            "duties": "text",
            "core_functions": "text",
            "strategic_goal": "text",
            "goal_annual": "text",
            "affiliates": "text",
            "affiliates_included": "text",
            "offices": "text",
            "budget.unit": "unit",
            **{
                f"budget.{f}": "amount"
                for f in ("basic", "project", "fiscal", "other", "operating", "specific", "local", "transfer")
            },
            **{f"tasks_total.{f}": "amount" for f in ("amount", "fiscal", "other")},
        },
        lists=(
            _INDICATORS,
            ListSpec(
                "tasks",
                (
                    Column("function", "parent", 0.20),
                    Column("policy", "text", 0.40, long=True),
                    Column("project", "name", 0.25),
                    Column("amount", "amount", 0.09),
                    Column("fiscal", "amount", 0.03),
                    Column("other", "amount", 0.03),
                ),
            ),
            ListSpec(
                "staff",
                (Column("item", "name", 0.6), Column("last_year", "target", 0.2), Column("this_year", "target", 0.2)),
            ),
        ),
        identity=("department", "title", "goal_annual"),
    ),
    "department_narrative": Kind(
        scalars={"year": "code", "department": "text", "overall_goal": "text"},
        lists=(
            ListSpec(
                "sub_goals",
                (
                    Column("area", "parent", 0.15),
                    Column("activity", "name", 0.25),
                    Column("goal", "text", 0.30, long=True),
                    Column("indicators", "text", 0.15, long=True),
                    Column("standards", "text", 0.15, long=True),
                ),
            ),
            ListSpec("measures", (Column("heading", "name", 0.5), Column("text", "text", 0.5, long=True))),
        ),
        identity=("overall_goal",),
    ),
    "self_evaluation": Kind(
        scalars={
            "title": "text",
            "year": "code",
            "project_name": "text",
            "project_code": "code",
            "category": "text",
            "attribute": "text",
            "period_start": "code",
            "period_end": "code",
            "department": "text",
            "department_code": "code",
            "implementer": "text",
            "contact": "text",
            "phone": "code",
            "funds.unit": "unit",
            "goal_expected": "text",
            "goal_actual": "text",
            "total.weight": "amount",
            "total.score": "amount",
            "grade": "text",
        },
        lists=(
            ListSpec(
                "indicators",
                (
                    Column("level1", "parent", 0.08),
                    Column("level2", "parent", 0.08),
                    Column("level3", "name", 0.40),
                    Column("description", "text", 0.04),
                    Column("value", "target", 0.16),
                    Column("actual", "target", 0.12),
                    Column("weight", "amount", 0.04),
                    Column("score", "amount", 0.04),
                    Column("reason", "text", 0.03, long=True),
                    Column("basis", "text", 0.01),
                ),
            ),
            ListSpec(
                "funds.rows",
                (
                    Column("item", "name", 0.5),
                    *(Column(name, "amount", 0.1) for name in ("initial", "budget", "executed")),
                    Column("weight", "amount", 0.06),
                    Column("rate", "text", 0.08),
                    Column("score", "amount", 0.06),
                ),
            ),
        ),
        identity=("project_name", "department", "title"),
    ),
    **{
        kind: Kind(
            scalars={"title": "text", "unit": "unit", "year": "code", "notes": "text"}, lists=(), identity=("title",)
        )
        for kind in TABLES
    },
}

LONG_SCALARS = frozenset(
    {
        "goal_lifetime",
        "goal_annual",
        "goal_expected",
        "goal_actual",
        "duties",
        "strategic_goal",
        "overall_goal",
        "schedule",
        "notes",
        "purpose",
        "duty_basis",
        "core_functions",
        "affiliates",
        "offices",
        "policy_tasks",
    }
)

STANDARD_LEVELS = frozenset(
    f"{stem}{end}"
    for stem in (
        *("产出", "效益", "满意度", "成本", "数量", "质量", "时效", "经济成本", "社会成本", "生态环境成本"),
        *("经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度"),
    )
    for end in ("", "指标")
)
"""Names of levels 1 and 2 in the national framework: a reading that gives one of these in place of another
has the wrong parent, however alike the two look."""


def at(record: dict[str, Any], path: str) -> Any:
    """The value under a dotted path; None where any step is absent."""
    here: Any = record
    for step in path.split("."):
        if not isinstance(here, dict):
            return None
        here = here.get(step)
    return here


def rows_of(record: dict[str, Any], name: str) -> list[Any]:
    """The list under the name; empty where it is null or absent."""
    rows = at(record, name)
    return rows if isinstance(rows, list) else []


def display_name(record: dict[str, Any]) -> str:
    """What a person calls this record: its project, department or title."""
    for field in ("project_name", "department", "title"):
        if record.get(field):
            return str(record[field])
    return str(record.get("kind") or "")
