"""Numbers, limits and dates as offices write them: 9.2万人, 不少于420盏, 控制在5200元以内, 2024年6月底前.

>>> from jixiao.quantity import parse_target
>>> figure(parse_target("≥92000人")), figure(parse_target("=50.00%")), figure(parse_target("≤2,123.57万元"))
('9.2万人', '50%', '2123.57万元')
>>> level(parse_target("≥95%"), 0), level(parse_target("≤4元/人次"), 1), counted(parse_target("≥420盏"), 1)
('达到95%以上', '控制在4元/人次以内', '不少于420盏')
>>> when(parse_target("2023年2月-8月")), when(parse_target("2024.6.30前")), when(parse_target("2023年12月30日以内"))
('2023年2月至8月', '2024年6月30日前', '2023年12月30日前')
"""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.drafts.language.words import words
from jixiao.quantity import Moment, Target
from jixiao.quantity.exact import plain, times

_PER = re.compile(r"(\d+(?:\.\d+)?万?元)/((?:(?!以[内上下])[一-龥]){1,4}(?:[/·](?:(?!以[内上下])[一-龥]){1,3})?)")
_WAN = Decimal(10**4)
# So many places may a number in 万 have and still be shorter to read: 9.24万平方米, but 15400人.
_PLACES, _COUNTED_PLACES = Decimal("0.01"), Decimal("0.1")
_MEASURED = re.compile("[米亩吨元顷克瓦升度时]")
# Units of what is high or low rather than many or few.
_RATED = ("%", "百分点", "分", "元", "级", "", "℃", "°C", "度", "分贝")
_SIGNS = (
    ("大于等于", "不低于"),
    ("小于等于", "不超过"),
    ("≥", "不低于"),
    (">=", "不低于"),
    ("≤", "不超过"),
    ("<=", "不超过"),
    (">", "超过"),
    ("<", "低于"),
    ("=", ""),
)


def number_text(number: Decimal) -> str:
    """The number without separators and without zeros that say nothing."""
    text = plain(number) or ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(target: Target) -> str:
    """Number and unit, in 万 where that is short and exact."""
    return _figure(target.number or Decimal(0), target)


def _figure(number: Decimal, target: Target) -> str:
    many = target.unit[:1] if target.unit[:1] in "万亿" and target.unit[1:] in words().units else ""
    unit = many + words().units.get(target.unit.removeprefix(many), target.unit.removeprefix(many))
    about = "约" if target.approx else ""
    whole = times(number, _WAN)
    if many == "万" and abs(number) < 1 and whole == whole.to_integral_value():  # 0.82万人
        return f"{about}{number_text(whole)}{unit.removeprefix(many)}"
    if target.factor == 1 and unit and not unit.startswith(("%", "‰", "年", "个百分点")) and abs(number) >= _WAN:
        short = times(number, Decimal("0.0001"))
        if short == short.quantize(_PLACES if _MEASURED.search(unit) else _COUNTED_PLACES):
            return f"{about}{number_text(short)}万{unit}"
    return f"{about}{number_text(number)}{unit}"


def counted(target: Target, choice: int) -> str:
    """What follows the thing that is counted: 420盏以上, 不少于420盏, 8座."""
    n = figure(target)
    if target.operator == "≥" and target.number and not _full(target):
        return _pick((f"{n}以上", f"不少于{n}"), choice)
    return _plain(target, n) or n


def level(target: Target, choice: int, all_of: bool = False, reached: bool = True) -> str:
    """What follows the name of a measure: 达到95%以上, 控制在4元以内; `all_of` for several names with one value.

    `reached` tells what is to be reached from what merely is so (a standard of cost).
    """
    n = figure(target)
    every = "均" if all_of else ""
    if target.operator == "≥" and not _full(target):
        if not target.number:
            return f"{every}不低于{n}"
        least = "不低于" if target.base_unit in _RATED else "不少于"
        return every + _pick((f"达到{n}以上", f"{least}{n}"), choice)
    if target.operator == "≤":
        return every + _pick((f"不超过{n}", f"控制在{n}以内"), choice)
    said = _plain(target, n)
    if said:
        return every + said
    if target.approx:
        return f"{every}{'达到' if reached else '为'}{n.removeprefix('约')}左右"
    return f"{every}{'达到' if reached and target.number else '为'}{n}"


def _full(target: Target) -> bool:
    """Whether nothing can be above the number: 100%."""
    return target.base_unit == "%" and target.scaled == 100


def _plain(target: Target, n: str) -> str:
    """The limits that have one wording, "" for an exact number."""
    if target.operator == "≤":
        return f"不超过{n}"
    if target.operator == ">":
        return f"超过{n}"
    if target.operator == "<":
        return f"低于{n}"
    if target.operator == "±":
        return f"控制在±{n}以内"
    if target.operator == "range" and target.low is not None and target.high is not None:
        return f"为{number_text(target.low)}-{_figure(target.high, target)}"
    return ""


def changed(target: Target) -> str:
    """A change by a number: 下降3%以上."""
    verb = next((w for w in target.words if words().change.search(w)), "下降" if target.change == "fall" else "提升")
    return verb + counted(target, 0)


def verbatim(text: str) -> str:
    """The printed value with its signs in words, for what cannot be said better."""
    for sign, word in _SIGNS:
        text = text.replace(sign, word)
    return _PER.sub(_each, text).strip()


def _each(match: re.Match[str]) -> str:
    """每人每月1800元 for 1800元/人/月."""
    return "".join(f"每{unit}" for unit in re.split("[/·]", match[2]) if unit) + match[1]


def when(target: Target) -> str | None:
    """The date or span as one writes it in a sentence, None where it is no single one."""
    date = target.date
    if date is None:
        return None
    if target.since is not None:
        if (target.since.month, date.month) == (1, 12) and date.day is None:
            return f"{date.year}年全年" if date.year else "全年"
        if target.since.month is None and date.month is None:
            return f"{target.since.year}-{_moment(date)}"
        start, end = _moment(target.since), _moment(date)
        if target.since.year is not None and target.since.year == date.year:
            end = end.removeprefix(f"{date.year}年")
        return f"{start}至{end}" + ("前" if target.deadline and date.part != "底" else "")
    if target.text.strip() in ("全年", "年内"):
        return target.text.strip()
    said = _moment(date)
    before = target.deadline and (not date.part or re.search("[前内]", target.text))
    return said + ("前" if before else "")


def _moment(moment: Moment) -> str:
    year = f"{moment.year}年" if moment.year else ""
    month = f"{moment.month}月" if moment.month else ""
    day = f"{moment.day}日" if moment.day else ""
    return year + month + day + moment.part


def money(yuan: Decimal) -> str:
    """An amount in 万元 where it is exact there, else in 元."""
    short = times(yuan, Decimal("0.0001"))
    if abs(yuan) >= _WAN and short == short.quantize(Decimal("0.000001")):
        return f"{number_text(short)}万元"
    return f"{number_text(yuan)}元"


def _pick(options: tuple[str, ...], choice: int) -> str:
    return options[choice % len(options)]
