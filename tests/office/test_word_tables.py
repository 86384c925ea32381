"""Word tables: spans, merges, ragged rows and borders on the grid a reader sees."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from tests.office.word_files import CONTINUE, RESTART, docx, p, span, tbl, tc, tr

from jixiao.office.word.document import read_word
from jixiao.tables.table import Table


def tables(tmp_path: Path, body: str) -> list[Table]:
    layout = read_word(docx(tmp_path / "表.docx", body), "表.docx")
    return [b for b in layout.blocks if isinstance(b, Table)]


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rows, c.cols, c.text) for c in table.cells]


def test_merges_made_by_python_docx(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=4, cols=4)
    table.cell(0, 0).merge(table.cell(0, 3)).text = "绩效指标"
    table.cell(1, 0).merge(table.cell(3, 0)).text = "产出指标"
    table.cell(1, 1).merge(table.cell(2, 2)).text = "数量指标"
    table.cell(3, 3).text = "≥95%"
    document.save(tmp_path / "表.docx")
    (read,) = read_word(tmp_path / "表.docx", "表.docx").blocks
    assert isinstance(read, Table)
    assert [s for s in shape(read) if s[4]] == [
        (0, 0, 1, 4, "绩效指标"), (1, 0, 3, 1, "产出指标"), (1, 1, 2, 2, "数量指标"), (3, 3, 1, 1, "≥95%"),
    ]  # fmt: skip
    assert read.at(2, 2) is read.at(1, 1)
    assert (read.n_rows, read.n_cols) == (4, 4)


def test_what_a_continued_cell_holds_is_not_printed(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        tbl(tr(tc("产出", RESTART), tc("a")), tr(tc("产出", CONTINUE), tc("b")), tr(tc("效益", RESTART), tc("c"))),
    )
    assert shape(table) == [
        (0, 0, 2, 1, "产出"), (0, 1, 1, 1, "a"), (1, 1, 1, 1, "b"), (2, 0, 1, 1, "效益"), (2, 1, 1, 1, "c"),
    ]  # fmt: skip


def test_a_continuation_without_a_beginning_stands_for_itself(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, tbl(tr(tc("孤", CONTINUE), tc("a")), tr(tc("", CONTINUE), tc("b"))))
    assert shape(table)[0] == (0, 0, 2, 1, "孤")


def test_a_continuation_under_a_plain_cell_stands_for_itself(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, tbl(tr(tc("上"), tc("a")), tr(tc("下", CONTINUE), tc("b"))))
    assert [s[4] for s in shape(table)] == ["上", "a", "下", "b"]


def test_a_continuation_of_another_width_stands_for_itself(tmp_path: Path) -> None:
    body = tbl(tr(tc("宽", span(2) + RESTART), tc("a")), tr(tc("窄", CONTINUE), tc("b"), tc("c")))
    (table,) = tables(tmp_path, body)
    assert [s[4] for s in shape(table)] == ["宽", "a", "窄", "b", "c"]


def test_rows_that_begin_late_or_end_early_leave_their_slots_empty(tmp_path: Path) -> None:
    late = tr(tc("晚"), tc("b"), properties='<w:gridBefore w:val="1"/>')
    early = tr(tc("早"), properties='<w:gridAfter w:val="2"/>')
    (table,) = tables(tmp_path, tbl(tr(tc("1"), tc("2"), tc("3")), late, early, grid=(900, 900, 900)))
    assert table.at(1, 0) is None and table.at(2, 1) is None
    assert table.at(1, 1) is not None and table.at(1, 1).text == "晚"


def test_columns_no_border_needs_are_dropped(tmp_path: Path) -> None:
    body = tbl(tr(tc("科目", span(2)), tc("金额", span(3))), tr(tc("合计", span(2)), tc("12.5", span(3))))
    (table,) = tables(tmp_path, body)
    assert table.n_cols == 2
    assert shape(table)[3] == (1, 1, 1, 1, "12.5")


def test_rows_no_border_needs_are_dropped(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path, tbl(tr(tc("甲", RESTART), tc("乙", RESTART)), tr(tc("", CONTINUE), tc("", CONTINUE)), tr(tc(), tc()))
    )
    assert (table.n_rows, table.row_pages) == (2, [0, 0])


def test_borders_that_nearly_meet_are_one(tmp_path: Path) -> None:
    """Someone dragged a border of one row by a millimetre: the columns are still two."""
    upper = tr(tc("项目", span(1)), tc("金额", span(2)))
    lower = tr(tc("合计", span(2)), tc("12.5", span(1)))
    (table,) = tables(tmp_path, tbl(upper, lower, grid=(3000, 40, 2000)))
    assert table.n_cols == 2
    assert shape(table) == [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "金额"), (1, 0, 1, 1, "合计"), (1, 1, 1, 1, "12.5")]


def test_a_narrow_column_with_cells_of_its_own_is_kept(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path, tbl(tr(tc("a"), tc("b"), tc("c")), tr(tc("d", span(2)), tc("e")), grid=(3000, 40, 2000))
    )
    assert table.n_cols == 3


def test_without_a_grid_widths_place_the_cells(tmp_path: Path) -> None:
    def wide(text: str, width: int) -> str:
        return tc(text, f'<w:tcW w:w="{width}" w:type="dxa"/>')

    body = tbl(tr(wide("名称", 1000), wide("人才", 3000)), tr(wide("a", 1000), wide("b", 1500), wide("c", 1500)))
    (table,) = tables(tmp_path, body)
    assert shape(table)[1] == (0, 1, 1, 2, "人才")


def test_legacy_horizontal_merges(tmp_path: Path) -> None:
    row = tr(tc("宽", '<w:hMerge w:val="restart"/>'), tc("不印", "<w:hMerge/>"), tc("c"))
    (table,) = tables(tmp_path, tbl(row, tr(tc("1"), tc("2"), tc("3"))))
    assert shape(table)[:2] == [(0, 0, 1, 2, "宽"), (0, 2, 1, 1, "c")]


def test_deleted_rows_are_gone(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, tbl(tr(tc("留")), tr(tc("删"), properties="<w:del/>")))
    assert [s[4] for s in shape(table)] == ["留"]


def test_a_nested_table_follows_the_outer_one_and_is_not_repeated_in_it(tmp_path: Path) -> None:
    inner = tbl(tr(tc("内1"), tc("内2")))
    cell = f"<w:tc>{p('外')}{inner}{p('外尾')}</w:tc>"
    outer, nested, after = tables(tmp_path, tbl(f"<w:tr>{cell}</w:tr>") + tbl(tr(tc("下一张"))))
    assert outer.cells[0].passage.text == "外\n外尾"
    assert shape(nested) == [(0, 0, 1, 1, "内1"), (0, 1, 1, 1, "内2")]
    assert [t.place for t in (outer, nested, after)] == ["表格1", "表格2", "表格3"]
    assert nested.cells[1].lines[0].words[0].place == "表格2 第1行第2列"


def test_absurd_spans_are_kept_within_bounds(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, tbl(tr(tc("a", span(30000)), tc("b", span(99999999))), tr(tc("c"), tc("d"))))
    assert table.n_cols <= 4
    assert [s[4] for s in shape(table)] == ["a", "b", "c", "d"]


def test_the_style_of_a_table_may_lay_a_ground_under_white_text(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="table" w:default="1" w:styleId="Plain"/>'
        '<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow">'
        '<w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr></w:tblStylePr></w:style>'
        '<w:style w:type="paragraph" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
        '<w:style w:styleId="Darker" w:type="table"><w:basedOn w:val="Dark"/></w:style>'
    )
    white = p("指标值", '<w:pStyle w:val="White"/>')
    body = "".join(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{name}"/></w:tblPr>{tr(f"<w:tc>{white}</w:tc>")}{tr(tc("黑字"))}</w:tbl>'
        for name in ("Darker", "Plain", "没有的")
    )
    layout = read_word(docx(tmp_path / "表.docx", body, styles=styles), "表.docx")
    found = [[c.text for c in b.cells] for b in layout.blocks if isinstance(b, Table)]
    assert found == [["指标值", "黑字"], ["", "黑字"], ["", "黑字"]]
