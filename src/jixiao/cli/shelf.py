"""The library of a store, opened for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.cli.screen import notes
from jixiao.cli.targets import is_store
from jixiao.errors import StoreError
from jixiao.library import Library
from jixiao.store import Store


@contextmanager
def opened_library(path: Path, new: bool = False) -> Iterator[Library]:
    """The library of the store at the path, up to date; StoreError where there is no store and none is to be made."""
    if not new and not is_store(path):
        raise StoreError(f"{path} 不是 jixiao 的数据库，或没有这个文件；请先运行 jixiao extract 材料/ --store {path}")
    with Store.open(path) as store:
        yield library_of(store)


def library_of(store: Store) -> Library:
    """The library of an open store, up to date; it says so where that takes a while."""
    console = notes()
    with console.status("整理指标库 …") as status:
        return Library.open(store, lambda done, total: status.update(f"整理指标库 {done}/{total} …"))
