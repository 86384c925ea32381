"""Prose against the record it speaks of: what each number belongs to, and what does not agree. Pure code.

`compare_goals(record)` takes a project's or department's own goal texts and gives, for each, which indicator bears out
which number, and the discrepancies: contradictions (another value, the other direction, a wrong year) before numbers
without an indicator before indicators without a number. It prefers silence to a false alarm.

`Guard(project).check_sentence(sentence)` and `.check_draft(draft)` give the faults of sentences that name their
sources: numbers, dates, years, documents and names that the cites do not bear out, turned directions, wrong units,
numbers at another indicator's name, cites that the sentence leaves out, claims without a source.
"""

from jixiao.grounding.facts import Fact, facts_of
from jixiao.grounding.goals.beside import beside
from jixiao.grounding.goals.comparison import Comparison, Discrepancy
from jixiao.grounding.goals.goal import compare_goals, compare_text
from jixiao.grounding.goals.slips import slips
from jixiao.grounding.prose.mentions import Mention, mentions_in
from jixiao.grounding.sentences.guard import OPEN, Guard, check_draft, check_sentence

__all__ = [
    "OPEN",
    "Comparison",
    "Discrepancy",
    "Fact",
    "Guard",
    "Mention",
    "beside",
    "check_draft",
    "check_sentence",
    "compare_goals",
    "compare_text",
    "facts_of",
    "mentions_in",
    "slips",
]
