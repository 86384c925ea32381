"""Makes scans ruined by families of damage: `python -m eval.documents.ruined NAME.pdf… --out FOLDER`.

Families are mixtures of those of `eval.training.damage`, as fax, copier, camera and years make them; those marked *
are never trained on. The same input, family and seed give the same pixels. Files are named `FAMILY/docs/NAME.pdf`; a
gold file of NAME beside its folder is put into `FAMILY/gold`.
"""

from __future__ import annotations

import argparse
import shutil
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pymupdf

from eval.training import damage
from eval.training.damage import Crop, Family
from eval.training.ruled_pages import segments_of

Picture = np.ndarray
# Dots an inch of the pictures.
DPI = 200

Mix = tuple[tuple[Family, float], ...]
FAMILIES: dict[str, Mix] = {
    "clean": (),
    "office": ((damage.soft, 0.2), (damage.noisy, 0.2), (damage.tinted, 0.3), (damage.jpeg, 0.4)),
    "dotted fax": ((damage.broken_rules, 0.8), (damage.noisy, 0.4), (damage.one_bit, 1.0)),
    "low ink": ((damage.broken_rules, 0.4), (damage.washed, 1.0), (damage.washed, 0.8), (damage.noisy, 0.5)),
    "copier": (
        (damage.thick_or_thin, 0.8),
        (damage.voids, 1.0),
        (damage.soft, 0.6),
        (damage.noisy, 0.9),
        (damage.levels, 1.0),
    ),
    "paper": ((damage.fibres, 0.9), (damage.tinted, 0.9), (damage.streaks, 0.9), (damage.noisy, 0.2)),
    "stamps": ((damage.stamps, 0.9), (damage.stamps, 0.9), (damage.soft, 0.3), (damage.noisy, 0.2)),
    "pen": ((damage.pen, 1.0), (damage.underlined, 1.0), (damage.soft, 0.3)),
    "stains": ((damage.stains, 1.0), (damage.stains, 1.0), (damage.bands, 0.6), (damage.noisy, 0.2)),
    "watermark*": ((damage.watermark, 0.9), (damage.soft, 0.3), (damage.noisy, 0.2)),
    "screen*": ((damage.screen, 1.0), (damage.soft, 0.4), (damage.noisy, 0.2), (damage.jpeg, 0.5)),
    "folded": ((damage.soft, 0.2), (damage.noisy, 0.2)),
    "curled": ((damage.soft, 0.2), (damage.noisy, 0.2)),
}
_BENT = {"folded": damage.folded, "curled": damage.curled}


def ruined(page: Any, family: str, rng: np.random.Generator, cells: Picture | None = None) -> tuple[Picture, Picture]:
    """A picture of the page at `DPI` ruined by a family, and what became of `cells`, numbers for each of its pixels."""
    pixels = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY, alpha=False)
    grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w).copy()
    level, upright = segments_of(page)
    cells = np.zeros(grey.shape, np.uint16) if cells is None else cells
    rules = np.zeros(grey.shape, np.uint8)
    for x0, y0, x1, y1 in level + upright:
        ends = [(round(x * DPI / 72), round(y * DPI / 72)) for x, y in ((x0, y0), (x1, y1))]
        cv2.line(rules, ends[0], ends[1], 255, 5, cv2.LINE_AA)
    xs, ys = _skewed(grey.shape, rng, 0.0 if family == "clean" else 0.6)
    if family in _BENT:
        few = DPI / 110
        x, y = _BENT[family](xs / few, ys / few, rng, 0.9)
        xs, ys = x * few, y * few
    maps = np.float32(xs), np.float32(ys)
    grey, rules = (
        cv2.remap(p, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=v)
        for p, v in ((grey, 255), (rules, 0))
    )
    cells = cv2.remap(cells, *maps, cv2.INTER_NEAREST)
    crop = Crop(grey.astype(np.float32), rules.astype(np.float32) / 255, np.zeros(grey.shape, np.float32), DPI)
    for work, strength in FAMILIES[family]:
        work(crop, rng, strength)
    return np.clip(crop.grey, 0, 255).astype(np.uint8), cells


def _skewed(shape: tuple[int, ...], rng: np.random.Generator, most: float) -> tuple[Picture, Picture]:
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    turn = np.radians(rng.uniform(-most, most))
    x, y = xs - shape[1] / 2, ys - shape[0] / 2
    return x * np.cos(turn) - y * np.sin(turn) + shape[1] / 2, x * np.sin(turn) + y * np.cos(turn) + shape[0] / 2


def name_of(family: str) -> str:
    """The family's name in file names."""
    return family.strip("*").replace(" ", "-")


def generator(seed: int, name: str, family: str) -> np.random.Generator:
    """Chance for one page of that name."""
    return np.random.default_rng([seed, zlib.crc32(f"{name} {family}".encode())])


def scan(source: Path, target: Path, family: str, seed: int) -> None:
    """Write the ruined pages of a PDF as a PDF of pictures."""
    with pymupdf.open(source) as document, pymupdf.open() as out:
        for number, page in enumerate(document, 1):
            picture, _ = ruined(page, family, generator(seed, f"{source.stem}#{number}", family))
            sheet = out.new_page(width=page.rect.width, height=page.rect.height)
            kept = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
            sheet.insert_image(sheet.rect, stream=bytes(kept))
        out.save(target, garbage=3, no_new_id=True)


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--families", default=",".join(FAMILIES))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for family in args.families.split(","):
        folder = args.out / name_of(family)
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        (folder / "gold").mkdir(exist_ok=True)
        for document in args.documents:
            label = document.resolve().parent.parent / "gold" / f"{document.stem}.json"
            if label.exists():
                shutil.copyfile(label, folder / "gold" / label.name)
            scan(document, folder / "docs" / document.name, family, args.seed)
            print(folder / "docs" / document.name, flush=True)


if __name__ == "__main__":
    main()
