"""The names of a prose text: documents, titles, offices, places, words in quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jixiao.grounding.prose.places import PLACES
from jixiao.text import key

Sort = Literal["document", "title", "quoted", "foreign", "office", "place"]

_DOCUMENT = re.compile(
    r"[\u4e00-\u9fff]{0,2}[〔\[\uff3b【(（]\s?(?:19|20)\d\d\s?[〕\]\uff3d】)）]\s?\d+\s?号|第\s?\d+\s?号(?!楼|院|线)"
)
_TITLE = re.compile("《([^》]+)》")
_QUOTED = re.compile("[“「]([^”」]{2,40})[”」]")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9+\-]+")
# The last words of the names of offices and places; two more characters before them make a name of them.
_OFFICE = (
    "教育局 局 委员会 管委会 厅 学校 大学 学院 中学 小学 幼儿园 医院 公司 集团 银行 研究院 研究所 协会 学会 基金会 "
    "办公室 人民政府 法院 检察院 支队 大队 图书馆 博物馆 文化馆 街道办事处 中心"
)
_PLACE = "省 市 县 区 镇 乡 村 街道 自治州 开发区"
# What makes another word of it: 市民, 省级, 乡镇.
_GOES_ON = "政|民|场|区|级|内|域|间|面|部|容|镇|村|庄|落|直|属|委|域|划|别|外|况"
_ENDS = re.compile(
    "(?P<office>" + "|".join(sorted(_OFFICE.split(), key=len, reverse=True)) + ")"
    "|(?P<place>" + "|".join(sorted(_PLACE.split(), key=len, reverse=True)) + ")(?!" + _GOES_ON + ")"
)
# Common nouns that end like a name.
_COMMON = re.compile(
    "(?:[全本我各该辖城园社校小山林景库片老新郊市矿牧灾片战贫地禁湖灌产功街片闹湾港海沿库]|居民|农民|责任|生活|住宅|功能|示范|工业|产业|开发|试验|"
    "实验|保护|风景|旅游|景|商务|合作|自贸|综合|核心|重点|高新|经济|技术|自治|行政|覆盖|服务|办公|任务|分|片)区$"
    "|[全本我各该城县超都上集门夜早菜股楼入退应创众成外内]市$|[全本我各该跨节]省$|[全本我各该区贫困]县$|[全本我各该城乡小集建特强]镇$"
    "|[全本我各该城下家故返农回进异]乡$|[全本我各该农乡山行政自然脱贫驻入强示范美丽]村$|[全布格大结开破定残僵平时部分当各本]局$"
    "|(?:[全本我各该高客前餐后]|前端|服务|展)厅$|(?:所有|各类|各级|相关|有关|全部|高等|职业|公立|民办|基层|定点|参与|参训|合作|试点|普通|重点|农村|城乡|部分|多家|一流|类|[各等高全该本我])(?:学校|医院|公司|集团|银行|大学|中学|小学|幼儿园|街道|研究院|研究所)$"
    "|^[所家个座间处](?:学校|医院|公司|大学|中学|小学|幼儿园|中心|图书馆|博物馆|文化馆|研究所|协会)$"
    "|(?:为|以|的|个|和|心|级|据|务|训|动|络|流|控|理|化|体|散|测|镇|村|区|市|县|点|街)中心$|[全本我各该居村]?委员会$"
)
_BEFORE = re.compile("[\u4e00-\u9fff]{0,2}$")
_BOUND = re.compile("[的和与及对在由向为各等了至从到以将把按]")
_CITY = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))
_PATTERNS: dict[Sort, re.Pattern[str]] = {
    "title": _TITLE,
    "quoted": _QUOTED,
    "document": _DOCUMENT,
    "place": _CITY,
    "foreign": _FOREIGN,
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a text."""

    start: int
    end: int
    text: str
    sort: Sort


def names_in(text: str) -> list[Name]:
    """The names of the text, in order; a title or a quotation hides what it holds."""
    names = [Name(*m.span(), m[0], sort) for sort, pattern in _PATTERNS.items() for m in pattern.finditer(text)]
    for match in _ENDS.finditer(text):
        before = _BEFORE.search(text, max(0, match.start() - 2), match.start())
        name = (before[0] if before else "") + match[0]
        if len(name) > len(match[0]) and not _COMMON.search(name) and not _BOUND.search(name):
            sort: Sort = "office" if match["office"] else "place"
            names.append(Name(match.end() - len(name), match.end(), name, sort))
    hidden = [(n.start, n.end) for n in names if n.sort in ("title", "quoted")]
    return sorted(
        (n for n in names if n.sort in ("title", "quoted") or not any(a < n.end and n.start < b for a, b in hidden)),
        key=lambda n: n.start,
    )


def borne_out(name: Name, source: str) -> bool:
    """Whether the source, texts in the form for comparing with | between them, has the name.

    Two characters before an office or place may be other words (使经区); then the source has it at the head of a text.
    """
    printed = _key(name.text.strip("《》“”「」"))
    if printed in source or name.sort not in ("office", "place"):
        return printed in source
    end = _ENDS.search(printed)
    last = len(printed) - (end.end() - end.start()) if end else 0
    return any(re.search(f"(?<![\u4e00-\u9fff]){re.escape(printed[cut:])}", source) for cut in range(1, last + 1))


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return key(text)
