"""An OFD as a PDF in memory: its text with the fonts that it brings, its paths and its pictures, page by page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.errors import DamagedSource
from jixiao.pages.mupdf import BROKEN, pymupdf
from jixiao.pages.ofd.document import Sheet, sheets_of
from jixiao.pages.ofd.drawing import STAMPED, Pen
from jixiao.pages.ofd.fonts import Face
from jixiao.pages.ofd.package import Package
from jixiao.pages.ofd.seals import picture_in

_POINTS = 72 / 25.4  # of a millimetre
_LARGEST = 14_400.0  # points, of a PDF page
_MOST_PAGES = 5_000


class Paged(NamedTuple):
    """The PDF, and the pages (1-based) on which something named is not there or more stands than is drawn."""

    data: bytes
    partial: frozenset[int]


def as_pdf(path: Path, name: str) -> Paged:
    """The OFD as a PDF; EncryptedSource or DamagedSource where it cannot be. The last ones made are kept."""
    stat = path.stat()
    return _made(path, name, (stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=2)
def _made(path: Path, name: str, _: tuple[int, int]) -> Paged:
    with Package(path, name) as package, pymupdf.open() as document:
        try:
            return _Writer(package, document).written()
        except BROKEN as exc:
            raise DamagedSource(name, "OFD 的内容损坏，画不成页面；请用阅读器打开核对，打印为 PDF 再试") from exc


class _Writer:
    """One file being written as a PDF."""

    def __init__(self, package: Package, document: Any) -> None:
        self.package, self.document = package, document
        self.faces: dict[str, Face] = {}
        self.pictures: dict[str, int] = {}

    def written(self) -> Paged:
        """The whole PDF."""
        partial: set[int] = set()
        for number, sheet in enumerate(sheets_of(self.package), 1):
            if number > _MOST_PAGES:
                break
            if not self._page(sheet):
                partial.add(number)
        fonts: dict[str, int] = {}
        for face in self.faces.values():
            fonts |= face.finish()
        pictures = {f"Im{xref}": xref for xref in self.pictures.values() if xref}
        resources = (
            f"<</Font {_listed(fonts)} /XObject {_listed(pictures)} /ExtGState <</{STAMPED} <</BM /Multiply>>>>>>"
        )
        for page in self.document:
            self.document.xref_set_key(page.xref, "Resources", resources)
        return Paged(bytes(self.document.tobytes()), frozenset(partial))

    def _page(self, sheet: Sheet) -> bool:
        """Add a page; whether all of it is there."""
        left, top, width, height = sheet.box
        scale = min(_POINTS, _LARGEST / max(width, height))
        page = self.document.new_page(width=width * scale, height=height * scale)
        pen = Pen(sheet.resources, lambda number: self._face(sheet.resources.fonts.get(number, "")), self._picture)
        pen.out.append(f"q {scale:.6f} 0 0 {-scale:.6f} {-left * scale:.4f} {(top + height) * scale:.4f} cm")
        for layer in sheet.layers:
            pen.objects(layer)
        for appearance in sheet.appearances:
            pen.appearance(appearance)
        for box, member in sheet.seals:
            if name := self._seal(member):
                pen.stamp(name, box)
        pen.out.append("Q")
        xref = self.document.get_new_xref()
        self.document.update_object(xref, "<<>>")
        self.document.update_stream(xref, "\n".join(pen.out).encode("ascii"))
        self.document.xref_set_key(page.xref, "Contents", f"{xref} 0 R")
        return not (sheet.lost or pen.lost or pen.full)

    def _face(self, member: str) -> Face:
        """The font in a file of the package, or the one that stands in for those without a file."""
        face = self.faces.get(member)
        if face is None:
            data = self.package.read(member) if member else None
            face = self.faces[member] = Face(self.document, data, f"F{len(self.faces)}")
        return face

    def _picture(self, member: str) -> str:
        return self._image(member, self.package.read(member)) if member else ""

    def _seal(self, member: str) -> str:
        data = picture_in(self.package.read(member))
        return self._image(member, data) if data else ""

    def _image(self, member: str, data: bytes) -> str:
        """The name under which a picture stands on pages, "" where it is none."""
        if member not in self.pictures:
            page = self.document[-1]
            try:
                self.pictures[member] = page.insert_image(pymupdf.Rect(0, 0, 1, 1), stream=data)
            except BROKEN:
                self.pictures[member] = 0
        number = self.pictures[member]
        return f"Im{number}" if number else ""


def _listed(objects: dict[str, int]) -> str:
    """A dictionary of a PDF that names objects."""
    return "<<" + " ".join(f"/{name} {xref} 0 R" for name, xref in objects.items()) + ">>"
