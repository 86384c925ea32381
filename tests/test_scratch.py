"""Temporary folders: nobody clears away what another process has just made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_WORK = """
import jixiao.scratch as scratch
from pathlib import Path
lost = 0
for _ in range(150):
    scratch._sweep.cache_clear()
    with scratch.Scratch() as folder:
        lost += not Path(folder).is_dir()
print(lost)
"""


@pytest.mark.skipif(os.name != "posix", reason="folders are cleared away by their locks")
def test_processes_that_start_together_leave_each_others_folders(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", _WORK]
    runs = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert [run.communicate()[0].strip() for run in runs] == ["0"] * 6
    assert list(tmp_path.iterdir()) == []
