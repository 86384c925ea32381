"""What an amount of a funds block is of, by the parts of its label: 总额, 财政, 结转, 其他, whatever stands beside."""

from __future__ import annotations

import re

from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.text import key

# A year before the one asked for; or what was spent, a share of the money.
FORMER = re.compile(r"上[一]?年|去年|前[一二两三]?年|近[二两三]年|往年")
OTHER_YEAR = re.compile(rf"{FORMER.pattern}|执行|支出数|决算|实际|占比|比例|增减|百分比")
# Of a form that changes what was set: what holds from now on, and what was set before.
REVISED = re.compile(r"(?:调整|变更|修订|修改)后")
SET_BEFORE = re.compile(r"年初|(?:调整|变更|修订|修改)前|原(?:定|值|目标|指标|预算|计划)")
_PARTS = (
    ("carryover", re.compile(r"结转|结余")),
    ("other", re.compile(r"其[他它]|自筹|自有|非财政|社会资本|单位资金|单位投入|配套")),
    ("fiscal", re.compile(r"财政(?!局|厅|部)|拨款|预算内")),
    (
        "total",
        re.compile(r"总(?:额|计|预算|投|金额|资金|量|数)|[合共]计|预算(?:数|金额|规模|资金|安排数?)?$|资金规模|申请"),
    ),
)
PARTS = "|".join(pattern.pattern for name, pattern in _PARTS if name != "total")
# Money of one source: a part of what the state gives.
_SOURCE = re.compile(r"基金|一般公共|国有资本|专户|非税|债券")
# What a department's money goes to.
_SPENT = (("basic", re.compile(r"基本支出")), ("project", re.compile(r"项目支出")))
# A level of government says whose money it is, not that it is all of it.
_LEVEL = re.compile(r"中央|省|市|县|区|乡|镇|[上下本同各]级|地方")
# A label of money, not of whatever else may be nil.
OF_MONEY = re.compile(r"资金|预算|经费|投资|金额|支出|收入|拨款|财政|补助|投入")
_LONGEST = 20
_NOTE = re.compile(r"\([^()]*\)")
# All the money of this year, which may be a part of a longer project's: 其中：本年度资金.
_THIS_YEARS = re.compile(
    r"(?:其中)?[:：]?(?:本年度?|当年度?|今年|年度)(?:项目)?(?:预算|资金|经费|安排|金额|投入|投资|需求|用款|支出|申请|数|总额)+"
)
# All the money of a project, whatever it is called.
_ALL = re.compile(r"(?:项目|本年度?|年度|当年|预算|申报|申请|安排)*(?:资金|预算|经费|金额)(?:总额|安排|规模|数)?")
_LIFETIME = re.compile(r"总投资|项目总|全周期|三年")
_ANNUAL = re.compile(r"本年|当年|年度|今年")


def of_government(text: str) -> bool:
    """Whether the label says which government's money it is, or of which fund: a part of what the state gives."""
    k = _NOTE.sub("", label_key(text))
    return _LEVEL.search(k) is not None or _SOURCE.search(k) is not None


def of_treasury(text: str) -> bool:
    """Whether the label calls the money of a government by the treasury, or by the fund it is of: 本级财政安排,
    一般公共预算, not 上级补助."""
    k = _NOTE.sub("", label_key(text))
    return _SOURCE.search(k) is not None or (of_government(text) and dict(_PARTS)["fiscal"].search(k) is not None)


def names_source(text: str) -> bool:
    """Whether a value names where money comes from, which no field but those of amounts tells: 一般公共预算."""
    k = _NOTE.sub("", label_key(text))
    given = OF_MONEY.search(k) and any(p.search(k) for name, p in _PARTS if name in ("fiscal", "other"))
    return 1 < len(k) <= _LONGEST // 2 and bool(_SOURCE.search(k) or given)


def of_all_money(text: str) -> bool:
    """Whether the label may be of all the money of a project: 项目资金（万元）."""
    return _ALL.fullmatch(_NOTE.sub("", label_key(text))) is not None


def of_this_year(text: str) -> bool:
    """Whether the label says that its money is this year's, and of no single source or government."""
    k = _NOTE.sub("", label_key(text))
    said = _ANNUAL.search(k) is not None and OF_MONEY.search(k) is not None and not OTHER_YEAR.search(k)
    return said and not re.search(PARTS, k) and not of_government(text)


def spent_on(text: str) -> str:
    """Which of a department's amounts (basic, project, fiscal, other) the label names by its parts, "" for none."""
    k = _NOTE.sub("", label_key(text))
    if OTHER_YEAR.search(k) or len(k) > _LONGEST:
        return ""
    spent = [name for name, pattern in _SPENT if pattern.search(k)]
    given = next((name for name, pattern in _PARTS[1:3] if pattern.search(k)), "")
    return given if not spent else spent[0] if len(spent) == 1 and not given else ""


def amount_field(text: str, words: Vocabulary) -> str:
    """The field of `funds` that a label of an amount names by its parts; "" where they name none, or another year's."""
    k = _NOTE.sub("", label_key(text))
    carried = _PARTS[0][1].search(k) is not None  # what is left of other years
    if not 1 < len(k) <= _LONGEST or (OTHER_YEAR.search(k) and not carried):
        return ""
    part = next((name for name, pattern in _PARTS if pattern.search(k)), "")
    if _THIS_YEARS.fullmatch(k):
        return "funds.annual.total"
    if part == "total" and key(text).startswith("其中"):
        return ""
    if not part or (part != "carryover" and _LEVEL.search(k)) or (part == "total" and _SOURCE.search(k)):
        return ""
    if part != "total":
        return f"funds.{part}"
    scope = "annual" if _ANNUAL.search(k) else "lifetime" if _LIFETIME.search(k) else words.period(k)
    return f"funds.{scope}.total" if scope else "funds.total"
