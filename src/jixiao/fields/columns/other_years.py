"""Columns of targets of several years: the one of the form's year is its target, those of other years stand aside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.fields.columns.column import VALUES, Column
from jixiao.text import key

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|\D|$)")
# What a head says of targets up to the end of all the years.
_WHOLE = re.compile(r"总|全|累计|合计|期")
_MAY_BE = VALUES | {"second", "remark"}


def settle_years(columns: Sequence[Column], year: str) -> None:
    """Tell the columns apart whose heads differ by the years that they name, one of them that year; a column of targets
    of all the years that stands beside them is of the whole period."""
    named = [(c, m[0]) for c in columns if c.heads and c.role in _MAY_BE and (m := _YEAR.search(key(c.heads[-1].text)))]
    own = [c for c, said in named if said == year]
    if len(own) != 1 or own[0].role not in {*VALUES, "second"}:
        return
    others = [c for c, said in named if said != year and _without_year(c) == _without_year(own[0])]
    if not others:
        return
    for column in others:
        column.role = "remark"
    own[0].role = "value"
    rest = [c for c in columns if c.role in {*VALUES, "second"} and c is not own[0] and c.heads]
    for column in rest:
        column.role = "value_lifetime" if len(rest) == 1 and _WHOLE.search(key(column.head)) else "second"


def _without_year(column: Column) -> str:
    return _YEAR.sub("", key(column.heads[-1].text))
