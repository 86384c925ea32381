"""`jixiao check` as a user runs it: the table, the files, the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from tests.checks import good
from tests.cli.test_commands import jixiao

from jixiao.records import Checked, ProjectGoal, Prose, Reading, Reason, SourceInfo
from jixiao.store import Store


def test_a_file_is_read_checked_and_written(samples: Path, tmp_path: Path) -> None:
    done = jixiao("check", samples / "xingan-projects.pdf", "--out", "查", "--pdf", cwd=tmp_path)
    assert done.returncode == 5, done.stderr
    assert "xingan-projects.pdf　4 份表　错误 1" in done.stdout
    assert "各项之和为 72万元" in done.stdout and "相差 3万元" in done.stdout
    made = Checked.model_validate_json((tmp_path / "查" / "xingan-projects.pdf.json").read_bytes())
    assert "amount.parts-do-not-sum" in [finding.check for finding in made.findings]
    assert (tmp_path / "查" / "xingan-projects-检查.pdf").read_bytes().startswith(b"%PDF")
    book = openpyxl.load_workbook(tmp_path / "查" / "汇总.xlsx")
    assert book["检查发现"].max_row == len(made.findings) + 1


def test_results_are_checked_again_and_findings_stay_with_them(samples: Path, tmp_path: Path) -> None:
    jixiao("extract", samples / "xingan-projects.docx", "--store", "库.db", "--no-xlsx", cwd=tmp_path)
    done = jixiao("check", "out", "--off", "amount.*", cwd=tmp_path)
    assert done.returncode == 0 and "错误" not in done.stdout
    done = jixiao("check", "库.db", cwd=tmp_path)
    assert done.returncode == 5
    with Store.open(tmp_path / "库.db") as store:
        (kept,) = store.readings()
    assert isinstance(kept, Checked) and kept.findings
    jixiao("check", "out", "--out", "查", cwd=tmp_path)
    done = jixiao("export", "查", "--csv", "--out", "表", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "amount.parts-do-not-sum" in (tmp_path / "表" / "csv" / "检查发现.csv").read_text(encoding="utf-8-sig")


def test_what_is_wrong_in_a_text_without_tables_is_shown(tmp_path: Path) -> None:
    said = "一、2024年收入增加（减少）5.00万元。二、一般公共预算收入10.00万元，占50%；其他收入20.00万元，占25%。"
    prose = [Prose(text=said, page=1)]
    made = Reading(source=SourceInfo(name="说明.pdf", sha256="0" * 64, pages=1), prose=prose)
    (tmp_path / "说明.pdf.json").write_text(made.model_dump_json(), encoding="utf-8")
    done = jixiao("check", "说明.pdf.json", cwd=tmp_path)
    assert "没有找到要读的表" in done.stdout + done.stderr
    assert "增加(减少)" in done.stdout and "警告 1 处" in done.stdout and "占" not in done.stdout


def test_the_catalogue_is_listed(tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text('[checks]\noff = ["weight.by-level1"]\n')
    done = jixiao("check", "--list", cwd=tmp_path)
    assert done.returncode == 0
    assert "table.row-parts" in done.stdout
    (line,) = (line for line in done.stdout.splitlines() if "weight.by-level1" in line)
    assert "不做" in line


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "缺少 输入"),
        (["a.pdf", "--pdf"], 1, "--out"),
        (["out", "--off", "amuont.*"], 1, "amuont"),
        (["absent.json"], 1, "没有找到"),
        (["out", "--sources", "缺"], 1, "--sources"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    done = jixiao("check", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr and "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_named(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4\n")
    done = jixiao("check", "坏.pdf", cwd=tmp_path)
    assert done.returncode == 3
    assert "没有读出 1 个" in done.stdout


def test_findings_stand_in_the_json_in_the_order_of_the_records(samples: Path, tmp_path: Path) -> None:
    jixiao("check", samples / "linhe-departments.pdf", "--out", "查", cwd=tmp_path)
    data = json.loads((tmp_path / "查" / "linhe-departments.pdf.json").read_text(encoding="utf-8"))
    numbers = [finding["record"] for finding in data["findings"]]
    assert numbers == sorted(numbers)


def test_an_export_of_nothing_makes_no_folder(tmp_path: Path) -> None:
    done = jixiao("export", "缺.json", "--out", "表", cwd=tmp_path)
    assert done.returncode == 1 and "没有找到" in done.stderr
    assert not (tmp_path / "表").exists()


def test_a_form_that_was_not_read_whole_is_not_passed(tmp_path: Path) -> None:
    made = good.reading()
    (project,) = (record for record in made.records if isinstance(record, ProjectGoal))
    project.status = "incomplete"
    project.reasons = [Reason(code="label.unknown", message="有一个栏目名不认识（“其中：县级财力”：200）")]
    made.records = [project]
    (tmp_path / "卡.json").write_text(made.model_dump_json(), encoding="utf-8")
    done = jixiao("check", "卡.json", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert "这份表没有读全" in done.stdout and "“其中：县级财力”" in done.stdout
    assert "不等于没有问题" in done.stdout and "jixiao correct" in done.stdout and "jixiao learn" in done.stdout
    assert "什么都没有看到" not in done.stdout
