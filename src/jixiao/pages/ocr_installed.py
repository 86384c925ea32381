"""Whether what reads pictures is installed; it is large, and an office whose files all hold text needs none of it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

HOW = "pip install 'jixiao[scans]'"
"""What installs it."""


@cache
def ocr_installed() -> bool:
    """Whether pages can be read by OCR here."""
    return all(find_spec(name) is not None for name in ("cv2", "rapidocr", "onnxruntime"))
