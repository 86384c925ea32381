"""A real browser for tests: Chromium as the system has it, driven by the keyboard."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PICTURES = Path(os.environ.get("JIXIAO_PICTURES", ""))


def chromium() -> str:
    """Where Chromium is; the test is skipped where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium to run the tests of the browser")
    return found


def context(browser: Any, width: int = 1280, height: int = 800, **more: Any) -> Any:
    """Windows of one user; pages and elements are waited for as long as a machine with much else to do needs."""
    made = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **more)
    made.set_default_timeout(60_000)
    return made


def keep(page: object, name: str) -> None:
    """Keep a picture of the page, where JIXIAO_PICTURES names a folder for them."""
    if os.environ.get("JIXIAO_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(PICTURES / f"{name}.png"))  # type: ignore[attr-defined]
