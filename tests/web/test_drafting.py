"""The drafting desk: numbers and their sources while one types, versions, and the form in Word."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from tests.web.conftest import Served
from tests.web.test_changing_forms import until


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


def test_an_indicator_that_is_left_out_on_purpose_is_not_missed(served: Served, goal: str) -> None:
    with served.client as client:
        made = client.post(f"{goal}/draft", json={"paths": []}).json()["text"]
        text = made.partition("。")[0] + "。"
        missed = client.post(f"{goal}/draft/look", json={"text": text}).json()
        (fault,) = [each for each in missed["faults"] if "勾选" in each["message"]]
        said = {"text": text, "left_out": fault["paths"][1:]}
        rest = client.post(f"{goal}/draft/look", json=said).json()["faults"]
        said["left_out"] = fault["paths"]
        none = client.post(f"{goal}/draft/look", json=said).json()
    assert missed["final"] is False and len(fault["paths"]) > 1
    assert [each["paths"] for each in rest if "有 1 项没有写进目标" in each["message"]] == [fault["paths"][:1]]
    assert not [each for each in none["faults"] if "勾选" in each["message"]]


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
        found = until(client, lambda: [f for f in client.get("/api/forms").json() if f["kind"] == "department_goal"])
        answer = client.post(f"/api{found[0]['address']}/draft", json={"paths": []})
    assert answer.status_code == 404 and "请从“起草”里选一个项目" in answer.json()["message"]


def test_a_text_that_is_no_paragraph_is_refused(served: Served, goal: str) -> None:
    assert "请分开写" in look(served, goal, "长" * 5000)["message"]


TOLD = {
    "project_name": "西街排水改造",
    "year": "2026",
    "department": "星岸市城市管理局",
    "tasks": "更换雨水管\n疏通检查井",
    "funds.annual.total": "120万元",
}
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "更换雨水管长度", "value": "≥3200米"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "工程验收合格率", "value": "=100%"},
]


def test_a_project_is_told_in_a_form_and_drafted(served: Served) -> None:
    with served.client as client:
        paths = client.get("/api/draft/fields").json()["project"]["fields"]
        assert TOLD.keys() <= paths.keys()
        made = client.post("/api/projects", json={"project": TOLD, "indicators": ROWS})
        assert made.status_code == 201
        address = made.json()["address"]
        assert client.get(address, headers={"Accept": "text/html"}).status_code == 200
        goal = address.replace("/draft/", "/api/forms/")
        draft = client.post(f"{goal}/draft", json={"paths": []}).json()
        cells = {c["path"]: c for s in client.get(goal).json()["sheet"]["sections"] for c in s["cells"]}
    assert "3200米" in draft["text"] and "更换雨水管" in draft["text"]
    assert cells["project_name"]["how"] == "person" and cells["project_name"]["place"] == "工作台填写"


@pytest.mark.parametrize(
    ("project", "rows", "said"),
    [
        ({}, ROWS, "没有填写“项目名称”"),
        (TOLD, [], "没有指标"),
        (TOLD, [{"level3": "长度"}], "第 1 条指标没有填写“二级指标”"),
        ({**TOLD, "funds.annual.total": "很多"}, ROWS, "应是一个金额"),
        ({**TOLD, "nonsense": "x"}, ROWS, "没有“nonsense”这一栏"),
    ],
)
def test_a_project_that_lacks_something_says_what(
    served: Served, project: dict[str, str], rows: list[dict[str, str]], said: str
) -> None:
    with served.client as client:
        answer = client.post("/api/projects", json={"project": project, "indicators": rows})
    assert answer.status_code == 400 and said in answer.json()["message"]


def test_the_workbook_is_filled_in_and_handed_in(served: Served, tmp_path: Path) -> None:
    with served.client as client:
        (tmp_path / "模板.xlsx").write_bytes(client.get("/api/draft/template.xlsx").content)
        book = openpyxl.load_workbook(tmp_path / "模板.xlsx")
        project = {"项目名称": "东门绿地", "年度": "2026"}
        indicator = {"二级指标": "数量指标", "三级指标": "新建绿地面积", "指标值": "≥5000平方米"}
        for sheet, row in (("项目", project), ("指标", {"项目名称": "东门绿地", **indicator})):
            heads = [str(cell.value).strip(" *（必填）") for cell in book[sheet][1]]
            assert row.keys() <= set(heads)
            book[sheet].append([row.get(head) for head in heads])
        book.save(tmp_path / "填好.xlsx")
        client.put("/api/uploads/file/填好.xlsx", content=(tmp_path / "填好.xlsx").read_bytes())
        found = until(client, lambda: [f for f in client.get("/api/forms").json() if f["subject"] == "东门绿地"])
        draft = client.post(f"/api{found[0]['address']}/draft", json={"paths": []}).json()
    assert "5000平方米" in draft["text"]
