"""Remembers everything that was read and asked, append-only, in one SQLite file or on a PostgreSQL server. The only
room that knows SQL."""

from jixiao.store.archive import Archive, Cost
from jixiao.store.database import Run, Store

__all__ = ["Archive", "Cost", "Run", "Store"]
