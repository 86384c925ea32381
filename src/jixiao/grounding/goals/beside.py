"""The words beside the numbers of an office's own goal: told as done, compared, of other people, raised.

`beside(comparison, facts)` looks at clauses whose number an indicator bears out, and at clauses that tell an indicator
without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.grounding.affinity import coverage
from jixiao.grounding.facts import Fact
from jixiao.grounding.goals.comparison import Comparison, Discrepancy
from jixiao.grounding.wording import common, people
from jixiao.text import key

_CLAUSE = re.compile("[，,。；;：:！？\n]")
_DONE = re.compile("已(?:经)?(?:完成|达到|建成|发放|实现|培训|新建|改造|举办|安装|采购|购置|更换)")
_COMPARED = re.compile("同比|环比|较上年|比上年|较去年|比去年")
_TOLD = 0.6
"""From this coverage on a clause tells an indicator without a number."""


def beside(comparison: Comparison, facts: Sequence[Fact]) -> Iterator[Discrepancy]:
    """What the words beside the numbers and names of indicators say that these do not."""
    known = {fact.path: fact for fact in facts}
    others = [fact for fact in facts if fact.kind == "text"]
    for (start, end), paths in comparison.said.items():
        fact = known.get(paths[0]) if paths else None
        if fact is not None and fact.kind == "indicator":
            yield from _numbered(comparison.text, start, end, fact, others)
    for fact in facts:
        if fact.kind == "indicator" and not fact.counts:
            yield from _graded(comparison.text, fact)


def _numbered(text: str, start: int, end: int, fact: Fact, others: list[Fact]) -> Iterator[Discrepancy]:
    begin = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    lead, printed = text[begin:start], fact.name + fact.value
    for pattern, what in ((_DONE, "已经做到"), (_COMPARED, "和往年比")):
        match = pattern.search(lead)
        if match and match[0] not in printed:
            message = (
                f"目标写“{match[0]}{text[start:end]}”，说成{what}；指标“{fact.name}”是计划数“{fact.value}”，请核对"
            )
            yield _found(text, begin + match.start(), end, message, fact)
    if who := people(lead, fact, others):
        message = f"目标把“{text[start:end]}”写成{who}的数，指标是“{fact.name}”；请核对"
        yield _found(text, start, end, message, fact)


def _graded(text: str, fact: Fact) -> Iterator[Discrepancy]:
    """A clause that tells the indicator in a higher grade than its value."""
    at = 0
    printed = key(fact.name + fact.value)
    for clause in _CLAUSE.split(text):
        if coverage(clause, fact) >= _TOLD:
            for pattern, line in common().graded:
                match = pattern.search(clause)
                if match and not any(key(word) in printed for word in line):
                    message = f"目标写“{match[0]}”，指标“{fact.name}”是“{fact.value}”；程度不一致，请核对"
                    yield _found(text, at + match.start(), at + match.end(), message, fact)
        at += len(clause) + 1


def _found(text: str, start: int, end: int, message: str, fact: Fact) -> Discrepancy:
    return Discrepancy("wording", "wording", message, start, end, text[start:end], (fact.path,), fact.value)
