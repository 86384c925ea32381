"""What checks found, as boxes and notes on the pages of the PDF that was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.atomic import whole
from jixiao.geometry import Box
from jixiao.records import SEVERITIES, Checked, Finding
from jixiao.sources.names import safe

if TYPE_CHECKING:
    from jixiao.pages.annotations import Note


def annotated_pdf(checked: Checked, source: Path, folder: Path) -> Path:
    """`FOLDER/<name of the source>-检查.pdf`: the PDF at `source` with a numbered note for every finding on a page."""
    from jixiao.pages.annotations import annotated

    notes = [note for number, finding in enumerate(checked.findings, 1) for note in _notes(number, finding)]
    name = safe(checked.source.name, checked.source.sha256).removesuffix(".pdf")
    path = folder / f"{name}-检查.pdf"
    content = annotated(source, notes)
    with whole(path) as part:
        part.write_bytes(content)
    return path


def _notes(number: int, finding: Finding) -> list[Note]:
    """The finding on its first page; on further pages its boxes alone, with a word."""
    from jixiao.pages.annotations import Note

    pages = list(dict.fromkeys(spot.page for spot in finding.spots if spot.page is not None))
    out = []
    for page in pages:
        boxes = tuple(Box(*spot.box) for spot in finding.spots if spot.page == page and spot.box is not None)
        said = f"{number} {SEVERITIES[finding.severity]}"
        text = f"{said}\n{finding.message}。{finding.advice}。" if page == pages[0] else f"{said}\n见第{pages[0]}页"
        out.append(Note(page, boxes, finding.severity, number, text))
    return out
