"""Every check: a good file gives nothing, and each fault gives its finding at its place and no other."""

from __future__ import annotations

import pytest
from tests.checks import good
from tests.checks.breadth_cases import BREADTH
from tests.checks.cases import CASES as PLAIN
from tests.checks.cases import Case
from tests.checks.judged_cases import JUDGED
from tests.checks.sense_cases import SENSE
from tests.checks.whole_cases import WHOLE

from jixiao.checks import catalogue, check
from jixiao.records import Reading

CASES = (*PLAIN, *JUDGED, *SENSE, *WHOLE, *BREADTH)


def found(reading: Reading) -> list[tuple[str, int, str]]:
    """Check, record and path of every finding."""
    return [(f.check, f.record, f.path) for f in check(reading).findings]


def test_a_good_file_gives_nothing() -> None:
    assert found(good.reading()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}@{case.path}")
def test_a_fault_is_found_where_it_is(case: Case) -> None:
    reading = good.reading()
    case.do(reading)
    told = found(reading)
    assert (case.check, case.record, case.path) in told
    others = {id for id, record, path in told if (id, record, path) != (case.check, case.record, case.path)}
    assert others <= set(case.also)


def test_every_check_of_the_catalogue_has_a_fault() -> None:
    assert {case.check for case in CASES} == {entry.id for entry in catalogue()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}@{case.path}")
def test_nothing_is_changed_by_checking(case: Case) -> None:
    reading = good.reading()
    case.do(reading)
    before = reading.model_dump()
    check(reading)
    assert reading.model_dump() == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}@{case.path}")
def test_messages_are_whole(case: Case) -> None:
    reading = good.reading()
    case.do(reading)
    for finding in check(reading).findings:
        assert finding.message and finding.advice and finding.rule
        assert "{" not in finding.message + finding.advice
        assert "None" not in finding.message
