"""Two pages on one scanned sheet are read as two; what comes of it stands on the sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.pages.scan.drawn import SCALE, grey
from tests.pdf_builder import Paper

from jixiao.pages.page import Page
from jixiao.pages.scan.page import read_page
from jixiao.pages.scan.pictures import reader
from jixiao.tables.joins.join_tables import Hints
from jixiao.tables.joins.sheets import gutter_of
from jixiao.tables.pdf import layout_of
from jixiao.tables.reader import Limits
from jixiao.tables.table import Layout, Table

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
LEFT = [["产出指标", "数量指标", "修缮层数", "≥2层"], ["产出指标", "质量指标", "验收合格率", "100%"]]
RIGHT = [["效益指标", "社会效益指标", "读者增长率", "≥5%"], ["满意度指标", "服务对象满意度", "读者满意度", "≥90%"]]
WIDTHS = [100.0, 110.0, 140.0, 90.0]
HINTS = Hints(known=lambda text: text in HEAD, opens=lambda row: "一级指标" in row)


def sheet(paper: Paper, number: int = 1) -> Page:
    """A scan of a sheet of A3 with the head and rows of a table on its left page, more rows on its right one."""
    paper.table([HEAD, *LEFT], WIDTHS, 90, left=70)
    paper.table(RIGHT, WIDTHS, 60, left=670)
    return read_page(grey(paper), SCALE, number, reader(2), ("scanned", ""))


@pytest.fixture(scope="module")
def layout() -> Layout:
    return layout_of([sheet(Paper(1191, 842), 1), sheet(Paper(1191, 842), 2)], 2, HINTS, Limits())


def test_a_table_goes_on_from_the_left_page_of_a_sheet_to_the_right_one(layout: Layout) -> None:
    first, second = (block for block in layout.blocks if isinstance(block, Table))
    for table in (first, second):
        assert [[cell.text for cell in table.row(r)] for r in range(table.n_rows)] == [HEAD, *LEFT, *RIGHT]


def test_what_was_read_of_two_pages_stands_on_their_sheet(layout: Layout) -> None:
    _, second = (block for block in layout.blocks if isinstance(block, Table))
    assert (second.page, second.end_page, set(second.row_pages)) == (2, 2, {2})
    assert second.box is not None and second.end_box is not None
    assert second.box.x1 < 595 < second.end_box.x0
    (last,) = second.row(4)[3].lines[0].words
    assert (last.text, last.page) == ("≥90%", 2)
    assert 1010 < last.box.x0 < last.box.x1 < 1115
    assert last.edges[0] == pytest.approx(last.box.x0)
    assert len(layout.heights) == 2


@pytest.mark.parametrize(
    "draw",
    [
        lambda paper: paper.text(540, 40, "项目支出绩效目标申报表", 12),
        lambda paper: paper.line(510, 100, 670, 100),
    ],
    ids=["a title over both", "a rule through both"],
)
def test_a_sheet_on_which_something_stands_across_its_middle_is_one_page(draw: Callable[[Paper], object]) -> None:
    paper = Paper(1191, 842)
    draw(paper)
    assert gutter_of(sheet(paper)) is None


def test_a_sheet_with_a_table_on_one_side_is_one_page() -> None:
    paper = Paper(1191, 842)
    paper.table([HEAD, *LEFT], WIDTHS, 90, left=70)
    paper.text(700, 100, "填报说明：指标值按年度计划填写。", 10)
    assert gutter_of(read_page(grey(paper), SCALE, 1, reader(2), ("scanned", ""))) is None
