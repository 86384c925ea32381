"""Any file that has pages as an open document of pymupdf; what that does not know is brought into a format it does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jixiao.pages.mupdf import open_file, pymupdf

_ZIP = b"PK\x03\x04"
_PILLOWS = (b"GIF8", b"BM")


def opened(path: Path, name: str = "", kind: str | None = None) -> Any:
    """The open document of a PDF, an OFD or a picture; a SourceError where an OFD cannot be brought into a PDF.

    `kind` is what pymupdf is to take it for where it is no OFD; what that raises on a damaged file goes through.
    """
    with path.open("rb") as file:
        head = file.read(12)
    if head.startswith(_ZIP):
        from jixiao.pages.ofd.as_pdf import as_pdf

        return pymupdf.open(stream=as_pdf(path, name or path.name).data, filetype="pdf")
    if head.startswith(_PILLOWS) or head[8:12] == b"WEBP" or head[4:8] == b"ftyp":
        from jixiao.pages.files.pictures import frames_of

        return frames_of(path, name or path.name)
    return open_file(path, kind)
