"""An office's own goal text against its indicators: which number is of which indicator, and what does not agree."""

from __future__ import annotations

import re
from itertools import combinations, product

from jixiao.grounding import periods
from jixiao.grounding.affinity import KNOWN, Pairing, coverage
from jixiao.grounding.agreement import comparable, direction, equal, in_words, unit_gap
from jixiao.grounding.facts import Fact, facts_of
from jixiao.grounding.goals.comparison import Comparison, Discrepancy, Kind, Severity
from jixiao.grounding.goals.totals import is_total
from jixiao.grounding.goals.years import wrong_years
from jixiao.grounding.prose.mentions import Mention, mentions_in
from jixiao.grounding.prose.words import EACH, PERIODS, SCOPES
from jixiao.records import DepartmentGoal, ProjectGoal
from jixiao.text import key

NAMES = 0.5
"""From this affinity on a mention of another value says something else of the same indicator."""
SHARES = 0.3
"""From this affinity on a number serves a further indicator of the same value (合规率、及时率均达到100%)."""
CLEARLY = 0.2
"""So much nearer is another indicator that the number is meant of that one."""
NAMED = 6
"""So many indicators that a text does not mention are named; all are counted."""
ADDS = 0.1
"""From this affinity on a number may be one part of a sum."""


def compare_goals(record: ProjectGoal | DepartmentGoal) -> list[Comparison]:
    """Each goal text of the record against the indicators of its scope; none where the text is blank or absent.

    A lifetime goal without lifetime indicators is compared with the annual ones only where there is no annual goal.
    """
    goals = [("goal_annual", "annual", record.goal_annual)]
    if isinstance(record, ProjectGoal):
        goals.append(("goal_lifetime", "lifetime", record.goal_lifetime))
    scopes = {row.scope for row in record.indicators}
    out = []
    for name, scope, text in goals:
        if not text or not scopes:
            continue
        if scope in scopes:
            facts = facts_of(record, scope)
        elif len([text for _, _, text in goals if text]) == 1:
            facts = facts_of(record)
        else:
            continue
        out.append(compare_text(text, facts, record.year if scope == "annual" else None, name))
    return out


def compare_text(text: str, facts: tuple[Fact, ...], year: int | None, name: str = "goal_annual") -> Comparison:
    """The text against the facts; `year` is that of the plan, None where years are not to be looked at."""
    comparison = Comparison(name, text)
    if year is not None:
        comparison.discrepancies.extend(wrong_years(text, mentions_in(text), year))
    _Reading(comparison, facts, year).compare()
    comparison.discrepancies.sort(key=lambda each: (each.kind == "unmentioned", each.start))
    return comparison


class _Reading:
    """The comparison under way."""

    def __init__(self, comparison: Comparison, facts: tuple[Fact, ...], year: int | None) -> None:
        self.out = comparison
        self.mentions = mentions_in(comparison.text).mentions
        self.indicators = [fact for fact in facts if fact.counts]
        self.others = [fact for fact in facts if fact.kind in ("amount", "text")]
        self.names = [
            key(fact.name or fact.value) for fact in facts if fact.kind == "indicator" or fact.path == "project_name"
        ]
        self.year = year
        self.pairing = Pairing(self.mentions, self.indicators, year)
        self.borne: dict[int, list[int]] = {}
        self.settled: set[int] = set()

    def compare(self) -> None:
        """Fill in what is said and what does not agree."""
        self._equal_pairs()
        self._names_and_texts()
        self._repeats()
        self._sums()
        self.settled.update(i for i in self._open() if is_total(self.mentions[i], self.indicators))
        self._products()
        self._shared()
        self._swapped()
        for i, js in self.borne.items():
            mention = self.mentions[i]
            self.out.said[mention.start, mention.end] = tuple(self.indicators[j].path for j in js)
            self._direction(mention, [self.indicators[j] for j in js])
        for i, mention in enumerate(self.mentions):
            if i not in self.borne and i not in self.settled:
                self._without(i, mention)
        self._unmentioned()

    def _equal_pairs(self) -> None:
        for i, j in self.pairing.pairs.items():
            if self.pairing.equal[i][j]:
                self.borne[i] = [j]

    def _names_and_texts(self) -> None:
        """Numbers of names (65岁以上老人), of amounts and of other fields are accounted for."""
        for i, mention in enumerate(self.mentions):
            if i in self.borne:
                continue
            printed = key(mention.printed)
            if any(printed in name for name in self.names) and len(printed) > 1:
                self.settled.add(i)
            for fact in self.others:
                if equal(mention, fact, self.year):
                    self.out.said[mention.start, mention.end] = (fact.path,)
                    self.settled.add(i)
                    break

    def _repeats(self) -> None:
        """A number said twice is borne out by the same indicator."""
        for i in self._open():
            near = self.pairing.near[i]
            same = [j for j in range(len(near)) if self.pairing.equal[i][j] and near[j] >= KNOWN]
            if not same:
                continue
            best = max(same, key=near.__getitem__)
            if near[best] < NAMES and unit_gap(self.mentions[i], self.indicators[best]):
                continue
            if near[best] + CLEARLY >= max(near[j] for j in range(len(near)) if self.pairing.possible[i][j]):
                self.borne[i] = [best]

    def _sums(self) -> None:
        """3000 of the ones and 9000 of the others are the 12000 of the indicator."""
        taken = self._taken()
        for j, fact in enumerate(self.indicators):
            if j in taken or not fact.quantities or len(fact.quantities[0].values) != 1:
                continue
            meant = fact.quantities[0]
            parts = [i for i in self._open() if self.pairing.possible[i][j] and self.pairing.near[i][j] >= ADDS]
            parts = [
                i
                for i in parts
                if (said := self.mentions[i].quantity) and len(said.values) == 1 and said.sort != "share"
            ]
            for size in (2, 3):
                for some in combinations(parts, size):
                    if sum(q.values[0] for i in some if (q := self.mentions[i].quantity)) == meant.values[0]:
                        self.borne.update({i: [j] for i in some})

    def _products(self) -> None:
        """2 a month are the 24 of the year; 4 courses of 50 people each are 200, told as 200 or as 50."""
        for i in self._open():
            mention = self.mentions[i]
            said = mention.quantity
            if said is None or len(said.values) != 1 or said.sort == "share" or not said.values[0]:
                continue
            value = said.values[0]
            sums = [
                q.values[0] for f in self.indicators for q in f.quantities if len(q.values) == 1 and q.sort != "share"
            ]
            alike = [
                q.values[0]
                for f in self.indicators
                for q in f.quantities
                if len(q.values) == 1 and (q.unit == said.unit or q.sort == said.sort != "things")
            ]
            each = EACH.search(mention.near) and any(total == value * n for total in alike for n in PERIODS)
            one = EACH.search(mention.near) and any(
                n != total and value * n == total for n, total in product(sums, alike)
            )
            if each or one or (EACH.search(mention.wide) and any(a * b == value for a, b in combinations(sums, 2))):
                self.settled.add(i)

    def _swapped(self) -> None:
        """Two numbers that stand at each other's names are of those, and wrong."""
        pairs = self.pairing.pairs
        for i, k in combinations([i for i in self.borne if i in pairs], 2):
            j, m = pairs[i], pairs[k]
            crossed = comparable(self.mentions[i], self.indicators[m]) and not self.pairing.equal[i][m]
            if crossed and self._is_of(i, m, j) and self._is_of(k, j, m):
                for a, c in ((i, m), (k, j)):
                    self.borne.pop(a)
                    self.settled.add(a)
                    self._differs(self.mentions[a], self.indicators[c])

    def _is_of(self, i: int, j: int, other: int) -> bool:
        """Whether the words next to the number are the name of one indicator, and not of another."""
        words = self.mentions[i].near
        named = coverage(words, self.indicators[j])
        return named >= max(NAMES, coverage(words, self.indicators[other]) + CLEARLY)

    def _shared(self) -> None:
        """Indicators without a number of their own take one of the same value that stands by their name."""
        taken = self._taken()
        for j in range(len(self.indicators)):
            if j in taken:
                continue
            fits_j = [i for i in self.borne if self.pairing.equal[i][j] and self.pairing.near[i][j] >= SHARES]
            if fits_j:
                self.borne[max(fits_j, key=lambda i: self.pairing.near[i][j])].append(j)

    def _direction(self, mention: Mention, facts: list[Fact]) -> None:
        told = [periods.changed(mention.near, fact) for fact in facts]
        for fact, changed in zip(facts, told, strict=True):
            period = changed if all(told) else ""  # 每月320户 is of 320户/月, and not of another 320户
            after = (
                mention.date is not None and periods.AFTER.match(self.out.text, mention.end) and "后" not in fact.value
            )
            if period or after:
                said = f"每{period}{mention.text}" if period else f"{mention.text}后"
                message = f"目标写“{said}”，指标“{fact.name}”是“{fact.value}”；请核对并改成一致"
                self._add("value", "contradiction", mention, message, (fact.path,), fact.value)
                return
            if direction(mention, fact) == "opposed":
                message = f"目标写“{mention.text}”，指标“{fact.name}”是“{fact.value}”，方向相反；请核对并改成一致"
                self._add("direction", "contradiction", mention, message, (fact.path,), fact.value)
                return

    def _without(self, i: int, mention: Mention) -> None:
        """Say what is to be said of a number that no indicator bears out."""
        near = self.pairing.near[i]
        possible = [j for j in range(len(self.indicators)) if self.pairing.possible[i][j]]
        best = max(possible, key=near.__getitem__, default=None)
        if best is not None and near[best] >= NAMES and self._is_sole(i, best):
            self._differs(mention, self.indicators[best])
            return
        if mention.date is not None or not _is_target(mention):
            return
        nearest = self.indicators[best] if best is not None and near[best] >= SHARES else None
        hint = f"（最接近的是“{nearest.name}” {nearest.value}）" if nearest else ""
        message = f"“{self._clause(mention)}”在指标中没有对应{hint}；请补充这项指标，或删改这个数"
        self._add("unsupported", "unsupported", mention, message, (nearest.path,) if nearest else (), "")

    def _differs(self, mention: Mention, fact: Fact) -> None:
        message = f"目标写“{mention.text}”，指标“{fact.name}”是“{fact.value}”；请核对并改成一致"
        self._add("value", "contradiction", mention, message, (fact.path,), fact.value)

    def _is_sole(self, i: int, j: int) -> bool:
        """Whether the number is the one said of the indicator: it has no other, and no open number stands nearer."""
        near = self.pairing.near
        mention, fact = self.mentions[i], self.indicators[j]
        scopes, others = set(SCOPES.findall(mention.near)), set(SCOPES.findall(fact.name))
        if j in self._taken() or not comparable(mention, fact) or (scopes and others and not scopes & others):
            return False
        return all(
            near[other][j] <= near[i][j] for other in self._open() if other != i and self.pairing.possible[other][j]
        )

    def _unmentioned(self) -> None:
        mentioned = self._taken() | {
            j
            for j, fact in enumerate(self.indicators)
            for d in self.out.discrepancies
            if fact.path in d.paths and d.kind == "value"
        }
        clauses = re.split("[，,。；;！？\n]", self.out.text)
        missing = [
            fact
            for j, fact in enumerate(self.indicators)
            if j not in mentioned and not any(in_words(c, fact) and coverage(c, fact) >= NAMES for c in clauses)
        ]
        if not missing:
            return
        names = "、".join(f"“{fact.name}”（{fact.value}）" for fact in missing[:NAMED])
        more = " 等" if len(missing) > NAMED else ""
        message = f"有 {len(missing)} 项指标的数值没有写进目标：{names}{more}；请补写，或确认不必写"
        paths = tuple(fact.path for fact in missing)
        self.out.discrepancies.append(Discrepancy("unmentioned", "unmentioned", message, paths=paths))

    def _open(self) -> list[int]:
        return [i for i in range(len(self.mentions)) if i not in self.borne and i not in self.settled]

    def _taken(self) -> set[int]:
        return {j for js in self.borne.values() for j in js}

    def _clause(self, mention: Mention) -> str:
        flat = self.out.text
        start = max(flat.rfind(mark, 0, mention.start) for mark in "，,。；;：:\n") + 1
        ends = [at for mark in "，,。；;\n" if (at := flat.find(mark, mention.end)) >= 0]
        return flat[start : min(ends, default=len(flat))].strip()

    def _add(
        self, kind: Kind, severity: Severity, mention: Mention, message: str, paths: tuple[str, ...], expected: str
    ) -> None:
        self.out.discrepancies.append(
            Discrepancy(kind, severity, message, mention.start, mention.end, mention.text, paths, expected)
        )


def _is_target(mention: Mention) -> bool:
    """Whether the number is one that an office sets itself, not background, a duration or a word of a slogan."""
    quantity = mention.quantity
    if quantity is None or mention.background or mention.listed or quantity.unit == "岁":
        return False
    bare = mention.written or quantity.sort in ("time", "none")
    return not (bare and quantity.operator in (None, "=", "range"))


__all__ = ["Comparison", "Discrepancy", "compare_goals", "compare_text"]
