"""The examples in the docstrings are what the code does."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    ["background", "clauses", "compose", "counts", "dates", "figures", "input_check", "lint", "prices", "qualitative"],
)
def test_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"jixiao.draft.{name}"))
    assert result.attempted and not result.failed
