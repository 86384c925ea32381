"""The ledger: every check has one outcome in every record, and nothing that was not looked at passes as clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks import good

from jixiao.checks import catalogue, check, told
from jixiao.checks import run as running
from jixiao.checks.ledger import DOUBTED, FORMLESS, OFF, TORN, UNANSWERED, UNREAD
from jixiao.config import CheckSettings
from jixiao.records import Checked, Ledger, ProjectGoal, Reading, Reason, SourceInfo
from jixiao.store import Store

PROJECT = 1


def ledger(reading: Reading, number: int = PROJECT, settings: CheckSettings | None = None) -> Ledger:
    found = check(reading, settings).ledger_of(number)
    assert found is not None
    return found


def project(reading: Reading) -> ProjectGoal:
    record = reading.records[0]
    assert isinstance(record, ProjectGoal)
    return record


def everything(one: Ledger) -> list[str]:
    lists = [one.found, one.clear, *one.inapplicable.values(), *one.unseen.values()]
    return sorted(id for ids in lists for id in ids)


def test_every_check_has_one_outcome_in_every_record_that_it_is_a_duty_of() -> None:
    reading = good.reading()
    for number in range(len(reading.records) + 1):
        kind = reading.records[number - 1].kind if number else "file"
        assert everything(ledger(reading, number)) == sorted(c.id for c in catalogue() if kind in c.of)


def test_every_check_is_answered_by_a_function() -> None:
    reading = good.reading()
    for one in check(reading).ledger:
        assert UNANSWERED not in one.unseen, one.record


def test_what_is_found_and_what_is_clear_stand_apart() -> None:
    reading = good.reading()
    assert "amount.parts-do-not-sum" in ledger(reading).clear
    project(reading).funds.annual.fiscal = "49.00"  # type: ignore[union-attr]
    one = ledger(reading)
    assert "amount.parts-do-not-sum" in one.found and "amount.parts-do-not-sum" not in one.clear


def test_what_a_form_does_not_have_is_not_called_clear() -> None:
    reading = good.reading()
    project(reading).spending_plan = None
    (ids,) = [ids for ids in ledger(reading).inapplicable.values() if "plan.falls" in ids]
    assert "plan.not-complete" in ids


def test_a_function_that_is_deleted_leaves_its_checks_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    without = tuple(f for f in running.BY_KIND["project_goal"] if f.__name__ != "check_amounts")
    monkeypatch.setitem(running.BY_KIND, "project_goal", without)
    one = ledger(good.reading())
    assert "amount.parts-do-not-sum" in one.unseen[UNANSWERED]


def test_what_is_switched_off_is_told() -> None:
    one = ledger(good.reading(), settings=CheckSettings(off=("weight.*",)))
    assert set(one.unseen[OFF]) == {"weight.total", "weight.missing", "weight.by-level1", "weight.uneven"}


def test_a_form_that_was_not_read_whole_is_never_clear_in_its_lists() -> None:
    reading = good.reading()
    before = ledger(reading)
    project(reading).status = "incomplete"
    one = ledger(reading)
    assert "indicator.duplicate" in before.clear and "indicator.duplicate" in one.unseen[TORN]
    assert one.blind > before.blind and one.looked < before.looked
    assert all(not aspects for aspects in one.rows)


def test_an_amount_that_may_be_misread_was_not_looked_at() -> None:
    reading = good.reading()
    project(reading).doubts = {"funds.lifetime.total": ["ocr.low"]}
    assert "amount.annual-exceeds-lifetime" in ledger(reading).unseen[DOUBTED]


def test_a_file_that_gave_nothing_was_not_looked_at() -> None:
    checked = check(Reading(source=SourceInfo(name="a.pdf", sha256="")))
    assert checked.findings == []
    (one,) = checked.ledger
    assert one.looked == 0 and set(one.unseen[FORMLESS]) == {c.id for c in catalogue()}
    damaged = Reading(source=checked.source, problems=[Reason(code="source.damaged", message="打不开")])
    assert set(check(damaged).ledger[0].unseen) == {UNREAD}


def test_a_goal_left_over_from_the_template_hides_nothing() -> None:
    reading = good.reading()
    assert "goal.value-differs" in ledger(reading).clear
    project(reading).goal_annual = project(reading).goal_lifetime = "目标内容1"
    one = ledger(reading)
    assert "goal.placeholder" in one.found
    assert any("goal.value-differs" in ids for ids in one.unseen.values())


def test_rows_say_which_aspects_were_looked_at() -> None:
    reading = good.reading()
    rows = ledger(reading).rows
    assert len(rows) == len(project(reading).indicators)
    assert {"填写", "级别", "重复", "单位", "取值"} <= set(rows[2])  # a number with a unit
    assert "单位" not in rows[7]  # in words
    project(reading).doubts = {"indicators[2].value": ["ocr.low"]}
    assert ledger(reading).rows[2] == []


def test_the_ledger_is_kept_with_the_findings(tmp_path: Path) -> None:
    reading = good.reading()
    with Store.open(tmp_path / "k.db") as store:
        run = store.begin({})
        store.add(run, reading)
        checked = check(reading)
        store.checks.add(checked, {})
        (kept,) = store.readings()
    assert isinstance(kept, Checked) and kept.ledger == checked.ledger


def test_nothing_is_called_clean_that_was_not_looked_at() -> None:
    good_one = check(good.reading())
    assert "没有发现问题" in told(good_one.ledger, found=False)
    unread = check(Reading(source=SourceInfo(name="a.pdf", sha256="")))
    assert told(unread.ledger, found=False).startswith("没有检查：")
    reading = good.reading()
    project(reading).status = "incomplete"
    assert "项没有看（" in told(check(reading).ledger, found=False)


def test_a_department_is_not_blamed_for_what_only_projects_are_asked() -> None:
    one = ledger(good.reading(), 2)
    assert one.unseen == {} and "goal.value-differs" in one.clear
