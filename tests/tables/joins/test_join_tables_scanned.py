"""Pieces of one table on scanned pages, where OCR reads the header printed again a little otherwise."""

from __future__ import annotations

import pytest

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.tables.joins.join_tables import Hints, stitch, table_joint
from jixiao.tables.table import Cell, Line, Table

HEAD = [
    (0, 0, 2, 1, "项目名称"),
    (0, 1, 2, 1, "项目类型"),
    (0, 2, 2, 1, "合计"),
    (0, 3, 2, 1, "上年结转"),
    (0, 6, 2, 1, "单位资金"),
]
PARTED = [(0, 4, 1, 2, "财政拨款"), (1, 4, 1, 1, "小计"), (1, 5, 1, 1, "一般公共预算")]
TERMS = {text for *_, text in [*HEAD, *PARTED]} | {"绩效指标"}
HINTS = Hints(known=lambda text: text in TERMS, opens=lambda row: "项目名称" in row and len(row) > 1)


def scanned(cells: list[tuple[int, int, int, int, str]], page: int) -> Table:
    """A table of a scanned page with cells of (row, column, rows, columns, text)."""
    out = []
    for row, col, rows, cols, text in cells:
        box = Box(50 + 80 * col, 100 + 20 * row, 50 + 80 * (col + cols), 100 + 20 * (row + rows))
        word = Word(text, page, Box(box.x0 + 5, box.y0 + 4, box.x0 + 5 + 10 * len(text), box.y0 + 14), (), 10)
        word.how = "ocr"
        out.append(Cell(row, col, rows, cols, [Line([word])] if text else [], page, box))
    n_rows, n_cols = max(c.end_row for c in out), max(c.end_col for c in out)
    whole = Box(50, 100, 50 + 80 * n_cols, 100 + 20 * n_rows)
    table = Table(out, n_rows, n_cols, page, whole, page, whole, [page] * n_rows)
    table.columns_x = tuple(50.0 + 80 * i for i in range(n_cols + 1))
    return table


def amounts(row: int, name: str) -> list[tuple[int, int, int, int, str]]:
    texts = [name, "特定目标类", "1000.00", "", "1000.00", "1000.00", ""]
    return [(row, col, 1, 1, text) for col, text in enumerate(texts)]


def test_a_header_whose_second_row_is_read_otherwise_is_still_one() -> None:
    first = scanned([*HEAD, *PARTED, *amounts(2, "甲项目")], 1)
    again = [(0, 4, 1, 2, "财政拨款"), (1, 4, 1, 2, "小计一般公共")]
    slip = [(*place, "传" if text == "合计" else text) for *place, text in HEAD]
    second = scanned([*slip, *again, *amounts(2, "乙项目")], 2)
    assert (joint := table_joint(first, second, [], [], HINTS)) is not None and joint.one
    stitch(first, second, HINTS.known)
    assert [c.text for c in first.cells if c.col == 0] == ["项目名称", "甲项目", "乙项目"]


@pytest.mark.parametrize("rest", ["指指标", "指标 指", "指 田标"])
def test_a_label_cut_at_the_page_end_is_one_though_a_character_was_read_twice(rest: str) -> None:
    upper = scanned([(0, 0, 2, 1, "绩效"), *((r, c, 1, 1, f"甲{r}{c}") for r in range(2) for c in (1, 2, 3))], 1)
    lower = scanned([(0, 0, 2, 1, rest), *((r, c, 1, 1, f"乙{r}{c}") for r in range(2) for c in (1, 2, 3))], 2)
    stitch(upper, lower, HINTS.known)
    assert [(c.rows, c.text) for c in upper.cells if c.col == 0] == [(4, f"绩效{rest}")]


def test_columns_of_a_page_that_was_bent_otherwise_are_those_of_the_first() -> None:
    head = ["一级指标", "二级指标", "三级指标", "运算符号", "指标值"]
    first, second = (
        scanned([(r, c, 1, 1, f"{head[c]}{page}{r}") for r in range(2) for c in range(5)], page) for page in (1, 2)
    )
    second.columns_x = tuple(x + off for x, off in zip(second.columns_x, (0, 1, -3, 2.8, 0, 0), strict=True))
    stitch(first, second, HINTS.known)
    assert first.n_cols == 5
    assert [(c.col, c.cols) for c in first.row(3)] == [(i, 1) for i in range(5)]
