"""Fixtures of the store's tests."""

from tests.postgres import postgres, server

__all__ = ["postgres", "server"]
