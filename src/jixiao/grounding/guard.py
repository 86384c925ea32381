"""A draft against what it cites: nothing in a sentence without a source, nothing cited without a place in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from jixiao.grounding.affinity import KNOWN, Pairing, coverage, own_share
from jixiao.grounding.agreement import comparable, direction, equal, unit_gap
from jixiao.grounding.facts import IDENTITY, Fact, facts_of, grams
from jixiao.grounding.mentions import Found, Mention, mentions_in
from jixiao.grounding.names import borne_out, names_in
from jixiao.grounding.quantities import Quantity
from jixiao.grounding.words import FALL, NONE, RISE, WHOLLY
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Derived, Draft, Fault, Sentence
from jixiao.text import key

NAMES = 0.5
"""From this coverage on the words around a number name another indicator for sure."""
CLEARLY = 0.3
"""So much nearer must another indicator's name be for a number to be taken for misplaced."""
SAID = 0.3
"""From this coverage on a name is said in a sentence."""
OWN = 0.4
"""So much of what only its name has must be said of an indicator that shares a number with others."""
ALL = 0.8
"""So much of it must be said for a number to be taken for misplaced between two names that are nearly alike."""
CONNECTIVE = 30
"""A sentence that cites nothing has no more characters than these."""
_CLAUSE = re.compile("[，,。；;：:！？\n]")
_MORE = re.compile("[余多来几]")


class Guard:
    """What a project bears out; made once for all sentences of its drafts."""

    def __init__(self, project: ProjectGoal) -> None:
        self.project = project
        self.facts = {fact.path: fact for fact in facts_of(project)}
        self.indicators = [fact for fact in self.facts.values() if fact.kind == "indicator"]

    @cached_property
    def everything(self) -> str:
        """All printed text of the project, in the form for comparing."""
        return key("|".join(f"{fact.name}|{fact.value}" for fact in self.facts.values()))

    @cached_property
    def grams(self) -> frozenset[str]:
        """The pairs of characters of all that the project says."""
        return frozenset().union(*(grams(fact.said) for fact in self.facts.values()))

    def cited(self, sentence: Sentence) -> tuple[list[Fact], list[str]]:
        """The facts that the sentence cites, a group by its beginning (funds.annual), and cites that are no field."""
        facts: list[Fact] = []
        unknown = []
        for cite in sentence.cites:
            path = re.sub(r"(\[\d+\])\..*", r"\1", cite)
            found = [self.facts[path]] if path in self.facts else _below(self.facts, path)
            if not found:
                unknown.append(cite)
            facts += [fact for fact in found if all(fact is not each for each in facts)]
        return facts, unknown

    def check_sentence(self, sentence: Sentence, number: int | None = None) -> list[Fault]:
        """What is wrong with the sentence: nothing where its cites bear out every number, date and name of it."""
        check = _Check(self, sentence, number)
        check.run()
        return check.faults

    def check_draft(self, draft: Draft) -> list[Fault]:
        """What is wrong with its sentences, and what the plan has but no sentence."""
        faults = [fault for i, sentence in enumerate(draft.sentences) for fault in self.check_sentence(sentence, i)]
        said = {fact.path for sentence in draft.sentences for fact in self.cited(sentence)[0]}
        planned = {path for group in draft.plan.groups for item in group.items for path in item.paths}
        left_out = {each.path for each in draft.plan.left_out}
        for path in sorted(planned - said):
            fact = self.facts.get(path)
            message = f"提纲里的“{fact.said if fact else path}”没有写进任何一句；请补写，或在提纲中删去"
            faults.append(Fault(code="plan.dropped", message=message, paths=[path]))
        for fact in self.indicators:
            if fact.counts and fact.scope == "annual" and fact.path not in planned | said | left_out:
                message = f"指标“{fact.said}”既没有写，也没有列入不写的指标；请补写，或说明不写的原因"
                faults.append(Fault(code="plan.missing", message=message, paths=[fact.path]))
        return faults


def check_sentence(project: ProjectGoal, sentence: Sentence) -> list[Fault]:
    """What is wrong with one sentence; see Guard, which is quicker for many."""
    return Guard(project).check_sentence(sentence)


def check_draft(project: ProjectGoal, draft: Draft) -> list[Fault]:
    """What is wrong with a draft: see Guard."""
    return Guard(project).check_draft(draft)


class _Check:
    """One sentence under way."""

    def __init__(self, guard: Guard, sentence: Sentence, number: int | None) -> None:
        self.guard = guard
        self.text = sentence.text
        self.sentence = sentence
        self.number = number
        self.faults: list[Fault] = []
        self.facts, self.unknown = guard.cited(sentence)
        identity = [guard.facts[path] for path in IDENTITY if path in guard.facts]
        self.sources = [*self.facts, *(fact for fact in identity if all(fact is not each for each in self.facts))]
        self.source = key("|".join(f"{fact.name}|{fact.value}" for fact in self.sources))
        self.covered: set[str] = set()

    def run(self) -> None:
        """Fill in the faults."""
        for cite in self.unknown:
            self._add("cite.unknown", f"引用的“{cite}”不是这份材料里的栏目；请改正引用", paths=[cite])
        found = mentions_in(self.text)
        settled = self._derived()
        counted = [m for m in found.mentions if not any(a <= m.start and m.end <= b for a, b in settled)]
        self._numbers([m for m in counted if not self._is_of_a_name(m)])
        self._years(found)
        self._names()
        if not self.facts:
            self._connective()
            return
        self._claims()
        for fact in self.facts:
            self._coverage(fact)

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
            if expected is None or not said or not said[0].equals(expected):
                message = f"“{derived.text}”与所引各项算出的数不符；请重算"
                self._add("number.derived", message, (at, at + len(derived.text)), derived.of)
            self.covered.update(derived.of)
            places.append((at, at + len(derived.text)))
        return places

    def _computed(self, derived: Derived) -> Quantity | None:
        facts = [self.guard.facts.get(path) for path in derived.of]
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
        year = self.guard.project.year
        counting = [fact for fact in self.facts if fact.counts]
        pairing = Pairing(mentions, counting, year)
        rivals = self._rivals(mentions)
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
            self._agrees(mention, counting[j], rivals(i, counting[j], pairing.near[i][j]))
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
        """A number that no cited indicator has: in another cited field, or a fault."""
        for fact in self.sources:
            if fact.kind != "indicator" and equal(mention, fact, self.guard.project.year):
                self.covered.add(fact.path)
                return
        named = [j for j in range(len(counting)) if possible[j] and near[j] >= KNOWN]
        best = max(named, key=near.__getitem__, default=None)
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
        if unit_gap(mention, fact):
            message = f"写了“{mention.text}”，指标“{fact.name}”是“{fact.value}”，单位不符；请写全或改正单位"
            self._add("number.unit", message, place, [fact.path])
        ground = fact.quantities[0] if fact.quantities else None
        about = mention.quantity is not None and mention.quantity.approx and ground is not None and not ground.approx
        if about and ground and not (_MORE.search(mention.text) and ground.operator in ("≥", ">")):
            message = f"写了“{mention.text}”，指标“{fact.name}”是“{fact.value}”，不是约数；请写准确数"
            self._add("number.approximate", message, place, [fact.path])

    def _rivals(self, mentions: list[Mention]) -> Callable[[int, Fact, float], Fact | None]:
        """A look-up, by mention, fact and affinity: the indicator of another value whose name the words around are."""
        others = [each for each in self.guard.indicators if each.counts]
        pairing = Pairing(mentions, others, self.guard.project.year, assigned=False)

        def rival(i: int, fact: Fact, near: float) -> Fact | None:
            rivals = [
                j
                for j, each in enumerate(others)
                if comparable(mentions[i], each) and not pairing.equal[i][j] and each.scope == fact.scope
            ]
            best = max(rivals, key=pairing.near[i].__getitem__, default=None)
            if best is None or pairing.near[i][best] < NAMES:
                return None
            words = mentions[i].near
            other = others[best]
            turned = own_share(words, other, fact) >= ALL and own_share(words, fact, other) <= 1 - ALL
            return other if turned or pairing.near[i][best] >= near + CLEARLY else None

        return rival

    def _years(self, found: Found) -> None:
        """Years are that of the record, or stand in what is cited."""
        texts = [text for fact in self.sources for text in (fact.name, fact.value)]
        known = {self.guard.project.year, *(year.year for text in texts for year in mentions_in(text).years)}
        for each in found.years:
            if each.year not in known:
                written = self.text[each.start : each.end]
                due = f"{self.guard.project.year}年" if self.guard.project.year else "所引材料的年份"
                self._add("year", f"写了“{written}”，这个项目是{due}；请改正年份", (each.start, each.end), ["year"])
        for mention in found.mentions:
            year = mention.date.date.year if mention.date else None
            if year and year != self.guard.project.year and str(year) not in self.source:
                self._add(
                    "year", f"“{mention.text}”的年份在所引材料里没有；请改正", (mention.start, mention.end), ["year"]
                )

    def _names(self) -> None:
        """Documents are those cited; offices, places and quotations those of the project."""
        for name in names_in(self.text):
            source = self.source if name.sort in ("document", "title") else self.guard.everything
            if not borne_out(name, source):
                code = "document" if name.sort in ("document", "title") else "name"
                message = f"“{name.text}”在所引的材料里没有；请删去，或改成材料里的名称"
                self._add(code, message, (name.start, name.end))

    def _connective(self) -> None:
        """A sentence without cites may lead over, not claim."""
        if len(self.text) > CONNECTIVE or RISE.search(self.text) or FALL.search(self.text):
            self._add(
                "claim.uncited", "这一句没有引用任何指标或栏目，却有实质内容；请引用出处，或删去", (0, len(self.text))
            )

    def _claims(self) -> None:
        """A clause that promises an effect shares words with what the project says."""
        at = 0
        for clause in _CLAUSE.split(self.text):
            if (
                len(clause) >= 6
                and (RISE.search(clause) or FALL.search(clause))
                and not grams(clause) & self.guard.grams
            ):
                message = f"“{clause}”在材料里没有依据；请删去，或引用出处"
                self._add("claim.unsupported", message, (at, at + len(clause)))
            at += len(clause) + 1

    def _coverage(self, fact: Fact) -> None:
        """Say so where a cited fact has no place in the sentence, or its direction is turned."""
        if fact.path in self.covered or fact.kind == "year":
            self._turned(fact)
            return
        said = self._said(fact)
        if fact.counts:
            ground = fact.quantities[0] if fact.quantities else None
            none = ground is not None and set(ground.values) == {0} and NONE.search(self.text)
            wholly = (
                ground is not None and ground.unit == "%" and set(ground.values) == {100} and WHOLLY.search(self.text)
            )
            if said >= SAID and (none or wholly):
                return
        elif fact.kind != "amount" and (said >= SAID or self._quoted(fact)):
            self._turned(fact)
            return
        message = f"引用了“{_short(fact.said)}”，句中没有写；请补写，或去掉这个引用"
        self._add("cite.left-out", message, (0, len(self.text)), [fact.path])

    def _said(self, fact: Fact) -> float:
        if fact.grams:
            return coverage(self.text, fact)
        meant, said = grams(fact.value), grams(self.text)
        return len(meant & said) / min(len(meant), 12) if meant else 1.0

    def _quoted(self, fact: Fact) -> bool:
        """Whether the sentence has a document of the fact, or (short values) the value itself."""
        names = [name for name in names_in(fact.value) if name.sort in ("document", "title")]
        text = key(self.text)
        return any(borne_out(name, text) for name in names) or (bool(fact.value) and key(fact.value) in text)

    def _turned(self, fact: Fact) -> None:
        """A rise that the fact promises is not told as a fall."""
        if fact.kind != "indicator" and fact.path != "project_name":
            return
        rise, fall = RISE.search(fact.said), FALL.search(fact.said)
        if bool(rise) == bool(fall):
            return
        words = grams(fact.said)
        best = max(_CLAUSE.split(self.text), key=lambda clause: len(grams(clause) & words))
        wrong, right = (FALL, RISE) if rise else (RISE, FALL)
        if wrong.search(best) and not right.search(best):
            at = self.text.find(best)
            message = f"“{best}”与指标“{fact.said}”的方向相反；请照指标改写"
            self._add("direction", message, (at, at + len(best)), [fact.path])

    def _add(self, code: str, message: str, place: tuple[int, int] = (0, 0), paths: list[str] | None = None) -> None:
        start, end = place
        self.faults.append(
            Fault(
                code=code, message=message, excerpt=self.text[start:end], start=start, end=end, sentence=self.number,
                paths=paths or [],
            )
        )  # fmt: skip


def _below(facts: dict[str, Fact], path: str) -> list[Fact]:
    return [fact for name, fact in facts.items() if name.startswith((f"{path}.", f"{path}["))]


def _neighbours(name: str, at: int, length: int, text: str, mention: Mention) -> bool:
    """Whether the characters beside the number are those of the name."""
    before, after = (
        text[max(0, mention.end - len(mention.printed) - 1) : mention.end - len(mention.printed)],
        text[mention.end : mention.end + 1],
    )
    left, right = name[at - 1 : at] if at else "", name[at + length : at + length + 1]
    return (bool(right) and key(after) == right) or (not right and bool(left) and key(before) == left)


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"
