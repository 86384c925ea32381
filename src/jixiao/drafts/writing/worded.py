"""An item of the plan as it stands in its goal: the likeliest wording, with the project's verb where it needs one."""

from __future__ import annotations

from jixiao.drafts.clauses.clause import Clause, clause
from jixiao.drafts.clauses.judge import chance
from jixiao.drafts.clauses.offers import offers
from jixiao.drafts.clauses.spoken import FIT, spoken
from jixiao.drafts.language.points import Point
from jixiao.drafts.writing.names import counted_thing


def worded(said: list[Point], year: int | None, verb: str = "") -> Clause:
    """The clause of the points; of one point the likeliest of its wordings and of that behind the project's `verb`."""
    if len(said) > 1:
        return clause(said, year)
    point, best = said[0], spoken(said[0], year)
    if verb and (thing := counted_thing(point, clause(said, year).text)):
        made = Clause(verb + thing, "act", (point.path,), verb)
        return made if chance(made.text, point, ruled=True) >= best.chance else best.clause
    return best.clause


def done(point: Point, made: Clause, year: int | None) -> Clause:
    """The clause of what the project is called by as something done: 完成食品监督抽检20批 for 食品监督抽检20批."""
    if made.form == "act" or point.target.operator in ("≤", "<"):
        return made
    acts = [one for one in offers(point, year) if one.form == "act" and made.text == one.text.removeprefix(one.verb)]
    return max(
        (one for one in acts if chance(one.text, point) >= FIT), key=lambda one: chance(one.text, point), default=made
    )
