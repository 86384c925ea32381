"""Settings, read once at the edge into frozen objects."""

from jixiao.config.checks import CheckSettings, Weights, described_checks, load_checks
from jixiao.config.file import FILE_NAME, PREFIX
from jixiao.config.model import ModelSettings, described_model, load_model
from jixiao.config.reading import Settings, described, load
from jixiao.config.secret import Secret

__all__ = [
    "FILE_NAME",
    "PREFIX",
    "CheckSettings",
    "ModelSettings",
    "Secret",
    "Settings",
    "Weights",
    "described",
    "described_checks",
    "described_model",
    "load",
    "load_checks",
    "load_model",
]
