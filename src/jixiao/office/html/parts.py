"""The pages in a file: one of its own, or those packed in a web archive (.mht), each as text."""

from __future__ import annotations

import email
from email.message import Message
from email.policy import compat32
from pathlib import Path

from jixiao.errors import DamagedSource, SourceError
from jixiao.office.charset import Decoded, decoded

_PAGES = ("text/html", "application/xhtml+xml")
_MOST = 64 * 1024 * 1024


def pages_of(path: Path, name: str) -> list[Decoded]:
    """The file as a page; DamagedSource where it holds none, SourceError where it is larger than any page."""
    return [decoded(_bytes(path, name))]


def packed_pages(path: Path, name: str) -> list[Decoded]:
    """The pages of a web archive, those that stand in frames too; errors as of `pages_of`."""
    message = email.message_from_bytes(_bytes(path, name), policy=compat32)
    pages = [
        _page(part) for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        raise DamagedSource(name, "网页归档（.mht）里没有网页，可能没有下载完；请在浏览器里重新保存")
    if _is_cut(message):
        pages[-1] = pages[-1]._replace(lost=max(1, pages[-1].lost))
    return pages


def _page(part: Message) -> Decoded:
    body = part.get_payload(decode=True)
    return decoded(body if isinstance(body, bytes) else b"", part.get_content_charset() or "")


def _is_cut(message: Message) -> bool:
    """Whether the archive ends before its closing line."""
    return any(type(defect).__name__ == "CloseBoundaryNotFoundDefect" for defect in message.defects)


def _bytes(path: Path, name: str) -> bytes:
    if path.stat().st_size > _MOST:
        raise SourceError(name, f"网页超过 {_MOST // 1024 // 1024} MB，没有读取；请拆分，或打印为 PDF 再试")
    return path.read_bytes()
