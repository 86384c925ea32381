"""Exports take no more memory for many readings than for few, and load nothing before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import PROJECT

_PEAK = """
import sys
from pathlib import Path
import jixiao.export
from tests.records import made
kind, place, files = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
locate = (lambda info: place / "a.pdf",) if kind == "workbook" else ()
getattr(jixiao.export, kind)(made.many(files), place, *locate)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def python(code: str, *arguments: str) -> str:
    """What a fresh process prints."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT).stdout.strip()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
@pytest.mark.parametrize("kind", ["workbook", "csv_files", "parquet_files", "jsonl"])
def test_memory_does_not_grow_with_the_readings(tmp_path: Path, kind: str) -> None:
    few, many = (int(python(_PEAK, kind, str(tmp_path / f"{n}"), str(n))) for n in (4, 80))
    # Eighty readings are 20,000 rows; the readings alone, all at once, take 35 MB more than four of them.
    assert many - few < 32_000  # Parquet waits for a group of rows to be full


def test_importing_the_exports_loads_no_vendor() -> None:
    said = python("import sys, jixiao.export; print([m for m in ('duckdb', 'xlsxwriter') if m in sys.modules])")
    assert said == "[]"
