"""Drawn PDFs as the tables and paragraphs that are read from them."""

from __future__ import annotations

from pathlib import Path

from tests.pdf_builder import Paper, examined

from jixiao.tables.table import Layout, Paragraph, Table

Cells = list[tuple[int, int, int, int, str]]


def layout(paper: Paper, tmp_path: Path) -> Layout:
    """The drawing as blocks."""
    return examined(paper.save(tmp_path / "drawn.pdf")).layout


def tables(paper: Paper, tmp_path: Path) -> list[Table]:
    """The drawing's tables."""
    return [b for b in layout(paper, tmp_path).blocks if isinstance(b, Table)]


def table(paper: Paper, tmp_path: Path) -> Table:
    """The drawing's only table."""
    (only,) = tables(paper, tmp_path)
    return only


def paragraphs(paper: Paper, tmp_path: Path) -> list[str]:
    """The drawing's running text; what was taken for margin stands in brackets."""
    blocks = layout(paper, tmp_path).blocks
    return [f"[{b.text}]" if b.margin else b.text for b in blocks if isinstance(b, Paragraph)]


def cells(table: Table) -> Cells:
    """Row, column, rows, columns and text of each cell in reading order."""
    return sorted((c.row, c.col, c.rows, c.cols, c.text) for c in table.cells)


def rows(table: Table) -> list[list[str]]:
    """The texts of each row's cells, a cell that reaches over rows in each of them."""
    return [[c.text for c in table.row(r)] for r in range(table.n_rows)]
