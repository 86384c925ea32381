"""The tables of a kind that has none made by hand: one for its records, one for each of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast, get_args

from jixiao.records.kinds import Kind
from jixiao.records.model import Model
from jixiao.records.record import Base
from jixiao.records.tables.columns import Column, Noun, Shape, derived, money, printed
from jixiao.records.tables.rows import items, records

_AROUND = {*Base.model_fields, "kind"}


def tables_of(kind: Kind, lead: tuple[Column, ...], record: tuple[Column, ...], item: tuple[Column, ...]) -> list[Noun]:
    """The kind's tables in the order of `Kind.tables`; `lead` stands first, `record` or `item` last."""
    out = []
    for table in kind.tables:
        if not table.path:
            columns = (*lead, *_columns(kind.model, kind, ""), *record)
            out.append(Noun(f"{kind.name}s", table.heading, records(kind.name), _once(columns), table.about))
            continue
        model = item_model(kind.model, table.path)
        name = f"{kind.name}_{table.path.split('.')[0]}"
        columns = (*lead, *_columns(model, kind, ""), *item)
        out.append(Noun(name, table.heading, items(table.path, kind.name), _once(columns), table.about))
    return out


def item_model(model: type[Model], path: str) -> type[Model]:
    """The model of an item of the list at the field path."""
    inside = model
    for name in path.split("."):
        found = _model_in(inside.model_fields[name].annotation)
        if found is None:
            raise ValueError(f"{model.__name__}.{path} holds no list of models")
        inside = found
    return inside


def _columns(model: type[Model], kind: Kind, under: str) -> Iterator[Column]:
    """The printed fields of a model and of the objects inside it; lists have tables of their own."""
    for name, info in model.model_fields.items():
        if (not under and name in _AROUND) or name == "year":
            continue
        inner = _model_in(info.annotation)
        if inner is not None:
            if not _is_list(info.annotation):
                yield from _columns(inner, kind, f"{under}.{name}" if under else name)
            continue
        if not _is_list(info.annotation):
            yield from _column(model, name, kind.shapes.get(name, "name"), under)


def _column(model: type[Model], name: str, shape: str, under: str) -> Iterator[Column]:
    """A field as printed, with what is derived from it: an amount in 元, a target's number and unit."""
    if shape == "money":
        yield from money(model, name, under)
        return
    if shape != "target":
        yield printed(model, name, cast("Shape", shape), under)
        return
    text = printed(model, name, "printed", under)
    yield text
    yield derived(f"{text.name}_number", f"{text.heading}（数值）", "number", (text.of, "number"))
    yield derived(f"{text.name}_unit", f"{text.heading}（单位）", "term", (text.of, "unit"))


def _once(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Each column once, the first of a name."""
    return tuple({c.name: c for c in reversed(columns)}[name] for name in dict.fromkeys(c.name for c in columns))


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is list or any(_is_list(a) for a in get_args(annotation))


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((found for a in get_args(annotation) if (found := _model_in(a)) is not None), None)
