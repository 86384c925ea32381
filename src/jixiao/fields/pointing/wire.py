"""What a model answers: ids of cells, roles of columns, runs of rows, quotes. There is no place in it for a value.

A form of tables is answered with a `FormAnswer`, prose with a `ProseAnswer`. The schemas that a model is sent leave out
titles, descriptions, defaults and the names of fields: the prompt says them, and each question pays for a schema anew.
What is no name of a field is found by the check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

# Named, so that the schema a model is sent holds each once.
Id = TypeAliasType("Id", Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,5}$")])
# A cell or paragraph, or with a colon after it the part behind the first colon in it; with words after that, the part
# behind those words.
Mark = TypeAliasType("Mark", Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,5}(:.{0,24})?$")])
Rows = TypeAliasType("Rows", Annotated[str, StringConstraints(pattern=r"^([0-9]{1,5}(-[0-9]{1,5})?(,|$))*$")])
Places = TypeAliasType(
    "Places", Annotated[str, StringConstraints(pattern=r"^([A-Z]{0,2}[0-9]{1,5}(-[0-9]{1,5})?(,|$))*$")]
)
# The label of what no field is for; two that cross are joined.
Label = TypeAliasType(
    "Label", Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,5}(:.{0,24}|(\+[A-Z]{1,2}[0-9]{1,5})+)?$")]
)
Level = Literal["level1", "level2", "level12"]
_NOISE = ("title", "description", "default", "propertyNames")


class Wire(BaseModel):
    """Shared settings: what is not asked for is refused."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The schema without what the prompt says better."""
        schema: dict[str, Any] = handler(core)
        found = handler.resolve_ref_schema(schema)
        for node in (found, *found.get("properties", {}).values()):
            for name in _NOISE:
                node.pop(name, None)
            if (one := [x for x in node.get("anyOf", ()) if x != {"type": "null"}]) and len(one) == 1:
                node.pop("anyOf")
                node.update(one[0])
        return schema


class Quote(Wire):
    """A part of a cell or paragraph: from the words `start` to the words `end`, both as printed.

    Where `start` stands in it several times, `nth` says which one is meant, counted from 1; `end` is then the first
    after it.
    """

    id: Id
    start: str | None = None
    end: str | None = None
    nth: int | None = None


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) or value is None else [value]


Spans = TypeAliasType(
    "Spans",
    Annotated[list[Mark | Quote], BeforeValidator(_listed, json_schema_input_type=Mark | Quote | list[Mark | Quote])],
)
Heads = TypeAliasType(
    "Heads", Annotated[list[Mark], BeforeValidator(_listed, json_schema_input_type=Mark | list[Mark])]
)


class Listing(Wire):
    """A list of the form: the role of each column by its header cell, and the rows it holds for.

    A header with a colon and words names what stands before the column's values in their own cells.

    A column whose header does not stand over it is named by its cell in the first row, `head` are the header's rows.
    `bands` are rows, paragraphs or cells that name a level, in force for the rows under them; `level12` names both.
    `joined` are rows that are one, `total` rows of totals, `single` rows whose columns the header does not tell.
    """

    name: Literal["indicators", "tasks", "staff", "spending_plan"] = "indicators"
    scope: Literal["annual", "lifetime"] | None = None
    columns: dict[str, Heads] = Field(default_factory=dict)
    rows: Rows = ""
    head: Rows = ""
    bands: dict[Level, Places] = Field(default_factory=dict)
    joined: Rows = ""
    total: Rows = ""
    single: list[dict[str, Spans]] = Field(default_factory=list)


class Projects(Wire):
    """A list of projects: the field of each column by its header cell, and the rows; a project has one or more."""

    columns: dict[str, Heads]
    rows: Rows


class FormAnswer(Wire):
    """What a form is and where everything in it stands.

    `extra` gives the value under each label that no field is for. `other` are rows, and cells by id, that are neither.
    `continues` says whether the tables shown as a possible rest of the form are one. `starts` are the rows in which
    forms of one layout begin that were taken for one; all else is then said of the first. `projects` says where a list
    has the projects' own columns.
    """

    kind: Literal["project_goal", "department_goal", "budget_table", "other"]
    continues: bool | None = None
    starts: Rows = ""
    projects: Projects | None = None
    fields: dict[str, Spans] = Field(default_factory=dict)
    lists: list[Listing] = Field(default_factory=list)
    extra: dict[Label, Spans] = Field(default_factory=dict)
    other: Places = ""


class RunForm(FormAnswer):
    """One of the forms of a run of pages: the rows from where it begins to where it ends, and what stands in them.

    A form laid out as the one with the number `like` of the same answer says no more than its rows. The first form of a
    part that is cut out of a run `continues` the one before it.
    """

    kind: Literal["project_goal", "department_goal", "department_narrative", "budget_table", "other"]  # type: ignore[assignment]
    rows: Rows
    like: int | None = None


class RunAnswer(Wire):
    """The forms of a run of pages in printed order; `other` are rows of none."""

    forms: list[RunForm]
    other: Rows = ""


class ProseAnswer(Wire):
    """What paragraphs are and where everything in them stands."""

    kind: Literal["department_narrative", "other"]
    fields: dict[str, Spans] = Field(default_factory=dict)
    sub_goals: list[dict[Literal["area", "activity", "goal", "indicators", "standards"], Spans]]
    measures: list[dict[Literal["heading", "text"], Spans]]
    other: Rows = ""


AnyAnswer = FormAnswer | ProseAnswer  # about one form
_CELL = re.compile(r"[A-Z]")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def row_numbers(rows: str) -> list[int]:
    """The numbers of "3-5,8" in their order: 3, 4, 5, 8; cells named by id stand for no row."""
    out: list[int] = []
    for part in filter(None, rows.split(",")):
        if not _CELL.match(part):
            first, _, last = part.partition("-")
            out.extend(range(int(first), int(last or first) + 1))
    return out


def cell_ids(places: str) -> list[str]:
    """The cells of "3-5,B8" that are named by id: B8."""
    return [part for part in places.split(",") if _CELL.match(part)]


def place_rows(places: str) -> list[int]:
    """The rows of "3-5,B8", of cells the row in which they begin: 3, 4, 5, 8."""
    return [n for part in places.split(",") for n in row_numbers(part.lstrip(_LETTERS))]


def label_marks(label: str) -> list[str]:
    """The cells that are a label together: "B3+C5" is B3 and C5."""
    return [label] if ":" in label else label.split("+")


def runs(numbers: Iterable[int]) -> str:
    """The numbers as rows are written: "3-5,8"."""
    out: list[list[int]] = []
    for n in sorted(set(numbers)):
        if out and n == out[-1][1] + 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in out)
