"""The text of a document by page, for asking whether a label's characters are printed where it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.files import EvalError
from eval.scoring.normal import characters


@dataclass(frozen=True, slots=True)
class Printed:
    """Plain texts by page, 1-based; one text under page 0 where the file has no pages. A page without any text
    (a scan) is ''."""

    pages: dict[int, str]

    def between(self, pages: tuple[int, int] | None) -> str:
        """The text of the pages, or of the whole document."""
        if pages is None or 0 in self.pages:
            return "".join(self.pages.values())
        return "".join(self.pages.get(number, "") for number in range(pages[0], pages[1] + 1))


def plain(text: str) -> str:
    """The characters of a text in one form, without blanks and commas: thousands separators come and go."""
    return characters(text).replace(",", "")


def read_printed(path: Path) -> Printed:
    """The text of a PDF, Word or Excel file."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return _pdf(path)
    if suffix == ".docx":
        return Printed({0: _docx(path)})
    if suffix == ".xlsx":
        return Printed({0: _xlsx(path)})
    raise EvalError(f"{path.name}：只能核对 .pdf、.docx、.xlsx；请先另存为其中一种")


def _pdf(path: Path) -> Printed:
    import pymupdf

    with pymupdf.open(path) as document:
        return Printed({page.number + 1: plain(page.get_text("text", sort=False)) for page in document})


def _docx(path: Path) -> str:
    import docx

    texts = (node.text for node in docx.Document(str(path)).element.body.iter() if node.tag.endswith("}t"))
    return plain("".join(text or "" for text in texts))


def _xlsx(path: Path) -> str:
    """Cells with the ways a number may be shown, since formats are not rendered here."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    texts: list[str] = []
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, bool) or value is None:
                    continue
                if isinstance(value, int | float):
                    texts += [f"{value:g}", f"{value:.2f}", f"{value:,.2f}", f"{100 * value:g}%", f"{100 * value:.2f}%"]
                    texts.append(str(value))
                else:
                    texts.append(str(value))
    return plain("\n".join(texts))
