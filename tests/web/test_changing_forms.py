"""What is changed of a form beside its values: rows split, joined and moved, its kind; a layout that is taught."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import PATIENCE, Served

from jixiao.forms.vocabulary.installed import vocabulary

UNKNOWN = Path(__file__).parents[2] / "eval" / "documents" / "unseen" / "docs" / "yunling-matters-2.pdf"
WORDS = """
事项全称=项目名称
牵头厅局=主管部门
考核点=三级指标
数值=指标值
方面=二级指标
维度=一级指标
本年盘子=年度资金总额
"""


def rows(served: Served, copy: str) -> list[dict[str, str]]:
    with served.client as client:
        return list(client.get(copy).json()["record"]["indicators"])


def act(served: Served, copy: str, **item: Any) -> Any:
    with served.client as client:
        return client.post(f"{copy}/corrections", json={"items": [item]})


def test_a_row_is_split_in_a_cell_and_joined_again(served: Served, copy: str) -> None:
    before = rows(served, copy)
    name = before[1]["level3"]
    assert act(served, copy, action="row-split", path="indicators[1].level3", at=2).status_code == 200
    split = rows(served, copy)
    assert len(split) == len(before) + 1
    assert [row["level3"] for row in split[1:3]] == [name[:2].rstrip(), name[2:].lstrip()]
    assert split[2]["level2"] == before[1]["level2"] and split[2]["value"] == ""
    assert act(served, copy, action="row-join", path="indicators[1].level3").status_code == 200
    again = rows(served, copy)
    assert [(row["level3"], row["value"]) for row in again] == [(row["level3"], row["value"]) for row in before]


def test_a_row_is_moved_and_moved_back(served: Served, copy: str) -> None:
    before = [row["level3"] for row in rows(served, copy)]
    assert act(served, copy, action="row-move", path="indicators[0].level3", at=1).status_code == 200
    assert [row["level3"] for row in rows(served, copy)] == [before[1], before[0], *before[2:]]
    assert act(served, copy, action="row-move", path="indicators[1].level3", at=-1).status_code == 200
    assert [row["level3"] for row in rows(served, copy)] == before


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"action": "row-split", "path": "indicators[0].level3", "at": 0}, "请按 F2"),
        ({"action": "row-join", "path": "indicators[99]"}, "最后一行"),
        ({"action": "row-move", "path": "project_name", "at": 0}, "请先选中"),
        ({"action": "kind", "now": "诗"}, "可用的有"),
    ],
)
def test_what_cannot_be_done_to_rows_says_what_to_do(
    served: Served, copy: str, item: dict[str, Any], said: str
) -> None:
    answer = act(served, copy, **item)
    assert answer.status_code == 400 and said in answer.json()["message"]


def test_the_kind_of_a_form_is_put_right(served: Served, copy: str, samples: Path) -> None:
    """Among kinds that are printed alike; what the other kind has no room for is not dropped."""
    refused = act(served, copy, action="kind", now="department_goal")
    assert refused.status_code == 400 and "没有地方放" in refused.json()["message"]
    with served.client as client:
        client.put("/api/uploads/file/预算.docx", content=(samples / "qingshi-budget.docx").read_bytes())
        tables = until(client, lambda: [f for f in client.get("/api/forms").json() if f["kind"] == "budget_table"])
        table = f"/api{tables[0]['address']}"
        cells = client.get(table).json()["record"]["rows"]
        assert act(served, table, action="kind", now="final_accounts_table").status_code == 200
        after = client.get(table).json()
    assert after["sheet"]["kind"] == "final_accounts_table" and after["record"]["rows"] == cells


@pytest.fixture
def families(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of families of this test's own; nothing of it stays in the vocabulary."""
    monkeypatch.setenv("JIXIAO_FAMILIES", str(tmp_path / "families"))
    yield tmp_path / "families"
    vocabulary.cache_clear()


def test_a_layout_that_is_taught_is_read(served: Served, families: Path) -> None:
    """A file in which no form was found gives its form."""
    with served.client as client:
        client.put("/api/uploads/file/任务书.pdf", content=UNKNOWN.read_bytes())
        read = until(
            client, lambda: [f for f in client.get("/api/forms?open=true").json() if f["file"] == "任务书.pdf"]
        )
        assert read[0]["status"] == "failed"
        key = read[0]["source"][:12]
        page = client.get(f"/learn/{key}/0", headers={"Accept": "text/html"}).text
        assert "没有认出表" in page and "考核" not in page
        refused = client.post(f"/api/forms/{key}/0/learn", json={"name": "云岭", "words": "事项全称"})
        assert refused.status_code == 400 and "表上的叫法=栏目名称" in refused.json()["message"]
        said = client.post(f"/api/forms/{key}/0/learn", json={"name": "云岭", "words": WORDS}).json()
        assert ["考核点", "三级指标"] in said["words"] and said["after"][0] == 1
        found = until(client, lambda: of_file(client, "任务书.pdf"))
        assert "远程影像" in found[0]["subject"]


def of_file(client: Any, name: str, open: bool = False) -> list[dict[str, Any]]:
    return [form for form in client.get("/api/forms", params={"open": open}).json() if form["file"] == name]


def until(client: Any, look: Any) -> Any:
    """What comes of looking, as soon as something does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(client.get("/api/uploads").json())
