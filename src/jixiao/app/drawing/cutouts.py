"""The pictures of uncertain values, one file each, for whoever checks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from jixiao.records import Reading, SourceInfo

# What a file system may not take in a name.
_UNSAFE = re.compile(r"[^\w.\-\[\]]+")


def write_cutouts(readings: Iterable[Reading], out: Path, locate: Callable[[SourceInfo], Path | None]) -> int:
    """How many cut-outs were written: `out/FILE/003-indicators[2].value.png` of record 3.

    `locate` gives the place of a source's file; where it has none (out of a zip) nothing is cut out of it.
    """
    from jixiao.pages.cutout import cutout

    count = 0
    for reading in readings:
        path = locate(reading.source)
        if path is None:
            continue
        folder = out / _UNSAFE.sub("_", reading.source.name)
        for number, record in enumerate(reading.records, 1):
            for field in record.doubts:
                evidence = record.evidence.get(field)
                if evidence is None or evidence.page is None or evidence.box is None:
                    continue
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{number:03}-{field}.png").write_bytes(cutout(path, evidence.page, evidence.box))
                count += 1
    return count
