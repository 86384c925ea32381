"""Places of results, as `jixiao extract --shard` fills them: which are some, and the readings in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.engine.results import LEDGER
from jixiao.places import is_address, place_at

if TYPE_CHECKING:
    from jixiao.records import Reading


def is_results(address: str | Path) -> bool:
    """Whether results by content stand there; what is in object storage is taken for some."""
    return is_address(str(address)) or (Path(address) / LEDGER).is_dir()


def is_bulk(inputs: Sequence[str], out: str, asked: str | None) -> bool:
    """Whether results go by content: that is `asked` for by a shard or a runner, object storage is in it, or they do so
    already there."""
    return asked is not None or is_results(out) or any(map(is_address, inputs))


def placed(address: str | Path, version: str) -> Iterator[Reading]:
    """The readings of that version in the place, or of the only one there is, by their files; one that is damaged is a
    reading that says so. StoreError where there are none."""
    from jixiao.engine.shards.holdings import holdings, kept_or_said, version_in  # only where there are some

    place = place_at(address)
    return (kept_or_said(place, held) for held in holdings(place, version_in(place, version)).held)
