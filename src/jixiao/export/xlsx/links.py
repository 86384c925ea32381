"""Links from the workbook to the files that were read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from jixiao.records import SourceInfo

# Where the file of a source is now, None where it is not to be linked (a member of an archive).
Locate = Callable[[SourceInfo], Path | None]

PICTURES = "cutouts"  # the folder beside the workbook with the pictures of doubted values

_LONGEST = 1000
_UNSAFE = re.compile(r"[^\w.\-\[\]]+")  # what a file system may not take in a name
_KEPT = "/\\:!$&'()*+,;=@~-._"


def address(target: Path, workbook: Path) -> str | None:
    """The link to the file, relative to the workbook where it can be; None where it is longer than a workbook holds."""
    try:
        path = "./" + Path(os.path.relpath(target.resolve(), workbook.resolve().parent)).as_posix()
    except ValueError:  # another drive
        path = target.resolve().as_posix()
    # Only what a link cannot hold is escaped; Chinese stays readable in the address.
    escaped = "".join(_escaped(c) for c in path)
    return f"external:{escaped}" if len(escaped) <= _LONGEST else None


def picture_of(source: SourceInfo, number: int, path: str) -> Path:
    """The picture of a doubted value in the folder of pictures: `FILE/003-indicators[2].value.png` of record 3."""
    return Path(_UNSAFE.sub("_", source.name), f"{number:03}-{path}.png")


def _escaped(char: str) -> str:
    """The character as a link holds it; bytes of a name that is not UTF-8 are escaped one by one."""
    if "\udc80" <= char <= "\udcff":
        return quote(os.fsencode(char))
    return char if not char.isascii() or char.isalnum() else quote(char, safe=_KEPT)


def at_page(link: str, page: int | None) -> str:
    """The link to a page: PDF viewers that can, open there."""
    return f"{link}#page={page}" if page and link.lower().endswith(".pdf") else link
