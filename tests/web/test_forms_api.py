"""Forms over HTTP: what is left, values with their places, corrections that stick, and what is refused."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.web.conftest import COPY, Served


def cells(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for s in form["sheet"]["sections"] for c in [*s["cells"], *(c for row in s["rows"] for c in row)]]


def doubted(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in cells(form) if c["doubts"] and not c["settled"]]


def change(client: httpx.Client, copy: str, action: str, path: str, was: str | None, now: str | None = None) -> Any:
    item = {"action": action, "path": path, "was": was, "now": now}
    return client.post(f"{copy}/corrections", json={"items": [item]})


def test_the_queue_tells_how_much_is_left_and_why(served: Served, copy: str) -> None:
    with served.client as client:
        queue = client.get("/api/queue").json()
        form = client.get(copy).json()
    assert queue["left"]["places"] >= len(doubted(form)) > 0
    assert sum(group["places"] for group in queue["groups"]) == queue["left"]["places"]
    assert all(group["key"].partition(":")[2] for group in queue["groups"])


def test_a_value_has_its_place_on_the_page_and_the_page_is_a_picture(served: Served, copy: str) -> None:
    with served.client as client:
        cell = next(c for c in cells(client.get(copy).json()) if c["spots"])
        page, box = cell["spots"][0]
        picture = client.get(f"{copy}/page/{page}.jpg")
        cut = client.get(f"{copy}/cut.png", params={"page": page, "box": ",".join(map(str, box))})
    assert picture.headers["content-type"] == "image/jpeg" and picture.content[:2] == b"\xff\xd8"
    assert cut.content[:4] == b"\x89PNG"


def test_a_correction_is_seen_by_everybody_and_can_be_taken_back(served: Served, copy: str) -> None:
    with served.client as client:
        before = client.get(copy).json()
        cell = doubted(before)[0]
        kept = change(client, copy, "value", cell["path"], cell["text"], "改过的值").json()
        after = next(c for c in cells(client.get(copy).json()) if c["path"] == cell["path"])
        assert (after["text"], after["read"], after["by"], after["settled"]) == ("改过的值", cell["text"], "李核", True)
        assert client.get("/api/queue").json()["left"]["places"] < 10_000
        client.post("/api/undo", json={"batch": kept["batch"]})
        again = next(c for c in cells(client.get(copy).json()) if c["path"] == cell["path"])
    assert (again["text"], again["settled"], again["doubts"]) == (cell["text"], False, cell["doubts"])


def test_the_queue_is_counted_anew_only_when_something_happened(served: Served, copy: str) -> None:
    before = served.desk.board
    assert served.desk.board is before
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        change(client, copy, "confirm", cell["path"], cell["text"])
        after = served.desk.board
        assert after is not before and after.left().places == before.left().places - 1
        batch = change(client, copy, "no-form", "", None).json()["batch"]
        assert served.desk.board.left().all_forms == after.left().all_forms - 1
        client.post("/api/undo", json={"batch": batch})
    assert served.desk.board.left() == after.left()


def test_what_is_confirmed_leaves_the_queue(served: Served, copy: str) -> None:
    with served.client as client:
        before = client.get("/api/queue").json()["left"]["places"]
        cell = doubted(client.get(copy).json())[0]
        assert change(client, copy, "confirm", cell["path"], cell["text"]).status_code == 200
        assert client.get("/api/queue").json()["left"]["places"] < before


def test_a_stale_tab_overwrites_nobody(served: Served, copy: str) -> None:
    """Two windows saw the same value; the second to send is told what the first put there."""
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        change(client, copy, "value", cell["path"], cell["text"], "第一个窗口")
        refused = change(client, copy, "value", cell["path"], cell["text"], "第二个窗口")
        now = next(c for c in cells(client.get(copy).json()) if c["path"] == cell["path"])
    assert refused.status_code == 409
    assert refused.json()["now"] == now["text"] == "第一个窗口"
    assert "请看过现在的值再改" in refused.json()["message"]


def test_what_was_sent_twice_is_kept_once(served: Served, copy: str) -> None:
    """The answer got lost on the way and the browser sends again."""
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        first = change(client, copy, "value", cell["path"], cell["text"], "一次").json()
        again = change(client, copy, "value", cell["path"], cell["text"], "一次")
    assert first["count"] == 1
    assert again.status_code == 200 and again.json()["count"] == 0


def test_many_cells_are_kept_together_or_not_at_all(served: Served, copy: str) -> None:
    with served.client as client:
        form = client.get(copy).json()
        some = [c for c in cells(form) if c["path"].startswith("indicators[") and c["text"]][:3]
        items = [
            {"action": "value", "path": c["path"], "was": c["text"], "now": f"粘贴 {n}"} for n, c in enumerate(some)
        ]
        wrong = [*items[:2], {**items[2], "was": "没有这个值"}]
        assert client.post(f"{copy}/corrections", json={"items": wrong}).status_code == 409
        assert {c["text"] for c in cells(client.get(copy).json())} >= {c["text"] for c in some}
        kept = client.post(f"{copy}/corrections", json={"items": items}).json()
        assert kept["count"] == 3
        client.post("/api/undo", json={"batch": kept["batch"]})
        assert client.get(copy).json()["sheet"]["sections"] == form["sheet"]["sections"]


def test_rows_are_added_and_taken_out(served: Served, copy: str) -> None:
    def rows(form: dict[str, Any]) -> list[list[str]]:
        (section,) = (s for s in form["sheet"]["sections"] if s["path"] == "indicators")
        return [[c["text"] for c in row] for row in section["rows"]]

    with served.client as client:
        before = rows(client.get(copy).json())
        assert change(client, copy, "row-add", "indicators[1]", None).status_code == 200
        added = rows(client.get(copy).json())
        assert len(added) == len(before) + 1
        assert added[2][0] == before[1][0] and added[2][2] == ""
        assert change(client, copy, "row-delete", "indicators[2]", None).status_code == 200
        assert rows(client.get(copy).json()) == before


def test_a_form_can_be_none_and_the_others_keep_their_addresses(served: Served) -> None:
    with served.client as client:
        forms = [f for f in client.get("/api/forms").json() if f["file"] == "xingan-projects.docx"]
        first, second = (f"/api{f['address']}" for f in forms[:2])
        subject = client.get(second).json()["subject"]
        assert change(client, first, "no-form", "", None).status_code == 200
        assert client.get(first).status_code == 404
        assert client.get(second).json()["subject"] == subject
        left = [f for f in client.get("/api/forms").json() if f["file"] == "xingan-projects.docx"]
    assert [f["record"] for f in left] == [f["record"] for f in forms[1:]]


def test_a_typed_value_is_understood_at_once_and_nothing_is_kept(served: Served, copy: str) -> None:
    with served.client as client:
        before = client.get(copy).json()
        path = next(c["path"] for c in cells(before) if c["path"].endswith(".value"))
        said = client.post(f"{copy}/try", json={"path": path, "text": "≥95%"}).json()
        assert "95" in said["message"] and "%" in said["message"]
        money = client.post(f"{copy}/try", json={"path": "funds.annual.total", "text": "99999", "checks": True}).json()
        assert money["good"] is False
        assert client.get(copy).json()["stamp"] == before["stamp"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/forms/000000000000/1", 404, "请回到队列"),
        ("/api/forms/zz/1", 404, "请回到队列"),
        ("/api/nothing", 404, "请从队列进去"),
        ("/forms/000000000000/1", 404, "请回到队列"),
    ],
)
def test_what_is_not_there_says_what_to_do(served: Served, address: str, status: int, said: str) -> None:
    with served.client as client:
        answer = client.get(address)
    assert answer.status_code == status and said in answer.text


def test_a_page_or_a_place_that_is_not_there_says_so(served: Served, copy: str) -> None:
    with served.client as client:
        assert "请换一个页码" in client.get(f"{copy}/page/99.jpg").json()["message"]
        assert "四个数" in client.get(f"{copy}/cut.png", params={"page": 1, "box": "1,2"}).json()["message"]
        word = next(f for f in client.get("/api/forms").json() if f["file"].endswith(".docx"))
        assert "没有页面图" in client.get(f"/api{word['address']}/page/1.jpg").json()["message"]


def test_without_its_original_a_form_is_still_there(served: Served, copy: str) -> None:
    (served.desk.place.parent / COPY).unlink()
    with served.client as client:
        assert client.get(copy).status_code == 200
        assert "--sources" in client.get(f"{copy}/page/1.jpg").json()["message"]
        assert client.get(copy.removeprefix("/api")).status_code == 200


def test_the_api_describes_itself(served: Served) -> None:
    with served.client as client:
        paths = client.get("/api/openapi.json").json()["paths"]
    assert "/api/forms/{key}/{number}/corrections" in paths
    assert all(path.startswith("/api") for path in paths)
