"""The desk of an office on a PostgreSQL server: read, corrected, reviewed, drafted, and the server away for a while."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from tests.web.conftest import PATIENCE, running
from tests.web.test_changing_forms import until
from tests.web.test_forms_api import cells, change

from jixiao.app.desk.opening import opened
from jixiao.config.servers import server_url
from jixiao.web.access import Local


@pytest.fixture
def client(server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A program at the desk on the server, into which a sample was handed."""
    monkeypatch.chdir(tmp_path)
    access = Local("李核")
    with running(opened(server), access) as address:
        headers = {"Authorization": f"Bearer {access.token}"}
        with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE) as client:
            yield client


def test_an_office_works_on_a_server(client: Any, samples: Path, server: Path) -> None:
    client.put("/api/uploads/file/项目.docx", content=(samples / "xingan-projects.docx").read_bytes())
    forms = {each["subject"]: each["address"] for each in until(client, lambda: client.get("/api/forms").json())}
    form = f"/api{forms['校园心理辅导室建设']}"  # its amounts do not add up, whatever its name
    name = next(c for c in cells(client.get(form).json()) if c["path"] == "project_name")
    assert change(client, form, "value", "project_name", name["text"], "改过的名称").status_code == 200
    assert change(client, form, "value", "project_name", name["text"], "别人改的").status_code == 409
    assert client.get(form).json()["subject"] == "改过的名称"
    remark = client.get(f"{form}/opinion").json()["remarks"][0]
    said = {"matter": remark["matter"], "verdict": "accepted"}
    assert client.post(f"{form}/decisions", json=said).status_code == 200
    assert client.post(f"{form}/drafts", json={"text": "第一稿。"}).json() == {"versions": 1}
    for page in ("/", "/review", "/draft", "/changes", "/forms", form.removeprefix("/api"), "/sample/1?n=5"):
        assert client.get(page, headers={"Accept": "text/html"}).status_code == 200, page
    # The server ends all connections, as when it is started anew: told once, and opened anew.
    with psycopg.connect(str(server_url(server)), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    again = [client.get(form) for _ in range(60)]
    assert {each.status_code for each in again} <= {200, 503}
    assert again[-1].status_code == 200 and again[-1].json()["subject"] == "改过的名称"
    assert all("请检查" in each.json()["message"] for each in again if each.status_code == 503)
