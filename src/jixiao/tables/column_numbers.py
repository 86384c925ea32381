"""Rows that number the columns of a table: 1, 2, 3 …, （1）, （2） …, 栏次1, 栏次2 …, 一, 二, 三 …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.text import key

_NUMBER = re.compile(
    r"(?:第?(?:栏次?|列)?[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳]|[A-Z])[)）.]?(?:栏|列)?|栏次)(?:=.*)?"
)
# So many columns that are numbered make such a row.
_LEAST = 3


def numbers_columns(texts: Sequence[str], least: int = _LEAST) -> bool:
    """Whether the written texts of a row are numbers of columns, each another one and the first one the first."""
    written = [key(text) for text in texts if text]
    if len(written) < least or len(set(written)) < len(written) or not all(map(_NUMBER.fullmatch, written)):
        return False
    digits = [re.sub(r"=.*|\D", "", text) for text in written]
    first = next((d for d in digits if d), "")
    return not first or first in ("0", "1")
