"""The numbers and dates of a prose text, each with the words around it that say of what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from jixiao.grounding.prose.quantities import Quantity
from jixiao.grounding.prose.words import BACKGROUND, FALL, RESPECTIVELY, RISE
from jixiao.quantity import Number, numbers_in
from jixiao.quantity.dates import When, dates_in
from jixiao.quantity.folding import folded_prose
from jixiao.quantity.model import Change
from jixiao.quantity.words import BEFORE, any_of

_DOCUMENT = re.compile(
    r"[\[(〔【][12][0-9]{3}[\])〕】]\s?[0-9]+号|第[0-9一二三四五六七八九十百]+[号条款项章]|《[^》]*》"
)
# What numbers the points of a goal: 目标1：2024年… is no ratio of 1 to 2024.
_KIND = re.compile(r"\d{1,2}(?=型)")
_MARK = re.compile(r"^目标\d{1,2}[:：]", re.MULTILINE)
_CLAUSE = re.compile("[，,。；;：:！？\n]")
_SENTENCE = re.compile("[。；;！？\n]")
_HAN = re.compile("[\u4e00-\u9fffA-Za-z]")
_ROUND_THE_CLOCK = re.compile(r"(?:7\s?[*×xX]\s?)?24小时(?!内|以内|之内)|365天(?!以上)")
_PER_HEAD = re.compile(f"({any_of([word for word in BEFORE if len(word) > 1])})(?:每[\u4e00-\u9fff]{{1,4}}?){{1,3}}$")
_LIMITED = re.compile("(?:不超过|不高于|不多于|少于|低于|≤|<)$")
# One of something is seldom a target: 一个整体, 两个维护.
_SLOGAN = re.compile('[“”"‘’]|维护|确立|中心|方面|层面|阶段|结合|坚持|统一|一批|步')
# Behind a number these begin the next thing said.
_GOES_ON = tuple("、和及与")
# What a number in brackets is of stands before them: 4辆（每辆不超过42万元）, 300场（其中进校园80场）.
_OF_IT = re.compile("每|[一-龥]均|其中")
_OPENS = re.compile("[(（](?:每|[一-龥]均|其中)")
_CHANGE = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A number or a date of a text; `near` are the words next to it, `lead` those since the number before (and behind
    it, as far as they are near), `wide` those of the clauses around.

    `background` says that its clause tells what is, not what is aimed at; `written`, that it is a Chinese numeral;
    `listed`, that it stands in a row of bare numbers (6、7、8层).
    """

    start: int
    end: int
    text: str
    quantity: Quantity | None
    date: When | None = None
    near: str = ""
    lead: str = ""
    wide: str = ""
    change: Change | None = None
    background: bool = False
    written: bool = False
    listed: bool = False
    printed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Year:
    """A year that stands alone in a text, without month or day."""

    start: int
    end: int
    year: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a text holds that can be true or false by number."""

    mentions: list[Mention]
    years: list[Year]


class _Place(NamedTuple):
    """Where a number (or the two ends of a range) or a date stands."""

    start: int
    end: int
    numbers: list[Number]
    date: When | None = None


class _Words(NamedTuple):
    """The words around a place: next to it, since the place before it, in the clauses around it."""

    near: str
    lead: str
    wide: str


def mentions_in(text: str) -> Found:
    """The numbers, dates and years of the text, in order; document numbers, titles and names are none."""
    flat = folded_prose(text)
    masked = [m.span() for pattern in (_DOCUMENT, _MARK, _KIND) for m in pattern.finditer(flat)]
    masked += [m.span() for m in _ROUND_THE_CLOCK.finditer(flat) if not _LIMITED.search(flat, 0, m.start())]
    dates = [_Place(a, b, [], when) for a, b, when in dates_in(flat) if not _within(a, masked)]
    masked += [(date.start, date.end) for date in dates]
    numbers = [n for n in numbers_in(text) if not _within(n.start, masked)]
    groups = _groups([n for n in numbers if n.role == "quantity" and not _is_slogan(n, flat)])
    years = [Year(n.start, n.span[1], int(n.value)) for n in numbers if n.role == "year" and n.value > 1900]
    places = sorted([*dates, *(_Place(g[0].span[0], g[-1].span[1], g) for g in groups)], key=lambda p: p.start)
    around = _Surroundings(flat, places)
    return Found(_carried([_mention(text, flat, place, around.of(i)) for i, place in enumerate(places)], flat), years)


def _mention(text: str, flat: str, place: _Place, words: _Words) -> Mention:
    a, b, numbers, date = place
    if not numbers:
        return Mention(a, b, text[a:b], None, date, *words, printed=text[a:b])
    prior = flat[max(0, a - _CHANGE) : a]
    change: Change | None = "rise" if _last(RISE, prior) else "fall" if _last(FALL, prior) else None
    clause = max((m.end() for m in _CLAUSE.finditer(flat, 0, a)), default=0)
    return Mention(
        a,
        b,
        text[a:b],
        _per_head(Quantity.of_numbers(numbers), flat[:a]),
        None,
        *words,
        change=change,
        background=bool(BACKGROUND.search(flat, clause, a)),
        written=numbers[0].written,
        listed=not numbers[0].operator and _is_listed(flat, a, b),
        printed=text[numbers[0].start : b],
    )


def _carried(mentions: list[Mention], flat: str) -> list[Mention]:
    """The mentions; the comparison before the first of a row behind 分别 is that of all: 分别不超过3元、5元."""
    out: list[Mention] = []
    for mention in mentions:
        last = out[-1] if out else None
        if last and last.quantity and mention.quantity and mention.quantity.operator is None:
            clause = max((m.end() for m in _CLAUSE.finditer(flat, 0, last.start)), default=0)
            if flat[last.end : mention.start] in _GOES_ON and RESPECTIVELY.search(flat, clause, last.start):
                mention = replace(mention, quantity=replace(mention.quantity, operator=last.quantity.operator))
        out.append(mention)
    return out


def _per_head(quantity: Quantity, before: str) -> Quantity:
    """The quantity with a comparison that stands before what it is counted by: 不超过每人每年320元."""
    match = _PER_HEAD.search(before) if quantity.operator is None else None
    return replace(quantity, operator=BEFORE[match[1]]) if match else quantity


def _is_listed(flat: str, a: int, b: int) -> bool:
    """Whether a 、 joins the number at a:b with another one."""
    return (flat[a - 1 : a] == "、" and flat[a - 2 : a - 1].isdigit()) or (
        flat[b : b + 1] == "、" and flat[b + 1 : b + 2].isdigit()
    )


def _last(pattern: re.Pattern[str], prior: str) -> bool:
    """Whether the words before a number end in one of the pattern, 了 or a rate at most between."""
    found = [m.end() for m in pattern.finditer(prior)]
    return bool(found) and prior[found[-1] :] in ("", "了", "率", "幅度", "比例", "幅", "率为", "约")


def _is_slogan(number: Number, flat: str) -> bool:
    """Whether a numeral in characters counts nothing that anybody aims at."""
    if not number.written or number.operator or number.base_unit in ("%", "元"):
        return False
    return number.value <= 10 and bool(_SLOGAN.match(flat, number.span[1]))


def _groups(numbers: list[Number]) -> list[list[Number]]:
    """The numbers, the two ends of a range together."""
    groups: list[list[Number]] = []
    for number in numbers:
        last = groups[-1] if groups else None
        if last and len(last) == 1 and number.operator == last[0].operator == "range":
            last.append(number)
        else:
            groups.append([number])
    return groups


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in spans)


class _Surroundings:
    """The words around the places of a text."""

    def __init__(self, flat: str, places: list[_Place]) -> None:
        self.flat = flat
        self.places = places
        self.clauses = [0, *(m.end() for m in _CLAUSE.finditer(flat)), len(flat)]
        self.sentences = [0, *(m.end() for m in _SENTENCE.finditer(flat)), len(flat)]

    def of(self, i: int) -> _Words:
        """The words around place `i`."""
        start, end = self.places[i][:2]
        clause, first = _floor(self.clauses, start), _floor(self.sentences, start)
        before = self.places[i - 1].end if i else 0
        after = self.places[i + 1].start if i + 1 < len(self.places) else len(self.flat)
        behind = self.flat[end : min(after, _ceiling(self.clauses, end))]
        behind = "" if behind[:1] in _GOES_ON else behind
        behind = _OPENS.split(behind)[0]
        if (home := self._bracketed(i)) is not None:
            near = f"{self.flat[home:start]} "
            return _Words(near, near, self.flat[clause : _ceiling(self.clauses, end)])
        near = self.flat[max(before, clause) : start] + " " + behind
        wide_from = max(first, _floor(self.clauses, clause - 1))
        if not _HAN.search(near):
            near = self.flat[clause:start]
        if not _HAN.search(near):
            near = self.flat[wide_from:start]
        wide_to = min(_ceiling(self.sentences, end), _ceiling(self.clauses, _ceiling(self.clauses, end)))
        number = next((place.end for place in reversed(self.places[:i]) if place.numbers), 0)
        lead = self.flat[max(number, first) : start] + " " + behind
        return _Words(near, lead, self.flat[wide_from:wide_to])

    def _bracketed(self, i: int) -> int | None:
        """Where the thing begins that a number in brackets is of, 4辆（每辆不超过42万元）; None for others."""
        start, end = self.places[i][:2]
        opened = self.flat.rfind("(", 0, start)
        before = self.places[i - 1].end if i else 0
        if not (0 <= before <= opened and self.flat[end : end + 1] == ")" and _OF_IT.match(self.flat, opened + 1)):
            return None
        first = self.places[i - 2].end if i > 1 else 0
        row = max(self.flat.rfind("、", 0, self.places[i - 1].start), self.flat.rfind(")", 0, opened)) + 1 if i else 0
        return max(first, row, _floor(self.clauses, opened))


def _floor(cuts: list[int], at: int) -> int:
    return max((cut for cut in cuts if cut <= at), default=0)


def _ceiling(cuts: list[int], at: int) -> int:
    return min((cut for cut in cuts if cut > at), default=cuts[-1])
