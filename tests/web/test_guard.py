"""Who is let in, from where, with how much; and what is said when the database is held or gone."""

from __future__ import annotations

import re
import socket
import sqlite3
from urllib.parse import urlsplit

import httpx
import pytest
from tests.web.conftest import PATIENCE, Served
from tests.web.test_forms_api import cells, change, doubted


def browser(served: Served) -> httpx.Client:
    """A browser that came in by the printed address."""
    cookies = httpx.get(served.entrance, timeout=PATIENCE).cookies
    return httpx.Client(base_url=served.address, cookies=cookies, headers={"Accept": "text/html"}, timeout=PATIENCE)


def proof(client: httpx.Client) -> str:
    found = re.search(r'data-proof="([0-9a-f]+)"', client.get("/").text)
    assert found
    return found[1]


def test_nobody_comes_in_without_the_printed_address(served: Served, copy: str) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Cookie": "jixiao_desk=wrong"}):
        answer = httpx.get(f"{served.address}{copy}", headers=headers, timeout=PATIENCE)
        assert answer.status_code == 401 and "请重新登录" in answer.json()["message"]
    assert httpx.get(f"{served.address}/?token=wrong", timeout=PATIENCE).status_code == 401


def test_the_token_leaves_the_address_and_the_cookie_is_out_of_reach(served: Served) -> None:
    answer = httpx.get(served.entrance, timeout=PATIENCE)
    assert answer.status_code == 303 and "token" not in answer.headers["location"]
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=Strict" in answer.headers["set-cookie"]


def test_another_name_for_this_machine_is_refused(served: Served) -> None:
    """A page elsewhere lets its own name lead to 127.0.0.1 (DNS rebinding)."""
    told = {"Host": "evil.example", "Authorization": f"Bearer {served.token}"}
    answer = httpx.get(served.address, headers=told, timeout=PATIENCE)
    assert answer.status_code == 403 and "evil.example" in answer.json()["message"]


def test_a_browser_changes_nothing_without_the_proof_of_its_page(served: Served, copy: str) -> None:
    with browser(served) as client:
        body = {"items": [{"action": "complete"}]}
        refused = client.post(f"{copy}/corrections", json=body)
        assert refused.status_code == 403 and "请刷新页面再试" in refused.json()["message"]
        foreign = {"X-Jixiao": proof(client), "Origin": "http://evil.example"}
        assert client.post(f"{copy}/corrections", json=body, headers=foreign).status_code == 403
        mine = {"X-Jixiao": proof(client), "Origin": served.address}
        assert client.post(f"{copy}/corrections", json=body, headers=mine).status_code == 200


def test_pages_load_nothing_from_elsewhere(served: Served, copy: str) -> None:
    with browser(served) as client:
        for address in ("/", "/forms", "/changes", copy.removeprefix("/api")):
            answer = client.get(address)
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy
            links = re.findall(r'(?:src|href|action)="([^"]+)"', answer.text)
            assert links and all(link.startswith(("/", "?", "data:,")) for link in links)
            assert not re.search(r"<script(?![^>]*(src=|application/json))|style=|\son\w+=", answer.text)


def test_text_of_a_document_is_never_markup(served: Served, copy: str) -> None:
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }}'
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        change(client, copy, "value", cell["path"], cell["text"], evil)
        for address in (copy.removeprefix("/api"), "/changes", "/forms", "/"):
            page = client.get(address, headers={"Accept": "text/html"}).text
            assert "<script>alert" not in page and "<img src=x" not in page and ">49<" not in page
        assert next(c for c in cells(client.get(copy).json()) if c["path"] == cell["path"])["text"] == evil


@pytest.mark.parametrize("path", ["/api/queue", "/api/uploads/file/大.pdf"])
def test_a_gigabyte_is_refused_before_it_is_sent(served: Served, path: str) -> None:
    host = urlsplit(served.address)
    assert host.hostname and host.port
    with socket.create_connection((host.hostname, host.port), timeout=PATIENCE) as line:
        head = (
            f"PUT {httpx.URL(path).raw_path.decode()} HTTP/1.1\r\nHost: {host.netloc}\r\nContent-Length: {1 << 30}\r\n"
            f"Authorization: Bearer {served.token}\r\n\r\n"
        )
        line.sendall(head.encode())
        got = b""
        while "MB" not in got.decode(errors="ignore") and (part := line.recv(65536)):
            got += part
    answer = got.decode()
    assert answer.startswith("HTTP/1.1 413") and "MB" in answer


def test_a_body_of_unknown_length_is_cut_off(served: Served) -> None:
    def endless() -> object:
        for _ in range(6):
            yield b"x" * (1 << 20)

    with served.client as client:
        answer = client.post("/api/undo", content=endless(), headers={"Content-Type": "application/json"})  # type: ignore[arg-type]
    assert answer.status_code == 413 and "最多" in answer.json()["message"]


def test_a_database_that_is_held_is_waited_for_and_then_told(
    served: Served, copy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.app.desk.desk._PATIENCE", 0.2)
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        for _ in range(50):  # every thread of the server has a connection of its own
            client.get("/api/queue")
        holder = sqlite3.connect(served.desk.place, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answer = change(client, copy, "confirm", cell["path"], cell["text"])
        holder.execute("ROLLBACK")
        holder.close()
        assert answer.status_code == 503 and "别的程序正占着它" in answer.json()["message"]
        assert change(client, copy, "confirm", cell["path"], cell["text"]).status_code == 200


def test_a_database_that_is_gone_is_told_and_comes_back(served: Served, copy: str) -> None:
    away = served.desk.place.with_suffix(".away")
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        served.desk.place.rename(away)
        answer = change(client, copy, "confirm", cell["path"], cell["text"])
        assert answer.status_code == 503 and "请把它放回原处" in answer.json()["message"]
        away.rename(served.desk.place)
        assert change(client, copy, "confirm", cell["path"], cell["text"]).status_code == 200


def test_a_request_that_is_miswritten_says_where(served: Served, copy: str) -> None:
    with served.client as client:
        answer = client.post(f"{copy}/corrections", json={"items": [{"action": "nonsense"}]})
    assert answer.status_code == 422 and "items.0.action" in answer.json()["message"]
