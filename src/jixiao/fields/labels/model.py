"""What a cell's text labels, by parts of its words, and whether what stands beside it can be the value of such a label.

A linear model over characters and their pairs (schemas/labels/weights.json, with its card beside it), trained on labels
that `python -m eval.training.labels` puts together, and a table of how likely each kind of value is under each class.
Classes that begin with "-" are what the records have no field for: people, reasons, opinions; "value" is no label.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.vocabulary import label_key
from jixiao.resources import folder
from jixiao.text import key

VALUE, SECTION = "value", "section"
# No label is longer.
_LONGEST = 26
# The logarithm of how likely the likeliest class must be for the text to be a label.
_SURE = math.log(0.4)
# The classes of labels that name bodies, and how likely they must be together.
_BODIES, _LABEL = frozenset({"department", "implementer", "-body", "-place"}), 0.6
# How much less a label's words say where its value speaks too: they were learned from short texts.
_TEMPER = 0.6
# How likely a kind of value is under a class that the table does not name it for.
_ELSE = 0.004
_NOTE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_STOPS = re.compile(r"[。；，;、]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"\d.*(?:至|到|[-—~～]{1,2}|起).*\d")
_SPAN = re.compile(
    r"(?:19|20)\d\d[-./\d]*(?:--|[—~])[-./\d]*|(?:19|20)\d\d-(?:19|20)\d\d|(?:19|20)\d{6}-(?:19|20)\d{6}"
)
_DATE = re.compile(
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{4})(?:[前底止])?"
)
_CODE = re.compile(r"(?=.*\d)[-A-Za-z\d]{3,30}")
_PHONE = re.compile(r"\(?0\d{2,3}\)?-?\d{7,8}(?:-\d+)?|1\d{10}|\d{7,8}")
_UNIT = re.compile(r"(?:人民币)?[亿万千百]?元")
_CODED_ORG = re.compile(r"[(\[]?\d{3,}[)\]]?\D*[局委办厅部院所站校中心公司室会]{1,2}|.*[一-龥]{2}部(?:\(?\d+\)?)?")
_FURTHER_ORG = re.compile(
    ".{2,}(?:[中小]学|幼儿园|学院|集团|协会|学会|联合会|联社|总社|[一-龥]{2}[镇乡]|街道|社区|[支大]队|支行|剧团)"
)
_OPINION = re.compile(r"盖章|公章|签[字章名]|^同意|审核通过")
_TICK = re.compile("[√☑☐□■✓○●]")
_CHOICE = re.compile(rf"{_TICK.pattern}|^(?:是|否)$")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧司上诸"
)
# What forms say of a project: whether it is new, and of what sort its spending is.
_STATE = re.compile(
    r"(?:新增|延续|经常|一次|阶段|常年|持续|长期|临时|新建|续建|在建|新设|存续|到期|跨年)性?(?:项目|类)?"
)
_OF_STATE = re.compile("新[增设建]|延续|经常性|一次性|阶段性|常年性")
_SORT = re.compile(
    r"(?:特定目标|其他运转|运转|人员|公用|民生|基建|专项|业务|部门|单位|本级|发展)\S{0,6}(?:类|类项目)|专项业务费|部门项目"
)
_WORDED = frozenset({"word", "phrase", "org", "person", "choice", "opinion", "sort", "state"})
_TELLING = frozenset({"opinion", "amount", "percent", "phone", "date", "period", "unit", "year"})
# The name of a person has at most so many characters,
_PERSON = 4
# a word,
_WORD = 8
# a phrase,
_PHRASE = 28
# a short text.
_TEXT = 50


class Sense(NamedTuple):
    """A class of labels and the logarithm of how likely it is."""

    name: str
    likely: float


class Weights(NamedTuple):
    """The trained weights: for each part of a text one a class; the share of each kind of value under each class."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    parts: dict[str, dict[int, float]]
    kinds: dict[str, dict[str, float]]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights as shipped."""
    data = json.loads((folder("schemas/labels") / "weights.json").read_text(encoding="utf-8"))
    parts = {part: dict(zip(row[0], row[1], strict=True)) for part, row in data["parts"].items()}
    return Weights(tuple(data["classes"]), tuple(data["bias"]), parts, data["kinds"])


def parts_of(text: str) -> Counter[str]:
    """Characters, pairs, first and last characters of the text without notes in brackets; those of notes apart."""
    k = label_key(text)
    bare = _NOTE.sub("", k) or k
    year = _YEAR.sub("#", bare)
    out = Counter(_grams(year))
    for note in _NOTE.findall(k):
        out.update(f"({g}" for g in _grams(note) if len(g) == 2)
    return out


def _grams(text: str) -> Iterator[str]:
    yield from text
    marked = f"^{text}$"
    yield from (marked[i : i + 2] for i in range(len(marked) - 1))
    yield from (marked[-3:], marked[-4:], marked[:3])


@lru_cache(maxsize=16384)
def senses(text: str) -> tuple[Sense, ...]:
    """How likely the text is each class of labels, the likeliest first."""
    trained = weights()
    raw = list(trained.bias)
    for part, n in parts_of(text).items():
        for i, weight in trained.parts.get(part, {}).items():
            raw[i] += weight * n
    top = max(raw)
    norm = top + math.log(sum([math.exp(v - top) for v in raw]))
    found = [Sense(name, v - norm) for name, v in zip(trained.classes, raw, strict=True)]
    return tuple(sorted(found, key=lambda s: -s.likely))


@lru_cache(maxsize=16384)
def is_label(text: str) -> bool:
    """Whether the text is likelier a label than a value, by its words alone."""
    k = key(text)
    if not 1 < len(k) <= _LONGEST or _STOPS.search(k) or _TICK.search(k):
        return False
    if value_kind(_NOTE.sub("", k) or k) not in _WORDED:
        return False
    first = senses(text)[0]
    return first.name != VALUE and (first.likely > _SURE or _names_body(senses(text)))


def _names_body(found: tuple[Sense, ...]) -> bool:
    """Whether the classes of bodies make a label together, whichever it is."""
    return sum(math.exp(sense.likely) for sense in found if sense.name in _BODIES) > _LABEL


def asks_year(text: str) -> bool:
    """Whether the text is a label for the year."""
    return senses(text)[0].name == "year"


def may_stand(name: str, value: str) -> bool:
    """Whether a value of this kind stands under labels of the class at all."""
    return name not in barred(value_kind(value))


@cache
def barred(kind: str) -> frozenset[str]:
    """The classes of labels under which no values of the kind stand."""
    return frozenset(name for name, known in weights().kinds.items() if kind != "blank" and kind not in known)


def contradicts(name: str, value: str) -> bool:
    """Whether the kind of the value is certain, and values of that kind never stand under labels of this class."""
    if name.endswith(".unit"):
        return value_kind(value) not in ("unit", "blank")
    return value_kind(value) in _TELLING and not may_stand(name, value)


@lru_cache(maxsize=4096)
def held(text: str, value: str) -> tuple[Sense, ...]:
    """How likely the text is each class of labels, given the value that stands under it; the likeliest first."""
    table, kind = weights().kinds, value_kind(value)
    raw = []
    for name, likely in senses(text):
        if name != VALUE:
            share = table.get(name, {}).get(kind, _ELSE) if kind != "blank" else 1.0
            raw.append((name, _TEMPER * likely + math.log(share)))
    top = max(v for _, v in raw)
    norm = top + math.log(sum([math.exp(v - top) for _, v in raw]))
    return tuple(sorted([Sense(name, v - norm) for name, v in raw], key=lambda s: -s.likely))


@lru_cache(maxsize=16384)
def value_kind(text: str) -> str:
    """What kind of value the text is: amount, percent, digits, code, phone, date, period, year, unit, person, org,
    opinion, choice, state (新增项目), sort (特定目标类), word, phrase, text or blank."""
    k = key(text)
    if not k or "none" in kinds_of(text):
        return "blank"
    if len(k) <= 60 and _OPINION.search(k):
        return "opinion"
    if "\n" in text.strip() or len(k) > _TEXT or (len(k) > _PHRASE and _STOPS.search(k)) or k.endswith("。"):
        return "period" if _PERIOD.fullmatch(k) and len(k) <= _PHRASE else "text"
    if _UNIT.fullmatch(k):
        return "unit"
    if _YEAR.fullmatch(k.removesuffix("度").removesuffix("年")):
        return "year"
    if _PHONE.fullmatch(k) and not _DATE.fullmatch(k):
        return "phone"
    if _DATE.fullmatch(k):
        return "date"
    if is_amount(text):
        return "percent" if "%" in k else "amount" if not k.isdigit() or len(k) < 3 else _digits(k)
    if _PERIOD.search(k) and sum(c.isdigit() for c in k) > 4 and not _CODE.fullmatch(k):
        return "period"
    if _SPAN.fullmatch(k):
        return "period"
    if _CODE.fullmatch(k) and not (k.isdigit() and len(k) < 3):
        return "code"
    return _worded(text, k)


def _digits(k: str) -> str:
    """Digits alone: a code where it begins with 0 or is long, else what may be a code or a count."""
    return "code" if k.startswith("0") or len(k) > 9 else "digits"


def _worded(text: str, k: str) -> str:
    if _CHOICE.search(k):
        return "state" if _OF_STATE.search(k) else "choice"
    if _STATE.fullmatch(k) or _SORT.fullmatch(k):
        return "state" if _STATE.fullmatch(k) else "sort"
    if "org" in kinds_of(text) or _CODED_ORG.fullmatch(k) or _FURTHER_ORG.fullmatch(k):
        return "org"
    if 2 <= len(k) <= _PERSON and k[0] in _SURNAMES and not any(c.isdigit() for c in k):
        return "person"
    return "word" if len(k) <= _WORD else "phrase"
