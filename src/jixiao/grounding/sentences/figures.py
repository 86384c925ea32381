"""The numbers and dates of one sentence against what it cites."""

from __future__ import annotations

import re

from jixiao.grounding import periods, wording
from jixiao.grounding.affinity import KNOWN, Pairing, affinities, coverage, own_share
from jixiao.grounding.agreement import comparable, direction, equal, unit_gap
from jixiao.grounding.facts import IDENTITY, Fact, grams
from jixiao.grounding.prose.mentions import Mention, mentions_in
from jixiao.grounding.prose.quantities import Quantity, fits
from jixiao.grounding.sentences import replaced, rows
from jixiao.grounding.sentences.project_facts import Facts
from jixiao.records.drafts import Derived, Fault, Sentence
from jixiao.text import key

NAMES = 0.5
"""From this coverage on the words around a number name another indicator for sure."""
CLEARLY = 0.3
"""So much nearer must another indicator's name be for a number to be taken for misplaced."""
SURE = 0.9
"""From this affinity on a number is at its own indicator's name."""
SAID = 0.3
"""From this coverage on a name is said in a sentence."""
OWN = 0.4
"""So much of what only its name has must be said of an indicator that shares a number with others."""
ALL = 0.8
"""So much of it must be said for a number to be taken for misplaced between two names that are nearly alike."""
_CLAUSE = re.compile("[，,。；;：:！？\n]")
_WHOLE_YEAR = ("全年", "年内")
_COMPARED = "≥≤=＝><≧≦ "
_MORE = re.compile("[余多来几]")
# A name of so many characters that stands whole beside a number is meant (80-89岁老人补贴标准 and 百岁老人补贴标准).
_WHOLE_NAME = 4
_CURRENCY = re.compile("[美欧港日英]元|英镑")
# Before 约 these make another word of it: 签约5万人.
_SIGNED = tuple("签节合预制公特邀履")


class Figures:
    """One sentence under way: its numbers, each of a cited indicator or field."""

    def __init__(self, whole: Facts, sentence: Sentence, number: int | None) -> None:
        self.whole = whole
        self.text = sentence.text
        self.sentence = sentence
        self.number = number
        self.faults: list[Fault] = []
        self.facts, self.unknown = whole.cited(sentence)
        identity = [whole.facts[path] for path in IDENTITY if path in whole.facts]
        self.sources = [*self.facts, *(fact for fact in identity if all(fact is not each for each in self.facts))]
        self.source = key("|".join(f"{fact.name}|{fact.value}" for fact in self.sources))
        self.covered: set[str] = set()
        self.summed = bool(sentence.derived)

    def _derived(self) -> list[tuple[int, int]]:
        """The places of numbers that code computed, each computed again."""
        places = []
        for derived in self.sentence.derived:
            at = self.text.find(derived.text)
            if at < 0:
                self._add("number.derived", f"声明算出的“{derived.text}”不在句中；请改正", paths=derived.of)
                continue
            expected = self._computed(derived)
            said = [m.quantity for m in mentions_in(derived.text).mentions if m.quantity]
            if expected is None or not said or not _same(said[0], expected):
                message = f"“{derived.text}”与所引各项算出的数不符；请重算"
                self._add("number.derived", message, (at, at + len(derived.text)), derived.of)
            self.covered.update(derived.of)
            places.append((at, at + len(derived.text)))
        return places

    def _as_printed(self) -> list[tuple[int, int]]:
        """The places of values of several numbers (1：3, 4.5分（满分5分）) that stand in the sentence as printed."""
        places = []
        for fact in self.facts:
            printed = fact.value.lstrip(_COMPARED)
            at = self.text.find(printed) if printed and fact.compound else -1
            if at >= 0:
                self.covered.add(fact.path)
                places.append((at, at + len(printed)))
        return places

    def _recurring(self) -> list[tuple[int, int]]:
        """The places of dates that come back (每月25日前), each one of a cited indicator whose name is near."""
        places = []
        known = [(fact, date) for fact in self.facts for date in periods.recurring(fact.value)]
        for start, end, date in periods.recurring_places(self.text):
            places.append((start, end))
            own = [fact for fact, each in known if each == date]
            near = max(known, key=lambda one: coverage(self._clause(start), one[0]), default=None)
            if own and near and (near[1] == date or coverage(self._clause(start), near[0]) < NAMES):
                self.covered.update(fact.path for fact in own)
            elif near is not None:
                message = f"写了“{self.text[start:end]}”，指标“{near[0].name}”是“{near[0].value}”；请照指标改正"
                self._add("date.differs", message, (start, end), [near[0].path])
                self.covered.add(near[0].path)
            elif date not in periods.recurring(self.source):
                message = f"“{self.text[start:end]}”在所引的指标和栏目里没有；请删去，或引用它的出处"
                self._add("number.unsupported", message, (start, end))
        return places

    def _clause(self, at: int) -> str:
        """The clause around a place."""
        start = max((m.end() for m in _CLAUSE.finditer(self.text, 0, at)), default=0)
        return self.text[start : next((m.start() for m in _CLAUSE.finditer(self.text, at)), len(self.text))]

    def _is_counting(self, mention: Mention) -> bool:
        """Whether the number counts what the sentence lists (三项工作); a wrong count is told."""
        cited = [fact for fact in self.facts if fact.path.startswith("tasks")] or [f for f in self.facts if f.counts]
        right = rows.counts_things(self.text, mention, len(cited))
        if right is False:
            message = f"“{self._clause(mention.start)}”说了{mention.text}，所列的不是这个数；请改正"
            self._add("number.differs", message, (mention.start, mention.end))
        return right is not None

    def _crossed(self, mentions: list[Mention]) -> None:
        """Names and numbers that 分别 joins stand in one order."""
        facts = [fact for fact in self.facts if fact.counts]
        for mention, fact in rows.crossed(self.text, mentions, facts, self.whole.project.year):
            message = f"“分别”后的“{mention.text}”排在“{fact.name}”（{fact.value}）的位置；请对调改正"
            self._add("indicator.swapped", message, (mention.start, mention.end), [fact.path])

    def _computed(self, derived: Derived) -> Quantity | None:
        facts = [self.whole.facts.get(path) for path in derived.of]
        parts = [
            fact.quantities[0] for fact in facts if fact and fact.quantities and len(fact.quantities[0].values) == 1
        ]
        if len(parts) != len(derived.of) or len({part.sort for part in parts}) != 1:
            return None
        first, rest = parts[0].values[0], sum(part.values[0] for part in parts[1:])
        return Quantity((first + rest if derived.operation == "sum" else first - rest,), parts[0].unit)

    def _is_of_a_name(self, mention: Mention) -> bool:
        """Whether the number stands in the sentence as part of a name that is cited (65岁以上老人)."""
        printed = key(mention.printed)
        for fact in self.sources:
            name = key(fact.name if fact.kind == "indicator" else fact.value if fact.path in IDENTITY else "")
            at = name.find(printed)
            if at >= 0 and key(mention.near)[:1] and _neighbours(name, at, len(printed), self.text, mention):
                return True
        return False

    def _numbers(self, mentions: list[Mention]) -> None:
        """Each number and date against the cited facts."""
        year = self.whole.project.year
        counting = [fact for fact in self.facts if fact.counts]
        pairing = Pairing(mentions, counting, year)
        taken = {j for i, j in pairing.pairs.items() if pairing.equal[i][j]}
        for i, mention in enumerate(mentions):
            j = pairing.pairs.get(i)
            if j is None or not pairing.equal[i][j]:
                same = [k for k in range(len(counting)) if pairing.equal[i][k]]
                same = [
                    k
                    for k in same
                    if k not in taken or counting[k].several or coverage(mention.near, counting[k]) >= SAID
                ]
                j = max(same, key=lambda k: (pairing.near[i][k], k not in taken), default=None)
            if j is None:
                self._elsewhere(mention, counting, pairing.near[i], pairing.possible[i])
                continue
            taken.add(j)
            self.covered.add(counting[j].path)
            self._agrees(mention, counting[j], self._rival(mention, counting[j], pairing.near[i][j]))
        for j, fact in enumerate(counting):
            if fact.path not in self.covered and any(
                self._shares(mentions[i].lead, fact, [counting[k] for k in range(len(counting)) if k != j and row[k]])
                for i, row in enumerate(pairing.equal)
                if row[j]
            ):
                self.covered.add(fact.path)

    def _shares(self, lead: str, fact: Fact, others: list[Fact]) -> bool:
        """Whether the words before a number name the fact beside others of the same value."""
        if not others:
            return self._said(fact) >= SAID
        return self._said(fact) >= KNOWN and all(own_share(lead, fact, other) >= OWN for other in others)

    def _elsewhere(self, mention: Mention, counting: list[Fact], near: list[float], possible: list[bool]) -> None:
        """A number that no cited indicator has: in another cited field, the whole year of the goal, or a fault."""
        if mention.text in _WHOLE_YEAR and not any(f.dates and coverage(mention.near, f) >= NAMES for f in counting):
            return
        for fact in self.sources:
            if fact.kind != "indicator" and equal(mention, fact, self.whole.project.year):
                self.covered.add(fact.path)
                return
        named = [j for j in range(len(counting)) if possible[j] and near[j] >= KNOWN]
        best = max(named, key=near.__getitem__, default=None)
        if parts := rows.is_sum(mention, counting):
            self.summed = True
            self.covered.update(fact.path for fact in parts)
            return
        if best is None:
            message = f"“{mention.text}”在所引的指标和栏目里没有；请删去，或引用它的出处"
            self._add("number.unsupported", message, (mention.start, mention.end))
            return
        fact = counting[best]
        self.covered.add(fact.path)
        code = "date.differs" if mention.date else "number.differs"
        message = f"写了“{mention.text}”，指标“{fact.name}”是“{fact.value}”；请照指标改正"
        self._add(code, message, (mention.start, mention.end), [fact.path])

    def _agrees(self, mention: Mention, fact: Fact, rival: Fact | None) -> None:
        """Place, direction, unit and exactness of a number whose value is right."""
        place = (mention.start, mention.end)
        if rival is not None:
            message = f"“{mention.text}”是指标“{fact.name}”的数，却写在“{rival.name}”（{rival.value}）处；请对调改正"
            self._add("indicator.swapped", message, place, [fact.path, rival.path])
            return
        if direction(mention, fact) in ("opposed", "lost"):
            message = f"写了“{mention.text}”，指标“{fact.name}”是“{fact.value}”，方向不符；请照指标的比较关系改写"
            self._add("direction", message, place, [fact.path])
        ground = fact.quantities[0] if fact.quantities else None
        printed = ground is not None and ground.unit and self.text.startswith(ground.unit, mention.end)
        if not printed and unit_gap(mention, fact):
            message = f"写了“{mention.text}”，指标“{fact.name}”是“{fact.value}”，单位不符；请写全或改正单位"
            self._add("number.unit", message, place, [fact.path])
        if period := periods.changed(mention.near, fact):
            message = f"“{mention.text}”写成了每{period}的数，指标“{fact.name}”是“{fact.value}”；请照指标改正"
            self._add("number.period", message, place, [fact.path])
        if periods.AFTER.match(self.text, mention.end) and mention.date is not None and "后" not in fact.value:
            message = f"写了“{mention.text}后”，指标“{fact.name}”是“{fact.value}”；请照指标改正"
            self._add("direction", message, place, [fact.path])
        if one := wording.people(mention.near, fact, [f for f in self.sources if f.kind != "indicator"]):
            message = f"“{mention.text}”写成了{one}的数，指标“{fact.name}”不是；请照指标改正"
            self._add("indicator.swapped", message, place, [fact.path])
        for found in (replaced.contrasted(mention.near, fact), replaced.other_deed(mention.near, fact)):
            if found is not None:
                message = f"“{mention.text}”写成了“{found[0]}”的数，指标“{fact.name}”是“{found[1]}”；请照指标改正"
                self._add("indicator.swapped", message, place, [fact.path])
        currency = _CURRENCY.search(fact.value)
        if currency and currency[0] not in self.text[mention.start : mention.end + len(currency[0])]:
            message = f"写了“{mention.text}”，指标“{fact.name}”是“{fact.value}”，币种不符；请改正"
            self._add("number.unit", message, place, [fact.path])
        about = mention.quantity is not None and mention.quantity.approx and ground is not None and not ground.approx
        about = about and not (mention.text[:1] == "约" and self.text[mention.start - 1 : mention.start] in _SIGNED)
        if about and ground and not (_MORE.search(mention.text) and ground.operator in ("≥", ">")):
            message = f"写了“{mention.text}”，指标“{fact.name}”是“{fact.value}”，不是约数；请写准确数"
            self._add("number.approximate", message, place, [fact.path])

    def _rival(self, mention: Mention, fact: Fact, near: float) -> Fact | None:
        """The indicator of another value whose name the words around the number are, more than the fact's."""
        said = key(self._clause(mention.start))
        if near >= SURE or (len(fact.name) >= _WHOLE_NAME and key(fact.name) in said):
            return None
        year = self.whole.project.year
        others = [
            each
            for each in self.whole.indicators
            if each.scope == fact.scope and comparable(mention, each) and not equal(mention, each, year)
        ]
        share, other = max(
            zip(affinities(mention, others), others, strict=True), key=lambda r: r[0], default=(0.0, fact)
        )
        if share < NAMES:
            return None
        turned = own_share(mention.near, other, fact) >= ALL and own_share(mention.near, fact, other) <= 1 - ALL
        return other if turned or share >= near + CLEARLY else None

    def _said(self, fact: Fact) -> float:
        if fact.grams:
            return coverage(self.text, fact)
        meant, said = grams(fact.value), grams(self.text)
        return len(meant & said) / min(len(meant), 12) if meant else 1.0

    def _add(self, code: str, message: str, place: tuple[int, int] = (0, 0), paths: list[str] | None = None) -> None:
        start, end = place
        self.faults.append(
            Fault(
                code=code, message=message, excerpt=self.text[start:end], start=start, end=end, sentence=self.number,
                paths=paths or [],
            )
        )  # fmt: skip


def _same(said: Quantity, expected: Quantity) -> bool:
    return said.equals(expected) and fits(said.unit, expected.unit)


def _neighbours(name: str, at: int, length: int, text: str, mention: Mention) -> bool:
    """Whether the characters beside the number are those of the name."""
    before, after = (
        text[max(0, mention.end - len(mention.printed) - 1) : mention.end - len(mention.printed)],
        text[mention.end : mention.end + 1],
    )
    left, right = name[at - 1 : at] if at else "", name[at + length : at + length + 1]
    return (bool(right) and key(after) == right) or (not right and bool(left) and key(before) == left)
