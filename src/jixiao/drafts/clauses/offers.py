"""An indicator in several wordings, for a judge to choose from: 维护公厕62座以上, 完成公厕维护62座以上, …

The first is what the rules say; the others take the name apart where the tagger is less sure, leave words off its end
that say nothing, or join name and value otherwise. Numbers, limits and dates are worded by the same functions as ever.

>>> from jixiao.drafts.language.points import Point
>>> def show(kind, name, value):
...     print([one.text for one in offers(Point("indicators[0]", kind, name, value), 2025)])
>>> show("quantity", "敬老院维修改造个数", "3个")
['敬老院维修改造3个', '维修改造敬老院3个', '完成敬老院维修改造3个']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from jixiao.drafts.clauses.certain import counted_in, ends_as_noun, ends_as_work, glued, merged, takes_thing
from jixiao.drafts.clauses.clause import Clause, clause
from jixiao.drafts.clauses.counts import number_of
from jixiao.drafts.clauses.tagged import taken_apart
from jixiao.drafts.language.figures import counted, level
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.lint import garbled
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import words

# Words at the end of a name that say nothing: 完成率|完成情况, 满意度|调查.
_EMPTY_END = re.compile(
    "(?<=[一-龥]{3})(?:(?:完成|达标|落实|提升|改善|变化)?情况|指标|调查|完成数|达到|程度|效果|达标|控制|时间节点|时效)$"
)
_TWICE = re.compile("(达标|合格|完成|通过)率?(?:达标|合格|完成|通过)率$")
_LEAST_CHANCE = 0.3
_RATED = ("%", "‰", "百分点", "分", "级", "")
_DEGREES = re.compile(
    "^(?:显著|明显|有效|不断|持续|逐步|进一步|稳步|大幅)?"
    "(?:提升|提高|改善|增强|优化|加强|促进|完善|健全|好转|保障|巩固)$"
)


@lru_cache(maxsize=8192)
def offers(point: Point, year: int | None) -> tuple[Clause, ...]:
    """The wordings of the point, that of the rules first, each once."""
    first = clause([point], year)
    found = {first.text: first}
    for one in (point, *_shorter(point)):
        for made in _wordings(one, year):
            if not (garbled(made.text) or merged(made.text, point) or glued(made.text, point)):
                found.setdefault(made.text, made._replace(cites=(point.path,)))
    return tuple(found.values())


def _shorter(point: Point) -> Iterator[Point]:
    """The point without words at the ends of its name that say nothing."""
    name = _TWICE.sub(r"\1率", point.name)
    name = _EMPTY_END.sub("", name)
    if name != point.name and not replace(point, name=name).misfit:
        yield replace(point, name=name)
    done = name.removeprefix("完成")
    if done != name and lexicon().verb.match(done):
        yield replace(point, name=done)  # 完成|培训人数


def _wordings(point: Point, year: int | None) -> Iterator[Clause]:
    yield clause([point], year)
    if not point.quantified:
        yield from _qualities(point)
    elif point.target.kind != "date" and (point.target.number is not None or point.target.operator == "range"):
        plain = not point.target.words and not point.target.change
        if plain and point.kind in ("quantity", "other", "effect") and point.target.base_unit not in _RATED:
            yield from _counts(point)
        elif plain:
            yield from _levels(point)


def _counts(point: Point) -> Iterator[Clause]:
    """Something counted: the name taken apart, whole, or behind a verb that fits all work."""
    number, cites, known = number_of(point), (point.path,), lexicon()
    made = taken_apart("effect" if point.kind == "effect" else "quantity", point.name, point.target.base_unit)
    moved = (
        made.verb and made.thing and takes_thing(made.verb) and ends_as_noun(made.thing) and made.thing != point.name
    )
    if made.chance >= _LEAST_CHANCE and moved and counted_in(made.thing, point.target.base_unit):
        done = f"{made.verb}{made.thing}{number}{made.between}{made.done}{made.after}"
        yield Clause(made.led + done, "act", cites, made.led or made.verb)
    head = known.head.search(point.name)
    bare = point.name[: head.start()] if head and head.start() > 1 else point.name.removesuffix("数")
    yield Clause(bare + number, "state", cites)
    if ends_as_work(bare) and not known.verb.match(bare):
        yield Clause(f"完成{bare}{number}", "act", cites, "完成")
    light = next((verb for end, verb in known.lights if bare.endswith(end)), "")
    begun = light == "完成" and known.verb.match(bare)
    if light and not begun and bare not in (light, *known.light[light]) and not bare.startswith(light):
        yield Clause(f"{light}{bare}{number}", "act", cites, light)
    if point.kind != "quantity" or point.target.operator not in ("≤", "<"):
        yield Clause(point.name + level(point.target, 0), "state", cites)


def _levels(point: Point) -> Iterator[Clause]:
    """How high something is: with the number right behind the name, reached, or not below."""
    cites = (point.path,)
    reached = point.kind != "time"
    for said in (counted(point.target, 0), level(point.target, 0, reached=reached), level(point.target, 1)):
        yield Clause(point.name + said, "state", cites)


def _qualities(point: Point) -> Iterator[Clause]:
    """How something is to be or to change: in the name's order, and with the degree before its verb."""
    name, value, cites, known = point.name, point.value.strip("。；;，、 \n"), (point.path,), words()
    if not value or len(name) + len(value) > 40 or "\n" in value:
        return
    yield Clause(name + value, "state", cites)
    if known.change.search(name):
        yield Clause(name, "state", cites)
    change = known.change.search(name)
    degree = known.degree.match(value)
    if change and degree and value in known.degrees:
        yield Clause(name[: change.start()] + degree[0] + name[change.start() :], "state", cites)
    if _DEGREES.match(value) and not known.verb_of(name):
        yield Clause(f"{name}得到{value}", "state", cites)
        yield Clause(value + name, "act", cites)
