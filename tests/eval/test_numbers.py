"""The maker of the network for worn numbers draws them, and the kept network reads most in a font it never saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf
from eval.training.digit_model import Fonts, samples

from jixiao.pages.scan.correct.digit_model import HEIGHT, KNOWN, chances_of, told


def test_the_kept_network_reads_worn_numbers_of_another_font(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.write_bytes(pymupdf.Font("china-s").buffer)
    fonts = Fonts([str(font)], [str(font)], str(font))
    seen = samples(200, 5, fonts)
    assert {window.shape[0] for window, _ in seen} == {HEIGHT}
    assert set("".join(text for _, text in seen)) == set(KNOWN)
    again = samples(200, 5, fonts)
    assert all(np.array_equal(a, b) for (a, _), (b, _) in zip(seen, again, strict=True))
    right = [told(chances_of(window.astype(np.float32) / 255)) == text for window, text in seen]
    assert np.mean(right) > 0.7
