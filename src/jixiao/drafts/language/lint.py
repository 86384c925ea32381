"""What no official would write: cut words, doubled units, list marks inside sentences, a verb after 完成, and the like.

`blemishes(text)` tells the places of a sentence, `faults(draft)` those of all its sentences; `garbled(text)` is whether
a clause has any. The patterns stand in `schemas/drafts/language.yaml`.

>>> [found.code for found in blemishes("完成埋设玻璃钢蓄水罐15个，改造户不少于310户。")]
['done-verb', 'cut-head']
>>> blemishes("2025年改造电气线路310户，满意度达到90%以上。")
[]
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from jixiao.drafts.language.words import checked
from jixiao.records.drafts import Draft, Fault
from jixiao.records.model import Model

# In a goal of so few sentences satisfaction is said in one.
_SHORT = 4
_PLEASED = re.compile("满意[度率]")
_DOCUMENT = re.compile("《[^》]*》(?:（[^（）]*号）)?")


class Blemish(NamedTuple):
    """What is wrong, in words, and where."""

    code: str
    message: str
    start: int
    end: int


class Rule(Model):
    """A pattern of what is not written: `message` says what to do; `but` is what it is allowed to be."""

    code: str
    pattern: str
    message: str
    but: str = ""

    @cached_property
    def seen(self) -> re.Pattern[str]:
        """The pattern, ready to search."""
        return re.compile(self.pattern)

    @cached_property
    def allowed(self) -> re.Pattern[str] | None:
        """What is let be."""
        return re.compile(self.but) if self.but else None


class Language(Model):
    """The rules, and how long a sentence may be in characters."""

    longest: int
    long: str
    unclosed: str
    marks: str
    marked: str
    pleased: str
    rules: list[Rule]


@cache
def language() -> Language:
    """The rules, read once; ResourceError where the file is wrong."""
    return checked(Language, "language.yaml")


def blemishes(text: str) -> list[Blemish]:
    """What no official would write in this sentence, in its order."""
    known = language()
    found = []
    for rule in known.rules:
        for match in rule.seen.finditer(text):
            if rule.allowed is None or not rule.allowed.search(match[0]):
                message = rule.message.format(match[0].strip("，。、；\n"))
                found.append(Blemish(rule.code, message, match.start(), match.end()))
    marks = re.finditer(f"[{known.marks}]", text)
    found += [Blemish("sign", known.marked.format(match[0]), match.start(), match.end()) for match in marks]
    if any(text.count(left) != text.count(right) for left, right in ("（）", "《》", "“”", "()")):
        found.append(Blemish("unclosed", known.unclosed, 0, len(text)))
    if length(text) > known.longest:
        found.append(Blemish("long", known.long.format(len(text.strip())), 0, len(text)))
    return sorted(found, key=lambda one: one.start)


def length(text: str) -> int:
    """The characters of a sentence, the names and numbers of documents left out."""
    return len(_DOCUMENT.sub("", text.strip()))


@lru_cache(maxsize=8192)
def garbled(text: str) -> bool:
    """Whether a clause has anything that no official would write."""
    return bool(blemishes(text))


def faults(draft: Draft) -> list[Fault]:
    """What no official would write in the draft: in its sentences, and satisfaction in two of them."""
    pleased = [n for n, s in enumerate(draft.sentences) if _PLEASED.search(s.text)]
    short = len(draft.sentences) <= _SHORT
    twice = [Fault(code="language.pleased", message=language().pleased, sentence=n) for n in pleased[1:] if short]
    return twice + [
        Fault(
            code=f"language.{b.code}",
            message=b.message,
            excerpt=s.text[b.start : b.end],
            start=b.start,
            end=b.end,
            sentence=n,
        )
        for n, s in enumerate(draft.sentences)
        for b in blemishes(s.text)
    ]
