"""Remembers everything that was read, append-only, in one SQLite file. The only room that knows SQL."""

from jixiao.store.memory import Run, Store

__all__ = ["Run", "Store"]
