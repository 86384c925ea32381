"""pymupdf without its layout model, which is loaded on import, costs a second and 100 MB, and is not used here."""

from __future__ import annotations

import sys

_MODEL = "pymupdf.layout"

if "pymupdf" not in sys.modules:
    sys.modules[_MODEL] = None  # type: ignore[assignment]  # makes the import fail, which pymupdf takes calmly
    import pymupdf

    del sys.modules[_MODEL]
else:
    import pymupdf

# What MuPDF raises where a page or a picture is damaged.
BROKEN = (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError)

__all__ = ["BROKEN", "pymupdf"]
