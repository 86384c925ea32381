"""The place that an address stands for."""

from __future__ import annotations

from pathlib import Path

from jixiao.places.place import Place, is_address


def place_at(address: str | Path) -> Place:
    """The place at the address: a path, or a URL of object storage; MissingPackage where that is not installed."""
    text = str(address)
    if is_address(text):
        from jixiao.places.objects import Objects

        return Objects(text)
    from jixiao.places.folder import Folder

    return Folder(Path(text))
