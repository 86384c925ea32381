"""Projects as the library sees them: what they are about, and their indicators with the values understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import log2

from jixiao.library.names import bare, family_of, named
from jixiao.library.vocabulary import ProjectType, vocabulary
from jixiao.quantity import parse_amount, parse_target
from jixiao.records import DepartmentGoal, Funds, FundsSide, Indicator, ProjectGoal, Reading
from jixiao.records.tables.columns import pages_of
from jixiao.text import key

_CODE = re.compile(r"(?<!\d)(2\d{2})(?:\d{2}){0,2}(?!\d)")
_PURPOSE_LENGTH = 400
# A word at the end of a name tells as much more as so many characters do.
_AT_THE_END = 4.0
# A project is of two types if the second is told by less than so many characters less.
_AS_LIKELY = 1.0
_THING = re.compile(r"(?:(?![及和与])[\u4e00-\u9fff]){3,10}")
# What stands before a place in a department's name, or between two: a code, 中共, the 委 of 市委.
_OFFICE = re.compile(r"^[\d\[\]()]+|^中共|(?<=[省市区县旗州])委")


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator: as printed, its canonical name (`group`), its kind, and its value as understood.

    `number` is in `unit` without multiplier (元, not 万元), `written` the unit as printed; `operator` "" where none is
    printed. `nature` is of what is measured; `row` the place among the record's indicators, -1 where there is none.
    """

    name: str
    group: str
    family: str
    level1: str
    level2: str
    value: str
    kind: str
    operator: str
    number: float | None
    unit: str
    written: str = ""
    nature: str = ""
    page: int | None = None
    row: int = -1


@dataclass(frozen=True, slots=True)
class Card:
    """A project (or department) with its indicators; `amount` in 元, `types` by the frame's words, `row` in its source.

    `source` is the file's name and `page` where the form begins; both are empty for what was typed in.
    """

    name: str
    department: str = ""
    purpose: str = ""
    amount: float | None = None
    year: int | None = None
    kind: str = "project_goal"
    region: str = ""
    domain: str = ""
    types: tuple[str, ...] = ()
    source: str = ""
    page: int | None = None
    record: int = 0
    entries: tuple[Entry, ...] = field(default=())

    @property
    def groups(self) -> frozenset[str]:
        """The canonical names of its indicators."""
        return frozenset(e.group for e in self.entries)

    @property
    def families(self) -> frozenset[str]:
        """The kinds of its indicators."""
        return frozenset(e.family for e in self.entries)


def cards_of(reading: Reading) -> Iterator[Card]:
    """A card for each project and department form of the reading that has indicators."""
    for number, record in enumerate(reading.records, 1):
        if isinstance(record, ProjectGoal | DepartmentGoal) and record.indicators:
            yield card_of(record, reading.source.name, number)


def card_of(record: ProjectGoal | DepartmentGoal, source: str = "", number: int = 0) -> Card:
    """The card of a record; the same indicator for the lifetime and the year stands in it once."""
    name = (record.project_name if isinstance(record, ProjectGoal) else record.department) or ""
    pages = pages_of(record)
    entries: dict[tuple[str, str], Entry] = {}
    for i, indicator in enumerate(record.indicators):
        if indicator.level3:
            entry = replace(entry_of(indicator, name, pages.get(f"indicators[{i}]")), row=i)
            known = entries.get((key(entry.name), entry.family))
            if known is None or indicator.scope == "annual":
                entries[key(entry.name), entry.family] = entry
    if isinstance(record, ProjectGoal):
        purpose = "\n".join(t for t in (record.purpose, record.goal_annual or record.goal_lifetime) if t)
        department = record.department or record.implementer or ""
    else:
        purpose, department = (
            record.core_functions or record.duties or record.goal_annual or "",
            record.department or "",
        )
    described = typed(name, department, purpose, extra=" ".join(f"{e.label} {e.value}" for e in record.extra))
    return Card(
        name=name,
        department=department,
        purpose=purpose[:_PURPOSE_LENGTH],
        amount=_amount(record),
        year=record.year,
        kind=record.kind,
        region=described.region or region_of(source),
        domain=described.domain,
        types=types_of(name, purpose, "\n".join(entry.name for entry in entries.values())),
        source=source,
        page=record.pages[0] if record.pages else None,
        record=number,
        entries=tuple(entries.values()),
    )


def form_of(card: Card) -> ProjectGoal:
    """What the card keeps of the form that it was made of; the goal stands behind what the project is for."""
    amount = f"{card.amount:.2f}" if card.amount is not None else None
    return ProjectGoal(
        project_name=card.name,
        department=card.department,
        year=card.year,
        funds=Funds(unit="元", annual=FundsSide(total=amount)),
        goal_annual=card.purpose,
        indicators=[Indicator(level1=e.level1, level2=e.level2, level3=e.name, value=e.value) for e in card.entries],
    )


def typed(name: str, department: str = "", purpose: str = "", amount: float | None = None, extra: str = "") -> Card:
    """The card of a project of which only this much is known."""
    return Card(
        name=name,
        department=department,
        purpose=purpose,
        amount=amount,
        region=region_of(department),
        domain=domain_of(name, department, extra),
        types=types_of(name, purpose),
    )


def entry_of(indicator: Indicator, project: str, page: int | None = None) -> Entry:
    """The indicator with its canonical name and its value understood."""
    name = " ".join((indicator.level3 or "").split())
    what = named(name, project)
    target = parse_target(indicator.value or "")
    number = target.scaled
    return Entry(
        name=name,
        group=what.group,
        family=family_of(indicator.level1, indicator.level2, what.nature),
        level1=indicator.level1 or "",
        level2=indicator.level2 or "",
        value=indicator.value or "",
        kind=target.kind,
        operator=target.operator or "",
        number=float(number) if number is not None and abs(number) < Decimal(10) ** 15 else None,
        unit=target.base_unit,
        written=target.unit,
        nature=what.nature,
        page=page,
    )


def types_of(name: str, purpose: str = "", indicators: str = "") -> tuple[str, ...]:
    """The types of project that the name tells, the likeliest first; those of the purpose where the name tells none.

    A purpose speaks of much: where there are `indicators`, only what these speak of too counts there. A long word tells
    more than a short one, one at the end of a name more than one before it, and one that the rest repeats more still.
    """
    named = key(indicators)
    for text, beside, rest in ((key(name), "", key(purpose) + named), (key(purpose), named, named)):
        scores = {
            t.name: _told(text, tuple(w for w in t.words if not beside or w in beside), rest)
            for t in vocabulary().frame.types
        }
        found = sorted((t for t, score in scores.items() if score), key=lambda t: -scores[t])
        if found:
            return tuple(t for t in found if scores[t] > scores[found[0]] - _AS_LIKELY)
    return ()


def _told(text: str, words: tuple[str, ...], rest: str) -> float:
    """How much the best of the words tells in the text, 0 where none stands in it; more where the rest repeats it."""
    found = ((len(word), text.rfind(word) + len(word), rest.count(word)) for word in words if word in text)
    return max((length + _AT_THE_END * end / len(text) + log2(1 + n) for length, end, n in found), default=0.0)


def thing_of(name: str, kind: ProjectType) -> str:
    """What a project of that type is about: from its name where that tells it clearly, else the type's own word."""
    words = vocabulary().frame.things
    text = vocabulary().region.sub("", bare(name), count=1) if kind.thing_from != "fixed" else ""
    for head in words.heads:
        text = text.removeprefix(head)
    ends = [at for act in words.acts if (at := text.find(act)) > 0]
    thing = text[: min(ends)] if ends else ""
    for tail in words.tails:
        thing = thing.removesuffix(tail)
    fits = _THING.fullmatch(thing) and (kind.thing_from == "name" or thing.endswith(words.people))
    return thing if fits else kind.thing


def domain_of(name: str, department: str = "", extra: str = "") -> str:
    """行业领域: by a printed function code, else by the words of name and department; "" where nothing tells."""
    words = vocabulary()
    names = {d.code: d.name for d in words.domains}
    if any(label in extra for label in words.code_labels):
        code = _CODE.search(extra)
        if code and code[1] in names:
            return names[code[1]]
    best = ("", 0.0)
    for domain in words.domains:
        # What the project is about goes before whose it is.
        score = sum(3.0 * (w in name) + 1.0 * (w in department) for w in domain.words)
        if score > best[1]:
            best = (domain.name, score)
    return best[0]


def region_of(text: str) -> str:
    """The place that a department's name begins with, "" where it begins with none."""
    found = vocabulary().region.match(_OFFICE.sub("", key(text)))
    return found[0] if found else ""


def _amount(record: ProjectGoal | DepartmentGoal) -> float | None:
    """The year's money in 元, that of the whole period where the form has only that."""
    if isinstance(record, DepartmentGoal):
        return None
    funds = record.funds
    for side in (funds.annual, funds.lifetime) if funds else ():
        amount = parse_amount(side.total or "", funds.unit if funds else None) if side else None
        if amount is not None and amount.yuan is not None:
            return float(amount.yuan)
    return None
