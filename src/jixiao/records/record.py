"""What every record carries. Values are text as printed: blank is "", a field the form does not have is None.

The official Chinese term of each field stands in its description; exports take their headings from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, Field

from jixiao.records.model import Alternative, Evidence, Extra, Model, Reason, absent
from jixiao.records.paths import FieldPath
from jixiao.records.values import Value

ASIDE = {"pages", "status", "reasons", "evidence", "parsed", "doubts", "alternatives"}
"""What a record says about its fields; the rest is its content."""


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


def value_at(record: Base, path: str) -> Value:
    """The value at the path of the record; KeyError where there is no such field, or no such row."""
    path = FieldPath(path)
    found = _found(record, path)
    return Value(
        path,
        None if found is None else str(found),
        record.evidence.get(path),
        record.parsed.get(path, {}),
        tuple(record.doubts.get(path, ())),
        tuple(record.alternatives.get(path, ())),
    )


def _found(record: Base, path: FieldPath) -> object:
    """What stands at the path, None where a part of the form that would hold it is not there."""
    try:
        steps = path.steps
    except ValueError as exc:
        raise KeyError(f"{path!r} is no field path, such as indicators[0].value") from exc
    item: Any = record
    for step in steps:
        if item is None:
            return None
        if isinstance(step, int):
            if not isinstance(item, list) or step >= len(item):
                raise KeyError(f"{path}: there is no row {step}")
            item = item[step]
        elif step in getattr(type(item), "model_fields", ()):
            item = getattr(item, step)
        else:
            raise KeyError(f"{path}: {type(item).__name__} has no field {step!r}")
    if isinstance(item, list | dict) or hasattr(type(item), "model_fields"):
        raise KeyError(f"{path} is not a value but has values in it; name one of them")
    return item


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
