"""A run with a model: what is asked, what is kept when asking fails or is stopped, and that nothing is asked twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.engine.inquiring import BEGIN, SETTLE
from tests.engine.test_run import Notes, contents, document
from tests.llm.asking import GOOD, settings
from tests.llm.fake_endpoint import FakeEndpoint, endpoint, fails, hangs, says

from jixiao.config import Settings
from jixiao.engine.asking import Inquiry
from jixiao.engine.plan import Outcome, Plan
from jixiao.engine.run import run
from jixiao.engine.threads import Crew
from jixiao.llm import Model
from jixiao.store import Archive


def go(folder: Path, fake: FakeEndpoint, notes: Notes | None = None, settle: str = SETTLE, **more: Any) -> Outcome:
    """A run over the folder's files, with an archive beside them."""
    chosen = settings(fake.base_url, mode="json_schema", **more)
    with Archive.open(folder / "model.db") as archive, Model.open(chosen, archive) as model:
        plan = Plan([folder / "in"], folder / "out", inquiry=Inquiry(model, BEGIN, settle))
        return run(plan, Settings(jobs=2), notes or Notes())


def codes(outcome: Outcome) -> dict[str, str]:
    """What was answered, by file."""
    return {r.source.name: r.records[0].project_code or "" for r in outcome.readings()}


def test_what_is_open_is_asked_and_settled(tmp_path: Path) -> None:
    for name, text in (("a.pdf", "ask 3 forms"), ("b.pdf", "x"), ("c.pdf", "ask 1 form")):
        document(tmp_path / "in", name, text)
    notes = Notes()
    with endpoint(says(GOOD)) as fake:
        outcome = go(tmp_path, fake, notes, price_in=2.0, price_out=8.0)
    assert codes(outcome) == {"a.pdf": "r1 r1 r1", "b.pdf": "", "c.pdf": "r1"}
    assert len(fake.requests) == 4
    assert sorted(notes.done) == ["a.pdf", "b.pdf", "c.pdf"]
    asked = outcome.asked
    assert asked is not None
    assert (asked.questions, asked.answered, asked.known, len(asked.forms)) == (4, 4, 0, 4)
    assert (asked.tokens_in, asked.tokens_out, asked.estimated) == (400, 40, False)
    assert asked.price == pytest.approx(400 * 2e-6 + 40 * 8e-6)


def test_a_second_run_asks_nothing(tmp_path: Path) -> None:
    document(tmp_path / "in", "a.pdf", "ask 3 forms")
    with endpoint(says(GOOD)) as fake:
        go(tmp_path, fake)
        notes = Notes()
        go(tmp_path, fake, notes)
        assert notes.kept == 1
        before = contents(tmp_path / "out")
        (tmp_path / "out" / "a.pdf.json").unlink()  # read again, but the answers are known
        outcome = go(tmp_path, fake)
    assert len(fake.requests) == 3
    assert outcome.asked is not None
    assert (outcome.asked.answered, outcome.asked.known, outcome.asked.tokens_in) == (3, 3, 0)
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("act", [fails(500), fails(401), fails(429, {"Retry-After": "600"}), says("{}")])
def test_an_endpoint_that_fails_leaves_incomplete_records_and_the_next_run_asks_again(tmp_path: Path, act: Any) -> None:
    document(tmp_path / "in", "a.pdf", "ask 2 forms")
    document(tmp_path / "in", "b.pdf", "x")
    with endpoint(act) as fake:
        outcome = go(tmp_path, fake, attempts=2)
    assert outcome.total.failed == 0
    assert (outcome.total.complete.total(), outcome.total.incomplete.total()) == (1, 1)
    assert outcome.asked is not None and outcome.asked.failed.total() == 2
    with endpoint(says(GOOD)) as fake:
        outcome = go(tmp_path, fake)
    assert codes(outcome)["a.pdf"] == "r1 r1"
    assert outcome.total.incomplete.total() == 0


def test_a_budget_stops_the_asking_and_keeps_what_there_is(tmp_path: Path) -> None:
    document(tmp_path / "in", "a.pdf", "ask 6 forms")
    with endpoint(says(GOOD, usage=(1000, 10))) as fake:
        outcome = go(tmp_path, fake, budget_tokens=2500, concurrency=1)
        asked = outcome.asked
        assert asked is not None
        assert (asked.answered, dict(asked.failed), len(fake.requests)) == (3, {"model.budget": 3}, 3)
        assert "2500" in asked.messages["model.budget"]
        outcome = go(tmp_path, fake)
    assert len(fake.requests) == 6
    assert codes(outcome)["a.pdf"] == " ".join(["r1"] * 6)


def test_a_fault_of_the_program_leaves_what_the_rules_have_read(tmp_path: Path) -> None:
    document(tmp_path / "in", "a.pdf", "ask 1 form")
    with endpoint(says(GOOD)) as fake:
        outcome = go(tmp_path, fake, settle="tests.engine.inquiring:no_such_function")
    (reading,) = outcome.readings()
    assert reading.records[0].project_name == "ask 1 form"
    assert [p.code for p in reading.problems] == ["source.internal"]


# A run that was itself started in the background has Ctrl-C ignored; its children, too.
RUN = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests.engine.test_asking import go
from tests.llm.fake_endpoint import FakeEndpoint
fake = FakeEndpoint([])
fake.base_url = sys.argv[2]
go(Path(sys.argv[1]), fake, request_seconds=300, form_seconds=300)
"""


def answers(folder: Path) -> int:
    """How many answers are written down."""
    with closing(sqlite3.connect(folder / "model.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])


def test_ctrl_c_ends_at_once_and_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    """The endpoint answers two questions, then hangs; the run is interrupted while it waits."""
    document(tmp_path / "in", "a.pdf", "ask 4 forms")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with endpoint(says(GOOD), says(GOOD), hangs(300)) as fake:
        command = [sys.executable, "-c", RUN, str(tmp_path), fake.base_url]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
            until = time.monotonic() + 120
            while len(fake.requests) < 4 and time.monotonic() < until:
                time.sleep(0.02)
            while answers(tmp_path) < 2 and time.monotonic() < until:
                time.sleep(0.02)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            process.wait(timeout=120)
        assert time.monotonic() - begun < 60  # the endpoint would hang for 300
        fake.acts[:] = [says(GOOD)]
        outcome = go(tmp_path, fake)
    assert codes(outcome)["a.pdf"] == "r1 r1 r1 r1"
    assert len(fake.requests) == 6
    assert outcome.asked is not None and outcome.asked.known == 2


def test_a_crew_gives_results_and_errors_to_those_who_wait() -> None:
    crew = Crew(2, "test")
    results = [crew.submit(lambda n=n: 6 // n) for n in (1, 0, 2)]
    assert [results[0].result(60), results[2].result(60)] == [6, 3]
    with pytest.raises(ZeroDivisionError):
        results[1].result(60)
