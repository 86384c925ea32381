"""Settings, read once at the edge into frozen objects."""

from jixiao.config.file import FILE_NAME, PREFIX
from jixiao.config.reading import Settings, described, load

__all__ = ["FILE_NAME", "PREFIX", "Settings", "described", "load"]
