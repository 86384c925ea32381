"""The JSON Schemas of what jixiao writes, made from the record models: `python -m jixiao.export.schemas [FOLDER]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from jixiao import resources
from jixiao.atomic import whole
from jixiao.records import Checked, Reading
from jixiao.records.kinds import KINDS
from jixiao.records.model import Model

MODELS: dict[str, type[Model]] = {
    **{name: kind.model for name, kind in KINDS.items()},
    "reading": Reading,
    "checked": Checked,
}


class _AsWritten(GenerateJsonSchema):
    """Fields have no defaults: each is always there, or left out where it says nothing. No titles that repeat names."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return "serialization_exclude_if" not in field

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of one record kind, or of a whole `reading`, as it is written."""
    model = MODELS[name]
    made = model.model_json_schema(mode="serialization", schema_generator=_AsWritten)
    return {"$schema": GenerateJsonSchema.schema_dialect, **made}


def text_of(name: str) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=1) + "\n"


def write(folder: Path) -> list[Path]:
    """`FOLDER/<name>.schema.json` for every record kind and for a reading."""
    out = []
    for name in MODELS:
        path = folder / f"{name}.schema.json"
        with whole(path) as part:
            part.write_text(text_of(name), encoding="utf-8")
        out.append(path)
    return out


if __name__ == "__main__":
    for written in write(Path(sys.argv[1]) if len(sys.argv) > 1 else resources.folder("schemas") / "records"):
        print(written)
