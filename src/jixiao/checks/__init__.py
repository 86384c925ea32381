"""Says what is wrong with a reading, and changes nothing in it. The rules stand in a table: `schemas/checks`."""

from jixiao.checks.catalogue import Check, catalogue, entries, questions
from jixiao.checks.indicators.alike import chance as same_chance
from jixiao.checks.indicators.learned import chances_of
from jixiao.checks.ledger import told
from jixiao.checks.run import check, indicators_in_doubt, values_at_fault

__all__ = [
    "Check",
    "catalogue",
    "chances_of",
    "check",
    "entries",
    "indicators_in_doubt",
    "questions",
    "same_chance",
    "told",
    "values_at_fault",
]
