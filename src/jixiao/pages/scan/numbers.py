"""Which texts of a scan are numbers."""

from __future__ import annotations

from jixiao.pages.scan import settings

COMPARES = ("≥", "≤", "=", "<", ">")


def is_number(text: str) -> bool:
    """Whether the text is short and holds a digit or a sign of comparison."""
    return len(text) <= settings.PAGE.number and any(c.isdigit() or c in "≥≤" for c in text)
