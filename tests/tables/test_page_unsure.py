"""A table in which a wall may stand or not says so, and its record is not complete."""

from __future__ import annotations

from tests.pages.scan.drawn import SCALE, grey, table_page
from tests.pdf_builder import Paper

from jixiao.evidence import DoubtCode
from jixiao.geometry import Box
from jixiao.pages.scan.page import read_page
from jixiao.pages.scan.pictures import reader
from jixiao.tables.page import blocks_of
from jixiao.tables.table import Table


def test_only_the_table_around_an_unsure_wall_is_doubted() -> None:
    page = read_page(grey(table_page()), SCALE, 1, reader(2), ("scanned", ""))
    assert page.unsure == []

    def doubts() -> list[str]:
        (table,) = (b for b in blocks_of(page, lambda texts: False) if isinstance(b, Table))
        return list(table.doubts)

    assert doubts() == []
    page.unsure = [Box(100, 700, 200, 702)]
    assert doubts() == []
    page.unsure = [Box(100, 150, 200, 152)]
    assert doubts() == [DoubtCode.WALLS_UNSURE]


def test_columns_of_a_scanned_list_are_those_of_its_header_and_told_where_rules_may_be_lost() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "修缮层数", "≥2层"],
        ["产出指标", "质量指标", "验收合格率", "100%"],
        ["效益指标", "社会效益指标", "读者增长率", "≥5%"],
    ]
    paper = Paper(595, 842)
    paper.table(rows, [120.0] * 4, 90, bare={(row, border) for row in range(4) for border in (1, 2, 3)})
    page = read_page(grey(paper), SCALE, 1, reader(2), ("scanned", ""))

    def table() -> Table:
        (found,) = (b for b in blocks_of(page, lambda texts: False) if isinstance(b, Table))
        return found

    assert [[cell.text for cell in table().row(row)] for row in range(4)] == rows
    assert table().doubts == []
    page.unsure = [Box(100, 150, 200, 152)]
    assert DoubtCode.COLUMNS_INFERRED in table().doubts
    page.unsure = []
    assert page.scan is not None
    for wall in table().columns_x[1:-1]:
        at, (top, foot) = round(wall * SCALE), (round(n * SCALE) for n in (table().rows_y[1], table().rows_y[-1]))
        page.scan.print[top:foot:9, at] = 0
    assert DoubtCode.COLUMNS_INFERRED in table().doubts
