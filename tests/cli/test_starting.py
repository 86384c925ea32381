"""What a beginner meets first: help that fits, a settings file, completion, a terminal without Chinese."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jixiao.cli.app import build
from jixiao.config import CheckSettings, Settings, load, load_checks, load_model

COMMANDS = sorted(c.name or c.callback.__name__ for c in build().registered_commands if c.callback)


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from jixiao.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_of_the_help_is_cut_off_in_a_narrow_terminal(name: str) -> None:
    narrow, wide = (
        CliRunner().invoke(build(), [name, "-h"], env={"COLUMNS": width}, prog_name="jixiao").stdout
        for width in ("80", "400")
    )
    said = [re.sub(r"\W", "", text) for text in (narrow, wide)]
    assert sorted(said[0]) == sorted(said[1])
    assert max(map(len, narrow.splitlines())) <= 80


def test_the_settings_file_says_what_the_defaults_are(tmp_path: Path) -> None:
    assert program("init", str(tmp_path)).returncode == 0
    path = tmp_path / "jixiao.toml"
    text = path.read_text(encoding="utf-8")
    assert load(path) == Settings() and load_model(path) is None
    assert "key =" not in text
    path.write_text(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    assert load(path) == Settings() and load_checks(path) == CheckSettings()
    again = program("init", str(tmp_path))
    assert again.returncode == 1 and "已经有了" in again.stderr.decode()


def test_the_endpoint_that_is_given_is_tried(tmp_path: Path) -> None:
    done = program("init", str(tmp_path), "--model-url", "http://127.0.0.1:9/v1", "--model-name", "试")
    assert "连不上" in done.stdout.decode()
    settings = load_model(tmp_path / "jixiao.toml")
    assert settings is not None and (settings.base_url, settings.name) == ("http://127.0.0.1:9/v1", "试")


def test_the_shell_completes_commands() -> None:
    assert b"_JIXIAO_COMPLETE=complete_bash" in program("completion", "bash").stdout
    done = program(_JIXIAO_COMPLETE="complete_bash", COMP_WORDS="jixiao ex", COMP_CWORD="1")
    assert done.stdout.split() == [b"extract", b"export"]


def test_a_terminal_without_chinese_is_told_what_to_set() -> None:
    done = program("--version", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert b"LC_ALL=C.UTF-8" in done.stderr and b"Traceback" not in done.stderr
    assert b"LC_ALL" not in program("--version", PYTHONUTF8="1").stderr
