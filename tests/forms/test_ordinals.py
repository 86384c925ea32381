"""Numerals before the items of a column that OCR lost or misread, given back by their order."""

from __future__ import annotations

import pytest

from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.forms.ordinals import count_items
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line, Table

PRINTED = (
    "一、一般公共服务支出", "二、外交支出", "三、公共安全支出", "四、教育支出", "五、科学技术支出",
    "六、社会保障和就业支出", "七、卫生健康支出", "八、节能环保支出", "九、城乡社区支出", "十、农林水支出",
    "十一、交通运输支出", "十二、其他支出",
)  # fmt: skip


def column(texts: list[str]) -> Table:
    cells = []
    for row, text in enumerate(texts):
        edges = tuple(10.0 * i for i in range(len(text) + 1))
        cells.append(
            Cell(row, 0, 1, 1, [Line([Word(text, 1, Box(0, 20 * row, edges[-1], 20 * row + 12), edges, 10)])], 1)
        )
    return Table(cells, len(texts), 1, 1)


def counted(texts: list[str]) -> list[str]:
    table = column(texts)
    count_items(table)
    return [cell.text for cell in table.cells]


def read(**slips: str) -> list[str]:
    """The column as it was read: `_3="四教育支出"` in place of the fourth item."""
    return ["项目", *(slips.get(f"_{i}", text) for i, text in enumerate(PRINTED))]


@pytest.mark.parametrize(
    ("at", "slip"),
    [
        (0, "一般公共服务支出"),
        (0, "、一般公共服务支出"),
        (1, "外交支出"),
        (3, "四教育支出"),
        (3, "、教育支出"),
        (7, "人、节能环保支出"),
        (9, "·农林水支出"),
        (10, "十·交通运输支出"),
        (10, "二、交通运输支出"),
        (11, "十其他支出"),
        (4, "拉、科学技术支出"),
        (9, "十中、农林水支出"),
        (10, "十一、、交通运输支出"),
    ],
)
def test_a_lost_or_misread_numeral_is_given_back_by_the_order(at: int, slip: str) -> None:
    assert counted(read(**{f"_{at}": slip})) == ["项目", *PRINTED]


def test_what_was_read_is_kept() -> None:
    table = column(read(_3="四教育支出"))
    count_items(table)
    assert table.cells[4].flat.doubts() == [Doubt(0, 2, DoubtCode.VOCABULARY, "四")]


def test_an_item_behind_the_last_that_was_read_needs_a_scrap_of_its_numeral() -> None:
    assert counted([*read(), "支出合计"])[-1] == "支出合计"


def test_items_with_others_between_them_are_left_alone() -> None:
    rows = ["项目", "一、财政拨款收入", "公共预算收入", "事业收入", "三、其他收入", "上年结转"]
    assert counted(rows) == rows


def test_items_without_a_head_or_in_another_order_are_left_alone() -> None:
    rows = ["说明", *read()[2:]]
    assert counted(rows) == rows
    mixed = ["项目", "一、甲", "一、乙", "二、丙", "一、丁", "二、戊", "三、己", "庚"]
    assert counted(mixed) == mixed
