"""Settings, read once at the edge into frozen objects."""

from jixiao.config.checks import CheckSettings, Weights, described_checks, load_checks
from jixiao.config.file import FILE_NAME, PREFIX
from jixiao.config.reading import Settings, described, load

__all__ = [
    "FILE_NAME",
    "PREFIX",
    "CheckSettings",
    "Settings",
    "Weights",
    "described",
    "described_checks",
    "load",
    "load_checks",
]
