"""Whether a clause tears words of its name: 为300名优抚对象人发放补助 of 优抚对象人数 has a piece that is no word.

>>> torn("为300名优抚对象人发放补助", "享受补助的优抚对象人数"), torn("更换节能路灯420盏以上", "更换节能路灯数量")
(True, False)
>>> torn("价格监测品90种以上", "价格监测品种数"), torn("补贴应发尽发", "补贴应发尽发率")
(True, False)
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.words import ending
from jixiao.segmentation import cut, listed

_LEAST = 2
# What may always be parted from the word before it.
_COUNT = "数"
_SUFFIXES = "率度性量额"


@lru_cache(maxsize=4096)
def torn(text: str, name: str) -> bool:
    """Whether a piece of the name that the clause has begins or ends within a word of it."""
    at = 0
    while at < len(text) - 1:
        size = _longest(text, at, name)
        if size < _LEAST:
            at += 1
            continue
        piece = text[at : at + size]
        people = piece[-1] == "人" and text[at + size : at + size + 1] == "员"  # 参保|人员 of 参保人数
        joins = at > 0 and listed(text[at - 1 : at + 1])  # 培训|教师 of 参训教师
        whole = piece.removesuffix("人") if people else piece
        if not _fits(whole, name) and not (joins and (size == _LEAST or _fits(whole[1:], name))):
            return True
        at += size
    return False


def _longest(text: str, at: int, name: str) -> int:
    """How many characters from there on are a piece of the name."""
    size = 0
    while at + size < len(text) and text[at : at + size + 1] in name:
        size += 1
    return size


def _fits(piece: str, name: str) -> bool:
    """Whether the piece stands between ends of words, somewhere in the name."""
    if piece in lexicon().known_verbs or piece in lexicon().known_turned:
        return True
    ends = _ends(name)
    start = name.find(piece)
    while start >= 0:
        end = start + len(piece)
        begins = start in ends or _is_word(cut(name[start:])[0])
        if begins and (end in ends or ends_whole(name[:end])):
            return True
        start = name.find(piece, start + 1)
    return False


@lru_cache(maxsize=4096)
def ends_whole(text: str) -> bool:
    """Whether a text ends with a word, with no odd character left before it: not 执|结案.

    >>> ends_whole("群众赛事"), ends_whole("审结、执结案"), ends_whole("优抚对象人"), ends_whole("以旧换新核销")
    (True, False, False, True)
    """
    *before, last = cut(text)
    odd = before != [] and len(before[-1]) == 1 and before[-1].isalpha()
    verb = text.endswith(lexicon().verb_ends)
    return verb or (_is_word(last) and not odd)


def _is_word(text: str) -> bool:
    return len(text) >= _LEAST and listed(text)


@lru_cache(maxsize=4096)
def _ends(name: str) -> frozenset[int]:
    """Where words of the name end, and where the name does."""
    ends = {0, *accumulate(map(len, cut(name)))}
    last = cut(name)[-1]
    if name[-1:] in _SUFFIXES:
        ends.add(len(name) - 1)
    if name.endswith(_COUNT) and not ending("。" + name, lexicon().whole_words):
        ends.add(len(name) - 1)  # 监测站点|数
    ends |= {len(name) - len(head) for head in lexicon().heads if name.endswith(head) and not head.endswith(_COUNT)}
    for head in (_COUNT, last[-_LEAST:]):  # 项目|数, 就业|人数
        if last.endswith(_COUNT) and len(last) >= len(head) + _LEAST and listed(last.removesuffix(head)):
            ends.add(len(name) - len(head))
    return frozenset(ends)
