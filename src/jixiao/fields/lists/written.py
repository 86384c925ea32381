"""Indicators written out in lines under their levels: （一）产出指标, 1.数量指标：培训人数≥120人；培训期数≥6期。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.columns.said_rows import SaidRow, said_row
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.content import kinds_of
from jixiao.forms.levels import is_level, levels_of
from jixiao.forms.segmentation.prose import counted
from jixiao.forms.segmentation.written import label_of
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
    out: list[dict[str, Any]] = []
    told = [(*label_of(line.passage), (counted(line.text.lstrip()) or ("", 0))[0], line) for line in lines]
    level1: Passage | None = None
    level2: Passage | None = None
    scope = Derived("annual", Passage())
    # how the lines are counted that are indicators under their level
    items = {style for _, _, value, style, _ in told if style and value and _TARGETS & kinds_of(value.text)}
    firsts = {style for _, label, _, style, _ in told if levels_of(label.text, words) == {"level1"}}
    for number, label, value, style, line in told:
        number.claim(Role.LABEL)
        named = frozenset() if level2 and _is_target_of(label, value) else levels_of(label.text, words)
        if "level1" in named and (named == {"level1"} or style in firsts):  # else such a name is of the second level
            level1, level2 = label, None
        elif named:
            level2 = label
        elif not value and (period := words.period(label.text)) is not None:
            label.claim(Role.LABEL)
            level1, level2, scope = None, None, Derived(period, label)
            continue
        else:
            value = line.passage.cut(len(number))
        for part in _parts(value):
            said = said_row(part)
            told_so = bool(named) or (bool(level2) and style in items and bool(_SAID & kinds_of(part.text)))
            if said is None or not _is_indicator(said, told_so, words):
                _set_aside(part, said, level2 or level1 or Passage(), words, draft)
                continue
            row = {"level1": level1, "level2": level2, "level3": said.name, "description": None, "value": said.value}
            out.append({"scope": scope, **row, "weight": None, "basis": None})
    if all(row["scope"].value == "lifetime" for row in out):
        for each in out:
            each["scope"] = replace(each["scope"], value="annual")
    return out


def _is_target_of(name: Passage, value: Passage) -> bool:
    """Whether a name that may be a level's, as 受益群众满意度, has a target of its own behind it."""
    told = bool(_TARGETS & kinds_of(value.text)) and said_row(value) is None
    return told and not name.text.endswith("指标")


def _is_indicator(said: SaidRow, told_so: bool, words: Vocabulary) -> bool:
    """Whether a name and what is said of it are an indicator and its target: a number, but of a line that names a level
    or is counted as others with targets under a level are (`told_so`)."""
    name = said.name.text
    is_name = not words.knows(name) or (told_so and is_level(name, words) and not name.endswith("指标"))
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
    marks = [m.span() for m in _ENDS.finditer(text.text)]
    for (_, start), (end, _) in pairwise([(0, 0), *marks, (len(text), len(text))]):
        if part := text.cut(start, end).strip():
            yield part


def _unread(part: Passage) -> Reason:
    said = f"“{part.text[:24]}”不知道哪些字是指标、哪些字是指标值，原样留在“其他栏目”（extra）里；请对照原文核对"
    return Reason(code="indicator.unread", message=said, page=part.pieces[0].word.page or None)
