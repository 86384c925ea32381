"""Page numbers and running heads are told from text, also where OCR made others of them."""

from __future__ import annotations

from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box
from jixiao.tables.joins.running_heads import mark_margins
from jixiao.tables.table import Block, Cell, Line, Paragraph, Table


def foot(text: str, x: float = 280, how: str = "ocr") -> Paragraph:
    word = Word(text, 1, Box(x, 785, x + 30, 795), (), 10)
    word.how = how
    out = Paragraph([Line([word])], 1)
    out.box, out.size = word.box, 10
    return out


def margins(*pages: Paragraph) -> list[bool]:
    given: list[list[Block]] = [[page] for page in pages]
    mark_margins(given, [842.0] * len(given))
    return [page.margin for page in pages]


def test_a_scrap_where_other_pages_have_their_number_is_a_number() -> None:
    assert margins(foot("- 3 -"), foot("一士"), foot("- 5 -")) == [True, True, True]
    assert margins(foot("- 8 1"), foot("2 44 一")) == [True, True]


def test_a_scrap_elsewhere_and_what_is_printed_so_is_text() -> None:
    assert margins(foot("- 3 -"), foot("一士", x=80), foot("- 5 -")) == [True, False, True]
    assert margins(foot("- 3 -"), foot("一士", how="text"), foot("- 5 -")) == [True, False, True]
    assert margins(foot("- 3 -"), foot("填表人和单位负责人签字盖章"), foot("- 5 -")) == [True, False, True]


def test_a_dash_beside_a_number_belongs_to_it() -> None:
    for x, margin in ((315, True), (80, False)):
        number, dash = foot("一 9"), foot("一", x=x)
        mark_margins([[number, dash]], [842.0])
        assert (number.margin, dash.margin) == (True, margin)


def test_a_scrap_of_a_stamp_is_margin() -> None:
    scrap = foot("田", x=80)
    next(iter(scrap.words())).doubts = (Doubt(0, 1, DoubtCode.STAMP),)
    assert margins(scrap, foot("田", x=80)) == [True, False]


def test_a_scrap_beside_a_table_is_margin() -> None:
    table = Table([Cell(0, 0, 1, 1, [], 1)], 1, 1, 1)
    table.box = Box(50, 600, 270, 800)
    for how, margin in (("ocr", True), ("text", False)):
        scrap = foot("田", how=how)
        mark_margins([[table, scrap]], [842.0])
        assert scrap.margin is margin


def test_a_number_that_the_edge_of_a_table_runs_through_is_no_page_number() -> None:
    table = Table([Cell(0, 0, 1, 1, [], 1)], 1, 1, 1)
    for bottom, margin in ((790.0, False), (780.0, True)):
        table.box = Box(50, 600, 320, bottom)
        number = foot("7161", how="text")
        mark_margins([[table, number]], [842.0])
        assert number.margin is margin
