"""What looks like a form and is read as none: tables nobody recognises, headings with numbers and no table."""

from __future__ import annotations

import re

from jixiao.evidence import Role
from jixiao.forms.content import kinds_of
from jixiao.forms.levels import is_level
from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation.borderless import in_columns
from jixiao.forms.vocabulary import FORM_KINDS, Vocabulary
from jixiao.records import Reason
from jixiao.records.kinds import of_layout
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, is_cjk

# A line of a table of contents.
_CONTENTS = re.compile(r"[.．…·]{3,}|\d$")
# An amount, and how many of them in the twelve paragraphs under a heading make a table.
_MONEY = re.compile(r"^-?\d[\d,]*\.\d+$|^-?\d{1,3}(,\d{3})+$")
_MANY = 6
# A list number; what heads a column of bodies' names, and the share of them that end as such names do.
_COUNT, _OF_BODY = re.compile(r"\d{1,3}[.、]?"), re.compile("单位|机构|部门.*名称")
_BODIES, _ENDS = 0.5, ("部", "本级")
_NOTE = re.compile(r"[（(][^（）()]*[）)]\s*$")
_TABLED = (*FORM_KINDS, *of_layout("table"))
_TEACH = (
    "请用 jixiao learn 原文件 --name 名称 --set 表上的叫法=栏目名称 教给程序（栏目名称如 项目名称、年度绩效目标、"
    "指标值，可用哪些见 docs/kinds.md）"
)


def put_aside(form: Form, problems: list[Reason]) -> None:
    """A table that nobody recognises is said aloud; its words stay unexplained. Lines without a table stay prose."""
    if form.lines or not form.tables:
        return
    first = form.tables[0]
    cells = [c for c in first.cells if c.text]
    bodies = all(_lists_bodies(table) for table in form.tables)
    if bodies:
        cells = [c for table in form.tables for c in table.cells if c.text]
    # a framed note, a contents page, an explanation typed into a sheet
    if bodies or len(cells) < 4 or _is_prose(cells):
        for cell in cells:
            cell.flat.claim(Role.PROSE)
        return
    where = f"第{first.page}页" if first.page else (first.place or "文件")
    shown = f"（{form.title.text[:30]}）" if form.title else f"（首格“{cells[0].text[:16]}”）"
    kinds = "绩效目标表、自评表、预算表或决算表"
    message = f"{where}有一张表{shown}不是已知的{kinds}，未提取；如应提取，{_TEACH}"
    problems.append(Reason(code="table.unrecognised", message=message, page=first.page or None))


def _lists_bodies(table: Table) -> bool:
    """Whether the table says which bodies a department has, and no amounts: 序号, 单位名称, 单位性质."""
    rows = [row for r in range(table.n_rows) if len(row := table.written(r)) > 1]
    body = [cell for row in rows[1:] for cell in row]
    if not body or any(has_digit(cell.text) and _COUNT.fullmatch(cell.text) is None for cell in body):
        return False
    for head in (cell for cell in rows[0] if _OF_BODY.search(cell.text)):
        own = [_NOTE.sub("", cell.text) for cell in body if cell.col == head.col and any(map(is_cjk, cell.text))]
        if sum(text.endswith(_ENDS) or "org" in kinds_of(text) for text in own) > _BODIES * len(own):
            return True
    return False


def _is_prose(cells: list[Cell]) -> bool:
    """Whether cells are lines of text: none beside another, none an amount, and none speaks of indicators."""
    alone = len({cell.row for cell in cells}) == len(cells)
    return alone and not any(_MONEY.match(cell.text) or "指标" in cell.text for cell in cells)


def untabled(pieces: Cut, words: Vocabulary, read: set[int], lined: set[int]) -> list[Reason]:
    """Headings of forms under which many numbers stand, but no table was found, nor anything read from the lines; and
    lines of a table without rules of which others were read (`lined`); and rows of a list that stand in no table."""
    out = _stray_rows(pieces, words, read)
    for run in pieces.loose:
        left = [p for p in run if id(p) not in read and in_columns(p)]
        if left and any(id(p) in lined for p in run):
            where = f"第{left[0].page}页" if left[0].page else left[0].place
            message = (
                f"{where}没有画线的表有 {len(left)} 处没有读（“{left[0].text[:24]}”等），可能还有指标；请对照原文录入"
            )
            out.append(Reason(code="table.not-found", message=message, page=left[0].page or None))
        for i, paragraph in enumerate(run):
            text = paragraph.text
            if any(id(p) in read for p in run[i : i + 2]):
                continue
            if len(text) > 60 or _CONTENTS.search(text) or words.title_kind(text) not in _TABLED:
                continue
            after = [w for p in run[i + 1 : i + 13] if p.page == paragraph.page for w in p.words()]
            if sum(1 for w in after if _MONEY.match(w.text)) >= _MANY:
                where = f"第{paragraph.page}页" if paragraph.page else paragraph.place
                message = f"{where}“{text[:30]}”下面有数据，但没有识别出表格（可能没有画线），未提取；请对照原文录入"
                out.append(Reason(code="table.not-found", message=message, page=paragraph.page or None))
    return out


def _stray_rows(pieces: Cut, words: Vocabulary, read: set[int]) -> list[Reason]:
    """Lines outside of all tables whose words stand apart, a level's name and a figure among them: a rule of the row is
    missing."""
    out = []
    runs = [*pieces.loose, *(form.notes for form in pieces.forms)]
    for paragraph in (p for run in runs for p in run if id(p) not in read and not p.margin and in_columns(p)):
        texts = [word.text for word in paragraph.words()]
        levels = [text for text in texts if is_level(text, words)]
        if not levels or not any(has_digit(text) for text in texts if text not in levels):
            continue
        where = f"第{paragraph.page}页" if paragraph.page else paragraph.place
        message = f"{where}“{paragraph.text[:30]}”像是指标表里的一行，没有画全线，没有读；请对照原文录入"
        out.append(Reason(code="table.not-found", message=message, page=paragraph.page or None))
    return out
