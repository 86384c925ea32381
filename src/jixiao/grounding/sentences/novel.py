"""Words of a sentence that the material has not: neither in so many characters, nor as a usual word of such texts.

A rule cannot know whether a deed that the material does not name belongs to the project: such words are marked 待核.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.grounding.wording import Wording, common
from jixiao.segmentation import cut, sorts

_HAN = re.compile("[\u4e00-\u9fff]+")
# Names and figures are looked at elsewhere.
_APART = re.compile(
    r"《[^》]*》|“[^”]*”|「[^」]*」|[（(][^（）()]*[〔\[][^（）()]*[）)]|[〔\[](?:19|20)\d\d[〕\]]\d+号"
)
# What the year's work is for: half a sentence before what is done.
_PURPOSE = re.compile("(?:^|[，。：\n])为了?([^，。\\s]{2,40}?)(?=，)")
# Adverbs, conjunctions, prepositions, pronouns, measures, places as 内 and the like: they name nothing.
_GRAMMAR = frozenset("dcpruqfyk")
_LONGEST_WORD = 5
_LEAST = 2


class Material(NamedTuple):
    """All that is printed of a project: pairs of neighbouring characters, and characters."""

    grams: frozenset[str]
    chars: frozenset[str]


def unsupported(text: str, material: Material) -> Iterator[Wording]:
    """Words that are neither common nor of the material; a purpose that has a word of the project is let be."""
    bare = _APART.sub(lambda match: " " * len(match[0]), text)
    let_be = [m.span(1) for m in _PURPOSE.finditer(bare) if _of_project(m[1], material)]
    for run in _HAN.finditer(bare):
        for start, end in _novel(run[0], material):
            at, to = run.start() + start, run.start() + end
            if any(a <= at < b for a, b in let_be):
                continue
            word = text[at:to]
            message = f"“{word}”在材料里没有（待核）；不是这个项目的内容请删去，是的请补进材料"
            yield Wording("word.unsupported", message, at, to)


def _of_project(purpose: str, material: Material) -> bool:
    """Whether a purpose has a word of the project's own."""
    known = common()
    for word in cut(purpose):
        own = [char for char in word if char in material.chars and char not in known.single]
        if word not in known.words and len(own) * 2 >= len(word):
            return True
    return False


def _novel(text: str, material: Material) -> list[tuple[int, int]]:
    """The places of words of which something is nowhere in the material, neighbours as one."""
    covered = _covered(text, material)
    out: list[tuple[int, int]] = []
    at = 0
    for word in cut(text):
        end = at + len(word)
        # A word is of the material too where all its characters are: 偿付 for 偿还 and 支付.
        known = all(sure or char in material.chars for sure, char in zip(covered[at:end], word, strict=True))
        known = known or sorts(word) <= _GRAMMAR or _longer(word, material)
        if not known and (len(word) >= _LEAST or (out and out[-1][1] == at)):
            if out and out[-1][1] == at:
                out[-1] = (out[-1][0], end)
            else:
                out.append((at, end))
        at = end
    return out


def _longer(word: str, material: Material) -> bool:
    """Whether a word is one character of the material and one that changes nothing."""
    first, last = word[0], word[-1]
    return len(word) == _LEAST and last in common().morphemes and first in material.chars


def _covered(text: str, material: Material) -> list[bool]:
    """For each character whether it is grammar, or in a pair of the material or a common word."""
    known = common()
    covered = [char in known.single for char in text]
    for at in range(len(text) - 1):
        if text[at : at + 2] in material.grams:
            covered[at] = covered[at + 1] = True
        for size in range(2, min(_LONGEST_WORD, len(text) - at) + 1):
            if text[at : at + size] in known.words:
                covered[at : at + size] = [True] * size
    return covered
