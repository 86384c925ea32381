"""The values of the hand-labelled corpus put together again from their parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jixiao.quantity import numbers_in, parse_amount, parse_target
from jixiao.quantity.folding import folded

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def records(corpus: Path) -> list[dict[str, Any]]:
    gold = sorted((corpus / "gold").glob("*.json"))
    assert gold, f"no labels under {corpus}"
    return [record for path in gold for record in json.loads(path.read_text(encoding="utf-8"))["records"]]


@pytest.fixture(scope="module")
def values(records: list[dict[str, Any]]) -> list[str]:
    return sorted({row["value"] for record in records for row in record.get("indicators") or [] if row["value"]})


def test_each_value_is_its_parts(values: list[str]) -> None:
    plain = 0
    for value in values:
        target = parse_target(value)
        if target.number is None or target.words or (not value[-1].isdigit() and not value.endswith(target.unit)):
            continue
        sign = next((sign for sign in "≥≤=" if folded(value).startswith(sign)), None)
        assert target.operator == sign, value
        assert folded(value).replace(",", "") == f"{sign or ''}{target.number}{folded(target.unit)}"
        plain += 1
    assert plain > 200


def test_each_value_with_figures_is_a_number_or_a_date(values: list[str]) -> None:
    odd = {value for value in values if parse_target(value).kind in ("qualitative", "blank") and has_figure(value)}
    assert len(odd) <= 1


def test_no_value_is_blank(values: list[str]) -> None:
    assert not [value for value in values if parse_target(value).kind == "blank"]


def test_each_amount_is_read(records: list[dict[str, Any]]) -> None:
    read = 0
    for record in records:
        funds = record.get("funds")
        if not isinstance(funds, dict):
            continue
        for side in (funds["annual"], funds["lifetime"]):
            for text in (side or {}).values():
                amount = parse_amount(text or "", funds["unit"])
                assert (amount is None) == (not has_figure(text or "")), text
                assert amount is None or amount.yuan is not None
                read += amount is not None
    assert read > 100


def test_goals_hold_no_unknown_figures(records: list[dict[str, Any]]) -> None:
    for record in records:
        goal = record.get("goal_annual")
        for number in numbers_in(goal) if isinstance(goal, str) else ():
            assert number.role != "quantity" or number.unit or goal[number.end] in "、", goal[
                number.start - 9 : number.end + 9
            ]


def has_figure(text: str) -> bool:
    return any(char.isdigit() for char in text)
