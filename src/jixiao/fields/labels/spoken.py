"""Amounts that are told in a text with what they are of: 预算总额971.71万元，其中：财政资金606.01万元。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.evidence import Passage
from jixiao.fields.labels.amounts import amount_field, spent_on
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell
from jixiao.text import has_digit

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MONEY = r"(?:人民币)?[亿万千百]?元"
_SAID = re.compile(rf"([^\d\s，,；;。、:：]{{2,16}}?)\s*([:：])?\s*({_NUMBER})\s*({_MONEY})?")
_IN_LABEL = re.compile(rf"(?<=[(（]){_MONEY}(?=[)）])")
_BETWEEN = re.compile(r"(?:[\s，,；;。、]|其中\s*[:：]?)*")
_WITH_UNIT = re.compile(rf"\s*({_NUMBER})\s*({_MONEY})\s*")


class Spoken(NamedTuple):
    """An amount of a text: the field it is of, the words before it, the number, its unit (empty where none is), and the
    unit that the words say."""

    field: str
    label: Passage
    amount: Passage
    unit: Passage
    named_unit: list[Passage]


def spoken_amounts(text: Passage, kind: str, words: Vocabulary) -> list[Spoken]:
    """The amounts of which the text consists, each with its label before it; none where it says anything else."""
    out: list[Spoken] = []
    at = _after(text.text, 0)
    while at < len(text.text):
        said = _SAID.match(text.text, at)
        if said is None or not (said[2] or said[4]):
            return []
        label = text.cut(*said.span(1))
        name = _field(label.text, kind, words)
        if not name:
            return []
        unit = text.cut(*said.span(4)) if said[4] else Passage()
        named = [label.cut(*match.span()) for match in _IN_LABEL.finditer(label.text)]
        out.append(Spoken(name, label, text.cut(*said.span(3)), unit, named))
        at = _after(text.text, said.end())
    return out


def _after(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _field(label: str, kind: str, words: Vocabulary) -> str:
    """The field of an amount of that label, "" where it names none."""
    term = words.term(kind, label)
    if term is not None and not term.section:
        named = term.field.startswith(("funds.", "budget.")) and not term.field.endswith(".unit")
        return term.field if named else ""
    if kind != "project_goal":
        part = spent_on(label)
        return f"budget.{part}" if part else ""
    return "funds.total" if words.is_total(label) else amount_field(label, words)


def parted_unit(value: Passage) -> tuple[Passage, Passage]:
    """The number and the unit of an amount that is printed with its unit (4,546.00万元), else the value and no unit."""
    found = _WITH_UNIT.fullmatch(value.text)
    if found is None:
        return value, Passage()
    return value.cut(*found.span(1)), value.cut(*found.span(2))


def spoken_cells(cells: Iterable[Cell], kind: str, words: Vocabulary) -> Iterator[tuple[Cell, list[Spoken]]]:
    """The cells that consist of amounts with their labels, and these."""
    for cell in cells:
        if has_digit(cell.text) and (said := spoken_amounts(cell.passage, kind, words)):
            yield cell, said
