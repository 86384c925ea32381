"""Writes the unseen forms as PDF and their labels, from the content in `content/`.

    uv run python -m eval.documents.unseen.make          # needs LibreOffice and the fonts that samples/make.py names

Each file of content is a family of three forms, each form a document of its own; families are set in `sets.py`.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import pymupdf
import yaml

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "samples"
sys.path.insert(0, str(SAMPLES))

from make import print_pdf  # noqa: E402

from eval.documents.unseen.sets import GOLD, SETS  # noqa: E402


def main() -> int:
    """0 when every document was written."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice (soffice) is not installed", file=sys.stderr)
        return 1
    for folder in ("docs", "gold"):
        (HERE / folder).mkdir(exist_ok=True)
    for path in sorted((HERE / "content").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        family = content["family"]
        for number, form in enumerate(content["forms"], 1):
            name = f"{path.stem}-{number}"
            with tempfile.TemporaryDirectory() as place:
                document = Path(place) / f"{name}.docx"
                SETS[family](content, form).save(document)
                print_pdf(soffice, document)
                shutil.copy(document.with_suffix(".pdf"), HERE / "docs" / f"{name}.pdf")
            pages = _pages(HERE / "docs" / f"{name}.pdf")
            _label(name, pages, GOLD[family](content, form) | {"pages": [1, pages]})
            print(f"{name}: {pages} pages")
    return 0


def _pages(pdf: Path) -> int:
    with pymupdf.open(pdf) as document:
        return int(document.page_count)


def _label(name: str, pages: int, record: dict[str, Any]) -> None:
    gold = {"source": {"name": name, "pages": pages}, "records": [record]}
    text = json.dumps(gold, ensure_ascii=False, indent=1)
    (HERE / "gold" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
