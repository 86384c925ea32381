"""Field paths in words: "indicators[3].value" is 绩效指标 第4行 指标值."""

from __future__ import annotations

import re
import types
from difflib import get_close_matches
from typing import Annotated, Any, Union, get_args, get_origin

from jixiao.records.model import Model
from jixiao.records.paths import FieldPath, leaves
from jixiao.records.record import ASIDE, Base

_NEAR = 5  # so many names are told
_COUNTED = re.compile(r"第(\d+)[行栏]")


def field_heading(model: type[Model], path: str) -> str:
    """The official terms along a field path, with the number of the row in a list; names without a term stay."""
    out: list[str] = []
    inside: type[Model] | None = model
    for step in FieldPath(path).steps:
        if isinstance(step, int):
            out.append(f"第{step + 1}行" if not out or not out[-1].startswith("第") else f"第{step + 1}栏")
            continue
        known = inside.model_fields.get(step) if inside is not None else None
        out.append((known.description if known else None) or step)
        inside = _model_in(known.annotation) if known else None
    return " ".join(out)


def path_named(record: Base, field: str) -> FieldPath | None:
    """The path of the value that is called so: by its path (indicators[0].value), or in words (绩效指标 第1行 指标值;
    指标1.指标值 for short). None where there is no such value, or several.
    """
    paths = [path for path, _ in leaves(record.model_dump(exclude=ASIDE))]
    if field in paths:
        return FieldPath(field)
    flat = _flat(field)
    names = {path: _flat(field_heading(type(record), path)) for path in paths}
    whole = [path for path, name in names.items() if name == flat]
    named = whole or [path for path, name in names.items() if _ends(field_heading(type(record), path), flat)]
    return named[0] if len(named) == 1 else None


def names_near(record: Base, field: str) -> list[str]:
    """The names, in words, of the record's values that are most like the one given: those that hold it, then others."""
    heads = dict.fromkeys(
        _COUNTED.sub("第1行", field_heading(type(record), path)) for path, _ in leaves(record.model_dump(exclude=ASIDE))
    )
    flat = _flat(field)
    inside = [head for head in heads if flat and flat in _flat(head)]
    return (inside + [each for each in get_close_matches(field, heads, _NEAR) if each not in inside])[:_NEAR]


def _ends(heading: str, flat: str) -> bool:
    """Whether the name is the end of the heading, from the beginning of one of its words on; or, with the number of a
    row in it, any end: it tells the list by less than its name."""
    words = _COUNTED.sub(r"\1", heading).split()
    if _COUNTED.search(heading) and any(sign.isdigit() for sign in flat):
        return "".join(words).endswith(flat)
    return any("".join(words[at:]) == flat for at in range(len(words)))


def _flat(words: str) -> str:
    return "".join(words.replace(".", "").split())


def _model_in(annotation: Any) -> type[Model] | None:
    """The model that a field holds, alone, in a list, or where it may be None."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    if get_origin(annotation) in (list, Union, types.UnionType, Annotated):
        for inner in get_args(annotation):
            if (found := _model_in(inner)) is not None:
                return found
    return None
