"""The maker of the digit network draws worn numbers, and the kept network reads most of them in a font it never saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf
from eval.digits import samples

from jixiao.pages.scan.digits import HEIGHT, WIDTH, chances_of


def test_the_kept_network_reads_worn_digits_of_another_font(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.write_bytes(pymupdf.Font("china-s").buffer)
    seen, digits = samples(300, 5, [str(font)], [str(font)])
    assert seen.shape == (300, HEIGHT, WIDTH)
    assert set(digits) == set(range(10))
    again, _ = samples(300, 5, [str(font)], [str(font)])
    assert np.array_equal(seen, again)
    right = chances_of(seen.astype(np.float32) / 255).argmax(axis=1) == digits
    assert right.mean() > 0.85
