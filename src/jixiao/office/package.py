"""The parts of an Office file (.docx, .xlsx): found by their relations, read within limits, parsed without entities."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from jixiao.errors import DamagedSource, SourceError
from jixiao.sources.zips import UNPACK_ERRORS, opened

_PART_BYTES = 64 * 1024 * 1024
_STREAM_BYTES = 192 * 1024 * 1024
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def whole(text: str | None, most: int) -> int | None:
    """The whole number that an attribute states, None unless it lies within 0..most."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 12:
        return None
    number = int(text)
    return number if number <= most else None


class Relation(NamedTuple):
    """What a part points at: the last word of the relation's type, and the part's name (or address if external)."""

    kind: str
    target: str
    external: bool


class Package:
    """An open Office file; every failure to read it becomes a DamagedSource that names the file."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.archive = opened(path, name)
        self.names = {info.filename.lower(): info for info in self.archive.infolist()}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.archive.close()

    def has(self, part: str) -> bool:
        """Whether the part is there."""
        return part.lower() in self.names

    def size(self, part: str) -> int:
        """Bytes of the part when unpacked, 0 where it is missing."""
        info = self.names.get(part.lower())
        return info.file_size if info else 0

    @contextmanager
    def stream(self, part: str, limit: int = _STREAM_BYTES) -> Iterator[IO[bytes]]:
        """The part's bytes as a stream, for parts too large to hold."""
        info = self.names.get(part.lower())
        if info is None:
            raise DamagedSource(self.name, f"文件里缺少 {part}，可能已损坏；请用 Office 或 WPS 打开并另存，或重新获取")
        with self.guarded():
            if info.file_size > limit:
                size, most = info.file_size / 1024 / 1024, limit / 1024 / 1024
                message = f"内部的 {part} 解压后有 {size:,.0f} MB，超过上限 {most:,.0f} MB，没有读取；请拆分后再试"
                raise SourceError(self.name, message)
            with self.archive.open(info) as stream:
                yield stream

    def read(self, part: str) -> bytes:
        """The part's bytes."""
        with self.stream(part, _PART_BYTES) as stream:
            return stream.read()

    def tree(self, part: str) -> ElementTree.Element:
        """The part's XML, parsed."""
        return self.parse(self.read(part))

    def parse(self, data: bytes) -> ElementTree.Element:
        """The XML's root; a document type is refused, no Office program writes one."""
        with self.guarded():
            if b"<!DOCTYPE" in data[:1024] or b"<!\x00D\x00O\x00C\x00T" in data[:1024]:
                raise DamagedSource(self.name, "内部的 XML 带有不允许的声明，没有读取；请用 Office 或 WPS 另存后再试")
            return ElementTree.fromstring(data)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns failures to unpack or parse into a DamagedSource."""
        try:
            yield
        except (*UNPACK_ERRORS, ElementTree.ParseError) as exc:
            raise DamagedSource(
                self.name, "文件内部损坏，读不出内容；请用 Office 或 WPS 打开并另存，或重新获取原文件"
            ) from exc

    def main(self) -> str:
        """The name of the main part (the document, the workbook)."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and self.has(relation.target):
                return relation.target
        raise DamagedSource(
            self.name, "文件里没有正文部分，可能已损坏；请用 Office 或 WPS 打开并另存，或重新获取原文件"
        )

    def relations(self, part: str) -> dict[str, Relation]:
        """The part's relations by id; none where it has none."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return {}
        found = {}
        for item in self.tree(rels).iter(_RELATION):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[item.get("Id", "")] = Relation(item.get("Type", "").rpartition("/")[2], target, external)
        return found
