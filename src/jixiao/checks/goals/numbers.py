"""The numbers of a goal: whether one is to be reached, is an indicator's own, is told of one indicator for sure."""

from __future__ import annotations

import re
from itertools import combinations

from jixiao.checks.judgement import judgement, pairs
from jixiao.grounding import Comparison, Discrepancy, mentions_in
from jixiao.grounding.prose.mentions import Mention
from jixiao.grounding.prose.quantities import sort_of
from jixiao.quantity import parse_target
from jixiao.quantity.units import counted_as
from jixiao.records import DepartmentGoal, ProjectGoal
from jixiao.text import key

_AROUND, _CLAUSE = 8, 24
_MARKS = "，,。；;、：:\n"
_NUMBERED = re.compile(r"\d")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*[万亿]?")
_HAN = re.compile("[\u4e00-\u9fff]{2}")
# Where one starts from: no target (由72%提高到80%).
_BASE = re.compile(
    r"[由从][^,，。;；到]*\d[^,，。;；到]*(提高|提升|增加|上升|扩大|缩短|降低|下降|减少|降|增|减|升)[至到]"
)
# Behind a number of places: the number that counts (5个村3600人).
_SCOPE = re.compile(r"^个?(行政村|自然村|村|社区|乡镇|镇|乡|街道|县|区|小区|单位)[^,，。；;]{0,2}\d")
# Behind these come the parts of a number that was told: 620件，其中刑事210件.
_AMONG = re.compile(r"\d[^\d,，、]*[,，、(（]?其中")
_BEFORE = re.compile(r"[\d≥≤><]")
# 3200万元中的1500万元; the second to the fourth floor.
_OUT_OF = re.compile("^(之?中|里|以?内)的?\\d")
_PLACE = re.compile("(层|楼|年级|号|型)$")
# Whose life gets better: 80名消防员居住条件得到改善.
_BETTER = re.compile("^[^,，。；;]*(条件|环境|生活|水平|负担|压力)[^,，。；;]{0,6}(改善|提高|提升|减轻)")
# Between what is counted and its number.
_NEARLY = "(?:不少于|不低于|不超过|至少|达到?|超过?|共计?|约|近|各|为)+"
_LAST_NEARLY, _FIRST_NEARLY = re.compile(f"{_NEARLY}$"), re.compile(f"^{_NEARLY}")
_GIVEN = re.compile(r"^(?:20\d\d)?(全?年|本年度?|计划|拟|共|预计)*(投入|安排|下达|拨付)[^,，。；;]{0,6}$")
_BOUND = re.compile("(以|之)?(内|上|下|前)$")
_AFTER = re.compile("^[之以]?后")
_PRICED = re.compile("标准|单价|均|[每单]|元/")
_EACH = re.compile(
    r"每[期场班次批届个家户村所站台日天月季周年][^,，。；;、]*$|[日月年人户场班]均[^,，。；;、]*$|各(?![类项级种])[^,，。；;、\d]{0,6}$"
)
_OFTEN = re.compile("(?:每个?|按|/|·)(年|月|季|周|日|天|学期)")
# One of something is the thing itself.
_ONE = 1
# A number is told of an indicator for sure where the clause has so much that is particular of its name.
_PARTICULAR = 2
# The sum of so many numbers before it.
_PARTS = (2, 3, 4, 5)
# From here on two or three numbers seldom come to one by chance.
_LARGE, _FEW = 100, (2, 3)
# A number so large that stands in an indicator is the same one, whatever is counted with it there (30人, 30件).
_TELLING = 10
# Of a list that has so many numbers with an indicator, one without is a detail.
_SIBLINGS = 2


def is_target(record: ProjectGoal | DepartmentGoal, compared: Comparison, each: Discrepancy) -> bool:
    """Whether a number of the goal is one to be reached: no telephone number, no size, no amount that only describes,
    no part of a sum that is told, and none that an indicator has with the same unit."""
    text = compared.text
    words, flat = judgement(), key(each.excerpt)
    around = key(text[max(0, each.start - _AROUND) : each.end + _AROUND])
    before = key(text[max(0, each.start - _AROUND) : each.start])
    if (
        _SCOPE.match(key(text[each.end : each.end + _AROUND]))
        or _OUT_OF.match(key(text[each.end : each.end + _AROUND]))
        or _PLACE.search(flat)
        or _BETTER.match(key(text[each.end : each.end + _CLAUSE]))
        or _in_remark(text, each)
        or _AMONG.search(_sentence(text, each))
        or words.has("not_quantity", around)
        or words.patterns["scope_number"].search(before + _BEFORE.split(flat)[0])
        or _BASE.search(around)
        or _is_of_another(compared, each)
    ):
        return False
    if not _NUMBERED.search(flat):
        return True
    if _is_sum(record, each) or is_each("", text, each) or _is_told(record, text, each):
        return False
    flat = _FIRST_NEARLY.sub("", flat)
    bare = _BOUND.sub("", flat)
    return not any(flat in key(row.value or "") or bare in key(row.level3 or "") for row in record.indicators)


def stands_alone(record: ProjectGoal | DepartmentGoal, compared: Comparison, each: Discrepancy) -> bool:
    """Whether a number is what its clause is to come to, and no base, part, sum, remark, or size of one of many."""
    text = compared.text
    around = key(text[max(0, each.start - _AROUND) : each.end + _AROUND])
    apart = _OUT_OF.match(key(text[each.end : each.end + _AROUND])) or _AMONG.search(_sentence(text, each))
    parts = apart or _BASE.search(around) or _in_remark(text, each) or is_each("", text, each)
    return not parts and not _is_sum(record, each)


def is_given(record: ProjectGoal | DepartmentGoal, compared: Comparison, each: Discrepancy) -> bool:
    """Whether a number is the money that the project is given: it is held against the money of the form."""
    given = _GIVEN.search(key(compared.text[_begin(compared.text, each) : each.start])) is not None
    return given and each.excerpt.endswith("元") and isinstance(record, ProjectGoal) and record.funds is not None


def says_it(indicator: str, text: str, each: Discrepancy) -> bool:
    """Whether the number of a goal is the indicator's own, and the two do not differ in how often it is meant."""
    numbers = _NUMBERS.findall(key(each.excerpt))
    if not numbers or not set(numbers) <= set(_NUMBERS.findall(key(indicator))) or _AFTER.match(key(text[each.end :])):
        return False
    said, own = (_often(part) for part in (clause_of(text, each), indicator))
    return not said or not own or bool(said & own)


def is_each(name: str, text: str, each: Discrepancy) -> bool:
    """Whether a number of a goal is of one of many, or of a day, and the indicator's name does not say so."""
    before = key(text[max(0, each.start - _AROUND) : each.start])
    return bool(_EACH.search(before)) and not _EACH.search(key(name)) and "元" not in each.excerpt


def sums_prices(target: str, clause: str, said: str) -> bool:
    """Whether a target is the price of one, and what the clause says beside it is money of which no word says that."""
    return "元/" in key(target) and "元" in said and not _PRICED.search(clause)


def is_base(text: str, each: Discrepancy) -> bool:
    """Whether a number of a goal is what one starts from: 9 of 由9个减到7个."""
    begin, end = _begin(text, each), _end(text, each)
    return bool(
        re.search("[由从]$", key(text[begin : each.start])) and re.match("[^到至]*[到至]", key(text[each.end : end]))
    )


def is_sure(name: str, text: str, each: Discrepancy) -> bool:
    """Whether the clause of the number has all that is particular of the indicator's name: the second witness, without
    which another number is asked about and is no error."""
    own = pairs(name)
    least = 1 if each.kind == "direction" else _PARTICULAR  # there the number is the same too
    return len(own) >= least and own <= pairs(clause_of(text, each))


def _is_of_another(compared: Comparison, each: Discrepancy) -> bool:
    """Whether a number says no more than others of its goal do: one of a thing, how long, a part of a sum that is
    told, the same thing in another measure, or where what is counted next to it is."""
    mentions = mentions_in(compared.text).mentions
    at = next((i for i, one in enumerate(mentions) if (one.start, one.end) == (each.start, each.end)), None)
    quantity = mentions[at].quantity if at is not None else None
    if at is None or quantity is None or len(quantity.values) != 1:
        return False
    if quantity.sort == "time" or (quantity.values[0] == _ONE and quantity.sort not in ("share", "none")):
        return True
    begin = max((compared.text.rfind(mark, 0, each.start) for mark in "，,。；;\n"), default=-1) + 1
    if judgement().has("scope", compared.text[begin : each.start]):
        return True
    borne = set(compared.said)
    end = next((i for i in range(each.end, len(compared.text)) if compared.text[i] in "，,。；;\n"), len(compared.text))
    if sum(begin <= start and stop <= end for start, stop in borne) >= _SIBLINGS:
        return True
    for other in mentions[max(0, at - 1) : at + 2]:
        between = compared.text[min(each.end, other.end) : max(each.start, other.start)]
        beside = other.start != each.start and (other.start, other.end) in borne
        if beside and not _HAN.search(between) and not any(mark in between for mark in "，,。；;"):
            return True
    return _is_part(mentions, at)


def _is_sum(record: ProjectGoal | DepartmentGoal, each: Discrepancy) -> bool:
    """Whether a number is what indicators come to: of several in a row (1100, 980 and 400 of 2480批次), or, where it is
    large, of any two or three of its unit."""
    found = mentions_in(each.excerpt).mentions
    said = found[0].quantity if found else None
    if said is None or len(said.values) != 1:
        return False
    targets = [parse_target(row.value or "") for row in record.indicators]
    counts = [one.scaled for one in targets if one.scaled is not None and _counts(one.base_unit) == _counts(said.unit)]
    rows = any(sum(counts[i : i + size]) == said.values[0] for size in _PARTS for i in range(len(counts) - size + 1))
    few = said.sort not in ("share", "none") and said.values[0] >= _LARGE
    return rows or (few and any(sum(some) == said.values[0] for size in _FEW for some in combinations(counts, size)))


def _counts(unit: str) -> str:
    """What a unit counts: people whether once or as often as they come, others as they are told."""
    return "people" if sort_of(unit) in ("people", "visits") else counted_as(unit)


def _is_told(record: ProjectGoal | DepartmentGoal, text: str, each: Discrepancy) -> bool:
    """Whether an indicator has the number with another unit, or, without any number, names what is counted."""
    found = mentions_in(each.excerpt).mentions
    said = found[0].quantity if found else None
    if said is not None and said.sort != "share" and min(said.values, default=0) >= _TELLING:
        for row in record.indicators:
            values = [one.quantity for one in mentions_in(row.value or "").mentions]
            if any(set(said.values) <= set(value.values) for value in values if value is not None):
                return True
    counted = pairs(clause_of(text, each))
    worded = (row for row in record.indicators if not _NUMBERED.search(row.value or ""))
    return any(len(pairs(row.level3 or "") & counted) >= _PARTICULAR for row in worded)


def _is_part(mentions: list[Mention], at: int) -> bool:
    """Whether a number and those beside it come to one behind or before them, or it is what those behind it come to:
    2期、3期、1期，共6期."""
    mine = mentions[at].quantity
    alike = [
        (i, one.quantity.values[0])
        for i, one in enumerate(mentions)
        if one.quantity and mine and len(one.quantity.values) == 1 and one.quantity.unit == mine.unit
    ]
    for size in _PARTS:
        for start in range(len(alike) - size + 1):
            some = alike[start : start + size]
            sums = {value for i, value in alike[max(0, start - 1) : start] + alike[start + size : start + size + 1]}
            total = sum(value for _, value in some)
            if at in {i for i, _ in some} and total in sums:
                return True
            if start and alike[start - 1] == (at, total):
                return True
    return False


def _often(text: str) -> set[str]:
    """How often something is meant to be, by the words of a text."""
    return {"天" if word == "日" else word for word in _OFTEN.findall(key(text))}


def _sentence(text: str, each: Discrepancy) -> str:
    """The sentence of a number, up to it."""
    return key(text[max((text.rfind(mark, 0, each.start) for mark in "。；;\n"), default=-1) + 1 : each.start])


def _in_remark(text: str, each: Discrepancy) -> bool:
    """Whether a number stands in brackets that say what another word means: 达标（不低于18℃）."""
    before, behind = key(text[: each.start]), key(text[each.end :])
    return before.rfind("(") > before.rfind(")") and ")" in behind and len(before) - before.rfind("(") < _AROUND


def clause_of(text: str, each: Discrepancy) -> str:
    """The clause of a number."""
    return text[_begin(text, each) : _end(text, each)]


def _begin(text: str, each: Discrepancy) -> int:
    """Where the clause of a number begins."""
    return max((text.rfind(mark, 0, each.start) for mark in _MARKS), default=-1) + 1


def _end(text: str, each: Discrepancy) -> int:
    """Where the clause of a number ends."""
    return min((at for mark in _MARKS if (at := text.find(mark, each.end)) >= 0), default=len(text))
