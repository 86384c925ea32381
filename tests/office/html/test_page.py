"""Saved web pages: tables with spans, tables that only lay out, prose, and what is not read said."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.errors import DamagedSource
from jixiao.evidence import DoubtCode
from jixiao.office.charset import decoded
from jixiao.office.html.page import read_html
from jixiao.office.html.parts import packed_pages
from jixiao.tables.table import Layout, Paragraph, Table


def page(body: str, head: str = "") -> Layout:
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_html([decoded(text.encode())], "页.html")


def tables(layout: Layout) -> list[Table]:
    return [block for block in layout.blocks if isinstance(block, Table)]


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rows, c.cols, c.text) for c in table.cells]


def codes(layout: Layout) -> list[str]:
    return [code for _, code, _ in layout.problems]


def test_spans_are_laid_out_as_browsers_do() -> None:
    (table,) = tables(
        page(
            "<table border=1><tr><th colspan=3>绩效指标<tr><td rowspan=2>产出<td>数量<td>≥3"
            "<tr><td rowspan=0>质量<td>合格<tr><td>效益<td>好</table>"
        )
    )
    assert shape(table) == [
        (0, 0, 1, 3, "绩效指标"), (1, 0, 2, 1, "产出"), (1, 1, 1, 1, "数量"), (1, 2, 1, 1, "≥3"),
        (2, 1, 2, 1, "质量"), (2, 2, 1, 1, "合格"), (3, 0, 1, 1, "效益"), (3, 2, 1, 1, "好"),
    ]  # fmt: skip


def test_a_head_stands_above_and_a_foot_below_wherever_written() -> None:
    (table,) = tables(
        page("<table><tfoot><tr><td>合计<td>2</tfoot><tbody><tr><td>甲<td>2</tbody><thead><tr><td>名<td>数</table>")
    )
    assert [c.text for c in table.cells] == ["名", "数", "甲", "2", "合计", "2"]


def test_a_table_around_tables_lays_the_page_out_and_its_texts_are_prose() -> None:
    layout = page(
        "<table><tr><td><p>首页</p></td><td><p>预算公开</p><table border=1><tr><td>项目<td>金额<tr><td>甲<td>1</table>"
        "<p>注：单位万元</p></td></tr></table>"
    )
    assert [type(block) for block in layout.blocks] == [Paragraph, Paragraph, Table, Paragraph]
    assert shape(tables(layout)[0])[3] == (1, 1, 1, 1, "1")


def test_a_table_in_a_cell_of_a_data_table_stands_after_it() -> None:
    first, inner = tables(
        page(
            "<table border=1><tr><td>甲<td>1<tr><td>乙<td>2<tr><td>丙<td>说明<table border=1><tr><td>子<td>3"
            "<tr><td>孙<td>4</table></table>"
        )
    )
    assert [c.text for c in first.cells] == ["甲", "1", "乙", "2", "丙", "说明"]
    assert [c.text for c in inner.cells] == ["子", "3", "孙", "4"]


def test_places_blanks_and_line_ends() -> None:
    layout = page(
        "<h2 align=center>项目支出\n  绩效目标表</h2><ol start=3><li>其一<li><p><b>其二</b></p></ol>"
        "<table border=1><tr><td>保障<br>经费<td>a\n b&nbsp;c</table>"
    )
    heading, third, fourth, table = layout.blocks
    assert isinstance(heading, Paragraph) and isinstance(third, Paragraph) and isinstance(fourth, Paragraph)
    assert (heading.text, heading.centred, heading.bold) == ("项目支出绩效目标表", True, True)
    assert [third.text, fourth.text] == ["3. 其一", "4. 其二"]
    assert isinstance(table, Table)
    assert table.cells[0].passage.text == "保障\n经费" and table.cells[1].text == "a b c"
    assert table.cells[1].lines[0].words[0].place == "表格1 第1行第2列"


def test_what_nobody_sees_is_left_out_and_said() -> None:
    layout = page(
        "<table border=1><tr style='display:none'><td>藏<td>9<tr><td class=w>白字<td>12<span class='x'>3</span>"
        "<tr><td bgcolor=#003366><font color=white>表头</font><td style='color:#fff;background:#036'>也是</table>",
        "<style>.w{color:#FFFFFF} span.x, p > b{display:none} a:hover{color:white}</style>",
    )
    (table,) = tables(layout)
    assert [c.text for c in table.cells] == ["", "12", "表头", "也是"]
    assert codes(layout) == ["html.hidden"]
    beside = table.cells[1].lines[0].words[0]
    assert [doubt.code for doubt in beside.doubts] == [DoubtCode.COVERING]


def test_struck_text_is_doubted() -> None:
    (table,) = tables(page("<table border=1><tr><td>金额<td><s>12</s>13</table>"))
    assert table.cells[1].lines[0].words[0].doubts[0].code is DoubtCode.REVISED


def test_fields_of_a_form_show_their_values() -> None:
    (table,) = tables(
        page(
            "<table border=1><tr><td>项目<td><input value='桥梁维修'><input type=hidden value=9>"
            "<tr><td>类型<td><select><option>经常<option selected>一次性</select>"
            "<tr><td>是否<td><input type=checkbox checked>是<input type=radio>否</table>"
        )
    )
    assert [c.text for c in table.cells][1::2] == ["桥梁维修", "一次性", "☑是□否"]


def test_attachments_frames_and_pictures_are_named_and_nothing_is_fetched() -> None:
    layout = page(
        "<p>附件</p><a href='/f/%E8%A1%A8.xlsx'>目标表</a><a href='a.html'>别页</a>"
        "<iframe src='http://127.0.0.1:9/t.html'></iframe><img src=t.png>"
    )
    assert codes(layout) == ["html.frame", "html.attachment", "html.picture"]
    assert "目标表：/f/%E8%A1%A8.xlsx" in layout.problems[1][2]


def test_a_page_without_text_is_said() -> None:
    assert codes(page("<div id=app></div><script>document.write('x')</script>")) == ["html.empty"]


@pytest.mark.parametrize("end", ["", "</table>", "</table></bo"])
def test_a_page_that_ends_too_early_is_cut(end: str) -> None:
    text = f"<html><body><table border=1><tr><td>甲<td>1{end}"
    assert codes(read_html([decoded(text.encode())], "页.html")) == ["source.repaired"]


def test_a_part_of_a_page_is_no_page_that_was_cut() -> None:
    layout = read_html([decoded("<table border=1><tr><td>甲<td>1</table>".encode())], "页.xls")
    assert codes(layout) == []


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(DamagedSource):
        page("<div>" * 20_000 + "x" + "</div>" * 20_000)


def test_a_span_without_reason_takes_no_memory() -> None:
    layout = page("<table border=1>" + "<tr><td rowspan=65534 colspan=999>甲<td>1" * 500 + "</table>")
    (table,) = tables(layout)
    assert table.n_cols == 2 and codes(layout) == ["html.limit"]


@pytest.mark.parametrize(
    ("data", "text", "lost"),
    [
        ("<meta charset=gb2312>㎡项目".encode("gb18030"), "㎡项目", 0),
        ("<meta charset=gb2312>项目".encode(), "项目", 0),  # declared as another than it is
        ("项目绩效".encode("gb18030"), "项目绩效", 0),
        ("<meta charset=big5>績效".encode("big5"), "績效", 0),
        ("\ufeff<p>项目".encode("utf-16"), "项目", 0),
        ("<table><tr><td>项目".encode("utf-16-le"), "项目", 0),
        ("<meta charset=utf-8>项目".encode() + b"\xff\xff", "项目", 2),
    ],
)
def test_charsets(data: bytes, text: str, lost: int) -> None:
    found = decoded(data)
    assert text in found.text and found.lost == lost


def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "页.mht"
    body = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=XX\n\n--XX\n"
        'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: base64\n\n'
        "PGh0bWw+PGJvZHk+PHRhYmxlIGJvcmRlcj0xPjx0cj48dGQ+vNc8dGQ+MTwvdGFibGU+PC9ib2R5PjwvaHRtbD4=\n--XX--\n"
    )
    path.write_text(body, encoding="ascii")
    layout = read_html(packed_pages(path, path.name), path.name, archive=True)
    assert [c.text for c in tables(layout)[0].cells] == ["甲", "1"] and not layout.problems
    path.write_text(body.removesuffix("--XX--\n"), encoding="ascii")
    assert codes(read_html(packed_pages(path, path.name), path.name, archive=True)) == ["source.repaired"]


def test_a_row_that_lacks_a_cell_is_said_and_rows_of_other_shapes_are_not() -> None:
    row, short = "<tr><td>产出<td>数量<td>层数<td>2层", "<tr><td>产出<td>数量<td>2层"
    assert codes(page(f"<table border=1>{row * 6}{short}</table>")) == ["html.damaged"]
    assert codes(page(f"<table border=1>{row * 6}</table>")) == []
    assert codes(page(f"<table border=1>{row * 3}{short * 3}</table>")) == []
    assert codes(page(f"<table border=1><tr><td>绩效目标表{row * 6}</table>")) == []
