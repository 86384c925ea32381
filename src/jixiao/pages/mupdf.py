"""pymupdf without its layout model and what prepares pages for language models: loaded on import, slow, not used."""

from __future__ import annotations

import sys

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

__all__ = ["BROKEN", "pymupdf"]
