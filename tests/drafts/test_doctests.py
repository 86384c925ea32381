"""The examples in the docstrings are what the code does."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "planning.background",
        "planning.fitting", "clauses.clause", "clauses.counts", "clauses.tagged", "planning.ranking", "clauses.dates",
        "clauses.prices",
        "clauses.joined", "clauses.qualitative", "input.check", "language.figures", "language.lint", "writing.names",
        "clauses.rates", "clauses.certain", "clauses.absent", "clauses.named",
        "planning.sure", "planning.priced", "writing.beside", "writing.tasks",
    ],
)  # fmt: skip
def test_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"jixiao.drafts.{name}"))
    assert result.attempted and not result.failed
