"""All checks over a reading: records one by one, then what only the whole file shows. Nothing of it is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jixiao.checks.across import check_across
from jixiao.checks.asking import ask, noted
from jixiao.checks.catalogue import catalogue, check_of, switched_on
from jixiao.checks.departments import check_budget, check_task_indicators, check_tasks
from jixiao.checks.findings import finding_of
from jixiao.checks.goals.agreement import check_degrees_told
from jixiao.checks.goals.goal import check_agreement, check_copied, check_goal
from jixiao.checks.goals.narratives import check_narrative
from jixiao.checks.goals.wording import check_deeds, check_substance, check_wording
from jixiao.checks.indicators.counts import check_counts, check_each, check_name_numbers
from jixiao.checks.indicators.directions import check_signs
from jixiao.checks.indicators.kinds import check_kinds
from jixiao.checks.indicators.levels import check_coverage, check_doubles, check_levels
from jixiao.checks.indicators.measurable import check_cost_words, check_degrees, check_floors, check_joined
from jixiao.checks.indicators.names import check_bases, check_names, check_words
from jixiao.checks.indicators.placement import (
    check_counted,
    check_sorts,
    check_strangers,
    check_synonyms,
    of_another_matter,
)  # fmt: skip
from jixiao.checks.indicators.quantities import (
    check_all_hundred,
    check_contradictory,
    check_sense,
    check_vacuous,
)  # fmt: skip
from jixiao.checks.indicators.values import check_values
from jixiao.checks.indicators.weights import check_weights
from jixiao.checks.last_year import check_last_year
from jixiao.checks.ledger import answered_by, compared, ledger_of, unread
from jixiao.checks.money.amounts import check_amounts, check_costs, check_plan
from jixiao.checks.money.parts import check_parts
from jixiao.checks.money.unit_prices import check_budget_words, check_lists, check_products
from jixiao.checks.periods import (
    check_dates,
    check_goal_years,
    check_period,
    check_years,
    check_years_told,
)  # fmt: skip
from jixiao.checks.tables.causes import merged
from jixiao.checks.tables.facts import facts_of
from jixiao.checks.tables.prose_tables import check_prose
from jixiao.checks.tables.sheets import Sheet
from jixiao.checks.tables.sums import check_columns, check_rows, check_sides
from jixiao.checks.tables.totals import check_empty, check_listed, check_totals
from jixiao.checks.violation import Ground, Hit, Hits, asked_by
from jixiao.checks.whole.breadth import (
    check_empty_words,
    check_late,
    check_means,
    check_perverse,
    check_restated,
    check_rosters,
    check_upper,
)
from jixiao.checks.whole.elsewhere import check_asked, check_deciders, check_elsewhere, check_spending
from jixiao.checks.whole.gaps import check_effect_kinds, check_payments, check_purpose, check_uncounted
from jixiao.checks.whole.order import check_order
from jixiao.checks.whole.parts import check_portions
from jixiao.checks.whole.thin import check_effects, check_merged, check_one_year, check_rates, check_rises
from jixiao.checks.words import words
from jixiao.config import CheckSettings
from jixiao.llm import Model
from jixiao.records import Checked, Finding, Ledger, ProjectGoal, PublishedTable, Reading
from jixiao.records.tables.identifying import status_of

RecordCheck = Callable[[Any, Ground], Hits]
Earlier = Callable[[ProjectGoal], ProjectGoal | None]
"""Finds the form of the same project in an earlier year."""

_GOAL: tuple[RecordCheck, ...] = (
    check_goal, check_goal_years, check_agreement, check_values, check_levels, check_doubles, check_coverage,
    check_weights, check_dates, check_degrees, check_cost_words, check_joined, check_floors, check_sorts, check_counted,
    check_synonyms, check_wording, check_sense, check_vacuous, check_contradictory, check_all_hundred, check_names,
    check_bases, check_words, check_counts, check_name_numbers, check_each, check_order, check_portions,
    check_years_told, check_degrees_told, check_kinds, check_signs, check_rates, check_asked,
    check_restated, check_rosters, check_upper,
)  # fmt: skip
BY_KIND: dict[str, tuple[RecordCheck, ...]] = {
    "project_goal": (
        check_amounts,
        check_costs,
        check_plan,
        check_period,
        check_copied,
        check_substance,
        check_deeds,
        check_products,
        check_lists,
        check_budget_words,
        check_parts,
        check_strangers,
        check_elsewhere,
        check_deciders,
        check_spending,
        check_effects,
        check_rises,
        check_merged,
        check_one_year,
        check_uncounted,
        check_payments,
        check_purpose,
        check_effect_kinds,
        check_empty_words,
        check_means,
        check_late,
        check_perverse,
        *_GOAL,
    ),
    "department_goal": (check_budget, check_tasks, check_task_indicators, *_GOAL),
    "department_narrative": (check_narrative,),
}
ON_SHEETS: tuple[RecordCheck, ...] = (check_rows, check_columns, check_sides)
ON_FILE: tuple[Callable[..., Any], ...] = (
    check_years, check_totals, check_empty, check_listed, check_across, check_prose,
)  # fmt: skip

_NEVER_MEANT = (
    *("indicator.direction-unfit", "indicator.percent-over-100", "date.outside-period"),
    *("indicator.unit-unfit", "indicator.vacuous", "indicator.impossible"),
)
_ON_MEANT: tuple[RecordCheck, ...] = (check_values, check_dates, check_vacuous, check_sense)
_ODD = ("indicator.satisfaction-who", "indicator.same-in-other-words", "indicator.floor-low")
_ON_ODD: tuple[RecordCheck, ...] = (check_asked, check_synonyms, check_floors)
_ELSE = "“{}”说的是{}，表上别处没有提到"


def check(
    reading: Reading, settings: CheckSettings | None = None, model: Model | None = None, earlier: Earlier | None = None
) -> Checked:
    """The reading with what is wrong in it, in the order of its records; the records are what they were.

    A finding that rests on a value whose reading is in doubt says so, and is one degree milder. The ledger says of
    every record what came of every check. A `model` is asked closed questions about every project form, and each is
    held against the form of an `earlier` year; what comes of both is added as advice and takes nothing away.
    """
    ground = Ground(settings or CheckSettings(), words())
    on = switched_on(ground.settings)
    looks: dict[int, dict[str, set[str]]] = {}
    tables: list[tuple[int, Sheet]] = []
    told: dict[tuple[int, str, str], tuple[int, Hit]] = {}
    for number, hit in sorted(
        _hits(reading, ground, looks, tables), key=lambda one: one[0] or len(reading.records) + 1
    ):
        if check_of(hit.check).id in on:  # an id that the catalogue does not have is an error, not a finding less
            told.setdefault((number, hit.check, hit.paths[0]), (number, hit))
    findings = [finding_of(reading, number, hit) for number, hit in merged(list(told.values()), tables)]
    fields = {name: getattr(reading, name) for name in Reading.model_fields}
    made = Checked.model_construct(**fields, findings=findings, ledger=list(_ledger(reading, set(told), looks, on)))
    made = made if earlier is None else _compared(made, earlier, ground, on)
    return made if model is None else _asked(made, model, on)


def values_at_fault(record: ProjectGoal) -> dict[str, str]:
    """What cannot be meant, by the field path of the value: a limit in the wrong direction, a share above 100 %, a day
    outside the project's period or the calendar, a unit of something else, a limit that nothing can miss; each as the
    catalogue says it."""
    ground = Ground(CheckSettings(), words())
    hits = (hit for look in _ON_MEANT for hit in look(record, ground) if hit.check in _NEVER_MEANT)
    return {hit.paths[0]: check_of(hit.check).message.format_map(hit.said) for hit in hits}


def indicators_in_doubt(record: ProjectGoal) -> dict[str, str]:
    """Indicators that hardly belong in the form as they are, by their field path: satisfaction of others than those
    served, another's double, a floor too low, and the one about another matter (where there are more, it is mixed)."""
    ground = Ground(CheckSettings(), words())
    hits = (hit for look in _ON_ODD for hit in look(record, ground) if hit.check in _ODD)
    odd = {hit.paths[0].partition(".")[0]: check_of(hit.check).message.format_map(hit.said) for hit in hits}
    strange = of_another_matter(record, ground)
    return odd | ({path: _ELSE.format(*said) for path, said in strange.items()} if len(strange) == 1 else {})


def _compared(checked: Checked, earlier: Earlier, ground: Ground, on: frozenset[str]) -> Checked:
    """The same with how its project forms stand beside those of an earlier year."""
    findings, ledger = list(checked.findings), list(checked.ledger)
    due = [id for id in asked_by(check_last_year) if id in on]
    for number, record in enumerate(checked.records, 1):
        if not isinstance(record, ProjectGoal) or record.status == "incomplete":
            continue
        before = earlier(record)
        hits = [hit for hit in check_last_year(record, before, ground) if hit.check in due] if before else []
        findings += [finding_of(checked, number, hit) for hit in hits]
        found = {hit.check for hit in hits}
        ledger = [compared(each, due, found, before is not None) if each.record == number else each for each in ledger]
    return _ordered(checked, findings, ledger)


def _asked(checked: Checked, model: Model, on: frozenset[str]) -> Checked:
    """The same with what a model says of its project forms, behind what the rules found in each."""
    findings, ledger = list(checked.findings), list(checked.ledger)
    for number, record in enumerate(checked.records, 1):
        if not isinstance(record, ProjectGoal):
            continue
        heard = ask(record, model, on, [each for each in findings if each.record == number])
        findings += [finding_of(checked, number, hit) for hit in heard.hits]
        ledger = [noted(each, heard) if each.record == number else each for each in ledger]
    return _ordered(checked, findings, ledger)


def _ordered(checked: Checked, findings: list[Finding], ledger: list[Ledger]) -> Checked:
    """The same with these findings, in the order of the records, those of the file last."""
    findings.sort(key=lambda finding: finding.record or len(checked.records) + 1)
    return checked.model_copy(update={"findings": findings, "ledger": ledger})


def _ledger(
    reading: Reading, told: set[tuple[int, str, str]], looks: dict[int, dict[str, set[str]]], on: frozenset[str]
) -> Iterator[Ledger]:
    """What came of every check: of the file first, then of its records."""
    if not reading.records and not reading.prose:
        yield unread(catalogue(), status_of(reading) == "failed")
        return
    of_file = frozenset(check for _, check, _ in told)
    yield ledger_of(reading, 0, catalogue(), (of_file, answered_by(ON_FILE), looks.get(0, {})), on)
    for number, record in enumerate(reading.records, 1):
        found = frozenset(check for record, check, _ in told if record == number)
        functions = (*BY_KIND.get(record.kind, ()), *(ON_SHEETS if isinstance(record, PublishedTable) else ()))
        yield ledger_of(reading, number, catalogue(), (found, answered_by(functions), looks.get(number, {})), on)


def _hits(
    reading: Reading, ground: Ground, looks: dict[int, dict[str, set[str]]], found: list[tuple[int, Sheet]]
) -> Iterator[tuple[int, Hit]]:
    """What all checks give, by record; `looks` takes what they looked at there, `found` the budget tables."""
    for number, record in enumerate(reading.records, 1):
        for run in BY_KIND.get(record.kind, ()):
            yield from ((number, hit) for hit in run(record, ground))
        if isinstance(record, PublishedTable):
            sheet = Sheet(record)
            found.append((number, sheet))
            for run in ON_SHEETS:
                yield from ((number, hit) for hit in run(sheet, ground))
        looks[number] = ground.taken()
    yield from check_years(reading, ground)
    sets = facts_of(found)
    yield from check_totals(sets, ground)
    yield from check_empty(reading, found, ground)
    yield from check_listed(reading, found, ground)
    yield from check_across(reading, ground)
    yield from ((0, hit) for hit in check_prose(reading, sets, found, ground))
    looks[0] = ground.taken()
