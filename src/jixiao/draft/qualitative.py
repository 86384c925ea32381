"""Qualitative indicators as clauses: 公信力 / 有效提升 -> 公信力有效提升, 管理制度健全性 / 健全 -> 管理制度健全.

>>> from jixiao.draft.points import Point
>>> def show(name, value):
...     found = quality(Point("indicators[0]", "effect", name, value))
...     print(found.text if found else None)
>>> show("改善实验教学条件", "显著"), show("租户用水难题", "缓解"), show("提高接警水平", "有效提高")
显著改善实验教学条件
租户用水难题得到缓解
有效提高接警水平
(None, None, None)
>>> show("工程合格率", "合格"), show("结构达到安全标准", "是"), show("检测能力", "是"), show("断面水质", "稳定达到Ⅲ类")
工程合格
结构达到安全标准
None
断面水质稳定达到Ⅲ类
(None, None, None, None)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.draft.points import Point
from jixiao.draft.words import Words, ending, words

_MEASURED = re.compile("(?:性|率|度|程度|情况|水平|状况)$")
_VAGUE = re.compile("(?:性|情况|状况)$")
_WHETHER = re.compile("是否")
_LONGEST = 60
_LONG_VALUE = 5


class Quality(NamedTuple):
    """The clause, and whether it begins with a verb (显著改善…) or with what it is about (…显著提升)."""

    text: str
    acts: bool


def quality(point: Point) -> Quality | None:
    """The clause of a qualitative indicator, None where it would only repeat the name or say nothing definite."""
    name, value = point.name, point.value.strip("。；;，")
    known = words()
    if not value or value in known.no_target or len(name) + len(value) > _LONGEST:
        return None
    if "，" in name and not _begins(name, known):
        return None
    for rule in (_timed, _same, _affirmed, _measured, _degree, _again, _stated, _whole):
        text = rule(name, value, known)
        if text is not None:
            return Quality(text, bool(_begins(text, known))) if text else None
    return None


def _timed(name: str, value: str, known: Words) -> str | None:
    """完工时间 / 合同约定时间内: 在合同约定时间内完工; 发放及时性 / 按时: 按时发放."""
    bare = known.time.sub("", name)
    if bare == name:
        return None
    done = known.finished.search(bare)
    what, verb = (bare[: done.start()], done[0]) if done else (bare, "")
    if value.endswith("内"):
        return f"{what}在{value}{verb or known.done[0]}"
    if known.finished.search(value):
        return what + value
    return what + value + verb if verb and value in known.manner else None


def _same(name: str, value: str, known: Words) -> str | None:
    """A value that is the name again: said once, where it is a statement."""
    if name != value:
        return None
    return name if _statement(name, known) else ""


def _affirmed(name: str, value: str, known: Words) -> str | None:
    """是: the name alone, where it is a statement."""
    if value not in known.affirmed:
        return None
    if name.startswith(value):
        return name
    if ending(name, known.things) and not known.begin.match(name):
        return ""
    said = _MEASURED.sub("", _WHETHER.sub("", name))
    if said != name and "是否" not in name:
        return said if known.state.search(said) and "的" not in said else ""
    return said if _statement(said, known) and not ending(name, known.counts) else ""


def _measured(name: str, value: str, known: Words) -> str | None:
    """机制健全性 / 健全, 管护队伍稳定性 / 保持稳定: the name without 性, said by the value."""
    bare = _MEASURED.sub("", name)
    if bare == name:
        return name if name.endswith(value) else None
    if bare.endswith(value):
        return bare if bare != value else ""
    state = known.state.search(bare)
    if state and value.endswith(state[0]) and len(bare) > len(state[0]):
        return bare[: state.start()] + value
    if _VAGUE.search(name):
        return ""
    moved = known.change.search(value) or known.state.search(value)
    return bare + value if name.endswith("率") and len(value) > len("提升") and not moved else None


def _degree(name: str, value: str, known: Words) -> str | None:
    """显著: before a name that begins with a verb, behind one that is an outcome."""
    if value in known.outcome:
        return name + value if _begins(name, known) else ""
    if value not in known.degrees:
        return None
    if ending(name, known.outcome_nouns):
        return name + value
    if _begins(name, known) in known.changes and value in known.alone:
        return value + name
    return name if _statement(name, known) else ""


def _again(name: str, value: str, known: Words) -> str | None:
    """有效提高 beside 提高…: the verb once, with its degree."""
    degree, verb = _parted(value, known)
    if verb and name.startswith(verb):
        return degree + name
    if verb and name.endswith(verb):
        before, of, what = name.rpartition("的")
        return before + degree + what if of else name[: -len(verb)] + degree + verb
    return None


def _stated(name: str, value: str, known: Words) -> str | None:
    """能力 / 显著提升, 问题 / 缓解, 机制 / 健全, 水质 / 稳定达到Ⅲ类."""
    degree, verb = _parted(value, known)
    own, rest = _parted(name, known)
    if own and _begins(rest, known) in known.changes:
        return name
    if _begins(name, known) in known.changes:
        return degree + name if verb in known.changes else None
    if verb in known.changes and known.change.search(name):
        return name
    if known.state.search(value):
        return name + value
    if verb in known.changes:
        return name + value if degree or _begins(name, known) else f"{name}得到{value}"
    return name + value if any(held in value for held in known.holds) else None


def _whole(name: str, value: str, known: Words) -> str | None:
    """A name that says it all beside a value that is a verb or a word of degree."""
    return name if _statement(name, known) and len(value) <= _LONG_VALUE else None


def _parted(value: str, known: Words) -> tuple[str, str]:
    """The degree a value begins with, and the rest."""
    match = known.degree.match(value)
    return (match[0], value[match.end() :]) if match else ("", value)


def _statement(name: str, known: Words) -> bool:
    """Whether the name says something by itself."""
    if _begins(name, known):
        return True
    return bool(known.change.search(name) or known.state.search(name)) or any(h in name for h in known.holds)


def _begins(text: str, known: Words) -> str:
    """The verb the text begins with."""
    match = known.begin.match(text) or known.act.match(text)
    return match[0] if match else ""
