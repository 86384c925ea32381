"""What several indicators of one sort come to: 1834公里 of 312公里, 586公里 and 936公里养护里程."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.grounding.facts import Fact
from jixiao.grounding.prose.mentions import Mention
from jixiao.grounding.prose.quantities import fits

_SORT = 4  # characters at the end of their names tell indicators of one sort


def is_total(mention: Mention, facts: Iterable[Fact]) -> bool:
    """Whether a number is the sum of all indicators of one sort, which are counted in its unit."""
    said = mention.quantity
    if said is None or len(said.values) != 1 or said.sort == "share":
        return False
    sorts: dict[str, list[Fact]] = {}
    for fact in facts:
        if len(fact.quantities) == 1 and len(fact.quantities[0].values) == 1:
            sorts.setdefault(fact.name[-_SORT:], []).append(fact)
    return any(
        len(some) > 1
        and sum(fact.quantities[0].values[0] for fact in some) == said.values[0]
        and all(fits(said.unit, fact.quantities[0].unit) for fact in some)
        for some in sorts.values()
    )
