"""The pages of an OFD, read as those of a PDF are."""

from __future__ import annotations

from pathlib import Path

from jixiao.errors import DamagedPage
from jixiao.pages.ofd.as_pdf import as_pdf
from jixiao.pages.page import Page
from jixiao.pages.pdf import Pdf


class Ofd(Pdf):
    """An open OFD; a context manager that yields its pages."""

    def __init__(self, path: Path, name: str) -> None:
        """EncryptedSource or DamagedSource where it cannot be opened."""
        self._partial = as_pdf(path, name).partial
        super().__init__(path, name)

    def page(self, index: int, stroke_limit: int = 20000, threads: int = 1) -> Page:
        """One page (0-based), as of a PDF; one that was not drawn whole says so."""
        page = super().page(index, stroke_limit, threads)
        if page.number in self._partial and page.problem is None:
            said = "这一页引用的内容（字体、图片、模板或页面）在文件里找不到，读到的可能不全；请对照原文核对"
            page.problem = DamagedPage(page.number, said)
        return page
