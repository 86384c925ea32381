"""Opinions on everything that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from jixiao.checks import check
from jixiao.config import CheckSettings
from jixiao.library import Library, card_of
from jixiao.llm import Model
from jixiao.records import Checked, DepartmentGoal, ProjectGoal, Reading, Reason
from jixiao.records.annotations.decisions import Decision
from jixiao.records.kinds import KINDS
from jixiao.reviews.disclosure import disclosure
from jixiao.reviews.disclosure_rules import RULES
from jixiao.reviews.duplicates import twins
from jixiao.reviews.model import Opinion, Review
from jixiao.reviews.opinion import of_file, opinion
from jixiao.reviews.scores import graded
from jixiao.suggestions import Suggestion, Suggestions, suggest

Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a review may rest on beside the readings: the library, a model, how many suggestions it makes, and by
    source what was decided."""

    library: Library | None = None
    model: Model | None = None
    most: int = 3
    decided: Callable[[str], Mapping[str, Decision]] = lambda sha256: {}


def review(readings: Iterable[Reading], settings: CheckSettings, basis: Basis, watch: Watch | None = None) -> Review:
    """An opinion on every form; budget tables have one only where something was found in them. A form that is in
    several files has one opinion.

    `watch` is told the name of each form as it is done.
    """
    out = Review()
    readings = list(readings)
    silent, also = twins(readings)
    for at, reading in enumerate(readings):
        out.problems += [_named(problem, reading.source.name) for problem in reading.problems]
        checked = check(reading, settings, basis.model, basis.library.earlier if basis.library else None)
        decisions = basis.decided(reading.source.sha256)
        if (filled := disclosure(checked, RULES)) is not None:
            out.disclosures.append(filled)
        whole = of_file(reading, checked.findings, decisions)
        if whole is not None:
            out.general.append(whole)
        for number, record in enumerate(reading.records, 1):
            if (at, number) in silent:
                continue
            found, ledger = checked.findings, checked.ledger_of(number)
            made = opinion(reading, number, found, _suggestions(reading, number, basis), decisions, ledger)
            if not KINDS[record.kind].goal:
                out.left_out[record.kind] = out.left_out.get(record.kind, 0) + 1
                if made.remarks:
                    out.general.append(made)
                continue
            out.opinions.append(graded(made.model_copy(update={"also": also.get((at, number), [])})))
            if watch is not None:
                watch(made.subject)
    return out


def review_one(checked: Checked, number: int, basis: Basis) -> Opinion:
    """The opinion on the record of that number of a reading that was checked."""
    decisions, ledger = basis.decided(checked.source.sha256), checked.ledger_of(number)
    return opinion(checked, number, checked.findings, _suggestions(checked, number, basis), decisions, ledger)


def _named(problem: Reason, name: str) -> Reason:
    """The problem with the name of its file."""
    said = problem.message
    return problem if said.startswith(name) else problem.model_copy(update={"message": f"{name}：{said}"})


def _suggestions(reading: Reading, number: int, basis: Basis) -> Suggestions | None:
    record = reading.records[number - 1]
    if not isinstance(record, ProjectGoal | DepartmentGoal) or not record.indicators:
        return None
    if isinstance(record, DepartmentGoal) and basis.library is None:
        return None  # the frame knows projects only
    found = suggest(card_of(record, reading.source.name, number), basis.library, basis.model, basis.most)
    return found.model_copy(update={"items": [item for item in found.items if _supported(item)]})


def _supported(item: Suggestion) -> bool:
    """Whether a suggestion is worth an office's time: what a single like project has is not."""
    return item.kind != "missing" or item.holders > 1 or any(source.frame for source in item.sources)
