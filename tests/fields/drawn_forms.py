"""Small forms as PDF and as Word, and the records read from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from tests.pdf_builder import Paper, Rows, cells_of, reading

TITLE = "2024年项目支出绩效目标表"
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]


def drawn(path: Path, *tables: Rows, title: str = TITLE, widths: list[float] | None = None) -> Path:
    """A PDF page for each table, the title over it."""
    paper = Paper(842, 595)
    for i, rows in enumerate(tables):
        if i:
            paper.page()
        if title:
            paper.centred(60, title)
        paper.table(rows, widths or [700 / len(rows[0])] * len(rows[0]), 90)
    return paper.save(path)


def written(path: Path, *tables: Rows, title: str = TITLE) -> Path:
    """The same as a Word document."""
    document = Document()
    for rows in tables:
        document.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
        table = document.add_table(len(rows), len(rows[0]))
        for (r, c), (r1, c1) in cells_of(rows).items():
            table.cell(r, c).merge(table.cell(r1 - 1, c1 - 1)).text = rows[r][c]
    document.save(str(path))
    return path


def records(path: Path) -> list[Any]:
    """All records of the file."""
    return list(reading(path).records)


def form(tmp_path: Path, rows: Rows, **how: Any) -> Any:
    """The only record of a page with this table."""
    (record,) = records(drawn(tmp_path / "form.pdf", rows, **how))
    return record


def wide(*rows: list[str], columns: int = 4) -> Rows:
    """Rows filled up to the number of columns, the last text of each reaching to the right edge."""
    return [[*row, *["<"] * (columns - len(row))] for row in rows]


def project(*rows: list[str], columns: int = 4) -> Rows:
    """A project form's rows: name, goal and one indicator around the given ones."""
    indicator = ["产出指标", "数量指标", "修缮层数", "≥2层"]
    return wide(
        ["项目名称", "书库修缮"], *rows, ["年度目标", "修缮书库两层。"], HEAD, indicator, columns=columns
    )  # fmt: skip
