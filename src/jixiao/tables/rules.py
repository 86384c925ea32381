"""Rules of a page joined into long ones, and gathered into the frames that belong together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from jixiao.evidence import Word
from jixiao.geometry import overlap
from jixiao.pages.page import Rule
from jixiao.tables import settings


def joined_rules(rules: Iterable[Rule]) -> list[Rule]:
    """The rules with collinear pieces that overlap or nearly meet joined; in rising order of `at`."""
    out: list[Rule] = []
    group: list[Rule] = []
    same = settings.RULES.same
    for rule in sorted(rules):
        if group and rule.at - group[-1].at > same:
            out.extend(_joined_group(group))
            group = []
        group.append(rule)
    if group:
        out.extend(_joined_group(group))
    return [rule for rule in out if rule.end - rule.start >= settings.RULES.shortest]


def _joined_group(group: list[Rule]) -> list[Rule]:
    """Pieces of about the same `at`, joined where they meet."""
    if len(group) == 1:
        return group
    pieces = sorted((r.start, r.end, r.at) for r in group)
    figures = settings.RULES
    join = figures.join if len(pieces) < figures.dashes else max(figures.join, _dash_gap(pieces))
    out: list[Rule] = []
    start, end, at = pieces[0]
    total = at
    count = 1
    for s, e, a in pieces[1:]:
        if s - end <= join:
            end = max(end, e)
            total += a
            count += 1
        else:
            out.append(Rule(total / count, start, end))
            start, end, total, count = s, e, a, 1
    out.append(Rule(total / count, start, end))
    return out


def _dash_gap(pieces: list[tuple[float, float, float]]) -> float:
    """The gap that belongs to a dashed rule: short strokes with gaps of one size between; 0 for anything else."""
    lengths = sorted(e - s for s, e, _ in pieces)
    gaps = sorted(b[0] - a[1] for a, b in pairwise(pieces) if b[0] > a[1])
    figures = settings.RULES
    if not gaps or lengths[len(lengths) // 2] > figures.dash:
        return 0.0
    usual = gaps[len(gaps) // 2]
    return figures.dash_spread * usual if usual <= figures.dash_gap else 0.0


def frames(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules grouped into sets that touch one another, each as (horizontal, vertical)."""
    parent = list(range(len(horizontal) + len(vertical)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    base, touch = len(horizontal), settings.RULES.touch
    for j, (x, top, bottom) in enumerate(vertical):
        for i, (y, left, right) in enumerate(horizontal):
            if y < top - touch:
                continue
            if y > bottom + touch:
                break
            if left - touch <= x <= right + touch:
                a, b = find(i), find(base + j)
                if a != b:
                    parent[a] = b
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(horizontal):
        groups.setdefault(find(i), ([], []))[0].append(rule)
    for j, rule in enumerate(vertical):
        groups.setdefault(find(base + j), ([], []))[1].append(rule)
    return list(groups.values())


def implied_walls(horizontal: list[Rule], vertical: list[Rule]) -> list[Rule]:
    """The upright walls of a frame that were not drawn, but at which level rules begin or end: the cell beside the
    end of such a rule reaches from the rule over it to the one under it, and its side is there.

    An end tells so where a wall was drawn in line with it, or another rule ends there: one alone may stop short.
    """
    edges = min(r.start for r in horizontal), max(r.end for r in horizontal)
    inside = [(rule, x, out) for rule in horizontal for x, out in ((rule.start, -1), (rule.end, 1))]
    inside = [(rule, x, out) for rule, x, out in inside if _is_open_end(rule.at, x, vertical, edges)]
    walls: list[Rule] = []
    for rule, x, out in inside:
        figures = settings.RULES
        near = [v.at for v in vertical if abs(v.at - x) <= figures.join]
        if not near and sum(abs(other - x) <= figures.join for _, other, _ in inside) < figures.ends:
            continue
        beside = [h.at for h in horizontal if h.start < x + out * figures.beside < h.end]
        over, under = (
            [y for y in beside if y < rule.at - figures.same],
            [y for y in beside if y > rule.at + figures.same],
        )
        if over and under:
            walls.append(Rule(near[0] if near else x, max(over), min(under)))
    return joined_rules(walls)


def at_implied(walls: list[Rule], implied: list[Rule], words: list[Word]) -> list[Rule]:
    """The walls that words leave room for, those at the place of an implied one with which they have no word between
    them: both are one wall."""
    out = []
    for wall in walls:
        beside = [i for i in implied if overlap(wall.start, wall.end, i.start, i.end)]
        near = min(beside, key=lambda i: abs(i.at - wall.at), default=wall)
        between = sorted((wall.at, near.at))
        clear = not any(
            between[0] < word.box.x1 and word.box.x0 < between[1] and wall.start < word.box.middle[1] < wall.end
            for word in words
        )
        out.append(Rule(near.at, wall.start, wall.end) if clear else wall)
    return joined_rules(out)


def _is_open_end(y: float, x: float, vertical: list[Rule], edges: tuple[float, float]) -> bool:
    """Whether no upright rule, and no edge of the frame, stands where a level rule ends."""
    figures = settings.RULES
    if min(abs(x - edge) for edge in edges) < figures.beside:
        return False
    return not any(
        abs(v.at - x) < figures.beside and v.start - figures.touch <= y <= v.end + figures.touch for v in vertical
    )
