"""An exported workbook that a person edited, in Excel's ways and in LibreOffice, read back as corrections."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.records import made

from jixiao.app.correcting import By, Correcting, StoreBook, Where
from jixiao.app.correcting.reading_back import Change, ReadBack, keep_back, read_back
from jixiao.errors import SourceError
from jixiao.export.xlsx.book import workbook
from jixiao.records import Reading
from jixiao.records.tables.marks import HEADING
from jixiao.store import Store

WHO = By("王某", "对照原文")
VALUES = ("≥1处", "=100%", "≥3处", "95", "1.50", "长期")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Correcting]:
    with Store.open(tmp_path / "库.db") as store:
        run = store.begin({})
        store.add(run, made.reading("乙.pdf", values=VALUES))
        store.add(run, made.reading("甲.pdf", values=VALUES[:3]))
        yield Correcting(StoreBook(store))


def readings(desk: Correcting) -> list[Reading]:
    return [desk.view(sha).reading for sha, _ in desk.book.sources()]


@pytest.fixture
def book(desk: Correcting, tmp_path: Path) -> Path:
    return workbook(readings(desk), tmp_path / "汇总.xlsx")


def edited(path: Path, edit: Callable[[openpyxl.Workbook], object]) -> Path:
    opened = openpyxl.load_workbook(path)
    edit(opened)
    opened.save(path)
    return path


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def put(opened: openpyxl.Workbook, sheet: str, row: int, heading: str, value: Any) -> None:
    cell = opened[sheet].cell(row, column(opened[sheet], heading))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # in a text cell a person's `=99%` is no formula


def values(found: ReadBack) -> list[tuple[str, Any]]:
    return [(each.where.path, each.now) for each in found.changes]


def test_an_untouched_workbook_changes_nothing(desk: Correcting, book: Path) -> None:
    assert read_back(book, desk) == ReadBack()
    edited(book, lambda opened: None)  # written anew by another program
    assert read_back(book, desk) == ReadBack()


def test_cells_that_were_changed_become_corrections(desk: Correcting, book: Path) -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        put(opened, "绩效指标", 3, "指标值", "=99%")
        put(opened, "绩效指标", 4, "期间", "实施期")
        put(opened, "绩效指标", 5, "指标值", 96)
        put(opened, "项目", 2, "年度资金总额", "1,300.50")
        put(opened, "项目", 2, "年度", 2025)
        put(opened, "部门", 2, "联系人", None)
        put(opened, "叙述", 2, "内容", "求真务实。")
        put(opened, "叙述", 3, "标题", "综合一")

    found = read_back(edited(book, edit), desk)
    assert not found.refused
    assert sorted(values(found)) == sorted(
        [
            ("indicators[1].value", "=99%"), ("indicators[2].scope", "lifetime"), ("indicators[3].value", "96"),
            ("funds.annual.total", "1,300.50"), ("year", "2025"), ("contact", ""), ("overall_goal", "求真务实。"),
            ("sub_goals[0].area", "综合一"),
        ]
    )  # fmt: skip
    assert not desk.book.all(), "looking keeps nothing"
    kept = keep_back(found, desk, WHO)
    assert len({each.batch for each in kept}) == 1 and len(kept) == 8
    project = desk.view(found.changes[0].where.sha256).record(1)
    assert project.at("indicators[1].value").text == "=99%" and project.year == 2025
    assert project.at("funds.annual.total").yuan == 13_005_000
    assert read_back(book, desk) == ReadBack(), "what is in already is no change"
    desk.undo(kept[0].batch, WHO)
    assert len(read_back(book, desk).changes) == 8


def test_sorting_filtering_and_taking_columns_away_keep_every_row_in_its_place(desk: Correcting, book: Path) -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        put(opened, "绩效指标", 2, "指标值", "≥11处")
        sheet = opened["绩效指标"]
        head, *body = [[cell.value for cell in row] for row in sheet.iter_rows()]
        gone = {head.index("一级指标"), head.index("页"), head.index("项目或部门")}
        rows = [head, *reversed(body)]
        opened.remove(sheet)
        fresh = opened.create_sheet("指标（已整理）")
        for row in rows:
            fresh.append([f"'{v}"[1:] if isinstance(v, str) else v for at, v in enumerate(row) if at not in gone])
        for cells in fresh.iter_rows():
            for cell in cells:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
        fresh.row_dimensions[3].hidden = True

    found = read_back(edited(book, edit), desk)
    assert not found.refused
    assert values(found) == [("indicators[0].value", "≥11处")]


def test_rows_can_be_added_and_taken_out(desk: Correcting, book: Path) -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        sheet = opened["绩效指标"]
        sheet.insert_rows(4)  # behind the second indicator: no mark, no record id
        put(opened, "绩效指标", 4, "三级指标", "漏读的指标")
        put(opened, "绩效指标", 4, "指标值", "≥9处")
        copied = [cell.value for cell in sheet[6]]
        sheet.insert_rows(7)
        for at, value in enumerate(copied, 1):
            sheet.cell(7, at).value = value  # a row that was copied, mark and all, and edited
        put(opened, "绩效指标", 7, "三级指标", "抄来改的")
        sheet.delete_rows(2)

    found = read_back(edited(book, edit), desk)
    assert not found.refused
    acts = [(each.act, each.was or each.now.get("level3")) for each in found.changes]
    assert [act for act, _ in acts] == ["add", "add", "delete"]
    assert acts[0][1] == "漏读的指标" and acts[1][1] == "抄来改的" and "≥1处" in acts[2][1]
    keep_back(found, desk, WHO)
    sha = found.changes[0].where.sha256
    rows = desk.view(sha).record(1).indicators  # type: ignore[union-attr]
    names = [row.level3 for row in rows]
    assert names.index("漏读的指标") == 1 and names.index("抄来改的") == 4
    assert len(rows) == len(desk.view(sha).read.records[0].indicators) + 1  # type: ignore[union-attr]


def test_a_stale_cell_is_refused_with_both_values_and_the_rest_is_taken(desk: Correcting, book: Path) -> None:
    sha = desk.book.sources()[0][0]
    desk.correct(Where(sha, 1, "indicators[0].value"), "≥7处", By("李某"))
    first = next(row for row, name in _files(book) if name == desk.book.sources()[0][1])

    def edit(opened: openpyxl.Workbook) -> None:
        put(opened, "绩效指标", first, "指标值", "≥8处")
        put(opened, "绩效指标", first + 1, "指标值", "=98%")

    found = read_back(edited(book, edit), desk)
    assert values(found) == [("indicators[1].value", "=98%")]
    (said,) = found.refused
    assert "别人已改为“≥7处”，表里写的是“≥8处”，没有取" in said


def _files(book: Path) -> list[tuple[int, str]]:
    sheet = openpyxl.load_workbook(book)["绩效指标"]
    at = column(sheet, "文件")
    return [(row, str(sheet.cell(row, at).value)) for row in range(2, sheet.max_row + 1)]


def test_what_cannot_be_read_is_told_and_the_rest_is_taken(desk: Correcting, book: Path) -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        put(opened, "绩效指标", 2, "指标值", "=1+1")
        opened["绩效指标"].cell(2, column(opened["绩效指标"], "指标值")).data_type = "f"
        put(opened, "绩效指标", 3, "指标数值", 77)
        put(opened, "绩效指标", 3, "分值", "8")
        put(opened, "项目", 2, "年度", "去年")
        last = opened["绩效指标"].max_row + 1
        put(opened, "绩效指标", last, "指标值", "≥5处")
        put(opened, "绩效指标", last, "记录编号", "不是编号")

    found = read_back(edited(book, edit), desk)
    assert values(found) == [("indicators[1].weight", "8")]
    told = "\n".join(found.refused)
    for said in (
        "是没有算出结果的公式",
        "“指标数值”是换算出来的",
        "年度应是四位数字，现为“去年”",
        "“记录编号”（不是编号）不对",
    ):
        assert said in told, told


def test_tables_are_corrected_on_their_sheets_and_in_the_list_of_cells(desk: Correcting, book: Path) -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        sheet = opened["表01"]
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == 1000)
        cell.value = 1000.5
        put(opened, "预算数据", 2, "数据", "2040")

    found = read_back(edited(book, edit), desk)
    assert not found.refused
    assert sorted(values(found)) == [("rows[0][0]", "2040"), ("rows[0][3]", "1,000.50")]
    edited(book, lambda opened: opened["表01"].delete_cols(2))
    assert any("“表01”的列删过或加过" in said for said in read_back(book, desk).refused)


def test_one_value_changed_differently_in_two_places_is_not_guessed(desk: Correcting, book: Path) -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        sheet = opened["表01"]
        next(c for row in sheet.iter_rows() for c in row if c.value == "204").value = "205"
        put(opened, "预算数据", 2, "数据", "206")

    found = read_back(edited(book, edit), desk)
    assert not found.changes
    assert "在两处改得不同" in found.refused[0]


def test_what_is_none_of_ours_is_refused(desk: Correcting, book: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(SourceError, match="请用 jixiao extract 或 export 写出的工作簿"):
        read_back(other, desk)
    with pytest.raises(SourceError, match="应是 jixiao 导出后改过的"):
        read_back(tmp_path / "无.xlsx", desk)

    def edit(opened: openpyxl.Workbook) -> None:
        sheet = opened["绩效指标"]
        sheet.delete_cols(column(sheet, HEADING))
        put(opened, "绩效指标", 2, "指标值", "≥12处")

    found = read_back(edited(book, edit), desk)
    assert not found.changes and "工作表“绩效指标”没有“改正用（请勿改动）”一栏" in found.refused[0]


def test_sources_that_are_not_in_the_store_are_told(desk: Correcting, tmp_path: Path) -> None:
    path = workbook([made.reading("丙.pdf")], tmp_path / "丙.xlsx")
    found = read_back(edited(path, lambda opened: put(opened, "绩效指标", 2, "指标值", "≥0处")), desk)
    assert not found.changes and found.refused == ["丙.pdf：这里没有读过这个文件，它的改动没有取；请检查 --store"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_wrote_anew_comes_back_whole(desk: Correcting, book: Path, tmp_path: Path) -> None:
    edited(book, lambda opened: put(opened, "绩效指标", 3, "指标值", "≥22处"))
    out = tmp_path / "libre"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = read_back(out / book.name, desk)
    assert not found.refused
    assert [(type(each), each.where.path, each.now) for each in found.changes] == [
        (Change, "indicators[1].value", "≥22处")
    ]
