"""Zips: names decoded, nesting of one level, and nothing unsafe unpacked while the rest goes on."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsafeArchive, UnsupportedFormat
from jixiao.sources import Gathered, SourceLimits, gather

PDF = b"%PDF-1.4\n%%EOF\n"


def pack(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def gathered(tmp_path: Path, data: bytes, limits: SourceLimits | None = None) -> Gathered:
    path = tmp_path / "材料.zip"
    path.write_bytes(data)
    return gather([path], tmp_path / "work", limits)


def flagged(data: bytes, flag: int, *, member: int | None = None) -> bytes:
    """The archive with a flag set on one member, or on all."""
    out = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start, count = out.find(signature), 0
        while start >= 0:
            if member is None or count == member:
                (old,) = struct.unpack_from("<H", out, start + at)
                struct.pack_into("<H", out, start + at, old | flag)
            start, count = out.find(signature, start + 4), count + 1
    return bytes(out)


def one_problem(found: Gathered, error: type[SourceError], *words: str) -> None:
    assert [type(p) for p in found.problems] == [error]
    assert all(word in str(found.problems[0]) for word in words)


def test_members_become_sources_with_their_origin(tmp_path: Path) -> None:
    found = gathered(tmp_path, pack(("二〇二三/甲.pdf", PDF), ("乙.pdf", PDF + b"2"), ("说明.txt", b"x")))
    assert [(s.name, s.kind, s.origin) for s in found.sources] == [
        ("甲.pdf", "pdf", "材料.zip/二〇二三/甲.pdf"),
        ("乙.pdf", "pdf", "材料.zip/乙.pdf"),
    ]
    assert found.sources[0].path.read_bytes() == PDF
    assert not found.problems


def gbk_named(name: str) -> bytes:
    """An archive as old Chinese archivers wrote it: the name in GBK and nothing to say so."""
    raw = name.encode("gbk")
    stand_in = "x" * len(raw)
    return pack((stand_in, PDF)).replace(stand_in.encode(), raw)


def test_names_in_gbk_without_the_flag_are_decoded(tmp_path: Path) -> None:
    found = gathered(tmp_path, gbk_named("项目绩效目标表.pdf"))
    assert [s.name for s in found.sources] == ["项目绩效目标表.pdf"]


def test_names_in_utf8_without_the_flag_are_decoded(tmp_path: Path) -> None:
    found = gathered(tmp_path, flagged_off(pack(("绩效目标.pdf", PDF))))
    assert [s.name for s in found.sources] == ["绩效目标.pdf"]


def flagged_off(data: bytes) -> bytes:
    out = bytearray(data)
    struct.pack_into("<H", out, out.find(b"PK\x03\x04") + 6, 0)
    struct.pack_into("<H", out, out.find(b"PK\x01\x02") + 8, 0)
    return bytes(out)


def test_the_unicode_name_beside_a_local_one_wins(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("abc.pdf")
    name = "附件一.pdf".encode()
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"abc.pdf")) + name
    assert [s.name for s in gathered(tmp_path, pack((info, PDF))).sources] == ["附件一.pdf"]


def test_backslashes_part_folders(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = "a\\b.pdf"
    found = gathered(tmp_path, pack((info, PDF)))
    assert [(s.name, s.origin) for s in found.sources] == [("b.pdf", "材料.zip/a/b.pdf")]


def test_a_zip_in_the_zip_is_opened_but_not_one_in_that(tmp_path: Path) -> None:
    innermost = pack(("丙.pdf", PDF + b"3"))
    inner = pack(("乙.pdf", PDF + b"2"), ("更里.zip", innermost))
    found = gathered(tmp_path, pack(("甲.pdf", PDF), ("里.zip", inner)))
    assert [s.origin for s in found.sources] == ["材料.zip/甲.pdf", "材料.zip/里.zip/乙.pdf"]
    one_problem(found, UnsafeArchive, "材料.zip/里.zip/更里.zip", "先解压")


@pytest.mark.parametrize(
    "name", ["../跑出去.pdf", "a/../../跑出去.pdf", "/etc/跑出去.pdf", "C:\\跑出去.pdf", "..\\跑出去.pdf"]
)
def test_names_that_leave_the_archive_are_refused_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    found = gathered(tmp_path, pack((info, PDF), ("好.pdf", PDF + b"2")))
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, UnsafeArchive, "跑出去.pdf", "重新打包")
    assert not list(tmp_path.rglob("*跑出去*"))


def test_symbolic_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("链接.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = gathered(tmp_path, pack((link, b"/etc/passwd"), ("好.pdf", PDF)))
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, UnsafeArchive, "链接.pdf")


def test_one_locked_member_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = gathered(tmp_path, flagged(pack(("锁.pdf", PDF), ("好.pdf", PDF + b"2")), 0x1, member=0))
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, EncryptedSource, "材料.zip/锁.pdf", "密码")


def test_an_archive_locked_as_a_whole_is_one_problem(tmp_path: Path) -> None:
    found = gathered(tmp_path, flagged(pack(("一.pdf", PDF), ("二.pdf", PDF + b"2")), 0x1))
    assert not found.sources
    one_problem(found, EncryptedSource, "材料.zip：", "密码")


def test_a_member_that_unpacks_far_too_well_is_a_bomb(tmp_path: Path) -> None:
    found = gathered(
        tmp_path, pack(("弹.pdf", PDF + bytes(3_000_000)), ("好.pdf", PDF)), SourceLimits(ratio_from=1_000_000)
    )
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, UnsafeArchive, "弹.pdf", "压缩比")


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    data = pack(*((f"{i}.pdf", PDF + bytes(1000) + bytes([i])) for i in range(10)))
    found = gathered(tmp_path, data, SourceLimits(unpacked_bytes=5_000))
    assert not found.sources
    one_problem(found, UnsafeArchive, "材料.zip", "太大")
    assert not list((tmp_path / "work").rglob("*.pdf"))


def test_the_limit_holds_for_archives_within_archives_together(tmp_path: Path) -> None:
    inner = pack(("里.pdf", PDF + bytes(4_000)))
    found = gathered(
        tmp_path, pack(("里.zip", inner), ("外.pdf", PDF + bytes(3_000))), SourceLimits(unpacked_bytes=6_000)
    )
    assert [s.name for s in found.sources] == ["外.pdf"]
    one_problem(found, UnsafeArchive, "里.zip", "太大")


def test_an_archive_with_too_many_members_is_not_unpacked(tmp_path: Path) -> None:
    data = pack(*((f"{i}.pdf", PDF + bytes([i])) for i in range(30)))
    found = gathered(tmp_path, data, SourceLimits(members=20))
    assert not found.sources
    one_problem(found, UnsafeArchive, "30 个", "分成几个")


def test_a_member_larger_than_a_file_may_be_is_refused(tmp_path: Path) -> None:
    found = gathered(tmp_path, pack(("大.pdf", PDF + bytes(5000)), ("好.pdf", PDF)), SourceLimits(file_bytes=1000))
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, SourceError, "大.pdf", "超过上限")


def test_a_damaged_member_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = bytearray(pack(("坏.pdf", PDF * 50), ("好.pdf", PDF), method=zipfile.ZIP_STORED))
    at = data.find(PDF) + 20
    data[at : at + 5] = b"XXXXX"
    found = gathered(tmp_path, bytes(data))
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, DamagedSource, "坏.pdf", "重新打包")


def test_an_unknown_compression_is_named_with_advice(tmp_path: Path) -> None:
    data = bytearray(pack(("怪.pdf", PDF)))
    struct.pack_into("<H", data, data.find(b"PK\x03\x04") + 8, 9)
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 10, 9)
    one_problem(gathered(tmp_path, bytes(data)), UnsupportedFormat, "怪.pdf", "解压")


def test_members_without_a_reader_are_named(tmp_path: Path) -> None:
    found = gathered(
        tmp_path, pack(("公文.ceb", b"x"), ("好.pdf", PDF), ("__MACOSX/._好.pdf", b"x"), ("~$好.docx", b"x"))
    )
    assert [s.name for s in found.sources] == ["好.pdf"]
    one_problem(found, UnsupportedFormat, "公文.ceb", "PDF")


def test_a_zip_with_nothing_to_read_is_a_problem(tmp_path: Path) -> None:
    one_problem(gathered(tmp_path, pack(("说明.txt", b"x"))), UnsupportedFormat, "材料.zip", "没有可以读取的文件")
