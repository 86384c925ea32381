"""What is drawn on a page: its cells, what each run of characters was taken for, and the names of the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from jixiao.evidence import Role, Word
from jixiao.fields.begun import Examination
from jixiao.geometry import Box, displayed, upright
from jixiao.pages.drawing import Mark
from jixiao.records import Reading
from jixiao.records.headings import field_heading
from jixiao.records.kinds import KINDS
from jixiao.tables.joint import NAMES, JointKind
from jixiao.tables.table import Layout, Table
from jixiao.text import ranges

ROLE_NAMES = {
    "cell": "单元格",
    "field": "读到的值",
    "label": "栏目名",
    "heading": "标题",
    "prose": "正文",
    "margin": "页眉页脚",
    "unexplained": "未归入",
    "doubted": "存疑",
}
JOINT_NAMES = {"joined": "跨页相接", "apart": "跨页不接"}
# Points of the strip that is drawn along a table at a page end.
_STRIP = 6.0
_INDEX = re.compile(r"\[(\d+)\]")


def marks_of(seen: Examination, page: int) -> list[Mark]:
    """The marks of one page: boxes as the page is displayed, on a page read by OCR as it is put level."""
    turn = seen.layout.turns.get(page)
    level = page in seen.layout.ways
    out: list[Mark] = []
    for block in seen.layout.blocks:
        if isinstance(block, Table):
            out.extend(Mark(box, "cell") for box in _cells(block, page))
        for word in block.words():
            if word.page == page:
                out.extend(_runs(word))
    if turn and not level:
        out = [mark._replace(box=displayed(mark.box, turn)) for mark in out]
    named = [*_fields(seen.reading, page), *_doubts(seen.reading, page)]
    if turn and level:
        named = [mark._replace(box=upright(mark.box, turn)) for mark in named]
    return out + named


def joint_marks(layout: Layout, page: int) -> list[Mark]:
    """Both sides of the page ends before and after the page: what was taken for one, and what for two."""
    out = []
    for joint in layout.joints:
        for side, arrow in ((joint.upper, "↓"), (joint.lower, "↑")):
            if side.page == page and side.box is not None:
                said = f"{arrow}{NAMES[joint.kind]} {joint.score:+.1f}"
                box = side.box if joint.kind is not JointKind.TABLE else _edge(side.box, arrow == "↓")
                out.append(Mark(box, "joined" if joint.one else "apart", said))
    turn = layout.turns.get(page)
    if turn and page not in layout.ways:
        out = [mark._replace(box=displayed(mark.box, turn)) for mark in out]
    return out


def _edge(box: Box, below: bool) -> Box:
    """The strip of a table at a page end, so that the joints of its cells stay in sight."""
    return Box(box.x0, box.y1, box.x1, box.y1 + _STRIP) if below else Box(box.x0, box.y0 - _STRIP, box.x1, box.y0)


def joints_said(layout: Layout, page: int) -> list[str]:
    """The page ends before and after the page in words: what was concluded, and every reason."""
    out = []
    for joint in layout.joints:
        if page in (joint.upper.page, joint.lower.page):
            verdict = "接上" if joint.one else "不接"
            where = f"第{joint.upper.page}页末与第{joint.lower.page}页"
            out.append(f"{where}：{NAMES[joint.kind]}{verdict}（{joint.score:+.1f}）：{'、'.join(joint.said)}")
    return out


def _cells(table: Table, page: int) -> Iterator[Box]:
    for cell in table.cells:
        if cell.box is not None and cell.page == page:
            yield cell.box
        yield from (box for number, box in cell.more if number == page)


def _runs(word: Word) -> Iterator[Mark]:
    """One mark for each run of characters of the same role; bare punctuation that nobody claimed is not worth one."""
    roles = word.roles or bytearray(len(word.text))
    start = 0
    for role, run in groupby(roles):
        end = start + sum(1 for _ in run)
        name = Role(role).name.lower()
        if role != Role.UNEXPLAINED or any(c.isalnum() for c in word.text[start:end]):
            yield Mark(word.part(start, end), name)
        start = end


def _fields(reading: Reading, page: int) -> Iterator[Mark]:
    """The name of each value over its box, with the rows it serves; on a page it goes on to it is not named again."""
    rows: dict[tuple[Box, str], list[int]] = {}
    for record in reading.records:
        if KINDS[record.kind].layout == "table":  # a name on every cell would hide the table
            continue
        for path, evidence in record.evidence.items():
            if evidence.page == page and evidence.box is not None:
                name = field_heading(type(record), path).rpartition(" ")[2]
                served = rows.setdefault((Box(*evidence.box), name), [])
                if index := _INDEX.search(path):
                    served.append(int(index.group(1)) + 1)
    for (box, name), served in rows.items():
        yield Mark(box, "", f"{ranges(sorted(served))} {name}".strip())


def _doubts(reading: Reading, page: int) -> Iterator[Mark]:
    """The places of uncertain values."""
    boxes = {
        Box(*evidence.box): None
        for record in reading.records
        for path in record.doubts
        if (evidence := record.evidence.get(path)) is not None and evidence.page == page and evidence.box is not None
    }
    yield from (Mark(box, "doubted") for box in boxes)
