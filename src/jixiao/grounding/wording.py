"""The words of a sentence against the material: what is raised, told as done or compared, or has no word of a source.

A rule cannot know whether a deed that the material does not name belongs to the project: such words are marked 待核.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from jixiao import resources
from jixiao.errors import ResourceError
from jixiao.grounding.facts import Fact, grams
from jixiao.records.model import Model
from jixiao.text import key

FILE = "schemas/drafts"
_CLAUSE = re.compile("[，,。；;：:！？\n]")
_RATE = re.compile("([\u4e00-\u9fff])((?![效频功汇概速利税费])[\u4e00-\u9fff])率")
_SUPPORTED = 0.5
_LIMIT = re.compile(r"\d|不超过|不高于|限额|可|补助|补贴|奖励|给予")
_ANY_RATE = ("覆盖率", "达标率", "合格率", "完成率", "及时率", "准确率")


class Wording(NamedTuple):
    """What is wrong with some words, in words, and where."""

    code: str
    message: str
    start: int
    end: int


class Usual(Model):
    """What projects are for whose names have `about` and not `but`: a purpose that adds no fact."""

    about: str
    say: str
    but: str = ""

    def of(self, name: str) -> bool:
        """Whether a project of that name is one of these."""
        return re.search(self.about, name) is not None and not (self.but and re.search(self.but, name))


class Common(Model):
    """Words that need no source, and words that need one: the lists of the file, under the names they have there."""

    single: str
    morphemes: str
    common: list[str]
    grades: list[list[str]]
    told: dict[str, str]
    background: str
    people: list[str]
    alike: list[list[str]]
    contrasts: list[list[str]]
    beside_number: list[list[str]]
    deeds: list[list[str]]
    purposes: list[Usual]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that need no source."""
        return frozenset(self.common)

    @cached_property
    def graded(self) -> list[tuple[re.Pattern[str], list[str]]]:
        """A pattern for each line of grade words, and the line."""
        return [(re.compile("|".join(sorted(line, key=len, reverse=True))), line) for line in self.grades]

    @cached_property
    def marked(self) -> list[tuple[str, re.Pattern[str]]]:
        """What tells something as done, compared or summed."""
        return [(name, re.compile(pattern)) for name, pattern in self.told.items()]

    @cached_property
    def likened(self) -> dict[str, set[str]]:
        """The words that may be said for a word."""
        words = {word for line in self.alike for word in line}
        return {word: {other for line in self.alike if word in line for other in line} for word in words}

    @cached_property
    def contrasted(self) -> list[re.Pattern[str]]:
        """A pattern for each line of words that exclude each other, the longest first."""
        return [_any_of(line) for line in self.contrasts]

    @cached_property
    def contrasted_by_number(self) -> list[re.Pattern[str]]:
        """The same with those that count only beside a number."""
        return self.contrasted + [_any_of(line) for line in self.beside_number]

    @cached_property
    def done(self) -> re.Pattern[str]:
        """A verb of the deeds."""
        return re.compile("|".join(sorted(self.line_of, key=len, reverse=True)))

    @cached_property
    def line_of(self) -> dict[str, int]:
        """The line of a verb of the deeds."""
        return {verb: n for n, line in enumerate(self.deeds) for verb in line}

    @cached_property
    def who(self) -> re.Pattern[str]:
        """People of any sort, the longest names first."""
        return re.compile("|".join(sorted(self.people, key=len, reverse=True)))


@lru_cache(maxsize=1024)
def usual_of(name: str) -> Usual | None:
    """What a project of that name is usually for; None where that is not known."""
    return next((one for one in common().purposes if one.of(name)), None)


def _any_of(line: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(line, key=len, reverse=True)))


_TOLD = {
    "done": "“{}”说成已经做到的事，材料里没有；请写成计划",
    "compared": "“{}”是和往年比，材料里没有；请删去",
    "summed": "“{}”是加起来的数，材料里没有；请删去",
}


@cache
def common() -> Common:
    """The words, read once; ResourceError where the file is wrong."""
    path = resources.folder(FILE) / "common.yaml"
    data = resources.read_yaml(path)
    if not isinstance(data, dict):
        raise ResourceError(f"资源文件 {path} 应是“名称: 列表”的写法；请改正后再试")
    return Common.model_validate(data)


def told_wrongly(text: str, cited: str, summed: bool) -> Iterator[Wording]:
    """Words for done, compared and summed that the cited material (in the form for comparing) has not.

    `summed` says that a number of the sentence is the sum of cited ones, which may be called so.
    """
    for name, pattern in common().marked:
        for match in pattern.finditer(text):
            if key(match[0]) not in cited and not (name == "summed" and summed):
                yield Wording(f"told.{name}", _TOLD[name].format(match[0]), match.start(), match.end())


def raised(text: str, cited: str, full: bool = False) -> Iterator[Wording]:
    """Grade words above what the cited material says; `full` tells that a cited rate is 100%."""
    for pattern, line in common().graded:
        if any(key(word) in cited for word in line) or (full and "全覆盖" in line):
            continue
        for match in pattern.finditer(text):
            if match[0] == "最高" and _LIMIT.match(text, match.end()):
                continue
            message = f"“{match[0]}”比材料里的说法高；请照材料的程度写"
            yield Wording("claim.raised", message, match.start(), match.end())


def background(text: str, material: frozenset[str]) -> Iterator[Wording]:
    """Clauses that tell what is, of which the material has less than half."""
    at = 0
    for clause in _CLAUSE.split(text):
        own = grams(clause)
        if re.match(common().background, clause) and len(own & material) < _SUPPORTED * len(own):
            message = f"“{clause}”讲的是背景，材料里没有（待核）；请删去，或补进材料"
            yield Wording("background", message, at, at + len(clause))
        at += len(clause) + 1


def rates(text: str, material: str, names: Sequence[str]) -> Iterator[Wording]:
    """Rates that no name of the material ends with: 就业率 becomes 创业率."""
    for match in _RATE.finditer(text):
        known = match[0] in material or match[0] in _ANY_RATE or any(name.endswith(match[0][:2]) for name in names)
        if not known:
            yield Wording("word.unsupported", f"“{match[0]}”在材料里没有；请照指标名写", match.start(), match.end())


def people(near: str, fact: Fact, others: Sequence[Fact]) -> str:
    """Who a number is told of that it is not of in the material, "" where that is right."""
    who = common().who
    said = set(who.findall(near))
    meant = set(who.findall(fact.name + fact.value))
    about = "".join(each.value for each in others)
    strange = {one for one in said - meant if one not in about and not any(one in other for other in meant)}
    return sorted(strange)[0] if strange and meant and not said & meant else ""
