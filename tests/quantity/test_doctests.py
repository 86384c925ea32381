"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ["", ".amounts", ".numerals", ".running", ".units", ".bracketed"]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module("jixiao.quantity" + name))
    assert result.attempted > 0
    assert result.failed == 0
