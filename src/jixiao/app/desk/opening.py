"""The desk for whatever it is pointed at: a store, a folder of results, or documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jixiao.app.desk.desk import Desk
from jixiao.app.files.inputs import Taken, is_store, needed_store, taken
from jixiao.app.workspace import Workspace
from jixiao.config.servers import server_url
from jixiao.errors import SourceError

STORE = "jixiao.db"


def opened(place: Path, sources: Sequence[Path] = (), config: Path | None = None) -> Desk:
    """The desk at the place. Of a folder or documents the readings are kept in a store beside them.

    StoreError or SourceError where there is nothing at the place.
    """
    if server_url(place):
        with Workspace(place, config=config) as workspace:
            workspace.store_at(place, new=True)
        return Desk(place, sources, config)
    originals = [*sources, place.absolute().parent] if not place.is_dir() else [*sources, place]
    if is_store(place) or place.suffix.lower() in (".db", ".sqlite"):
        return Desk(needed_store(place), originals, config)
    if not place.exists():
        raise SourceError(str(place), "没有这个文件或文件夹；请检查路径")
    store = (place if place.is_dir() else place.parent) / STORE
    with Workspace(store, config=config) as workspace:
        workspace.store_at(store, new=True)
        known = {sha256 for sha256, _ in workspace.store_at(store).latest()}
        for each in taken([place], workspace):
            if isinstance(each, Taken) and each.reading.source.sha256 not in known:
                workspace.keep([each.reading])
    return Desk(store, originals, config)
