"""Readings, checks, suggestions and exports for programs; the example of the docs does what it says."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.web.conftest import COPY, Served
from tests.web.test_forms_api import cells, change, doubted

DOCS = Path(__file__).parents[2] / "docs" / "desk.md"


def test_a_reading_is_had_as_corrected_and_as_read(served: Served, copy: str) -> None:
    with served.client as client:
        (mine,) = (each for each in client.get("/api/readings").json() if each["name"] == COPY)
        cell = doubted(client.get(copy).json())[0]
        change(client, copy, "value", cell["path"], cell["text"], "改过的值")
        now = client.get(f"/api/readings/{mine['sha256'][:12]}").json()
        read = client.get(f"/api/readings/{mine['sha256'][:12]}", params={"as_read": True}).json()
    assert "改过的值" in json.dumps(now["records"], ensure_ascii=False)
    assert "改过的值" not in json.dumps(read["records"], ensure_ascii=False)
    assert now["source"]["name"] == COPY and now["status"]


def test_checks_and_suggestions_of_a_form(served: Served) -> None:
    with served.client as client:
        goals = [f"/api{f['address']}" for f in client.get("/api/forms").json() if f["file"].endswith(".docx")]
        found = [client.get(f"{goal}/checks").json() for goal in goals]
        assert all(each["ledger"] for each in found)
        finding = next(finding for each in found for finding in each["findings"])
        assert {"check", "message", "paths"} <= finding.keys()
        assert client.get(f"{goals[0]}/suggestions").json()["project"]


@pytest.mark.parametrize("name", ["xlsx", "csv", "jsonl", "parquet"])
def test_everything_is_exported_as_corrected(served: Served, copy: str, name: str) -> None:
    with served.client as client:
        change(client, copy, "value", "project_name", client.get(copy).json()["subject"], "改过的名称")
        answer = client.get(f"/api/export/{name}")
    assert answer.status_code == 200
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)
        said = [cell.value for row in book["项目"].iter_rows() for cell in row]
        assert "改过的名称" in said
    elif name == "jsonl":
        assert "改过的名称" in answer.text
    else:
        assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) > 3


def test_a_format_that_there_is_not_is_named(served: Served) -> None:
    with served.client as client:
        answer = client.get("/api/export/docx")
    assert answer.status_code == 400 and "可用的有" in answer.json()["message"]


def test_the_example_of_the_docs_runs(
    served: Served, copy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program in docs/desk.md, against this desk."""
    (example,) = re.findall(r"```python\n(.+?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    with served.client as client:
        waiting = doubted(client.get(copy).json())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "申报表.pdf").write_bytes((served.desk.place.parent / COPY).read_bytes())
    answers = iter(["照例子改的"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers, ""))
    program = example.replace("http://127.0.0.1:8765", served.address).replace("令牌", served.token)
    exec(compile(program, "docs/desk.md", "exec"), {})
    with served.client as client:
        now = {cell["path"]: cell for cell in cells(client.get(copy).json())}
        assert not doubted(client.get(copy).json())
        assert client.get("/api/uploads").json()
    assert now[waiting[0]["path"]]["text"] == "照例子改的"
    assert all(now[cell["path"]]["text"] == cell["text"] for cell in waiting[1:])
    assert (tmp_path / "汇总.xlsx").read_bytes()[:2] == b"PK"
