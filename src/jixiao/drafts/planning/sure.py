"""Whether a clause of something counted is sure to be good Chinese: its words and their kinds bear out how it is said.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     print(sure(Point("indicators[0]", "quantity", name, value), 2025))
>>> show("更换节能路灯数量", "≥420盏"), show("惠民演出场次", "≥30场"), show("河道巡查人数", "≥30人")
True
True
True
(None, None, None)
>>> show("购置疫苗种类及批次", "≥25批"), show("受惠住宅单元", "≥34个"), show("举办单位组织节目", "≥8个")
False
False
False
(None, None, None)
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from jixiao.drafts.clauses.certain import certain, ends_as_noun, ends_as_thing, ends_as_work, number_in
from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.clauses.counts import count
from jixiao.drafts.clauses.lights import SELF
from jixiao.drafts.clauses.things import bracketed
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.segmentation import cut, sorts

_JOINED = re.compile("[及与和、]")
# Amounts at the end of a name, of which a number is said whatever stands before them.
_AMOUNT = re.compile("(?:数|量|额|面积|长度|里程|规模|次|率|度)$")


@lru_cache(maxsize=4096)
def sure(point: Point, year: int | None) -> bool:
    """Whether what is said reads like prose whatever its words mean; what is not counted, where no value is loose."""
    made = clause([point], year)
    if not certain(point, made.text):
        return False
    number = number_in(made.text, point)
    if point.kind != "quantity" or number is None:
        return True
    if not point.target.unit:
        return False
    said = made.text[: number.start()]
    if made.form == "act":
        name, bracket = bracketed(point.name)
        done = count(replace(point, name=name))
        said = said.removesuffix(bracket)
        return done is not None and (not done.verb or _takes(done.verb, said.removeprefix(done.verb)))
    if not said or _JOINED.search(said):
        return False
    if said == point.name and number["linked"] and _AMOUNT.search(said):
        return True
    first = cut(said)[0]
    return ends_as_thing(first) and not _deed(first) if ends_as_work(said) else ends_as_noun(said) and not _deeds(said)


def _takes(verb: str, thing: str) -> bool:
    """Whether the thing is one thing, or the work that the verb is said with."""
    lit = any(thing.endswith(end) and light == verb for end, light in lexicon().lights)
    one = not _JOINED.search(thing.replace("、", "")) and "的" not in thing
    return not thing or lit or (one and ends_as_noun(thing) and not any(map(_deed, cut(thing)[1:])))


def _deeds(text: str) -> bool:
    """Whether the text tells a deed itself, by a word that takes things."""
    return cut(text)[0][0] in SELF or any(_deed(word) for word in cut(text))


def _deed(word: str) -> bool:
    return word in lexicon().plain_verbs and sorts(word) <= {"v", "vd", "vi"}
