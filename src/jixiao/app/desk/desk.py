"""The desk: one store, the documents beside it, and forms opened by what names them in an address."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jixiao.app.desk.board import Board, Boards
from jixiao.app.desk.originals import Originals
from jixiao.app.desk.sheet import Put, Sheet, sheet_of
from jixiao.app.workspace import Workspace
from jixiao.config.servers import server_url, shown
from jixiao.errors import NotThere, StoreError, reason_of
from jixiao.records import Reading
from jixiao.records.kinds import AnyRecord
from jixiao.records.tables.identifying import name_of
from jixiao.store import Store

KEY = 12  # hexadecimal digits of the sha256 that stand for a source in an address
_KEPT = 24  # readings that are kept open
_PATIENCE = 8.0  # seconds to wait for another program that holds the database


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A record on the desk: its reading as corrected, its number as read, and its position there.

    `stamp` changes with every correction of its source.
    """

    reading: Reading
    number: int
    at: int
    stamp: str

    @property
    def record(self) -> AnyRecord:
        """The record itself."""
        return self.reading.records[self.at]

    @property
    def key(self) -> str:
        """What names the form in an address."""
        return f"{self.reading.source.sha256[:KEY]}/{self.number}"

    @property
    def subject(self) -> str:
        """What a person would call it."""
        return name_of(self.reading, self.record)

    @property
    def sheet(self) -> Sheet:
        """The record laid out."""
        return sheet_of(self.record, self._put())

    def _put(self) -> dict[str, Put]:
        """What people said of its paths."""
        corrected = self.reading.corrected
        if corrected is None:
            return {}
        by_id = {each.id: each for each in corrected.applied}
        out: dict[str, Put] = {}
        for path, evidence in self.record.evidence.items():
            each = by_id.get(evidence.correction)
            if each is not None:
                out[path] = Put(_text(each.read), each.who, each.when)
        return out


class Desk:
    """A store and the documents beside it; safe to use from many threads, each of which has a connection of its own."""

    def __init__(self, store: Path, originals: Iterable[Path] = (), config: Path | None = None) -> None:
        self.place = store
        self.config = config
        here = Path((server_url(store) and shown(store).name.partition("?")[0]) or store).absolute()
        self.uploads = here.with_name(f"{here.stem}.材料")
        self.originals = Originals([*originals, self.uploads])
        self._threads = threading.local()
        self._lock = threading.Lock()
        self._boards = Boards()
        self._readings: OrderedDict[tuple[int, str], Reading] = OrderedDict()

    @property
    def workspace(self) -> Workspace:
        """The workspace of this thread, its store open; StoreError where the database is gone.

        Where another file has taken the place of the database it is opened anew.
        """
        known: tuple[Workspace, int] | None = getattr(self._threads, "workspace", None)
        file = self._file()
        if known is not None and known[1] == file and not known[0].store_at(self.place).broken:
            return known[0]
        if known is not None:
            known[0].close()
        workspace = Workspace(self.place, config=self.config)
        workspace.store_at(self.place).wait(_PATIENCE)
        self._threads.workspace = (workspace, file)
        return workspace

    @property
    def store(self) -> Store:
        """The open store of this thread."""
        return self.workspace.store_at(self.place)

    @property
    def board(self) -> Board:
        """What is left to look at, as it is now."""
        return self._boards.board(self.store)

    def _file(self) -> int:
        """What tells the file of the database from another one at its place; a server tells itself."""
        if server_url(self.place):
            return 0
        try:
            return self.place.stat().st_ino
        except OSError as exc:
            raise StoreError(
                f"数据库 {self.place} 不在了（{reason_of(exc)}）；请把它放回原处再试，没有存的输入还在浏览器里"
            ) from exc

    def reading(self, key: str) -> tuple[Reading, str]:
        """The latest reading, as corrected, of the source whose sha256 begins so, and its stamp; NotThere without."""
        found = self.store.queue.latest(key)
        if len(found) != 1 or len(key) < KEY:
            raise NotThere(f"库里没有编号为 {key[:KEY]} 的文件；请回到队列重新选")
        latest = found[0]
        stamp = str(self.store.corrections.count(latest.sha256))
        at = (latest.number, stamp)
        with self._lock:
            if at in self._readings:
                self._readings.move_to_end(at)
                return self._readings[at], stamp
        reading = self.store.kept(latest.number)
        with self._lock:
            self._readings[at] = reading
            while len(self._readings) > _KEPT:
                self._readings.popitem(last=False)
        return reading, stamp

    def remember(self, form: OpenForm, reading: Reading) -> None:
        """Keep the form's reading open with what checks found in it."""
        with self._lock:
            for at, known in self._readings.items():
                if known is form.reading:
                    self._readings[at] = reading
                    return

    def form(self, key: str, number: int) -> OpenForm:
        """The form of that number (as read) in the source; NotThere where there is none."""
        reading, stamp = self.reading(key)
        for at in range(len(reading.records)):
            if reading.number_of(at) == number:
                return OpenForm(reading, number, at, stamp)
        raise NotThere(f"“{reading.source.name}”里没有第 {number} 份表；它可能已标为“不是要读的表”，请回到队列")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
