"""A run of pages put to an endpoint: whatever that does, the rules' reading stays and the reading says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.fields.pointing.test_runs import FIRST, SECOND, TWO, paper, rows_of, said
from tests.llm.asking import settings
from tests.llm.fake_endpoint import Act, bytes_instead, endpoint, fails, resets, says

from jixiao.engine.api import read_one
from jixiao.llm import Model
from jixiao.llm.receipts import Memory
from jixiao.records import Reading

UNKNOWN = {"forms": [said(1, "1-10", fields={"project_name": "Q77"}), said(11, "11-20")]}
SHORT: dict[str, Any] = {"mode": "json_schema", "attempts": 2, "form_seconds": 5.0, "wait_seconds": 0.2}


def read(path: Path, *acts: Act, **limits: Any) -> tuple[Reading, int, Memory]:
    """The reading with a model that acts so, how many requests it had, and the receipts."""
    archive = Memory()
    with endpoint(*acts) as fake, Model.open(settings(fake.base_url, **SHORT, **limits), archive) as model:
        reading = read_one(path, model=model)
        return reading, len(fake.requests), archive


def values(reading: Reading) -> list[dict[str, Any]]:
    return [record.model_dump(exclude={"reasons", "status"}) for record in reading.records]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return paper(tmp_path / "two.docx", *FIRST, *SECOND)


def test_an_answer_cuts_the_forms(path: Path) -> None:
    reading, requests, archive = read(path, says(json.dumps(TWO)))
    assert [record.kind for record in reading.records] == ["project_goal"] * 2
    assert requests == len(archive.receipts) == 1


def test_an_answer_that_names_what_is_not_there_is_sent_back(path: Path) -> None:
    reading, requests, archive = read(path, says(json.dumps(UNKNOWN)), says(json.dumps(TWO)))
    assert (requests, archive.receipts[0].returned) == (2, 1)
    assert [len(rows_of(record)) for record in reading.records] == [2, 2]


@pytest.mark.parametrize(
    "act",
    [says(json.dumps(UNKNOWN)), says("{}"), says("没有 JSON"), fails(500), fails(401), resets, bytes_instead(b"\xff")],
    ids=["unknown ids", "no forms", "no json", "500", "401", "reset", "no text"],
)
def test_without_a_good_answer_nothing_changes(path: Path, act: Act) -> None:
    reading, requests, _ = read(path, act)
    assert 0 < requests <= 6
    assert values(reading) == values(read_one(path))
    assert any(problem.code == "model.unanswered" for problem in reading.problems)


def test_a_spent_budget_is_no_question(path: Path) -> None:
    reading, requests, _ = read(path, says(json.dumps(TWO)), budget_tokens=10)
    assert requests == 0
    assert values(reading) == values(read_one(path))
    assert any(problem.code == "model.unanswered" for problem in reading.problems)


def test_an_answer_is_remembered(path: Path) -> None:
    archive = Memory()
    with endpoint(says(json.dumps(TWO))) as fake, Model.open(settings(fake.base_url, **SHORT), archive) as model:
        first = read_one(path, model=model)
        second = read_one(path, model=model)
        assert len(fake.requests) == 1
    assert values(first) == values(second)
