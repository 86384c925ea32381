"""The values of a self-evaluation's indicators, put together from columns of signs, numbers and units."""

from __future__ import annotations

import re
from dataclasses import replace

from jixiao.evidence import Passage
from jixiao.forms.evaluation import SLASH
from jixiao.tables.table import Cell
from jixiao.text import key

_BARE = re.compile(r"-?[\d,]+(\.\d+)?")
_NO_UNIT = {"", "/", "-", "—", "无", "\\"}
_SIGNS = re.compile(r"[≥≤=><＞＜≈]+|大于等于|小于等于|大于|小于|等于|不低于|不高于|不超过|不少于")


def signed(value: Passage, sign: Passage) -> Passage:
    """The value behind its sign, where that stands in a column of its own; 定性 and the like are no signs."""
    if not value or not sign or not _SIGNS.fullmatch(key(sign.text)) or key(value.text).startswith(key(sign.text)):
        return value
    return Passage.join([sign, value])


def with_unit(value: Passage, unit: Passage) -> Passage:
    """The value with the unit of a column of its own, where it is a bare number."""
    if not value or not unit or key(unit.text) in _NO_UNIT:
        return value
    bare = _BARE.fullmatch(_SIGNS.sub("", key(value.text)))
    return Passage.join([value, unit]) if bare else value


def halves(role: str, cell: Cell) -> list[tuple[str, Cell]]:
    """The cell with its role; what it says before and behind a slash, where its column has two roles."""
    roles = role.split("/")
    if len(roles) == 1 or not cell.text:
        return [(one, cell) for one in roles]
    slash = SLASH.search(cell.text)
    cuts = [(0, slash.start()), (slash.end(), len(cell.text))] if slash else [(0, len(cell.text))]
    parts = [cell.flat.cut(*span).strip() for span in cuts]
    return [(one, replace(cell, _text=part, _flat=part)) for one, part in zip(roles, parts, strict=False)]
