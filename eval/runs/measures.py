"""Measures as one table: each is run, and what it found stands beside what is asked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import typer
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
console = Console(highlight=False)


class Measure(NamedTuple):
    """A row of the table: its name, what is asked, and a module with arguments that ends with 0 where it is met and
    says on its last line what it found."""

    name: str
    asked: str
    command: list[str]


def tabled(measures: Iterable[Measure], only: str, out: Path | None) -> None:
    """Run the measures, those of `only` where some are named, and print the table; what each said goes to the folder
    `out`. Ends with 1 where one is not met."""
    wanted = set(only.split(",")) if only else None
    table = Table()
    for head in ("项", "要求", "量得", "达到"):
        table.add_column(head, overflow="fold")
    met = True
    for row in measures:
        if wanted is not None and row.name not in wanted:
            continue
        ran = subprocess.run(
            [sys.executable, "-m", *row.command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{row.name}.txt").write_text(ran.stdout + ran.stderr, encoding="utf-8")
        lines = (ran.stdout if ran.stdout.strip() else ran.stderr).strip().splitlines()
        table.add_row(row.name, row.asked, lines[-1] if lines else "", "否" if ran.returncode else "是")
        met = met and not ran.returncode
    console.print(table)
    raise typer.Exit(0 if met else 1)
