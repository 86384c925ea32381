"""The one form in which labels are compared, and the shorter forms of a label that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from jixiao.text import key

_LEAD = re.compile(
    r"^(其中[:：]?|[*★☆△▲]|\(?[一二三四五六七八九十]{1,2}[)、]|[一二三四五六七八九十]{1,2}、|\(?\d{1,2}[)、.．](?!\d)|[①-⑳])+"
)
UNIT = re.compile(
    r"\((?:单位[:：])?((?:人民币)?(?:亿元|万元|千元|百元|元)|%|％)\)|(?<=[额数金])[:：]?(万元|元)$|[:：](万元|元)$"
)
NOTE = re.compile(r"[(\[][^()\[\]]*[)\]]")
TAIL = ":：。.*"
# A project among several, counted: 项目一, 项目2, 专项资金（三）.
_COUNTED = re.compile(r"(\D{2,6}?)\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\)?")


@lru_cache(maxsize=32768)
def label_key(text: str) -> str:
    """The text as a label is looked up: normal form without 其中：, list numbers, closing colon."""
    k = key(text)
    while True:
        shorter = _LEAD.sub("", k).strip(TAIL)
        if shorter == k or not shorter:
            return k
        k = shorter


def variants(k: str, unit: re.Match[str] | None) -> Iterable[str]:
    """The normal form, then without its unit, then without anything in brackets, then without a closing number,
    which may count what is named."""
    yield k
    if unit:
        bare = (k[: unit.start()] + k[unit.end() :]).strip(TAIL)
        yield bare
    plain = NOTE.sub("", k).strip(TAIL)
    if plain != k:
        yield plain
    yield from counted_name(k)
    bare = plain.rstrip("0123456789")
    if bare != plain and len(bare) > 1:
        yield bare


def counted_name(k: str) -> Iterable[str]:
    """The label of a name that a counted noun stands for (项目一 for 项目名称), none where the text is none."""
    counted = _COUNTED.fullmatch(k)
    if counted is not None:
        yield f"{counted[1]}名称"
