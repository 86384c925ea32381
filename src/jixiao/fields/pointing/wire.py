"""What a model answers: ids of cells, roles of columns, runs of rows, quotes. There is no place in it for a value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from typing_extensions import TypeAliasType

from jixiao.fields.pointing.terms import COLUMNS, FIELDS

_REQUIRED = {
    "project_goal": ("lists",),
    "department_goal": ("lists",),
    "department_narrative": ("sub_goals", "measures"),
}
Kind = Literal["project_goal", "department_goal", "department_narrative", "budget_table", "other"]
# Named, so that the schema a model is sent holds each once.
Id = TypeAliasType("Id", Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,5}$")])
# A cell or paragraph, or with a colon after it the part behind the first colon in it.
Mark = TypeAliasType("Mark", Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,5}:?$")])
Rows = TypeAliasType(
    "Rows", Annotated[str, StringConstraints(pattern=r"^([0-9]{1,5}(-[0-9]{1,5})?(,[0-9]{1,5}(-[0-9]{1,5})?)*)?$")]
)
if TYPE_CHECKING:
    FieldName = str
    ColumnName = str
    SubGoalPart = str
    MeasurePart = str
else:
    FieldName = TypeAliasType("FieldName", Literal[tuple(FIELDS)])
    ColumnName = TypeAliasType("ColumnName", Literal[tuple(COLUMNS)])
    SubGoalPart = TypeAliasType("SubGoalPart", Literal["area", "activity", "goal", "indicators", "standards"])
    MeasurePart = TypeAliasType("MeasurePart", Literal["heading", "text"])


class Wire(BaseModel):
    """Shared settings: what is not asked for is refused."""

    model_config = ConfigDict(extra="forbid")


class Quote(Wire):
    """A part of a cell or paragraph: from the words `start` to the words `end`, both as printed."""

    id: Id
    start: str | None = None
    end: str | None = None


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) or value is None else [value]


Spans = TypeAliasType(
    "Spans",
    Annotated[list[Mark | Quote], BeforeValidator(_listed, json_schema_input_type=Mark | Quote | list[Mark | Quote])],
)
Heads = TypeAliasType("Heads", Annotated[list[Id], BeforeValidator(_listed, json_schema_input_type=Id | list[Id])])


class Listing(Wire):
    """A list of the form: the role of each column by its header cell, and the rows it holds for."""

    name: Literal["indicators", "tasks", "staff", "spending_plan"] = "indicators"
    scope: Literal["annual", "lifetime"] | None = None
    columns: dict[ColumnName, Heads] = Field(default_factory=dict)
    rows: Rows = ""
    joined: Rows = ""
    total: Rows = ""
    single: list[dict[ColumnName, Spans]] = Field(default_factory=list)


class FormAnswer(Wire):
    """What a form is and where everything in it stands."""

    kind: Kind
    fields: dict[FieldName, Spans] = Field(default_factory=dict)
    lists: list[Listing] = Field(default_factory=list)
    sub_goals: list[dict[SubGoalPart, Spans]] = Field(default_factory=list)
    measures: list[dict[MeasurePart, Spans]] = Field(default_factory=list)
    other: Rows = ""

    @model_validator(mode="after")
    def _lists_are_said(self) -> FormAnswer:
        """A list that is left out is not an empty list."""
        for name in _REQUIRED.get(self.kind, ()):
            if name not in self.model_fields_set:
                raise ValueError(f"{self.kind} 必须给出 {name}")
        return self


def row_numbers(rows: str) -> list[int]:
    """The numbers of "3-5,8" in their order: 3, 4, 5, 8."""
    out: list[int] = []
    for part in filter(None, rows.split(",")):
        first, _, last = part.partition("-")
        out.extend(range(int(first), int(last or first) + 1))
    return out


def runs(numbers: Iterable[int]) -> str:
    """The numbers as rows are written: "3-5,8"."""
    out: list[list[int]] = []
    for n in sorted(set(numbers)):
        if out and n == out[-1][1] + 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in out)
