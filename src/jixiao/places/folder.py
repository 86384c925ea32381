"""A folder of this machine, or of one that it has mounted, as a place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from jixiao.atomic import whole
from jixiao.errors import PlaceError, reason_of
from jixiao.places.place import Entry


class Folder:
    """The files of a folder. Names that are not UTF-8 keep their bytes, as Python shows them (surrogateescape)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def address(self) -> str:
        """The path of the folder."""
        return str(self.path)

    def entries(self, under: str = "") -> Iterator[Entry]:
        """The files below the folder of that path, in the order of their paths; hidden ones are left out."""
        yield from self._below(f"{self.path}/{under}", f"{under}/") if under else self._below(str(self.path), "")

    def _below(self, folder: str, lead: str) -> Iterator[Entry]:
        try:
            with os.scandir(folder) as found:
                inside = [e for e in found if not e.name.startswith((".", "~$"))]
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as exc:
            raise PlaceError(f"{folder} 看不了（{reason_of(exc)}）；请检查权限，或网络位置是否还在") from exc
        inside.sort(key=lambda e: e.name, reverse=True)
        while inside:  # each lets go of what it is known by, so that a folder of very many takes no more than they do
            each = inside.pop()
            if each.is_dir(follow_symlinks=False):
                yield from self._below(each.path, f"{lead}{each.name}/")
                continue
            try:
                info = each.stat()
            except OSError:  # a link to nothing, or gone since: who reads it says so
                yield Entry(lead + each.name, 0, "")
                continue
            stamp = f"{info.st_mtime_ns:x}-{info.st_ctime_ns:x}-{info.st_ino:x}"
            yield Entry(lead + each.name, info.st_size, stamp)

    def read(self, path: str) -> bytes | None:
        """The content of the file, None where there is none."""
        try:
            return (self.path / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise PlaceError(f"{self.path / path} 读不出（{reason_of(exc)}）；请检查权限和磁盘") from exc

    def has(self, path: str) -> bool:
        """Whether the file is there."""
        return (self.path / path).is_file()

    def write(self, path: str, content: bytes) -> None:
        """Put the content there, whole or not at all."""
        try:
            with whole(self.path / path) as part:
                part.write_bytes(content)
        except OSError as exc:
            raise PlaceError(
                f"结果写不进 {self.path / path}（{reason_of(exc)}）；请检查磁盘空间和权限，再次运行会接着做"
            ) from exc

    def remove(self, path: str) -> None:
        """Take the file away, where it is there."""
        (self.path / path).unlink(missing_ok=True)

    def fetch(self, path: str, into: Path) -> Path:
        """The file itself."""
        return self.path / path
