"""Facts about whole forms, scalar fields, budget tables, flags and the shape of records."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from eval.scoring.counts import by_form, figures
from eval.scoring.facts import Fact
from eval.scoring.score import Gold, Reading, score_document

Records = list[dict[str, Any]]
Score = Callable[..., list[Fact]]
Wrong = Callable[[list[Fact]], dict[tuple[str, str, str], list[str]]]


def records(facts: list[Fact]) -> dict[str, list[str]]:
    return {f.form: f.faults for f in facts if f.level == "record" and f.faults}


def total(facts: list[Fact]) -> dict[str, float | None]:
    return figures(sum(by_form(facts).values(), type(next(iter(by_form(facts).values())))()))


def test_a_form_that_is_not_there(gold: Records, score: Score) -> None:
    facts = score(gold, gold[1:])
    assert records(facts) == {"project_goal#0": ["missing"]}
    missing = [f for f in facts if f.form == "project_goal#0" and f.level == "value"]
    assert missing and all(f.faults == ["missing"] for f in missing)


def test_a_form_from_nowhere(gold: Records, score: Score) -> None:
    other = {"kind": "project_goal", "title": "说明", "project_name": "凭空项目", "indicators": [], "pages": [9, 9]}
    facts = score(gold, [*copy.deepcopy(gold), other])
    assert records(facts) == {"+project_goal#3": ["invented"]}
    assert total(facts)["record_precision"] == 3 / 4


def test_a_form_of_another_kind(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    read[0]["kind"] = "department_goal"
    facts = score(gold, read)
    assert records(facts) == {"project_goal#0": ["wrong-kind"], "+department_goal#0": ["wrong-kind"]}


def test_two_forms_run_together_and_one_cut_in_two(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    read[0]["indicators"] += read.pop(1)["indicators"]
    assert records(score(gold, read)) == {"project_goal#0": ["merged"], "project_goal#1": ["merged"]}
    read = copy.deepcopy(gold)
    rest = {"kind": "project_goal", "title": None, "indicators": read[0]["indicators"][3:], "pages": [2, 2]}
    read[0]["indicators"] = read[0]["indicators"][:3]
    assert records(score(gold, [read[0], rest, *read[1:]])) == {
        "project_goal#0": ["split"],
        "+project_goal#1": ["split"],
    }


def test_forms_of_one_name_go_by_page(gold: Records, score: Score) -> None:
    first = gold[0]
    twin = copy.deepcopy(first) | {"pages": [5, 6]}
    twin["funds"]["annual"]["total"] = "99.00"
    facts = score([first, twin], [copy.deepcopy(first), copy.deepcopy(twin)])
    assert not [f for f in facts if f.faults]
    facts = score([first, twin], [copy.deepcopy(twin)])
    assert records(facts) == {"project_goal#0": ["missing"]}


def test_scalar_fields(gold: Records, score: Score, wrong: Wrong) -> None:
    read = copy.deepcopy(gold)
    read[0]["funds"]["annual"] |= {"total": "120.5", "fiscal": "1005.0", "other": ""}
    read[0]["funds"]["unit"] = "元"
    read[0]["implementer"] = None
    read[0]["category"] = "特定目标类"
    read[0]["goal_annual"] = read[0]["goal_annual"].replace("用水", "用冰")
    found = {path: faults for (_, level, path), faults in wrong(score(gold, read)).items() if level == "value"}
    assert found == {
        "funds.annual.fiscal": ["wrong-value"],
        "funds.annual.other": ["missing"],
        "funds.unit": ["wrong-unit"],
        "implementer": ["missing"],
        "category": ["invented"],
        "goal_annual": ["text-differs"],
    }


def test_null_and_blank_are_told_apart_but_not_scored(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    read[0]["category"] = ""
    read[0]["indicators"][0]["basis"] = ""
    facts = [f for f in score(gold, read) if f.faults]
    assert {(f.level, f.path, *f.faults) for f in facts} == {
        ("blank", "category", "blank-for-null"),
        ("blank", "indicators[0].basis", "blank-for-null"),
    }


def test_cells_by_place_and_by_header(gold: Records, score: Score) -> None:
    """A column that comes out one place further right is wrong by place and right by header."""
    read = copy.deepcopy(gold)
    read[2]["columns"].insert(1, ["备注"])
    for row in read[2]["rows"]:
        row.insert(1, "")
    counts = total(score(gold, read))
    assert counts["header_cells_exact"] == 1.0
    assert counts["cells_exact"] is not None and counts["cells_exact"] < 0.5
    assert counts["table_row_recall"] == 1.0


def test_table_cells_and_rows(gold: Records, score: Score, wrong: Wrong) -> None:
    read = copy.deepcopy(gold)
    read[2]["rows"][0][2] = "1,300.00"
    read[2]["rows"][3][1] = "水利工程建没"
    read[2]["rows"][5][4] = ""
    del read[2]["rows"][2]
    read[2]["columns"][4] = ["支出", "项日支出"]
    found = {(level, path): faults for (_, level, path), faults in wrong(score(gold, read)).items() if level != "cell"}
    assert found == {
        ("row", "rows[0]"): ["wrong-value"],
        ("row", "rows[2]"): ["missing"],
        ("row", "rows[3]"): ["text-differs"],
        ("row", "rows[5]"): ["wrong-value"],
        ("column", "columns[4]"): ["text-differs"],
    }


def test_flags_make_the_difference_between_wrong_and_silently_wrong(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    read[0]["indicators"][0]["value"] = "≥72眼"
    read[0]["indicators"][1]["value"] = "≥85千米"
    read[0]["doubts"] = {"indicators[0].value": ["uncertain"], "indicators[2].value": ["conflict"]}
    read[1]["funds"]["annual"]["total"] = "720.50"
    read[1]["findings"] = [{"path": "funds.annual.total", "code": "amount.parts-do-not-sum"}]
    facts = score(gold, read)
    flags = {(f.form, f.path): f.flags for f in facts if f.level == "value" and f.faults}
    assert flags == {
        ("project_goal#0", "indicators[0].value"): ["uncertain"],
        ("project_goal#0", "indicators[1].value"): [],
        ("project_goal#1", "funds.annual.total"): ["finding"],
    }
    counts = sum(by_form(facts).values(), type(by_form(facts)["made.pdf", ""])())
    assert (counts["wrong"], counts["silent"], counts["right_flagged"], counts["numeric_silent"]) == (3, 1, 1, 1)


def test_an_incomplete_form_is_a_flag_on_what_it_lacks(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    del read[0]["indicators"][2]
    read[0] |= {"status": "incomplete", "reasons": [{"code": "unexplained-digits", "message": "2600", "page": 1}]}
    facts = score(gold, read)
    (row,) = [f for f in facts if f.level == "row" and f.faults]
    assert row.flags == ["incomplete"]
    counts = sum(by_form(facts).values(), type(by_form(facts)["made.pdf", ""])())
    assert counts["silent"] == 0
    assert counts["right_flagged"] == 0 and counts["right_incomplete"] > 30


def test_a_failed_file_is_flagged_and_all_missing(gold: Records) -> None:
    facts = list(score_document("made.pdf", Gold(gold), Reading([], failure="退出码 3")))
    assert [f.faults for f in facts if f.level == "document"] == [["failed"]]
    assert all(f.flags == ["failed"] for f in facts if f.faults and f.level not in ("document", "row"))
    assert by_form(facts)["made.pdf", "budget_table#2"]["silent"] == 0


def test_a_problem_on_a_page_covers_what_its_forms_lack(gold: Records) -> None:
    read = copy.deepcopy(gold)
    del read[0]["indicators"][2], read[1]["indicators"][2]
    problem = {"code": "table.unrecognised", "message": "", "page": 2}
    facts = list(score_document("made.pdf", Gold(gold), Reading(read, problems=[problem])))
    assert {f.form: f.flags for f in facts if f.level == "row" and f.faults} == {
        "project_goal#0": ["finding"],
        "project_goal#1": [],
    }


def test_shape_is_scored_apart(gold: Records, score: Score) -> None:
    read = copy.deepcopy(gold)
    read[0]["year"] = "2031"
    read[2]["rows"][0].append("多")
    read[1]["evidence"] = {"title": {"page": 3}}
    facts = score(gold, read)
    invalid = [f for f in facts if f.level == "schema" and f.faults]
    assert {f.form for f in invalid} == {"#0", "#2"}
    assert [f for f in facts if f.level == "value" and f.faults] == []  # 2031 is 2031
    assert total(facts)["schema_valid_rate"] == 1 / 3


def test_only_the_labelled_kinds_are_scored(gold: Records) -> None:
    nothing = Gold([], kinds=("project_goal", "department_goal", "department_narrative"))
    facts = list(score_document("made.pdf", nothing, Reading([gold[2]])))
    assert not [f for f in facts if f.faults]
    facts = list(score_document("made.pdf", nothing, Reading([gold[0]])))
    assert records(facts) == {"+project_goal#0": ["invented"]}
