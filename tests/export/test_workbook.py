"""The workbook, read back with openpyxl."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from tests.records import made

from jixiao.errors import StoreError
from jixiao.export import csv_files, jsonl, parquet_files, workbook
from jixiao.export.xlsx import sheet as sheet_module
from jixiao.records import Indicator, ProjectGoal, Reading, SourceInfo
from jixiao.records.tables.marks import HEADING, can_be_marked
from jixiao.records.tables.schema import INDICATORS, NOUNS, PROBLEMS, PROJECTS, RECORDS

SHEETS = [
    "概览",
    "检查发现",
    "项目",
    "绩效指标",
    "部门",
    "年度任务",
    "人员",
    "支出计划",
    "叙述",
    "绩效自评",
    "自评指标",
    "自评资金",
    "预算表",
    "预算数据",
    "决算表",
    "决算数据",
    "问题",
    "改正",
    "文件",
    HEADING,
    "表01",
    "表02",
]


def written(folder: Path, *readings: Reading, **more: Any) -> openpyxl.Workbook:
    """The workbook of the readings."""
    return openpyxl.load_workbook(workbook(iter(readings), folder / "结果.xlsx", **more))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The sheet's cells by heading, row by row."""
    heading, *body = sheet.iter_rows()
    return [{str(h.value): cell for h, cell in zip(heading, row, strict=True)} for row in body]


def texts(sheet: Worksheet) -> str:
    """Everything on the sheet."""
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None)


def fill(cell: Any) -> str | None:
    """The colour behind the cell, None where there is none."""
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def test_sheets_stand_in_their_order_and_the_first_is_shown(tmp_path: Path) -> None:
    book = written(tmp_path, made.everything())
    assert book.sheetnames == SHEETS
    assert book.active.title == "概览"
    assert [name for name in SHEETS if book[name].sheet_state != "visible"] == [HEADING]


@pytest.mark.parametrize("noun", [n for n in NOUNS if n is not RECORDS], ids=lambda n: n.name)
def test_a_sheet_has_headings_that_stay_and_filter(tmp_path: Path, noun: Any) -> None:
    sheet = written(tmp_path, made.everything())[noun.heading]
    marks = [HEADING] if can_be_marked(noun) else []
    assert [c.value for c in sheet[1]] == [column.heading for column in noun.columns] + marks
    assert sheet.freeze_panes == "B2"
    last = openpyxl.utils.get_column_letter(len(noun.columns) + len(marks))
    assert sheet.auto_filter.ref == f"A1:{last}{sheet.max_row}"
    assert sheet.max_row - 1 == len(list(noun.rows(made.everything())))
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"


def test_printed_values_stay_text_whatever_they_look_like(tmp_path: Path) -> None:
    sheet = written(tmp_path, made.reading(values=made.SPOILT))["绩效指标"]
    cells = [row["指标值"] for row in rows(sheet)][: len(made.SPOILT)]
    assert [c.value or "" for c in cells] == [text.replace("_x0041_", "_x005F_x0041_") for text in made.SPOILT]
    assert {c.data_type for c in cells if c.value} <= {"s", "inlineStr"}
    assert {c.number_format for c in cells} == {"@"}


def test_there_is_no_formula_in_the_whole_workbook(tmp_path: Path) -> None:
    record = made.project("=1+1", made.SPOILT)
    record.goal_annual = '=HYPERLINK("http://x")'
    record.project_code = "@SUM(A1)"
    table = made.budget()
    table.title, table.notes, table.columns[0] = "=A1", "+1", ["=B2", "=C3"]
    table.rows[0][0] = "=1+2"
    reading = Reading(source=SourceInfo(name="=a.pdf", sha256="0" * 64), records=[record, table], version="=1")
    path = workbook(iter([reading]), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(SHEETS) - 1  # one published table
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert rows(openpyxl.load_workbook(path)["项目"])[0]["年度绩效目标"].quotePrefix


def test_findings_are_a_sheet_where_checks_were_run(tmp_path: Path) -> None:
    book = written(tmp_path, made.checked())
    found = [
        [row[name].value for name in ("程度", "页", "项目或部门", "栏目", "问题")] for row in rows(book["检查发现"])
    ]
    assert found == [
        ["▲ 警告", 3, "河道清淤", "绩效指标 第2行 指标值", "“指标2”没有写单位"],
        ["✕ 错误", 7, "收入预算总表", "数据 第1行 第3栏", "合计与各栏之和相差 1 元"],
        ["○ 建议", None, None, "表外的正文", "留有没选的“增加（减少）”"],
    ]
    told = [cell.value for (cell,) in book["概览"].iter_rows(max_col=1)]
    at = told.index("检查发现")
    assert told[at + 2 : at + 5] == ["✕ 错误", "▲ 警告", "○ 建议"]
    plain = written(tmp_path, made.reading())
    assert plain["检查发现"].sheet_state == "hidden"
    assert "检查发现" not in [cell.value for (cell,) in plain["概览"].iter_rows(max_col=1)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])), min_size=1, max_size=12))
def test_any_text_comes_back_from_its_cell(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    record = ProjectGoal(indicators=[Indicator(value=text, level3="甲") for text in values])
    book = written(tmp_path_factory.mktemp("x"), Reading(source=made.source("a.pdf"), records=[record]))
    assert [row["指标值"].value or "" for row in rows(book["绩效指标"])] == values


def test_characters_that_a_workbook_cannot_hold_do_not_spoil_it(tmp_path: Path) -> None:
    odd = "a\x00b\x1f\ufffe\uffff\x85"
    book = written(tmp_path, made.reading(values=(odd,)))
    value = rows(book["绩效指标"])[0]["指标值"].value
    assert value.startswith("a")
    assert "\ufffd\ufffd" in value


@pytest.mark.parametrize("letter", ["长", "𠮷"])
def test_a_text_too_long_for_a_cell_says_that_it_goes_on(tmp_path: Path, letter: str) -> None:
    record = made.project()
    record.goal_annual = letter * 40_000
    value = rows(written(tmp_path, Reading(source=made.source("a.pdf"), records=[record]))["项目"])[0][
        "年度绩效目标"
    ].value
    assert value.startswith(letter * 1000)
    assert value.endswith("全文见 JSON 文件）")
    assert len(value.encode("utf-16-le")) // 2 <= 32_767


def test_numbers_beside_printed_values_can_be_summed(tmp_path: Path) -> None:
    book = written(tmp_path, made.reading())
    project = rows(book["项目"])[0]
    assert (project["年度资金总额"].value, project["年度资金总额"].data_type) == ("1,200.50", "s")
    assert project["年度资金总额（元）"].value == 12005000
    assert project["年度资金总额（元）"].number_format == "#,##0.00"
    indicator = rows(book["绩效指标"])[0]
    assert (indicator["指标数值"].value, indicator["比较符"].value, indicator["期间"].value) == (3, "≥", "年度")
    cells = rows(book["预算数据"])
    assert sum(row["金额（元）"].value or 0 for row in cells) == 12345000 + 10000000 + 2345000


def test_every_row_can_be_led_back_to_its_record(tmp_path: Path) -> None:
    reading = made.reading()
    book = written(tmp_path, reading)
    for noun in (PROJECTS, INDICATORS, PROBLEMS):
        names = [c.name for c in noun.columns]
        for got, expected in zip(rows(book[noun.heading]), noun.rows(reading), strict=True):
            by_name = dict(zip(names, expected, strict=True))
            assert got["记录编号"].value == by_name["record_id"]
            assert got["文件"].value == by_name["file"]
            assert got["页"].value == by_name["page"]
            if "row" in by_name:
                assert got["序号"].value == by_name["row"]


def test_blank_absent_and_doubted_cells_look_different(tmp_path: Path) -> None:
    book = written(tmp_path, made.reading())
    project = rows(book["项目"])[0]
    blank, absent = project["年度其他资金"], project["项目期其他资金"]
    assert (blank.value, absent.value) == (None, None)
    assert fill(absent) not in (None, fill(blank))
    sure, doubted = (row["指标值"] for row in rows(book["绩效指标"])[:2])
    assert fill(doubted) != fill(sure)
    assert doubted.border.top.style == "dashed"
    assert sure.border.top.style == "thin"


def test_columns_that_no_row_has_are_hidden_and_come_back_with_one_that_does(tmp_path: Path) -> None:
    def hidden(book: openpyxl.Workbook, heading: str) -> bool:
        sheet = book["项目"]
        letter = next(c.column_letter for c in sheet[1] if c.value == heading)
        for dimension in sheet.column_dimensions.values():
            if dimension.min <= openpyxl.utils.column_index_from_string(letter) <= dimension.max:
                return bool(dimension.hidden)
        return False

    reading = made.reading()
    assert hidden(written(tmp_path, reading), "项目期资金总额")
    assert hidden(written(tmp_path, reading), "末页")
    assert not hidden(written(tmp_path, reading), "年度其他资金")
    reading.records[0].funds.lifetime = reading.records[0].funds.annual
    assert not hidden(written(tmp_path, reading), "项目期资金总额")


def test_sheets_without_rows_are_hidden(tmp_path: Path) -> None:
    book = written(tmp_path, made.failed())
    assert [s.title for s in book if s.sheet_state == "visible"] == ["概览", "问题", "文件"]


def test_status_is_a_sign_and_a_word_beside_its_colour(tmp_path: Path) -> None:
    book = written(tmp_path, made.reading(), made.failed())
    assert rows(book["项目"])[0]["完整性"].value == "▲ 不完整"
    assert rows(book["部门"])[0]["完整性"].value == "✓ 完整"
    assert [row["完整性"].value for row in rows(book["文件"])] == ["▲ 不完整", "✕ 未能读取"]
    levels = [row["程度"].value for row in rows(book["问题"])]
    assert levels == ["✕ 未能读取", "▲ 不完整", "？ 存疑", "○ 未归入", "✕ 未能读取"]


def test_pages_lead_to_the_file_they_are_of(tmp_path: Path) -> None:
    source = tmp_path / "材料 [一]" / "临溪#50%.pdf"
    book = written(tmp_path, made.reading(), locate=lambda info: source if info.name else None)
    link = rows(book["绩效指标"])[1]["页"].hyperlink
    assert rows(book["绩效指标"])[1]["页"].value == 3
    assert link.target == "材料%20%5B一%5D\\临溪%2350%25.pdf"
    assert link.location == "page=3"
    assert rows(book["文件"])[0]["文件"].hyperlink.target == link.target
    assert "不能点开" not in texts(book["概览"])


def test_a_word_file_without_pages_is_opened_from_its_name(tmp_path: Path) -> None:
    record = made.project()
    record.pages, record.evidence = None, {}
    reading = Reading(source=made.source("表.docx"), records=[record])
    row = rows(written(tmp_path, reading, locate=lambda info: tmp_path / "a")["绩效指标"])[0]
    assert row["页"].value is None
    assert (row["文件"].value, row["文件"].hyperlink.target, row["文件"].hyperlink.location) == ("表.docx", "a", None)


def test_a_source_that_cannot_be_located_has_no_link(tmp_path: Path) -> None:
    book = written(tmp_path, made.reading(), locate=lambda info: None)
    assert rows(book["绩效指标"])[0]["页"].hyperlink is None
    assert "不能点开" in texts(written(tmp_path, made.reading())["概览"])


def test_a_path_too_long_for_a_link_is_left_out(tmp_path: Path) -> None:
    book = written(
        tmp_path, made.reading(), locate=lambda info: tmp_path / ("长" * 80 + "/") / ("名" * 80 + "/") / ("x" * 900)
    )
    assert rows(book["绩效指标"])[0]["页"].hyperlink is None


def test_the_first_sheet_counts_and_explains(tmp_path: Path) -> None:
    said = texts(written(tmp_path, made.reading(), made.failed())["概览"])
    assert "文件 2 个，读出 1 个，未能读取 1 个；共 8 页；jixiao 0.1.0+00000000" in said
    for part in ("项目绩效目标\n0\n1\n1", "合计\n5\n1\n6", "✕ 未能读取\n2", "记录编号", "灰底", "5 行"):
        assert part in said
    links = {
        c.value: c.hyperlink.location for row in written(tmp_path, made.reading())["概览"] for c in row if c.hyperlink
    }
    assert links["绩效指标"] == "'绩效指标'!A1"


def test_long_texts_wrap_in_rows_that_stay_on_the_screen(tmp_path: Path) -> None:
    record = made.department()
    record.duties = "管理。" * 1000
    sheet = written(tmp_path, Reading(source=made.source("a.pdf"), records=[record]))["部门"]
    cell = rows(sheet)[0]["部门职能"]
    assert cell.alignment.wrap_text
    assert 100 < sheet.row_dimensions[2].height < 250
    assert sheet.column_dimensions[cell.column_letter].width >= 60


def test_a_long_value_is_no_text_cell_that_old_versions_show_as_hashes(tmp_path: Path) -> None:
    sheet = written(tmp_path, made.reading(values=("=" + "长" * 300, "短")))["绩效指标"]
    long, short = (row["指标值"] for row in rows(sheet)[:2])
    assert (long.number_format, long.quotePrefix, long.data_type) == ("General", True, "s")
    assert short.number_format == "@"


def test_the_font_is_one_that_chinese_offices_have(tmp_path: Path) -> None:
    book = written(tmp_path, made.reading())
    fonts = {c.font.name for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None}
    assert fonts == {"微软雅黑"}


def test_more_rows_than_a_sheet_holds_go_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "_ROWS", 300)
    readings = list(made.many(4, projects=20, indicators=10))
    book = written(tmp_path, *readings)
    parts = [name for name in book.sheetnames if name.startswith("绩效指标")]
    assert parts == ["绩效指标", "绩效指标 2", "绩效指标 3"]
    found = [row["记录编号"].value for name in parts for row in rows(book[name])]
    names = [c.name for c in INDICATORS.columns]
    assert found == [row[names.index("record_id")] for r in readings for row in INDICATORS.rows(r)]
    assert [book[name].auto_filter.ref for name in parts] == ["A1:Y301", "A1:Y301", "A1:Y201"]


def test_links_end_where_a_sheet_would_have_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "_LINKS", 3)
    book = written(tmp_path, made.reading(), locate=lambda info: tmp_path / "a.pdf")
    assert [bool(row["页"].hyperlink) for row in rows(book["绩效指标"])] == [True, True, True, False, False]


def test_readings_that_break_off_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Reading]:
        yield made.reading()
        raise StoreError("断了")

    scratch = tmp_path / "临时"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    for write in (workbook, jsonl):
        with pytest.raises(StoreError):
            write(broken(), tmp_path / "a")
    for write_all in (csv_files, parquet_files):
        with pytest.raises(StoreError):
            write_all(broken(), tmp_path / "b")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    workbook(iter([made.reading()]), tmp_path / "a")
    assert list(scratch.iterdir()) == []


def test_the_same_readings_give_the_same_bytes(tmp_path: Path) -> None:
    readings = [made.reading("甲.pdf"), made.reading("乙.pdf"), made.failed()]
    first = workbook(iter(readings), tmp_path / "一.xlsx").read_bytes()
    assert first == workbook(iter(readings), tmp_path / "二.xlsx").read_bytes()
