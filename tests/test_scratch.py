"""Temporary folders: nobody clears away what another process has just made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
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


# Where the tests run under nohup, the program would not hear that its terminal closed.
_HOLD = """
import signal, sys, time
from jixiao.scratch import Scratch
signal.signal(signal.SIGHUP, signal.SIG_DFL)
held = Scratch()
print(held.name, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(os.name != "posix", reason="folders are cleared away by their locks")
@pytest.mark.parametrize("signal_name", ["SIGKILL", "SIGHUP", "SIGTERM"])
def test_what_a_killed_process_leaves_is_cleared_away_by_the_next(tmp_path: Path, signal_name: str) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", _HOLD], env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        left = Path(run.stdout.readline().strip())
        (left / "half.pdf").write_bytes(b"%PDF")
        other = subprocess.run(
            [sys.executable, "-c", _WORK], env=environment, check=True, capture_output=True, text=True
        )
        assert other.stdout.strip() == "0" and (left / "half.pdf").exists()  # it is held
        run.send_signal(getattr(signal, signal_name))
        run.wait()
    subprocess.run([sys.executable, "-c", _WORK], env=environment, check=True, capture_output=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("signal_name", ["SIGHUP", "SIGTERM"])
def test_a_run_that_is_told_to_end_leaves_nothing_and_goes_on_later(tmp_path: Path, signal_name: str) -> None:
    (tmp_path / "tmp").mkdir()
    samples = Path(__file__).resolve().parents[1] / "samples"
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as packed:
        for path in samples.glob("*.pdf"):
            packed.write(path, path.name)
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    program = "from jixiao.cli import main; main()"
    command = [sys.executable, "-c", program, "extract", "材料.zip", "--out", "结果", "--no-xlsx", "-j", "1"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        until = time.monotonic() + 120
        while not list(tmp_path.glob("结果/*.json")) and time.monotonic() < until and run.poll() is None:
            time.sleep(0.02)
        run.send_signal(getattr(signal, signal_name))
        run.communicate(timeout=120)
    assert run.returncode in (0, 143, 128 + getattr(signal, signal_name))
    assert list((tmp_path / "tmp").glob("jixiao-*")) == []
    again = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=600, check=False)
    assert again.returncode == 0, again.stderr.decode()
    assert len(list(tmp_path.glob("结果/*.pdf.json"))) == len(list(samples.glob("*.pdf")))
