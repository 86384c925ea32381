"""Indicators as clauses: 更换节能路灯420盏以上, 设备完好率达到100%; what fits nothing is said in full.

>>> from jixiao.drafts.language.points import Point
>>> def show(kind, *said, year=2023):
...     found = [Point(f"indicators[{n}]", kind, name, value) for n, (name, value) in enumerate(said)]
...     print(clause(found, year).text)
>>> show("quantity", ("更换节能路灯数量", "≥420盏"))
更换节能路灯420盏以上
>>> show("quantity", ("失地农民养老保险参保人数", "≥750人"))
惠及失地农民养老保险参保人员750人以上
>>> show("quality", ("补贴支出合规率", "=100%"), ("补贴支出及时率", "=100%"))
补贴支出合规、及时
>>> show("time", ("宣传片制作完成时间", "2023年11月"))
11月完成宣传片制作
>>> show("effect", ("重大食品安全事故", "=0起"))
不发生重大食品安全事故
>>> show("satisfaction", ("修缮单位满意度", "≥90%"), ("租赁单位满意度", "≥90%"))
修缮单位、租赁单位满意度均达到90%以上
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from jixiao.drafts.clauses.absent import absent
from jixiao.drafts.clauses.certain import glued, merged
from jixiao.drafts.clauses.counts import count
from jixiao.drafts.clauses.dates import dated, timed, within
from jixiao.drafts.clauses.joined import joined
from jixiao.drafts.clauses.named import named
from jixiao.drafts.clauses.prices import price
from jixiao.drafts.clauses.qualitative import quality
from jixiao.drafts.clauses.rates import full, told_full
from jixiao.drafts.clauses.torn import torn
from jixiao.drafts.language.lint import garbled
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, words

# act: begins with a verb and can follow 计划; state: says of something what it is to be.
Form = Literal["act", "state"]


class Clause(NamedTuple):
    """A clause of a sentence, the paths of what it says, and its first verb where another clause may share it."""

    text: str
    form: Form
    cites: tuple[str, ...]
    verb: str = ""


class Piece(NamedTuple):
    """A text and the paths of what it says."""

    text: str
    cites: tuple[str, ...]

    @classmethod
    def of(cls, clauses: Sequence[Clause | Piece], mark: str = "，") -> Piece:
        """The clauses one after the other."""
        return cls(mark.join(c.text for c in clauses), tuple(path for c in clauses for path in c.cites))


def clause(said: list[Point], year: int | None) -> Clause:
    """The clause of one point, or of several with one value; the full name and value where a better one is garbled."""
    return _said(tuple(said), year)


@lru_cache(maxsize=4096)
def _said(said: tuple[Point, ...], year: int | None) -> Clause:
    cites = tuple(point.path for point in said)
    if len(said) > 1:
        return Clause(joined(list(said)), "state", cites)
    made = _single(said[0], year)
    if garbled(made.text) or merged(made.text, said[0]) or torn(made.text, said[0].name) or glued(made.text, said[0]):
        whole = named(said[0])
        return made if whole == made.text else Clause(whole, "state", cites)
    return made


def sayable(point: Point, year: int | None) -> bool:
    """Whether some wording of the point is fit to be read."""
    text = clause([point], year).text
    return (point.quantified or quality(point) is not None) and not garbled(text) and not merged(text, point)


def _single(point: Point, year: int | None) -> Clause:
    cites = (point.path,)
    if point.kind == "cost" and (said := price(point)):
        return Clause(said, "state", cites)
    if not point.quantified:
        found = quality(point)
        return Clause(
            found.text if found else point.name + point.value, "act" if found and found.acts else "state", cites
        )
    if (timely := timed(point, year)) is not None:
        return Clause(timely, "state", cites)
    if full(point):
        return Clause(told_full([point]), "state", cites)
    if (soon := within(point)) is not None:
        return Clause(soon, "state", cites)
    if point.target.kind == "date" or (point.kind == "time" and point.value.endswith("内") and point.target.words):
        return Clause(dated(point, year), "state", cites)
    if (none := absent(point)) is not None:
        return Clause(none, "state", cites)
    if (
        point.kind in ("quantity", "quality", "other", "effect")
        and _counts(point)
        and (made := count(point)) is not None
    ):
        return Clause(made.text, "act" if made.verb else "state", cites, made.verb)
    return Clause(named(point), "state", cites)


def _counts(point: Point) -> bool:
    """Whether the point may be told as something done: what is to be little is not."""
    known, target = words(), point.target
    if target.operator in ("≤", "<") and point.kind != "quantity":
        return False
    rate = ending(point.name, known.rates) and not ending("。" + point.name, ["长度", "宽度", "深度", "高度", "面"])
    return not known.change.search(point.name) and not rate
