"""`jixiao export`: results that are there already, in other formats."""

from __future__ import annotations


def export() -> None:
    """Write the tables."""
