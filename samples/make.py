"""Writes the sample documents and their labels from the content in `content/`.

    uv run python samples/make.py          # Word, Excel and the labels; PDF where LibreOffice is installed

Word and Excel come out the same byte for byte. The PDFs are printed by LibreOffice with the fonts Noto Serif CJK SC,
Noto Sans CJK SC and AR PL KaitiM GB (Debian: libreoffice-writer, fonts-noto-cjk, fonts-arphic-gkai00mp); with other
fonts the pages break elsewhere, so the printed PDFs are kept beside the script and the pages in the labels are theirs.
After printing, the labelled pages are compared with the new PDF and every difference is reported.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pymupdf
import yaml
from evaluations import write_evaluation_book
from layouts import LAYOUTS
from workbook import write_workbook

from labels import LABELS

HERE = Path(__file__).parent


def main() -> int:
    """0 when every document was written and the labelled pages hold, 1 when a page differs."""
    soffice = shutil.which("soffice")
    (HERE / "gold").mkdir(exist_ok=True)
    wrong: list[str] = []
    for path in sorted((HERE / "content").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        records = LABELS[content["layout"]](content)
        if content["layout"] in LAYOUTS:
            document = HERE / f"{path.stem}.docx"
            LAYOUTS[content["layout"]](content).save(document)
            if soffice:
                print_pdf(soffice, document)
            pages, found = check_pages(document.with_suffix(".pdf"), records)
            wrong += found
        else:
            write = write_evaluation_book if content["layout"] == "evaluation_book" else write_workbook
            write(content, HERE / f"{path.stem}.xlsx")
            pages = None
        write_gold(path.stem, pages, records)
        print(f"{path.stem}: {len(records)} records, {pages or 'no'} pages")
    if not soffice:
        print("LibreOffice (soffice) is not installed: the PDFs were left as they are")
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


def print_pdf(soffice: str, document: Path) -> None:
    """The document printed to PDF beside it."""
    with tempfile.TemporaryDirectory() as profile:
        command = [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(document.parent), str(document)], check=True, capture_output=True)


def check_pages(pdf: Path, records: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """The number of pages, and a line for each record whose first or last text is not on its labelled page."""
    with pymupdf.open(pdf) as document:
        texts = ["".join(page.get_text().split()) for page in document]
    wrong: list[str] = []
    for record in records:
        ends = zip(record["pages"], outer_texts(record), strict=True)
        for page, text in ends:
            if page > len(texts) or text not in texts[page - 1]:
                wrong.append(f"{pdf.name}: {text!r} is not on page {page}")
    return len(texts), wrong


def outer_texts(record: dict[str, Any]) -> tuple[str, str]:
    """A text from a record's first lines and one from its last, without blanks."""
    if record["kind"] in ("budget_table", "final_accounts_table"):
        first, last = record["title"], record["notes"] or record["rows"][-1][-1] or record["rows"][-1][0]
    elif record["kind"] == "department_narrative":
        first, last = record["overall_goal"][:10], record["measures"][-1]["text"][-8:]
    else:
        first = record.get("project_name") or record["department"]
        last = record["indicators"][-1]["value"]
    return "".join(first.split()), "".join(last.split())


def write_gold(name: str, pages: int | None, records: list[dict[str, Any]]) -> None:
    """The labels of one sample at `gold/NAME.json`."""
    gold = {"source": {"name": name, "pages": pages}, "records": records}
    text = json.dumps(gold, ensure_ascii=False, indent=1)
    (HERE / "gold" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
