"""All questions about one form, asked twice in other orders; what both passes say alike becomes findings."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.checks.asking.answers import NONE, PROBLEM, QUOTED, Answers, Verdict, faults, verdicts
from jixiao.checks.asking.cells import GOAL, Sheet, sheet_of
from jixiao.checks.catalogue import Check, questions
from jixiao.checks.ledger import TORN
from jixiao.checks.violation import Hit
from jixiao.errors import ModelError
from jixiao.llm import Model, Question
from jixiao.records import Finding, Ledger, ProjectGoal
from jixiao.text import key

PROMPT = "check/questions"
PAIRS = "pairs"
_MARK = "（大模型提出）"
_UNSURE = "大模型看不出，或两遍回答不一致"
_FAILED = "大模型没有给出可用的回答"
_NOTHING = "表上没有要看的内容"
_SHOWN = 6
_QUOTED = re.compile("“([^”]*)”")


@dataclass(slots=True)
class Heard:
    """What was heard of a form: findings; by question the cells agreed on and those that were not; the questions that
    nothing was said to, and why."""

    hits: list[Hit] = field(default_factory=list)
    agreed: dict[str, list[str]] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, set[int]] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Pass:
    """The questions in one order: by the id that the model sees, the check and the cells."""

    names: Mapping[str, Check]
    asked: Mapping[str, tuple[str, ...]]
    question: Question[Answers]


def ask(record: ProjectGoal, model: Model, on: frozenset[str], told: Sequence[Finding]) -> Heard:
    """What the model says of a form, where it says the same twice, but for what the rules have `told` of the place.

    A model that gives no usable answer is no error: what it said nothing of counts as not looked at. A form that was
    not read whole is not asked about.
    """
    sheet = sheet_of(record)
    due = _due(sheet, on)
    out = Heard(silent=[e.id for e in questions() if e.id in on and e not in due])
    if record.status == "incomplete":
        return _nothing(out, due, TORN)
    deadline = model.deadline()
    for turn in _turns(due):
        try:
            heard = [_heard(each, sheet, model.ask(each.question, deadline).value) for each in _passes(sheet, turn)]
        except ModelError as exc:
            _nothing(out, turn, f"{_FAILED}（{exc.code}）")
            continue
        for entry in turn:
            _agree(out, entry, sheet, [one[entry.id] for one in heard], [*told, *out.hits])
    return out


def questions_of(record: ProjectGoal, on: frozenset[str]) -> list[Question[Answers]]:
    """The questions that would be asked about a form."""
    sheet = sheet_of(record)
    due = _due(sheet, on) if record.status != "incomplete" else []
    return [each.question for turn in _turns(due) for each in _passes(sheet, turn)]


def noted(ledger: Ledger, heard: Heard) -> Ledger:
    """The ledger with what came of the questions; a question with a cell that nothing was agreed on has not looked."""
    out = ledger.model_copy(deep=True)
    aspects = {entry.id: entry.aspect for entry in questions()}
    found = {hit.check for hit in heard.hits}
    for check in dict.fromkeys((*heard.agreed, *heard.unsure)):
        if check in found:
            out.found.append(check)
        elif check in heard.unsure:
            out.unseen.setdefault(heard.failed.get(check, _UNSURE), []).append(check)
        else:
            out.clear.append(check)
        for row in heard.rows.get(check, ()):
            if row < len(out.rows) and aspects[check] and aspects[check] not in out.rows[row]:
                out.rows[row].append(aspects[check])
    if heard.silent:
        out.inapplicable.setdefault(_NOTHING, []).extend(heard.silent)
    return out


def _due(sheet: Sheet, on: frozenset[str]) -> list[Check]:
    """The questions that have something to be about."""
    return [entry for entry in questions() if entry.id in on and sheet.about(entry)]


def _turns(due: Sequence[Check]) -> list[list[Check]]:
    """The questions that are asked together: a short list is answered with more care than a long one."""
    return [[entry for entry in due if entry.turn == turn] for turn in sorted({entry.turn for entry in due})]


def _nothing(out: Heard, due: Sequence[Check], why: str) -> Heard:
    """Nothing was heard of these questions, and why."""
    for entry in due:
        out.unsure[entry.id], out.failed[entry.id] = [], why
    return out


def _passes(sheet: Sheet, due: Sequence[Check]) -> Iterator[_Pass]:
    """The questions in the order of the form, and in another that is always the same for the form."""
    yield _pass(sheet, due, None)
    yield _pass(sheet, due, random.Random("\n".join(cell.text for cell in sheet.cells.values())))


def _pass(sheet: Sheet, due: Sequence[Check], chance: random.Random | None) -> _Pass:
    order, cells = list(due), list(sheet.cells.values())
    if chance is not None:
        chance.shuffle(order)
        chance.shuffle(cells)
    names = {f"q{n}": entry for n, entry in enumerate(order, 1)}
    asked = {name: tuple(c.id for c in cells if c.id in sheet.about(entry)) for name, entry in names.items()}
    variables: dict[str, Any] = {
        "project": list(sheet.head),
        "cells": [f"{cell.id}　{cell.text}" for cell in cells],
        "questions": [{"id": name, "text": e.question, "cells": _spans(asked[name])} for name, e in names.items()],
        "most": QUOTED,
    }
    return _Pass(names, asked, Question(PROMPT, variables, Answers, check=lambda value: faults(value, asked)))


def _spans(cells: Sequence[str]) -> list[str]:
    """The ids for reading, those that follow each other as a span: i1-i13."""
    out: list[list[str]] = []
    for cell in sorted(cells, key=lambda id: (id[0], int(id[1:] or 0))):
        if out and out[-1][-1][1:] and cell[0] == out[-1][-1][0] and int(cell[1:]) == int(out[-1][-1][1:]) + 1:
            out[-1].append(cell)
        else:
            out.append([cell])
    return [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in out]


def _heard(one: _Pass, sheet: Sheet, value: Answers) -> dict[str, dict[str, Verdict]]:
    """By check and cell what one pass says."""
    paired = frozenset(name for name, entry in one.names.items() if entry.about == PAIRS)
    out: dict[str, dict[str, Verdict]] = {entry.id: {} for entry in one.names.values()}
    for (name, cell), verdict in verdicts(value, sheet, one.asked, paired).items():
        out[one.names[name].id][cell] = verdict
    return out


def _agree(
    out: Heard, entry: Check, sheet: Sheet, passes: Sequence[dict[str, Verdict]], told: Sequence[Finding | Hit]
) -> None:
    """Take in what both passes say alike of the cells of a question, where nothing beside it was told of the place."""
    wrong: list[tuple[str, ...]] = []
    for cell in sheet.about(entry):
        (one, cells), (other, again) = (said.get(cell, ("", ())) for said in passes)
        alike = one == other and one in (PROBLEM, NONE) and set(cells) == set(again)
        (out.agreed if alike else out.unsure).setdefault(entry.id, []).append(cell)
        row = sheet.cells[cell].row
        if alike and row is not None:
            out.rows.setdefault(entry.id, set()).add(row)
        if alike and one == PROBLEM and not _is_told(entry, sheet, cell, told):
            wrong.append(cells)
    wrong = list({frozenset(cells): cells for cells in reversed(wrong)}.values())[::-1]  # a pair once
    if wrong:
        paths = dict.fromkeys(path for cells in wrong for cell in cells for path in sheet.cells[cell].paths)
        names = "、".join("与".join(sheet.cells[cell].called for cell in cells) for cells in wrong[:_SHOWN])
        more = f"等 {len(wrong)} 处" if len(wrong) > _SHOWN else ""
        out.hits.append(Hit(entry.id, tuple(paths), {"names": names + more}, more=_MARK))


def _is_told(entry: Check, sheet: Sheet, cell: str, told: Sequence[Finding | Hit]) -> bool:
    """Whether the rules, or the model to a question before, have said it of the same place; of a clause of the goal
    what quotes other words has not."""
    places = {path.partition("]")[0] for path in sheet.cells[cell].paths}
    beside = [one for one in told if one.check in entry.beside]
    here = [one for one in beside if places & {path.partition("]")[0] for path in one.paths}]
    if not (cell.startswith(GOAL) and cell != GOAL):
        return bool(here)
    return any(_quotes(_said(one), sheet.cells[cell].text) for one in here)


def _said(one: Finding | Hit) -> str:
    return one.message if isinstance(one, Finding) else "".join(map(str, one.said.values()))


def _quotes(said: str, clause: str) -> bool:
    """Whether a text quotes a piece of the clause, or nothing at all."""
    words = key(clause)
    quoted = [key(part).rstrip("….") for each in _QUOTED.findall(said) for part in each.split("、")]
    return not quoted or any(part and (part in words or words in part) for part in quoted)
