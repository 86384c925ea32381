"""The table of formats: what commands offer comes from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import jixiao
from jixiao.cli.app import build
from jixiao.cli.flags import Chosen, takes_formats
from jixiao.errors import ConfigError
from jixiao.export.formats import FORMATS, OutputFormat, format_at, formats_of
from jixiao.records import Reading


def names_in(readings: Iterable[Reading], path: Path) -> Path:
    """A writer as somebody would add one."""
    path.write_text("\n".join(reading.source.name for reading in readings), encoding="utf-8")
    return path


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> OutputFormat:
    """A format more in the table."""
    row = OutputFormat("names", "名单", "文件名单", "名单.txt", f"{__name__}:names_in")
    monkeypatch.setitem(FORMATS, "names", row)
    return row


@pytest.mark.parametrize("row", FORMATS.values(), ids=FORMATS)
def test_every_format_is_written_at_its_place(row: OutputFormat, samples: Path, tmp_path: Path) -> None:
    path = tmp_path / row.place
    row.write([jixiao.extract(samples / "qingshi-budget.docx")], path)
    assert path.is_dir() != bool(path.suffix) and path.exists()
    with pytest.raises(ConfigError, match="写不进"):
        (tmp_path / "文件").write_text("")
        row.write([], tmp_path / "文件" / "下" / row.place)


@pytest.mark.parametrize("command", ["extract", "export", "check"])
def test_commands_offer_every_format(command: str) -> None:
    said = CliRunner().invoke(build(), [command, "--help"], env={"COLUMNS": "200"}).stdout
    assert "--format" in said and all(f"--{name}" in said for name in FORMATS)


def test_a_format_is_a_file_and_a_row(another: OutputFormat, samples: Path, tmp_path: Path) -> None:
    """Nothing else is touched: the flags, the names in messages and `jixiao.write` follow."""
    reading = jixiao.extract(samples / "qingshi-budget.docx")
    assert jixiao.write(reading, tmp_path, "names") == [tmp_path / "名单.txt"]
    assert (tmp_path / "名单.txt").read_text(encoding="utf-8") == "qingshi-budget.docx"
    assert format_at(Path("a.txt")) is another
    chosen: list[Chosen] = []

    @takes_formats
    def command(formats: Chosen) -> None:
        chosen.append(formats)

    app = typer.Typer()
    app.command()(command)
    assert CliRunner().invoke(app, ["--names", "--format", "csv, xlsx", "--no-xlsx"]).exit_code == 0
    assert [row.name for row in chosen[0].beside("jsonl")] == ["csv", "names"]
    with pytest.raises(ConfigError, match="names"):
        formats_of(["ods"])


@pytest.mark.parametrize(
    ("chosen", "beside", "instead"),
    [
        (Chosen(), ["jsonl", "xlsx"], ["jsonl", "xlsx"]),
        (Chosen(added=("csv",)), ["jsonl", "xlsx", "csv"], ["csv"]),
        (Chosen(dropped=("xlsx",)), ["jsonl"], ["jsonl", "xlsx"]),
        (Chosen(named=("parquet",)), ["parquet"], ["parquet"]),
        (Chosen(named=("parquet",), added=("csv",)), ["csv", "parquet"], ["csv", "parquet"]),
    ],
)
def test_the_flags_of_before_mean_what_they_meant(chosen: Chosen, beside: list[str], instead: list[str]) -> None:
    """`extract --csv` writes CSV beside the usual ones, `export --csv` in their place; `--format` says which."""
    usual = ("jsonl", "xlsx")
    assert [row.name for row in chosen.beside(*usual)] == beside
    assert [row.name for row in chosen.instead(*usual)] == instead
