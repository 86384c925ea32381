"""The records of the contract. Values are text as printed: blank is "", a field the form does not have is None.

The official Chinese term of each field stands in its description; exports take their headings from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field

from jixiao.records.paths import FieldPath
from jixiao.records.values import Value, value_at

Printed = str | None
Scope = Literal["annual", "lifetime"]
How = Literal["text", "ocr", "model", "person"]


class Model(BaseModel):
    """Shared settings: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


def absent(value: Any) -> bool:
    """Whether a field that only some readings have is left out of what is written."""
    return not value


class Part(Model):
    """A part of a record that has values, such as a row of a list: it knows its record."""

    # What record holds it, under which path, in which field and row. A slot: it is no part of what a part says.
    __slots__ = ("_home",)

    def at(self, name: str) -> Value:
        """The value of the field of that name with its page, number, doubts and the like: `indicator.at("value")`.

        KeyError where there is no such field; LookupError where the part was made by itself and is in no record.
        """
        home: tuple[Base, FieldPath, str, int | None] | None = getattr(self, "_home", None)
        if home is None:
            raise LookupError(f"this {type(self).__name__} is in no record; where it is, use record.at(path)")
        record, above, of, row = home
        path = above / of if row is None else above / of / row
        return value_at(record, path / name)


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


class Base(Model):
    """What every record carries beside its fields.

    `pages` is [first, last], 1-based, None without pages. `evidence` is by field path ("funds.annual.total",
    "indicators[3].value"). `parsed` holds what is derived from printed values, by the same paths. `doubts` names the
    paths whose reading is not certain, each with the codes of why; `alternatives` what else was read there.
    """

    pages: tuple[int, int] | None = Field(default=None, description="页码")
    status: Literal["complete", "incomplete"] = Field(default="complete", description="完整性")
    reasons: list[Reason] = Field(default_factory=list, description="原因")
    extra: list[Extra] = Field(default_factory=list, description="其他栏目")
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    parsed: dict[str, dict[str, object]] = Field(default_factory=dict)
    doubts: dict[str, list[str]] = Field(default_factory=dict)
    alternatives: dict[str, list[Alternative]] = Field(default_factory=dict, exclude_if=absent)

    def at(self, path: str) -> Value:
        """The value at the field path, "indicators[0].value", with its page, number, doubts and the like.

        KeyError where the record has no such field or row.
        """
        return value_at(self, path)

    def values(self) -> Iterator[Value]:
        """Every value that something is known about beside its text: where it was read, what it comes to, doubts."""
        for path in dict.fromkeys([*self.evidence, *self.parsed, *self.doubts]):
            yield value_at(self, path)

    def model_post_init(self, context: Any) -> None:
        """Tell the parts which record they are of."""
        _house(self, self, FieldPath())

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        copied = super().__deepcopy__(memo)
        _house(copied, copied, FieldPath())
        return copied

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        _house(self, self, FieldPath())


def _house(node: BaseModel, record: Base, path: FieldPath) -> None:
    """Tell the parts in the node where they are."""
    for name in _holders(node.__class__):
        value = getattr(node, name)
        if isinstance(value, list):
            nested = bool(value) and bool(_holders(value[0].__class__))
            for at, part in enumerate(value):
                _set_home(part, (record, path, name, at))
                if nested:
                    _house(part, record, path / name / at)
        elif value is not None:
            _set_home(value, (record, path, name, None))
            _house(value, record, path / name)


@cache
def _holders(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of the model that hold parts, or a list of them."""
    return tuple(name for name, field in model.model_fields.items() if _holds_parts(field.annotation))


def _holds_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_holds_parts(inner) for inner in get_args(annotation))


_set_home = Part.__dict__["_home"].__set__
