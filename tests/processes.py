"""Waiting for processes to be gone."""

from __future__ import annotations

import time
from pathlib import Path


def wait_for_end(pid: int) -> None:
    """Until the process is gone, or only waits for somebody to take note of its end; fails after two minutes."""
    deadline = time.monotonic() + 120
    while _runs(pid):
        assert time.monotonic() < deadline, f"process {pid} lives on"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
