"""Workbooks: cells as displayed, sheets as tables, and everything left out said aloud."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet
from tests.sources.compound_files import compound

import jixiao
from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedFormat
from jixiao.office.excel.workbook import read_excel
from jixiao.sources.convert import converter
from jixiao.tables.table import Layout, Paragraph, Table

Fill = Callable[[Worksheet], None]
needs_libreoffice = pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(tmp_path: Path, book: Workbook) -> Path:
    path = tmp_path / "簿.xlsx"
    book.save(path)
    return path


def layout_of(tmp_path: Path, fill: Fill) -> Layout:
    book = Workbook()
    book.active.title = "目标表"
    fill(book.active)
    return read_excel(saved(tmp_path, book), "簿.xlsx")


def tables(layout: Layout) -> list[Table]:
    return [b for b in layout.blocks if isinstance(b, Table)]


def grid(table: Table) -> list[list[str | None]]:
    return [[None if c is None else c.passage.text for c in row] for row in table.grid()]


def with_sheet_xml(tmp_path: Path, inside: str, *, prefix: str = "") -> Path:
    """A workbook whose only sheet has the given XML."""
    out = io.BytesIO()
    Workbook().save(out)
    path = tmp_path / "簿.xlsx"
    with zipfile.ZipFile(out) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            data: bytes | str = given.read(name)
            if name == "xl/worksheets/sheet1.xml":
                mark = f"xmlns:{prefix}=" if prefix else "xmlns="
                data = f"<{prefix + ':' if prefix else ''}worksheet {NAMES.replace('xmlns=', mark)}>{inside}"
                data += f"</{prefix + ':' if prefix else ''}worksheet>"
            archive.writestr(name, data)
    return path


def test_a_sheet_is_a_table_cropped_to_what_it_shows(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["C3"], sheet["B4"], sheet["C4"] = "名称", "金额", "人才", 12.5
        sheet["H20"] = "  "
        sheet["C4"].font = Font(size=16)

    (table,) = tables(layout_of(tmp_path, fill))
    assert grid(table) == [["名称", "金额"], ["人才", "12.5"]]
    assert (table.place, table.page, table.row_pages) == ("工作表目标表", 0, [0, 0])
    (word,) = table.at(1, 1).lines[0].words
    assert (word.place, word.size, word.page, word.edges) == ("工作表目标表 C4", 16.0, 0, ())


def test_values_are_as_displayed(tmp_path: Path) -> None:
    pairs = [
        (1, "0%", "100%"), (10596.350000000001, "General", "10596.35"), (1234.5, "#,##0.00", "1,234.50"),
        (45078, 'yyyy"年"m"月"', "2023年6月"), (95, '"≥"0"%"', "≥95%"), (True, "General", "TRUE"),
        ("文字", "@", "文字"), ("#DIV/0!", "General", "#DIV/0!"), ("007", "@", "007"),
    ]  # fmt: skip

    def fill(sheet: Worksheet) -> None:
        for row, (value, code, _) in enumerate(pairs, 1):
            sheet.cell(row, 1, value).number_format = code

    (table,) = tables(layout_of(tmp_path, fill))
    assert [row[0] for row in grid(table)] == [shown for _, _, shown in pairs]


def test_merged_ranges_and_lines_in_cells(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "2024年部门整体绩效目标表"
        sheet.merge_cells("A1:C1")
        sheet["A2"], sheet["B2"], sheet["C2"] = "产出\n指标", "数量", "1、甲\r\n\n2、乙 "
        sheet.merge_cells("A2:A3")
        sheet["B3"] = "质量"

    (table,) = tables(layout_of(tmp_path, fill))
    assert [(c.row, c.col, c.rows, c.cols, c.passage.text) for c in table.cells] == [
        (0, 0, 1, 3, "2024年部门整体绩效目标表"), (1, 0, 2, 1, "产出\n指标"), (1, 1, 1, 1, "数量"),
        (1, 2, 1, 1, "1、甲\n2、乙"), (2, 1, 1, 1, "质量"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
    assert all(line.hard for cell in table.cells for line in cell.lines)


def test_columns_merged_in_every_row_are_one(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (1, 2):
            sheet.cell(row, 1, f"甲{row}")
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
            sheet.cell(row, 4, f"乙{row}")

    (table,) = tables(layout_of(tmp_path, fill))
    assert grid(table) == [["甲1", "乙1"], ["甲2", "乙2"]]
    assert table.cells[1].lines[0].words[0].place == "工作表目标表 D1"


def test_rich_text_is_joined(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText("单价", TextBlock(InlineFont(b=True), "≤500"), "元")

    (table,) = tables(layout_of(tmp_path, fill))
    assert grid(table) == [["单价≤500元"]]


def test_hidden_rows_columns_and_sheets_are_left_out_and_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in range(1, 4):
        for col in range(1, 4):
            sheet.cell(row, col, f"{row}{col}")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[9].hidden = True
    other = book.create_sheet("底稿")
    other["A1"], other.sheet_state = "藏", "hidden"
    book.create_sheet("空白").sheet_state = "veryHidden"
    layout = read_excel(saved(tmp_path, book), "簿.xlsx")
    (table,) = tables(layout)
    assert grid(table) == [["11", "12"], ["31", "32"]]
    first, second = layout.problems
    assert first[:2] == (None, "excel.hidden") and "第 2 行" in first[2] and "C 列" in first[2]
    assert second[1] == "excel.hidden" and "底稿" in second[2]


def test_a_merged_range_shows_in_what_is_visible_of_it(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "跨行标签"
        sheet.merge_cells("A1:A3")
        for row in (1, 2, 3):
            sheet.cell(row, 2, row)
        sheet.row_dimensions[1].hidden = True

    layout = layout_of(tmp_path, fill)
    assert grid(tables(layout)[0]) == [["跨行标签", "2"], ["跨行标签", "3"]]
    assert "第 1 行" in layout.problems[0][2]


def test_what_lies_under_a_merged_range_is_not_displayed(tmp_path: Path) -> None:
    inside = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>显</t></is></c><c r="B1"><v>9</v></c>'
        '<c r="C1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    (table,) = tables(read_excel(with_sheet_xml(tmp_path, inside), "簿.xlsx"))
    assert grid(table) == [["显", "1"]]


def test_formulas_show_their_cached_value_and_those_without_are_said(tmp_path: Path) -> None:
    inside = (
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A1:A9)</f></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>A1</f><v/></c><c r="E1"><v>7</v></c></row></sheetData>'
    )
    layout = read_excel(with_sheet_xml(tmp_path, inside), "簿.xlsx")
    assert grid(tables(layout)[0]) == [["2", "", "", "", "7"]]
    ((page, code, message),) = layout.problems
    assert (page, code) == (None, "excel.formula-without-value")
    assert "B1、D1" in message and "工作表“Sheet”" in message and "保存" in message


def test_odd_but_valid_xml(tmp_path: Path) -> None:
    """Prefixed names, cells and rows without addresses, dates written out, escapes and reading aids."""
    inside = (
        '<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>一_x000D_</x:t></x:r><x:rPh><x:t>yi</x:t></x:rPh>'
        "<x:r><x:t>二</x:t></x:r></x:is></x:c><x:c><x:v>3</x:v></x:c></x:row>"
        '<x:row><x:c t="b"><x:v>0</x:v></x:c><x:c t="d"><x:v>2023-06-01T00:00:00</x:v></x:c></x:row></x:sheetData>'
    )
    (table,) = tables(read_excel(with_sheet_xml(tmp_path, inside, prefix="x"), "簿.xlsx"))
    assert grid(table) == [["一二", "3"], ["FALSE", "45078"]]


def bordered(sheet: Worksheet, cells: str) -> None:
    for row in sheet[cells]:
        for cell in row:
            cell.border = Border(top=Side(style="thin"), bottom=Side(style="thin"))


def two_forms(gap_ruled: bool = False, heading: str = "A8:C8", gap: int = 3) -> Fill:
    def fill(sheet: Worksheet) -> None:
        first = 8
        sheet["A1"] = "甲局目标表"
        sheet.merge_cells("A1:C1")
        for row in range(2, first - gap):
            for col in (1, 2, 3):
                sheet.cell(row, col, f"{row}.{col}")
        if gap_ruled:
            bordered(sheet, f"A{first - gap}:C{first - 1}")
        sheet["A8"] = "乙局目标表"
        if heading != "A8":
            sheet.merge_cells(heading)
        for col in (1, 2, 3):
            sheet.cell(9, col, f"9.{col}")

    return fill


def test_a_second_heading_after_blank_rows_begins_a_table(tmp_path: Path) -> None:
    first, second = tables(layout_of(tmp_path, two_forms()))
    assert first.at(0, 0).text == "甲局目标表" and second.at(0, 0).text == "乙局目标表"
    assert (first.n_rows, second.n_rows) == (4, 2)
    assert (first.place, second.place) == ("工作表目标表", "工作表目标表（第8行起）")


@pytest.mark.parametrize(
    "fill", [two_forms(gap_ruled=True), two_forms(heading="A8"), two_forms(gap=1)], ids=["ruled", "plain", "one row"]
)
def test_otherwise_a_sheet_stays_one_table(tmp_path: Path, fill: Fill) -> None:
    assert len(tables(layout_of(tmp_path, fill))) == 1


def test_lines_over_a_table_that_nobody_merged_run_over_it(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows = (("项目支出绩效目标申报表",), ("（2025年度）",), ("项目名称：",), ("项目名称", "路灯", "单位", "乡"))
        for row in rows:
            sheet.append(row)

    (table,) = tables(layout_of(tmp_path, fill))
    assert [(c.text, c.cols) for c in table.cells if c.col == 0] == [
        ("项目支出绩效目标申报表", 4), ("（2025年度）", 4), ("项目名称：", 1), ("项目名称", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows", [(("项目名称",), ("甲", "乙")), (("甲", "乙"), ("项目支出绩效目标申报表",), ("丙", "丁"))]
)
def test_a_label_and_what_stands_within_a_table_run_over_nothing(tmp_path: Path, rows: tuple[tuple[str, ...]]) -> None:
    (table,) = tables(layout_of(tmp_path, lambda sheet: [sheet.append(row) for row in rows] and None))
    assert {c.cols for c in table.cells} == {1}


def test_chart_sheets_and_empty_sheets_give_nothing(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "空"
    book.create_chartsheet("图").add_chart(BarChart())
    book.create_sheet("表")["A1"] = "有"
    layout = read_excel(saved(tmp_path, book), "簿.xlsx")
    assert [t.place for t in tables(layout)] == ["工作表表"]
    assert layout.problems == []


def drawn(tmp_path: Path, sheet_inside: str, drawing: str) -> Path:
    """A workbook whose sheet has a drawing with the given inside."""
    path = with_sheet_xml(tmp_path, f'{sheet_inside}<drawing xmlns:r="rel" r:id="rId1"/>')
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    rel = f'<Relationship Id="rId1" Type="{relations}" Target="../drawings/drawing1.xml"/>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels", f'<Relationships xmlns="{package}">{rel}</Relationships>'
        )
        archive.writestr("xl/drawings/drawing1.xml", f'<d:wsDr xmlns:d="d" xmlns:a="a">{drawing}</d:wsDr>')
    return path


def test_text_boxes_are_paragraphs(tmp_path: Path) -> None:
    box = "<d:sp><d:txBody><a:p><a:r><a:t>附件</a:t></a:r><a:r><a:t>3</a:t></a:r></a:p></d:txBody></d:sp>"
    layout = read_excel(drawn(tmp_path, '<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>', box), "簿.xlsx")
    paragraph, table = layout.blocks
    assert isinstance(paragraph, Paragraph) and isinstance(table, Table)
    assert (paragraph.text, paragraph.place) == ("附件3", "工作表Sheet 文本框1")


def test_a_sheet_that_is_only_a_picture_is_said(tmp_path: Path) -> None:
    layout = read_excel(drawn(tmp_path, "<sheetData/>", "<d:pic/>"), "簿.xlsx")
    assert layout.blocks == []
    assert [code for _, code, _ in layout.problems] == ["excel.picture"]


def test_formatted_blank_rows_to_the_end_of_the_sheet_are_not_kept(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{r}" s="0"><c r="A{r}" s="0"/><c r="B{r}" s="0"/></row>' for r in range(3, 120_000))
    inside = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/></row><row r="2"><c r="B2"><v>2</v></c></row>'
        f'{blank}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    (table,) = tables(read_excel(with_sheet_xml(tmp_path, inside), "簿.xlsx"))
    assert grid(table) == [["1", "1"], ["", "2"]]


def test_far_apart_cells_make_a_small_table(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "首", "末"

    (table,) = tables(layout_of(tmp_path, fill))
    assert (table.n_rows, table.n_cols) == (2, 2)


def test_limits_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 11):
            sheet.cell(row, 1, row)
            sheet.cell(row, 2, row)

    monkeypatch.setattr("jixiao.office.excel.workbook.MOST_CELLS", 12)
    layout = layout_of(tmp_path, fill)
    assert tables(layout)[0].n_rows == 6
    assert [code for _, code, _ in layout.problems] == ["excel.limit"]
    assert "目标表" in layout.problems[0][2]
    monkeypatch.setattr("jixiao.office.excel.workbook.MOST_CELLS", 1000)
    monkeypatch.setattr("jixiao.office.excel.workbook._MOST_SLOTS", 8)
    layout = layout_of(tmp_path, fill)
    assert tables(layout)[0].n_rows == 4
    assert "第 4 行" in layout.problems[0][2]


FILEPASS = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 6) + struct.pack("<HHHHH", 0x2F, 6, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("加密.xlsx", compound({"EncryptedPackage": b"x"}), EncryptedSource, "密码"),
        ("加密.xls", compound({"Workbook": FILEPASS}), EncryptedSource, "密码"),
        ("坏.xls", compound({"Workbook": b"\x01\x02\x03"}), DamagedSource, "另存为 .xlsx"),
        ("空.xlsx", b"", DamagedSource, "0 字节"),
        ("其实是.xlsx", b"%PDF-1.4", UnsupportedFormat, "Excel"),
    ],
)
def test_what_is_no_workbook_is_refused(
    tmp_path: Path, name: str, data: bytes, error: type[SourceError], says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error) as caught:
        read_excel(tmp_path / name, name)
    assert str(caught.value).startswith(f"{name}：") and says in str(caught.value)


@pytest.mark.parametrize("inside", ["<sheetData><row>", "<!DOCTYPE a><sheetData/>", "<sheetData/></b>"])
def test_a_damaged_sheet_is_named(tmp_path: Path, inside: str) -> None:
    with pytest.raises(DamagedSource) as caught:
        read_excel(with_sheet_xml(tmp_path, inside), "簿.xlsx")
    assert "工作表“Sheet”" in str(caught.value) and "请" in str(caught.value)


@needs_libreoffice
def test_an_xls_reads_like_the_xlsx_it_was_made_from(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "目标表"
    sheet["A1"] = "2024年部门整体绩效目标表"
    sheet.merge_cells("A1:C1")
    values = [
        (1, "0%"), (10596.350000000001, "General"), (1234567.891, "#,##0.00"), (-3.5, "#,##0.00_);(#,##0.00)"),
        (45078, 'yyyy"年"m"月"d"日"'), (95, '"≥"0"%"'), ("多\n行", "General"), (True, "General"), (0.5, "0.00%"),
    ]  # fmt: skip
    for row, (value, code) in enumerate(values, 2):
        sheet.cell(row, 1, code.replace('"', ""))
        sheet.cell(row, 2, value).number_format = code
        sheet.cell(row, 3, row)
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    book["藏"]["A1"] = "x"
    path = saved(tmp_path, book)
    profile = (tmp_path / "profile").as_uri()
    command = [str(converter()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xls:MS Excel 97"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    new, old = read_excel(path, "簿.xlsx"), read_excel(tmp_path / "簿.xls", "簿.xls")
    assert [grid(t) for t in tables(old)] == [grid(t) for t in tables(new)]
    assert [[w.place for w in t.words()] for t in tables(old)] == [[w.place for w in t.words()] for t in tables(new)]
    assert old.problems == new.problems
    assert len(new.problems) == 2


@pytest.mark.corpus
def test_the_workbook_of_the_corpus(corpus: Path) -> None:
    layout = read_excel(corpus / "real" / "zhanjiang-2023.xlsx", "zhanjiang-2023.xlsx")
    (table,) = tables(layout)
    assert (table.n_rows, table.n_cols, layout.problems) == (39, 5, [])
    assert [table.at(row, col).text for row, col in ((4, 2), (4, 4), (5, 2), (23, 4))] == [
        "10596.35", "82800.92", "72204.57", "100%",
    ]  # fmt: skip
    assert (table.at(16, 0).rows, table.at(17, 1).rows, table.at(0, 0).cols) == (23, 11, 5)


def test_a_title_that_nobody_merged_is_the_title_on_every_sheet(tmp_path: Path) -> None:
    book = Workbook()
    for sheet in (book.active, book.create_sheet()):
        for row in (
            ("项目支出绩效目标申报表",), ("（2025年度）",), ("项目名称", "路灯安装"), ("主管部门", "甲县乙局"),
            ("年度资金总额（万元）", "12"), ("年度目标", "安装路灯20盏。"),
            ("一级指标", "二级指标", "三级指标", "指标值"),
            ("产出指标", "数量指标", "安装数量", "20盏"), ("效益指标", "社会效益指标", "受益群众", "≥300人"),
            ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
        ):  # fmt: skip
            sheet.append(row)
    reading = jixiao.extract(saved(tmp_path, book))
    assert [record.title for record in reading.projects] == ["项目支出绩效目标申报表"] * 2
    assert not any(reason.code == "missing.title" for record in reading.projects for reason in record.reasons)
