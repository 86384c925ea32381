"""One indicator said in a text: its name, its target, its weight, by the marks between them.

培训人数：≥120人, 培训人数≥120人, 培训人数（≥120人）, 培训人数（≥120人，10分）, 培训人数，目标值≥120人，权重10
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from jixiao.evidence import Passage, Role
from jixiao.forms.content import OPERATOR, kinds_of, level_names
from jixiao.text import has_digit, key

# The role of a column that holds indicators with their targets.
SAID = "said_rows"
# What a text is that can be nothing but a target.
TARGETS = frozenset({"signed", "quantity", "percent", "number"})
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# The number of an indicator in a text.
NUMBER = re.compile(
    rf"(?:^|(?<=[\s。；;，,、]))(?:指标\s*(\d{{1,2}})\s*[：:.、．]|(\d{{1,2}})\s*(?:[、．)）]|\.(?!\d))|[（(](\d{{1,2}})[)）]|([{_CIRCLED}]))\s*"
)
# The same behind any other text, where no blank or stop stands before it.
_INNER = re.compile(rf"(?<![\d.])(\d{{1,2}})\s*(?:[、．]|\.(?!\d))\s*|[（(](\d{{1,2}})[)）]\s*|([{_CIRCLED}])\s*")
# Between a name and its target; a comma of a number is none, nor one inside brackets.
COLON = re.compile(r"[：:]")
_COMMA = re.compile(r"(?<!\d)[，,]|[，,](?!\d)")
TOLD = re.compile(rf"^(?:{OPERATOR.pattern})|(?:{OPERATOR.pattern})\d")
_OPEN, _CLOSE = "（([【〔", "）)]】〕"
_NUMERAL = r"(\d+(?:\.\d+)?)"
# The weight at the end of a text, and one that stands in a bracket with a target.
_WEIGHT = re.compile(
    rf"[，,、；;\s]*(?:[（(\[【]\s*{_NUMERAL}\s*分\s*[)）\]】]"
    rf"|[（(\[【]?\s*(?:权重|分值|权数)\s*(?:为|[:：])?\s*{_NUMERAL}\s*[%％分]?\s*[)）\]】]?)$"
)
_WEIGHT_PART = re.compile(rf"(?:权重|分值|权数)\s*(?:为|[:：])?\s*{_NUMERAL}\s*[%％分]?|{_NUMERAL}\s*分")
_APART = re.compile(r"[，,；;、]\s*")
# The word before a target that says that it is one.
_TARGET = re.compile(r"[，,、\s]*(?:(?:年度|本年|当年|预期|绩效)*(?:目标|指标)值)\s*(?:为|是|[:：])?\s*")
# The longest name of an indicator, and the longest target, in characters.
_NAME, _LONGEST = 40, 40
_BLANKS = "。；;，,、 \u3000"


class SaidRow(NamedTuple):
    """An indicator of a text: its name and its target, the name of the level that stood before them (`level`), that of
    the level over it (`upper`), and its weight, None where it says none. It is not `sure` where only the others of its
    text show what its target is."""

    name: Passage
    value: Passage
    level: Passage = Passage()
    upper: Passage = Passage()
    weight: Passage | None = None
    sure: bool = True


def said_row(text: Passage, bracketed: bool = False) -> SaidRow | None:
    """The name and the target of one indicator, None where it is not told where the one ends. Where the others of its
    text have their targets in brackets (`bracketed`), what stands in one at its end is the target whatever it says."""
    text = text.strip(_BLANKS)
    weight, rest = _weighed(text)
    row = _row(rest, bracketed)
    if row is None:
        return _row(text, bracketed) if weight is not None else None
    if weight is None:
        weight, name = _weighed(row.name)
        row = row._replace(name=name)
    return row._replace(weight=row.weight or weight) if row.name else None


def _row(text: Passage, bracketed: bool) -> SaidRow | None:
    """The same without a weight behind it."""
    hidden = hide(text.text)
    colons, commas = list(COLON.finditer(hidden)), list(_COMMA.finditer(hidden))
    said = _TARGET.search(hidden)
    if said is not None and said.start() and said.end() < len(hidden):
        text.cut(*said.span()).claim(Role.LABEL)
        return _checked(text.cut(0, said.start()).strip("：: "), text.cut(said.end()))
    if len(colons) == 1:
        value = text.cut(colons[0].end())
        return _checked(text.cut(0, colons[0].start()), value, not _COMMA.search(hide(value.text)))
    if colons:
        return None
    if (row := _in_brackets(text, hidden, bracketed)) is not None:
        return row
    if len(commas) == 1:
        value = text.cut(commas[0].end())
        sign = OPERATOR.search(value.text)
        if sign is not None and sign.start() > 1 and has_digit(value.text[sign.end() :]):
            return None  # another indicator behind the comma
        return _checked(text.cut(0, commas[0].start()), value)
    sign = OPERATOR.search(hidden) if not commas else None
    if sign is not None and has_digit(hidden[sign.end() :]):
        return _checked(text.cut(0, sign.start()), text.cut(sign.start()))
    return None


def _checked(name: Passage, value: Passage, sure: bool = True) -> SaidRow | None:
    """The row of a name and a target, None where they are too long, or a target or a sign stands in the name: it is of
    another indicator."""
    name, value = name.strip(), value.strip()
    if not 1 < len(name.text) <= _NAME or not 0 < len(value.text) <= _LONGEST or TOLD.search(key(name.text)):
        return None
    return SaidRow(name, value, sure=sure)


def _in_brackets(text: Passage, hidden: str, bracketed: bool) -> SaidRow | None:
    """The row of a name with its target in brackets behind it; a note (抽样) is no target."""
    span = tail(text.text, hidden)
    if span is None:
        return None
    name, inner = text.cut(0, span[0]), text.cut(span[0] + 1, span[1] - 1).strip()
    weight: Passage | None = None
    parts = [m.span() for m in _APART.finditer(inner.text)]
    if len(parts) == 1:
        halves = [inner.cut(0, parts[0][0]), inner.cut(parts[0][1])]
        weights = [m for half in halves if (m := _WEIGHT_PART.fullmatch(half.text))]
        if len(weights) == 1:
            at = next(i for i, half in enumerate(halves) if _WEIGHT_PART.fullmatch(half.text))
            weight, inner = halves[at].cut(*weights[0].span(weights[0].lastindex or 1)), halves[1 - at]
    if (said := _TARGET.match(inner.text)) is not None:
        inner.cut(*said.span()).claim(Role.LABEL)
        inner = inner.cut(said.end())
    told = weight is not None or said is not None or bool(kinds_of(inner.text) & TARGETS)
    before = _COMMA.split(name.text)[-1]
    if not (told or bracketed) or kinds_of(before) & TARGETS:
        return None
    row = _checked(name, inner, told or bool(kinds_of(inner.text) & {"words", "date", "range"}))
    return row._replace(weight=weight) if row is not None else None


def _weighed(text: Passage) -> tuple[Passage | None, Passage]:
    """The weight at the end of the text, None where it says none, and the text before it."""
    found = (
        _WEIGHT.search(text.text) if text.text[-1:] in ("分", "%", "％", *_CLOSE) or has_digit(text.text[-1:]) else None
    )
    if found is None or not found.start():
        return None, text
    return text.cut(*found.span(found.lastindex or 1)), text.cut(0, found.start()).strip(_BLANKS)


def hide(text: str) -> str:
    """The text with all that stands in round brackets, the brackets too, put out of sight: as many characters."""
    out, depth = [], 0
    for c in text:
        depth += c in "（("
        out.append("（" if depth else c)
        depth -= c in "）)" and depth > 0
    return "".join(out) if not depth else text


def tail(text: str, hidden: str) -> tuple[int, int] | None:
    """Where the brackets at the end of the text begin and end, None where none stand there."""
    if not text or text[-1] not in "）)":
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in "）)") - (text[at] in "（(")
        if not depth:
            return (at, len(text)) if at and hidden[at] == "（" else None
    return None


def mostly_bracketed(parts: Iterable[Passage]) -> bool:
    """Whether most of the parts of texts are names with a target in brackets behind each."""
    said = [_behind_level(part.strip(_BLANKS)) for part in parts]
    said = [part for part in said if part and not level_names(part.text.rstrip("：:"))]
    found = [part for part in said if _in_brackets(part, hide(part.text), False) and not COLON.search(hide(part.text))]
    return bool(found) and 2 * len(found) >= len(said)


def mostly_commas(parts: Iterable[Passage]) -> bool:
    """Whether most of the parts of texts are names with a target behind a comma."""
    said = [_uncounted(part.strip(_BLANKS)) for part in parts]
    said = [part for part in said if part and not level_names(part.text.rstrip("：:"))]
    found = [row for part in said if _COMMA.search(hide(part.text)) and (row := said_row(part)) is not None]
    return 2 * sum(bool(kinds_of(row.value.text) & TARGETS) for row in found) > len(said)


def _uncounted(part: Passage) -> Passage:
    """The text without the number of an indicator before it."""
    number = NUMBER.match(part.text)
    return part.cut(number.end()) if number is not None else part


def _behind_level(part: Passage) -> Passage:
    """The text behind the name of a level and its colon."""
    colon = COLON.search(part.text)
    return part.cut(colon.end()).strip() if colon and level_names(part.text[: colon.start()]) else part


def counted_parts(text: str, inner: bool = False) -> list[tuple[int, int]]:
    """Where each indicator of a text begins, with and without its number; numbers count from 1, where there are any.
    A number may stand right behind the text before it where `inner`."""
    cuts: list[tuple[int, int]] = []
    if not NUMBER.match(text):
        return cuts
    marks = [*NUMBER.finditer(text), *(_INNER.finditer(text) if inner else ())]
    for match in sorted(marks, key=lambda m: m.span()):
        said = next(g for g in match.groups() if g)
        value = _CIRCLED.index(said) + 1 if said in _CIRCLED else int(said)
        if value == len(cuts) + 1 and (not cuts or match.start() >= cuts[-1][1]):
            cuts.append(match.span())
    return cuts if cuts and not cuts[0][0] else []
