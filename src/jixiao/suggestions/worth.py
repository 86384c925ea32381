"""Whether a reader is likely to find a suggestion useful, as learned from judged suggestions.

The weights (`schemas/library/worth.json`) see whether the form is of the type that has the indicator, what of its name
the form speaks of, what the form has of the same kind already, and what kind of indicator it is.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache

from jixiao.checks.indicators import alike
from jixiao.checks.judgement import judgement, pairs
from jixiao.library import Card, Entry
from jixiao.library.agreement import agreement
from jixiao.library.names import bare, named
from jixiao.library.profile import thing_of
from jixiao.library.vocabulary import FOLDER, ProjectType, Usual
from jixiao.library.works import Work, work_of
from jixiao.resources import folder
from jixiao.suggestions.framed import Framed, type_of
from jixiao.text import key

# What keeps the work right; how much is made and what it costs is the project's own to say.
KEEPING = ("quality", "timeliness", "satisfaction")
LEAST = 0.3
"""A suggestion is made where the chance that it is useful is by so much more than that it is silly."""
USEFUL, SILLY = "useful", "silly"
FILE = "worth.json"
_SLOT = "{}"
_PRICE = "price"
_NONE, _WHOLE = "=0", "=100%"
# A count of what must not happen, by its value or by its name.
_NOUGHT, _HARM = re.compile(r"^[=≤]?0(?![.0-9])"), re.compile("事故|事件|损毁|伤亡|死亡")
# A thing does not end in what is done with it or what it is called in a budget.
_NO_THING = re.compile("(开放|帮扶|执法|活动|经费|费用|工作|服务|资金)$")
# Names that any project may have, or that nobody can work out.
_EMPTY = re.compile("完成率$|(机制|制度|体系|管理)[\u4e00-\u9fff]{0,4}(健全|完善|规范)")
_FAMILIES = ("quality", "timeliness", "cost", "quantity", "social", "lasting", "ecological", "economic")


def is_useful(framed: Framed, card: Card) -> bool:
    """Whether an indicator of the frame or of a field of work is worth suggesting for a form that lacks it.

    Whoever asks nobody served if they are satisfied should, where the project serves anybody.
    """
    if framed.usual.family == "satisfaction":
        return not judgement().has("serves_none", card.name)
    return worth(features(framed, card)) >= LEAST


def worth(seen: Mapping[str, float]) -> float:
    """By how much the chance that it is useful is more than the chance that it is silly, -1..1."""
    chances = {
        name: 1 / (1 + math.exp(-sum(weight * (seen[f] if f else 1.0) for f, weight in known.items())))
        for name, known in weights().items()
    }
    return chances[USEFUL] - chances[SILLY]


def says_something(name: str) -> bool:
    """Whether a name is of something that one project has and can work out."""
    return _EMPTY.search(name) is None


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """By mark, and by feature, how much it speaks for the mark; "" is always there."""
    data: dict[str, dict[str, float]] = json.loads((folder(FOLDER) / FILE).read_text(encoding="utf-8"))
    return data


def features(framed: Framed, card: Card) -> dict[str, float]:
    """What is seen of a suggestion for a form, each about 0..1."""
    usual, name = framed.usual, framed.name
    seen = _of_the_name(name, usual.family, card) | _of_the_kind(usual, card) | _of_the_words(usual, card)
    seen |= {f"family {each}": float(each == usual.family) for each in _FAMILIES}
    for kind in ("asked", "own", "slot"):
        seen[f"{kind} and spoken of"] = seen[kind] * seen["own pairs spoken of"]
    seen["asked and further off"] = seen["asked"] * seen["further off"]
    return seen


def _of_the_name(name: str, family: str, card: Card) -> dict[str, float]:
    """What of the name the form speaks of, and what it has that is like it."""
    title, body = pairs(card.name), pairs("。".join((card.purpose, *_names(card.entries))))
    mine = pairs(name)
    own = mine - title
    same = [entry for entry in card.entries if entry.family == family]
    other = [entry for entry in card.entries if entry.family != family]
    return {
        "no pairs": float(not mine),
        "spoken of": _share(mine & (title | body), mine),
        "in the title": _share(mine & title, mine),
        "in the goal": _share(mine & pairs(card.purpose), mine),
        "own pairs spoken of": _share(own & body, own) if own else 0.5,
        "alike": max((alike.chance(name, each.name, (each.value, each.value)) for each in same), default=0.0),
        "common with its kind": max((_common(mine, pairs(each.name)) for each in same), default=0.0),
        "common with others": max((_common(mine, pairs(each.name)) for each in other), default=0.0),
        "own common": max((_common(own, pairs(each.name) - title) for each in card.entries), default=0.0),
        "same nature": sum(named(each.name).nature == named(name).nature for each in same) / 3,
        "rate": float(named(name).nature == "rate"),
        "rates": sum(named(each.name).nature == "rate" for each in card.entries) / 6,
    }


def _of_the_kind(usual: Usual, card: Card) -> dict[str, float]:
    """Whether the project is of the type or field that has the indicator: by its name, by all the form says, by what
    else of the type it has or speaks of."""
    kind = _kind(usual, card)
    if kind is None:
        return {"of it": 0.0, "else there": 0.0, "else spoken of": 0.0, "agrees": 0.9, "further off": 0.0} | {
            "word": 0.0,
            "word at the end": 0.0,
        }
    text, title = key(card.name), pairs(card.name)
    body = pairs("。".join((card.purpose, *_names(card.entries)))) - title
    if isinstance(kind, Work):
        words, others = (*kind.words, *kind.weak), [each for each in kind.asks if each is not usual]
    else:
        words, others = kind.words, [each for each in kind.indicators if each is not usual and each.own]
    told = [word for word in map(key, words) if word in text]
    agrees, place = agreement(card, kind)
    there = [_is_there(each, card) for each in others]
    spoken = [_share(pairs(each.worded("")) & body, pairs(each.worded(""))) for each in others]
    return {
        "of it": 1.0,
        "else there": _mean(there),
        "else spoken of": _mean(spoken),
        "agrees": agrees,
        "further off": min(place, 5) / 5,
        "word": max(map(len, told), default=0) / max(1, len(bare(card.name))),
        "word at the end": max((text.rfind(word) + len(word) for word in told), default=0) / max(1, len(text)),
    }


def _of_the_words(usual: Usual, card: Card) -> dict[str, float]:
    """What the frame says of the indicator, and whether the form has the words that it needs."""
    title, rows = key(card.name), key("。".join(_names(card.entries)))
    needs = [key(word) for word in usual.needs]
    kind, sure = type_of(card)
    thing = key(thing_of(card.name, kind)) if kind is not None and _SLOT in usual.name else ""
    nought = usual.value.startswith(_NONE)
    price = usual.aspect.code.startswith(_PRICE)
    return {
        "asked": float(usual.asked and not price),
        "own": float(usual.own and not usual.asked),
        "price": float(price),
        "type sure": float(sure),
        "needs": float(bool(needs)),
        "needed beside the title": float(any(word in key(card.purpose) + rows and word not in title for word in needs)),
        "needed in a row": float(any(word in rows for word in needs)),
        "slot": float(_SLOT in usual.name),
        "thing spoken of": float(bool(thing) and thing in key(card.purpose) + rows),
        "no thing": float(bool(thing) and _NO_THING.search(thing) is not None),
        "none": float(nought),
        "none is there": float(nought and any(_is_nought(entry) for entry in card.entries)),
        "whole": float(usual.value == _WHOLE),
    }


def _kind(usual: Usual, card: Card) -> ProjectType | Work | None:
    """The field of work or the type that has the indicator, None of prices and what any project has."""
    if usual.aspect.code.startswith(_PRICE):
        return None
    return work_of(card.name) if usual.asked else type_of(card)[0]


def _is_there(usual: Usual, card: Card) -> float:
    """Whether an indicator of the form shows what another of the type looks at (1.0 or 0.0)."""
    if usual.asked:
        rows = (key(f"{entry.name}{entry.value}") for entry in card.entries)
        return float(any(key(word) in row for row in rows for word in usual.aspect.words))
    return float(any(usual.aspect.seen_in(entry.family, entry.name) for entry in card.entries))


def _is_nought(entry: Entry) -> bool:
    return bool(_NOUGHT.search(entry.value.strip()) or _HARM.search(entry.name))


def _names(entries: Iterable[Entry]) -> list[str]:
    return [entry.name for entry in entries]


def _share(some: frozenset[str], every: frozenset[str]) -> float:
    return len(some) / len(every) if every else 0.0


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _mean(some: list[float]) -> float:
    return sum(some) / len(some) if some else 0.0
