"""What a project is called, and what projects called so are usually for.

>>> project_stem("2025年5G+智慧港口示范（二期）"), project_stem("80岁以上老年人高龄津贴")
('5G+智慧港口示范', '80岁以上老年人高龄津贴')
>>> project_stem("33010-路灯改造"), project_stem("0-6岁儿童健康管理（城区）"), project_stem("-20℃冷库建设")
('路灯改造', '0-6岁儿童健康管理', '-20℃冷库建设')
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import points
from jixiao.drafts.language.words import words
from jixiao.grounding.wording import usual_of
from jixiao.records.drafts import Project
from jixiao.segmentation import cut

_LATE = 0.6  # of the name
_CODE = re.compile(
    r"^(?:20\d\d年(?:度)?|"
    r"[\[\]A-Za-z]*\d[\d\[\]A-Za-z]*(?:[-—\s]+(?!\d)|(?<=\d{3})(?![\d年岁%％‰℃个名位.+线号]|周岁|热线|[报火匪]警|急救|指挥|国道|省道|县道|高速)))"
)
# What parts the names of a project: no dash between numbers (0-6岁) or in brackets, and no sign (-20℃).
_DASH = re.compile(r"(?:(?<=[^\d])[-－–](?!\d)|(?<=\d)[-－–](?!\d)|(?<=[^\d\W])[-－–](?=\d))(?![^（(]*[）)])")
_INNER_YEAR = re.compile(r"(?<=[省市区县])20\d\d年(?:度)?")
_STAGES = re.compile("(?:[（(][^（）()]*[）)])?(?:[一二三四五]期[、和]?)+工程$")
_AND = ("、", "和", "及", "与", "暨", "以及")
_BRACKETS = re.compile(r"(?:（[^）]*）|\([^)]*\))+$")
_INSIDE = re.compile(r"[（(]([^（）()]{4,})[）)]")
# Services that are bought: their kind, then what they are for, in the brackets or behind them.
_BOUGHT = re.compile(r"政府(?:购买|采购)服务\s*[（(][^（）()]*?类\s*[+，,、\s]*([^（）()]*)[）)]?\s*([^（）()]*)")
_NAMES = 4
# Money of a level, behind which the project is named: 省级补助资金—行政复议案件办理.
_PAID_FROM = re.compile("(?:补助|专项|转移支付|资金|经费)$")
# An aim before what is done for it: 改善基本办学条件——实验设备购置.
_AIMED = re.compile("((?:改善|提升|提高|保障|促进|加强)[一-龥]{4,10})(?:——|—)(?=[一-龥]{4})")
_DIGIT = re.compile(r"\d")
_LONGEST_PURPOSE = 44
# What looks at things or teaches, and what changes them.
_IMPROVES = "改善"
_LOOKS = re.compile("监测|检测|检验|抽检|普查|调查|巡查|培训|研修")
_WORKS = re.compile("建设|改造|维修|修缮|更新|整治|治理|养护|修复|加固|购置")


@lru_cache(maxsize=4096)
def project_stem(name: str) -> str:
    """The name without codes, years and what stands in brackets."""
    name = re.sub(words().project_lead, "", name.strip())
    if bought := _BOUGHT.match(name):  # 政府购买服务（档案管理类+综合执法经费）执法大队档案整理
        name = next((part for part in (bought[2], bought[1]) if len(part) >= _NAMES), name)
    first, *rest = re.split("——|—", _STAGES.sub("", _INNER_YEAR.sub("", name)))
    aimed = rest and _AIMED.match(name) and words().begin.match(first)
    name = rest[-1] if rest and (aimed or _PAID_FROM.search(first)) else first
    name = _DASH.split(name)[-1].strip()
    bare = _BRACKETS.sub("", name).strip()
    inside = _INSIDE.search(name)
    name = inside[1] if inside and re.fullmatch(lexicon().vague, bare) else bare
    for _ in range(2):
        name = _CODE.sub("", name).strip()
    return name if all(name.count(left) == name.count(right) for left, right in ("“”", "《》", "（）", "()")) else ""


def own_words(stem: str) -> list[str]:
    """Two characters each of what a project is called, without those that say nothing."""
    return [stem[n : n + 2] for n in range(len(stem) - 1) if stem[n : n + 2] not in lexicon().general]


def usual_aim(project: Project) -> str:
    """What projects of that name are usually for; "" where nothing else in the form bears it out.

    The word that tells it stands late in the name, where the matter is (水库移民后期扶持 is about no 水库), or in the
    name and in an indicator; or the purpose says words of the name. Of a name of several works it stands in the first:
    征兵及国防教育 is about no 教育.
    """
    stem = project_stem(project.project_name or "")
    usual = usual_of(project.project_name or "")
    if usual is not None and usual.say.startswith(_IMPROVES) and _LOOKS.search(stem) and not _WORKS.search(stem):
        return ""  # who tests a bridge improves nothing by it
    if aimed := _AIMED.match(project.project_name or ""):  # 改善办学条件——实验设备购置
        return aimed[1] if words().begin.match(aimed[1]) else ""
    if usual is None:
        return ""
    ends = set(accumulate(map(len, cut(stem))))  # 公共卫生|间 is no 公共卫生
    at = [match.end() for match in re.finditer(usual.about, stem) if match.end() in ends]
    if at and min(at) > _first_work(stem):
        return ""
    late = any(end > len(stem) * _LATE for end in at)
    told = late or (at != [] and any(word in stem for word in own_words(usual.say)))
    begun = any(match.start() in {0, *ends} for match in re.finditer(usual.about, stem))  # 食品|安全
    borne = (at or begun) and any(re.search(usual.about, point.name) for point in points(project))
    return usual.say if told or borne else ""


def _first_work(stem: str) -> int:
    """Where the first of the works ends that a name joins."""
    ends = list(accumulate(map(len, cut(stem))))
    return next((end - 1 for end, word in zip(ends, cut(stem), strict=True) if word in _AND), len(stem))


def aim_of(project: Project) -> str:
    """The aim that the first policy task begins with: 提高城乡居民生活待遇水平; "" where it begins otherwise."""
    for text in project.policy_tasks or []:
        first = re.split("[，。；]", text.strip())[0]
        bare = re.sub("^(?:大力|切实|有效|进一步|不断|全面|持续|着力)", "", first)
        begins = any(bare.startswith(verb) for verb in words().purposes)
        if begins and not _DIGIT.search(first) and 6 <= len(bare) <= _LONGEST_PURPOSE:
            return bare
    return ""
