"""A reading as corrected: what was read, and what people put right, made into one anew each time.

Nothing that was read is changed. A correction that no longer fits what is read is told, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError

from jixiao.fields.corrected.acts import Misfit, act
from jixiao.fields.corrected.matching import Forms
from jixiao.fields.corrected.parted import Parted
from jixiao.fields.corrected.settled import settle, signed_texts
from jixiao.records import PageCoverage, Reading, Reason
from jixiao.records.annotations.corrections import Corrected, Correction, Stale, in_force
from jixiao.records.kinds import KINDS, AnyRecord
from jixiao.text import key

__all__ = ["apply"]
_NO_FORM, _COMPLETE = "no-form", "complete"


@dataclass(slots=True)
class _Done:
    """What came of the corrections so far."""

    applied: list[Correction] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)


def apply(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading as corrected, with `corrected` saying by what; the reading itself where nothing is in force.

    Corrections come in the order in which they were made; those of other sources are let be. What checks found in the
    reading as it was read is left out: checks have to look again.
    """
    active = [each for each in in_force(corrections) if each.sha256 == reading.source.sha256]
    if not active:
        return reading
    forms, done = Forms(reading.records), _Done()
    by_record: dict[int, list[Correction]] = {}
    about_file: list[Correction] = []
    for each in active:
        at = forms.find(each.form) if each.form.number else None
        if not each.form.number:
            about_file.append(each)
        elif at is None:
            done.stale.append(Stale(correction=each, why="这份表现在没有读到，或认不出是哪一份"))
        else:
            by_record.setdefault(at, []).append(each)
    corrected = Corrected()
    records: list[AnyRecord] = []
    texts: list[str] = []
    for at, record in enumerate(reading.records):
        made = _record(record, by_record.get(at, []), forms.digest(at), done)
        if made is None:
            continue
        records.append(made[0])
        corrected.numbers.append(at + 1)
        corrected.rows.update({f"{at + 1}:{path}": keys for path, keys in made[1].items()})
        texts += made[2]
    order = {each.id: n for n, each in enumerate(active)}
    problems = _problems(reading.problems, about_file, done)
    corrected.applied = sorted(done.applied, key=lambda each: order[each.id])
    corrected.stale = sorted(done.stale, key=lambda each: order[each.correction.id])
    kept = {name: getattr(reading, name) for name in Reading.model_fields}
    coverage = _coverage(reading.coverage, texts)
    return Reading(**{**kept, "records": records, "problems": problems, "coverage": coverage, "corrected": corrected})


def _record(
    record: AnyRecord, corrections: list[Correction], digest: str, done: _Done
) -> tuple[AnyRecord, Mapping[str, list[str]], list[str]] | None:
    """The record as corrected, the keys of its rows, and the texts that a person set; None where it is no form."""
    if not corrections:
        return record, {}, []
    sheet = Parted(record)
    for each in corrections:
        try:
            act(sheet, each, each.form.digest == digest)
        except Misfit as misfit:
            done.stale.append(Stale(correction=each, why=misfit.why, found=misfit.found))
        else:
            done.applied.append(each)
    if any(each.action == _NO_FORM for each in corrections):
        return None
    plain = sheet.put_together()
    before = record.model_dump(include={*type(record).model_fields} - {"evidence", "parsed", "alternatives"})
    try:
        return _made(plain, before, sheet, corrections), sheet.moved(), signed_texts(plain)
    except ValidationError:
        mine = {each.id for each in corrections}
        done.applied = [each for each in done.applied if each.id not in mine]
        done.stale += [Stale(correction=each, why="这样填不成一份表") for each in corrections]
        return record, {}, []


def _made(plain: dict[str, Any], before: dict[str, Any], sheet: Parted, corrections: list[Correction]) -> AnyRecord:
    reasons = settle(plain, before, sheet.reasons)
    declared = any(each.action == _COMPLETE for each in corrections)
    left = bool(reasons) or (before["status"] == "incomplete" and not before["reasons"] and not declared)
    said = {"reasons": reasons, "status": "incomplete" if left else "complete", "pages": before["pages"]}
    return cast("AnyRecord", KINDS[plain["kind"]].model.model_validate({**plain, **said}))


def _problems(problems: list[Reason], corrections: list[Correction], done: _Done) -> list[Reason]:
    """The problems of the file that nobody answered for."""
    answered = {(said["code"], said["message"]) for each in corrections for said in each.was or ()}
    done.applied += corrections
    return [problem for problem in problems if (problem.code, problem.message) not in answered]


def _coverage(coverage: list[PageCoverage], texts: list[str]) -> list[PageCoverage]:
    """Where characters went, without the words that stand in what a person set."""
    said = [key(text) for text in texts]
    if not said:
        return coverage
    out = []
    for page in coverage:
        left = [word for word in page.unexplained if not any(key(word) in text for text in said)]
        out.append(page if left == page.unexplained else page.model_copy(update={"unexplained": left}))
    return out
