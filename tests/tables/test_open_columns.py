"""Lists without upright rules: their columns are those of the header, as far as every row leaves the strips blank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fields.drawn_forms import HEAD, TITLE, records, wide
from tests.pdf_builder import Paper, Rows
from tests.tables import drawn

from jixiao.tables.open_columns import Seen

TOP = wide(["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，改善阅览条件。"])
LIST = [
    ["产出指标", "数量指标", "修缮层数", "≥2层"],
    ["^", "质量指标", "验收合格率", "100%"],
    ["效益指标", "社会效益指标", "读者增长率", "≥5%"],
]
READ = [
    ("产出指标", "数量指标", "修缮层数", "≥2层"),
    ("产出指标", "质量指标", "验收合格率", "100%"),
    ("效益指标", "社会效益指标", "读者增长率", "≥5%"),
]


def form(tmp_path: Path, pages: list[tuple[Rows, set[tuple[int, int]]]]) -> Any:
    """The only record of pages with a table each, whose upright rules at these places are not drawn."""
    paper = Paper(842, 595)
    paper.centred(60, TITLE)
    for i, (rows, bare) in enumerate(pages):
        if i:
            paper.page()
        paper.table(rows, [175.0] * 4, 90, bare=bare)
    (record,) = records(paper.save(tmp_path / "form.pdf"))
    return record


def read(record: Any) -> list[tuple[str, ...]]:
    """The levels and the target of each indicator."""
    return [(i.level1, i.level2, i.level3, i.value) for i in record.indicators]


@pytest.mark.parametrize("borders", [(1, 2, 3), (2, 3), (3,), (1,)])
@pytest.mark.parametrize("ruled_header", [False, True])
def test_columns_without_rules_are_those_of_the_header(
    tmp_path: Path, borders: tuple[int, ...], ruled_header: bool
) -> None:
    first = 3 if ruled_header else 2
    bare = {(row, border) for row in range(first, 6) for border in borders}
    record = form(tmp_path, [([*TOP, HEAD, *LIST], bare)])
    assert read(record) == READ
    assert (record.status, record.doubts) == ("complete", {})


def test_a_heading_may_name_the_year_and_the_unit(tmp_path: Path) -> None:
    bare = {(row, border) for row in range(2, 6) for border in (1, 2, 3)}
    record = form(tmp_path, [([*TOP, [*HEAD[:3], "2024年指标值（含单位）"], *LIST], bare)])
    assert read(record) == READ


def test_a_list_goes_on_over_the_page_end_between_the_walls_of_its_header(tmp_path: Path) -> None:
    bare = {(row, border) for row in range(2, 6) for border in (2, 3)}
    more = [["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"]]
    record = form(tmp_path, [([*TOP, HEAD, *LIST], bare), (more, {(0, 2), (0, 3)})])
    assert read(record) == [*READ, tuple(more[0])]
    assert record.status == "complete"


def test_one_row_alone_does_not_make_the_columns_sure(tmp_path: Path) -> None:
    record = form(tmp_path, [([*TOP, HEAD, LIST[0]], {(row, b) for row in (2, 3) for b in (1, 2, 3)})])
    assert read(record) == READ[:1]
    assert record.status == "incomplete"
    assert [r.code for r in record.reasons] == ["table.columns-inferred"]


def test_prose_under_words_that_stand_apart_stays_whole(tmp_path: Path) -> None:
    text = "本项目修缮书库两层，更换老旧书架，改善阅览条件，方便读者借阅，并对消防设施作全面检修。" * 3
    rows = [*wide(["项目名称", "书库修缮"], ["立项依据", "馆藏保护  读者需要"], ["年度目标", text]), HEAD, *LIST]
    record = form(tmp_path, [(rows, set())])
    assert record.goal_annual == text
    assert read(record) == READ
    assert record.status == "complete"


def test_columns_that_no_header_names_are_not_sure(tmp_path: Path) -> None:
    rows = [*TOP, ["指标：一级指标", "二级", "三级", "值：指标值"], *LIST]
    record = form(tmp_path, [(rows, {(row, b) for row in range(2, 6) for b in (1, 2, 3)})])
    assert "columns-inferred" in record.doubts["table"]
    assert read(record) == READ  # where level rules begin, the sides of the merged cell beside them are


def test_level_rules_that_begin_within_the_table_tell_the_sides_of_merged_cells(tmp_path: Path) -> None:
    rows = [
        ["产出指标", "数量指标", "修缮层数", "≥2层"],
        ["^", "^", "更换书架数", "≥80组"],
        ["^", "^", "更新图书数", "≥900册"],
        ["^", "质量指标", "验收合格率", "100%"],
        ["^", "^", "书架抽检合格率", "≥98%"],
        ["效益指标", "社会效益指标", "读者增长率", "≥5%"],
        ["^", "^", "借阅增长率", "≥8%"],
    ]
    head = ["指标：一级指标", "二级", "三级", "值：指标值"]
    bare = {(row, border) for row in range(2, 10) for border in (1, 2, 3)}
    record = form(tmp_path, [([*TOP, head, *rows], bare)])
    assert [(i.level1, i.level2) for i in record.indicators] == [
        *[("产出指标", "数量指标")] * 3,
        *[("产出指标", "质量指标")] * 2,
        *[("效益指标", "社会效益指标")] * 2,
    ]


def test_rows_over_the_whole_width_of_a_table_open_at_its_sides_are_rows_of_it(tmp_path: Path) -> None:
    """No upright rule touches the goal under its label, nor a goal alone between two parts of the table."""
    paper = Paper(842, 595)
    paper.centred(60, TITLE)
    goals = wide(["年度目标"], ["修缮书库两层，改善阅览条件。"], columns=4)
    paper.table([*wide(["项目名称", "书库修缮"]), *goals, HEAD, *LIST], [175.0] * 4, 90, open_sides=True)
    (record,) = records(paper.save(tmp_path / "form.pdf"))
    assert read(record) == READ
    assert (record.project_name, record.goal_annual) == ("书库修缮", "修缮书库两层，改善阅览条件。")
    assert record.status == "complete"


def test_forms_of_one_width_under_one_another_stay_apart(tmp_path: Path) -> None:
    paper = Paper(842, 595)
    paper.centred(60, TITLE)
    at = paper.table([*TOP, HEAD, *LIST], [175.0] * 4, 80, open_sides=True)
    paper.centred(at + 24, TITLE, 10)
    paper.table([*TOP, HEAD, *LIST], [175.0] * 4, at + 38, open_sides=True)
    assert [read(record) for record in records(paper.save(tmp_path / "form.pdf"))] == [READ, READ]


def test_what_was_seen_fits_the_width_of_another_picture() -> None:
    seen = Seen([((100.0, 300.0), [(180.0, 200.0)], [190.0])], [100.0, 150.0])
    seen.refit((0.0, 400.0))
    assert seen.lists == [((100.0, 300.0), [(180.0, 200.0)], [190.0])]
    seen.refit((50.0, 490.0))
    ((sides, strips, walls),) = seen.lists
    assert [*sides, *strips[0], *walls, *seen.foot] == pytest.approx([160, 380, 248, 270, 259, 160, 215])
    seen.refit((0.0, 1000.0))  # another table
    assert seen.lists[0][0] == sides


def test_the_numbers_of_items_are_no_column(tmp_path: Path) -> None:
    paper = Paper(842, 595)
    items = [
        ["一、财政拨款", "9.00"],
        ["1.   一般公共预算", "4.00"],
        ["2.   政府性基金", "3.00"],
        ["3.   国有资本", "2.00"],
        ["4.   社会保险基金", "1.00"],
    ]
    paper.table([["项目", "预算数"], *items, ["收入总计", "9.00"]], [160.0, 80.0], 90)
    found = drawn.table(paper, tmp_path)
    assert drawn.rows(found)[1:6] == [[name.replace("   ", " "), amount] for name, amount in items]
    assert found.doubts == []


def test_a_line_of_text_over_a_drawn_wall_makes_no_other_wall(tmp_path: Path) -> None:
    paper = Paper(842, 595)
    sums = ["9.00", "8.00", "7.00", "6.00"]
    widths = [120.0, 80.0, 160.0, 80.0]
    paper.table([["项目", "预算数", "项目", "预算数"], *[["", "", "", ""] for _ in sums]], widths, 90)
    for i, amount in enumerate(sums):  # as one line with a blank where the wall passes, at 260
        paper.text(232, 90 + 20.15 * (i + 1) + 14, f"{amount}  社会保障和就业支出", 12)
    found = drawn.table(paper, tmp_path)
    assert [row[2] for row in drawn.rows(found)[1:]] == ["社会保障和就业支出"] * 4
    assert [row[1] for row in drawn.rows(found)[1:]] == sums
    assert found.doubts == []


def test_a_word_printed_with_blanks_between_its_characters_is_one(tmp_path: Path) -> None:
    paper = Paper(842, 595)
    amounts = [["302", "办公费", "9.00"], ["30201", "水费", "4.00"], ["30205", "电费", "5.00"]]
    paper.table([["科目编码", "科目名称", "金额"], ["", "<", "9.00"], *amounts], [120.0, 120.0, 80.0], 90)
    for x, char in ((150, "合"), (210, "计")):
        paper.text(x, 90 + 20.15 + 14, char, 12)
    found = drawn.table(paper, tmp_path)
    assert [c.text.replace(" ", "") for c in found.row(1)] == ["合计", "9.00"]
    assert found.doubts == []
