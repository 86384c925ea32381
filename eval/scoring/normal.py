"""The comparison normal form, likeness of two texts, and targets taken apart into operator, number and unit.

Two values are the same when their normal forms are: full-width and half-width letters, blanks, kinds of
brackets, dashes and quotes, thousands separators and trailing zeros do not count; everything else does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys("—–－", "-"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("\u2018\u2019", "'"),  # single quotes
        **dict(zip("≧≦\u3014\u3015【】。", "≥≤()[].", strict=True)),  # tortoise-shell and lenticular brackets
    }
)
_BLANKS = re.compile(r"\s+")
_AMOUNT = re.compile(r"-?[\d,]+(\.\d+)?")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_OPERATOR = re.compile(
    r"[≥≤=><±≈]|不低于|不少于|不小于|不高于|不多于|不大于|不超过|高于|低于|多于|少于|大于|小于|等于|超过|以上|以下|以内"
)
_SENTENCE = re.compile(r"[,;:、!?]|\.(?!\d)")
LONGEST_UNIT = 10


def normal(value: object) -> str:
    """The normal form of a printed value; `""` for None."""
    return _normal(str(value)) if value is not None else ""


@lru_cache(maxsize=1 << 17)
def _normal(text: str) -> str:
    text = characters(text)
    if _AMOUNT.fullmatch(text):
        text = text.replace(",", "")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return text


def characters(text: str) -> str:
    """The characters of a text in one form, without blanks; numbers stay as they are printed."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).translate(_ONE_FORM))


def same(a: object, b: object) -> bool:
    """Whether two values have the same normal form."""
    return normal(a) == normal(b)


def blank(value: object) -> bool:
    """Whether a value is null or the empty string."""
    return value is None or value == ""


def likeness(a: str, b: str) -> float:
    """How much two normal forms agree, from 0 to 1: one less edit distance over the longer length."""
    if a == b:
        return 1.0
    return Levenshtein.normalized_similarity(a, b)


def distance(a: object, b: object) -> int:
    """The number of characters to insert, delete or replace between the normal forms."""
    return int(Levenshtein.distance(normal(a), normal(b)))


def is_amount(value: object) -> bool:
    """Whether the whole value is one number (a trailing percent sign counts as part of it)."""
    return bool(_AMOUNT.fullmatch(normal(value).removesuffix("%")))


class Target(NamedTuple):
    """A printed target: its operators and numbers in printed order, and what is left of it."""

    operators: tuple[str, ...]
    numbers: tuple[str, ...]
    rest: str

    @property
    def is_quantity(self) -> bool:
        """Whether it reads as a number with a unit, not as a sentence that holds numbers."""
        return bool(self.numbers) and len(self.rest) <= LONGEST_UNIT and not _SENTENCE.search(self.rest)


@lru_cache(maxsize=1 << 14)
def target(text: str) -> Target:
    """A normal form such as `≥95%` taken apart."""
    operators = tuple(_OPERATOR.findall(text))
    rest = _OPERATOR.sub("", text)
    numbers = tuple(normal(n) for n in _NUMBER.findall(rest))
    return Target(operators, numbers, _NUMBER.sub("", rest))
