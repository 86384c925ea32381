"""The tutorials under docs/ as a new user follows them: every command runs, every file they name is there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = (*sorted((DOCS / "tutorials").glob("*.md")), DOCS / "en" / "tutorial.md")
# A block to be run, and with which code it ends where that is not 0.
_BLOCK = re.compile(r"(?:<!-- exit (\d+) -->\n)?```sh\n(.*?)```", re.DOTALL)
_PROGRAM = re.compile(r"```py\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_tutorial_can_be_followed(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = _BLOCK.findall(text)
    assert blocks
    for code, block in blocks:
        for line in block.splitlines():
            words = shlex.split(line)
            assert words[0] == "jixiao", line
            done = _run(["-c", "from jixiao.cli import main; main()", *words[1:]], tmp_path)
            assert done.returncode == int(code or 0), (line, done.stdout[-2000:], done.stderr[-2000:])
    for program in _PROGRAM.findall(text):
        done = _run(["-c", program], tmp_path)
        assert done.returncode == 0 and done.stdout, done.stderr
    for named in re.findall(r"`([^`\s]+/[^`\s]+)`", text):
        assert (tmp_path / named).exists(), named


def _run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
