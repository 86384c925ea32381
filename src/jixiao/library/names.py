"""What an indicator measures, apart from the project it was written for: names of different projects made comparable.

`城乡居民养老保险补贴发放及时率` and `奖励资金拨付及时率` are both 发放及时率. Nothing here depends on what the library
holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from jixiao.library.vocabulary import Measure, Nature, Vocabulary, vocabulary
from jixiao.text import key

_REMARK = re.compile(r"\([^()]*\)|\"|'|《[^》]*》|“|”")
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?")
_NUMBERED = re.compile(r"^(?:指标\d+[:：.]?|\d+[.、]|[①-⑳]|\(\d+\))")
# A part that name and project share is the project's own subject if it has so many characters.
_SHARED = 3
_LONGEST_NAME = 24
# In what is longer than this a last character is no measure (…精神力量).
_SENTENCE = 14


@dataclass(frozen=True, slots=True)
class Named:
    """`group` is the canonical name; `measure` what stands at the name's end ("" for a sentence), `nature` its kind."""

    group: str
    measure: str
    nature: Nature


def bare(name: str) -> str:
    """The name for comparing: without numbering, remarks in brackets, quotes and years."""
    return _YEAR.sub("", _REMARK.sub("", _NUMBERED.sub("", key(name))))


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters, for searching; a single character stands alone."""
    flat = [run for run in re.split(r"[^\w]+", key(text).lower()) if run]
    return [pair for run in flat for pair in ([a + b for a, b in pairwise(run)] if len(run) > 1 else [run])]


@lru_cache(maxsize=65536)
def named(name: str, project: str = "") -> Named:
    """The canonical name of an indicator of a project of that name."""
    words = vocabulary()
    text = bare(name)
    measure, at = _measured(text, words)
    if measure is None:
        return Named(_effect(text, words) or _own(text, project), "", "")
    if measure.nature == "money":
        for word, name in words.per.items():
            if word in text[:at] and measure.needs == "alone":
                return Named(name, measure.name, measure.nature)
    if measure.needs == "alone":
        return Named(measure.called, measure.name, measure.nature)
    before = text[:at]
    action = _done(before, words)
    if action:
        return Named(f"{action}{measure.called}", measure.name, measure.nature)
    if measure.needs == "action":
        return Named(measure.called, measure.name, measure.nature)
    thing = _without_fillers(_own(before, project), words)
    return Named(f"{thing}{measure.called}"[-_LONGEST_NAME:], measure.name, measure.nature)


def _measured(text: str, words: Vocabulary) -> tuple[Measure | None, int]:
    """The longest measure that the name ends with, and where it begins; a measure is never the whole of a sentence."""
    for at in range(len(text)):
        found = words.measures.get(text[at:])
        if found is not None and (len(text) - at > 1 or len(text) <= _SENTENCE):
            return found, at
    return None, len(text)


def _done(before: str, words: Vocabulary) -> str:
    """What is done, by the last action word: at the end of the text, past fillers, or else anywhere in it."""
    best = ("", -1)
    for word, name in words.actions.items():
        at = before.rfind(word)
        if at >= 0 and at + len(word) > best[1]:
            best = (name, at + len(word))
    return best[0]


def _effect(text: str, words: Vocabulary) -> str:
    for name, needed in words.effects:
        if all(word in text for word in needed):
            return name
    return ""


def _own(text: str, project: str) -> str:
    """The text without what it shares with the project's name, the text itself where little would be left."""
    subject = bare(project)
    best = ""
    for start in range(len(text)):
        while len(best) < len(text) - start and text[start : start + len(best) + 1] in subject:
            best = text[start : start + len(best) + 1]
    left = text.replace(best, "", 1) if len(best) >= _SHARED else text
    return left if len(left) >= 2 else text


def _without_fillers(text: str, words: Vocabulary) -> str:
    for filler in words.fillers:
        if text.endswith(filler) and len(text) > len(filler):
            return text[: -len(filler)]
    return text


def family_of(level1: str | None, level2: str | None, nature: Nature = "") -> str:
    """The kind of an indicator by its printed levels; where they say only output or effect, its nature decides."""
    words = vocabulary()
    found = ""
    for level in (level2, level1):
        said = key(level or "")
        found = next((f.code for f in words.families.values() if any(w in said for w in f.words)), "") if said else ""
        if found and found not in ("output", "effect"):
            return found
        if found:
            break
    if found == "output" or not found:
        return words.natures.get(nature, found or "output")
    return found
