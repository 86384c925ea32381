"""The files inside an OFD, found as its documents name them, read within limits, their XML without entities."""

from __future__ import annotations

import posixpath
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jixiao.errors import DamagedSource, EncryptedSource
from jixiao.sources.zips import UNPACK_ERRORS, opened

_MOST = 64 * 1024 * 1024  # bytes of a file inside
_MOST_ALL = 512 * 1024 * 1024
_LOCKED = 0x1


class Package:
    """An open OFD; a context manager. EncryptedSource or DamagedSource where it cannot be opened."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.archive = opened(path, name)
        infos = self.archive.infolist()
        self._members = {info.filename.replace("\\", "/").strip("/").lower(): info for info in infos}
        self._left = _MOST_ALL
        if any(info.flag_bits & _LOCKED for info in infos) or self.has("encryptions.xml"):
            self.archive.close()
            raise EncryptedSource(name, "OFD 加了密，请用 OFD 阅读器打开，去掉密码后另存，或打印为 PDF 再试")

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def has(self, member: str) -> bool:
        """Whether there is such a file, whatever the case of its name."""
        return member.strip("/").lower() in self._members

    def find(self, said: str, *folders: str) -> str:
        """The file that a document in the first folder means, "" where there is none.

        A name that begins with `/` counts from the root; what is not there is looked for in the other folders and from
        the root, as readers do for writers that mistook the rule.
        """
        said = said.strip().replace("\\", "/")
        places = ["", *folders] if said.startswith("/") else [*folders, ""]
        for folder in places:
            member = posixpath.normpath(posixpath.join("/", folder, said.lstrip("/"))).lstrip("/")
            if said and self.has(member):
                return member
        return ""

    def read(self, member: str) -> bytes:
        """The file's bytes; DamagedSource where they cannot be unpacked or are more than any file there has."""
        info = self._members[member.strip("/").lower()]
        self._left -= info.file_size
        if info.file_size > _MOST or self._left < 0:
            raise DamagedSource(self.name, "OFD 里的内容大得不合情理，没有读取；请用阅读器打印为 PDF 再试")
        try:
            return self.archive.read(info)
        except (*UNPACK_ERRORS, NotImplementedError) as exc:
            raise DamagedSource(self.name, "OFD 内部损坏，读不出内容；请重新获取原文件") from exc

    def tree(self, member: str) -> Element:
        """The file's XML with plain tags, whatever namespace its writer gave them; a document type is refused."""
        data = self.read(member)
        try:
            if b"<!DOCTYPE" in data[:1024] or b"<!\x00D\x00O\x00C" in data[:1024]:
                raise DamagedSource(self.name, "OFD 内部的 XML 带有不允许的声明，没有读取；请重新获取原文件")
            root = ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as exc:
            raise DamagedSource(self.name, "OFD 内部的 XML 不完整，读不出内容；请重新获取原文件") from exc
        for each in root.iter():
            each.tag = each.tag.rpartition("}")[2]
        return root
