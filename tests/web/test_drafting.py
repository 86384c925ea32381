"""The drafting desk: numbers and their sources while one types, versions, and the form in Word."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from tests.web.conftest import Served


@pytest.fixture
def goal(served: Served) -> str:
    """A project with indicators, under /api."""
    with served.client as client:
        found = [f for f in client.get("/api/forms").json() if f["file"].endswith(".docx")]
    return f"/api{found[0]['address']}"


def look(served: Served, goal: str, text: str) -> Any:
    with served.client as client:
        return client.post(f"{goal}/draft/look", json={"text": text}).json()


def indicators(served: Served, goal: str) -> list[dict[str, Any]]:
    with served.client as client:
        return list(client.get(goal).json()["record"]["indicators"])


def test_what_is_composed_has_a_source_for_every_number(served: Served, goal: str) -> None:
    with served.client as client:
        made = client.post(f"{goal}/draft", json={"paths": []}).json()
    looked = look(served, goal, made["text"])
    assert made["text"] and looked["links"]
    assert not [fault for fault in looked["faults"] if fault["end"] > fault["start"]]


def test_a_number_without_a_source_is_marked_where_it_stands(served: Served, goal: str) -> None:
    with served.client as client:
        text = client.post(f"{goal}/draft", json={"paths": []}).json()["text"]
    wrong = f"{text}另外新建公厕77座。"
    looked = look(served, goal, wrong)
    marked = [wrong[fault["start"] : fault["end"]] for fault in looked["faults"]]
    assert any("77" in said for said in marked)
    assert looked["final"] is False


def test_a_number_leads_to_its_indicator(served: Served, goal: str) -> None:
    rows = indicators(served, goal)
    at, row = next(
        (n, row) for n, row in enumerate(rows) if row["value"].startswith("≥") and row["value"][1:2].isdigit()
    )
    text = f"{row['level3']}达到{row['value'][1:]}以上。"
    looked = look(served, goal, text)
    assert [f"indicators[{at}]"] in [link["paths"] for link in looked["links"]]


def test_only_what_is_chosen_is_written(served: Served, goal: str) -> None:
    rows = indicators(served, goal)
    chosen = [f"indicators[{n}]" for n, row in enumerate(rows) if row["level1"] == "产出指标"][:2]
    with served.client as client:
        whole = client.post(f"{goal}/draft", json={"paths": []}).json()["text"]
        made = client.post(f"{goal}/draft", json={"paths": chosen}).json()["text"]
    said = {
        path for link in look(served, goal, made)["links"] for path in link["paths"] if path.startswith("indicators")
    }
    assert made != whole and said <= set(chosen) and said


def test_versions_are_kept_and_never_changed(served: Served, goal: str) -> None:
    with served.client as client:
        for text in ("第一稿。", "第二稿。"):
            client.post(f"{goal}/drafts", json={"text": text})
        kept = client.get(f"{goal}/drafts").json()
        page = client.get(goal.replace("/api/forms", "/draft"), headers={"Accept": "text/html"}).text
    assert [each["text"] for each in kept] == ["第二稿。", "第一稿。"]
    assert {each["who"] for each in kept} == {"李核"}
    assert "第二稿。</textarea>" in page


def test_the_form_in_word_has_the_text(served: Served, goal: str) -> None:
    with served.client as client:
        word = client.post(f"{goal}/draft.docx", json={"text": "这是改过的目标。"})
    document = docx.Document(io.BytesIO(word.content))
    assert "这是改过的目标。" in "".join(c.text for t in document.tables for r in t.rows for c in r.cells)


def test_what_is_no_project_says_so(served: Served, samples: Any, tmp_path: Any) -> None:
    with served.client as client:
        client.put("/api/uploads/file/部门.xlsx", content=(samples / "haitun-department.xlsx").read_bytes())
        for _ in range(600):
            found = [f for f in client.get("/api/forms").json() if f["kind"] == "department_goal"]
            if found:
                break
        answer = client.post(f"/api{found[0]['address']}/draft", json={"paths": []})
    assert answer.status_code == 404 and "请从“起草”里选一个项目" in answer.json()["message"]


def test_a_text_that_is_no_paragraph_is_refused(served: Served, goal: str) -> None:
    assert "请分开写" in look(served, goal, "长" * 5000)["message"]
