"""What a goal form prints and no field holds: money without a place, parts that do not make the total, long texts."""

from __future__ import annotations

import math
import re
from itertools import combinations
from typing import Any

from jixiao.evidence import Passage
from jixiao.fields.cells.account import Account
from jixiao.fields.cells.witness import BODIES, SETTLED_KIND, is_outside
from jixiao.fields.coverage.left_out import left_out
from jixiao.fields.digits.sums import number
from jixiao.fields.labels.amounts import OF_MONEY, amount_field, names_source, of_all_money, of_government, of_this_year
from jixiao.fields.labels.binding import LEAST, field_of, likely_fields
from jixiao.fields.labels.bodies import may_be_body
from jixiao.fields.labels.model import SECTION, VALUE, Sense, asks_year, contradicts, senses
from jixiao.fields.tree import Draft
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary, label_key
from jixiao.records import Reason
from jixiao.records.evaluation import SelfEvaluation
from jixiao.text import key

_NO_MONEY = re.compile(
    r"序号|编[码号制]|代码|电话|邮编|人数|人员|数量|年限|年份|个数|权重|分值|占比|比例|面积|期限|日期|时间"
)
_MONEY = re.compile(r"\d[\d,.]*\s*(?:亿|万|千|百)?元|[:：]\d[\d,]*\.\d\d(?!\d)")
_FIGURE = re.compile(r"\d\.\d|\d,\d{3}")
# How likely a label must be of a field that is blank to make the record incomplete.
_LIKELY = 0.15
# The same by its words alone, as a logarithm: its value may be written as none of its kind is.
_SAID = math.log(0.6)
_EVALUATION = SelfEvaluation.model_fields["kind"].default
# Fields that a self-evaluation alone has; so many of them tell it.
_REACHED, _AT_LEAST = ("goal_actual", "total", "grade"), 2
# Behind the heading of a column, which row of a list the value is of.
_OF_ROW = re.compile(r"[（(]第\d+[项行][）)]$")


def unbound(kind: str, draft: Draft, words: Vocabulary) -> list[Reason]:
    """Why the form is not complete though every word of it is kept."""
    if kind == _EVALUATION:
        return left_out(draft, words)
    if kind not in GOAL_KINDS:
        return []
    out = []
    money = [(label, value) for label, value in draft.extra if _is_money(label, value)]
    unplaced = [(label, value) for label, value in draft.extra if id(value) not in draft.beside]
    amounts = draft.tree.get("funds") if kind == "project_goal" else draft.tree.get("budget")
    if money and not any(isinstance(v, Passage) and v for v in _amounts(amounts)):
        out.append(_reason("missing.funds", "印有金额，不知道是资金的哪一栏", *money[0]))
    elif (
        (loose := [pair for pair in money if pair in unplaced])
        and isinstance(amounts, dict)
        and kind == "project_goal"
        and (_open(amounts, money) or _totals(loose, amounts, words) or _other_this_year(loose, amounts))
    ):
        out.append(_reason("funds.open", "这一项金额不知道是资金的哪一栏", *loose[0]))
    elif kind == "department_goal" and (odd := _of_no_sum([pair for pair in money if pair in unplaced], amounts)):
        out.append(_reason("funds.open", "这一项金额不知道是预算的哪一栏", *odd[0]))
    year = amounts.get("annual") if kind == "project_goal" and isinstance(amounts, dict) else None
    aside = [pair for pair in draft.extra if "·" in pair[0].text and is_amount(pair[1].text)]
    if kind == "project_goal" and not out and aside and not any(_amounts(year)):
        out.append(_reason("missing.funds", "印有金额，不知道是本年资金的哪一栏", *aside[0]))
    out += _evaluated(draft, words)
    if headed := [
        pair for pair in draft.extra if _is_paragraph_of_block(*pair) and not _known(pair[0].text, kind, words)
    ]:
        return [*out, _reason("label.unbound", "有一个栏目名不认识", *headed[0])]
    for label, value in unplaced:
        if (
            label.text
            and value.text
            and not _known(label.text, kind, words)
            and _may_be_field(label, value, kind, draft)
            and not ((told := _told_of(label, value, kind, draft)) is not None and is_outside(told, value))
        ):
            out.append(_reason("label.unbound", "有一个栏目名不认识", label, value))
            break
    return out


def _is_paragraph_of_block(label: Passage, value: Passage) -> bool:
    """Whether a paragraph stands under the heading of a block of labels and values, which has none of its own."""
    return bool(label.text) and value.text.endswith("。") and senses(label.text)[0].name == SECTION


def _evaluated(draft: Draft, words: Vocabulary) -> list[Reason]:
    """Why what was read as a goal is not all: what was reached, points or a grade stand beside it, two of them at least
    (a sum of weights alone may be called a total)."""
    found: dict[str, tuple[Passage, Passage]] = {}
    for label, value in draft.extra:
        term = words.term(_EVALUATION, label.text) if value else None
        if term is not None and term.field in _REACHED:
            found.setdefault(term.field, (label, value))
    if len(found) < _AT_LEAST:
        return []
    return [
        _reason("kind.evaluation", "像是自评表，只按绩效目标读了，自评的内容没有成为记录", *next(iter(found.values())))
    ]


def _reason(code: str, what: str, label: Passage, value: Passage) -> Reason:
    shown = f"“{label.text[:16]}”：{value.text[:16]}" if label.text else f"“{value.text[:24]}”"
    said = f"{what}（{shown}），原样留在“其他栏目”（extra）里；请对照原文看它该填哪一栏"
    return Reason(code=code, message=said, page=_page(label, value))


def _page(label: Passage, value: Passage) -> int | None:
    return next((p.word.page for p in (*value.pieces, *label.pieces) if p.word.page), None)


def _is_money(label: Passage, value: Passage) -> bool:
    """Whether the value reads as money of the year asked for, under a label that may be of money."""
    k = key(label.text)
    if not k:  # both in one cell, and nobody told them apart
        said = key(value.text)
        return bool(OF_MONEY.search(said)) and _FIGURE.search(said) is not None and not _NO_MONEY.search(said)
    if "·" in label.text or _NO_MONEY.search(k) or asks_year(label.text):
        return False
    if is_amount(value.text) and "%" not in key(value.text):
        return number(value.text) is not None and (bool(OF_MONEY.search(k)) or "." in value.text or "," in value.text)
    return bool(OF_MONEY.search(k)) and _MONEY.search(key(value.text)) is not None


def _may_be_field(label: Passage, value: Passage, kind: str, draft: Draft) -> bool:
    """Whether a field that the record has not filled may stand under the label, by its words and the value together."""
    free = [name for name in BODIES if not _filled(name, draft.tree)]
    open_body = may_be_body(label.text, value.text, free)
    if "·" in label.text or (senses(label.text)[0].name == VALUE and not open_body):
        return False
    told = _told_of(label, value, kind, draft)
    found = likely_fields(label.text, value.text, told.mean(value) if told is not None else None, kind)
    said, least = senses(label.text)[0], _LIKELY
    if draft.told is not None and draft.told.together(label, value):  # only words tell, and any body may be named so
        if said.name in BODIES:
            return False
        least = LEAST
    if sum(share for name, share in found.items() if name and not _filled(name, draft.tree)) >= least:
        return True
    if open_body:
        return True  # which of the two bodies it is the label does not say
    sure = said.likely > _SAID and not names_source(value.text)
    return sure and _is_open(said, kind, draft) and not contradicts(said.name, value.text)


def _told_of(label: Passage, value: Passage, kind: str, draft: Draft) -> Account | None:
    """What the network of cells says, where it knows the kind of form, and the value has cells of its own."""
    told = draft.told if kind == SETTLED_KIND else None
    return told if told is not None and not told.together(label, value) else None


def _is_open(sense: Sense, kind: str, draft: Draft) -> bool:
    """Whether the class is that of a field which the record has not filled."""
    name = field_of(kind, sense.name)
    return bool(name) and not _filled(name, draft.tree)


def _filled(name: str, tree: dict[str, Any]) -> bool:
    """Whether the record has a value in the field; a goal without a period is any of the two."""
    if name == "goal":
        return _filled("goal_annual", tree)
    if name == "period":
        return _filled("period_start", tree) or _filled("period_end", tree)
    head, _, part = name.partition(".")
    value = tree.get(head)
    if part:
        return head == "staff" or not isinstance(value, dict) or bool(value.get(part))
    return bool(value)


def _amounts(amounts: Any) -> list[Any]:
    if not isinstance(amounts, dict):
        return []
    out = []
    for name, value in amounts.items():
        if name != "unit":
            out.extend(_amounts(value) if isinstance(value, dict) else [value])
    return out


def _totals(money: list[tuple[Passage, Passage]], funds: dict[str, Any], words: Vocabulary) -> bool:
    """Whether one of the amounts is a total by its label, and none that the record holds as the year's."""
    total = funds["annual"]["total"]
    held = number(total.text) if isinstance(total, Passage) else None
    totals = [value for label, value in money if amount_field(label.text, words).endswith("total")]
    return any(held is None or number(value.text) != held for value in totals)


def _other_this_year(money: list[tuple[Passage, Passage]], funds: dict[str, Any]) -> bool:
    """Whether one of the amounts is this year's by its label, and none that the record holds."""
    held = {number(v.text) for v in _amounts(funds) if isinstance(v, Passage) and v}
    return any(of_this_year(label.text) and number(value.text) not in held for label, value in money)


def _open(funds: dict[str, Any], money: list[tuple[Passage, Passage]]) -> bool:
    """Whether the year's parts are printed and do not make its total, nor with what single governments give."""
    side = funds["annual"]
    total = number(side["total"].text) if isinstance(side["total"], Passage) else None
    parts = [number(v.text) for k, v in side.items() if k != "total" and isinstance(v, Passage) and v]
    said = [p for p in parts if p is not None]
    if total is None or not said or len(said) < len(parts):
        return False
    given = [number(value.text) for label, value in money if of_government(label.text)]
    whole = sum(said), sum(said) + sum(g for g in given if g is not None)
    return all(abs(s - total) > 1 for s in whole)


def _of_no_sum(money: list[tuple[Passage, Passage]], budget: Any) -> list[tuple[Passage, Passage]]:
    """The amounts of a department under labels of all its money (金额) that no amounts of its budget make together."""
    read = [n for v in _amounts(budget) if isinstance(v, Passage) and (n := number(v.text)) is not None]
    sums = {sum(some) for size in range(1, len(read) + 1) for some in combinations(read, size)}
    blank = isinstance(budget, dict) and not all(budget.get(part) for part in ("basic", "project"))
    return [pair for pair in money if blank and of_all_money(pair[0].text) and number(pair[1].text) not in sums]


def _known(text: str, kind: str, words: Vocabulary) -> bool:
    """Whether the label is known to be of no field, or of what the records have no field for."""
    text = _OF_ROW.sub("", text)
    term = words.term(kind, text)
    if words.outside.search(label_key(text)) is not None:
        return True
    return words.knows(text) if term is None else term.section or not term.field
