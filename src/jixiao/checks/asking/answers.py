"""What a model answers: for each question the ids of cells with a problem, without one, and those it cannot tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from jixiao.checks.asking.cells import Sheet
from jixiao.text import key

Verdict = tuple[str, tuple[str, ...]]
"""What is said of a cell, and of a problem its cells."""
QUOTED = 12
PROBLEM, NONE, UNSURE = "有问题", "没有", "看不出"
REST = "其余"


class Pointed(BaseModel):
    """A problem: the cell, for some questions another one with it, and a few characters of the cell."""

    model_config = ConfigDict(extra="forbid")

    cells: list[str]
    quote: str


class Said(BaseModel):
    """The answer to one question; every cell asked about stands in one of the three, or is the rest."""

    model_config = ConfigDict(extra="forbid")

    question: str
    problem: list[Pointed]
    none: list[str]
    unsure: list[str]


class Answers(BaseModel):
    """The answers to all questions about a form."""

    model_config = ConfigDict(extra="forbid")

    answers: list[Said]


def faults(value: Answers, asked: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What is wrong with an answer, in words for the model: questions and cells left out, doubled or unknown."""
    counts = Counter(one.question for one in value.answers)
    out = [f"没有 {name} 这个问题" for name in counts if name not in asked]
    out += [f"{name} 应回答一次，现有 {counts[name]} 次" for name in asked if counts[name] != 1]
    for one in value.answers:
        cells = asked.get(one.question, ())
        told = Counter([*_named(one), *_clear(one, cells)])
        lists = {
            "没有回答": [cell for cell in cells if not told[cell]],
            "答了几次": [cell for cell in cells if told[cell] > 1],
            "没有问": [cell for cell in told if cell not in cells] if cells else [],
        }
        out += [f"{one.question} 的 {'、'.join(ids)} {why}" for why, ids in lists.items() if ids]
    return out


def _named(one: Said) -> list[str]:
    """The cells with a problem, and those that cannot be told."""
    return [*(each.cells[0] for each in one.problem if each.cells), *one.unsure]


def _clear(one: Said, cells: Sequence[str]) -> list[str]:
    """The cells without a problem, also those that are named together as the rest."""
    listed = [cell for cell in one.none if cell != REST]
    if REST not in one.none:
        return listed
    named = {*_named(one), *listed}
    return [*listed, *(cell for cell in cells if cell not in named)]


def verdicts(
    value: Answers, sheet: Sheet, asked: Mapping[str, tuple[str, ...]], paired: frozenset[str]
) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """By question and cell the verdict, and of a problem its cells; one that is not grounded in its cell is no answer.

    `asked` are the cells of each question, `paired` the questions that want two of them.
    """
    return {
        (one.question, cell): (verdict, cells)
        for one in value.answers
        for cell, verdict, cells in _told(one, sheet, asked.get(one.question, ()), one.question in paired)
    }


def _told(one: Said, sheet: Sheet, asked: Sequence[str], paired: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield from ((cell, NONE, ()) for cell in _clear(one, asked))
    yield from ((cell, UNSURE, ()) for cell in one.unsure)
    for each in one.problem:
        if not each.cells:
            continue
        cells = tuple(dict.fromkeys(each.cells))
        known = all(cell in sheet.cells for cell in cells) and len(cells) == (2 if paired else 1)
        quote = key(each.quote)
        grounded = known and 0 < len(quote) <= QUOTED and quote in key(sheet.cells[cells[0]].text)
        yield cells[0], PROBLEM if grounded else UNSURE, cells if grounded else ()
