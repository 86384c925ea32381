"""Indicators written out under their levels: in lines (（一）产出指标, 1.数量指标：培训人数≥120人；培训期数≥6期。), or
all in one text (【产出指标】数量指标：更新支管，≥52公里；质量指标：合格率，=100%；).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.columns.said_rows import SaidRow, said_in, said_row, said_whole
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.content import kinds_of, level_names
from jixiao.forms.levels import is_level, levels_of
from jixiao.forms.segmentation.prose import counted
from jixiao.forms.segmentation.written import label_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell, Paragraph

# What a line under no level's name must have for a target.
_TARGETS = frozenset({"signed", "quantity", "percent", "number", "range", "date"})
# What else a line must say that is counted as those are.
_SAID = _TARGETS | {"words", "digits"}
_ENDS = re.compile("[；;。]+")
# A text of no more characters says no two of them.
_LONG = 24
# So many indicators make a text that is a list of them.
_LEAST = 2
# Where a part of the text ends, and what stands around the name of a level.
_STOP = re.compile(r"[；;。\n]\s*")
_BRACKETED = re.compile(r"[【\[〔]([^【】\[\]〔〕]{2,12})[】\]〕]\s*[:：]?")
_LEVEL = re.compile(r"指标|效益|满意度|成本|产出")


def written_rows(lines: Sequence[Paragraph], words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of the lines; what is no indicator with its target stands aside and makes the record incomplete."""
    return rows_of([line.passage for line in lines], words, draft)


def rows_of(
    lines: Sequence[Passage], words: Vocabulary, draft: Draft, in_brackets: bool = False
) -> list[dict[str, Any]]:
    """The same of lines that stand in one text; where its levels stand in brackets (`in_brackets`), all that is named
    behind one with a colon is an indicator, whatever its target says."""
    out: list[dict[str, Any]] = []
    told = [(*label_of(line), (counted(line.text.lstrip()) or ("", 0))[0], line) for line in lines]
    level1: Passage | None = None
    level2: Passage | None = None
    scope = Derived("annual", Passage())
    # how the lines are counted that are indicators under their level
    items = {style for _, _, value, style, _ in told if style and value and _TARGETS & kinds_of(value.text)}
    # how names of the first level are written: counted so, or with nothing behind them
    firsts = {style or not value for _, label, value, style, _ in told if levels_of(label.text, words) == {"level1"}}
    for number, label, value, style, line in told:
        number.claim(Role.LABEL)
        named = frozenset() if level2 and _is_target_of(label, value) else levels_of(label.text, words)
        # else such a name is of the second level
        if "level1" in named and (named == {"level1"} or (style or not value) in firsts):
            level1, level2 = label, None
        elif named:
            level2 = label
        elif not value and (period := words.period(label.text)) is not None:
            label.claim(Role.LABEL)
            level1, level2, scope = None, None, Derived(period, label)
            continue
        else:
            value = line.cut(len(number))
        for part in _parts(value):
            said = said_row(part)
            told_so = bool(named) or (bool(level2) and style in items and bool(_SAID & kinds_of(part.text)))
            told_so = told_so or (in_brackets and bool(level2 or level1))
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
    return Reason(code="indicator.unread", message=said, page=next((p.word.page or None for p in part.pieces), None))


def states_indicators(cell: Cell, words: Vocabulary) -> bool:
    """Whether all that the cell says is indicators with their targets, each under the name of a level."""
    text = said_in(cell) if len(cell.text) > _LONG else ""
    return len(_LEVEL.findall(text)) >= _LEAST and _states(text, words)


def stated_rows(cells: Sequence[Cell], words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of such cells."""
    out: list[dict[str, Any]] = []
    for cell in cells:
        whole = said_whole(cell)
        out += rows_of(list(_lines(whole)), words, draft, _is_bracketed(whole.text))
        whole.claim(Role.LABEL)  # what stands between the parts
    return out


def _states(text: str, words: Vocabulary) -> bool:
    draft = Draft({})
    lines = list(_lines(Passage(text)))
    rows = rows_of(lines, words, draft, _is_bracketed(text))
    levelled = all(row["level1"] or row["level2"] for row in rows)
    return len(rows) >= _LEAST and levelled and not draft.reasons and not draft.extra


def _is_bracketed(text: str) -> bool:
    """Whether the names of levels stand in brackets."""
    return sum(bool(level_names(match[1])) for match in _BRACKETED.finditer(text)) >= _LEAST


def _lines(text: Passage) -> Iterator[Passage]:
    """The text cut behind its stops, and before and behind the names of levels that stand over several indicators."""
    at = 0
    for match in _STOP.finditer(text.text):
        yield from _headed(text.cut(at, match.start()))
        at = match.end()
    yield from _headed(text.cut(at))


def _headed(part: Passage) -> Iterator[Passage]:
    """The part of a text, the names of levels before another level cut off it."""
    while (match := _BRACKETED.search(part.text)) is not None and level_names(match[1]):
        if before := part.cut(0, match.start()).strip():
            yield before
        yield part.cut(*match.span(1))
        part = part.cut(match.end())
    part = part.strip()
    number, label, value = label_of(part)
    if value and level_names(label.text) and level_names(label_of(value)[1].text) and label_of(value)[2]:
        yield part.cut(0, len(number) + len(label)).strip()
        yield from _headed(value)
    elif part:
        yield part
