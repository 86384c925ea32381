"""Checks of the text beside the tables against the tables: amounts by function code and by name, 三公, goals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jixiao.checks.figures import Figure, alike, money
from jixiao.checks.tables.facts import Fact, Facts
from jixiao.checks.tables.prose import AMOUNT, ANY_AMOUNT, PROSE, check_text, said
from jixiao.checks.tables.prose_wording import WORDING, check_wording, once
from jixiao.checks.tables.sheets import Sheet, table_words
from jixiao.checks.tables.texts import Text, texts
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal, Reading
from jixiao.text import key

# A function code as budget texts print it: 教育支出（205类）普通教育（02款）高等教育（05项）.
_CODED = re.compile(
    r"(?P<name1>[\u4e00-\u9fff]{2,20})\((?P<code1>\d{3})类?\)"
    r"(?P<name2>[^\d。;]{2,40}?)\((?P<code2>\d{2})款?\)"
    r"(?P<name3>[^\d。;]{2,60}?)\((?P<code3>\d{2})项?\)"
    rf"[^\d,。;:]{{0,12}}?{AMOUNT}"
)
_PLANNED = re.compile(rf"(?P<year>20\d\d)年(?:当年)?预算(?:安排|数为?|为)?{AMOUNT}")
_YEAR = re.compile(r"(20\d\d)年")
_SENTENCE = re.compile("[。;]")
_QUOTES = re.compile('[“”"]')
# What may stand between a name and its amount.
_JOINT = re.compile("(?:科目)?(?:预算数?)?(?:共计|合计|总计|共|为|是|安排|收支)*$")
# The name of an account has at most so many characters before its amount,
_LONGEST = 30
# and at least so many.
_SHORTEST = 4
_AGAINST = (
    "prose.amount-differs", "prose.amount-twice", "prose.name-differs", "prose.form-count", "prose.performance-money",
)  # fmt: skip


@asks(*PROSE, *WORDING, *_AGAINST)
def check_prose(reading: Reading, sets: Sequence[Facts], found: Sequence[tuple[int, Sheet]], ground: Ground) -> Hits:
    """Every text between the forms, against the tables of the file and against itself."""
    year = next((record.year for record in reading.records if record.year is not None), None)
    tables = [(number, sheet) for number, sheet in found if sheet.words.role(sheet.record.title) == "three"]
    yield from check_wording(reading, ground)
    read = list(texts(reading.prose))
    if read:
        ground.look("prose.choice-left", "prose.own-year")
    yield from once(hit for text in read for hit in check_text(text, year, ground))
    for text in read:
        yield from _performance(text, reading, sets, ground)
        coded = list(_CODED.finditer(text.flat))
        for i, match in enumerate(coded):
            end = coded[i + 1].start() if i + 1 < len(coded) else len(text.flat)
            yield from _code(text, match, end, sets, ground)
        if not coded:
            yield from _names(text, year, sets, ground)
            yield from _three(text, tables, ground)


def _code(text: Text, match: re.Match[str], end: int, sets: Sequence[Facts], ground: Ground) -> Hits:
    """The amount of a function code against the rows of that code and against itself; the name of its first level."""
    code = match["code1"] + match["code2"] + match["code3"]
    path, tolerance = text.path(match.start("amount")), ground.settings.amount_tolerance
    amount = said(match)
    facts = [fact for one in sets for _, fact in one.codes.get(code, ())]
    if amount and facts:
        ground.look("prose.amount-differs")
    if amount and facts and not any(alike(amount, fact.amount, tolerance) for fact in facts):
        yield _differs(path, f"科目 {code} ", amount, facts)
    rest = text.flat[match.end() : end]
    latest = max((int(year) for year in _YEAR.findall(rest)), default=0)
    for again in _PLANNED.finditer(rest):
        second = said(again)
        ground.look("prose.amount-twice")
        if int(again["year"]) == latest and amount and second and not alike(amount, second, tolerance):
            values = {"name": match["name3"], "first": match["amount"] + match["unit"]}
            values["second"] = again["amount"] + again["unit"]
            paths = dict.fromkeys((path, text.path(match.end() + again.start("amount"))))
            yield Hit("prose.amount-twice", tuple(paths), values)
    name = match["name1"]
    due = sorted({label for one in sets for label, _ in one.codes.get(match["code1"], ()) if label})
    if due:
        ground.look("prose.name-differs")
    if due and not any(name.endswith(key(label)) or key(label).endswith(name) for label in due):
        yield Hit("prose.name-differs", (path,), {"code": match["code1"], "said": name, "due": due[0]})


def _names(text: Text, year: int | None, sets: Sequence[Facts], ground: Ground) -> Hits:
    """收入预算14904.71万元, 教育支出434334.99万元: a name that the tables know, and right behind it an amount."""
    for match in ANY_AMOUNT.finditer(text.flat):
        amount, before = said(match), text.flat[: match.start()]
        years = _YEAR.findall(_SENTENCE.split(before)[-1])
        if years and year is not None and int(years[-1]) != year:
            continue
        name, facts = _known(before[-2 * _LONGEST :], sets)
        if amount and facts:
            ground.look("prose.amount-differs")
        if amount and facts and not any(alike(amount, f.amount, ground.settings.amount_tolerance) for f in facts):
            yield _differs(text.path(match.start()), name, amount, facts)


def _known(before: str, sets: Sequence[Facts]) -> tuple[str, list[Fact]]:
    """The longest name that ends where an amount begins, and the figures that bear it."""
    whole = _QUOTES.sub("", before)
    fixed, alone = table_words().prose["facts"], re.compile(table_words().prose["before"])
    for ending in dict.fromkeys((whole, _JOINT.sub("", whole))):
        for start in range(max(0, len(ending) - _LONGEST), len(ending) - _SHORTEST + 1):
            name = ending[start:]
            if alone.search(ending[:start]) is None:
                continue
            if name in fixed:
                return name, [fact for one in sets for of in fixed[name] for fact in one.named.get(of, ())]
            facts = [fact for one in sets for fact in one.rows.get(name, ())]
            if facts:
                return name, facts
    return "", []


def _differs(path: str, name: str, amount: Figure, facts: Sequence[Fact]) -> Hit:
    values = {"name": name, "said": money(amount.value), "due": money(facts[0].amount.value)}
    return Hit("prose.amount-differs", (path,), values, tuple((fact.number, fact.path) for fact in facts[:3]))


@cache
def _three_words() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    words = table_words().prose
    return tuple(
        (re.compile(text + AMOUNT), re.compile(words["columns"][name])) for name, text in words["three"].items()
    )


def _three(text: Text, tables: Sequence[tuple[int, Sheet]], ground: Ground) -> Hits:
    """The text about 三公 against the table of 三公."""
    for pattern, column in _three_words():
        for match in pattern.finditer(text.flat):
            amount = said(match)
            facts = [
                Fact(cell, number, sheet.path(r, c))
                for number, sheet in tables
                for r in range(len(sheet.grid))
                for c in sheet.money
                if (column.search(key(sheet.head(c))) or column.search(sheet.heads[c][-1]))
                and (cell := sheet.amount(r, c))
            ]
            if amount and facts and not any(alike(amount, f.amount, ground.settings.amount_tolerance) for f in facts):
                name = match[0][: match.start("amount") - match.start()]
                yield _differs(text.path(match.start()), name, amount, facts)


def _performance(text: Text, reading: Reading, sets: Sequence[Facts], ground: Ground) -> Hits:
    """编报绩效目标的项目 N 个，涉及资金 X: against the forms of the file and the money for projects."""
    for match in re.finditer(table_words().prose["performance"], text.flat):
        path = text.path(match.start())
        count = sum(isinstance(record, ProjectGoal) for record in reading.records)
        if count:
            ground.look("prose.form-count")
        if count and count != int(match["count"]):
            yield Hit("prose.form-count", (path,), {"said": match["count"], "count": count})
        amount = said(match)
        projects = [f for one in sets for of in ("expense.project", "general.project") for f in one.named.get(of, ())]
        most = max((fact.amount.value for fact in projects), default=None)
        if amount and most:
            ground.look("prose.performance-money")
        if amount and most and amount.value - amount.step > most:
            related = tuple((fact.number, fact.path) for fact in projects[:1])
            values = {"said": money(amount.value), "project": money(most)}
            yield Hit("prose.performance-money", (path,), values, related)
