"""Writes `drafts/projects.xlsx`, the projects of `drafts/projects.yaml` in the workbook that `jixiao draft` reads.

uv run python samples/drafts.py
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

from jixiao.drafts.input.fields import Sheet, input_form
from jixiao.drafts.input.files import read_given
from jixiao.records.paths import FieldPath

HERE = Path(__file__).parent / "drafts"


def main() -> None:
    """Write the workbook; the same bytes each time."""
    projects = read_given(HERE / "projects.yaml")
    form = input_form()
    book = xlsxwriter.Workbook(str(HERE / "projects.xlsx"))
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet(book, form.project, [[said(p, path) for path in form.project.fields] for p in projects])
    rows = []
    for project in projects:
        for n, indicator in enumerate(project.indicators):
            own = {"project_name": project.project_name if n == 0 else ""}
            rows.append([own.get(path, said(indicator, path)) for path in form.indicator.fields])
    sheet(book, form.indicator, rows)
    book.close()


def said(item: object, path: str) -> str:
    """The value as it is typed into a cell."""
    value = FieldPath(path).get(item)
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def sheet(book: xlsxwriter.Workbook, told: Sheet, rows: list[list[str | None]]) -> None:
    """One sheet: headings, then the rows."""
    page = book.add_worksheet(told.sheet)
    head = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for col, field in enumerate(told.fields.values()):
        page.set_column(col, col, field.width)
        page.write_string(0, col, field.heading, head)
        for row, values in enumerate(rows, 1):
            page.write_string(row, col, values[col] or "", cell)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


if __name__ == "__main__":
    main()
