"""Samples of accepted values: drawn at random, judged by people, and what that says of all of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from jixiao.app.correcting.books import Book
from jixiao.records import Evidence, Reading
from jixiao.records.annotations.corrections import Correction, in_force
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath

# Fields that stand for something else than printed text; people do not type them.
DERIVED = frozenset({"year", "scope"})
_TRIES_EACH = 2000
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Sampled:
    """One accepted value as it was read, and where."""

    sha256: str
    file: str
    record: int
    path: str
    heading: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the judged values are wrong, the share, and where it lies with 95 % (Wilson's interval)."""

    wrong: int
    judged: int
    waiting: int
    share: float | None
    low: float
    high: float


def sample(book: Book, count: int, seed: int) -> list[Sampled]:
    """So many different values of which the reading had no doubt, each as likely as any other; fewer where there are
    not so many. The same seed gives the same values as long as nothing else is read.
    """
    sizes = [(sha256, size) for sha256, size in book.index().searching.sizes() if size]
    if not sizes:
        return []
    draw, known = random.Random(seed), dict[str, list[Sampled]]()
    out: dict[tuple[str, int, str], Sampled] = {}
    weights = [size for _, size in sizes]
    for _ in range(_TRIES_EACH * count):
        if len(out) == count:
            break
        sha256, size = draw.choices(sizes, weights)[0]
        if sha256 not in known:
            known[sha256] = list(_accepted(book.as_read(sha256)))
        at = draw.randrange(size)
        if at < len(known[sha256]):
            one = known[sha256][at]
            out.setdefault((one.sha256, one.record, one.path), one)
        if len(known) == len(sizes) and len(out) == sum(map(len, known.values())):
            break
    return list(out.values())


def rate(book: Book, drawn: Sequence[Sampled]) -> Rate:
    """What people said of the sample: a value that was confirmed is right, one that was changed is wrong."""
    said: dict[tuple[str, int, str], Correction] = {}
    for each in in_force(book.all()):
        if each.action in ("value", "confirm"):
            said[each.sha256, each.form.number, each.path] = each
    found = [said.get((one.sha256, one.record, one.path)) for one in drawn]
    judged = [(one, each) for one, each in zip(drawn, found, strict=True) if each is not None]
    wrong = sum(str(each.now or "") != one.text for one, each in judged)
    low, high = wilson(wrong, len(judged))
    share = wrong / len(judged) if judged else None
    return Rate(wrong, len(judged), len(drawn) - len(judged), share, low, high)


def wilson(wrong: int, judged: int) -> tuple[float, float]:
    """The interval that holds the true share with 95 %, by Wilson's score (JASA 22, 1927); (0, 1) for no judgement."""
    if not judged:
        return 0.0, 1.0
    z2, share = _Z95 * _Z95, wrong / judged
    middle = (share + z2 / (2 * judged)) / (1 + z2 / judged)
    half = _Z95 / (1 + z2 / judged) * sqrt(share * (1 - share) / judged + z2 / (4 * judged * judged))
    return (0.0 if wrong == 0 else max(0.0, middle - half)), (1.0 if wrong == judged else min(1.0, middle + half))


def _accepted(reading: Reading) -> Iterator[Sampled]:
    """Every written value that was read without a doubt."""
    for number, record in enumerate(reading.records, 1):
        for path, evidence in record.evidence.items():
            text = FieldPath(path).get(record)
            if text and path not in record.doubts and path.rpartition(".")[2] not in DERIVED:
                heading = field_heading(type(record), path)
                source = reading.source
                yield Sampled(source.sha256, source.name, number, path, heading, str(text), evidence)
