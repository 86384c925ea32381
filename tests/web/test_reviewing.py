"""The reviewing desk: remarks with their decisions, the same that the workbook has, and what goes out."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from tests.web.conftest import Served

from jixiao.app.events import finished
from jixiao.app.reviewing import Reviewing, review
from jixiao.app.workspace import Workspace


@pytest.fixture
def goal(served: Served) -> str:
    """A form with remarks, under /api."""
    with served.client as client:
        for form in client.get("/api/forms").json():
            address = f"/api{form['address']}"
            if len(client.get(f"{address}/opinion").json()["remarks"]) > 1:
                return address
    raise AssertionError("no form of the samples has remarks")


def remarks(served: Served, goal: str) -> list[dict[str, Any]]:
    with served.client as client:
        return list(client.get(f"{goal}/opinion").json()["remarks"])


def decide(served: Served, goal: str, matter: str, verdict: str, text: str = "", note: str = "") -> Any:
    said = {"matter": matter, "verdict": verdict, "text": text, "note": note}
    with served.client as client:
        return client.post(f"{goal}/decisions", json=said)


def test_a_decision_is_seen_at_once_and_by_the_command_too(served: Served, goal: str) -> None:
    first, second = remarks(served, goal)[:2]
    assert decide(served, goal, first["matter"], "rejected", note="表上另有说明").status_code == 200
    assert decide(served, goal, second["matter"], "changed", "请写明测算依据").status_code == 200
    by_matter = {each["matter"]: each["decision"] for each in remarks(served, goal)}
    assert by_matter[first["matter"]]["note"] == "表上另有说明"
    assert by_matter[first["matter"]]["reviewer"] == "李核"
    place = served.desk.place
    with Workspace(place) as workspace:
        made = finished(review(Reviewing([place], place.parent / "意见", word=False), workspace)).made
    decided = {r.matter: r.decided for opinion in made.opinions for r in opinion.remarks if r.decision}
    assert decided[second["matter"]] == "改为：请写明测算依据"
    assert decided[first["matter"]] == "不采纳"


def test_what_is_rejected_does_not_go_out_and_what_a_reviewer_adds_does(served: Served, goal: str) -> None:
    first = remarks(served, goal)[0]
    decide(served, goal, first["matter"], "rejected")
    with served.client as client:
        own = {"path": "indicators[0].value", "text": "指标值与去年实际相差太大，请说明"}
        assert client.post(f"{goal}/remarks", json=own).status_code == 200
        word = client.get(f"{goal}/opinion.docx")
    document = docx.Document(io.BytesIO(word.content))
    text = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    assert "指标值与去年实际相差太大" in text
    assert first["message"] not in text
    mine = next(each for each in remarks(served, goal) if each["matter"].startswith("own|"))
    assert mine["place"].startswith("指标1") and mine["decision"]["reviewer"] == "李核"


def test_the_overview_counts_what_was_found_and_decided(served: Served, goal: str) -> None:
    first = remarks(served, goal)[0]
    decide(served, goal, first["matter"], "accepted")
    key, number = goal.removeprefix("/api/forms/").split("/")
    served.desk.store.refresh()
    (mine,) = (f for f in served.desk.store.reviewing.forms() if f.source.startswith(key) and f.record == int(number))
    assert mine.decided == 1 and mine.checked
    assert mine.errors + mine.warnings + mine.advice > 0
    with served.client as client:
        page = client.get("/review", headers={"Accept": "text/html"}).text
    assert f"/review/{key}/{number}" in page


@pytest.mark.parametrize(
    ("matter", "verdict", "text", "status", "said"),
    [
        ("1|no-such|x", "accepted", "", 404, "请刷新页面再看"),
        ("", "changed", "", 400, "请写明再存"),
    ],
)
def test_a_decision_on_nothing_is_refused(
    served: Served, goal: str, matter: str, verdict: str, text: str, status: int, said: str
) -> None:
    answer = decide(served, goal, matter, verdict, text)
    assert answer.status_code == status and said in answer.json()["message"]


def test_a_correction_makes_checks_look_again(served: Served, goal: str) -> None:
    """What was found before rests on another value."""
    with served.client as client:
        before = client.get(f"{goal}/opinion").json()
        value = client.get(goal).json()["record"]["indicators"][0]["value"]
        item = {"action": "value", "path": "indicators[0].value", "was": value, "now": ""}
        assert client.post(f"{goal}/corrections", json={"items": [item]}).status_code == 200
        after = client.get(f"{goal}/opinion").json()
    assert {r["message"] for r in after["remarks"]} != {r["message"] for r in before["remarks"]}
