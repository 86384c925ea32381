"""How like two texts are, by characters, and what of a sentence is its frame."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import LCSseq

from eval.scoring.normal import normal
from jixiao.quantity import numbers_in

_ORDERS = range(1, 7)
_RECALL_COUNTS = 2
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[万亿%‰年月日]?")
_POINT = re.compile(r"^\s*(?:\d{1,2}[.．、]|目标\d{1,2}[：:]|（[一二三四五六七八九十]{1,2}）)")


def chrf(said: str, reference: str) -> float:
    """chrF of the text against the reference, 0..1: F2 of the n-grams of one to six characters, their mean."""
    said, reference = normal(said), normal(reference)
    found = []
    for order in _ORDERS:
        a, b = _grams(said, order), _grams(reference, order)
        both = (a & b).total()
        if a and b:
            precision, recall = both / a.total(), both / b.total()
            weighted = _RECALL_COUNTS**2 * precision + recall
            found.append((1 + _RECALL_COUNTS**2) * precision * recall / weighted if both else 0.0)
    return sum(found) / len(found) if found else 0.0


def rouge_l(said: str, reference: str) -> float:
    """ROUGE-L of the text against the reference, 0..1: F1 of the longest common subsequence of characters."""
    said, reference = normal(said), normal(reference)
    return 2 * LCSseq.similarity(said, reference) / (len(said) + len(reference)) if said or reference else 1.0


def skeleton(sentence: str, sources: Iterable[str]) -> str:
    """The sentence's frame: what its sources say, two characters or more, stands as □, numbers as #."""
    text = normal(_POINT.sub("", sentence))
    known = {text[i : i + 2] for text in map(normal, sources) for i in range(len(text) - 1)}
    marks = list(text)
    spans = [(n.start, n.end + len(n.unit)) for n in numbers_in(text)]
    for start, end in [*(m.span() for m in _NUMBER.finditer(text)), *spans]:
        marks[start:end] = "#" * (end - start)
    plain = "".join(marks)
    for i in range(len(plain) - 1):
        if text[i : i + 2] in known and "#" not in plain[i : i + 2]:
            marks[i] = marks[i + 1] = "□"
    return re.sub("#+", "#", re.sub("□+", "□", "".join(marks)))


def shared(a: list[str], b: list[str]) -> float:
    """The share of the frames of the one that the other has too."""
    return sum(frame in b for frame in a) / len(a) if a else 0.0


def _grams(text: str, order: int) -> Counter[str]:
    return Counter(text[i : i + order] for i in range(len(text) - order + 1))
