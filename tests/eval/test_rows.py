"""Row facts: each way of being wrong is told from the others."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

Records = list[dict[str, Any]]
Score = Callable[..., Any]


def change(gold: Records, row: int, **cells: str) -> Records:
    read = copy.deepcopy(gold)
    read[0]["indicators"][row] |= cells
    return read


def row_faults(facts: Any) -> dict[str, list[str]]:
    return {("+" if f.extra else "") + f.path: f.faults for f in facts if f.level == "row" and f.faults}


def test_a_perfect_reading_has_no_fault(gold: Records, score: Score) -> None:
    facts = score(gold, copy.deepcopy(gold))
    assert [f for f in facts if f.faults] == []
    assert sum(f.level == "row" for f in facts) == 8 + 7 + 5  # the blank ruled row does not count


@pytest.mark.parametrize(
    ("row", "cells", "faults"),
    [
        (0, {"value": "≥13眼"}, ["wrong-value"]),
        (0, {"value": "12眼"}, ["wrong-operator"]),
        (0, {"value": "≤12眼"}, ["wrong-operator"]),
        (0, {"value": "≥12口"}, ["wrong-unit"]),
        (7, {"value": "≥95"}, ["wrong-unit"]),
        (7, {"value": "295%"}, ["wrong-value", "wrong-operator"]),
        (0, {"value": ""}, ["wrong-value"]),
        (6, {"value": "明显提高"}, ["text-differs"]),
        (6, {"value": "健全"}, ["wrong-value"]),
        (4, {"level2": "数量指标"}, ["wrong-parent"]),
        (4, {"level1": ""}, ["wrong-parent"]),
        (4, {"level2": "质量指杯"}, ["text-differs"]),
        (1, {"level3": "铺设管到长度"}, ["text-differs"]),
        (1, {"level3": "水质检测达标率"}, ["wrong-name"]),
        (1, {"scope": "lifetime"}, ["wrong-scope"]),
        (1, {"description": "全县"}, ["text-differs"]),
    ],
)
def test_a_changed_cell(gold: Records, score: Score, row: int, cells: dict[str, str], faults: list[str]) -> None:
    assert row_faults(score(gold, change(gold, row, **cells))) == {f"indicators[{row}]": faults}


def test_text_carries_its_edit_distance(gold: Records, score: Score) -> None:
    facts = score(gold, change(gold, 1, level3="铺设管到长庋"))
    (fact,) = [f for f in facts if f.level == "value" and f.faults]
    assert (fact.distance, fact.length, fact.gold, fact.read) == (2, 6, "铺设管道长度", "铺设管到长庋")


def test_missing_and_invented_are_two_things(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    del read[0]["indicators"][2]
    extra = dict(read[0]["indicators"][0], level3="聘请专家人次", value="<40人次")
    read[0]["indicators"].insert(5, extra)
    assert row_faults(score(gold, read)) == {"indicators[2]": ["missing"], "+indicators[5]": ["invented"]}


def test_two_rows_read_as_one(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    first, second = read[0]["indicators"][3], read[0]["indicators"].pop(4)
    first["level3"] += second["level3"]
    first["value"] += second["value"]
    facts = score(gold, read)
    assert row_faults(facts) == {"indicators[3]": ["merged"], "indicators[4]": ["merged"]}
    assert [f.note for f in facts if f.path == "indicators[4]" and f.form == "project_goal#0"] == ["并入 indicators[3]"]


def test_one_row_read_as_two(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    rows = read[0]["indicators"]
    rows[6]["level3"], rows[6]["value"] = "村级供水", ""
    rows.insert(7, dict(rows[6], level3="保障能力", value="明显提升"))
    assert row_faults(score(gold, read)) == {"indicators[6]": ["split"], "+indicators[6]": ["split"]}


def test_twin_rows_are_told_apart_by_place(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    del read[1]["indicators"][1]  # the lifetime row; its annual twin stays
    read[1]["indicators"][3]["value"] = "≥69%"
    assert row_faults(score(gold, read)) == {"indicators[1]": ["missing"], "indicators[4]": ["wrong-value"]}


def test_lost_scopes_do_not_mix_the_twins(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    for row in read[1]["indicators"]:
        row["scope"] = "annual"
    assert row_faults(score(gold, read)) == {f"indicators[{i}]": ["wrong-scope"] for i in range(3)}


def test_a_moved_row_is_out_of_order_and_still_exact(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    rows = read[0]["indicators"]
    rows.insert(6, rows.pop(1))
    facts = score(gold, read)
    assert row_faults(facts) == {"indicators[1]": ["out-of-order"]}
    assert all(f.right for f in facts)


def test_an_equal_value_makes_no_pair(gold: Records, score: Score) -> None:
    """A row with the same target but another name far away is not the row that is missing."""
    read = copy.deepcopy(gold)
    del read[0]["indicators"][7]
    read[0]["indicators"].insert(0, dict(gold[0]["indicators"][7], level1="成本指标", level2="", level3="控制支出"))
    assert row_faults(score(gold, read)) == {"indicators[7]": ["missing"], "+indicators[0]": ["invented"]}


def test_a_null_list_is_all_missing(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    read[0]["indicators"] = None
    assert row_faults(score(gold, read)) == {f"indicators[{i}]": ["missing"] for i in range(8)}
