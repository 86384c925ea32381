"""Makes hard scans of digital PDFs.

    python -m eval.documents.scans NAME.pdf… --out FOLDER [--levels fax,copy] [--seed 1]

Each page becomes a picture as a fax, a copier, a stamp or a phone leaves it. The same input, level and seed give the
same pixels. The files are named `NAME.scan-LEVEL-SEED.pdf` and the label of NAME, where one is found, is put into
`FOLDER/gold`, so that `python -m eval run FOLDER --variants 'scan-*'` scores them. With `--pages 3-5,9` only those
pages are taken, and what jixiao reads of them digitally is the label.
"""

from __future__ import annotations

import argparse
import math
import shutil
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pymupdf

Picture = np.ndarray
Step = Callable[[Picture, np.random.Generator], Picture]

WHITE = 255.0
_SEAL = "样张核验专用"


@dataclass(frozen=True, slots=True)
class Level:
    """How a page is taken: dots an inch, what happens to it step by step, and how the picture is kept.

    `reduced` is the share of its size that the page is printed at. `quality` 0 keeps one bit a dot.
    """

    dpi: int
    steps: tuple[Step, ...]
    quality: int = 65
    colour: bool = False
    reduced: float = 1.0


def skewed(most: float) -> Step:
    """Turned by up to that many degrees, the corners grey as under a scanner's lid."""

    def step(picture: Picture, rng: np.random.Generator) -> Picture:
        h, w = picture.shape[:2]
        angle = rng.uniform(0.3, 1) * most * rng.choice([-1, 1])
        matrix = cv2.getRotationMatrix2D((w / 2, h / 2), angle, 1.0)
        return cv2.warpAffine(picture, matrix, (w, h), flags=cv2.INTER_CUBIC, borderValue=(235,) * 3)

    return step


def soft(sigma: float) -> Step:
    """Out of focus by about that many dots."""
    return lambda picture, rng: cv2.GaussianBlur(picture, (0, 0), sigma * rng.uniform(0.85, 1.2))


def grainy(sigma: float) -> Step:
    """With the noise of a sensor."""

    def step(picture: Picture, rng: np.random.Generator) -> Picture:
        noise = rng.normal(0, sigma, picture.shape[:2]).astype(np.float32)
        return picture + (noise + cv2.GaussianBlur(noise, (0, 0), 1.0))[..., None]

    return step


def unevenly_lit(depth: float) -> Step:
    """Darker towards places that chance chooses."""
    return lambda picture, rng: picture * (1 - depth * _field(rng, picture.shape, 3))[..., None]


def speckled(dark: float, light: float) -> Step:
    """With specks of one to three dots, dark on paper and light in print; shares of all dots."""

    def step(picture: Picture, rng: np.random.Generator) -> Picture:
        h, w = picture.shape[:2]
        out = picture.copy()
        for share, value in ((dark, 20.0), (light, 250.0)):
            n = rng.poisson(share * h * w)
            for y, x, size in zip(rng.integers(0, h, n), rng.integers(0, w, n), rng.integers(1, 3, n), strict=True):
                out[y : y + size, x : x + rng.integers(1, 3)] = value
        return out

    return step


def copied(gain: float) -> Step:
    """Copied once: a little larger or smaller, contrast raised, thin strokes thinner or full ones fatter."""

    def step(picture: Picture, rng: np.random.Generator) -> Picture:
        h, w = picture.shape[:2]
        sx, sy = rng.uniform(0.992, 1.008, 2)
        matrix = np.float32([[sx, 0, rng.uniform(-6, 6)], [0, sy, rng.uniform(-6, 6)]])
        moved = cv2.warpAffine(picture, matrix, (w, h), flags=cv2.INTER_CUBIC, borderValue=(WHITE,) * 3)
        blurred = cv2.GaussianBlur(moved, (0, 0), 0.8)
        blurred += rng.normal(0, 7, blurred.shape[:2]).astype(np.float32)[..., None]
        middle = rng.uniform(135, 165)
        return (WHITE / (1 + np.exp(-(blurred - middle) * gain / 64))).astype(np.float32)

    return step


def stamped(colours: Sequence[tuple[int, int, int]], count: int) -> Step:
    """With strong stamps over print, each in one of the colours (blue, green, red)."""

    def step(picture: Picture, rng: np.random.Generator) -> Picture:
        printed = np.argwhere(picture.min(axis=2) < 110)
        if not len(printed):
            return picture
        out = picture.copy()
        for i in range(count):
            cover = _seal(rng)
            h, w = cover.shape
            y, x = printed[rng.integers(len(printed))]
            y = int(np.clip(y - h // 2, 0, max(0, out.shape[0] - h)))
            x = int(np.clip(x - w // 2, 0, max(0, out.shape[1] - w)))
            part = out[y : y + h, x : x + w]
            cover = (cover * rng.uniform(0.75, 0.95))[: part.shape[0], : part.shape[1], None]
            ink = np.array(colours[(i + rng.integers(len(colours))) % len(colours)], np.float32) / WHITE
            out[y : y + h, x : x + w] = part * (1 - cover + cover * ink)
        return out

    return step


def photographed(lean: float) -> Step:
    """Lying on a desk, seen at an angle, a hand's shadow over it."""

    def step(picture: Picture, rng: np.random.Generator) -> Picture:
        h, w = picture.shape[:2]
        pad = w // 14
        size = (w + 2 * pad, h + 2 * pad)
        desk = np.array([96, 118, 140], np.float32) * rng.uniform(0.7, 1.1)
        corners = np.float32([[0, 0], [w, 0], [w, h], [0, h]])
        seen = corners + pad + rng.uniform(-lean, lean, (4, 2)).astype(np.float32) * [w, h]
        matrix = cv2.getPerspectiveTransform(corners, np.float32(np.clip(seen, 2, np.array(size) - 2)))
        page = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_AREA)
        cover = cv2.warpPerspective(np.ones((h, w), np.float32), matrix, size)[..., None]
        out = page * cover + desk * (1 - cover)
        ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
        turn, reach = rng.uniform(0, 2 * math.pi), rng.uniform(0.1, 0.3) * w
        beyond = (xs - size[0] / 2) * math.cos(turn) + (ys - size[1] / 2) * math.sin(turn) - reach
        shadow = 1 - rng.uniform(0.25, 0.42) / (1 + np.exp(-beyond / (0.03 * w)))
        vignette = 1 - 0.18 * (((xs / size[0] - 0.5) ** 2 + (ys / size[1] - 0.5) ** 2) * 2)
        cast = np.array([rng.uniform(0.85, 0.95), rng.uniform(0.94, 1.0), 1.0], np.float32)
        return out * (shadow * vignette)[..., None] * cast

    return step


def turned() -> Step:
    """Put in sideways or upside down."""
    return lambda picture, rng: np.ascontiguousarray(np.rot90(picture, int(rng.integers(1, 4))))


_RED, _BLUE, _PURPLE, _BLACK = (40, 30, 205), (190, 70, 25), (150, 35, 120), (35, 35, 35)
_SCANNER: tuple[Step, ...] = (skewed(0.8), soft(0.55), unevenly_lit(0.08), grainy(3))
LEVELS: dict[str, Level] = {
    "fax": Level(200, (skewed(1.2), soft(0.6), grainy(12), speckled(0.0006, 0.0004)), quality=0),
    "copy": Level(200, (copied(2.6), skewed(0.9), copied(3.2), speckled(0.0003, 0.0003), soft(0.5), grainy(4)), 60),
    "stamps": Level(200, (stamped([_RED, _BLUE, _PURPLE, _BLACK], 3), *_SCANNER), 70, colour=True),
    "a3": Level(200, _SCANNER, 70, reduced=1 / math.sqrt(2)),
    "photo": Level(200, (photographed(0.035), soft(0.7), grainy(4)), 72, colour=True),
    "turned": Level(200, (*_SCANNER, turned()), 65),
    "dpi150": Level(150, (skewed(0.6), soft(0.5), grainy(3)), 70),
    "dpi300": Level(300, _SCANNER, 65),
    "dpi400": Level(400, _SCANNER, 60),
}


def scan(source: Path, target: Path, name: str, seed: int) -> None:
    """Write the pictures of the PDF's pages, taken at the level of that name, as a PDF without text."""
    level = LEVELS[name]
    with pymupdf.open(source) as document, pymupdf.open() as out:
        for number, page in enumerate(document):
            start = zlib.crc32(f"{source.stem} {name} {seed} {number}".encode())
            picture = _rendered(page, level.dpi * level.reduced)
            rng = np.random.default_rng(start)
            for step in level.steps:
                picture = step(picture, rng).astype(np.float32)
            h, w = picture.shape[:2]
            sheet = out.new_page(width=w * 72 / level.dpi, height=h * 72 / level.dpi)
            sheet.insert_image(sheet.rect, stream=_encoded(picture, level))
        out.save(target, garbage=3, no_new_id=True)


def _rendered(page: Any, dpi: float) -> Picture:
    """The page as it is printed, blue, green and red from 0 to 255."""
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), alpha=False)
    rgb = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w, 3)
    return rgb[..., ::-1].astype(np.float32)


def _encoded(picture: Picture, level: Level) -> bytes:
    sharp = np.clip(picture, 0, WHITE).astype(np.uint8)
    if not level.colour:
        sharp = cv2.cvtColor(sharp, cv2.COLOR_BGR2GRAY)
    if level.quality:
        return bytes(cv2.imencode(".jpg", sharp, [cv2.IMWRITE_JPEG_QUALITY, level.quality])[1])
    bits = cv2.threshold(sharp, 150, 255, cv2.THRESH_BINARY)[1]
    return bytes(cv2.imencode(".png", bits, [cv2.IMWRITE_PNG_BILEVEL, 1])[1])


def _field(rng: np.random.Generator, shape: tuple[int, ...], cells: int) -> Picture:
    """A smooth field from 0 to 1."""
    field = cv2.resize(
        rng.random((cells, cells)).astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC
    )
    low, high = float(field.min()), float(field.max())
    return (field - low) / max(high - low, 1e-6)


def _seal(rng: np.random.Generator) -> Picture:
    """How much ink each dot of a stamp has: a ring or a box with words, unevenly inked, about 3 cm wide at 200 dpi."""
    side = int(rng.uniform(250, 330))
    with pymupdf.open() as document:
        sheet = document.new_page(width=side, height=side)
        middle = pymupdf.Point(side / 2, side / 2)
        size = side / 9
        if rng.random() < 0.6:
            sheet.draw_circle(middle, side * 0.46, color=(0, 0, 0), width=side / 36)
            sheet.draw_sector(middle, pymupdf.Point(side * 0.62, side / 2), 300, color=(0, 0, 0), fill=(0, 0, 0))
            for i, char in enumerate(_SEAL):
                angle = math.radians(200 + 28 * i)
                reach = side * 0.34
                at = middle.x + reach * math.cos(angle) - size / 2, middle.y + reach * math.sin(angle) + size / 2
                sheet.insert_text(at, char, fontname="china-s", fontsize=size)
        else:
            top = side * 0.3
            sheet.draw_rect((side * 0.05, top, side * 0.95, side * 0.7), color=(0, 0, 0), width=side / 40)
            sheet.insert_text((side * 0.14, top + 1.5 * size), _SEAL, fontname="china-s", fontsize=size)
            sheet.insert_text((side * 0.14, top + 2.9 * size), "2023-06-18", fontname="helv", fontsize=size)
        ink = 1 - _rendered(sheet, 72)[..., 0] / WHITE
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(-25, 25), 1.0)
    ink = cv2.warpAffine(ink, matrix, (side, side))
    grain = cv2.GaussianBlur(rng.random((side, side)).astype(np.float32), (0, 0), 1.2)
    return ink * (0.6 + 0.4 * _field(rng, ink.shape, 5)) * np.clip((grain - 0.4) * 9, 0.35, 1)


def _some(document: Path, pages: str, folder: Path) -> Path:
    """A document of those pages, its label what is read of it."""
    from jixiao import extract

    numbers = [n for part in pages.split(",") for n in _numbers(part)]
    target = folder / f"{document.stem}-{pages.replace(',', '_')}.pdf"
    with pymupdf.open(document) as whole:
        whole.select([n - 1 for n in numbers])
        whole.save(target)
    label = folder / "gold" / f"{target.stem}.json"
    label.write_text(extract(target).model_dump_json(indent=1), encoding="utf-8")
    return target


def _numbers(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


def main() -> None:
    """Make what the command line asks for and print the names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--levels", default=",".join(LEVELS), help="comma-separated: " + ", ".join(LEVELS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", help="only these pages of each document, as 3-5,9")
    args = parser.parse_args()
    if unknown := set(args.levels.split(",")) - set(LEVELS):
        parser.error(f"no level {', '.join(sorted(unknown))}; there are {', '.join(LEVELS)}")
    (args.out / "gold").mkdir(parents=True, exist_ok=True)
    for document in args.documents:
        if args.pages:
            document = _some(document, args.pages, args.out)
        label = document.resolve().parent.parent / "gold" / f"{document.stem}.json"
        if label.exists() and not args.pages:
            shutil.copyfile(label, args.out / "gold" / label.name)
        for name in args.levels.split(","):
            target = args.out / f"{document.stem}.scan-{name}-{args.seed}.pdf"
            scan(document, target, name, args.seed)
            print(target, flush=True)


if __name__ == "__main__":
    main()
