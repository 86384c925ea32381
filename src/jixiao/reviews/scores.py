"""Points and a grade from what checks found and what they looked at: nothing scores that was not looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from jixiao.checks import catalogue, entries
from jixiao.records import Ledger
from jixiao.reviews.criteria import Criteria, Criterion, Item, criteria
from jixiao.reviews.model import Graded, Opinion, Scored

_UNKNOWN = "没有这项检查"
_NO_LEDGER = "没有检查台账"
# What the settings switch off is the office's choice: it is told, and takes no points.
_CHOSEN = "设置里不做这项检查"
_HUNDRED = 100
_MOST = 0.5
_APART = {
    "indicators": "指标与目标对应不够紧",
    "goal": "目标没有把各项产出和效果写明",
}


def graded(made: Opinion) -> Opinion:
    """The opinion with the points of the eight items, the grades of the criteria and of the whole.

    The total is over the items that have anything to rest on. A check that could not look takes what it might have
    taken at most, so that looking less never gives a better grade. A form that was not read whole has no grade
    and no points at all.
    """
    words = criteria()
    standing = _standing(made)
    blind = _blind(made.ledger, words)
    items = _once([_scored(item, c, standing, made, words) for c in words.criteria for item in c.items], made)
    judged = [item for item in items if item.looked or item.blind]
    points, got = sum(i.points for i in judged), round(sum(i.score or 0.0 for i in judged), 1)
    stands = [*standing, *blind, *(r.weight for r in made.standing)]
    whole = words.grade(got / points * _HUNDRED, stands) if points else words.unjudged
    if made.incomplete or made.ledger is None:
        whole = words.unjudged
    if whole == words.unjudged:
        items = [item.model_copy(update={"score": None}) for item in items]
        points, got = 0, 0.0
    return made.model_copy(
        update={
            "items": items, "criteria": [_graded(c, items, words) for c in words.criteria], "grade": whole,
            "proposed": got, "judged": points, "after": words.after[whole], "says": words.says, "basis": words.basis,
        }
    )  # fmt: skip


def _standing(made: Opinion) -> dict[str, float | None]:
    """The checks that found something, with the share of the indicators that it is in, None where it is in none."""
    rows: dict[str, set[str]] = {}
    for remark in made.standing:
        places = {path.partition("]")[0] for path in remark.paths if path.startswith("indicators[")}
        rows.setdefault(remark.check, set()).update(places)
    count = len(made.rows) or 1
    return {check: len(places) / count if places else None for check, places in rows.items()}


def _touched(made: Opinion) -> float:
    """The share of the indicators in which anything was found, all where a check of rules could not look."""
    known = {entry.id for entry in catalogue()}
    unseen = made.ledger.unseen.items() if made.ledger else ()
    if any(why != _CHOSEN and known & set(ids) for why, ids in unseen):
        return 1.0
    places = {path.partition("]")[0] for remark in made.standing for path in remark.paths}
    return min(1.0, sum(place.startswith("indicators[") for place in places) / (len(made.rows) or 1))


def _scored(
    item: Item, criterion: Criterion, standing: Mapping[str, float | None], made: Opinion, words: Criteria
) -> Scored:
    severities = {id: entry.severity for id, entry in entries().items()}
    blind = {id: why for id, why in _unseen(item, made.ledger).items() if id not in standing}
    found = [id for id in item.duties if id in standing]
    heard = [id for id in item.asked if id in standing]
    clear = [id for id in item.duties if made.ledger and id in (*made.ledger.clear, *made.ledger.found)]
    looked = len({*found, *clear})
    lost = sum(words.deduction(severities.get(id, "error"), standing[id]) for id in (*found, *heard))
    lost += sum(words.deduction(severities.get(id, "error"), 1.0) for id, why in blind.items() if why != _CHOSEN)
    together = getattr(made.coherence, item.coherent, None) if item.coherent else None
    apart = words.kept(item.coherent, together, 0.0)
    kept = words.kept(item.coherent, together, _touched(made))
    mostly = looked > sum(why != _CHOSEN for why in blind.values())  # else it is not judged, and adds nothing
    score = round(item.points * max(0.0, 1 - lost) * kept, 1) if mostly else None
    return Scored(
        criterion=criterion.name,
        name=item.name,
        points=item.points,
        asks=item.asks,
        score=score,
        looked=looked,
        blind=len(blind),
        found=[r.number for r in made.standing if r.check in (*item.duties, *item.asked)],
        why=[f"{why} {count} 项" for why, count in Counter(blind.values()).most_common()],
        apart=_APART[item.coherent] if apart < 1 else "",
        unseen=item.unseen,
    )


def _once(items: Sequence[Scored], made: Opinion) -> list[Scored]:
    """The items with why goal and indicators do not go together said in full with the first of them only, and of
    indicators with those by name that the goal says nothing of."""
    first: dict[str, str] = {}
    out = []
    for item in items:
        name = first.setdefault(item.apart, item.name)
        unspoken = "、".join(f"“{each}”" for each in (made.coherence.unspoken if made.coherence else ()))
        untold = "、".join(f"“{each}”" for each in (made.coherence.untold if made.coherence else ()))
        said = item.apart
        if unspoken and said == _APART["indicators"]:
            said = f"{unspoken}说的事，目标里几乎没有写到"
        elif made.coherence and made.coherence.told > _MOST and said == _APART["goal"]:
            said = "目标已写到多数指标，" + (f"{untold}没有写到" if untold else "还可以写得更全")
        out.append(
            item.model_copy(update={"apart": said if name == item.name else f"同“{name}”"}) if item.apart else item
        )
    return out


def _unseen(item: Item, ledger: Ledger | None) -> dict[str, str]:
    """The duties of the item that could not look, with why."""
    known = {entry.id: entry for entry in catalogue()}
    if ledger is None:
        return dict.fromkeys(item.duties, _NO_LEDGER)
    why = {id: reason for reason, ids in ledger.unseen.items() for id in ids}
    return {id: why.get(id, _UNKNOWN) for id in item.duties if id in why or id not in known}


def _blind(ledger: Ledger | None, words: Criteria) -> list[str]:
    """The checks of caps that could not look."""
    capped = {id for checks in words.caps.values() for id in checks if id != "error"}
    if ledger is None:
        return sorted(capped)
    known = {entry.id for entry in catalogue()}
    off = set(ledger.unseen.get(_CHOSEN, ()))
    unseen = {id for ids in ledger.unseen.values() for id in ids} - off
    return sorted(capped & unseen | (capped - known))


def _graded(criterion: Criterion, items: Sequence[Scored], words: Criteria) -> Graded:
    mine = [i for i in items if i.criterion == criterion.name]
    judged = [i for i in mine if i.score is not None]
    points, got = sum(i.points for i in judged), sum(i.score or 0.0 for i in judged)
    return Graded(
        name=criterion.name,
        points=criterion.points,
        grade=words.grade(got / points * _HUNDRED) if points else words.unjudged,
        proposed=round(got, 1),
        judged=points,
        unseen="；".join(i.unseen for i in mine),
    )
