"""Which cells of scanned pages are found, by families of damage.

`python -m eval.scoring.rules_found PDF… [--pages 8] [--seed 1]`

Pages of digital PDFs are ruined by one family at a time (those of `eval.training.damage`, and mixtures of them as fax,
copier and camera make them). The truth are the cells that the PDF draws. A cell is right if what the found rules
enclose covers it with an IoU above 0.8. For each family it prints the cells, those right with rules found by darkness
alone, with the network's, and with what the product takes of the two. Families marked * are never trained on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pymupdf

from eval.documents.ruined import DPI, FAMILIES, generator, name_of, ruined
from eval.training.ruled_pages import segments_of
from jixiao.pages.scan.model import Grey, Ruling
from jixiao.pages.scan.pictures import reader
from jixiao.pages.scan.restore.sheet import put_right
from jixiao.pages.scan.rules.choice import network_ruling, rules_of
from jixiao.pages.scan.rules.line_detection import ruling_of

# Points by which found rules are prolonged; the overlap of a cell that is right.
_LONGER, _RIGHT = 2.5, 0.8
_LEAST = 60.0  # square points of a cell


def cells_of(level: Any, upright: Any, shape: tuple[int, ...], scale: float, longer: float = 0.6) -> np.ndarray:
    """The areas that rules (x0, y0, x1, y1 in points) enclose, numbered from 1, on a picture of that shape."""
    free = np.full(shape, 255, np.uint8)
    for flat, segments in ((True, level), (False, upright)):
        for x0, y0, x1, y1 in segments:
            a = (x0 - longer, y0) if flat else (x0, y0 - longer)
            b = (x1 + longer, y1) if flat else (x1, y1 + longer)
            ends = [(round(x * scale), round(y * scale)) for x, y in (a, b)]
            cv2.line(free, ends[0], ends[1], 0, 3)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    height, width = shape[:2]
    out = np.zeros(shape[:2], np.uint16)
    number = 0
    for i in range(1, count):
        x, y, w, h, area = stats[i]
        outside = x == 0 or y == 0 or x + w == width or y + h == height
        if outside or area < _LEAST * scale * scale or min(w, h) < 4 * scale:
            continue
        number += 1
        part = slice(y, y + h), slice(x, x + w)
        out[part][labels[part] == i] = number
    return out


def right_cells(truth: np.ndarray, found: np.ndarray) -> tuple[int, int, int]:
    """How many cells there are, are right, and were found."""
    pairs, counts = np.unique(truth.astype(np.int64) * 65536 + found, return_counts=True)
    real = np.bincount(truth.ravel().astype(np.int64))
    seen = np.bincount(found.ravel().astype(np.int64))
    right = 0
    for pair, both in zip(pairs, counts, strict=True):
        a, b = divmod(int(pair), 65536)
        if a and b and both > _RIGHT * (real[a] + seen[b] - both):
            right += 1
    return int(np.count_nonzero(real[1:])), right, int(np.count_nonzero(seen[1:]))


def enclosed(ruling: Ruling, shape: tuple[int, ...], scale: float) -> np.ndarray:
    """The cells of a ruling in pixels."""
    level = [(r.start / scale, r.at / scale, r.end / scale, r.at / scale) for r in ruling.across]
    upright = [(r.at / scale, r.start / scale, r.at / scale, r.end / scale) for r in ruling.upright]
    return cells_of(level, upright, shape, scale, _LONGER)


Finder = Callable[[Any], tuple[Ruling, bool]]
FINDERS: dict[str, Finder] = {
    "dark": lambda sheet: (ruling_of(sheet.print, sheet.scale, sheet.noise), False),
    "network": lambda sheet: (network_ruling(sheet), False),
    "taken": lambda sheet: ((rules := rules_of(sheet)).ruling, bool(rules.unsure)),
}


def measure(page: Any, family: str, seed: int, name: str, show: Path | None) -> dict[str, tuple[int, ...]]:
    """Cells, those right and found on one ruined page, whether one is wrong, whether that is not told, and whether a
    doubt is told for nothing, by finder."""
    shape = round(page.rect.height * DPI / 72), round(page.rect.width * DPI / 72)
    cells = cells_of(*segments_of(page), shape, DPI / 72)
    picture, cells = ruined(page, family, generator(seed, name, family), cells)
    sheet = put_right(picture, DPI / 72, reader(1))
    moved = cells
    height, width = sheet.print.shape
    moved = cv2.warpPerspective(cells, sheet.matrix, (width, height), flags=cv2.INTER_NEAREST)
    if sheet.bend is not None:
        moved = sheet.bend.of(moved, cv2.INTER_NEAREST)
    out = {}
    for finder, find in FINDERS.items():
        ruling, unsure = find(sheet)
        cells_, right, found = right_cells(moved, enclosed(ruling, sheet.print.shape, sheet.scale))
        wrong = right < cells_
        out[finder] = cells_, right, found, int(wrong), int(wrong and not unsure), int(unsure and not wrong)
        if show is not None:
            _draw(sheet.print, ruling, show / f"{name}-{name_of(family)}-{finder}.png".replace("#", "-"))
    return out


def _draw(print_: Grey, ruling: Ruling, out: Path) -> None:
    picture = cv2.cvtColor(print_, cv2.COLOR_GRAY2BGR)
    for r in ruling.across:
        cv2.line(picture, (round(r.start), round(r.at)), (round(r.end), round(r.at)), (0, 0, 255), 3)
    for r in ruling.upright:
        cv2.line(picture, (round(r.at), round(r.start)), (round(r.at), round(r.end)), (255, 0, 0), 3)
    cv2.imwrite(str(out), cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def main() -> None:
    """Ruin, find, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=8, help="so many pages, chosen by the seed")
    parser.add_argument("--families", default=",".join(FAMILIES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=Path, help="a folder for pictures of what was found")
    args = parser.parse_args()
    every = [(p, n) for p in args.documents for n in range(pymupdf.open(p).page_count)]
    rng = np.random.default_rng(args.seed)
    chosen = sorted(rng.permutation(len(every))[: args.pages])
    for family in args.families.split(","):
        total: dict[str, np.ndarray] = {}
        for path, number in (every[i] for i in chosen):
            with pymupdf.open(path) as document:
                name = f"{path.stem}#{number + 1}"
                found = measure(document[number], family, args.seed, name, args.show)
            for finder, counts in found.items():
                total[finder] = total.get(finder, np.zeros(6, int)) + np.array(counts)
        said = {
            finder: f"{c[1]} of {c[0]} ({c[2]}), pages wrong {c[3]}, silent {c[4]}, idle doubts {c[5]}"
            for finder, c in total.items()
        }
        print(json.dumps({"family": family, **said}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
