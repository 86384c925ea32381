"""What a project is told by, from `schemas/drafts/input.yaml`: the names of its fields in files and workbooks."""

from __future__ import annotations

from functools import cache, cached_property

from pydantic import Field

from jixiao.drafts.language.words import checked
from jixiao.records.drafts import Project
from jixiao.records.model import Model
from jixiao.records.paths import FieldPath
from jixiao.text import key


class InputField(Model):
    """A field: its names, and what the template and messages say of it."""

    names: list[str]
    required: bool = False
    several: bool = Field(default=False, alias="list")
    width: int = 14
    note: str = ""
    ask: str = ""

    @property
    def heading(self) -> str:
        """The name that it has in the template."""
        return self.names[0]


class Sheet(Model):
    """A sheet of the workbook, or what a file holds of one kind: its name, and its fields by path."""

    sheet: str
    fields: dict[str, InputField]

    @cached_property
    def paths(self) -> dict[str, str]:
        """The path of a field by each of its names, and by the path itself."""
        named = {key(name): path for path, field in self.fields.items() for name in field.names}
        return named | {key(path): path for path in self.fields}


class Example(Model):
    """The rows of the template that show how it is filled in."""

    project: dict[str, str]
    indicators: list[dict[str, str]]


class InputForm(Model):
    """The two sheets and the example."""

    project: Sheet
    indicator: Sheet
    example: Example

    @property
    def mark(self) -> str:
        """What the name of a project begins with that is only an example."""
        return self.example.project["project_name"].partition("：")[0] + "："


@cache
def input_form() -> InputForm:
    """The form, read once; ResourceError where the file is wrong."""
    return checked(InputForm, "input.yaml")


def missing(project: Project) -> list[tuple[str, str]]:
    """The fields that would help and are not given: (name, what to write there)."""
    out = []
    for path, field in input_form().project.fields.items():
        if not field.ask:
            continue
        if not FieldPath(path).get(project):
            out.append((field.heading, field.ask))
    return out
