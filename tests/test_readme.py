"""The README and the pages under docs/ say what is so: commands, exit codes, settings and their defaults, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jixiao.cli.app import build
from jixiao.cli.codes import MEANINGS
from jixiao.config import described, described_model
from jixiao.records import evaluation, goals, model, published

PROJECT = Path(__file__).resolve().parents[1]
TOLD = (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").rglob("*.md")))
# Made when the site is built (`make docs`), which fails where a link between pages leads nowhere.
MADE = ("reference/", "pictures/", "en/api.md", "api.md")
PAGES = {path: path.read_text(encoding="utf-8") for path in TOLD}
README = PAGES[PROJECT / "README.md"]
COMMANDS = sorted(c.name or c.callback.__name__ for c in build().registered_commands if c.callback)


def code(text: str) -> list[str]:
    """The lines of its code blocks, its code in lines, and its table rows that begin with code."""
    blocks = re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", text)
    rows = re.findall(r"^\| `(jixiao .*)", text, re.MULTILINE)
    return [
        *(line for block in blocks for line in block.splitlines()),
        *spans,
        *(row.replace("`", " ") for row in rows),
    ]


SAID = [line for text in PAGES.values() for line in code(text) if line.startswith("jixiao ")]


def page(name: str) -> str:
    """A page under docs/."""
    return PAGES[PROJECT / "docs" / name]


def test_every_command_is_told_and_is_there() -> None:
    assert set(re.findall(r"^\| `jixiao ([a-z]+)", README, re.MULTILINE)) == set(COMMANDS)
    assert {line.split()[1] for line in SAID} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_that_is_told_is_there(name: str) -> None:
    shown = CliRunner().invoke(build(), [name, "--help"], env={"COLUMNS": "200"}).stdout
    told = {option for line in SAID if line.split()[1] == name for option in re.findall(r"--[a-z-]+", line)}
    assert {option for option in told if option not in shown} == set()


def test_exit_codes_mean_what_is_told() -> None:
    (line,) = (line for line in README.splitlines() if line.startswith("退出码"))
    told = {int(code) for code in re.findall(r"`(\d+)`", line)}
    assert told == {int(code) for code in MEANINGS}
    for code in (0, 2):
        assert MEANINGS[next(c for c in MEANINGS if c == code)] in line


def test_settings_and_defaults_are_what_is_told() -> None:
    told: dict[str, int] = {}
    for names, defaults in re.findall(r"^\| ((?:`\w+`、?)+) \| ([\d、]+) \|", page("settings.md"), re.MULTILINE):
        told.update(zip(re.findall(r"\w+", names), map(int, defaults.split("、")), strict=True))
    assert told == {name: default for name, default, _ in described()}


def test_settings_of_the_model_are_what_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", page("model.md"), re.MULTILINE)
    assert told == [(name, about, default or "（无）") for name, default, about in described_model()]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_file_that_is_linked_is_there(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", PAGES[path]):
        assert (path.parent / target).exists() or target.removeprefix("../").startswith(MADE), target
    for target in re.findall(r"`((?:src|schemas|samples|docs|eval|tests)/[\w./-]*)`", PAGES[path]):
        assert (PROJECT / target).exists(), target


def test_every_page_is_linked_from_the_readme() -> None:
    docs = PROJECT / "docs"
    pages = {path.relative_to(docs).as_posix() for path in PAGES if path.is_relative_to(docs)}
    assert set(re.findall(r"\]\(docs/([\w/]+\.md)\)", README)) == pages - {"index.md", "en/tutorial.md"}


def test_the_glossary_calls_fields_what_the_records_call_them() -> None:
    """Where a name of the glossary is a field of a record, its term shares characters with the field's official one."""
    official: dict[str, set[str]] = {}
    for module in (model, goals, published, evaluation):
        for made in vars(module).values():
            if isinstance(made, type) and issubclass(made, model.Model):
                for name, known in made.model_fields.items():
                    official.setdefault(name, set()).add(known.description or "")
    rows = re.findall(
        r"^\| ([a-z0-9, ]+) \| ([^|]+) \|", page("architecture.md").partition("## Glossary")[2], re.MULTILINE
    )
    terms = {name: term for names, term in rows for name in names.split(", ")}
    for name in ("level1", "level2", "level3", "value", "funds", "annual", "lifetime", "fiscal", "carryover", "other"):
        assert any(len(set(terms[name]) & set(said)) >= 2 for said in official[name]), (name, terms[name])
