"""Indicators written out under their levels, in lines or all in one text: （一）产出指标, 1.数量指标：培训人数≥120人；,
【产出指标】数量指标：更新支管，≥52公里；质量指标：合格率，=100%；.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.said.grammar import COLON, SaidRow, hide, mostly_bracketed, said_row, tail
from jixiao.fields.said.pieces import POINTS, in_pieces, one_each, uncounted
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.content import LEVEL_MARKS, kinds_of, names_both
from jixiao.forms.levels import is_level, levels_of
from jixiao.forms.segmentation.prose import counted
from jixiao.forms.segmentation.sections import label_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Paragraph

# What a line under no level's name must have for a target.
_TARGETS = frozenset({"signed", "quantity", "percent", "number", "range", "date"})
# What else a line must say that is counted as those are.
_SAID = _TARGETS | {"words", "digits"}
_ENDS = re.compile("[；;。]+")


def written_rows(lines: Sequence[Paragraph], words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of the lines; what is no indicator with its target stands aside and makes the record incomplete."""
    said = in_pieces([line.passage for line in lines])
    return rows_of(said, words, draft, Under(targets=mostly_bracketed(piece for line in said for piece in line)))


class Under(NamedTuple):
    """What is known of a text that says indicators: the levels that stand beside it, whether its own levels stand in
    brackets, so that all that is named behind one with a colon is an indicator, whether its targets do, whether nothing
    but indicators can stand there (`alone`), and whether their targets stand behind commas."""

    level1: Passage | None = None
    level2: Passage | None = None
    levels: bool = False
    targets: bool = False
    alone: bool = False
    commas: bool = False


@dataclass(slots=True)
class _Reading:
    """The levels and the period in force, and how the lines are counted: `items` those that are indicators under their
    level, `firsts` names of the first level, or nothing stands behind those."""

    under: Under
    level1: Passage | None
    level2: Passage | None
    scope: Derived
    items: set[str]
    firsts: set[str | bool]


def rows_of(
    lines: Sequence[Sequence[Passage]], words: Vocabulary, draft: Draft, under: Under | None = None
) -> list[dict[str, Any]]:
    """The same of lines in their pieces; what stands behind the name of a level in its line is told by that."""
    under, out = under or Under(), list[dict[str, Any]]()
    parts = [(piece, not i) for line in lines for i, piece in enumerate(line)]
    told = [(*label_of(piece), (counted(piece.text.lstrip()) or ("", 0))[0], piece) for piece, _ in parts]
    items = {style for _, _, value, style, _ in told if style and value and _TARGETS & kinds_of(value.text)}
    firsts = {style or not value for _, label, value, style, _ in told if levels_of(label.text, words) == {"level1"}}
    now = _Reading(under, under.level1, under.level2, Derived("annual", Passage()), items, firsts)
    behind = False
    for (number, label, value, style, line), (_, first) in zip(told, parts, strict=True):
        number.claim(Role.LABEL)
        named = _named(label, value, now, words)
        behind = bool(named) or (behind and not first)
        if named:
            _enter(now, label, named, style or not value, draft)
        elif not value and (period := words.period(label.text)) is not None:
            label.claim(Role.LABEL)
            now.level1, now.level2, now.scope = under.level1, under.level2, Derived(period, label)
            continue
        else:
            value = line.cut(len(number))
        sisters = bool(now.level2 or under.level1) and style in items
        for part in (each for one in _parts(value) for each in one_each(one)):
            said = said_row(part, under.targets)
            told_so = behind or (sisters and bool(_SAID & kinds_of(part.text)))
            told_so = told_so or ((under.levels or under.targets) and bool(now.level2 or now.level1))
            guessed = (
                not told_so
                and said is not None
                and (sisters or under.alone)
                and (under.commas or bool(COLON.search(part.text)))
            )
            told_so = told_so or guessed
            if said is None or not _is_indicator(said, told_so, words):
                _set_aside(part, said, now.level2 or now.level1 or Passage(), words, draft)
                continue
            row = {"level1": now.level1, "level2": now.level2, "level3": said.name, "description": None}
            out.append(
                {"scope": now.scope, **row, "value": said.value, "weight": said.weight, "basis": None, "extra": []}
            )
            if guessed or not said.sure:
                draft.doubted += [(out[-1], name, DoubtCode.UNCERTAIN) for name in ("level3", "value")]
    if all(row["scope"].value == "lifetime" for row in out):
        for each in out:
            each["scope"] = replace(each["scope"], value="annual")
    return out


def _named(label: Passage, value: Passage, now: _Reading, words: Vocabulary) -> frozenset[str]:
    """Which levels a line's label names; none where it is an indicator's name that is called as one."""
    if now.level2 and _is_target_of(label, value):
        return frozenset()
    points = POINTS.search(label.text)
    if points is None and tail(label.text, hide(label.text)) is not None:
        return frozenset()  # a target in brackets
    if points is not None and now.level2 and now.under.targets and not label.text.rstrip("）)").endswith("分"):
        return frozenset()
    return levels_of(label.text, words)


def _enter(now: _Reading, label: Passage, named: frozenset[str], style: str | bool, draft: Draft) -> None:
    """Put the level that a line names in force; points behind it stand aside."""
    if (points := POINTS.search(label.text)) is not None:
        draft.extra.append((label.cut(0, points.start()), label.cut(points.start())))
        label = label.cut(0, points.start()).strip()
    if names_both(label.text) and (mark := re.search(f"[{re.escape(LEVEL_MARKS)}]+", label.text)) is not None:
        now.level1, now.level2 = label.cut(0, mark.start()), label.cut(mark.end())
    elif "level1" in named and now.under.level1 is None and (named == {"level1"} or style in now.firsts):
        now.level1, now.level2 = label, None  # else such a name is of the second level
    else:
        now.level2 = label


def _is_target_of(name: Passage, value: Passage) -> bool:
    """Whether a name that may be a level's, as 受益群众满意度, has a target of its own behind it."""
    told = bool(_TARGETS & kinds_of(value.text)) and said_row(value) is None
    return told and not name.text.endswith("指标")


def _is_indicator(said: SaidRow, told_so: bool, words: Vocabulary) -> bool:
    """Whether a name and what is said of it are an indicator and its target: a number, but of a line that names a level
    or is counted as others with targets under a level are (`told_so`)."""
    name = said.name.text
    known = words.knows(name) and not (told_so and is_level(name, words))
    is_name = not known or (told_so and bool(_SAID & kinds_of(said.value.text)))
    is_name = is_name and not (words.knows(name) and name.endswith("指标"))
    return is_name and (told_so or bool(_TARGETS & kinds_of(said.value.text)))


def _set_aside(part: Passage, said: SaidRow | None, level: Passage, words: Vocabulary, draft: Draft) -> None:
    """Keep what is no indicator; a reason, where it is no label of something else either."""
    if said is not None and words.knows(said.name.text):
        draft.extra.append((said.name, said.value))
        return
    draft.extra.append((level, part))
    draft.reasons.append(_unread(part))


def _parts(text: Passage) -> Iterator[Passage]:
    """The text cut at its stops."""
    marks = [m.span() for m in _ENDS.finditer(hide(text.text))]
    for (_, start), (end, _) in pairwise([(0, 0), *marks, (len(text), len(text))]):
        if part := uncounted(text.cut(start, end).strip()):
            yield part


def _unread(part: Passage) -> Reason:
    said = f"“{part.text[:24]}”不知道哪些字是指标、哪些字是指标值，原样留在“其他栏目”（extra）里；请对照原文核对"
    return Reason(code="indicator.unread", message=said, page=next((p.word.page or None for p in part.pieces), None))
