"""Rows in a sentence: names and numbers that go together by 分别, things that are counted as 三项工作, sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from jixiao.grounding.affinity import coverage
from jixiao.grounding.agreement import equal
from jixiao.grounding.facts import Fact
from jixiao.grounding.prose.mentions import Mention

_RESPECTIVELY = re.compile("分别")
_PARTED = re.compile("[、和与及]|以及")
_BREAK = re.compile("[，,。；;：:！？\n]")
_COUNTED = re.compile(
    "[项件类个大条方](?:重点|主要|具体|方面)?(?:工作|任务|活动|措施|内容|方面|重点|举措|事项|政策|服务|面)"
)
_SUMMED = re.compile("共|合计|总计|累计|总")
_TAIL = 3
_MOST_SUMMED = 4


def crossed(
    text: str, mentions: Sequence[Mention], facts: list[Fact], year: int | None
) -> Iterator[tuple[Mention, Fact]]:
    """Numbers behind 分别 that are not those of the names in the same places, and the indicator of that name."""
    for match in _RESPECTIVELY.finditer(text):
        start = max((m.end() for m in _BREAK.finditer(text, 0, match.start())), default=0)
        names = [name for name in _PARTED.split(text[start : match.start()]) if name]
        end = next((m.start() for m in _BREAK.finditer(text, match.end())), len(text))
        after = [m for m in mentions if match.end() <= m.start < end]
        if len(names) < 2 or len(names) != len(after):
            continue
        names = [name if name.endswith(names[-1][-_TAIL:]) else name + names[-1][-_TAIL:] for name in names]
        for name, mention in zip(names, after, strict=True):
            best = max(facts, key=lambda fact: coverage(name, fact), default=None)
            if best is None or equal(mention, best, year):
                continue
            if any(equal(other, best, year) for other in after):
                yield mention, best


def counts_things(text: str, mention: Mention, cited: int) -> bool | None:
    """Whether a number counts things that the sentence lists or that are cited (三项工作); None for other numbers."""
    if not mention.written or mention.quantity is None or len(mention.quantity.values) != 1:
        return None
    match = _COUNTED.match(text, mention.end - 1)
    if match is None:
        return None
    listed = {len(_PARTED.split(clause)) for clause in _BREAK.split(text)}
    clauses = len([clause for clause in _BREAK.split(text) if clause])
    return int(mention.quantity.values[0]) in listed | {cited, clauses, clauses - 1}


def is_sum(mention: Mention, facts: Sequence[Fact]) -> list[Fact]:
    """The cited indicators whose numbers add up to the one that is called a sum, [] where none do."""
    said = mention.quantity
    if said is None or len(said.values) != 1 or not _SUMMED.search(mention.near):
        return []
    parts = [f for f in facts if len(f.quantities) == 1 and len(f.quantities[0].values) == 1]
    parts = [f for f in parts if f.quantities[0].sort == said.sort]
    for size in range(2, min(_MOST_SUMMED, len(parts)) + 1):
        for some in combinations(parts, size):
            if sum(f.quantities[0].values[0] for f in some) == said.values[0]:
                return list(some)
    return []
