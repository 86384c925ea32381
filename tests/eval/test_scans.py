"""Hard scans are pictures of the pages, the same for the same seed, and named so that a run finds their label."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf
import pytest
from eval.documents.scans import LEVELS, main, scan
from eval.files import find_documents
from tests.pdf_builder import Paper


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A small page with a table, beside a label."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "small.json").write_text('{"records": []}', encoding="utf-8")
    paper = Paper(220, 150)
    paper.table([["指标值", "≥95%"], ["预算数", "3,058.10"]], [80, 80], 40, left=30)
    return paper.save(tmp_path / "docs" / "small.pdf")


def picture(path: Path) -> np.ndarray:
    with pymupdf.open(path) as document:
        assert not document[0].get_text().strip()
        pixels = document[0].get_pixmap(dpi=100)
        return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w, pixels.n).astype(int)


@pytest.mark.parametrize("level", sorted(LEVELS))
def test_a_scan_is_a_picture_that_its_seed_decides(document: Path, tmp_path: Path, level: str) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        scan(document, tmp_path / f"{name}.pdf", level, seed)
    first, again, other = (picture(tmp_path / f"{name}.pdf") for name in "abc")
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.array_equal(first, other)
    assert (first.min(axis=2) < 128).mean() > 0.003


def test_a_run_finds_the_scans_with_their_label(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "hard"
    monkeypatch.setattr(
        "sys.argv", ["scans", str(document), "--out", str(out), "--levels", "fax,turned", "--seed", "4"]
    )
    main()
    found = find_documents([out], ("scan-*",))
    assert [(d.name, d.variant) for d in found] == [
        ("small.scan-fax-4.pdf", "scan-fax-4"),
        ("small.scan-turned-4.pdf", "scan-turned-4"),
    ]


def test_some_pages_are_labelled_by_their_digital_reading(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "some"
    monkeypatch.setattr(
        "sys.argv", ["scans", str(document), "--out", str(out), "--levels", "fax", "--pages", "1", "--seed", "4"]
    )
    main()
    (found,) = find_documents([out], ("scan-*",))
    assert (found.name, found.gold.name) == ("small-1.scan-fax-4.pdf", "small-1.json")
