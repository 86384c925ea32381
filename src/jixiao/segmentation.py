"""Chinese text cut into words, by the dictionary of rjieba. Alone knows rjieba."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@cache
def dictionary() -> Any:
    """The dictionary, loaded once a process when it is first asked for."""
    import rjieba

    return rjieba.Jieba()


@lru_cache(maxsize=4096)
def sorts(word: str) -> frozenset[str]:
    """What kinds of words a text is made of, by jieba's tags: n noun, vn verbal noun, v verb, d adverb, …"""
    return frozenset(tag for _, tag in dictionary().tag(word))


@lru_cache(maxsize=4096)
def listed(word: str) -> bool:
    """Whether the dictionary has the word; a guess at a new one does not count.

    >>> listed("品种"), listed("月报份")
    (True, False)
    """
    return len(dictionary().cut(word, hmm=False)) == 1


@lru_cache(maxsize=8192)
def cut(text: str) -> tuple[str, ...]:
    """The words of the text in their order; joined they are the text.

    >>> cut("宫颈癌筛查补助标准")
    ('宫颈癌', '筛查', '补助', '标准')
    """
    return tuple(dictionary().cut(text))
