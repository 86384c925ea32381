"""Scans read again and again, with what takes long remembered.

That is what the networks of the OCR say of a picture, and the page as it was before characters were doubted, as long as
no figure that it rests on is moved.
"""

from __future__ import annotations

import copy
import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

import numpy as np

from jixiao.pages.page import Page
from jixiao.pages.pdf import Pdf
from jixiao.pages.scan import page as pages
from jixiao.pages.scan import pictures
from jixiao.pages.scan import settings as of_pages
from jixiao.pages.scan.correct import digit_model
from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.engine import Reader, Reading, Spot
from jixiao.pages.scan.restore import settings as of_restoring
from jixiao.pages.scan.rules import settings as of_rules

Said = TypeVar("Said")
# Whole pictures that are remembered, and lines of text.
_PICTURES, _LINES = 2000, 100_000
# Pages that are kept put right.
_KEPT = 20


class Remembering(Reader):
    """A reader that is not asked twice about the same picture with the same settings."""

    def __init__(self, lasting: dict[bytes, Any] | None = None) -> None:
        """`lasting` is what was read and found before, and is added to; without it the oldest are forgotten."""
        super().__init__()
        self.lasting = lasting
        self._lines: OrderedDict[bytes, Reading] = OrderedDict()
        self._pictures: OrderedDict[bytes, object] = OrderedDict()

    def find(self, picture: Grey) -> list[Spot]:
        """As the reader."""
        if self.lasting is None:
            return self.once("find", picture, super().find)
        key = _key("find", picture)
        if key not in self.lasting:
            self.lasting[key] = super().find(picture)
        return list(self.lasting[key])

    def print_under(self, picture: Grey) -> Floats:
        """As the reader."""
        return self.once("print", picture, super().print_under)

    def rules_on(self, dark: Floats) -> Floats:
        """As the reader."""
        return self.once("rules", dark, super().rules_on)

    def read(self, crops: Sequence[Grey], narrower: float = 1.0) -> list[Reading]:
        """As the reader; lines that were read before are not read with others."""
        lines = self._lines if self.lasting is None else self.lasting
        keys = [_key(f"read {narrower}", crop) for crop in crops]
        fresh = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in lines}
        lines.update(zip(fresh, super().read(list(fresh.values()), narrower), strict=True))
        out = [lines[key] for key in keys]
        while len(self._lines) > _LINES:
            self._lines.popitem(last=False)
        return out

    def once(self, what: str, picture: Grey, ask: Callable[[Grey], Said]) -> Said:
        """What `ask` says of the picture, asked the first time."""
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
_read_page, _put_right, _chances = pictures.read_page, pages.put_right, digit_model.chances_of
_pages: dict[bytes, bytes] = {}
_sheets: dict[bytes, Any] = {}


def _page_of(picture: Grey, scale: float, number: int, reader: Reader, why: tuple[Any, str]) -> Page:
    """The page as it is before its characters are weighed."""
    key = _key(f"{scale} {number} {_figures(of_pages, of_restoring, of_rules, settings)}", picture)
    if key not in _pages:
        _forget(_pages)
        _pages[key] = pickle.dumps(_read_page(picture, scale, number, reader, why))
    return cast(Page, pickle.loads(_pages[key]))


def _sheet_of(picture: Grey, scale: float, reader: Reader) -> Any:
    """The picture put right; the figures of masks and curves are those by which it is flattened."""
    shared = f"{of_rules.MASKS} {of_rules.CURVES}"
    key = _key(f"{scale} {_figures(of_restoring)} {shared}", picture)
    if key not in _sheets:
        _forget(_sheets)
        _sheets[key] = _put_right(picture, scale, reader)
    return copy.deepcopy(_sheets[key])


def _chances_of(window: Floats) -> Floats:
    """What the network of digits sees of a number."""
    return _READER.once("digits", window, _chances)


def _forget(known: dict[bytes, Any]) -> None:
    """Keep the first that were remembered, which are those with the usual figures."""
    for key in list(known)[_KEPT:]:
        del known[key]


def _figures(*modules: ModuleType) -> str:
    return " ".join(str(value) for module in modules for name, value in vars(module).items() if name.isupper())


@contextmanager
def remembering(reader: Remembering) -> Iterator[None]:
    """Scans are read by that reader."""
    usual = pictures.reader
    pictures.reader = lambda threads: reader  # type: ignore[assignment]
    try:
        yield
    finally:
        pictures.reader = usual


def scanned_pages(path: Path, most: int) -> Iterator[Page]:
    """The first pages of the PDF, read by a reader that remembers."""
    pictures.read_page, pages.put_right, digit_model.chances_of = _page_of, _sheet_of, _chances_of
    try:
        with remembering(_READER), Pdf(path, path.name) as pdf:
            for index in range(most):
                yield pdf.page(index)
    finally:
        pictures.read_page, pages.put_right, digit_model.chances_of = _read_page, _put_right, _chances
