"""What `jixiao demo` does: the samples read, one record shown, one page drawn."""

from __future__ import annotations

from pathlib import Path

from jixiao.cli.extraction import Wanted, extraction
from jixiao.cli.picture import picture
from jixiao.cli.record_view import view
from jixiao.cli.screen import results
from jixiao.cli.tables import Written
from jixiao.config import Settings
from jixiao.engine.run import Outcome

_KINDS = (".pdf", ".docx", ".xlsx")
_SHOWN = "xingan-projects.pdf"


def demonstration(samples: Path, out: Path, settings: Settings) -> int:
    """Read the samples into `out`, print a record and where everything was written; the exit code of the run."""
    inputs = [str(p) for p in sorted(samples.iterdir()) if p.suffix in _KINDS]

    def more(outcome: Outcome) -> Written:
        console = results()
        for reading in outcome.readings():
            if reading.source.name == _SHOWN:
                console.print(view(reading, reading.records[0]))
        drawn = out / f"{Path(_SHOWN).stem}-第1页.png"
        picture(samples / _SHOWN, 1, drawn, 2.0, settings)
        return [("一页的样子", drawn)]

    return extraction(Wanted(inputs, out, tables=("xlsx", "csv")), settings, more)
