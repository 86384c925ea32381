"""Whether anybody has saved a workbook since this program wrote it.

A workbook says so itself: this program gives all of them one date, and every part in the file another that no program
gives. Whatever saves a workbook writes a date of its own in one of the two places.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from jixiao.export.xlsx.paper import CREATED
from jixiao.sources.zips import UNPACK_ERRORS

_MODIFIED = f">{CREATED:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
# The date that XlsxWriter gives every part of a file.
_PART = (1980, 1, 31, 0, 0, 0)


def is_touched(path: Path) -> bool:
    """Whether the file at the path is not as this program wrote it; True, too, for what is no workbook of its."""
    try:
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml")
            return _MODIFIED not in core or any(part.date_time != _PART for part in archive.infolist())
    except (*UNPACK_ERRORS, KeyError):
        return True
