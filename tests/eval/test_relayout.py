"""Documents set anew: other pages, the same content."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from eval.documents.relayout import set_anew

import jixiao


def body(document: Path) -> str:
    with zipfile.ZipFile(document) as parts:
        return parts.read("word/document.xml").decode()


def test_only_fonts_sizes_and_pages_change(samples: Path, tmp_path: Path) -> None:
    source, anew = samples / "xingan-projects.docx", tmp_path / "xingan-projects.docx"
    set_anew(source, anew, "Some Font", 1.5, 0.5)
    assert set(re.findall(r'w:eastAsia="([^"]*)"', body(anew))) == {"Some Font"}
    heights = [int(re.findall(r'<w:pgSz [^>]*w:h="(\d+)"', body(d))[0]) for d in (source, anew)]
    assert heights[1] == round(heights[0] / 2)
    sizes = [re.findall(r'<w:sz w:val="(\d+)"', body(d)) for d in (source, anew)]
    assert len(sizes[0]) == len(sizes[1]) and sizes[0] != sizes[1]
    assert jixiao.extract(anew).records == jixiao.extract(source).records
