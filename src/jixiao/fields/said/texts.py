"""All that one text says: its indicators one after the other, each with the levels before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.evidence import Passage
from jixiao.fields.said.grammar import (
    COLON,
    NUMBER,
    TARGETS,
    TOLD,
    SaidRow,
    counted_parts,
    mostly_bracketed,
    said_row,
)
from jixiao.fields.said.pieces import BRACKETED, DASH, pieces, uncounted
from jixiao.forms.content import kinds_of, level_names
from jixiao.forms.segmentation.sections import label_of
from jixiao.text import key

_ENDS = " 。；;，,、\n"
# Between two indicators that nothing counts.
_PARTS = re.compile(r"[；;\n]\s*")


def said_rows(text: Passage) -> list[SaidRow]:
    """The indicators that the text says one after the other, or the only one; [] where a part of it is none."""
    marked = COLON.search(text.text) or TOLD.search(key(text.text))
    alone = marked and not NUMBER.search(text.text)
    if BRACKETED.search(text.text) or not (rows := _plain_rows(text, bool(alone))):
        return _levelled_rows(text)
    return rows


def _plain_rows(text: Passage, alone: bool) -> list[SaidRow]:
    """The same where no level stands over several of them; nothing counts them where they stand `alone`."""
    if alone and (parts := [m.span() for m in _PARTS.finditer(text.text)]):
        apart, first = _rows_at(text, [(0, 0), *parts]), _rows_at(text.cut(0, parts[0][0]), [(0, 0)])
        if apart or (first and kinds_of(first[0].value.text) & TARGETS):
            return apart
    return _rows_at(text, [(0, 0)] if alone else counted_parts(text.text))


def _rows_at(text: Passage, cuts: Sequence[tuple[int, int]]) -> list[SaidRow]:
    """The indicators that begin behind the cuts; [] where one of the parts is none."""
    ends = [start for start, _ in cuts[1:]] + [len(text.text)]
    parts = [text.cut(at, end).strip(_ENDS) for (_, at), end in zip(cuts, ends, strict=False)]
    found = [_under_level(uncounted(part)) for part in parts if part or len(cuts) < 2]
    return [row for row in found if row is not None] if None not in found else []


def _under_level(text: Passage) -> SaidRow | None:
    """The indicator of a text that may say its level first (数量指标：修缮层数≥2层, 数量指标—修缮层数：≥2层); its name
    may be one too."""
    marks = [m for m in (DASH.search(text.text), COLON.search(text.text)) if m is not None]
    mark = next((m for m in marks if level_names(text.text[: m.start()].strip())), None)
    if mark is None:
        return said_row(text)
    level, rest = text.cut(0, mark.start()).strip(), text.cut(mark.end()).strip()
    row = said_row(rest)
    if row is not None:
        return row._replace(level=level)
    is_name = not level.text.endswith("指标") and kinds_of(rest.text) & (TARGETS | {"words", "date"})
    return said_row(text) if is_name else None


def _levelled_rows(text: Passage) -> list[SaidRow]:
    """The indicators of a text in which the names of levels stand over several; [] where a part of it is none."""
    parts = list(pieces(text))
    bracketed, out = mostly_bracketed(parts), list[SaidRow]()
    upper = level = Passage()
    for part in parts:
        number, label, value = label_of(part)
        names = level_names(label.text)
        if names and not (value and said_row(value, bracketed) is None):
            upper, level = (label, Passage()) if names == {"level1"} else (upper, label)
        else:
            value = uncounted(part.cut(len(number)))
        row = said_row(value, bracketed) if value else None
        if row is None and (value or not names):
            return []
        out += [row._replace(level=level or upper, upper=upper)] if row is not None else []
    return out if upper or level else []
