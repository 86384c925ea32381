"""A form beside last year's of the same project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.checks import good
from tests.library.shelved import opened

from jixiao.checks import check
from jixiao.records import Checked, ProjectGoal, Reading, SourceInfo

IDS = {"last.goal-copied", "last.target-lower", "last.money-more"}


def form(year: int, change: Callable[[ProjectGoal], None] = lambda one: None) -> ProjectGoal:
    one = good.project()
    one.year, one.department = year, "白石县水利局"
    one.goal_annual = (one.goal_annual or "").replace("2024", str(year))
    one.indicators[5].value = f"{year}年10月底前"
    change(one)
    return one


def held(now: ProjectGoal, before: ProjectGoal | None) -> Checked:
    file = Reading(source=SourceInfo(name="a.pdf", sha256="1"), records=[now])
    return check(file, earlier=lambda record: before)


def found(checked: Checked) -> dict[str, str]:
    return {f.check: f.message for f in checked.findings if f.check in IDS}


def test_nothing_is_said_of_a_form_that_went_on_and_it_counts_as_looked_at() -> None:
    made = held(form(2024), form(2023))
    ledger = made.ledger_of(1)
    assert not found(made) and ledger is not None and set(ledger.clear) >= IDS


def test_without_an_earlier_form_nothing_was_looked_at() -> None:
    made = held(form(2024), None)
    ledger = made.ledger_of(1)
    assert ledger is not None and not IDS & {*ledger.clear, *ledger.found}
    assert set(ledger.inapplicable["库里没有这个项目上年的表"]) == IDS


def copied(one: ProjectGoal) -> None:
    one.goal_annual = (one.goal_annual or "").replace("2024", "2023")


def lower(one: ProjectGoal) -> None:
    one.indicators[8].value = "≥80%"


def dearer(one: ProjectGoal) -> None:
    assert one.funds is not None
    one.funds.annual.total, one.funds.annual.fiscal = "90.00", "80.00"


@pytest.mark.parametrize(
    ("change", "id", "said"),
    [
        (copied, "last.goal-copied", "与 2023 年的一字不差"),
        (lower, "last.target-lower", "“沿河居民满意度”≥80%（≥90%）"),
        (dearer, "last.money-more", "比 2023 年（60万元）增加 50%，同名的 2 条数量指标都没有增加"),
    ],
)
def test_what_was_let_down_copied_or_made_dearer_is_asked_about(
    change: Callable[[ProjectGoal], None], id: str, said: str
) -> None:
    messages = found(held(form(2024, change), form(2023)))
    assert list(messages) == [id] and said in messages[id]


def test_more_money_for_more_work_and_a_lower_cost_are_no_matter() -> None:
    def more(one: ProjectGoal) -> None:
        dearer(one)
        one.indicators[2].value, one.indicators[0].value = "≥5公里", "≤18万元/公里"

    assert not found(held(form(2024, more), form(2023)))


def test_the_library_finds_the_latest_earlier_form_of_the_same_office(tmp_path: Path) -> None:
    def other(one: ProjectGoal) -> None:
        one.department = "黑石县水利局"

    years = [form(2022), form(2023, lower), form(2024), form(2023, other)]
    files = [Reading(source=SourceInfo(name=f"{n}.pdf", sha256=str(n)), records=[one]) for n, one in enumerate(years)]
    library = opened(tmp_path / "k.db", *files)
    earlier = library.earlier(form(2024))
    assert earlier is not None and earlier.year == 2023 and earlier.indicators[8].value == "≥80%"
    assert library.earlier(form(2022)) is None
    made = check(files[2], earlier=library.earlier)
    assert not found(made)
    assert set(found(check(files[1], earlier=library.earlier))) == {"last.target-lower"}
