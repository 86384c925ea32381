"""Printed pages with what their PDF draws as rules: what the network of `jixiao.pages.scan` is trained on.

`python -m eval.training.ruled_pages DOCS… --out PAGES.npz` renders every page of the PDFs (Word files and workbooks are
printed by LibreOffice first).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pymupdf

Picture = np.ndarray
# Dots an inch of the pages kept; points that a rule's mask is wide at least; points by which lines miss each other
# where they meet; radius of the mark where they do.
DPI = 150
_WIDE, _MEET, _MARK = 1.9, 2.0, 2.6
_SUBPIXEL = 4  # bits, for cv2's drawing

Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RuledPage:
    """A page at `DPI` (grey, 255 is white) and its masks (0..255): level and upright rules, where they meet or end on
    each other, and the region of tables."""

    name: str
    grey: Picture
    across: Picture
    upright: Picture
    meetings: Picture
    region: Picture


def pages_of(pdf: Path) -> Iterator[RuledPage]:
    """Every page of a PDF, rules as its drawings say."""
    with pymupdf.open(pdf) as document:
        for number, page in enumerate(document, 1):
            pixels = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY, alpha=False)
            grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w).copy()
            yield RuledPage(f"{pdf.stem}#{number}", grey, *masks_of(page, grey.shape))


def masks_of(page: Any, shape: tuple[int, int]) -> tuple[Picture, Picture, Picture, Picture]:
    """The four masks of a page of pymupdf."""
    level, upright = segments_of(page)
    return (
        _drawn(level, shape),
        _drawn(upright, shape),
        _meetings(level, upright, shape),
        _regions(level, upright, shape),
    )


def segments_of(page: Any) -> tuple[list[Segment], list[Segment]]:
    """Level and upright rules in points: strokes, and filled boxes as thin as a rule."""
    level: list[Segment] = []
    upright: list[Segment] = []
    for drawing in page.get_drawings():
        for item in drawing["items"]:
            for x0, y0, x1, y1 in _lines_of(item, drawing):
                if abs(y1 - y0) < 0.6 and abs(x1 - x0) > 3:
                    level.append((min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2))
                elif abs(x1 - x0) < 0.6 and abs(y1 - y0) > 3:
                    upright.append(((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1)))
    return level, upright


def _lines_of(item: tuple[Any, ...], drawing: dict[str, Any]) -> Iterator[Segment]:
    if item[0] == "l":
        yield (item[1].x, item[1].y, item[2].x, item[2].y)
    elif item[0] == "re":
        box = item[1]
        if drawing["type"] == "f":
            if min(box.width, box.height) < 2.2 and drawing["fill"] and max(drawing["fill"]) < 0.8:
                level = box.width > box.height
                x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
                yield (box.x0, y, box.x1, y) if level else (x, box.y0, x, box.y1)
        else:
            yield (box.x0, box.y0, box.x1, box.y0)
            yield (box.x0, box.y1, box.x1, box.y1)
            yield (box.x0, box.y0, box.x0, box.y1)
            yield (box.x1, box.y0, box.x1, box.y1)


def _drawn(segments: list[Segment], shape: tuple[int, int]) -> Picture:
    mask = np.zeros(shape, np.uint8)
    unit = DPI / 72 * 2**_SUBPIXEL
    for segment in segments:
        x0, y0, x1, y1 = (round(n * unit - 2 ** (_SUBPIXEL - 1)) for n in segment)
        cv2.line(mask, (x0, y0), (x1, y1), 255, round(_WIDE * DPI / 72), cv2.LINE_AA, _SUBPIXEL)
    return mask


def _meetings(level: list[Segment], upright: list[Segment], shape: tuple[int, int]) -> Picture:
    mask = np.zeros(shape, np.uint8)
    scale = DPI / 72
    for x0, y, x1, _ in level:
        for x, y0, _, y1 in upright:
            if x0 - _MEET <= x <= x1 + _MEET and y0 - _MEET <= y <= y1 + _MEET:
                cv2.circle(mask, (round(x * scale), round(y * scale)), round(_MARK * scale), 255, -1, cv2.LINE_AA)
    return mask


def _regions(level: list[Segment], upright: list[Segment], shape: tuple[int, int]) -> Picture:
    """The boxes around rules that touch one another, or that lie under each other as those of a table without upright
    rules do."""
    ink = np.maximum(_drawn(level, shape), _drawn(upright, shape))
    joined = cv2.dilate(ink, np.ones((round(3 * DPI / 72), 3), np.uint8))
    out = np.zeros(shape, np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for x, y, w, h, _ in stats[1:count]:
        if min(w, h) > 12 * DPI / 72:
            out[y : y + h, x : x + w] = 255
    return out


def printed(documents: list[Path], folder: Path) -> list[Path]:
    """The documents as PDFs: those that are none printed into `folder`."""
    other = [p for p in documents if p.suffix != ".pdf"]
    if other:
        if not shutil.which("soffice"):
            raise SystemExit("soffice (LibreOffice) is needed to print Word files and workbooks")
        with tempfile.TemporaryDirectory() as profile:
            settings = f"-env:UserInstallation=file://{profile}"
            command = ["soffice", settings, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
            subprocess.run([*command, *map(str, other)], capture_output=True, check=False)
    return sorted([p for p in documents if p.suffix == ".pdf"] + list(folder.glob("*.pdf")))


def save(pages: list[RuledPage], out: Path) -> None:
    """Write the pages as one file."""
    kept: dict[str, Any] = {"names": np.array([p.name for p in pages])}
    for i, p in enumerate(pages):
        masks = np.stack([p.across, p.upright, p.meetings, p.region])
        kept[f"grey{i}"], kept[f"masks{i}"] = p.grey, masks
    np.savez_compressed(out, **kept)


def load(path: Path) -> list[RuledPage]:
    """The pages of a file."""
    with np.load(path) as kept:
        return [RuledPage(str(n), kept[f"grey{i}"], *kept[f"masks{i}"]) for i, n in enumerate(kept["names"])]


def main() -> None:
    """Render what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = [page for pdf in printed(args.documents, Path(folder)) for page in pages_of(pdf)]
    save(pages, args.out)
    print(args.out, len(pages), "pages")


if __name__ == "__main__":
    main()
