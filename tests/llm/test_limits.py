"""The limits of asking: a pace, a budget, a deadline, and an end that comes at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import time as clock

import pytest
from tests.llm.asking import GOOD, TEXT, model, question
from tests.llm.fake_endpoint import endpoint, fails, hangs, says

from jixiao.config import ModelSettings
from jixiao.errors import AskingStopped, BudgetSpent, EndpointDown, ModelError
from jixiao.llm import limits
from jixiao.llm.endpoints.faults import retry_after
from jixiao.llm.limits import Budget, Deadline, Pace, full_price, price, prices
from jixiao.llm.receipts import Memory
from jixiao.llm.tokens import tokens


def test_requests_keep_their_pace_over_threads() -> None:
    with (
        endpoint(says(GOOD)) as fake,
        model(fake.base_url, requests_per_minute=600) as asked,
        ThreadPoolExecutor(4) as threads,
    ):
        asked.ask(question("the first, which opens the connection"))
        begun = time.monotonic()
        list(threads.map(lambda n: asked.ask(question(str(n))), range(6)))
    assert time.monotonic() - begun >= 0.5  # five turns of 0.1 seconds after the first, which may be due


def test_tokens_keep_their_pace() -> None:
    pace = Pace(0, 6000)
    assert pace.turn(100) == 0
    pace.spent(100)
    assert 1.0 < pace.turn(0) <= 2.0


def test_no_pace_is_no_wait() -> None:
    pace = Pace(0, 0)
    assert [pace.turn(10**6) for _ in range(3)] == [0, 0, 0]


def test_waiting_for_the_pace_is_not_counted_against_the_deadline() -> None:
    with endpoint(says(GOOD)) as fake, model(fake.base_url, requests_per_minute=20) as asked:
        asked.ask(question("甲"))
        assert asked.ask(question("乙"), Deadline(2.0)).value  # whose turn comes after three seconds


def test_a_budget_in_tokens_is_not_gone_beyond() -> None:
    archive = Memory()
    with endpoint(says(GOOD, usage=(1000, 100))) as fake, model(fake.base_url, archive, budget_tokens=2000) as asked:
        asked.ask(question("甲"))
        asked.ask(question("乙"))
        with pytest.raises(BudgetSpent, match="2000 词元预算已用去 2200"):
            asked.ask(question("丙"))
        assert asked.ask(question("甲")).cached
    assert len(fake.requests) == 2
    assert len(archive.receipts) == 2


def test_a_question_that_is_larger_than_the_budget_is_not_asked() -> None:
    with endpoint(says(GOOD)) as fake, model(fake.base_url, budget_tokens=500) as asked, pytest.raises(BudgetSpent):
        asked.ask(question("很长" * 300))
    assert not fake.requests


def test_a_budget_in_money_is_not_gone_beyond() -> None:
    prices = {"price_in": 1000.0, "price_out": 5000.0, "budget_money": 2.0}
    with endpoint(says(GOOD, usage=(1000, 100))) as fake, model(fake.base_url, **prices) as asked:
        assert asked.ask(question("甲")).receipt.price == pytest.approx(1.5)
        asked.ask(question("乙"))
        with pytest.raises(BudgetSpent, match=r"2 元预算已用去 3\.0000 元"):
            asked.ask(question("丙"))
    assert len(fake.requests) == 2


@pytest.mark.parametrize(
    ("span", "now", "cheap"),
    [
        ("00:30-08:30", "00:30", True),
        ("00:30-08:30", "08:30", False),
        ("22:00-06:00", "23:59", True),
        ("22:00-06:00", "06:00", False),
        ("", "03:00", False),
    ],
)
def test_off_peak_hours_may_go_over_midnight(span: str, now: str, cheap: bool) -> None:
    assert ModelSettings(off_peak=span).is_cheap(clock.fromisoformat(now)) is cheap


def test_what_is_asked_off_peak_and_in_batches_costs_less(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = ModelSettings(price_in=2.0, price_out=8.0, off_peak="00:30-08:30", off_peak_share=0.25)
    assert prices(settings, 1_000_000) == {"单独问": 2.0, "批量": 1.0, "00:30-08:30 单独问": 0.5}
    monkeypatch.setattr(limits, "_clock", lambda: clock(3))
    budget = Budget(settings)
    budget.spend(1_000_000, 1_000_000)
    assert budget.money == price(settings, 1_000_000, 1_000_000) == 2.5
    assert price(settings, 1_000_000, 1_000_000, batch=True) == 5.0
    assert full_price(settings, 1_000_000, 1_000_000) == 10.0
    monkeypatch.setattr(limits, "_clock", lambda: clock(12))
    budget.spend(1_000_000, 0)
    assert budget.money == 4.5


def test_sending_back_stays_within_the_budget() -> None:
    archive = Memory()
    with (
        endpoint(says("{}", usage=(1000, 10))) as fake,
        model(fake.base_url, archive, budget_tokens=1050) as asked,
        pytest.raises(BudgetSpent),
    ):
        asked.ask(question())
    assert len(fake.requests) == 1
    assert [(r.outcome, r.tokens_in) for r in archive.receipts] == [("model.budget", 1000)]


def test_tokens_that_the_endpoint_does_not_count_are_estimated() -> None:
    with endpoint(says(GOOD, usage=None)) as fake, model(fake.base_url) as asked:
        receipt = asked.ask(question()).receipt
        assert (asked.budget.tokens_in, asked.budget.tokens_out) == (receipt.tokens_in, receipt.tokens_out)
    assert receipt.estimated
    assert receipt.tokens_in > tokens(TEXT) and receipt.tokens_out >= tokens(GOOD)


def test_closing_wakes_those_who_wait_and_lets_nobody_through() -> None:
    said: list[ModelError] = []

    def ask(text: str) -> None:
        try:
            asked.ask(question(text))
        except ModelError as exc:
            said.append(exc)

    with endpoint(fails(429, {"Retry-After": "50"})) as fake, model(fake.base_url, form_seconds=100.0) as asked:
        waiting = [threading.Thread(target=ask, args=(str(n),)) for n in range(3)]
        for thread in waiting:
            thread.start()
        while len(fake.requests) < 3:
            time.sleep(0.01)
        asked.close()
        for thread in waiting:
            thread.join(timeout=40)
        assert not [thread for thread in waiting if thread.is_alive()]
        ask("later")
    assert [type(exc) for exc in said] == [AskingStopped] * 4
    assert len(fake.requests) == 3


def test_the_deadline_of_a_form_is_shared_by_its_questions() -> None:
    with endpoint(hangs(60)) as fake, model(fake.base_url, form_seconds=0.5, attempts=1) as asked:
        deadline, begun = asked.deadline(), time.monotonic()
        for text in ("甲", "乙"):
            with pytest.raises(EndpointDown):
                asked.ask(question(text), deadline)
    assert time.monotonic() - begun < 30
    assert len(fake.requests) <= 2


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, None), ("", None), ("7", 7), ("1.5", 1.5), ("-3", 0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("soon", None)],
)
def test_what_a_retry_after_header_says(header: str | None, seconds: float | None) -> None:
    assert retry_after(header) == seconds


def test_a_retry_after_date_is_so_far_from_now() -> None:
    from email.utils import formatdate

    assert retry_after(formatdate(time.time() + 100, usegmt=True)) == pytest.approx(100, abs=20)


@pytest.mark.parametrize(("text", "about"), [("", 0), ("绩效目标", 4), ("abcd", 1), ("abcde", 2), ("指标 95%", 3)])
def test_tokens_are_estimated(text: str, about: int) -> None:
    assert tokens(text) == about
