"""Where pages are gone by the glyphs that fonts were cut down to, on printed samples."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from jixiao.pages.pdf import Pdf

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def gone(tmp: Path, name: str, kept: list[int] | None = None) -> frozenset[int]:
    """What is told of a sample of which only those pages (0-based) are left."""
    path = SAMPLES / name
    if kept is not None:
        with pymupdf.open(path) as document:
            document.select(kept)
            path = tmp / name
            document.save(path, garbage=3)
    with Pdf(path, name) as pdf:
        assert all(page.problem is None for page in pdf.pages())
        return pdf.gone()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.name)
def test_of_a_whole_file_nothing_is_gone(tmp_path: Path, path: Path) -> None:
    assert gone(tmp_path, path.name) == frozenset()


def test_glyphs_in_the_order_of_printing_tell_where_a_page_stood(tmp_path: Path) -> None:
    """The sample has six pages: 1, 2 and 4 to 6 are left, then 2 to 6, then 1 to 4."""
    assert gone(tmp_path, "linhe-departments.pdf", [0, 1, 3, 4, 5]) == {2}
    assert min(gone(tmp_path, "linhe-departments.pdf", [1, 2, 3, 4, 5])) == 0
    assert max(gone(tmp_path, "linhe-departments.pdf", [0, 1, 2, 3])) == 4
