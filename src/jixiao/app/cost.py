"""What asking a language model has used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from jixiao.app.files.inputs import there
from jixiao.app.workspace import archive_path
from jixiao.config import load_model
from jixiao.errors import ConfigError
from jixiao.store import Archive, Cost
from jixiao.store.archive import By


@dataclass(frozen=True, slots=True)
class Spent:
    """Where receipts are kept, and their sums; there are none where nothing was asked yet."""

    place: Path
    costs: Sequence[Cost] = ()


def spent(store: Path | None, by: str, config: Path | None) -> Spent:
    """The sums by use ("prompt"), "day" or form ("about"); ConfigError where a database that was named is not there."""
    place = store or archive_path(load_model(config))
    if there(place):
        with Archive.open(place) as archive:
            return Spent(place, archive.costs(cast(By, by)))
    if store is not None:
        raise ConfigError(f"没有 {place} 这个数据库；请检查路径")
    return Spent(place)
