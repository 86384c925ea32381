"""pymupdf without its layout model and what prepares pages for language models: loaded on import, slow, not used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from jixiao.sources.names import in_utf8

_UNUSED = ("pymupdf.layout", "pymupdf4llm")

if "pymupdf" not in sys.modules:
    for _name in _UNUSED:
        sys.modules[_name] = None  # type: ignore[assignment]  # makes the import fail, which pymupdf takes calmly
    import pymupdf

    for _name in _UNUSED:
        del sys.modules[_name]
else:
    import pymupdf

# What MuPDF raises where a page or a picture is damaged.
BROKEN = (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError)


def open_file(path: Path, kind: str | None) -> Any:
    """The open document of the file, taken for that kind. MuPDF finds no file whose name is not UTF-8, as old systems
    wrote them: such a one is given to it by its content."""
    if in_utf8(path):
        return pymupdf.open(path, filetype=kind)
    return pymupdf.open(stream=path.read_bytes(), filetype=kind)


__all__ = ["BROKEN", "open_file", "pymupdf"]
