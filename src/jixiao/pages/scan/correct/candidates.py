"""What a weak character may be else, decided by what stands beside it: the words of Chinese, signs, units.

The OCR's other choices come from `TextLine.others`; what was read stays in the word's doubts.
"""

from __future__ import annotations

import re
from functools import cache

from jixiao.evidence import DoubtCode, Word
from jixiao.pages.scan.correct import settings
from jixiao.pages.scan.model import TextLine
from jixiao.resources import folder
from jixiao.segmentation import dictionary
from jixiao.text import is_cjk
from jixiao.votes import Voter

# Targets of one character, and what the last line of an indicator's name is often alone with.
_LONE, _LAST = frozenset("是否有无优良高低好"), frozenset("率度间量数性况类款项")
# What opens the next point of an enumeration.
_POINT = re.compile(r"目标\s*\d|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)")
_AMOUNT = re.compile(r"[≥≤=]?[\d,.]*\d[\d,.]*[%％]?")
# The rings of a per cent sign whose stroke is gone.
_SHARE = re.compile(r"(?:[≥≤=<>](?:100|[1-9]?\d)|100)(0[6o\u03c3]|06%)")
_STRICT = {">": "≥", "<": "≤", "＞": "≥", "＜": "≤"}
_ROUND = frozenset("0oO°º")


def choose(word: Word, line: TextLine) -> None:
    """Put weak characters of the word right where another of their choices makes sense and the one taken does not.

    The sense of a Han character is certain enough to stand; one that changes a number stays in doubt.
    """
    if word.text != line.text:
        return
    if (share := _SHARE.fullmatch(word.text)) and any(line.others[share.start(1) :]):
        word.mend(*share.span(1), "%", Voter.CANDIDATES, DoubtCode.READINGS_DIFFER)
        return
    for i, others in enumerate(line.others):
        if not others or others.isspace():
            continue
        if right := _sign(word.text, i, others):
            word.mend(i, i + 1, right, Voter.CANDIDATES, DoubtCode.READINGS_DIFFER)
        elif right := _mark(word.text, i, others) or _han(line, i, others):
            word.mend(i, i + 1, right, Voter.CANDIDATES, DoubtCode.VOCABULARY)


def _sign(text: str, i: int, others: str) -> str:
    """A sign or digit of a number in place of what no number holds there."""
    char, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if char in _STRICT:
        return _STRICT[char] if _STRICT[char] in others[: settings.CANDIDATES.first] else ""
    if char == "-":
        return "=" if not before and after.isdigit() and text.endswith(("%", "％")) and "=" in others else ""
    if char in _ROUND and not after and before.isdigit() and "%" in others[: settings.CANDIDATES.first]:
        return "%"
    if char == "+" or (char.isascii() and char.isalpha()):
        number = _AMOUNT.fullmatch(text[:i] + text[i + 1 :]) or (
            len(text) <= settings.CANDIDATES.code and text.isascii()
        )
        counts = char == "+" and after != "" and (before.isdigit() or is_cjk(after))
        return next((other for other in others if other in "0123456789"), "") if number or counts else ""
    return ""


def _mark(text: str, i: int, others: str) -> str:
    """In place of a colon a semicolon, behind a share or before the next point, or a mark of enumeration."""
    if text[i] not in ":：" or i == 0:
        return ""
    if "；" in others and (text[i - 1] in "%％" or _POINT.match(text, i + 1)):
        return "；"
    inside = i + 1 < len(text) and is_cjk(text[i - 1]) and is_cjk(text[i + 1])
    return "、" if inside and "、" in others else ""


def _han(line: TextLine, i: int, others: str) -> str:
    """The choice with which the text around falls into fewer words than with the one taken.

    Of as many, one of the likeliest that stands beside more of its neighbours in the house's own word lists than the
    one taken.
    """
    text = line.text
    if len(text) == 1:
        known = [other for usual in (_LONE, _LAST) for other in others if other in usual]
        return known[0] if known and text not in _LONE | _LAST else ""
    start, end = i, i + 1
    while start > max(0, i - settings.CANDIDATES.reach) and is_cjk(text[start - 1]):
        start -= 1
    while end < min(len(text), i + 1 + settings.CANDIDATES.reach) and is_cjk(text[end]):
        end += 1
    choices = [other for other in others if is_cjk(other)]
    if end - start == 1 or not choices or not text[i].isalnum():
        return ""
    taken, *rest = (text[start:i] + char + text[i + 1 : end] for char in (text[i], *choices))
    least, _, best = min((_words(other), k, other) for k, other in enumerate(rest))
    as_taken = _words(taken)
    if least < as_taken:
        return best[i - start]
    if least > as_taken or line.scores[i] >= settings.CANDIDATES.weak:
        return ""
    usual, likeliest = _usual(taken, i - start), rest[: settings.CANDIDATES.first]
    return next((o[i - start] for o in likeliest if _words(o) == least and _usual(o, i - start) > usual), "")


def _words(text: str) -> int:
    """How many words of the dictionary the text falls into."""
    return len(dictionary().cut(text, hmm=False))


def _usual(text: str, i: int) -> int:
    """With how many of its neighbours the character stands in the word lists of forms, indicators and checks."""
    return sum(len(pair) == 2 and pair in _lists() for pair in (text[max(0, i - 1) : i + 1], text[i : i + 2]))


@cache
def _lists() -> str:
    names = ("schemas/forms", "schemas/library", "schemas/checks")
    return "\n".join(path.read_text(encoding="utf-8") for name in names for path in folder(name).glob("*.yaml"))
