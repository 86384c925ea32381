"""Prose against the record it speaks of: what each number belongs to, and what does not agree. Pure code.

`compare_goals(record)` takes a project's or department's own goal texts and gives, for each, which indicator bears out
which number, and the discrepancies: contradictions (another value, the other direction, a wrong year) before numbers
without an indicator before indicators without a number. It prefers silence to a false alarm.
"""

from jixiao.grounding.facts import Fact, facts_of
from jixiao.grounding.goal import Comparison, Discrepancy, compare_goals, compare_text
from jixiao.grounding.mentions import Mention, mentions_in

__all__ = [
    "Comparison",
    "Discrepancy",
    "Fact",
    "Mention",
    "compare_goals",
    "compare_text",
    "facts_of",
    "mentions_in",
]
