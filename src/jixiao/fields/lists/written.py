"""Indicators written out in lines under their levels: （一）产出指标, 1.数量指标：培训人数≥120人；培训期数≥6期。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.columns.said_rows import said_row
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.levels import levels_of
from jixiao.forms.segmentation.prose import numbered
from jixiao.forms.segmentation.written import label_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Paragraph

_ENDS = re.compile("[；;。]+")


def written_rows(lines: Sequence[Paragraph], words: Vocabulary, draft: Draft) -> list[dict[str, Any]]:
    """The rows of the lines; what is no indicator with its target stands aside and makes the record incomplete."""
    out: list[dict[str, Any]] = []
    levels = {"level1": Passage(), "level2": Passage()}
    counted = ""  # how the names of level 1 are numbered, which tells those that may be of either level
    for line in lines:
        number, label, value = label_of(line.passage)
        number.claim(Role.LABEL)
        named = levels_of(label.text, words)
        style = (numbered(line.text.lstrip()) or ("", 0))[0]
        if "level1" in named and ("level2" not in named or not levels["level1"] or style == counted):
            levels, counted = {"level1": label, "level2": Passage()}, style
        elif named:
            levels["level2"] = label
        else:
            value = line.passage.cut(len(number)) if len(number) else line.passage
        for part in _parts(value):
            said = said_row(part)
            if said is None:
                draft.extra.append((levels["level2"] or levels["level1"], part))
                draft.reasons.append(_unread(part, line.page))
                continue
            row = {"scope": Derived("annual", Passage()), **levels, "level3": said.name, "description": None}
            out.append({**row, "value": said.value, "weight": None, "basis": None})
    return out


def _parts(text: Passage) -> Iterator[Passage]:
    """The text cut at its stops."""
    marks = [m.span() for m in _ENDS.finditer(text.text)]
    for (_, start), (end, _) in pairwise([(0, 0), *marks, (len(text), len(text))]):
        if part := text.cut(start, end).strip():
            yield part


def _unread(part: Passage, page: int) -> Reason:
    said = f"“{part.text[:24]}”不知道哪些字是指标、哪些字是指标值，原样留在“其他栏目”（extra）里；请对照原文核对"
    return Reason(code="indicator.unread", message=said, page=page or None)
