"""The main job on the samples."""

from __future__ import annotations

from pathlib import Path

from jixiao.config import Settings


def demonstration(samples: Path, out: Path, settings: Settings) -> int:
    raise AssertionError
