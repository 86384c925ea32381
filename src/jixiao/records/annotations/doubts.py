"""Why a value is uncertain, in words: of the codes that stand in `doubts`."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.evidence import DoubtCode

_WORDS: dict[str, str] = {code.value: code.words for code in DoubtCode}


def reasons_of(codes: Iterable[str]) -> str:
    """The codes in words; one that has none, as another version of the program may write, as it stands."""
    return "，".join(_WORDS.get(code, code) for code in codes)
