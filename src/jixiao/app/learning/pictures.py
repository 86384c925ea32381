"""Pictures of the places where unknown labels stand, cut out of the documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from jixiao.app.learning.unknown import UnknownLabel
from jixiao.atomic import whole
from jixiao.errors import PageError
from jixiao.pages.cutout import cutout

# Points of the page around the value that are shown: the label stands beside or above it.
_AROUND = 90.0
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\s]')
_READABLE = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


def pictures_of(found: Iterable[UnknownLabel], sources: Path, out: Path) -> list[Path]:
    """`OUT/叫法-1.png` for the first place of each label whose document lies under `sources`."""
    written = []
    for one in found:
        for place in one.places:
            path = sources / Path(place.file).name
            if place.page is None or place.box is None or not path.is_file() or path.suffix.lower() not in _READABLE:
                continue
            try:
                picture = cutout(path, place.page, place.box, _AROUND)
            except PageError:
                continue
            target = out / f"{_NOT_IN_NAMES.sub('', one.label)}-{place.page}.png"
            with whole(target) as part:
                part.write_bytes(picture)
            written.append(target)
            break
    return written
