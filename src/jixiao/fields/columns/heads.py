"""What the head of a column in a list says: by the vocabulary, of tasks by the parts of such heads too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.text import key

# Of a head of a list of tasks; the first that fits. 支撑项目, 任务预算数, 工作内容, 重点任务名称.
_TASK_PARTS = (
    ("number", re.compile(r"^(?:序号|编号|行次)$")),
    ("other", re.compile(r"^(?:其[他它]|自筹|非财政)")),
    ("fiscal", re.compile(r"财政|拨款")),
    ("project", re.compile(r"项目(?:名称)?$")),
    ("amount", re.compile(r"预算|资金|金额|经费|投入|[小合]计|总额")),
    ("project", re.compile(r"项目")),
    ("remark", re.compile(r"目标|时限|备注|责任|成效|成果")),
    ("policy", re.compile(r"内容|措施|举措|描述|说明|政策|安排")),
    ("function", re.compile(r"任务|职能|工作|事项|活动")),
)
_LONGEST = 14
# Heads of numbers of people, by year: 2025年末实有, 上年人数; none of them speaks of money.
_PEOPLE = r"(?:(?!预算|决算|资金|金额|经费|支出|收入|元)\D){0,5}"
_YEAR = re.compile(rf"(20\d\d)年?{_PEOPLE}")
_NOTED = re.compile(r"[(（]20\d\d年?度?[)）]$")
_SIDES = (
    ("last_year", re.compile(rf"(?:上一?|去)年{_PEOPLE}")),
    ("this_year", re.compile(rf"[本当今]年{_PEOPLE}")),
)


def role_of(name: str, text: str, words: Vocabulary) -> str:
    """The role of a head in the list of that name, "" where it says none."""
    found = words.column(name, text)
    if found or name != "tasks":
        return found or ""
    k = label_key(text)
    if not 0 < len(k) <= _LONGEST:
        return ""
    return next((role for role, pattern in _TASK_PARTS if pattern.search(k)), "")


def years_of(texts: Sequence[str]) -> dict[int, str]:
    """Which two of the heads are of last year and of this one (last_year, this_year), {} where not two are."""
    told = {i: int(m[1]) for i, text in enumerate(texts) if (m := _YEAR.fullmatch(key(text)))}
    if len(told) == 2 and max(told.values()) - min(told.values()) == 1:
        return {i: "last_year" if year == min(told.values()) else "this_year" for i, year in told.items()}
    plain = [_NOTED.sub("", key(text)) for text in texts]
    said = {i: name for i, text in enumerate(plain) for name, p in _SIDES if p.fullmatch(text)}
    return said if sorted(said.values()) == ["last_year", "this_year"] else {}
