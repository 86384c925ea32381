"""Cut-outs of pages as data URIs: the strip of the page where a value was read, or where its label stands printed."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf

from eval.scoring.normal import normal

ZOOM = 1.5
MARGIN = 16.0
TALLEST = 260.0
SHORTEST_PHRASE = 3
PHRASES = (12, 8, 5, SHORTEST_PHRASE)


@dataclass(frozen=True, slots=True)
class Cutout:
    """A strip of a page over its whole width; `frame` is the value's box in percent of the strip (left, top, width,
    height). `note` says what a reader should know about the picture."""

    uri: str
    page: int
    width: int
    height: int
    frame: tuple[float, float, float, float]
    note: str


class Cutter:
    """Cuts pieces out of one document; Word and Excel files are shown by the PDF of the same name, if there is one."""

    def __init__(self, path: Path, stem: str) -> None:
        self.path = path
        self.shown = path if path.suffix.lower() == ".pdf" else path.with_name(f"{stem}.pdf")
        self.twin = path.with_name(f"{stem}.pdf")
        self._open: dict[Path, Any] = {}

    def cut(self, place: dict[str, Any] | None, phrases: list[str], pages: tuple[int, int] | None) -> Cutout | None:
        """The strip at the place the reading tells, else where one of the phrases stands on the pages."""
        own = self.shown == self.path
        if own and place and place.get("page") and place.get("box"):
            page = self._page(self.shown, int(place["page"]))
            if page is not None:
                return _strip(page, pymupdf.Rect(place["box"]), "读取位置")
        for path in dict.fromkeys((self.shown, self.twin)):
            if path.exists() and (found := self._find(path, phrases, pages)):
                page, box = found
                note = "按标注文字找到" if path == self.path else f"按标注文字找到，图取自 {path.name}"
                return _strip(page, box, note)
        return None

    def close(self) -> None:
        """Close the files."""
        for document in self._open.values():
            document.close()
        self._open.clear()

    def _document(self, path: Path) -> Any:
        if path not in self._open:
            self._open[path] = pymupdf.open(path)
        return self._open[path]

    def _page(self, path: Path, number: int) -> Any:
        if not path.exists():
            return None
        document = self._document(path)
        return document[number - 1] if 1 <= number <= len(document) else None

    def _find(self, path: Path, phrases: list[str], pages: tuple[int, int] | None) -> tuple[Any, pymupdf.Rect] | None:
        """The page and box where the first phrase that is there is printed, or what it begins with; of several
        places the one with most of the other phrases beside it."""
        first, last = pages or (1, len(self._document(path)))
        shown = [page for n in range(first, last + 1) if (page := self._page(path, n)) is not None]
        for phrase in phrases:
            for length in PHRASES:
                hits = [(page, hit) for page in shown for hit in page.search_for(phrase[:length])]
                if hits:
                    page, hit = max(hits, key=lambda found: _company(found[0], found[1], phrases))
                    return page, hit * page.rotation_matrix
        return None


def _company(page: Any, hit: pymupdf.Rect, phrases: list[str]) -> int:
    """How many of the phrases stand on the lines around a hit."""
    rect = page.mediabox
    band = normal(page.get_text("text", clip=pymupdf.Rect(rect.x0, hit.y0 - MARGIN, rect.x1, hit.y1 + MARGIN)))
    return sum(normal(phrase)[: PHRASES[0]] in band for phrase in phrases)


def phrases_of(texts: Iterable[str | None]) -> list[str]:
    """What to look for on the page, in the given order: each text up to its first line break, if long enough."""
    lines = dict.fromkeys((text or "").split("\n")[0].strip() for text in texts)
    return [line for line in lines if len(normal(line)) >= SHORTEST_PHRASE]


def _strip(page: Any, box: pymupdf.Rect, note: str) -> Cutout | None:
    box = (pymupdf.Rect(box) & page.rect).normalize()
    if box.is_empty:
        return None
    top = max(page.rect.y0, box.y0 - MARGIN)
    clip = pymupdf.Rect(page.rect.x0, top, page.rect.x1, min(page.rect.y1, max(box.y1 + MARGIN, top + 3 * MARGIN)))
    clip.y1 = min(clip.y1, clip.y0 + TALLEST)
    printed = bool(page.get_text("text", clip=clip).strip())
    space = pymupdf.csGRAY if printed else pymupdf.csRGB
    picture = page.get_pixmap(matrix=pymupdf.Matrix(ZOOM, ZOOM), clip=clip, colorspace=space)
    data, kind = (picture.tobytes("png"), "png") if printed else (picture.tobytes("jpg", jpg_quality=70), "jpeg")
    wide, high = clip.width, clip.height
    frame = (
        100 * (box.x0 - clip.x0) / wide,
        100 * (box.y0 - clip.y0) / high,
        100 * box.width / wide,
        100 * min(box.height, clip.y1 - box.y0) / high,
    )
    uri = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return Cutout(uri, page.number + 1, picture.width, picture.height, frame, note)
