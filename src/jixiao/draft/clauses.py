"""Indicators as clauses: 更换节能路灯420盏以上, 设备完好率达到100%, 2024年6月底前全线点亮.

>>> from jixiao.draft.points import Point
>>> def show(kind, choice, *said):
...     found = [Point(f"indicators[{n}]", kind, name, value) for n, (name, value) in enumerate(said)]
...     print(clause(found, choice).text)
>>> show("quantity", 0, ("更换节能路灯数量", "≥420盏"))
更换节能路灯420盏以上
>>> show("quantity", 1, ("失地农民养老保险参保人数", "≥750人"))
失地农民养老保险参保人数不少于750人
>>> show("quantity", 0, ("设备更新数量", "27台"))
更新设备27台
>>> show("quality", 0, ("补贴支出合规率", "=100%"), ("补贴支出及时率", "=100%"))
补贴支出合规率、及时率均达到100%
>>> show("time", 0, ("宣传片制作完成时间", "2023年11月"))
2023年11月完成宣传片制作
>>> show("time", 0, ("工程完工时间", "2023.11.30前"))
工程于2023年11月30日前完工
>>> show("effect", 0, ("重大食品安全事故", "=0起"))
不发生重大食品安全事故
>>> show("satisfaction", 1, ("修缮单位满意度", "≥90%"), ("租赁单位满意度", "≥90%"))
修缮单位、租赁单位满意度均不低于90%
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from jixiao.draft.figures import changed, counted, level, verbatim, when
from jixiao.draft.points import Point
from jixiao.draft.qualitative import quality
from jixiao.draft.words import Words, ending, words

# act: begins with a verb and can follow 计划; item: a thing and its number; state: says of something what it is to be;
# time: tells when, too.
Form = Literal["act", "item", "state", "time"]
_LEAST_PREFIX = 4
_JOINED = re.compile("[、和及与]")
_TOTAL = "全年"
# What joins parts of a text, so that a 、 would not tell where the next begins.
MARKS = re.compile("[、，；,]")


class Clause(NamedTuple):
    """A clause of a sentence and the paths of what it says."""

    text: str
    form: Form
    cites: tuple[str, ...]


class Piece(NamedTuple):
    """A text and the paths of what it says."""

    text: str
    cites: tuple[str, ...]

    @classmethod
    def of(cls, clauses: Sequence[Clause], mark: str = "，") -> Piece:
        """The clauses one after the other."""
        return cls(mark.join(c.text for c in clauses), tuple(path for c in clauses for path in c.cites))


def clause(said: list[Point], choice: int) -> Clause:
    """The clause of one point, or of several with one value; `choice` picks among wordings that mean the same."""
    cites = tuple(point.path for point in said)
    if len(said) > 1 and said[0].target.kind == "date":
        return Clause(_dated(said), "time", cites)
    if len(said) > 1:
        return Clause(together([p.name for p in said]) + level(said[0].target, choice, all_of=True), "state", cites)
    text, form = _single(said[0], choice)
    return Clause(text, form, cites)


def bond(point: Point) -> tuple[str, ...] | None:
    """What points have in common that can be said in one clause; None for one that stands alone."""
    target, known = point.target, words()
    if "、" in point.name:
        return None
    if target.kind == "date":
        what = dated(point)
        return ("date", what.verb, what.date) if what.what and not known.act.match(what.what) else None
    if target.number is None or target.words or target.change:
        return None
    if point.kind == "satisfaction":
        return ("satisfaction", str(target.operator or "="), str(target.number))
    if point.kind in ("quantity", "quality", "time") and ending(point.name, known.rates) and target.base_unit == "%":
        return ("rate", str(target.operator or "="), str(target.number))
    return None


def lead_of(names: list[str]) -> str:
    """The characters that all names begin with."""
    first, last = min(names), max(names)
    return first[: next((n for n, char in enumerate(first) if n >= len(last) or char != last[n]), len(first))]


def together(names: list[str]) -> str:
    """The names in a row, what they share said once.

    >>> together(["道路养护达标率", "垃圾处置达标率", "道路养护及时率", "垃圾处置及时率"])
    '道路养护、垃圾处置达标率和及时率'
    """
    known = words()
    lead = lead_of(names)
    rests = [name[len(lead) :] for name in names]
    if len(lead) >= _LEAST_PREFIX and all(re.fullmatch(known.split, rest) for rest in rests):
        return lead + "、".join(rests)
    stems: dict[str, list[str]] = {}
    for name in names:
        tail = ending(name, known.shared)
        stem = name.removesuffix(tail)
        alone = not tail or stem.endswith("的") or _JOINED.search(stem)
        stems.setdefault(name if alone else tail, []).append("" if alone else stem)
    groups: dict[tuple[str, ...], list[str]] = {}
    for tail, own in stems.items():
        groups.setdefault(tuple(own) if own != [""] else (tail,), []).append(tail)
    parts = ["、".join(own) + "和".join(t) if own != tuple(t) else own[0] for own, t in groups.items()]
    return ("，" if len(parts) > 1 and any("、" in part for part in parts) else "、").join(parts)


def _single(point: Point, choice: int) -> tuple[str, Form]:
    target, known = point.target, words()
    if not point.quantified:
        found = quality(point)
        text, acts = found if found else (point.name + point.value, False)
        return text, "act" if acts else "state"
    if target.kind == "date":
        return _dated([point]), "time"
    name = point.name
    if target.number is None and target.operator != "range":
        ratio = target.ratio is not None and not target.words
        return name + ("达到" if ratio else "为") + verbatim(point.value), "state"
    if target.change:
        return name + changed(target), "state"
    if target.words:
        return name + _linked(verbatim(point.value)), "state"
    if target.number == 0 and target.operator in (None, "=", "≤") and (none := _none(name)):
        return none, "state"
    if _counts(point):
        return _counted(name, point, choice)
    if known.change.search(name):
        return name + counted(target, choice), "state"
    reached = point.kind != "cost" or target.base_unit == "%"
    return _measured(name, point) + level(target, 0 if "控制" in name else choice, reached=reached), "state"


def _linked(value: str) -> str:
    """A value in words behind a name."""
    return value if value[:1] in "不超低达提增下降控减" else f"为{value}"


def _measured(name: str, point: Point) -> str:
    """The name of what is measured: whose satisfaction, and a rate where a share is given."""
    if point.kind == "satisfaction" and name in words().shared:
        return f"服务对象{name}"
    if point.target.base_unit == "%" and ending(name, words().done):
        return f"{name}率"
    return name.removesuffix("数") if ending(name, words().measures).endswith("数") else name


def _counts(point: Point) -> bool:
    """Whether the point counts things, by its unit and its name."""
    unit = point.target.base_unit
    if point.kind in ("cost", "time", "satisfaction") or unit in ("%", "百分点", "分", "年", "元", "天", "小时"):
        return False
    known, name = words(), point.name
    if point.target.operator in ("≤", "<") or known.change.search(name):
        return False
    if ending(name, known.counts) and not ending(name, known.uncounted):
        return True
    return bool(ending(name, known.unrated)) or not ending(name, [*known.rates, *known.amounts])


def _counted(name: str, point: Point, choice: int) -> tuple[str, Form]:
    """更换节能路灯420盏以上, 高质量论文340篇, 参保人数不少于750人."""
    known = words()
    bare = _uncounted(name, known)
    tail = ending(bare, known.turned)
    what = bare[: -len(tail)] if tail and bare != name else ""
    if len(what) > 1 and not ending(what, known.unturned) and not known.act.match(what):
        return tail + what + counted(point.target, choice), "act"
    if bare == name and ending(name, [*known.heads, *known.measures]):
        return _measured(name, point) + level(point.target, choice), "state"
    verb = known.act.match(bare)
    if any(bare.startswith(word) for word in known.received) or (not verb and "的" in bare):
        return bare + level(point.target, choice), "state"
    return bare + counted(point.target, choice), "act" if verb and len(bare) > len(verb[0]) else "item"


def _uncounted(name: str, known: Words) -> str:
    """The name without a counting word that the number makes superfluous."""
    tail = ending(name, known.heads)
    if tail:
        bare = name[: -len(tail)]
        turned = ending(bare, known.turned)
        told = (known.act.match(bare) or turned) and bare.removesuffix(turned)[-1] in known.persons
        return bare if told or ending(bare, known.attended) else name
    tail = ending(name, known.measures)
    if tail:
        verb, bare = known.act.match(name), name[: -len(tail)]
        return bare if verb and "的" not in name and len(bare) > len(verb[0]) else name
    tail = "" if ending(name, known.uncounted) else ending(name, known.counts)
    return name[: -len(tail)].removesuffix("的") if tail else name


def _none(name: str) -> str:
    """不发生 for events that are not to be; "" for other zeros."""
    known = words()
    bare = re.sub(known.zero_tail, "", name)
    return f"不发生{bare}" if ending(bare, known.zero) else ""


class Dated(NamedTuple):
    """What is done, the verb for it ("" where the name has none), and when."""

    what: str
    verb: str
    date: str


def dated(point: Point) -> Dated:
    """The parts of a point that says when something is done."""
    known = words()
    date = when(point.target) or verbatim(point.value)
    bare = known.time.sub("", point.name)
    done = known.finished.search(bare)
    if bare == point.name and not done:
        return Dated(bare, "" if known.act.match(bare) else known.done[0], date)
    return Dated(bare[: done.start()], done[0], date) if done else Dated(bare, "", date)


def _dated(said: list[Point]) -> str:
    """When what is done: 2023年11月完成宣传片制作, 工程于2023年11月完工."""
    known = words()
    parts = [dated(point) for point in said]
    what, verb, date = "、".join(p.what for p in parts), parts[0].verb, parts[0].date
    if date.endswith(_TOTAL):
        return f"{what}全年进行" if "开展" in what else f"{date}开展{what}{verb}"
    if not verb:
        return f"{date}{what}" if known.act.match(what) else f"{what}于{date}完成"
    if not what or known.degree.match(what):
        return f"{date}{what}{verb}"
    if verb == known.done[0]:
        return f"{what}于{date}完成" if ending(f"的{what}", known.whole) else f"{date}完成{what}"
    return f"{what}于{date}{verb}"
