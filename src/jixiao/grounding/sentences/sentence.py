"""One sentence against what it cites: its numbers and dates, years, names and words."""

from __future__ import annotations

import re

from jixiao.grounding import wording
from jixiao.grounding.agreement import in_words
from jixiao.grounding.facts import IDENTITY, Fact, grams
from jixiao.grounding.prose.mentions import Found, mentions_in
from jixiao.grounding.prose.names import borne_out, names_in
from jixiao.grounding.prose.words import FALL, RISE
from jixiao.grounding.sentences import replaced
from jixiao.grounding.sentences.figures import SAID, Figures
from jixiao.grounding.sentences.novel import unsupported
from jixiao.segmentation import cut
from jixiao.text import key

CONNECTIVE = 30
"""A sentence that cites nothing has no more characters than these."""
_STEM = 4
_CLAUSE = re.compile("[，,。；;：:！？\n]")


class SentenceCheck(Figures):
    """One sentence under way."""

    def run(self) -> None:
        """Fill in the faults."""
        for cite in self.unknown:
            self._add("cite.unknown", f"引用的“{cite}”不是这份材料里的栏目；请改正引用", paths=[cite])
        found = mentions_in(self.text)
        settled = [*self._derived(), *self._as_printed(), *self._recurring()]
        counted = [m for m in found.mentions if not any(a < m.end and m.start < b for a, b in settled)]
        counted = [m for m in counted if not self._is_of_a_name(m) and not self._is_counting(m)]
        self._numbers(counted)
        self._crossed(counted)
        self._years(found)
        self._names()
        self._words(found)
        if not self.facts:
            self._connective()
            return
        self._claims()
        for fact in self.facts:
            self._coverage(fact)

    def _words(self, found: Found) -> None:
        """No word above the material, told as done, compared or summed, or of nothing in the material."""
        wrong = [
            *wording.told_wrongly(self.text, self.source, self.summed),
            *wording.raised(self.text, self.source, self._full()),
            *wording.background(self.text, self.whole.material),
            *unsupported(_blanked(self.text, found), self.whole.printed),
            *replaced.strangers(self.text, self.whole.everything),
            *replaced.excluded(self.text, self.whole.everything),
            *replaced.pleased(self.text, self.facts),
            *replaced.turned_round(self.text, self.whole.everything),
            *replaced.renamed(self.text, self.whole.project.project_name or "", self.whole.other_names),
            *replaced.wholly(self.text, self.whole.indicators, self.whole.everything),
            *wording.rates(self.text, self.whole.everything, [fact.name for fact in self.facts]),
        ]
        start = self.text.find(self.whole.purpose) if self.whole.purpose else -1
        usual = range(start, start + len(self.whole.purpose)) if start >= 0 else range(0)
        for one in wrong:
            if one.start in usual:
                continue
            self._add(one.code, one.message, (one.start, one.end))

    def _full(self) -> bool:
        """Whether a cited rate is full, which may be called 全面 and 全覆盖."""
        return any(replaced.is_full(fact) for fact in self.facts)

    def _years(self, found: Found) -> None:
        """Years are that of the record, or stand in what is cited."""
        others = [each for each in found.years if each.year != self.whole.project.year]
        texts = [text for fact in self.sources for text in (fact.name, fact.value)] if others else []
        known = {year.year for text in texts for year in mentions_in(text).years}
        for each in others:
            if each.year not in known:
                written = self.text[each.start : each.end]
                due = f"{self.whole.project.year}年" if self.whole.project.year else "所引材料的年份"
                self._add("year", f"写了“{written}”，这个项目是{due}；请改正年份", (each.start, each.end), ["year"])
        for mention in found.mentions:
            year = mention.date.date.year if mention.date else None
            if year and year != self.whole.project.year and str(year) not in self.source:
                self._add(
                    "year", f"“{mention.text}”的年份在所引材料里没有；请改正", (mention.start, mention.end), ["year"]
                )

    def _names(self) -> None:
        """Documents are those cited; offices, places and quotations those of the project."""
        for name in names_in(self.text):
            if name.sort in ("office", "place") and cut(name.text)[0] in wording.common().words:
                continue
            source = self.source if name.sort in ("document", "title") else self.whole.everything
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
                and not grams(clause) & self.whole.grams
                and f"{clause}，" != self.whole.purpose
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
            # A span of years alone is no date for the reading of dates.
            span = bool(fact.target and fact.target.since) and key(fact.value) in key(self.text)
            if said >= SAID and (in_words(self.text, fact) or span or self._wholly(fact)):
                return
        elif fact.path in IDENTITY:
            return
        elif fact.kind != "amount" and (said >= SAID or self._quoted(fact)):
            self._turned(fact)
            return
        message = f"引用了“{_short(fact.said)}”，句中没有写；请补写，或去掉这个引用"
        self._add("cite.left-out", message, (0, len(self.text)), [fact.path])

    def _wholly(self, fact: Fact) -> bool:
        """Whether a full rate is told by what it is of: 日产日清 for 日产日清率 100%."""
        ground = fact.quantities[0] if fact.quantities else None
        full = ground is not None and ground.unit == "%" and set(ground.values) == {100}
        return bool(full) and fact.name.endswith("率") and fact.name[-_STEM - 1 : -1] in self.text

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


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _blanked(text: str, found: Found) -> str:
    """The text with blanks for its numbers and dates, units with them."""
    for mention in found.mentions:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text
