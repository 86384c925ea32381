"""Settings as the limits by which files are taken in."""

from __future__ import annotations

from jixiao.config import Settings
from jixiao.sources import SourceLimits

_MB = 1024 * 1024


def intake_limits(settings: Settings) -> SourceLimits:
    """How large files and archives may be."""
    return SourceLimits(
        file_bytes=settings.file_mb * _MB,
        members=settings.zip_members,
        unpacked_bytes=settings.zip_mb * _MB,
        ratio=settings.zip_ratio,
    )
