"""What the OCR's networks say, remembered by what they were shown, so that a scan can be read again and again.

Only the networks take long. Moved figures mostly leave what the networks see as it was; where they do not, it is new.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from jixiao.pages.page import Page
from jixiao.pages.pdf import Pdf
from jixiao.pages.scan import pictures
from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.engine import Reader, Reading, Spot

Said = TypeVar("Said")
# Whole pictures that are remembered, and lines of text.
_PICTURES, _LINES = 60, 100_000


class Remembering(Reader):
    """A reader that is not asked twice about the same picture with the same settings."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: OrderedDict[bytes, Reading] = OrderedDict()
        self._pictures: OrderedDict[bytes, object] = OrderedDict()

    def find(self, picture: Grey) -> list[Spot]:
        """As the reader."""
        return self._once("find", picture, super().find)

    def print_under(self, picture: Grey) -> Floats:
        """As the reader."""
        return self._once("print", picture, super().print_under)

    def rules_on(self, dark: Floats) -> Floats:
        """As the reader."""
        return self._once("rules", dark, super().rules_on)

    def read(self, crops: Sequence[Grey]) -> list[Reading]:
        """As the reader; lines that were read before are not read with others."""
        keys = [_key("read", crop) for crop in crops]
        fresh = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in self._lines}
        self._lines.update(zip(fresh, super().read(list(fresh.values())), strict=True))
        out = [self._lines[key] for key in keys]
        while len(self._lines) > _LINES:
            self._lines.popitem(last=False)
        return out

    def _once(self, what: str, picture: Grey, ask: Callable[[Grey], Said]) -> Said:
        key = _key(what, picture)
        if key not in self._pictures:
            self._pictures[key] = ask(picture)
        self._pictures.move_to_end(key)
        while len(self._pictures) > _PICTURES:
            self._pictures.popitem(last=False)
        return self._pictures[key]  # type: ignore[return-value]


def _key(what: str, picture: Grey) -> bytes:
    said = f"{what} {picture.shape} {settings.ENGINE}".encode()
    return hashlib.blake2b(said + np.ascontiguousarray(picture).tobytes(), digest_size=16).digest()


_READER = Remembering()


def scanned_pages(path: Path, most: int) -> Iterator[Page]:
    """The first pages of the PDF, read by a reader that remembers."""
    usual = pictures.reader
    pictures.reader = lambda threads: _READER  # type: ignore[assignment]
    try:
        with Pdf(path, path.name) as pdf:
            for index in range(most):
                yield pdf.page(index)
    finally:
        pictures.reader = usual
