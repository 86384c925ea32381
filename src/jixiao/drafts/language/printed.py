"""Names and values of indicators without what the form prints about them: marks, numbering, labels, footnotes, units.

>>> bare_name("★（1）路灯数量（核心指标）"), bare_name("数量指标：路灯数量①"), bare_name("2.0版平台上线事项数")
('路灯数量', '路灯数量', '2.0版平台上线事项数')
>>> bare_name("1.80岁以上老人"), bare_name("“一件事”改革事项数"), bare_name("【路灯数量】")
('80岁以上老人', '“一件事”改革事项数', '路灯数量')
>>> bare_name("*设施达标率100%"), bare_name("景点开发数量( ≥**个 )")
('设施达标率', '景点开发数量')
>>> bare_value("≥ 12（个）★"), bare_value("（≥）95%"), bare_value("至少20空方"), bare_value("20空方（含）以上")
('≥12个', '≥95%', '≥20空方', '≥20空方')
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jixiao.drafts.language.lint import language
from jixiao.drafts.language.words import words

# A remark in brackets that is longer than a name's own: 统计口径见附件.
_REMARK = re.compile(r"[（(](?:[^（）()]{9,}|[^（）()]*(?:抽样|问卷|调查|统计)[^（）()]*)[）)]$")
# What may stand about a name beside the marks of a form; a dash before a number is its sign.
_STOPS = r"\s*○·•、，。；：！？,.;:!?…"
_DASH = r"[-—–－](?!\s*\d)"
_HASH = r"#(?!\d)"
# Blanks inside a value that part no foreign words: ≤ 0.22 元/画幅.
_SPACED = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_WRAPPED = re.compile(r"([【\[])([^【】\[\]]+)[】\]]|(“)([^“”]+)”")
# A blank of a template behind a name, and a target that the form prints there: (≥**%), 达标率100%.
_UNFILLED = re.compile(r"\s*[（(]?\s*[≥≤=><]{0,2}\s*(?:\*+|[Xx×]{2,}|_{2,})\s*[^（）()*]{0,4}[）)]?$")
_TARGET = re.compile(r"(?<=[率度])[（(]?[≥≤=><]{0,2}\s*\d{1,3}(?:\.\d+)?[%％](?:以[上内])?[）)]?$")
_FOOTNOTE = re.compile(r"(?:[①-⑳⑴-⒇❶-❿¹²³⁴-⁹]|\[\d{1,2}\]|[（(]注\d*[）)])+$")
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?[百千万亿]*)"
_UNIT = r"(?P<unit>[一-龥%％‰㎡/]{1,5}?)"
_SIGN = re.compile(r"^[（(]([≥≤≧≦=＝><＞＜]{1,2})[）)](?=\d)")
_BRACKETED = re.compile(rf"^(?P<sign>[^\d（(]{{0,5}}){_NUMBER}[（(]{_UNIT}[）)]$")
_LEAST = re.compile(rf"^(?:至少|不小于|大于或等于|不少于|不低于){_NUMBER}{_UNIT}$")
_MOST = re.compile(rf"^(?:至多|最多|不大于|小于或等于){_NUMBER}{_UNIT}$")
_ABOVE = re.compile(rf"^(?:达到|≥|>=)?{_NUMBER}{_UNIT}(?:[（(]含[）)])?(?:及|或)?以上$")
# The unit behind the number of a value, whatever it is.
_ENDS = re.compile(r"\d([百千万亿]*)([^\d年月日]+?)(?:及?以[上下内])?$")
_FOLDED = str.maketrans({"≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "＞": ">", "＜": "<", "＝": "="})


@lru_cache(maxsize=4096)
def bare_name(printed: str, units: bool = False) -> str:
    """The name of an indicator as it is said: without marks, numbering, labels, footnotes and remarks.

    `units` keeps the unit in brackets behind it, which the value may lack.
    """
    name = printed.strip().replace("\n", "").rstrip("。；;，")
    before = ""
    while name and name != before:
        before = name
        name = _marked().sub("", name) or name
        if (whole := _WRAPPED.fullmatch(name)) is not None:
            name = whole[2] or whole[4]
        name = words().lead.sub("", name) or name
        name = words().label.sub("", _FOOTNOTE.sub("", _TARGET.sub("", _UNFILLED.sub("", name)))) or name
        if not units:
            name = words().tail.sub("", name) or name
    return name if units else _REMARK.sub("", name) or name


def unitless(name: str, value: str) -> str:
    """The name without the unit that its value has too: 培训人数（单位：人）, 培训人数/人.

    >>> unitless("培训人数（单位：人）", "≥30人"), unitless("扫描页数/页", "2万页")
    ('培训人数', '扫描页数')
    >>> unitless("公益岗位（残疾人）", "5人")
    '公益岗位（残疾人）'
    """
    found = _ENDS.search(value)
    if found is None:
        return name
    unit = f"(?:{found[1]})?{re.escape(found[2])}"
    said = rf"(?:[（(](?:(?:计量)?单位[：:]?)?{unit}[）)]|[/／]{unit})$"
    return re.sub(said, "", name) or name


@lru_cache(maxsize=4096)
def bare_value(printed: str) -> str:
    """The value in one spelling of its limit, without marks and without brackets about sign or unit."""
    value = _SPACED.sub("", printed.strip()).translate(_FOLDED).rstrip("。；;，")
    value = (_marked().sub("", value) or value).replace(">=", "≥").replace("<=", "≤")
    value = _SIGN.sub(r"\1", value)
    if (given := _BRACKETED.match(value)) is not None and given["sign"] in _SIGNED:
        value = f"{given['sign']}{given['number']}{given['unit']}"
    for sign, pattern in (("≥", _LEAST), ("≤", _MOST), ("≥", _ABOVE)):
        if (limited := pattern.match(value)) is not None:
            value = f"{sign}{limited['number']}{limited['unit']}"
    return re.sub(r"(?<=[%％])/年$", "", value)


_SIGNED = ("", "≥", "≤", "=", "＝", ">=", "<=", ">", "<", "不少于", "不低于", "不超过", "不高于", "达到", "约")


@cache
def _marked() -> re.Pattern[str]:
    """Marks of a form before or behind a name: ★ for the core indicators; no sign that belongs to a number."""
    mark = f"[{_STOPS}{language().marks}]"
    return re.compile(f"^(?:{mark}|{_DASH}|{_HASH})+|(?:{mark}|{_DASH})+$")
