"""Says what is wrong with a reading, and changes nothing in it. The rules stand in a table: `schemas/checks`."""

from jixiao.checks.catalogue import Check, catalogue, entries, questions
from jixiao.checks.ledger import told
from jixiao.checks.run import check, values_at_fault

__all__ = ["Check", "catalogue", "check", "entries", "questions", "told", "values_at_fault"]
