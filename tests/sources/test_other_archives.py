"""Archives other than zip: the same names, limits and refusals."""

from __future__ import annotations

import io
import sys
import tarfile
import zlib
from pathlib import Path

import libarchive
import pytest

from jixiao.errors import DamagedSource, EncryptedSource, MissingTool, SourceError, UnsafeArchive
from jixiao.sources import Gathered, SourceLimits, gather

PDF = b"%PDF-1.4\n%%EOF\n"


def gathered(path: Path, limits: SourceLimits | None = None) -> Gathered:
    return gather([path], path.parent / "work", limits)


def seven(path: Path, *members: tuple[str, bytes], packed: str = "7zip") -> Path:
    with libarchive.file_writer(str(path), packed) as archive:
        for name, data in members:
            archive.add_file_from_memory(name, len(data), data)
    return path


def tar(path: Path, *members: tuple[tarfile.TarInfo | str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for given, data in members:
            info = tarfile.TarInfo(given) if isinstance(given, str) else given
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def number(value: int) -> bytes:
    """A whole number as RAR writes it: seven bits a byte."""
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def rar(path: Path, *members: tuple[str, bytes]) -> Path:
    """An archive in the RAR 5 format, by its description; nothing in it is compressed."""

    def block(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
        head = number(kind) + number(flags) + (number(len(data)) if flags & 2 else b"") + body
        head = number(len(head)) + head
        return zlib.crc32(head).to_bytes(4, "little") + head + data

    out = b"Rar!\x1a\x07\x01\x00" + block(1, 0, number(0))
    for name, data in members:
        raw = name.encode()
        body = number(4) + number(len(data)) + number(0o100644) + zlib.crc32(data).to_bytes(4, "little")
        out += block(2, 2, body + number(0) + number(1) + number(len(raw)) + raw, data)
    path.write_bytes(out + block(5, 0, number(0)))
    return path


@pytest.mark.parametrize(("name", "make"), [("材料.7z", seven), ("材料.rar", rar), ("材料.tar.gz", tar)])
def test_members_become_sources_with_their_origin(tmp_path: Path, name: str, make) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path / name, ("二〇二三/甲.pdf", PDF), ("说明.txt", b"x"), ("乙.pdf", PDF + b"2"))
    found = gathered(path)
    assert [(s.name, s.kind, s.origin) for s in found.sources] == [
        ("甲.pdf", "pdf", f"{name}/二〇二三/甲.pdf"),
        ("乙.pdf", "pdf", f"{name}/乙.pdf"),
    ]
    assert found.sources[0].path.read_bytes() == PDF and not found.problems


def test_an_archive_in_an_archive_is_opened(tmp_path: Path) -> None:
    inner = seven(tmp_path / "里.7z", ("丙.pdf", PDF))
    path = tar(tmp_path / "外.tgz", ("里.7z", inner.read_bytes()))
    assert [s.origin for s in gathered(path).sources] == ["外.tgz/里.7z/丙.pdf"]


def one_problem(found: Gathered, error: type[SourceError], *words: str) -> None:
    assert [type(p) for p in found.problems] == [error]
    assert all(word in str(found.problems[0]) for word in words)


def test_names_that_leave_the_archive_and_links_are_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    link = tarfile.TarInfo("链接.pdf")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    found = gathered(tar(tmp_path / "材料.tgz", ("../跑.pdf", PDF), (link, b""), ("好.pdf", PDF)))
    assert [s.name for s in found.sources] == ["好.pdf"]
    assert [type(p) for p in found.problems] == [UnsafeArchive, UnsafeArchive]
    assert not (tmp_path / "跑.pdf").exists()


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (SourceLimits(ratio_from=1_000_000), "压缩比"),
        (SourceLimits(unpacked_bytes=2_000_000), "太大"),
        (SourceLimits(members=1), "太多"),
    ],
)
def test_what_goes_beyond_a_limit_ends_there_and_is_said(tmp_path: Path, limits: SourceLimits, says: str) -> None:
    path = tar(tmp_path / "弹.tgz", ("好.pdf", PDF), ("弹.pdf", PDF + bytes(30_000_000)), ("后.pdf", PDF + b"3"))
    found = gathered(path, limits)
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, UnsafeArchive, "弹.tgz", says)


def test_a_member_larger_than_a_file_may_be_is_refused(tmp_path: Path) -> None:
    found = gathered(
        seven(tmp_path / "材料.7z", ("大.pdf", PDF + bytes(5000)), ("好.pdf", PDF)), SourceLimits(file_bytes=1000)
    )
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, SourceError, "大.pdf", "超过上限")


def test_one_that_is_cut_gives_what_there_is_and_says_so(tmp_path: Path) -> None:
    path = rar(tmp_path / "材料.rar", ("甲.pdf", PDF), ("乙.pdf", PDF * 999))
    path.write_bytes(path.read_bytes()[:-9000])
    found = gathered(path)
    assert [s.name for s in found.sources] == ["甲.pdf"]
    one_problem(found, DamagedSource, "材料.rar", "请")


def test_one_that_is_locked_says_so(tmp_path: Path) -> None:
    path = seven(tmp_path / "锁.zip", ("甲.pdf", PDF))
    with libarchive.file_writer(str(path), "zip", options="zip:encryption=aes256", passphrase="x") as archive:
        archive.add_file_from_memory("甲.pdf", len(PDF), PDF)
    from jixiao.sources.archives import Budget
    from jixiao.sources.other_archives import unpacked

    (said,) = unpacked(path, "锁.7z", tmp_path / "into", SourceLimits(), Budget(9, 9**9))
    assert isinstance(said, EncryptedSource)


def test_without_libarchive_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    one_problem(gathered(seven_bytes(tmp_path)), MissingTool, "apt install", ".zip")


def seven_bytes(tmp_path: Path) -> Path:
    path = tmp_path / "材料.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(40))
    return path
