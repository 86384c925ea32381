"""Places of results, as `jixiao extract --shard` fills them: which are some, and the readings in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jixiao.engine.results import LEDGER
from jixiao.engine.shards.holdings import holdings, kept_or_said, version_in
from jixiao.places import is_address, place_at
from jixiao.records import Reading


def is_results(address: str | Path) -> bool:
    """Whether results by content stand there; what is in object storage is taken for some."""
    return is_address(str(address)) or (Path(address) / LEDGER).is_dir()


def placed(address: str | Path, version: str) -> Iterator[Reading]:
    """The readings of that version in the place, or of the only one there is, by their files; one that is damaged is a
    reading that says so. StoreError where there are none."""
    place = place_at(address)
    return (kept_or_said(place, held) for held in holdings(place, version_in(place, version)).held)
