"""`jixiao demo`: the main job on the samples that come with the program."""

from __future__ import annotations

from pathlib import Path

import typer

from jixiao.cli.flags import Config, Jobs, Out


def demo(out: Out = Path("demo"), jobs: Jobs = None, config: Config = None) -> None:
    """Read the samples, show one record, draw one page, say what was written where."""
    from jixiao import resources
    from jixiao.cli.demonstration import demonstration
    from jixiao.config import load

    raise typer.Exit(demonstration(resources.folder("samples"), out, load(config, flags={"jobs": jobs})))
