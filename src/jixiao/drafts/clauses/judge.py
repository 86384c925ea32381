"""How likely an official would write a clause as it stands, as learned from clauses labelled by readers.

The weights (`schemas/clauses/clauses.json`) see the clause's characters and words, its verb with its thing and unit,
what stands right before the number, what of the indicator's name was left out or put in, and what is said twice.

>>> from jixiao.drafts.language.points import Point
>>> point = Point("indicators[0]", "quantity", "公厕维护完成率完成情况", "≥62座")
>>> chance("公厕维护完成率完成情况62座以上", point) < 0.5 < chance("维护公厕62座以上", point)
True
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from jixiao.drafts.clauses.certain import counted_in, ends_as_noun, ends_as_work, tells_work
from jixiao.drafts.clauses.torn import torn
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.resources import folder
from jixiao.segmentation import cut, sorts

_NUMBER = re.compile(r"\d[\d.]*万?")
_LINK = re.compile(
    "(?:均?达到|均?不低于|不少于|均?不超过|控制在|均?为|超过|低于|下降|降低|提高|提升|增加|减少|增长|每[一-龥]{1,2})+$"
)
_SHORT, _LONG = 10, 22
_NEAR = 3
_PEOPLE, _OCCASIONS = ("人", "名", "位", "户", "人次", "户次"), ("次", "场", "期", "场次", "批次")


@lru_cache(maxsize=16384)
def chance(text: str, point: Point, ruled: bool = False) -> float:
    """How likely the clause is one that an official would write, 0..1; `ruled` is whether the rules word it so."""
    return 1 / (1 + math.exp(-logit(text, point, ruled)))


@lru_cache(maxsize=16384)
def logit(text: str, point: Point, ruled: bool = False) -> float:
    """The same without bounds: more is likelier, 0 is even."""
    known = weights()
    return sum(known.get(feature, 0.0) for feature in features(text, point, ruled))


def features(text: str, point: Point, ruled: bool) -> list[str]:
    """What is seen of a clause that tells the point, each once."""
    unit = point.target.base_unit if point.target.number is not None else ""
    kind = point.kind if point.kind != "other" else "quantity"
    before, link, after = _parted(text)
    words = cut(before) if before else ("",)
    tags = [_tag(word) for word in words]
    group = f"{kind[0]}{kind[1]}{'#' if link != '' or after else '-'}"
    out = ["bias", group, f"u{unit}", f"k{group}{link}", f"ruled{ruled}", f"ruled{ruled}{kind}"]
    out += [f"c{before[n : n + 2]}" for n in range(len(before) - 1)]
    out += [f"^{before[:2]}", f"^{tags[0]}", f"^{words[0]}", f"${before[-1:]}", f"${before[-2:]}", f"$3{before[-3:]}"]
    out += [f"$t{tags[-1]}{link}", f"$w{words[-1]}", f"$w{words[-1]}{link}", f"${before[-1:]}{link}"]
    out += [f"$u{words[-1]}{unit}"]
    out += [f"t{'-'.join(tags[:_NEAR])}", f"t{'-'.join(tags[-_NEAR:])}", f"tt{tags[0]}{tags[-1]}{unit}"]
    out += [f"vo{words[0]}{words[-1]}", f"vt{words[0]}{tags[-1]}", f"a{link}{after}", f"au{link}{after[-2:]}{unit}"]
    out += [f"w{a}|{b}" for a, b in pairwise(words)]
    out += [f"tg{a}|{b}" for a, b in pairwise(tags)]
    size = len(before)
    out += [f"{group}{'s' if size < _SHORT else 'm' if size < _LONG else 'l'}"]
    out += _built(before, words, group, unit, link)
    return list(dict.fromkeys(out + _beside(text, before, link, group, point)))


def _built(before: str, words: tuple[str, ...], group: str, unit: str, link: str) -> list[str]:
    """How the words before the number are built: which verb begins them, and whether a thing or work ends them."""
    if not before:
        return [f"{group}empty"]
    known = lexicon()
    verb = known.verb.match(before) or known.turned_first.match(before)
    begins = "V" if verb and verb.end() < len(before) else "v" if tells_work(words[0]) else "n"
    ends = ("n" if ends_as_noun(before) else "") + ("w" if ends_as_work(before) else "")
    works = min(sum(tells_work(word) for word in words), 3)
    person = "p" if before[-1] in known.persons else ""
    people = "P" if unit in _PEOPLE else "O" if unit in _OCCASIONS else "%" if unit == "%" else "u" if unit else "-"
    head = known.head.search(before)
    form = f"{begins}{ends}{person}"
    out = [f"b{form}", f"b{form}{people}", f"b{form}{people}{link[:2]}", f"b{group}{form}{works}", f"b{works}{people}"]
    out += [f"bv{verb[0]}{ends}{person}{people}"] if verb else []
    out += [f"bh{head[0]}", f"bh{head[0]}{link[:2]}", f"bh{begins}{link[:2]}"] if head else []
    if verb and verb.end() < len(before):
        thing = before[verb.end() :]
        out += [f"bt{counted_in(thing, unit)}", f"bt{'n' if ends_as_noun(thing) else ''}{tells_work(thing)}{people}"]
    return out


def _beside(text: str, before: str, link: str, group: str, point: Point) -> list[str]:
    """What is seen beside the indicator: what was left out, put in, moved, said twice or torn."""
    name, value = point.name, point.value
    out = []
    lead = 0
    while lead < min(len(name), len(before)) and name[lead] == before[lead]:
        lead += 1
    if before == name:
        out += [f"{group}whole", f"{group}whole{link}", f"whole{link}{name[-2:]}", f"whole{link}{name[-1:]}"]
    elif lead == len(before):
        out += [f"{group}cut", f"cut{name[lead:]}", f"cut{link}", f"cutat{before[-1:]}|{name[lead : lead + 1]}"]
    elif lead == len(name):
        out += [f"{group}more", f"more{before[lead:]}"]
    elif name.endswith(before[2:]) or before[2:] in name:
        out += [f"{group}led", f"led{before[:2]}", f"led{before[:2]}{_tag(cut(before[2:])[0]) if before[2:] else ''}"]
    else:
        out += [f"{group}moved", f"moved{before[:2]}"]
    pairs = [text[n : n + 2] for n in range(len(text) - 1) if "一" <= text[n] <= "龥" and "一" <= text[n + 1] <= "龥"]
    twice = sorted({pair for pair in pairs if pairs.count(pair) > 1})
    out += ["twice", *(f"twice{pair}" for pair in twice)] if twice else []
    if torn(text, name):
        out += ["torn", f"torn{group}"]
    if not point.quantified:
        out += [f"v{value}", f"v{value}|{name[-2:]}", f"v{value}{_tag(cut(name)[0])}", f"n{name[-2:]}|{before[-2:]}"]
        out += ["valueless"] if value[-2:] not in text and value[-2:] not in name else []
        out += [f"end{value in text}{name in text}{text.endswith(value)}{text.startswith(value)}"]
    return out


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before the last number, what links them, what stands behind; the whole text where none is."""
    found = next(reversed([*_NUMBER.finditer(text)]), None)
    if found is None:
        return text, "", ""
    before = text[: found.start()]
    link = _LINK.search(before)
    said = link[0] if link and link.start() else ""
    return before.removesuffix(said), said or "0", _NUMBER.sub("", text[found.start() :])


@lru_cache(maxsize=8192)
def _tag(word: str) -> str:
    """What kind of word it is."""
    return "+".join(sorted(sorts(word))) if word else ""


@cache
def weights() -> Mapping[str, float]:
    """What was learned, read once."""
    found: dict[str, float] = json.loads((folder("schemas/clauses") / "clauses.json").read_text(encoding="utf-8"))
    return found
