"""The documents inside a `.rar`, `.7z` or `.tar` (packed or not), by the system's libarchive, within a zip's limits."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jixiao.errors import DamagedSource, EncryptedSource, MissingTool, SourceError, UnsafeArchive
from jixiao.sources.archives import Budget, Member, may_be_unpacked
from jixiao.sources.formats import path_suffix
from jixiao.sources.model import SourceLimits
from jixiao.sources.names import in_utf8

_FILES = (0, stat.S_IFREG)  # what does not say what it is, is a file
_LOCKED = ("passphrase", "encrypt", "password")


def unpacked(path: Path, name: str, into: Path, limits: SourceLimits, budget: Budget) -> Iterator[Member | SourceError]:
    """The archive's documents, written below `into` under numbered names, with an error for each one refused.

    Such an archive has no directory to be looked at beforehand: what goes beyond a limit ends it there, which is said.
    MissingTool where libarchive is not installed.
    """
    try:
        from libarchive import ArchiveError, file_reader, memory_reader
    except (ImportError, OSError, TypeError, AttributeError) as exc:  # the binding without its library
        raise MissingTool(
            name,
            "解开 .rar、.7z、.tar.gz 需要 libarchive，没有找到。Debian/Ubuntu 可执行 apt install libarchive-tools，"
            "macOS 可执行 brew install libarchive；也可以自己解压，或改打成 .zip 再试",
        ) from exc
    into.mkdir(parents=True, exist_ok=True)
    meter = _Meter(name, limits, budget, path.stat().st_size)
    try:
        with file_reader(str(path)) if in_utf8(path) else memory_reader(path.read_bytes()) as archive:
            for number, entry in enumerate(archive):
                meter.member()
                try:
                    member = _unpacked(entry, into / f"{number:05d}", meter)
                    if member is not None:
                        yield member
                except _Ended:
                    raise
                except SourceError as exc:
                    yield exc
    except _Ended as exc:
        yield exc.error
    except ArchiveError as exc:
        yield _broken(name, exc)


class _Ended(Exception):
    """Nothing more of the archive may be unpacked, and why."""

    def __init__(self, error: SourceError) -> None:
        self.error = error
        super().__init__(str(error))


class _Meter:
    """How much of the archive may still be unpacked."""

    def __init__(self, name: str, limits: SourceLimits, budget: Budget, size: int) -> None:
        self.name, self.limits, self.budget = name, limits, budget
        self.most = max(limits.ratio_from, limits.ratio * size)  # bytes that an archive of its size may hold
        self.count = self.bytes = 0

    def member(self) -> None:
        """One more member."""
        self.count += 1
        self.budget.members -= 1
        if self.budget.members < 0:
            said = f"压缩包里的文件太多，超过上限，第 {self.count} 个起没有解压；请分成几个压缩包再试"
            raise _Ended(UnsafeArchive(self.name, said))

    def block(self, size: int) -> None:
        """So many bytes more."""
        self.bytes += size
        self.budget.bytes -= size
        if self.budget.bytes < 0:
            raise _Ended(UnsafeArchive(self.name, "压缩包解压后太大，超过上限，其余没有解压；请分成几个压缩包再试"))
        if self.bytes > self.most:
            said = f"压缩比超过 {self.limits.ratio} 倍，像是压缩炸弹，没有再往下解压；请确认来源后单独解压再试"
            raise _Ended(UnsafeArchive(self.name, said))


def _unpacked(entry: Any, target: Path, meter: _Meter) -> Member | None:
    """The entry as a document, None where it is none."""
    inside = _name(entry)
    shown = f"{meter.name}/{inside}"
    if entry.isdir or not may_be_unpacked(inside, shown, entry.islnk or entry.filetype not in _FILES):
        return None
    target = target.with_suffix(path_suffix(inside)[:10])
    size = 0
    with target.open("wb") as out:
        for block in entry.get_blocks():
            size += len(block)
            meter.block(len(block))
            if size > meter.limits.file_bytes:
                target.unlink()
                raise SourceError(shown, "文件解压后太大，超过上限，没有读取；请拆分后再试")
            out.write(block)
    return Member(inside, target)


def _name(entry: Any) -> str:
    """The entry's name with `/` between folders; one that no reader could decode is known by nothing."""
    said = entry.pathname
    if isinstance(said, bytes):
        said = said.decode("gb18030", errors="replace")
    return str(said or "").replace("\\", "/")


def _broken(name: str, exc: Exception) -> SourceError:
    if any(word in str(exc).lower() for word in _LOCKED):
        return EncryptedSource(name, "压缩包加了密码，请用密码解压后，把里面的文件交给本程序")
    return DamagedSource(name, "压缩包不完整或损坏，从坏处起没有解出来；请重新获取，或自己解压后把文件交给本程序")
