"""What is right stays: the rules for misread characters leave 200,000 characters of digital text as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import PROJECT

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.pdf import Pdf
from jixiao.pages.scan.correct import confusions
from jixiao.pages.scan.correct.confusions import put_right
from jixiao.pages.scan.model import Scan
from jixiao.records.paths import leaves

# The words and values that may become others: a point that an office typed for a comma, in its document and its label.
MOST = 2
CHARACTERS = 200_000


@pytest.mark.corpus
def test_digital_text_stays_as_it_is(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # print is no speck, and a 1 stands upright: what those rules look at is on the page
    monkeypatch.setattr(confusions, "_is_speck", lambda word, mark, scan: False)
    monkeypatch.setattr(confusions, "_slant", lambda word, scan: 0.0)
    paths = [p for p in sorted(corpus.rglob("*.pdf")) if ".scan" not in p.name]
    paths += sorted((PROJECT / "samples").glob("*.pdf")) + sorted((PROJECT / "eval/documents/unseen").rglob("*.pdf"))
    labels = [*sorted((corpus / "gold").glob("*.json")), *sorted((PROJECT / "samples" / "gold").glob("*.json"))]
    texts = [(path, text) for path in paths for text in _words(path)]
    texts += [(path, text) for path in labels for text in _values(path)]
    read, changed = 0, []
    for path, text in texts:
        if text:
            read += len(text)
            word = Word(text, 1, Box(0.0, 0.0, 10.0 * len(text), 10.0))
            put_right(word, Scan.__new__(Scan))
            if word.text != text:
                changed.append(f"{path.name}: {text} -> {word.text}")
    assert read > CHARACTERS
    assert len(changed) <= MOST, changed


def _values(path: Path) -> list[str]:
    """The lines of the values of a label: what is printed in the document, by hand."""
    found = leaves(json.loads(path.read_text(encoding="utf-8"))["records"])
    return [line for _, text in found if isinstance(text, str) for line in text.splitlines()]


def _words(path: Path) -> list[str]:
    """The words of a document's pages as they stand on their lines."""
    with Pdf(path, path.name) as pdf:
        return [word.text for page in pdf.pages(20_000, 1) if page.scan is None for word in page.words]
