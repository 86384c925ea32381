"""`jixiao demo`: the main job on the samples that come with the program."""

from __future__ import annotations

import shutil
from pathlib import Path

import typer

from jixiao.cli.flags import Config, Jobs, Out

_KINDS = (".pdf", ".docx", ".xlsx")
_SHOWN = "xingan-projects.pdf"


def demo(out: Out = Path("demo"), jobs: Jobs = None, config: Config = None) -> None:
    """Read the samples, show one record, draw one page, put the samples beside it, say what was written where."""
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
        kept = out / "样例"
        kept.mkdir(exist_ok=True)
        for path in inputs:
            shutil.copyfile(path, kept / path.name)
        workbook = Path(shutil.copyfile(samples / "drafts" / "projects.xlsx", out / "起草样例.xlsx"))
        return [("一页的样子", drawn), ("样例原文件，可以接着试", kept), ("要起草的项目和指标", workbook)]

    inputs = sorted(path for path in samples.iterdir() if path.suffix in _KINDS)
    with Workspace(settings=settings) as workspace:
        wanted = Extraction(inputs, out, formats_of((*ALWAYS, *USUAL, "csv")), forks=True)
        raise typer.Exit(extraction(wanted, workspace, more))
