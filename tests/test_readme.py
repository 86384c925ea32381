"""The README says what is so: commands, exit codes, settings and their defaults, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jixiao.cli.app import build
from jixiao.cli.codes import MEANINGS
from jixiao.config import described, described_model

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_told_and_is_there() -> None:
    told = set(re.findall(r"`jixiao ([a-z]+)", README))
    assert told == {c.name or c.callback.__name__ for c in build().registered_commands if c.callback}


@pytest.mark.parametrize("name", ["extract", "export", "cost"])
def test_every_option_that_is_told_is_there(name: str) -> None:
    shown = CliRunner().invoke(build(), [name, "--help"], env={"COLUMNS": "200"}).stdout
    for row in README.splitlines():
        if row.startswith(f"| `jixiao {name} "):
            for option in re.findall(r"--[a-z-]+", row):
                assert option in shown, option


def test_exit_codes_mean_what_is_told() -> None:
    (line,) = (line for line in README.splitlines() if line.startswith("退出码"))
    told = {int(code) for code in re.findall(r"`(\d+)`", line)}
    assert told == {int(code) for code in MEANINGS}
    for code in (0, 2):
        assert MEANINGS[next(c for c in MEANINGS if c == code)] in line


def test_settings_and_defaults_are_what_is_told() -> None:
    told: dict[str, int] = {}
    for names, defaults in re.findall(r"^\| ((?:`\w+`、?)+) \| ([\d、]+) \|", README, re.MULTILINE):
        told.update(zip(re.findall(r"\w+", names), map(int, defaults.split("、")), strict=True))
    assert told == {name: default for name, default, _ in described()}


def test_settings_of_the_model_are_what_is_told() -> None:
    section = README.partition("\n## 大模型\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
    assert told == [(name, about, default or "（无）") for name, default, about in described_model()]


def test_every_file_that_is_linked_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", README):
        assert (PROJECT / target).exists(), target
    for target in re.findall(r"`((?:src|schemas|samples|docs)/[\w./-]*)`", README):
        assert (PROJECT / target).exists(), target
