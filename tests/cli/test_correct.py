"""`jixiao correct` as a user runs it: a workbook taken back, one value, the trail, what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import openpyxl
from tests.cli.test_commands import jixiao

from jixiao.app.files.inputs import kept_readings
from jixiao.engine.reading import to_json
from jixiao.records import Reading

RECORD = "xingan-projects.docx#1"


def extracted(samples: Path, folder: Path) -> None:
    done = jixiao("extract", samples / "xingan-projects.docx", "--store", "库.db", cwd=folder)
    assert done.returncode == 0, done.stderr


def edit(path: Path, row: int, heading: str, text: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["绩效指标"]
    cell = sheet.cell(row, next(c.column for c in sheet[1] if c.value == heading))
    cell.value, cell.data_type = text, "s"
    book.save(path)


def test_a_workbook_is_shown_first_and_kept_when_that_is_said(samples: Path, tmp_path: Path) -> None:
    extracted(samples, tmp_path)
    edit(tmp_path / "out" / "汇总.xlsx", 2, "指标值", "≤5300元")
    for store in ("库.db", "out"):
        done = jixiao("correct", "out/汇总.xlsx", "--store", store, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "≤5200元" in done.stdout and "≤5300元" in done.stdout and "还没有存；看过无误请加 --apply" in done.stdout
        assert "≤5300元" not in jixiao("show", store, "--all", cwd=tmp_path).stdout
        done = jixiao("correct", "out/汇总.xlsx", "--store", store, "--apply", "--who", "王某", cwd=tmp_path)
        assert "存下 1 条改正" in done.stdout
        assert "≤5300元" in jixiao("show", store, "--all", cwd=tmp_path).stdout
        assert "没有要存的改动" in jixiao("correct", "out/汇总.xlsx", "--store", store, cwd=tmp_path).stdout
    assert (tmp_path / "out" / "corrections.jsonl").exists()
    extracted(samples, tmp_path)
    assert "≤5300元" in (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8")
    assert "≤5300元" not in (tmp_path / "out" / "xingan-projects.docx.json").read_text(encoding="utf-8")
    done = jixiao("export", "库.db", "--out", "出", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "出" / "汇总.xlsx")
    told = [cell.value for row in book["改正"].iter_rows() for cell in row]
    assert "王某" in told and "≤5300元" in told and "≤5200元" in told
    for place in ("库.db", "out"):
        jixiao("export", place, "--out", "读到的", "--format", "csv", "--as-read", cwd=tmp_path)
        assert "≤5300元" not in (tmp_path / "读到的" / "csv" / "绩效指标.csv").read_text(encoding="utf-8-sig")


def test_one_value_is_put_right_listed_and_taken_back(samples: Path, tmp_path: Path) -> None:
    extracted(samples, tmp_path)
    one = ("--store", "库.db", "--record", RECORD, "--field", "绩效指标 第1行 指标值")
    done = jixiao("correct", *one, "--value", "≤5300元", "--who", "王某", "--why", "看错", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    name = done.stdout.partition("改正：")[2].strip()
    assert "≤5300元" in jixiao("show", "库.db", "--record", "1", cwd=tmp_path).stdout
    assert "✎ 绩效指标 第1行 指标值 改值：≤5200元 → ≤5300元（王某" in jixiao("show", "库.db", "-a", cwd=tmp_path).stdout
    shown = jixiao("show", "库.db", "--record", "1", "--as-read", cwd=tmp_path).stdout
    assert "≤5200元" in shown and "≤5300元" not in shown
    assert name in jixiao("correct", "--store", "库.db", "--list", cwd=tmp_path).stdout
    assert "已撤销" in jixiao("correct", "--store", "库.db", "--undo", name, cwd=tmp_path).stdout
    assert "≤5200元" in jixiao("show", "库.db", "--record", "1", cwd=tmp_path).stdout
    done = jixiao("correct", "--store", "库.db", "--history", "改正.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "改正.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["做了什么"] for row in csv.DictReader(file)] == ["改值", "撤销"]
    assert jixiao("correct", *one, "--confirm", cwd=tmp_path).returncode == 0
    done = jixiao("correct", "--store", "库.db", "--record", RECORD, "--no-form", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert jixiao("correct", "--store", "库.db", "--sample", "3", cwd=tmp_path).stdout.count("抽出 3 个值") == 1


def test_the_field_and_both_values_are_said_and_where_the_old_one_stands(samples: Path, tmp_path: Path) -> None:
    extracted(samples, tmp_path)
    one = ("correct", "--store", "库.db", "--record", RECORD, "--field")
    (before,) = kept_readings(tmp_path / "库.db")
    place, was = before.records[0].evidence["department"].place, before.records[0].department  # type: ignore[union-attr]
    done = jixiao(*one, "主管部门", "--value", "另一个局", cwd=tmp_path)
    assert f"{RECORD}　主管部门：{was} → 另一个局" in done.stdout
    done = jixiao(*one, "funds.annual.total", "--value", "999", cwd=tmp_path)
    assert "→ 999" in done.stdout and "改为 999 以后，与合计或各分项对不上" in done.stdout
    assert "核对无误" in jixiao(*one, "实施单位", "--confirm", cwd=tmp_path).stdout
    jixiao(*one, "指标1.指标值", "--value", "≤5300元", cwd=tmp_path)
    shown = jixiao("show", "库.db", "--record", "1", cwd=tmp_path, COLUMNS="200").stdout
    assert f"人工改正（原在{place}）" in shown and "人工核对" in shown and "≤5300元✎" in shown
    assert shown.count("改为 999 以后，与合计或各分项对不上") == 1
    assert "对不上" not in jixiao("show", "库.db", "--record", "2", cwd=tmp_path).stdout


def test_an_edit_that_does_not_count_is_told(samples: Path, tmp_path: Path) -> None:
    extracted(samples, tmp_path)
    path = tmp_path / "out" / "汇总.xlsx"
    untouched = jixiao("correct", "out/汇总.xlsx", "--store", "库.db", cwd=tmp_path)
    assert "改了不算" not in untouched.stdout
    book = openpyxl.load_workbook(path)
    sheet = book["项目"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    total = next(name for name in columns if name and "资金总额（元）" in name)
    for heading, text in ((total, "123"), ("完整性", "瞎写")):
        cell = sheet.cell(3, columns[heading])
        cell.value, cell.data_type = text, "s"
    book.save(path)
    done = jixiao("correct", "out/汇总.xlsx", "--store", "库.db", cwd=tmp_path, COLUMNS="200")
    assert f"“{total}”是换算出来的" in done.stdout and "“完整性”由程序判断，改了不算" in done.stdout
    assert "没有要存的改动" in done.stdout


def test_doubts_inside_lists_are_marked(samples: Path, tmp_path: Path) -> None:
    extracted(samples, tmp_path)
    path = tmp_path / "out" / "xingan-projects.docx.json"
    reading = Reading.model_validate_json(path.read_bytes())
    reading.records[0].doubts["indicators[0].value"] = ["ocr.weak"]
    path.write_bytes(to_json(reading))
    shown = jixiao("show", "out", "--record", "1", cwd=tmp_path, COLUMNS="200").stdout
    assert "≤5200元？" in shown and shown.count("？") == 1


def test_what_cannot_be_is_said_with_what_to_do(samples: Path, tmp_path: Path) -> None:
    extracted(samples, tmp_path)
    for arguments, said in (
        ((), "没有说做什么"),
        (("--list",), "请加 --store"),
        (("--store", "无.db", "--list"), "没有 无.db 这个数据库"),
        (("--store", "库.db", "--record", RECORD, "--field", "没有这栏", "--value", "x"), "请换一个栏目"),
        (("--store", "库.db", "--record", RECORD, "--field", "部门", "--value", "x"), "相近的有：主管部门"),
        (("--store", "库.db", "--record", RECORD, "--field", "指标值", "--value", "x"), "绩效指标 第1行 指标值"),
        (("--store", "库.db", "--record", "没有#1", "--complete"), "没有这个文件；请写工作簿里的“记录编号”"),
        (("--store", "库.db", "--record", "三号", "--complete"), "记录编号应写成"),
        (("--store", "库.db", "--record", "xingan-projects.docx#9", "--complete"), "共有 4 条；请换一个"),
        (("--store", "库.db", "--undo", "abc"), "没有编号为 abc 的改正"),
        (("out/records.jsonl", "--store", "库.db"), "另存为 .xlsx 再试"),
    ):
        done = jixiao("correct", *arguments, cwd=tmp_path)
        assert done.returncode in (1, 2) and said in done.stderr, (arguments, done.stderr)
        assert "Traceback" not in done.stderr


def test_corrections_outlive_a_reading_with_other_rules(samples: Path, tmp_path: Path) -> None:
    """A label that was taught makes another version read the form otherwise; what people said stays where it was."""
    document = docx.Document(str(samples / "xingan-projects.docx"))
    for cell in (c for table in document.tables for row in table.rows for c in row.cells if c.text == "实施单位"):
        cell.paragraphs[0].runs[0].text = "备考"
    document.save(str(tmp_path / "表.docx"))
    families = {"JIXIAO_FAMILIES": str(tmp_path / "家")}
    jixiao("extract", "表.docx", "--no-xlsx", cwd=tmp_path, **families)
    (before,) = kept_readings(tmp_path / "out")
    assert before.records[0].implementer is None, "nobody knows the label yet"  # type: ignore[union-attr]
    unit = next(extra.value for extra in before.records[0].extra if extra.label == "备考")
    one = ("correct", "--store", "out", "--record", "表.docx#1")
    jixiao(*one, "--field", "实施单位", "--value", unit, cwd=tmp_path, **families)
    jixiao(*one, "--field", "indicators[0].value", "--value", "≤5300元", cwd=tmp_path, **families)
    (corrected,) = kept_readings(tmp_path / "out")
    assert corrected.records[0].status == "complete" != before.records[0].status, "the reason is answered"
    jixiao("learn", "表.docx", "--name", "兴安", "--set", "备考=实施单位", cwd=tmp_path, **families)
    jixiao("extract", "表.docx", "--no-xlsx", cwd=tmp_path, **families)
    (again,) = kept_readings(tmp_path / "out")
    assert again.version != before.version and not again.records[0].extra
    assert again.records[0].implementer == unit  # type: ignore[union-attr]
    assert again.records[0].indicators[0].value == "≤5300元"  # type: ignore[union-attr]
    assert again.corrected is not None and len(again.corrected.applied) == 2 and not again.corrected.stale
