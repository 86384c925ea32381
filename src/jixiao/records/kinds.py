"""The kinds of form: one row each. Readers, labels, what is required, exports and schemas follow from it.

A new kind is a model (with its `kind`), a row here, and its reader; `docs/kinds.md` walks through one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from jixiao.records.evaluation import SelfEvaluation
from jixiao.records.goals import DepartmentGoal, DepartmentNarrative, ProjectGoal
from jixiao.records.published import BudgetTable, FinalAccountsTable
from jixiao.records.record import Base

AnyRecord = ProjectGoal | DepartmentGoal | DepartmentNarrative | BudgetTable | SelfEvaluation | FinalAccountsTable

# How a kind is printed: labels with values and lists; paragraphs; header paths over rows.
Layout = Literal["form", "prose", "table"]


@dataclass(frozen=True, slots=True)
class KindTable:
    """A table of exports and of the store: of the kind's records (path ""), or of the list at the field path."""

    path: str
    heading: str
    about: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of form.

    `label` is its Chinese name. `reader` names the function that fills a draft from a form, as `module:function`.
    `required` are fields whose lack makes a record incomplete; of several in one tuple one is enough. `lists` are the
    lists that such a form may hold, by their names in the vocabulary. `subject` heads the name of what the record is
    about. `goal` kinds set goals, and so are reviewed and drafted from; `asked` kinds can be put to a language model.
    `tables` are its tables in exports and in the store, where none are made by hand; `shapes` says of fields of the
    model what their values are, where they are not names (see `columns.Shape`; "target" is a value of an indicator).
    """

    model: type[Base]
    label: str
    layout: Layout
    reader: str
    required: tuple[tuple[str, ...], ...] = ()
    lists: tuple[str, ...] = ()
    subject: str = "部门（单位）"
    goal: bool = False
    asked: bool = False
    tables: tuple[KindTable, ...] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The kind's name, as records carry it."""
        return str(self.model.model_fields["kind"].default)


_EVALUATION_SHAPES = {
    **dict.fromkeys(("goal_expected", "goal_actual", "reason", "description", "basis"), "long"),
    **dict.fromkeys(("phone", "project_code", "department_code"), "code"),
    **dict.fromkeys(("level1", "level2", "unit", "grade", "category", "attribute", "contact"), "term"),
    **dict.fromkeys(("initial", "budget", "executed"), "money"),
    **dict.fromkeys(("weight", "score", "rate"), "printed"),
    **dict.fromkeys(("value", "actual"), "target"),
}

_ROWS = (
    Kind(
        ProjectGoal,
        "项目绩效目标",
        "form",
        "jixiao.fields.kinds.project:read_project",
        required=(("title",), ("project_name",), ("goal_annual",), ("indicators",)),
        lists=("indicators",),
        subject="项目名称",
        goal=True,
        asked=True,
    ),
    Kind(
        DepartmentGoal,
        "部门整体绩效目标",
        "form",
        "jixiao.fields.kinds.department:read_department",
        required=(("title",), ("department",), ("goal_annual",), ("indicators",)),
        lists=("indicators", "tasks", "staff"),
        goal=True,
        asked=True,
    ),
    Kind(
        DepartmentNarrative,
        "部门整体绩效目标（文字）",
        "prose",
        "jixiao.fields.kinds.narrative:read_narrative",
        required=(("overall_goal",),),
        goal=True,
        asked=True,
    ),
    Kind(
        BudgetTable,
        "预算公开表",
        "table",
        "jixiao.fields.kinds.budget:read_budget",
        required=(("title",), ("rows",), ("columns",)),
        asked=True,
    ),
    Kind(
        SelfEvaluation,
        "绩效自评",
        "form",
        "jixiao.fields.kinds.evaluation:read_evaluation",
        required=(("title",), ("project_name", "department"), ("indicators",)),
        subject="项目或部门",
        tables=(
            KindTable("", "绩效自评", "每份绩效自评表一行：预期目标、实际完成情况、总分"),
            KindTable("indicators", "自评指标", "自评表的每条指标一行：指标值、完成值、得分、偏差原因"),
            KindTable("funds.rows", "自评资金", "自评表的每笔资金一行：预算数、执行数、执行率"),
        ),
        shapes=_EVALUATION_SHAPES,
    ),
    Kind(
        FinalAccountsTable,
        "决算公开表",
        "table",
        "jixiao.fields.kinds.final_accounts:read_final_accounts",
        required=(("title",), ("rows",), ("columns",)),
    ),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ROWS}
LABELS: dict[str, str] = {name: kind.label for name, kind in KINDS.items()}


def kind_of(record: Base) -> Kind:
    """The row of the record's kind."""
    return KINDS[str(getattr(record, "kind", ""))]


def of_layout(layout: Layout) -> tuple[str, ...]:
    """The names of the kinds that are printed in that way, in the order of the table."""
    return tuple(name for name, kind in KINDS.items() if kind.layout == layout)
