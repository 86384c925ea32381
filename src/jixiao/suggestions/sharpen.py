"""Weak indicators of a form, and how others write the same one. Each rule looks at one weakness; all rest on others'
indicators."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jixiao.library import Card, Entry, Library, same, vocabulary
from jixiao.library.names import bare, named
from jixiao.suggestions.cite import cited
from jixiao.suggestions.model import Suggestion, Usual
from jixiao.suggestions.values import number, rate_value, said, usual_value

Holder = tuple[Card, Entry]
# What a rule says: the reason, the value proposed, the holders that show it.
Said = tuple[str, str, list[Holder]]
_SOURCES = 4
_ENOUGH = 3
_MOST = 0.6
_OUTLIER_HOLDERS = 8
_BOUNDED = ("≥", "≤", ">", "<")
_PERCENT = "%"


def sharpened(card: Card, library: Library | None) -> list[Suggestion]:
    """A suggestion for each weak indicator of which others show a better writing; none without a store."""
    out: list[Suggestion] = []
    if library is None:
        return out
    for entry in card.entries:
        group = library.resolved(entry.group)
        others = [(c, e) for c, e in library.group(group).holders if not same(c, card)]
        usual = usual_value(others, card.amount)
        for name, rule in _RULES.items():
            found = rule(entry, others, usual)
            if found is not None:
                out.append(_suggestion(name, entry, found, usual, len(others)))
                break
    return out


def _suggestion(rule: str, entry: Entry, found: Said, usual: Usual, others: int) -> Suggestion:
    reason, value, holders = found
    family = vocabulary().families[entry.family]
    return Suggestion(
        key=f"sharpen:{rule}:{entry.row}:{bare(entry.name)}",
        kind="sharpen",
        family=family.name,
        level1=entry.level1,
        level2=entry.level2,
        name=entry.name,
        original=entry.name,
        value=value,
        reason=reason,
        holders=len(holders),
        peers=others,
        usual=usual,
        sources=[cited(c, e) for c, e in holders[:_SOURCES]],
        path=f"indicators[{entry.row}]",
    )


def _word_for_number(entry: Entry, others: Sequence[Holder], usual: Usual) -> Said | None:
    """A word where others have a number (时效和状态 may well be words or dates)."""
    if entry.kind not in ("qualitative", "blank") or entry.nature in ("state", "time", ""):
        return None
    numeric = [(c, e) for c, e in others if e.kind == "quantitative"]
    if len(numeric) < _ENOUGH or len(numeric) < _MOST * usual.counted:
        return None
    what = f"指标值为“{entry.value}”" if entry.value else "指标值未填"
    reason = f"{what}，难以衡量；其他项目的同类指标 {usual.counted} 个中 {said(usual)}"
    return reason, _proposed(entry, usual), numeric


def _no_operator(entry: Entry, others: Sequence[Holder], usual: Usual) -> Said | None:
    """A number without a comparison where others give one."""
    if entry.kind != "quantitative" or entry.operator or entry.number is None or usual.operator not in _BOUNDED:
        return None
    bounded = [(c, e) for c, e in others if e.operator == usual.operator and e.unit == entry.unit]
    comparable = [e for _, e in others if e.unit == entry.unit]
    if len(bounded) < _ENOUGH or len(bounded) < _MOST * len(comparable):
        return None
    counted = f"{len(comparable)} 个中 {len(bounded)} 个用“{usual.operator}”"
    reason = f"指标值“{entry.value}”没有写明方向；其他项目的同类指标 {counted}"
    return reason, f"{usual.operator}{number(entry.number)}{entry.unit}", bounded


def _unit_in_words(entry: Entry, others: Sequence[Holder], usual: Usual) -> Said | None:
    """百分比 and the like where others print the sign."""
    if entry.unit != _PERCENT or entry.written in ("", _PERCENT, "％", "‰") or entry.number is None:
        return None
    plain = [(c, e) for c, e in others if e.written == _PERCENT]
    if len(plain) < _ENOUGH:
        return None
    reason = f"计量单位写成“{entry.written}”；其他项目的同类指标有 {len(plain)} 个写“{_PERCENT}”"
    return reason, f"{entry.operator}{number(entry.number)}{_PERCENT}", plain


def _bare_name(entry: Entry, others: Sequence[Holder], usual: Usual) -> Said | None:
    """A name that is the measure alone, where others say of what."""
    if bare(entry.name) not in vocabulary().measures:
        return None
    fuller = [(c, e) for c, e in others if len(bare(e.name)) > len(bare(entry.name)) + 1 and named(e.name).measure]
    if len(fuller) < _ENOUGH:
        return None
    shown = "、".join(f"“{e.name}”" for _, e in fuller[:2])
    return f"名称只写“{entry.name}”，没有说明对象；其他项目写明对象，如{shown}", entry.value, fuller


def _far_below(entry: Entry, others: Sequence[Holder], usual: Usual) -> Said | None:
    """A rate that is to be reached set clearly below what others set."""
    if entry.nature != "rate" or entry.operator not in ("≥", ">", "") or entry.number is None:
        return None
    higher = [(c, e) for c, e in others if e.unit == entry.unit == _PERCENT and e.operator in ("≥", "=", "")]
    if len(higher) < _OUTLIER_HOLDERS or usual.low is None or usual.operator in ("≤", "<"):
        return None
    if entry.unit != usual.unit or entry.number >= usual.low - 5:
        return None
    return (
        f"“{entry.value}”明显低于其他项目的同类指标（{said(usual)}），请核实是否偏低",
        _proposed(entry, usual),
        higher,
    )


_RULES: dict[str, Callable[[Entry, Sequence[Holder], Usual], Said | None]] = {
    "word": _word_for_number,
    "unit": _unit_in_words,
    "operator": _no_operator,
    "name": _bare_name,
    "low": _far_below,
}


def _proposed(entry: Entry, usual: Usual) -> str:
    if entry.nature == "rate" and usual.median is not None and usual.unit == _PERCENT:
        return rate_value(usual.operator, usual.median, usual.unit)
    return "改为本项目可衡量的数值"
