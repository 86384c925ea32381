"""Sums that close confirm their numbers, sums that do not say so."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.fields.digits.sums import balance_of


def project(**funds: str) -> dict[str, Any]:
    sides = {"total": None, "fiscal": None, "other": None, "carryover": None, **funds}
    return {"funds": {"unit": "万元", "annual": sides, "lifetime": None}}


def weights(*texts: str) -> dict[str, Any]:
    return {"indicators": [{"weight": text} for text in texts]}


def test_the_parts_of_a_total() -> None:
    met = balance_of("project_goal", project(total="1,030.50", fiscal="1,000.00", other="30.5"))
    assert met.closed == {"funds.annual.total", "funds.annual.fiscal", "funds.annual.other"}
    missed = balance_of("project_goal", project(total="103050", fiscal="1,000.00", other="30.5"))
    assert missed.open == met.closed
    assert not missed.closed


def test_a_total_of_a_single_part_only_repeats_it() -> None:
    balance = balance_of("project_goal", project(total="12", fiscal="12", other="0"))
    assert not balance.closed
    assert balance.repeated >= {"funds.annual.total", "funds.annual.fiscal"}


def test_zeros_and_words_say_nothing() -> None:
    for funds in (project(total="0", fiscal="0"), project(total="50", fiscal="约50"), project(total="50")):
        balance = balance_of("project_goal", funds)
        assert not balance.closed
        assert not balance.open


def test_weights_come_to_ninety_or_a_hundred() -> None:
    assert len(balance_of("project_goal", weights("50", "30", "10")).closed) == 3
    assert len(balance_of("project_goal", weights("50", "30", "20")).closed) == 3
    assert len(balance_of("project_goal", weights("50", "30", "40")).open) == 3


def test_spending_by_kind_and_by_source() -> None:
    names = ("basic", "project", "fiscal", "other", "operating", "specific", "local", "transfer")
    budget: dict[str, Any] = {"unit": "万元", **dict.fromkeys(names, "")}
    budget |= {"basic": "60", "project": "40", "fiscal": "90", "other": "10"}
    assert balance_of("department_goal", {"budget": budget}).closed == {
        f"budget.{n}" for n in ("basic", "project", "fiscal", "other")
    }
    budget["fiscal"] = "9"
    assert "budget.fiscal" in balance_of("department_goal", {"budget": budget}).open


def table(*rows: str) -> dict[str, Any]:
    return {"rows": [row.split("|") for row in rows]}


def test_totals_over_columns_are_found_by_what_holds() -> None:
    balance = balance_of("budget_table", table("甲|30|10|20", "乙|50|45|5", "丙|7|3|4", "丁|90|1|8"))
    assert {"rows[0][1]", "rows[1][2]", "rows[2][3]"} <= balance.closed
    assert balance.open == {"rows[3][1]", "rows[3][2]", "rows[3][3]"}


def test_functions_by_their_codes() -> None:
    rows = ["205|教育|12.5", "20502|普通教育|10", "2050201|学前|4", "2050202|小学|6", "20508|进修|2.5"]
    assert balance_of("budget_table", table(*rows)).closed == {f"rows[{r}][2]" for r in range(5)}
    rows += ["208|社保|9", "20805|养老|4"]
    assert {"rows[5][2]", "rows[6][2]"} <= balance_of("budget_table", table(*rows)).open


def spent(**row: str) -> dict[str, Any]:
    return {
        "funds": {"unit": "万元", "rows": [{"initial": None, "budget": None, "executed": None, "rate": None, **row}]}
    }


@pytest.mark.parametrize("rate", ["83.94%", "84%", "83.94", "0.84"])
def test_what_was_spent_is_the_printed_share_of_the_budget(rate: str) -> None:
    met = balance_of("self_evaluation", spent(budget="656.00", executed="550.67", rate=rate))
    assert met.closed == {f"funds.rows[0].{name}" for name in ("budget", "executed", "rate")}
    missed = balance_of("self_evaluation", spent(budget="550.67", executed="656.00", rate=rate))
    assert missed.open == met.closed
    assert not missed.closed


def test_a_share_of_the_first_budget_says_nothing_of_the_second() -> None:
    balance = balance_of("self_evaluation", spent(initial="100", budget="120", executed="90", rate="90%"))
    assert balance.closed == {f"funds.rows[0].{name}" for name in ("initial", "executed", "rate")}
    assert not balance.open
