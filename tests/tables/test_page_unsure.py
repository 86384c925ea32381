"""A table in which a wall may stand or not says so, and its record is not complete."""

from __future__ import annotations

from tests.pages.scan.drawn import SCALE, grey, table_page

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
