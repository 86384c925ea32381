"""Many reviewers: who has a form, the second pair of eyes, what is shared out, the trail, the opinion as it prints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.test_office import PASSWORD, Place, form, house

from jixiao.sources.convert import converter

__all__ = ["house"]


@pytest.fixture
def pair(house: Place) -> Iterator[tuple[httpx.Client, httpx.Client, str]]:
    """Two reviewers, and a form with remarks, under /api."""
    house.office.put("钱审", "reviewer", PASSWORD)
    with house.enter("张审") as one, house.enter("钱审") as other:
        yield one, other, form(one)


def hand(client: httpx.Client, goal: str, act: str, **more: str) -> Any:
    return client.post(f"{goal}/handling", json={"act": act, **more})


def decide_all(client: httpx.Client, goal: str) -> None:
    for remark in client.get(f"{goal}/opinion").json()["remarks"]:
        said = {"matter": remark["matter"], "verdict": "accepted"}
        assert client.post(f"{goal}/decisions", json=said).status_code == 200


def test_a_form_is_taken_done_and_agreed_by_another(pair: tuple[httpx.Client, httpx.Client, str]) -> None:
    one, other, goal = pair
    assert hand(one, goal, "given", whom="张审").json()["holder"] == "张审"
    early = hand(one, goal, "done")
    assert early.status_code == 400 and "没有处理" in early.json()["message"]
    decide_all(one, goal)
    assert hand(one, goal, "done").json()["stage"] == "done"
    mine = hand(one, goal, "agreed")
    assert mine.status_code == 403 and "请由另一个审核人复核" in mine.json()["message"]
    assert hand(other, goal, "returned").status_code == 400
    back = hand(other, goal, "returned", note="第 2 条请写明依据").json()
    assert (back["stage"], back["note"]) == ("returned", "第 2 条请写明依据")
    assert hand(one, goal, "done").json()["stage"] == "done"
    assert hand(other, goal, "agreed").json()["stage"] == "agreed"
    page = other.get("/review?stage=agreed", headers={"Accept": "text/html"}).text
    assert "已复核" in page and goal.removeprefix("/api/forms") in page


def test_what_changes_after_it_was_done_is_to_be_done_again(pair: tuple[httpx.Client, httpx.Client, str]) -> None:
    one, other, goal = pair
    decide_all(one, goal)
    hand(one, goal, "done")
    one.post(f"{goal}/remarks", json={"text": "漏了一条：请补测算依据"})
    refused = hand(other, goal, "agreed")
    assert refused.status_code == 400 and "请处理的人再交一次" in refused.json()["message"]
    assert other.get(f"{goal}/handling").json()["changed"] is True


def test_forms_are_shared_out_and_found_again(pair: tuple[httpx.Client, httpx.Client, str]) -> None:
    one, _, _ = pair
    people = {"people": ["张审", "钱审"]}
    shared = one.post("/api/review/share", json=people).json()["shared"]
    assert shared > 1 and one.post("/api/review/share", json=people).json()["shared"] == 0
    lists = [one.get("/review", params={"holder": name}, headers={"Accept": "text/html"}) for name in people["people"]]
    counts = [each.text.count('<td><a href="/review/') for each in lists]
    assert sum(counts) == shared and max(counts) - min(counts) <= 1
    assert one.post("/api/review/share", json={"people": ["没有的人"]}).status_code == 404
    assert one.post("/api/review/share", json={"people": []}).status_code == 400


def test_who_only_corrects_hands_nothing_on(house: Place) -> None:
    with house.enter("李核") as client:
        assert hand(client, form(client), "given", whom="李核").status_code == 403


def test_the_trail_tells_corrections_decisions_and_passes(pair: tuple[httpx.Client, httpx.Client, str]) -> None:
    one, other, goal = pair
    decide_all(one, goal)
    hand(one, goal, "done")
    hand(other, goal, "agreed")
    item = {"action": "confirm", "path": "project_name", "was": one.get(goal).json()["subject"]}
    assert one.post(f"{goal}/corrections", json={"items": [item]}).status_code == 200
    rows = list(csv.DictReader(io.StringIO(one.get("/api/trail.csv").content.decode("utf-8-sig"))))
    did = [(row["谁"], row["做了什么"]) for row in rows]
    assert ("张审", "意见：采纳") in did
    assert [each for each in did if "复核" in each[1]] == [("张审", "处理完，交复核"), ("钱审", "复核同意")]
    assert any(row["哪里"] == "项目名称" and row["文件"] for row in rows)


@pytest.mark.skipif(converter() is None, reason="needs LibreOffice")
def test_the_opinion_is_seen_as_it_prints(pair: tuple[httpx.Client, httpx.Client, str]) -> None:
    one, _, goal = pair
    page = one.get(goal.replace("/api/forms", "/review") + "/printed", headers={"Accept": "text/html"}).text
    assert "意见书第 1 页" in page
    assert one.get(f"{goal}/opinion/1.jpg").content[:2] == b"\xff\xd8"
    assert "请换一个页码" in one.get(f"{goal}/opinion/99.jpg").json()["message"]


def test_without_a_printer_the_word_file_is_offered(
    pair: tuple[httpx.Client, httpx.Client, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one, _, goal = pair
    monkeypatch.setattr("jixiao.sources.convert.PROGRAMS", ("no-such-office",))
    monkeypatch.setattr("jixiao.sources.convert._places", list)
    page = one.get(goal.replace("/api/forms", "/review") + "/printed", headers={"Accept": "text/html"})
    assert page.status_code == 200 and "请下载 Word 版" in page.text
