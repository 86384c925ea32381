"""`jixiao doctor`: what is installed, what is missing, and what that means."""

from __future__ import annotations

from jixiao.cli.flags import Config

_MARKS = {"good": ("✓", "green"), "absent": ("○", "yellow"), "wrong": ("✗", "red")}


def doctor(config: Config = None) -> None:
    """Print the state of the installation; always ends with 0, for what is missing may not be needed."""
    from rich import box
    from rich.table import Table

    from jixiao.app.health import findings
    from jixiao.cli.screen import Prose, plain, results

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("", no_wrap=True)
    table.add_column("项目", no_wrap=True)
    table.add_column("状态", overflow="fold")
    table.add_column("影响，以及怎么办", overflow="fold")
    for finding in findings(config):
        sign, style = _MARKS[finding.state]
        table.add_row(plain(sign, style), plain(finding.what), Prose(finding.found), Prose(finding.advice))
    results().print(table)
