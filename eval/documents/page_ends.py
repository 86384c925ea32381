"""Word and Excel documents printed anew with other page ends that are known, as each cell has a shade of its own.

    python -m eval.documents.page_ends NAME.docx NAME.xlsx… --out FOLDER [--times 3] [--seed 1]

Each time the text has another size and the pages another height, and rows may or may not be cut. Two parts of a cell
have one shade, two cells never; so have the characters of a paragraph one colour. `Shades` reads them from the PDF
again, and beside it `NAME.cells.json` says of each shade which table it is of and what stands there.
`eval.runs.page_ends` tries the weights of the joins on these.
Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pymupdf
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import PatternFill

from eval.documents.relayout import set_anew
from jixiao.geometry import Box
from jixiao.sources.convert import converter

_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
# Documents that LibreOffice prints in one go: it takes seconds to start.
_AT_ONCE = 30
# Shades are light and inks dark: so many levels of each colour, from there on. No shade is so light as to be white.
_LEVELS = 56
_LIGHT, _DARK = 172, 8
# What follows the shade among the properties of a cell, and the colour among those of a run.
_AFTER_SHADE = ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
_AFTER_COLOUR = ("spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "lang")


# The table that a cell is of, and what stands in it.
Painted = tuple[int, str]


def print_anew(sources: Sequence[Path], out: Path, seed: int, times: int) -> Iterator[Path]:
    """The documents as PDFs whose pages end elsewhere, so many times each, and beside each the cells of its shades."""
    program = converter()
    if program is None:
        raise FileNotFoundError("LibreOffice (soffice) is not installed")
    made = [(source, n) for source in sources for n in range(times)]
    for start in range(0, len(made), _AT_ONCE):
        with tempfile.TemporaryDirectory() as place:
            again = []
            for source, n in made[start : start + _AT_ONCE]:
                again.append(Path(place) / f"{source.stem}.ends-{seed}-{n}{source.suffix}")
                shaded = _word if source.suffix == ".docx" else _excel
                cells = shaded(source, again[-1], Random(f"{source.stem}/{seed}/{n}"))
                (out / f"{again[-1].stem}.cells.json").write_text(
                    json.dumps(cells, ensure_ascii=False), encoding="utf-8"
                )
            command = [program, f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "pdf"]
            subprocess.run([*command, "--outdir", str(out), *map(str, again)], check=True, capture_output=True)
            yield from (out / f"{each.stem}.pdf" for each in again)


def _word(source: Path, target: Path, rng: Random) -> list[Painted]:
    """The Word document with shades and inks. Tables that follow one another with no text between are one."""
    shaded = target.with_stem("shaded")
    document: Any = Document(str(source))
    cells: list[Painted] = []
    cut, number = rng.random() < 0.75, 0
    for block in document.element.body:
        number += block.tag != qn("w:tbl") and bool(_text(block))
        over: dict[int, str] = {}  # the shade that stands over each column of the grid
        for row in block.iter(qn("w:tr")):
            at = 0
            for cell in row.tc_lst:
                properties = cell.get_or_add_tcPr()
                if cell.vMerge != "continue" or at not in over:
                    over[at] = _colour(len(cells), _LIGHT)
                    cells.append((number, _text(cell)))
                _put(properties, "shd", _AFTER_SHADE, val="clear", fill=over[at])
                at += cell.grid_span
        for fixed in list(block.iter(qn("w:cantSplit"))) if cut else ():
            fixed.getparent().remove(fixed)
    for ink, paragraph in enumerate(document.paragraphs):
        for run in paragraph.runs:
            _put(run._element.get_or_add_rPr(), "color", _AFTER_COLOUR, val=_colour(ink, _DARK))
    document.save(str(shaded))
    set_anew(shaded, target, rng.choice(_FONTS), rng.uniform(0.8, 1.25), rng.uniform(0.5, 1.0))
    return cells


def _text(element: Any) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t"))).strip()


def _put(properties: Any, name: str, after: tuple[str, ...], **values: str) -> None:
    """Set a property in its place among the others."""
    old = properties.find(qn(f"w:{name}"))
    if old is not None:
        properties.remove(old)
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    follower = next((child for child in properties if child.tag in {qn(f"w:{each}") for each in after}), None)
    if follower is None:
        properties.append(element)
    else:
        follower.addprevious(element)


def _excel(source: Path, target: Path, rng: Random) -> list[Painted]:
    """The workbook with shades; a sheet is a table."""
    book: Any = openpyxl.load_workbook(source)
    cells: list[Painted] = []
    for number, sheet in enumerate(book.worksheets):
        merged = {place: area.coord for area in sheet.merged_cells.ranges for place in area.cells}
        shades: dict[object, str] = {}
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.border.top.style or cell.border.left.style:
                area = merged.get((cell.row, cell.column), cell.coordinate)
                if area not in shades:
                    shades[area] = _colour(len(cells), _LIGHT)
                    cells.append((number, str(cell.value or "")))
                cell.fill = PatternFill("solid", fgColor=shades[area])
        sheet.page_margins.bottom = rng.uniform(0.5, 5.0)
        sheet.page_margins.left = sheet.page_margins.right = rng.uniform(0.4, 0.9)
    book.save(target)
    return cells


def _colour(number: int, least: int) -> str:
    levels = [number // _LEVELS**n % _LEVELS for n in (2, 1, 0)]
    return "".join(f"{least + level:02X}" for level in levels)


def _number(colour: int, least: int) -> int | None:
    levels = [(colour >> shift & 255) - least for shift in (16, 8, 0)]
    if not all(0 <= level < _LEVELS for level in levels):
        return None
    return levels[0] * _LEVELS**2 + levels[1] * _LEVELS + levels[2]


class Shades:
    """What was painted under the cells of a printed document, and in which ink its paragraphs are."""

    def __init__(self, path: Path) -> None:
        self._known: list[Painted] = json.loads(path.with_suffix(".cells.json").read_text(encoding="utf-8"))
        self._cells: dict[int, list[tuple[Box, int]]] = {}
        self._inks: dict[int, list[tuple[Box, int]]] = {}
        with pymupdf.open(path) as document:
            for page in document:
                self._read(page)

    def _read(self, page: Any) -> None:
        number = page.number + 1
        for drawing in page.get_cdrawings():
            fill = drawing.get("fill")
            if fill is not None:
                shade = _number(sum(round(255 * c) << shift for c, shift in zip(fill, (16, 8, 0), strict=True)), _LIGHT)
                if shade is not None and shade < len(self._known):
                    self._cells.setdefault(number, []).append((Box(*drawing["rect"]), shade))
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                for span in line["spans"]:
                    ink = _number(span["color"], _DARK)
                    if ink is not None:
                        self._inks.setdefault(number, []).append((Box(*span["bbox"]), ink))

    def cell(self, page: int, box: Box) -> int | None:
        """The cell whose shade lies in the middle of the box; None where there is no shade."""
        held = [(b.width * b.height, shade) for b, shade in self._cells.get(page, ()) if b.holds(*box.middle)]
        return min(held)[1] if held else None

    def text(self, shade: int) -> str:
        """What stands in the cell of that shade."""
        return self._known[shade][1]

    def table(self, page: int, box: Box) -> int | None:
        """The table whose shade lies there."""
        shade = self.cell(page, box)
        return None if shade is None else self._known[shade][0]

    def paragraph(self, page: int, box: Box) -> int | None:
        """The paragraph whose ink stands in the middle of the box."""
        return next((ink for b, ink in self._inks.get(page, ()) if b.holds(*box.middle)), None)


def main() -> int:
    """Make what the command line asks for and print the names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for made in print_anew(args.documents, args.out, args.seed, args.times):
        print(made, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
