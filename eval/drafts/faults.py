"""Sentences of drafts broken on purpose, in every way the guard must catch, by seed.

Each breaker takes a sentence that is right and gives one that is wrong, or None where it finds nothing to break. It
works on the printed characters alone and knows nothing of how the guard reads them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from jixiao.records.drafts import Sentence

Breaker = Callable[[str, random.Random], "str | None"]

_NUMBER = re.compile(r"(?<![0-9.〔第])[0-9]+(?:\.[0-9]+)?(?=[^0-9.号年月日〕])(?!\.20)")
_WRONG_UNITS = {
    "万元": ("元", "亿元", "万人"),
    "万平方米": ("平方米", "万亩"),
    "平方米": ("公里", "亩"),
    "万人": ("人", "万户"),
    "公里": ("米", "平方米"),
    "万": ("", "亿"),
    "元": ("万元", "人"),
    "%": ("‰", "个百分点", "人"),
    "人次": ("%", "万人次"),
    "人": ("户", "万人"),
    "名": ("户", "%"),
    "家": ("人", "万家"),
    "场": ("%", "人"),
    "次": ("%", "人"),
    "台": ("人", "万台"),
    "套": ("平方米", "%"),
    "门": ("人", "%"),
    "篇": ("人", "万字"),
    "项": ("人", "%"),
    "个": ("人", "%"),
    "册": ("万册", "人"),
    "间": ("平方米", "人"),
    "处": ("公里", "人"),
}
_MEASURED = re.compile(
    rf"(?P<number>(?<![0-9.])[0-9]+(?:\.[0-9]+)?)(?P<unit>{'|'.join(sorted(_WRONG_UNITS, key=len, reverse=True))})"
)
_TURNED = {
    "不少于": "不超过",
    "不低于": "不高于",
    "不超过": "不少于",
    "以上": "以内",
    "以内": "以上",
    "提高": "降低",
    "提升": "下降",
    "增强": "削弱",
    "改善": "恶化",
    "增长": "下降",
    "降低": "提高",
    "减少": "增加",
    "至少": "至多",
    "不高于": "不低于",
    "超过": "不足",
}
_TURNS = re.compile(
    "(?:不少于|不低于|不超过|不高于|至少|超过)(?=[0-9])|(?:以上|以内)(?=[，。、])|提高|提升|增强|改善|增长|降低|减少"
)
_ADDED = (
    "，带动就业{n}人以上",
    "，培训业务骨干{n}人次",
    "，群众知晓率达到{p}%",
    "，惠及{n}户家庭",
    "，新建服务站点{k}处",
    "，减少投诉{k}起",
    "，节约开支{n}万元",
    "，发放宣传手册{n}册",
    "，服务企业{n}家",
    "，网络覆盖率达到{p}%",
)
_OFFICES = (
    "会同青禾市财政局",
    "联合云溪区教育局",
    "委托松江大学",
    "由临泽县民政局",
    "依托赣州市",
    "面向烟台",
    "由枫林街道办事处",
)
_YEAR = re.compile(r"(?<![0-9〔])20[0-9]{2}(?=年)")
_DOCUMENT = re.compile(r"〔(20[0-9]{2})〕([0-9]+)号")


def _digit(text: str, rng: random.Random) -> str | None:
    """One digit of a number changed."""
    found = [m for m in _NUMBER.finditer(text) if not (m.start() == 0 or text[m.start() - 1] == "\n")]
    if not found:
        return None
    match = rng.choice(found)
    at = rng.choice([i for i in range(match.start(), match.end()) if text[i] != "."])
    first = at == match.start()
    digit = rng.choice([d for d in "0123456789" if d != text[at] and not (first and d == "0")])
    return text[:at] + digit + text[at + 1 :]


def _unit(text: str, rng: random.Random) -> str | None:
    """A number with another unit."""
    found = list(_MEASURED.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start("unit")] + rng.choice(_WRONG_UNITS[match["unit"]]) + text[match.end() :]


def _direction(text: str, rng: random.Random) -> str | None:
    """A floor as a ceiling, a rise as a fall."""
    found = [m for m in _TURNS.finditer(text) if not _in_title(text, m.start())]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + _TURNED[match[0]] + text[match.end() :]


def _year(text: str, rng: random.Random) -> str | None:
    """Another year."""
    found = list(_YEAR.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + str(int(match[0]) + rng.choice((-2, -1, 1, 2))) + text[match.end() :]


def _document(text: str, rng: random.Random) -> str | None:
    """Another document number: its year, its number or its office."""
    match = _DOCUMENT.search(text)
    if match is None:
        return None
    how = rng.randrange(3)
    if how == 0:
        return text[: match.start(1)] + str(int(match[1]) - 1) + text[match.end(1) :]
    if how == 1:
        return text[: match.start(2)] + str(int(match[2]) + rng.randrange(1, 9)) + text[match.end(2) :]
    return text[: match.start() - 1] + ("建" if text[match.start() - 1] != "建" else "教") + text[match.start() :]


def _name(text: str, rng: random.Random) -> str | None:
    """An office or a place that nobody gave, or another title."""
    title = re.search("《([^》]{6,})》", text)
    if title and rng.random() < 0.4:
        return text[: title.start(1)] + "青禾市" + text[title.start(1) + 3 :]
    at = [m.end() for m in re.finditer("[，,]", text)]
    return None if not at else (lambda i: text[:i] + rng.choice(_OFFICES) + text[i:])(rng.choice(at))


def _swapped(text: str, rng: random.Random) -> str | None:
    """The numbers of two indicators that count the same exchanged."""
    found = list(_MEASURED.finditer(text))
    pairs = [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if a["unit"] == b["unit"] and a["number"] != b["number"]
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start()] + b["number"] + text[a.end("number") : b.start()] + a["number"] + text[b.end("number") :]


def _added(text: str, rng: random.Random) -> str | None:
    """One more promise, with a number."""
    claim = rng.choice(_ADDED).format(n=rng.randrange(13, 987), p=rng.randrange(61, 99), k=rng.randrange(3, 40))
    body = text.rstrip("。\n")
    return body + claim + text[len(body) :]


def _dropped(text: str, rng: random.Random) -> str | None:
    """A clause with a number left out."""
    clauses = re.split("(?<=[，,])", text)
    found = [i for i, c in enumerate(clauses[:-1]) if i and _MEASURED.search(c)]
    if not found:
        return None
    i = rng.choice(found)
    return "".join(clauses[:i] + clauses[i + 1 :])


def _in_title(text: str, at: int) -> bool:
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


BREAKERS: dict[str, Breaker] = {
    "digit": _digit,
    "unit": _unit,
    "direction": _direction,
    "year": _year,
    "document": _document,
    "name": _name,
    "swapped": _swapped,
    "added": _added,
    "dropped": _dropped,
}
EXPECTED = {
    "digit": {"number.differs", "number.unsupported", "date.differs", "indicator.swapped", "cite.left-out"},
    "unit": {"number.differs", "number.unsupported", "number.unit", "cite.left-out"},
    "direction": {"direction"},
    "year": {"year", "date.differs", "number.unsupported"},
    "document": {"document"},
    "name": {"name", "document", "cite.left-out"},
    "swapped": {"indicator.swapped", "number.differs", "number.unsupported"},
    "added": {"number.unsupported", "number.differs", "date.differs"},
    "dropped": {"cite.left-out"},
}
"""The codes that say what was broken."""


def broken(how: str, sentence: Sentence, rng: random.Random) -> Sentence | None:
    """The sentence broken in this way, its cites as they were; None where there is nothing to break."""
    text = BREAKERS[how](sentence.text, rng)
    return None if text is None or text == sentence.text else sentence.model_copy(update={"text": text})
