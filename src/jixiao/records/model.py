"""What records are made of: the shared settings of their models, places, readings, reasons."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Printed = str | None
Scope = Literal["annual", "lifetime"]
SCOPES = {"annual": "年度", "lifetime": "实施期"}
"""The scopes in words."""
How = Literal["text", "ocr", "model", "person"]


class Model(BaseModel):
    """Shared settings: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


def absent(value: Any) -> bool:
    """Whether a field that only some readings have is left out of what is written."""
    return not value


class Spot(Model):
    """A further place of a value that goes on over a page end."""

    page: int | None = Field(default=None, description="页")
    box: tuple[float, float, float, float] | None = Field(default=None, description="位置（点，左上角为原点）")
    place: str | None = Field(default=None, description="Word、Excel 中的位置")


class Evidence(Spot):
    """Where a value was read from, and how; `confidence` (0..1) from evidence where a reading may be wrong (scans).

    `correction` is the id of the correction by which a person set or confirmed the value.
    """

    how: How = Field(default="text", description="读取方式")
    confidence: float | None = Field(default=None, description="把握", exclude_if=lambda value: value is None)
    continued: list[Spot] = Field(default_factory=list, description="跨页续接的位置")
    correction: str = Field(default="", description="改正编号", exclude_if=absent)


class Alternative(Evidence):
    """Another reading of a value than the one the record holds, and where and how it was read."""

    text: str = Field(description="另一种读法")


class Reason(Model):
    """Why a record is not complete, or what else a reader should know."""

    code: str
    message: str
    page: int | None = None


class Extra(Model):
    """A label and value of the form that the contract has no field for."""

    label: str
    value: str
