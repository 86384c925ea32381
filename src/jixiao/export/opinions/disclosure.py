"""The disclosure list as a workbook of all files and as a Word file for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jixiao.atomic import whole
from jixiao.export.xlsx.listing import ListColumn, put_listing
from jixiao.export.xlsx.look import Tone
from jixiao.export.xlsx.paper import Paper
from jixiao.reviews import Disclosure

NAME = "预算公开检查表"
_COLUMNS = (
    ListColumn("来源文件", 30, "file"), ListColumn("序号", 6, "count"), ListColumn("类别", 14, "term"),
    ListColumn("检查内容", 44, "long"), ListColumn("结果", 8, "mark"), ListColumn("页", 12, "term"),
    ListColumn("说明", 70, "long"), ListColumn("复核", 10, "mark"), ListColumn("整改情况", 30, "long"),
)  # fmt: skip
_TONES: dict[str, Tone] = {"是": "good", "否": "dead", "未查": "band"}
_HEADINGS = ("序号", "类别", "检查内容", "结果", "页", "说明")
_WIDTHS = (1.1, 2.3, 4.9, 1.3, 1.5, 6.4)  # centimetres
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST = 60


def disclosure_book(lists: Sequence[Disclosure], path: Path) -> Path:
    """The workbook at `path`: every line of every file, with columns for a second look and for what was put right."""
    rows = [_row(each.source, line) for each in lists for line in each.lines]
    tones: list[tuple[Tone, ...]] = [("plain",) * 4 + (_TONES[str(row[4])],) for row in rows]
    with whole(path) as part, Paper(part, path, None) as paper:
        paper.book.set_properties({"title": NAME})
        put_listing(paper, NAME, _COLUMNS, rows, tones)
    return path


def disclosure_words(lists: Iterable[Disclosure], folder: Path) -> list[Path]:
    """A Word file for each list, in the folder."""
    out = []
    for each in lists:
        path = folder / f"{NAME}-{_NOT_IN_NAMES.sub('_', Path(each.source).stem)[:_LONGEST]}.docx"
        with whole(path) as part:
            _document(each).save(str(part))
        out.append(path)
    return out


def _document(each: Disclosure) -> Any:
    from docx import Document
    from docx.shared import Cm

    document = Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(1.8)
    document.add_heading(f"{each.year or ''}年{NAME}" if each.year else NAME, level=1)
    counts = "，".join(f"{verdict} {each.counted(verdict)} 项" for verdict in _TONES)
    document.add_paragraph(f"{each.source}：{counts}。结果由程序填写，“未查”的请人工核对；检查人：　　　　　　　日期：")
    table = document.add_table(rows=1, cols=len(_HEADINGS))
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, _HEADINGS, strict=True):
        _write(cell, heading, bold=True)
    for line in each.lines:
        values = (str(line.number), line.part, line.asks, line.verdict, _pages(line.pages), line.note)
        for cell, value in zip(table.add_row().cells, values, strict=True):
            _write(cell, value, bold=value == "否")
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    _set_fonts(document)
    return document


def _write(cell: Any, text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    run = cell.paragraphs[0].add_run(text)
    run.bold = bold
    run.font.size = Pt(9)


def _set_fonts(document: Any) -> None:
    """Chinese fonts for all text: the styles of an empty document have none."""
    from docx.oxml.ns import qn

    for run in _runs(document):
        run.font.name = "Times New Roman"
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _runs(document: Any) -> Iterator[Any]:
    for paragraph in document.paragraphs:
        yield from paragraph.runs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    yield from paragraph.runs


def _row(source: str, line: Any) -> tuple[str | int | None, ...]:
    return source, line.number, line.part, line.asks, line.verdict, _pages(line.pages), line.note, "", ""


def _pages(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages))
