"""JSON and JSON lines, read back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.records import made

from jixiao.engine.reading import to_json
from jixiao.export import json_file, jsonl
from jixiao.records import Reading


def test_a_file_holds_the_whole_reading_in_a_settled_order(tmp_path: Path) -> None:
    reading = made.reading(values=made.SPOILT)
    path = json_file(reading, tmp_path)
    assert path == tmp_path / "临溪县预算.pdf.json"
    text = path.read_text(encoding="utf-8")
    assert list(json.loads(text)) == [name for name in Reading.model_fields if name != "corrected"]
    assert Reading.model_validate_json(text) == reading
    assert "临溪县水务局" in text
    assert '\n "source"' in text


def test_the_same_reading_gives_the_same_bytes_as_a_run_writes(tmp_path: Path) -> None:
    first = json_file(made.reading(), tmp_path / "一").read_bytes()
    assert first == json_file(made.reading(), tmp_path / "二").read_bytes() == to_json(made.reading())


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    reading = made.reading()
    for name in ("../外.pdf", "a/b.pdf", "C:\\x.pdf", "长" * 300 + ".pdf"):
        reading.source.name = name
        path = json_file(reading, tmp_path)
        assert path.parent == tmp_path
        assert Reading.model_validate_json(path.read_bytes()) == reading
    assert len(list(tmp_path.iterdir())) == 4


def test_each_record_is_a_line_that_names_its_source(tmp_path: Path) -> None:
    readings = [made.reading("甲.pdf"), made.failed(), made.reading("乙.pdf")]
    path = jsonl(iter(readings), tmp_path / "记录.jsonl")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(x["source"]["name"], x["number"], x["kind"]) for x in lines] == [
        (reading.source.name, number, record.kind)
        for reading in readings
        for number, record in enumerate(reading.records, 1)
    ]
    assert lines[0]["source"] == {"name": "甲.pdf", "sha256": readings[0].source.sha256}
    assert list(lines[0])[:4] == ["source", "number", "kind", "title"]


def test_a_line_gives_back_its_record(tmp_path: Path) -> None:
    reading = made.reading(values=made.SPOILT)
    path = jsonl(iter([reading]), tmp_path / "记录.jsonl")
    for text, record in zip(path.read_text(encoding="utf-8").split("\n"), reading.records, strict=False):
        line = json.loads(text)
        del line["source"], line["number"]
        assert type(record).model_validate(line) == record
