"""The money of a project's form: amounts by period and source, the total that is left, what the state gives."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.areas import Areas
from jixiao.fields.digits.sums import number
from jixiao.fields.labels.amounts import REVISED, SET_BEFORE, of_all_money, of_government, of_treasury
from jixiao.fields.labels.labelled import Labelled
from jixiao.fields.tree import Draft
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell
from jixiao.text import key

_SIDES = ("total", "fiscal", "other", "carryover")
_OWN = "本级"
_CENT = Decimal("0.01")
_IN_UNIT = re.compile(r"[(（](?:单位[:：])?([亿万千百]?元)[)）]")


def was_before(item: Labelled) -> bool:
    """Whether the label says that the value was set before a change."""
    return SET_BEFORE.search(key(item.label.text)) is not None


def read_funds(items: list[Labelled], areas: Areas, words: Vocabulary, draft: Draft) -> dict[str, Any] | None:
    """Amounts by period: a part belongs to the total that stands over it, or before it. What holds several is aside."""
    several = [item for item in items if sum(is_amount(c.text) for c in item.cells) > 1]
    for item in several:
        what = f"“{item.label.text[:16]}”下有几个金额（{item.value.text[:30]}）"
        said = f"{what}，不知道各是资金的哪一栏，原样留在“其他栏目”（extra）里；请对照原文核对"
        draft.reasons.append(Reason(code="funds.open", message=said, page=item.label.page or None))
        draft.extra.append((item.label.flat, item.value))
    revised = {i.name.rsplit(".", 1)[1] for i in items if REVISED.search(key(i.label.text))}
    before = [i for i in items if i.name.rsplit(".", 1)[1] in revised and was_before(i)]
    draft.extra += [(item.label.flat, item.value) for item in before]
    draft.beside |= {id(item.value) for item in before}
    items = [item for item in items if item not in several and item not in before]
    if not items:
        return None
    if any(i.name == "funds.total" for i in items):  # 总额 beside 年度资金, which is the head of all
        items = [i for i in items if i.name != "funds.annual.total" or i.cells or i.value]
    totals = [i for i in items if i.name.endswith(".total")]
    scoped = [i for i in totals if i.name != "funds.total"]
    both = len({i.name for i in totals}) > 1 and bool(scoped)
    both = both or {i.scope for i in items} >= {"annual", "lifetime"}
    both = both or any(i.among and i.scope == "lifetime" for i in items)
    sides: dict[str, dict[str, Any]] = {"annual": dict.fromkeys(_SIDES), "lifetime": dict.fromkeys(_SIDES)}
    for item in sorted(items, key=lambda i: of_government(i.label.text)):
        scope = (item.scope or _side_of(item, totals)) if both else "annual"
        part = item.name.rsplit(".", 1)[1]
        side = sides[scope]
        if side[part] is None or (not side[part] and item.value):
            side[part] = item.value
            if item.inferred:
                draft.doubted.append((draft.tree, f"funds.{scope}.{part}", DoubtCode.LABEL_INFERRED))
        elif item.value:
            draft.extra.append((item.label.flat, item.value))
    unit = areas.units[0] if areas.units else areas.lead_unit
    lifetime = sides["lifetime"] if both and any(v is not None for v in sides["lifetime"].values()) else None
    return {"unit": unit, "annual": sides["annual"], "lifetime": lifetime}


def only_amount(areas: Areas, draft: Draft) -> dict[str, Any] | None:
    """The money of a form that prints one amount alone, under a label of a project's money: its total, in doubt."""
    said = [(label, value) for label, value in areas.pairs if is_amount(value.text) and number(value.text)]
    if len(said) != 1 or not of_all_money(said[0][0].text):
        return None
    label, value = said[0]
    areas.pairs.remove(said[0])
    found = _IN_UNIT.search(label.text)
    unit = label.cut(*found.span(1)) if found else areas.units[0] if areas.units else areas.lead_unit
    annual = dict.fromkeys(_SIDES) | {"total": value}
    draft.doubted.append((draft.tree, "funds.annual.total", DoubtCode.LABEL_INFERRED))
    return {"unit": unit, "annual": annual, "lifetime": None}


def whole_of_parts(funds: dict[str, Any] | None, pairs: list[tuple[Passage, Passage]], draft: Draft) -> None:
    """The only amount under a label of all the money, where the year's parts are printed without a total and make no
    more: the total, in doubt."""
    side = funds["annual"] if funds is not None else {}
    said = [number(v.text) or Decimal(0) for v in side.values() if v is not None]
    found = [pair for pair in pairs if is_amount(pair[1].text) and of_all_money(pair[0].text)]
    if not said or side["total"] is not None or len(found) != 1 or (number(found[0][1].text) or 0) < sum(said):
        return
    side["total"] = found[0][1]
    pairs.remove(found[0])
    draft.doubted.append((draft.tree, "funds.annual.total", DoubtCode.LABEL_INFERRED))


def all_given(funds: dict[str, Any] | None, pairs: list[tuple[Passage, Passage]], draft: Draft) -> None:
    """The only amount of a government is all that the state gives, where it makes the total with the other parts: by
    the treasury's name, or the own government's (本级资金) beside such parts; not 上级补助."""
    said = [(pair, pair[0].text.split("·")[0]) for pair in pairs if number(pair[1].text)]
    given = [(pair, label) for pair, label in said if of_government(label)]
    if funds is None or len({label for _, label in given}) != 1:
        return
    for scope in ("annual", "lifetime"):
        side = funds[scope]
        if side is None or side["fiscal"] is not None or side["total"] is None:
            continue
        parts = [number(v.text) or Decimal(0) for v in (side["other"], side["carryover"]) if v is not None]
        left = (number(side["total"].text) or Decimal(0)) - sum(parts)
        fits = [(pair, label) for pair, label in given if _are_equal(pair[1], left) and pair in pairs]
        found = [
            pair for pair, label in fits if of_treasury(label) or _is_first(label) or (any(parts) and _OWN in label)
        ]
        if not found and not parts and left:  # 其中：一般公共预算, the only part that is said
            of_it = [(pair, label) for pair, label in given if _is_first(label) and of_treasury(label)]
            said_part = [pair for pair, _ in of_it if pair in pairs]
            found = [pair for pair in said_part if (number(pair[1].text) or left) < left]
        if found and (len(given) == 1 or len(found) == 1):
            side["fiscal"] = found[0][1]
            pairs.remove(found[0])
            draft.doubted.append((draft.tree, f"funds.{scope}.fiscal", DoubtCode.LABEL_INFERRED))


def part_open(funds: dict[str, Any] | None, pairs: list[tuple[Passage, Passage]], draft: Draft) -> None:
    """Say so where a part of the year's total is a government's money, and none is read as what the state gives."""
    side = funds["annual"] if funds is not None else None
    if side is None or side["total"] is None or side["fiscal"] is not None:
        return
    for label, value in pairs:
        if _is_first(label.text) and of_government(label.text.split("·")[0]) and number(value.text):
            what = f"“{label.text[:16]}”（{value.text[:16]}）不知道是不是全部财政拨款"
            said = f"{what}，原样留在“其他栏目”（extra）里；请对照原文看财政拨款该填多少"
            page = next((piece.word.page or None for piece in value.pieces), None)
            draft.reasons.append(Reason(code="funds.open", message=said, page=page))
            return


def _is_first(label: str) -> bool:
    """Whether the label says that its money is a part of what stands over it."""
    return key(label).startswith("其中")


def _are_equal(value: Passage, amount: Decimal) -> bool:
    """Whether the value is the amount, but for what rounding to cents may leave."""
    return abs((number(value.text) or Decimal(0)) - amount) <= _CENT


def _side_of(item: Labelled, totals: list[Labelled]) -> str:
    """The period of the total nearest above in the same columns, else of the last one before it."""

    lifetime = any(t.name == "funds.lifetime.total" for t in totals)

    def scope(total: Labelled) -> str:
        named = total.name.split(".")[1]
        return named if named in ("annual", "lifetime") else "annual" if lifetime else "lifetime"

    if item in totals:
        return scope(item)
    cell = item.label
    over = [t for t in totals if t.label.row <= cell.row and _share(t.label, cell)]
    if over:
        return scope(max(over, key=lambda t: t.label.row))
    before = [t for t in totals if (t.label.row, t.label.col) <= (cell.row, cell.col)]
    return scope(before[-1]) if before else "annual"


def _share(a: Cell, b: Cell) -> bool:
    return min(a.end_col, b.end_col) > max(a.col, b.col)
