"""Intervals, comparing two runs, and the gate."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from eval.files import EvalError
from eval.runs import gate
from eval.runs.compare import compare
from eval.scoring.bootstrap import differences, intervals, sign_test
from eval.scoring.counts import by_form, figures
from eval.scoring.facts import Fact, read_facts, write_facts
from eval.scoring.score import Gold, Reading, score_document
from eval.scoring.summary import summarize

Records = list[dict[str, Any]]
CLUSTERS = {f"{n}.pdf": n for n in "abcd"}


def read(gold: Records, spoil: dict[str, int]) -> list[Fact]:
    """Facts of four documents with the same label; in each the first targets are spoiled as often as said."""
    facts: list[Fact] = []
    for name in CLUSTERS:
        reading = copy.deepcopy(gold)
        for row in reading[0]["indicators"][: spoil.get(name, 0)]:
            row["value"] = "≥7台"
        facts += score_document(name, Gold(gold), Reading(reading))
    return facts


def test_facts_are_read_back_as_written(gold: Records, tmp_path: Path) -> None:
    facts = read(gold, {"a.pdf": 2})
    assert write_facts(tmp_path / "facts.jsonl", facts) == len(facts)
    assert list(read_facts(tmp_path / "facts.jsonl")) == facts
    assert len((tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()) == len(facts)


def test_a_fact_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text('{"document":"a","form":"","level":"row","field":"x","path":"","mood":"sad"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="mood"):
        list(read_facts(path))


def test_summary_counts(gold: Records) -> None:
    summary = summarize(read(gold, {"a.pdf": 3}), CLUSTERS)
    counts = summary["documents"]["a.pdf"]["counts"]
    assert (counts["ind_gold"], counts["ind_found"], counts["ind_exact"], counts["silent"]) == (15, 15, 12, 3)
    assert summary["documents"]["b.pdf"]["figures"]["values_exact"] == 1.0
    assert summary["lists"]["project_goal.indicators"]["exact"] == 57
    assert summary["fields"]["project_goal.indicators.value"]["exact"] == 57


def test_an_interval_holds_the_figure_and_is_wider_with_fewer_documents(gold: Records) -> None:
    forms = by_form(read(gold, {"a.pdf": 4, "b.pdf": 1}))
    value = figures(sum(forms.values(), Counter()))["indicators_exact_f1"]
    many = intervals(forms, CLUSTERS, ["indicators_exact_f1"])["indicators_exact_f1"]
    one = intervals(forms, dict.fromkeys(CLUSTERS, "same"), ["indicators_exact_f1"])["indicators_exact_f1"]
    assert many and one and value is not None
    assert many[0] < value < many[1] <= 1
    assert many[1] - many[0] > one[1] - one[0]


def test_variants_of_one_document_are_drawn_together(gold: Records) -> None:
    forms = by_form(read(gold, {"a.pdf": 4, "b.pdf": 4}))
    twins = CLUSTERS | {"b.pdf": "a", "d.pdf": "c"}
    apart = intervals(forms, CLUSTERS, ["values_exact"])["values_exact"]
    together = intervals(forms, twins, ["values_exact"])["values_exact"]
    assert apart and together and together[1] - together[0] > apart[1] - apart[0]


def test_two_equal_runs_do_not_differ(gold: Records) -> None:
    facts = read(gold, {"a.pdf": 2})
    found = compare(facts, facts, CLUSTERS)
    assert found.steps == [] and found.chance == 1.0
    assert all(not figure["beyond_noise"] for figure in found.figures.values())


def test_better_and_worse_row_by_row(gold: Records) -> None:
    before, after = read(gold, {"a.pdf": 2}), read(gold, {"a.pdf": 1, "c.pdf": 1})
    found = compare(before, after, CLUSTERS)
    rows = {(s.fact.document, s.fact.path): s.way for s in found.steps if s.fact.level == "row"}
    assert rows == {("a.pdf", "indicators[1]"): "better", ("c.pdf", "indicators[0]"): "worse"}
    assert (found.rows_better, found.rows_worse, found.sure) == (1, 1, False)


def test_a_clear_change_is_more_than_noise(gold: Records) -> None:
    before, after = read(gold, dict.fromkeys(CLUSTERS, 4)), read(gold, {})
    found = compare(before, after, CLUSTERS)
    assert (found.rows_better, found.rows_worse) == (16, 0)
    assert found.sure and found.figures["values_exact"]["beyond_noise"]
    low, high = found.figures["values_exact"]["interval"]
    assert 0 < low <= high


def test_a_flag_more_is_better(gold: Records) -> None:
    reading = copy.deepcopy(gold)
    reading[0]["indicators"][0]["value"] = "≥7台"
    silent = list(score_document("a.pdf", Gold(gold), Reading(copy.deepcopy(reading))))
    reading[0]["doubts"] = {"indicators[0].value": ["uncertain"]}
    flagged = list(score_document("a.pdf", Gold(gold), Reading(reading)))
    assert {s.way for s in compare(silent, flagged, {}).steps} == {"better"}
    assert {s.way for s in compare(flagged, silent, {}).steps} == {"worse"}


def test_the_sign_test() -> None:
    assert sign_test(0, 0) == 1.0
    assert sign_test(5, 5) == pytest.approx(1.0)
    assert sign_test(9, 0) == pytest.approx(2 * 0.5**9)


def test_differences_are_paired(gold: Records) -> None:
    """The same documents are drawn for both runs, so equal runs differ by nothing in every draw."""
    forms = by_form(read(gold, {"a.pdf": 4, "b.pdf": 1}))
    assert differences(forms, forms, CLUSTERS, ["values_exact"])["values_exact"] == (0.0, 0.0)


def test_the_gate_says_where_it_fell(gold: Records, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    gate.save(gate.baseline_of(summarize(read(gold, {"b.pdf": 1}), CLUSTERS)), path)
    now = gate.baseline_of(summarize(read(gold, {"a.pdf": 2}), CLUSTERS))
    steps = gate.changes(gate.load(path), now)
    worse = {(s.document, s.figure) for s in steps if s.worse}
    better = {(s.document, s.figure) for s in steps if not s.worse}
    assert worse == {("a.pdf", f) for f in ("rows_exact_f1", "values_exact", "silent")}
    assert better == {("b.pdf", f) for f in ("rows_exact_f1", "values_exact", "silent")}
    assert "a.pdf：未示警的错 0 → 2" in {str(s) for s in steps}


def test_a_missing_row_is_a_fall_of_recall(gold: Records) -> None:
    whole = gate.baseline_of(summarize(read(gold, {}), CLUSTERS))
    facts = read(gold, {})
    reading = copy.deepcopy(gold)
    del reading[1]["indicators"][6]
    facts = [f for f in facts if f.document != "d.pdf"]
    facts += score_document("d.pdf", Gold(gold), Reading(reading))
    steps = gate.changes(whole, gate.baseline_of(summarize(facts, CLUSTERS)))
    assert {"row_recall", "silent"} <= {s.figure for s in steps if s.worse and s.document == "d.pdf"}
    assert {s.document for s in steps} == {"d.pdf"}


def test_no_baseline_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="baseline --update"):
        gate.load(tmp_path / "none.json")
