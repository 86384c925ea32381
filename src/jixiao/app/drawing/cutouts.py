"""The pictures of uncertain values, one file each, for whoever checks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from jixiao.export.xlsx.links import picture_of
from jixiao.records import Reading, SourceInfo


def write_cutouts(readings: Iterable[Reading], out: Path, locate: Callable[[SourceInfo], Path | None]) -> int:
    """How many cut-outs were written into `out`, each where `picture_of` says.

    `locate` gives the place of a source's file; where it has none (out of a zip) nothing is cut out of it.
    """
    from jixiao.pages.cutout import cutout

    count = 0
    for reading in readings:
        path = locate(reading.source)
        if path is None:
            continue
        for number, record in enumerate(reading.records, 1):
            for field in record.doubts:
                evidence = record.evidence.get(field)
                if evidence is None or evidence.page is None or evidence.box is None:
                    continue
                place = out / picture_of(reading.source, number, field)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(cutout(path, evidence.page, evidence.box))
                count += 1
    return count
