"""The documents inside a zip, unpacked in a stream and within limits; what is unsafe or locked is refused by name."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsafeArchive, UnsupportedFormat
from jixiao.sources.formats import ASIDE, SUFFIXES, UNSUPPORTED, path_suffix
from jixiao.sources.model import SourceLimits
from jixiao.sources.names import beside_a_page, member_name, saved_pages
from jixiao.sources.zips import UNPACK_ERRORS, opened

_ENCRYPTED = 0x1
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Budget:
    """What may still be unpacked, shared by an archive and the archives in it."""

    members: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Member:
    """A document unpacked to `path`; `inside` is its name in the archive, with `/` between folders."""

    inside: str
    path: Path


def hidden(parts: tuple[str, ...]) -> bool:
    """Whether a name or a folder above it is hidden, a lock file of Office or a by-product of an archiver."""
    return any(p.startswith((".", "~$")) or p == "__MACOSX" for p in parts)


def unpacked(path: Path, name: str, into: Path, limits: SourceLimits, budget: Budget) -> Iterator[Member | SourceError]:
    """The archive's documents, written below `into` under numbered names, with an error for each one refused.

    The whole archive is refused (one error, nothing unpacked) where it has too many members or unpacks to too much.
    """
    with opened(path, name) as archive:
        infos = [i for i in archive.infolist() if not i.is_dir()]
        refusal = _refused(infos, name, budget)
        if refusal is not None:
            yield refusal
            return
        into.mkdir(parents=True, exist_ok=True)
        pages = saved_pages(PurePosixPath(member_name(info)).name for info in infos)
        for number, info in enumerate(infos):
            inside = member_name(info)
            try:
                if not beside_a_page(PurePosixPath(inside).parts[:-1], pages) and _wanted(
                    info, inside, f"{name}/{inside}", limits
                ):
                    target = into / f"{number:05d}{path_suffix(inside)[:10]}"
                    _write(archive, info, target, f"{name}/{inside}")
                    yield Member(inside, target)
            except SourceError as exc:
                yield exc


def _refused(infos: list[zipfile.ZipInfo], name: str, budget: Budget) -> SourceError | None:
    """Why nothing of the archive may be unpacked, None if it may; takes what it will use from the budget."""
    budget.members -= len(infos)
    budget.bytes -= sum(i.file_size for i in infos)
    if budget.members < 0:
        return UnsafeArchive(name, f"压缩包里的文件太多（{len(infos)} 个），超过上限；请分成几个压缩包再试")
    if budget.bytes < 0:
        total = sum(i.file_size for i in infos) / 1024 / 1024
        return UnsafeArchive(name, f"压缩包解压后太大（约 {total:,.0f} MB），超过上限，没有解压；请分成几个压缩包再试")
    if infos and all(i.flag_bits & _ENCRYPTED for i in infos):
        return EncryptedSource(name, "压缩包加了密码，请用密码解压后，把里面的文件交给本程序")
    return None


def may_be_unpacked(inside: str, shown: str, link: bool) -> bool:
    """Whether a member of that name is a document; a SourceError for one that leaves the archive, is a link or of a
    format without a reader."""
    parts = PurePosixPath(inside).parts
    if inside.startswith("/") or ".." in parts or inside[1:2] == ":" or "\x00" in inside:
        raise UnsafeArchive(shown, "压缩包里的这个文件名指向压缩包之外（含 ../ 或绝对路径），没有解压；请重新打包再试")
    if link:
        raise UnsafeArchive(shown, "压缩包里的这一项是链接，不是文件，没有解压；请把原文件放进压缩包再试")
    if hidden(parts):
        return False
    suffix = path_suffix(inside)
    if suffix in UNSUPPORTED:
        raise UnsupportedFormat(shown, f"不支持 {suffix} 格式，{UNSUPPORTED[suffix]}")
    return suffix in SUFFIXES and suffix not in ASIDE


def _wanted(info: zipfile.ZipInfo, inside: str, shown: str, limits: SourceLimits) -> bool:
    """Whether a member is a document to unpack; a SourceError where it is one but must not or cannot be."""
    if not may_be_unpacked(inside, shown, stat.S_ISLNK(info.external_attr >> 16)):
        return False
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedSource(shown, "压缩包里的这个文件加了密码，请用密码解压后，把它单独交给本程序")
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size):
        raise UnsafeArchive(shown, f"压缩比超过 {limits.ratio} 倍，像是压缩炸弹，没有解压；请确认来源后单独解压再试")
    if info.file_size > limits.file_bytes:
        raise SourceError(shown, f"文件有 {info.file_size / 1024 / 1024:,.0f} MB，超过上限，没有读取；请拆分后再试")
    return True


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, shown: str) -> None:
    """The member's bytes into `target`, at most as many as the archive's directory states."""
    try:
        with archive.open(info) as packed, target.open("wb") as out:
            left = info.file_size
            while chunk := packed.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise UnsafeArchive(shown, "解压出来的内容比目录里写的多，没有读取；请确认来源后重新打包再试")
                out.write(chunk)
    except NotImplementedError as exc:
        raise UnsupportedFormat(shown, "压缩包用了不支持的压缩方法，请解压后把文件交给本程序") from exc
    except UNPACK_ERRORS as exc:
        target.unlink(missing_ok=True)
        raise DamagedSource(shown, "压缩包里的这个文件损坏，解不出来，请重新打包或重新获取后再试") from exc
