"""Closed questions to a model about one form: cells with ids, answers by id, what two passes agree on."""

from jixiao.checks.asking.forms import Heard, ask, noted, questions_of

__all__ = ["Heard", "ask", "noted", "questions_of"]
