"""Files that are handed to the desk: kept beside the store, read in the background one after the other."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Literal

from jixiao.app.desk.desk import Desk
from jixiao.app.desk.giving import given, is_given
from jixiao.app.workspace import Workspace
from jixiao.errors import ConfigError, JixiaoError, SourceError, reason_of
from jixiao.records import Reading
from jixiao.records.tables.identifying import status_of
from jixiao.sources.names import safe

State = Literal["waiting", "reading", "done", "failed"]
_NAME = 120
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in, and how far it is; `said` is what came of it, in words.

    While it is read, `page` of its `pages` are done; 0 where it has none or they are not counted yet.
    """

    number: int
    name: str
    state: State
    said: str = ""
    forms: int = 0
    page: int = 0
    pages: int = 0


class Uploads:
    """Takes files in and reads them, in a thread of its own that ends with the program."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._all: list[Upload] = []
        self._waiting: Queue[tuple[int, Path]] = Queue()
        self._reader: threading.Thread | None = None
        self.version = 0

    def shown(self) -> list[dict[str, object]]:
        """The last files and how far they are."""
        with self._lock:
            return [asdict(each) for each in self._all[-_SHOWN:]]

    async def take(self, name: str, content: AsyncIterator[bytes]) -> Upload:
        """Keep the file as it comes and read it when it is its turn; ConfigError where it cannot be kept."""
        path = self._place(name)
        part = path.with_name(f"{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                async for block in content:
                    file.write(block)
            part.replace(path)
        except OSError as exc:
            raise ConfigError(f"{path.name} 存不下（{reason_of(exc)}）；请检查磁盘空间和权限") from exc
        finally:
            part.unlink(missing_ok=True)
        return self.again(path)

    def again(self, path: Path) -> Upload:
        """Read the file at the path when it is its turn."""
        with self._lock:
            made = Upload(len(self._all), path.name, "waiting")
            self._all.append(made)
            self.version += 1
            if self._reader is None or not self._reader.is_alive():
                self._reader = threading.Thread(target=self._read, name="uploads", daemon=True)
                self._reader.start()
        self._waiting.put((made.number, path))
        return made

    def _place(self, name: str) -> Path:
        """Where the file goes; a name that is taken gets a number."""
        given = Path(name.replace("\\", "/")).name
        stem, suffix = safe(Path(given).stem[:_NAME], "文件"), Path(given).suffix
        path, number = self._desk.uploads / f"{stem}{suffix}", 2
        while path.exists():
            path = self._desk.uploads / f"{stem}-{number}{suffix}"
            number += 1
        return path

    def _read(self) -> None:
        with Workspace(self._desk.place, config=self._desk.config) as workspace:
            while True:
                number, path = self._waiting.get()
                self._tell(number, "reading")
                try:
                    readings = _taken(workspace, path, partial(self._paged, number))
                except JixiaoError as error:
                    self._tell(number, "failed", str(error))
                    continue
                self._desk.originals.forget()
                failed = [each for each in readings if status_of(each) == "failed"]
                forms = sum(len(each.records) for each in readings)
                doubts = sum(len(record.doubts) for each in readings for record in each.records)
                if failed and not forms:
                    self._tell(number, "failed", failed[0].problems[0].message)
                else:
                    self._tell(number, "done", f"{forms} 份表，存疑 {doubts} 处", forms)

    def _tell(self, number: int, state: State, said: str = "", forms: int = 0) -> None:
        with self._lock:
            self._all[number] = replace(self._all[number], state=state, said=said, forms=forms)
            self.version += 1

    def _paged(self, number: int, page: int, pages: int) -> None:
        with self._lock:
            self._all[number] = replace(self._all[number], page=page, pages=pages)
            self.version += 1


def _taken(workspace: Workspace, path: Path, watch: Callable[[int, int], None]) -> list[Reading]:
    """The readings of the file, kept; of the workbook for drafting the projects that it gives."""
    if is_given(path):
        workspace.keep([reading := given(path)])
        return [reading]
    if readings := list(workspace.extract_many([path], watch)):
        return readings
    raise SourceError(path.name, "不是要读的文件（可能是本程序写出的），没有读；请传原文件")
