"""Word pages for the samples: a grid of cells that may run over rows and columns, paragraphs, page set-up.

A grid is written as rows of cells in reading order; a position that a cell from above covers is left out, as in HTML.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
WRITTEN_ON = datetime.datetime(2024, 1, 2, 8, 0, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Cell:
    """One cell of a grid; `stacked` sets the text one character a line, `shade` fills it (hex colour)."""

    text: str
    across: int = 1
    down: int = 1
    align: str = "center"
    stacked: bool = False
    shade: str = ""


Row = Sequence["Cell | str"]


@dataclass(frozen=True)
class Face:
    """The two fonts of a document and the size of the text in its cells (points)."""

    body: str
    heading: str
    size: float = 10.5


class Pages:
    """A Word document in the making."""

    def __init__(self, face: Face, *, landscape: bool = False) -> None:
        self.face = face
        self.document: WordDocument = Document()
        self._set_page(landscape)

    def heading(self, text: str, *, size: float = 16, align: str = "center") -> None:
        """A heading line in the heading font, kept with what follows."""
        paragraph = self._paragraph(text, size, align, self.face.heading)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)

    def line(self, text: str, *, size: float = 0, align: str = "left") -> None:
        """A single line, such as the unit over a table."""
        self._paragraph(text, size or self.face.size, align, self.face.body)

    def ends(self, left: str, right: str, width_cm: float) -> None:
        """One line with a text at each end."""
        paragraph = self._paragraph(f"{left}\t{right}", self.face.size, "left", self.face.body)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width_cm), alignment=2)

    def prose(self, text: str, *, size: float = 14) -> None:
        """A paragraph of running text, its first line indented by two characters."""
        paragraph = self._paragraph(text, size, "justify", self.face.body)
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
        paragraph.paragraph_format.line_spacing = 1.5

    def new_page(self) -> None:
        """Everything after this stands on a new page."""
        self.document.add_page_break()

    def grid(self, rows: Sequence[Row], widths: Sequence[float], *, repeat: int = 0, height: float = 0.8) -> Table:
        """A ruled table; `widths` and `height` in cm, the first `repeat` rows come again after a page break."""
        table = self.document.add_table(rows=len(rows), cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row in table.rows:
            row.height = Cm(height)
            row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        for row in list(table.rows)[:repeat]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._fill(table, rows, len(widths))
        return table

    def save(self, path: Path) -> None:
        """The document at `path`, the same bytes for the same content."""
        properties = self.document.core_properties
        properties.author = "jixiao samples"
        properties.comments = ""
        properties.created = properties.modified = WRITTEN_ON
        self.document.save(str(path))
        fix_dates(path)

    def _fill(self, table: Table, rows: Sequence[Row], columns: int) -> None:
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            free = (c for c in range(columns) if (r, c) not in taken)
            for item in row:
                cell = item if isinstance(item, Cell) else Cell(item)
                c = next(at for at in free if (r, at) not in taken)
                spot = [(r + i, c + j) for i in range(cell.down) for j in range(cell.across)]
                if taken & set(spot) or spot[-1][1] >= columns:
                    raise ValueError(f"row {r + 1}: no room for the cell {cell.text!r}")
                taken |= set(spot)
                target = table.cell(r, c)
                if len(spot) > 1:
                    target = target.merge(table.cell(*spot[-1]))
                self._write(target, cell)
        if len(taken) != len(rows) * columns:
            raise ValueError("the rows do not cover the grid")

    def _write(self, target: _Cell, cell: Cell) -> None:
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        lines = list(cell.text) if cell.stacked else cell.text.split("\n")
        for k, line in enumerate(lines):
            paragraph = target.paragraphs[0] if k == 0 else target.add_paragraph()
            paragraph.alignment = ALIGN[cell.align]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
            self._run(paragraph, line, self.face.size, self.face.body)
        if cell.shade:
            shading = OxmlElement("w:shd")
            shading.set(qn("w:val"), "clear")
            shading.set(qn("w:fill"), cell.shade)
            target._tc.get_or_add_tcPr().append(shading)

    def _paragraph(self, text: str, size: float, align: str, font: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = ALIGN[align]
        paragraph.paragraph_format.space_after = Pt(2)
        self._run(paragraph, text, size, font)
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, size: float, font: str) -> Run:
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        run.font.name = font
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        return run

    def _set_page(self, landscape: bool) -> None:
        section = self.document.sections[0]
        sides = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
        section.page_width, section.page_height = sides
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.3)
        footer = section.footer.paragraphs[0]
        footer.alignment = ALIGN["center"]
        footer.style.font.size = Pt(9)
        self._run(footer, "- ", 9, self.face.body)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        footer._p.append(field)
        self._run(footer, " -", 9, self.face.body)


def fix_dates(path: Path) -> None:
    """The zip at `path` with every entry dated alike, so that the same content gives the same bytes."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    entries[PROPERTIES] = MODIFIED.sub(rb"\g<1>" + f"{WRITTEN_ON:%Y-%m-%dT%H:%M:%SZ}".encode(), entries[PROPERTIES])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, WRITTEN_ON.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
