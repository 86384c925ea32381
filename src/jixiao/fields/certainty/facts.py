"""What is known of a value that OCR read, as numbers: what OCR said of its characters, what other voters said of them,
and what the form says of it. Changes nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, log1p

from jixiao.evidence import DoubtCode, Passage
from jixiao.quantity.shape import is_amount
from jixiao.segmentation import cut
from jixiao.text import has_digit, is_cjk, key
from jixiao.votes import Vote

Facts = dict[str, float]

_TARGET = re.compile(r"indicators\[\d+\]\.(?:value|actual)")
_LEVEL = re.compile(r"indicators\[\d+\]\.level[12]")
_SIGNS = frozenset("≥≤=<>")
_BLANK = re.compile(r"(?<=\S) (?=\S)")
# What is seldom printed, in which kinds of values. First: a mark, or a figure that counts nothing, as specks and scraps
# of rules are read. Last: a figure of the next column. Inside: the target behind its description. A year too short.
ODD = {
    "stray first": (
        ("text", "level"),
        re.compile(r"^(?:[^\w(（《“\"‘\[【〔]|\d{1,2}\s?(?=[\u4e00-\u9fff])(?!\d*\s?[年月日个项人次万亿]))"),
    ),
    "figure last": (("text", "level"), re.compile(r"[\u4e00-\u9fff] \d+$")),
    "sign inside": (("target",), re.compile(r"[\u4e00-\u9fff]\s?[≥≤=]")),
    "strict sign": (("target",), re.compile(r"^[<>＜＞]")),
    "odd date": (("text",), re.compile(r"(?<!\d)\d{3}年|月-\d?$")),
}
_ROW = re.compile(r"\[\d+\]")
# A text that is longer is a paragraph; a shorter one is too short to be another with a slip.
_LONG, _LIKE = 40, 4
# The odds of a character are no greater (a logarithm), nor those of a voter.
_SUREST, _MOSTODDS = 7.0, 20.0
# Characters that are wrong in any text, and of any in a form.
_FEW, _FEW_OF_ALL = 1e-3, 1e-4


@dataclass(frozen=True)
class FormSays:
    """What a form says of its values: the codes of doubts by path, the paths whose sums close (of several parts, or of
    one) and do not, those whose text a closed list knows, the doubts about its tables, and whether it was read whole.
    """

    codes: Mapping[str, Collection[DoubtCode]]
    closed: Collection[str] = ()
    repeated: Collection[str] = ()
    open: Collection[str] = ()
    listed: Collection[str] = ()
    tables: Collection[str] = ()
    whole: bool = True

    @cached_property
    def sure(self) -> frozenset[str]:
        """The paths that a sum or a closed list confirms."""
        return frozenset((*self.closed, *self.repeated, *self.listed))


def facts_of(read: Mapping[str, Passage], says: FormSays) -> dict[str, Facts]:
    """The facts about every value that OCR saw, by field path; those that are 0 are left out."""
    seen = {path: passage for path, passage in read.items() if any(word.seen for word, _, _ in passage.pieces)}
    columns = {path: _ROW.sub("[]", path) for path in seen}
    alike = _Alike((columns[path], passage.text) for path, passage in seen.items())
    whole = _form(seen, says)
    unsigned = _unsigned(seen)
    return {
        path: {
            name: value
            for name, value in (
                *_kind(path, passage.text).items(),
                *_print(passage, kind_of(path, passage.text)).items(),
                *_said(passage).items(),
                *_of_form(path, says).items(),
                *unsigned.get(path, {}).items(),
                *alike.facts(columns[path], passage.text).items(),
                *whole.items(),
            )
            if value
        }
        for path, passage in seen.items()
    }


def kind_of(path: str, text: str) -> str:
    """What sort of value it is: amount, target, level, text or paragraph."""
    if _TARGET.fullmatch(path):
        return "target"
    if _LEVEL.fullmatch(path):
        return "level"
    if is_amount(text):
        return "amount"
    return "paragraph" if len(text) > _LONG else "text"


def _kind(path: str, text: str) -> Facts:
    kind = kind_of(path, text)
    digits = has_digit(text)
    return {
        "bias": 1.0,
        f"kind {kind}": 1.0,
        "digits": float(digits),
        "length": log1p(len(text)),
        "blanks": log1p(len(_BLANK.findall(text))),
        **{name: 1.0 for name, (kinds, odd) in ODD.items() if kind in kinds and odd.search(text)},
        "odd words": _odd_words(text) if kind in ("text", "paragraph", "level") else 0.0,
    }


def _odd_words(text: str) -> float:
    """The share of its Han characters that make no word of several with those beside them."""
    han = [part for part in cut(text) if is_cjk(part[0])]
    return sum(len(part) == 1 for part in han) / max(1, sum(map(len, han)))


def _print(passage: Passage, kind: str) -> Facts:
    """What OCR said of the characters; a paragraph has lines anyway."""
    scores, others = _scores(passage)
    weakest = min(scores, default=1.0)
    return {
        "lines": log(len(passage.pieces)) if kind != "paragraph" else 0.0,
        "misread": log1p(sum(1 - score for score in scores) / _FEW),
        "weakest": _logit(weakest),
        "contested": log1p(sum(map(bool, others))),
    }


def _scores(passage: Passage) -> tuple[list[float], list[str]]:
    """The scores of its characters and what else they may be; of the whole word where that was changed since."""
    scores: list[float] = []
    others: list[str] = []
    for word, start, end in passage.pieces:
        if word.seen is not None:
            seen = word.seen.part(start, end) if word.seen.text == word.text else word.seen
            scores.extend(seen.scores)
            others.extend(seen.others)
    return scores, others


def _logit(share: float) -> float:
    return max(-_SUREST, min(_SUREST, log(max(1e-9, share)) - log(max(1e-9, 1 - share))))


def _said(passage: Passage) -> Facts:
    """What each voter said: that it agrees, what it changed, what it would have otherwise."""
    out: Facts = defaultdict(float)
    for vote in passage.votes():
        taken = passage.text[vote.start : vote.end] == vote.said
        how = "agrees" if vote.agrees else "changed" if taken else "against"
        out[f"{vote.by.value} {how}"] = 1.0 if vote.agrees else out[f"{vote.by.value} {how}"] + _size(vote)
        if vote.odds is not None and not vote.agrees:
            out[f"{vote.by.value} odds {how}"] = max(-_MOSTODDS, min(_MOSTODDS, vote.odds)) / 10
    return {name: value if name.endswith("agrees") or " odds " in name else log1p(value) for name, value in out.items()}


def _size(vote: Vote) -> int:
    return max(len(key(vote.said)), len(key(vote.instead)))


def _of_form(path: str, says: FormSays) -> Facts:
    out = {f"code {code.value}": 1.0 for code in says.codes.get(path, ())}
    out["sum closes"] = float(path in says.closed)
    out["sum repeats"] = float(path in says.repeated)
    out["sum open"] = float(path in says.open)
    out["listed"] = float(path in says.listed)
    return out


def _form(seen: Mapping[str, Passage], says: FormSays) -> Facts:
    """How well the form was read as a whole."""
    scores = [score for passage in seen.values() for score in _scores(passage)[0]]
    doubted = sum(bool(says.codes.get(path)) for path in seen)
    changed = sum(any(not vote.agrees for vote in passage.votes()) for passage in seen.values())
    out = {f"table {code}": 1.0 for code in says.tables}
    out["form incomplete"] = float(not says.whole)
    out["form misread"] = log1p(sum(1 - s for s in scores) / max(1, len(scores)) / _FEW_OF_ALL)
    out["form doubted"] = doubted / max(1, len(seen))
    out["form changed"] = changed / max(1, len(seen))
    return out


def _unsigned(seen: Mapping[str, Passage]) -> dict[str, Facts]:
    """For each target that is a number without a sign, the share of the form's other such targets that have one."""
    targets = {path: key(passage.text) for path, passage in seen.items() if _TARGET.fullmatch(path)}
    numbers = {path: text for path, text in targets.items() if has_digit(text)}
    signed = sum(text[0] in _SIGNS for text in numbers.values())
    share = signed / max(1, len(numbers))
    return {path: {"unsigned": share} for path, text in numbers.items() if text[0] not in _SIGNS}


class _Alike:
    """The texts of a form by column: which stand there again, and which differ in one character from such as do."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._count = Counter((column, key(text)) for column, text in texts)
        self._near: dict[tuple[str, str], set[str]] = defaultdict(set)
        for column, text in self._count:
            for pattern in _patterns(text):
                self._near[column, pattern].add(text)

    def facts(self, column: str, text: str) -> Facts:
        flat = key(text)
        again = self._count[column, flat] - 1
        near = {other for pattern in _patterns(flat) for other in self._near[column, pattern] if other != flat}
        rivals = sum(self._count[column, other] for other in near)
        return {"again": log1p(again), "one off": log1p(rivals)}


def _patterns(text: str) -> list[str]:
    """The text with each of its Han characters left open; none for short texts and paragraphs."""
    if not _LIKE <= len(text) <= _LONG:
        return []
    return [f"{text[:i]}\0{text[i + 1 :]}" for i, char in enumerate(text) if is_cjk(char)]
