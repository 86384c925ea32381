"""How much readers would like to hand in a goal arranged so, as learned from arrangements they ranked.

The weights (`schemas/paragraphs/paragraphs.json`) see how the goal begins (a purpose, an empty lead-in, a task with its
verb), where times, rates and prices stand, how many figures it tells, how its sentences are parted, and what is said
twice. The figure compares arrangements of one project; it says nothing of a goal alone.

>>> features("2025年推进旧区改造，改造小区12个。", "旧区改造")["lead"]
1.0
>>> features("2025年改造小区12个，10月底前完工。", "旧区改造")["time-first"]
1.0
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from jixiao.resources import folder

_OPENS = re.compile("(?P<basis>(?:按照|根据|为落实).*?，)?(?P<purpose>为[^，]*，)?(?:\\d{4}年|本年度)?，?")
_FIGURE = re.compile(r"\d[\d.]*")
_TIME = re.compile(
    "^(?:[一-龥]{0,8}?(?:\\d{1,2}月(?:\\d{1,2}日)?|\\d[\\d.]*(?:个?工作)?[日天小时分钟]+|季度?|学期|每[年月季周日])"
    "[^，]{0,8}?[前内底末初]|.*按[月季])"
)
_RATE = re.compile("[率度](?:均)?(?:达到|不低于|控制在)?[\\d.]+[%‰]|率均|全部|足额|准确$|及时$")
_PRICE = re.compile(
    "(?:不超过|为|每[一-龥]{1,4}|补助|标准|分别|单价|造价|成本|费)[\\d.]+(?:万|亿)?元|元、[\\d.]+(?:万|亿)?元$"
)
_BRACKETS = re.compile("（[^（）]*）")
_LEADS_IN = re.compile("[，；]通过.{0,4}项目.{0,2}，|[，；]项目实施后，")
_ALLOTS = re.compile("安排[^，]*[\\d.]+[万亿]?元")
_HUNDRED = 100.0


def liking(text: str, called: str) -> float:
    """How much a goal of a project called so would be liked beside other arrangements of it: more is better."""
    known = weights()
    return sum(known.get(name, 0.0) * value for name, value in features(text, called).items())


def features(text: str, called: str) -> dict[str, float]:
    """What is seen of a paragraph, each with a figure."""
    opens = _OPENS.match(text)
    body = text[opens.end() :] if opens else text
    blocks = [block.split("，") for block in re.split("[。；]", _BRACKETS.sub("", body)) if block]
    if not blocks:
        return {}
    first, head, rest = blocks[0][0], blocks[0], blocks[1:]
    lead = float(not _FIGURE.search(first) and len(head) > 1)
    tasks = "".join(one for one in (head[1:] if lead else head) if not _kinds(one))
    told = _told(called, tasks)
    purpose = float(bool(opens and opens["purpose"]))
    out = {
        "purpose": purpose,
        "lead": lead,
        "lead-told": lead * told,
        "bare-untold": (1 - lead) * (1 - told),
        "allots": float(bool(_ALLOTS.match(first))),
        "time-first": float(any("time" in _kinds(one) for one in head)),
        "rate-first": float(any("rate" in _kinds(one) for one in head)),
        "price-first": float(any("price" in _kinds(one) for one in head)),
        "price-ahead": float(any("price" in _kinds(block[0]) for block in rest)),
        "leads-in": float(bool(_LEADS_IN.search(text))),
        "figures": len(_FIGURE.findall(text)) / 10,
        "length": len(text) / _HUNDRED,
        "stops": float(text.count("。")),
        "pauses": float(text.count("；")),
    }
    return {name: value for name, value in out.items() if value}


@lru_cache(maxsize=4096)
def _kinds(clause: str) -> frozenset[str]:
    """Whether a clause tells when, how well or at what price; of what is done nothing."""
    seen = {"time": _TIME.match, "rate": _RATE.search, "price": _PRICE.search}
    return frozenset(kind for kind, finds in seen.items() if finds(clause))


def _told(called: str, text: str) -> float:
    """The share of a name's characters that a text has."""
    own = set(called)
    return len(own & set(text)) / len(own) if own else 1.0


@cache
def weights() -> Mapping[str, float]:
    """What was learned, read once."""
    found: dict[str, float] = json.loads((folder("schemas/paragraphs") / "paragraphs.json").read_text(encoding="utf-8"))
    return found
