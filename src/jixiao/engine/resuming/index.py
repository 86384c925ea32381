"""What the results in a folder hold, noted beside them, so that a run that goes on need not read each of them again.

A line a result: its name, bytes and time, the content it is of, what is in it. A line holds only for this version, and
only where the result is still of that size and time and itself names the content and the version; of what has no line
that holds, the result is read. Lines are added as files are done: a killed run leaves whole ones, and perhaps one that
is not, which holds for nothing.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from jixiao.engine import tally as counting
from jixiao.engine.plan import json_path, write
from jixiao.engine.tally import Tally, Trouble
from jixiao.sources import Source

NAME = ".jixiao-done"
# Of fewer files the results are read sooner than anybody notices, and nothing stands beside them.
FEW = 100
# So many lines are written at once.
_AT_ONCE = 50
# Bytes at the beginning and at the end of a result, in which content and version stand.
_HEAD, _TAIL = 1000, 200
# Readings that met a limit of time or size are made again: the limit may have been raised.
LIMITED = "page.limit"
_LISTS, _COUNTS = ("troubles", "gaps"), ("complete", "incomplete")
_PLAIN = [each.name for each in fields(Tally) if each.name not in (*_LISTS, *_COUNTS)]


class Index:
    """The index of the folder of results for one version; so `many` sources make it worth the while, or do not. Use as
    a context manager while it is put into: what is left is written at the end."""

    def __init__(self, out: Path, version: str, many: int) -> None:
        self._out, self._version = out, version
        self._path = out / NAME
        self._wanted = many >= FEW
        self._waiting: list[bytes] = []
        code = b"".join(Path(file).read_bytes() for file in (counting.__file__, __file__)) if self._wanted else b""
        self._seed = zlib.crc32(code, zlib.crc32(version.encode()))
        self._lines: dict[str, list[Any]] = {}

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.settle()

    def load(self) -> bool:
        """Take up what earlier runs have noted; whether that is anything."""
        if not self._wanted:
            return False
        try:
            written = self._path.read_bytes().split(b"\n")
        except OSError:
            return False
        whole = {line[0]: (line, raw) for raw in written if (line := self._opened(raw)) is not None}
        if len(written) > 3 * len(whole) + FEW:  # most of it is outdated
            with suppress(OSError):
                write(self._path, b"\n".join([raw for _, raw in whole.values()] + [b""]))
        self._lines = {name: line for name, (line, _) in whole.items()}
        return bool(self._lines)

    def found(self, source: Source) -> Tally | None:
        """What is in the result of the source, None where no line holds."""
        line = self._lines.pop(source.name, None)
        if line is None or line[3] != source.sha256:
            return None
        path = json_path(self._out, source.name)
        try:
            if _stamp(path) != line[1:3] or not self._names(path, line[1], source.sha256):
                return None
            return _unfolded(line[4])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, source: Source, counts: Tally) -> None:
        """Note what is in the result of the source, where another run will come to no more."""
        if not self._wanted or counts.failed or counts.again or any(each.code == LIMITED for each in counts.troubles):
            return
        with suppress(OSError):
            line = [source.name, *_stamp(json_path(self._out, source.name)), source.sha256, _folded(counts)]
            self._waiting.append(self._closed(json.dumps(line).encode()))
        if len(self._waiting) >= _AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Write what waits; a folder that takes no more is no reason to stop."""
        if self._waiting:
            # an end before it, too: a line that was cut off there spoils no other
            with suppress(OSError), self._path.open("ab") as file:
                file.write(b"\n".join([b"", *self._waiting, b""]))
            self._waiting.clear()

    def _names(self, path: Path, size: int, sha256: str) -> bool:
        """Whether the result itself says that it is of this content by this version, at its two ends."""
        with path.open("rb", buffering=0) as file:
            head = file.read(_HEAD)
            file.seek(max(0, size - _TAIL))
            tail = file.read(_TAIL)
        said = f'"version": "{self._version}"\n}}\n'
        return f'"sha256": "{sha256}"'.encode() in head and tail.endswith(said.encode())

    def _closed(self, line: bytes) -> bytes:
        return b"%08x %s" % (zlib.crc32(line, self._seed), line)

    def _opened(self, raw: bytes) -> list[Any] | None:
        """The line, None where it is not whole or not of this version."""
        _, _, line = raw.partition(b" ")
        if not line or self._closed(line) != raw:
            return None
        opened: list[Any] = json.loads(line)
        return opened


def _stamp(path: Path) -> list[int]:
    info = path.stat()
    return [info.st_size, info.st_mtime_ns]


def _folded(counts: Tally) -> dict[str, Any]:
    plain = {name: value for name in _PLAIN if (value := getattr(counts, name))}
    lists = {name: [astuple(each) for each in value] for name in _LISTS if (value := getattr(counts, name))}
    return {**plain, **lists, **{name: value for name in _COUNTS if (value := getattr(counts, name))}}


def _unfolded(said: dict[str, Any]) -> Tally:
    lists = {name: [Trouble(*each) for each in said.get(name, [])] for name in _LISTS}
    return Tally(**{**said, **lists, **{name: Counter(said.get(name, {})) for name in _COUNTS}})
