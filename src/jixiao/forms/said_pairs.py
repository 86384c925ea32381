"""What a text says in pairs: labels with their values behind a colon, amounts with their unit behind a label alone.

A list says so of a project in a row across it, in a cell beside its indicators, in a row under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jixiao.evidence import Passage
from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.evaluation import measure_of
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell

KIND = "self_evaluation"

_NUMERALS = "一二三四五六七八九十"
_COUNT = re.compile(
    rf"\s*(?:(?:项目|子项目|专项|任务)\s*([{_NUMERALS}]{{1,3}}|\d{{1,3}})\s*[、.．:：)）]"
    rf"|[（(]\s*([{_NUMERALS}]{{1,3}}|\d{{1,3}})\s*[)）]\s*、?|([{_NUMERALS}]{{1,3}}|\d{{1,3}})\s*[、.．)）](?!\d))\s*"
)
# Where a further pair begins: behind a blank or a break, behind a comma, in a bracket.
_FURTHER = re.compile(
    r"\s(?=[^\s:：]{2,12}[:：])|[，；;](?=[^\s\d，；;:：]{2,12}(?:[:：]|\d))"
    r"|[（(](?=[^\s\d（()）:：]{2,12}[:：]?\s*\d)"
)
_COLON = re.compile("[:：]")
_LABEL = re.compile(r"[^\s\d:：]{2,12}[:：]")
_PAIR = re.compile(r"[，；;（(\s]*([^\s\d:：]{1,3}?[^:：]{0,12}?[^\s:：])\s*[:：]\s*(.*?)[，；;。\s]*", re.DOTALL)
_AMOUNT = re.compile(
    r"[，；;（(\s]*([^\s\d:：（()）]{2,12}?)(?:数|额|为)?\s*(-?\d[\d,]*(?:\.\d+)?)\s*([亿万千百]?元|%|分)[）)，；;。\s]*"
)
_NAME = re.compile("名称|项目")
_UNIT = re.compile(r"(?<=\d)\s*([亿万千百]?元)$")


class Pair(NamedTuple):
    """A label, its value and, where the value is an amount with its unit behind it, the unit."""

    label: Passage
    value: Passage
    unit: Passage


def number_of(text: str) -> tuple[int, int] | None:
    """The number that the text is counted with (（2）, 项目二：, 2.), and where the text behind it begins."""
    match = _COUNT.match(text)
    if match is None:
        return None
    said = next(group for group in match.groups() if group)
    return (int(said) if said.isdecimal() else _value(said)), match.end()


def pairs_in(passage: Passage, words: Vocabulary) -> tuple[Passage, list[Pair]]:
    """The text before the first pair, without its list number, and the pairs; no pairs where the text says none."""
    counted = number_of(passage.text)
    rest = passage.cut(counted[1]) if counted is not None else passage
    name, pairs = Passage(), list[Pair]()
    for i, part in enumerate(_parts(rest, words)):
        pair = _pair(part, words)
        if pair is not None:
            pairs.append(pair)
        elif i == 0:
            name = part.strip("，；;。 ")
        elif pairs:
            last = pairs[-1]
            pairs[-1] = Pair(last.label, Passage.join([last.value, part]), Passage())
        else:
            name = Passage.join([name, part])
    return name, pairs


def field_of(pair: Pair, words: Vocabulary) -> str:
    """The field of a self-evaluation that the label names, "" for money and where nobody knows."""
    if words.opens("project_goal", pair.label.text, []):
        return "project_name"
    if _NAME.fullmatch(label_key(pair.label.text)):
        return "department" if "org" in kinds_of(pair.value.text) else "project_name"
    term = words.term(KIND, pair.label.text)
    if term is not None and term.field and not term.section:
        return "" if term.field.startswith("funds.") else term.field
    measure = measure_of(pair.label.text, words)
    sums = words.evaluation["total"].search(label_key(pair.label.text)) is not None
    return "total" if sums and (not measure or measure == "score") else ""


def closes(cell: Cell, words: Vocabulary) -> bool:
    """Whether the cell says nothing but a project's points and grade: 自评得分：95　等级：优"""
    name, pairs = pairs_in(cell.passage, words)
    return bool(pairs) and not name and all(field_of(pair, words) in ("total", "grade") for pair in pairs)


def names_projects(texts: Sequence[Passage], words: Vocabulary) -> bool:
    """Whether each text says the name of a project behind its label, among other pairs."""
    said = [pairs_in(text, words)[1] for text in texts]
    named = [any(field_of(pair, words) == "project_name" for pair in pairs) for pairs in said]
    return len(texts) > 1 and all(named) and all(len(pairs) > 1 for pairs in said)


def _parts(passage: Passage, words: Vocabulary) -> Iterator[Passage]:
    """The text cut where a further pair begins; and where a line begins, before a label that stands behind a pair."""
    text = passage.text
    cuts = [0, *sorted({match.start() for match in _FURTHER.finditer(text)} - {0}), len(text)]
    for start, end in pairwise(cuts):
        colons = [match.start() for match in _COLON.finditer(text, start, end)]
        at = start
        for before, colon in pairwise(colons):
            lines = [line for line in passage.spans if before < line < colon and _LABEL.match(text, line)]
            if (line := _label_at(passage, lines, colon, words)) is not None:
                yield from _said(passage.cut(at, line))
                at = line
        yield from _said(passage.cut(at, end))


def _label_at(passage: Passage, lines: Sequence[int], colon: int, words: Vocabulary) -> int | None:
    """Of the beginnings of lines the one with which the label before the colon begins: a known one, else the only."""
    labels = [(line, Pair(passage.cut(line, colon), Passage(), Passage())) for line in lines]
    named = [line for line, pair in labels if field_of(pair, words)]
    counted = [line for line, pair in labels if measure_of(pair.label.text, words)]
    return next(iter([*named, *reversed(counted), *(lines if len(lines) == 1 else ())]), None)


def _said(part: Passage) -> Iterator[Passage]:
    if bare := part.strip():
        yield bare


def _pair(part: Passage, words: Vocabulary) -> Pair | None:
    match = _AMOUNT.fullmatch(part.text)
    if match is not None and measure_of(match[1], words):
        money = match[3].endswith("元")
        value = part.cut(match.start(2), match.end(3) if match[3] == "%" else match.end(2))
        return Pair(part.cut(*match.span(1)), value, part.cut(*match.span(3)) if money else Passage())
    match = _PAIR.fullmatch(part.text)
    if match is None:
        return None
    value = part.cut(*match.span(2)).strip()
    if value.text.endswith(("）", ")")) and not any(c in value.text for c in "（("):
        value = value.cut(0, len(value) - 1)
    unit = _UNIT.search(value.text)
    if unit is not None and is_amount(value.text):
        return Pair(part.cut(*match.span(1)), value.cut(0, unit.start()), value.cut(*unit.span(1)))
    return Pair(part.cut(*match.span(1)), value, Passage())


def _value(numeral: str) -> int:
    """The value of a numeral up to 99."""
    tens, ten, ones = numeral.rpartition("十")
    digit = _NUMERALS.index
    return (digit(tens) + 1 if tens else 1) * 10 * bool(ten) + (digit(ones) + 1 if ones else 0)
