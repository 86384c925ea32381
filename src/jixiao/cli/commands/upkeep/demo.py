"""`jixiao demo`: the main job on the samples that come with the program."""

from __future__ import annotations

from pathlib import Path

import typer

from jixiao.cli.flags import Config, Jobs, Out

_KINDS = (".pdf", ".docx", ".xlsx")
_SHOWN = "xingan-projects.pdf"


def demo(out: Out = Path("demo"), jobs: Jobs = None, config: Config = None) -> None:
    """Read the samples, show one record, draw one page, say what was written where."""
    from jixiao import resources
    from jixiao.app.drawing.picture import picture
    from jixiao.app.events import Written
    from jixiao.app.extracting import Extracted, Extraction
    from jixiao.app.workspace import Workspace
    from jixiao.cli.running import extraction
    from jixiao.cli.screen import results
    from jixiao.cli.views.records import view
    from jixiao.config import load
    from jixiao.export.formats import ALWAYS, USUAL, formats_of

    samples, settings = resources.folder("samples"), load(config, flags={"jobs": jobs})

    def more(done: Extracted) -> Written:
        for reading in done.outcome.readings():
            if reading.source.name == _SHOWN:
                results().print(view(reading, reading.records[0]))
        drawn = out / f"{Path(_SHOWN).stem}-第1页.png"
        picture(samples / _SHOWN, 1, drawn, 2.0, settings)
        return [("一页的样子", drawn)]

    inputs = sorted(path for path in samples.iterdir() if path.suffix in _KINDS)
    with Workspace(settings=settings) as workspace:
        wanted = Extraction(inputs, out, formats_of((*ALWAYS, *USUAL, "csv")))
        raise typer.Exit(extraction(wanted, workspace, more))
