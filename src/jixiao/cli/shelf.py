"""The library of a store, opened for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.cli.screen import notes
from jixiao.cli.targets import needed_store
from jixiao.library import Library
from jixiao.store import Store


@contextmanager
def opened_library(path: Path, new: bool = False) -> Iterator[Library]:
    """The library of the store at the path, up to date; StoreError where there is no store and none is to be made."""
    with Store.open(path if new else needed_store(path)) as store:
        yield library_of(store)


def library_of(store: Store) -> Library:
    """The library of an open store, up to date; it says so where that takes a while."""
    console = notes()
    with console.status("整理指标库 …") as status:
        return Library.open(store, lambda done, total: status.update(f"整理指标库 {done}/{total} …"))
