"""The JSON Schemas in the checkout are those of the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PROJECT
from tests.records import made

from jixiao.export.schemas import MODELS, schema_of, text_of, write
from jixiao.records import Reading

FOLDER = PROJECT / "schemas" / "records"


@pytest.mark.parametrize("name", MODELS)
def test_the_file_is_that_of_the_model(name: str) -> None:
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert text == text_of(name), "the models have changed; renew with: uv run python -m jixiao.export.schemas"


def test_there_is_no_file_without_a_model() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == sorted(f"{name}.schema.json" for name in MODELS)


def test_the_files_can_be_written_anywhere(tmp_path: Path) -> None:
    assert [p.read_text(encoding="utf-8") for p in write(tmp_path)] == [text_of(name) for name in MODELS]


def resolved(schema: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference stands for."""
    while "$ref" in schema:
        schema = top["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def fits(value: Any, schema: dict[str, Any] | bool, top: dict[str, Any]) -> bool:
    """Whether the value is as the schema says, for the words that these schemas use."""
    if isinstance(schema, bool):
        return schema
    schema = resolved(schema, top)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return any(fits(value, one, top) for one in schema[choice])
    if "const" in schema:
        return bool(value == schema["const"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds = {"string": str, "integer": int, "number": (int, float), "null": type(None), "array": list, "object": dict}
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return False
    if isinstance(value, list):
        places = schema.get("prefixItems")
        if places:
            return len(value) == len(places) and all(fits(v, s, top) for v, s in zip(value, places, strict=True))
        return all(fits(v, schema.get("items", {}), top) for v in value)
    if isinstance(value, dict) and "properties" in schema:
        named = schema["properties"]
        whole = set(schema["required"]) <= set(value) <= set(named)
        return whole and all(fits(value[k], named[k], top) for k in value)
    if isinstance(value, dict):
        return all(fits(v, schema.get("additionalProperties", {}), top) for v in value.values())
    return True


def test_what_is_written_is_what_the_schema_says() -> None:
    reading = made.reading()
    written = json.loads(reading.model_dump_json())
    assert fits(written, schema_of("reading"), schema_of("reading"))
    for record in written["records"]:
        schema = schema_of(record["kind"])
        assert fits(record, schema, schema)
        assert not fits({**record, "year": "2023年"}, schema, schema)
        assert not fits({k: v for k, v in record.items() if k != "status"}, schema, schema)


def test_every_printed_field_carries_its_chinese_term() -> None:
    for name, model in MODELS.items():
        if not issubclass(model, Reading):
            named = schema_of(name)["properties"]
            about = {"kind", "evidence", "parsed", "doubts", "alternatives"}
            assert all(said.get("description") for field, said in named.items() if field not in about)
